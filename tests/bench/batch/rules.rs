//! What the rules of the decree cost in a batch: beside the making of the same
//! documents, in one thread of this process.

use std::thread;
use std::time::{Duration, Instant};

use kehoach::check::Checker;
use kehoach::model::document::{Document, Part};
use kehoach::output::DEFAULT;
use kehoach::typeset::{Fonts, Templates, Typesetter, forget_old};

use super::STACK;
use super::sample::Sample;

/// What the documents of a sample took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// Merging, layout, export.
    pub made: Duration,
    /// The rules on content.
    pub content: Duration,
    /// The rules on pages, measuring them included.
    pub pages: Duration,
}

/// Makes and checks so many documents after a few that do not count.
pub fn measure(sample: &Sample, count: usize) -> Spent {
    const WARM: usize = 10;
    let work = || {
        let fonts = Fonts::embedded().expect("fonts");
        let typesetter = Typesetter::new(fonts, &Templates::embedded()).expect("templates");
        let read = sample.read(&typesetter);
        let (mut worker, mut checker) = (typesetter.worker(), Checker::default());
        let mut spent = Spent::default();
        for row in 0..count {
            if row == WARM {
                spent = Spent::default();
            }
            let start = Instant::now();
            let document = read.document(row);
            let typeset = worker.typeset(&document, &[], &read.tables).0.expect("pages");
            let files = (DEFAULT.export)(&typeset).expect("a PDF");
            assert!(!files.is_empty());
            let made = Instant::now();
            checker.content(&document);
            let content = Instant::now();
            checker.pages(&document, &typeset.printed());
            let pages = Instant::now();
            spent.made += made - start;
            spent.content += content - made;
            spent.pages += pages - content;
            forget_old(1);
        }
        spent
    };
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        builder.spawn_scoped(scope, work).expect("a thread").join().expect("no panic")
    })
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
