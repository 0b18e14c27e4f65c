//! The thread that makes the pages of one plan. What is obsolete by the time it is
//! asked for is left out; when nothing else is to be done the documents of all
//! communes are checked, one after another.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use super::plan::{PageRef, Plan, Snapshot, View};
use crate::diagnostic::{Diagnostic, Severity, caught};
use crate::pipeline::{Commune, Hand, Live, Shown};
use crate::typeset::{STACK, Typeset, forget_old};

/// How long a file that cannot be read is taken to be half written, and how often
/// it is tried.
const PATIENCE: Duration = Duration::from_millis(1500);
const AGAIN: Duration = Duration::from_millis(150);

/// What a person can do about a fault of the program.
const SEND: &str = "gửi tệp kế hoạch cho người phụ trách chương trình";

/// For how many documents Typst's work is kept.
const KEPT: usize = 4;

/// What a plan's thread is asked for.
#[derive(Debug)]
pub enum Ask {
    /// A file has changed.
    Changed,
    /// Somebody looks at this now.
    Show(View),
}

/// Starts the thread of `plan`, which is there as long as the program.
///
/// # Errors
/// The system gives no thread.
pub fn start(plan: Arc<Plan>, asks: Receiver<Ask>) -> std::io::Result<()> {
    let builder = thread::Builder::new().name(format!("plan-{}", plan.id)).stack_size(STACK);
    builder.spawn(move || {
        let press = plan.press.clone();
        let mut engine = Engine {
            plan: &plan,
            hand: press.hand(),
            communes: Vec::new(),
            version: 0,
            made: Vec::new(),
            unchecked: 0,
            failing_since: None,
            fault: None,
        };
        engine.run(&asks);
    })?;
    Ok(())
}

struct Engine<'a> {
    plan: &'a Plan,
    hand: Hand<'a>,
    communes: Vec<Commune>,
    version: u64,
    /// What has been made since the files were read.
    made: Vec<View>,
    /// The first commune that has not been checked.
    unchecked: usize,
    /// Since when the files cannot be read, and why.
    failing_since: Option<Instant>,
    fault: Option<Diagnostic>,
}

/// The pages of a document, or what is wrong with it.
type Made = Result<(Vec<PageRef>, Typeset, Vec<Diagnostic>), Vec<Diagnostic>>;

/// What is asked for and not done yet.
struct Todo {
    changed: bool,
    views: Vec<View>,
}

impl Todo {
    fn add(&mut self, ask: Ask) {
        match ask {
            Ask::Changed => self.changed = true,
            Ask::Show(view) => self.views.push(view),
        }
    }
}

