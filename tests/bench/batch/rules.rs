//! What the rules of the decree cost in a batch: between the making of the same
//! documents, in as many threads as a batch has.

use std::thread;
use std::time::{Duration, Instant};

use kehoach::check::Checker;
use kehoach::model::document::{Document, Part};
use kehoach::output::DEFAULT;
use kehoach::typeset::{Fonts, Templates, Typesetter, forget_old};

use super::STACK;
use super::sample::Sample;

/// What a document of a sample takes of a thread, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// The rules on content.
    pub content: f64,
    /// The rules on pages, measuring them included.
    pub pages: f64,
}

/// Makes and checks the first `count` documents in so many threads, the first few of
/// which do not count.
pub fn measure(sample: &Sample, count: usize, threads: usize) -> Spent {
    const WARM: usize = 10;
    let work = move |first: usize| {
        let fonts = Fonts::embedded().expect("fonts");
        let typesetter = Typesetter::new(fonts, &Templates::embedded()).expect("templates");
        let read = sample.read(&typesetter);
        let (mut worker, mut checker) = (typesetter.worker(), Checker::default());
        let (mut content, mut pages) = (Duration::ZERO, Duration::ZERO);
        for (at, row) in (first..count).step_by(threads).enumerate() {
            let document = read.document(row);
            let typeset = worker.typeset(&document, &[], &read.tables).0.expect("pages");
            let files = (DEFAULT.export)(&typeset).expect("a PDF");
            assert!(!files.is_empty());
            let made = Instant::now();
            checker.content(&document);
            let read = Instant::now();
            checker.pages(&document, &typeset.printed());
            if at >= WARM {
                content += read - made;
                pages += read.elapsed();
            }
            forget_old(threads);
        }
        (content, pages)
    };
    let spent: Vec<(Duration, Duration)> = thread::scope(|scope| {
        let start = |first| {
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, move || work(first)).expect("a thread")
        };
        let running: Vec<_> = (0..threads).map(start).collect();
        running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let documents = (count - WARM * threads) as f64;
    let each = |part: fn(&(Duration, Duration)) -> Duration| {
        1000.0 * spent.iter().map(part).sum::<Duration>().as_secs_f64() / documents
    };
    Spent { content: each(|(content, _)| *content), pages: each(|(_, pages)| *pages) }
}

/// How many times longer the rules take for a text four times as long, nothing being
/// remembered.
pub fn growth(sample: &Sample) -> f64 {
    let fonts = Fonts::embedded().expect("fonts");
    let typesetter = Typesetter::new(fonts, &Templates::embedded()).expect("templates");
    let document = sample.read(&typesetter).document(0);
    let longest = |times| {
        let longer = longer(&document, times);
        let time = |_| {
            let start = Instant::now();
            Checker::default().content(&longer);
            start.elapsed()
        };
        (0..5).map(time).min().unwrap_or_default().as_secs_f64()
    };
    longest(16) / longest(4)
}

/// The document with each paragraph so many times as long.
fn longer(document: &Document, times: usize) -> Document {
    let mut document = document.clone();
    for placed in &mut document.body {
        if let Part::Paragraph { text, .. } = &mut placed.part {
            let one = text.wrapped("", " ");
            *text = (1..times).fold(one.clone(), |all, _| all.followed_by(&one));
        }
    }
    document
}