impl Engine<'_> {
    fn run(&mut self, asks: &Receiver<Ask>) {
        let mut todo = Todo { changed: true, views: Vec::new() };
        let mut again = false;
        loop {
            if todo.changed {
                again = !self.read();
                todo = Todo { changed: false, views: self.plan.views() };
            }
            // What was asked for last comes first; after a change all is obsolete.
            while let (false, Some(view)) = (todo.changed, todo.views.pop()) {
                self.show(&view);
                asks.try_iter().for_each(|ask| todo.add(ask));
            }
            if todo.changed {
                continue;
            }
            if !again {
                self.plan.state.send_if_modified(|state| std::mem::take(&mut state.reading));
            }
            match self.wait(asks, again) {
                Some(ask) => todo.add(ask),
                None if again => todo.changed = true,
                None => return,
            }
            asks.try_iter().for_each(|ask| todo.add(ask));
        }
    }

    /// Waits for something to be asked, checking communes meanwhile; `None` when a
    /// file is to be tried again, or nobody can ask any more.
    fn wait(&mut self, asks: &Receiver<Ask>, again: bool) -> Option<Ask> {
        if again {
            return asks.recv_timeout(AGAIN).ok();
        }
        while self.unchecked < self.communes.len() {
            match asks.try_recv() {
                Ok(ask) => return Some(ask),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => self.check_next(),
            }
        }
        asks.recv().ok()
    }

    /// Reads the files; `false` if they may be half written and are to be tried
    /// again.
    fn read(&mut self) -> bool {
        self.plan.state.send_modify(|state| state.reading = true);
        let files = &self.plan.files;
        let read = caught(SEND, || {
            let live = Live::read(&files.plan, &files.options(), &self.plan.press)?;
            let communes = live.communes();
            Ok((live, communes))
        });
        let read = read.unwrap_or_else(Err);
        let is_readable = read.as_ref().is_ok_and(|(live, _)| live.is_readable());
        if !is_readable && self.may_be_half_written() {
            return false;
        }
        self.failing_since = None;
        self.made.clear();
        self.fault = None;
        match read {
            Ok((live, communes)) => {
                self.plan.set_live(Arc::new(live), communes.len());
                self.communes = communes;
                self.unchecked = 0;
            }
            Err(fault) => self.fault = Some(fault),
        }
        true
    }

    /// Whether a file that cannot be read has been so for a short time only.
    #[expect(clippy::disallowed_methods, reason = "a file that is being written is waited for")]
    fn may_be_half_written(&mut self) -> bool {
        self.failing_since.get_or_insert_with(Instant::now).elapsed() < PATIENCE
    }

    /// Makes what is to be seen at `view`, unless it is there or nobody looks any more.
    fn show(&mut self, view: &View) {
        let is_made = self.made.contains(view) && self.plan.snapshot(view).is_some();
        if is_made || !self.plan.is_wanted(view) {
            return;
        }
        let row = self.row(view);
        let made = match (&self.fault, self.plan.live()) {
            (Some(fault), _) => Err(vec![fault.clone()]),
            (None, Some(live)) => caught(SEND, || {
                let Shown { typeset, diagnostics } = live.show(row, view.draft, &mut self.hand);
                match typeset {
                    Some(typeset) => Ok((pages(&typeset), typeset, diagnostics)),
                    None => Err(diagnostics),
                }
            })
            .unwrap_or_else(|fault| Err(vec![fault])),
            (None, None) => return,
        };
        self.publish(view, made);
        self.made.push(view.clone());
        forget_old(KEPT);
    }

    /// The row that `view` means: a commune that is gone gives way to the first.
    fn row(&self, view: &View) -> usize {
        let key = view.row.as_deref();
        self.communes.iter().position(|commune| Some(commune.key.as_str()) == key).unwrap_or(0)
    }

    fn publish(&mut self, view: &View, made: Made) {
        self.version += 1;
        let row = self.row(view);
        let commune = self.communes.get(row).map(|commune| (row, commune.clone()));
        let stale = made.is_err();
        let readable =
            self.fault.is_none() && self.plan.live().is_some_and(|live| live.is_readable());
        let (pages, typeset, diagnostics) = match made {
            Ok((pages, typeset, diagnostics)) => {
                let title = typeset.title();
                self.plan.state.send_if_modified(|state| {
                    let differs = state.title != title;
                    state.title = title;
                    differs
                });
                (pages, Some(Arc::new(typeset)), diagnostics)
            }
            Err(diagnostics) => {
                let before = self.plan.snapshot(view);
                let (pages, typeset) = before
                    .map(|last| (last.pages.clone(), last.typeset.clone()))
                    .unwrap_or_default();
                (pages, typeset, diagnostics)
            }
        };
        let version = self.version;
        let snapshot = Snapshot { version, commune, typeset, pages, stale, readable, diagnostics };
        self.plan.publish(view, snapshot);
    }

    /// Checks the next commune.
    fn check_next(&mut self) {
        let Some(live) = self.plan.live() else { return };
        let row = self.unchecked;
        let found =
            caught(SEND, || live.check(row, &mut self.hand)).unwrap_or_else(|fault| vec![fault]);
        let count = |severity| found.iter().filter(|found| found.severity == severity).count();
        self.plan.count(row, (count(Severity::Error), count(Severity::Warning)));
        self.unchecked += 1;
        if self.unchecked == self.communes.len() {
            let counts = self.plan.counts();
            let with = |of: fn((usize, usize)) -> usize| {
                counts.iter().flatten().filter(|counts| of(**counts) > 0).count()
            };
            let checked = Some((with(|(errors, _)| errors), with(|(_, warnings)| warnings)));
            self.plan.state.send_modify(|state| state.checked = checked);
        }
    }
}

/// The pages of a document, each known by what it looks like and what it says.
fn pages(typeset: &Typeset) -> Vec<PageRef> {
    let layers = typeset.layers().into_iter();
    layers
        .map(|layer| {
            let (svg, text) = (format!("{:032x}", layer.look), format!("{:032x}", layer.said));
            PageRef { svg, text, layer: Arc::new(layer) }
        })
        .collect()
}
