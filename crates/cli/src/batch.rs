//! Many items through one piece of work, in order, with progress and a count of what happened.

use crate::input::{Input, Item, Items, Limits, Shape};
use crate::ordered;
use crate::out::Out;
use crate::report::{Kind, Outcome, Problem, Tally, say};
use indicatif::{ProgressBar, ProgressStyle};
use std::panic::{AssertUnwindSafe, catch_unwind};
use waqai::page::{Hints, Page, Unreadable};
use waqai::schema::Note;
use waqai::{Article, Record};

/// What one item is, once its bytes are understood.
pub(crate) enum Source {
    /// A page and its id.
    Page(Box<Page>, String),
    /// An article of the contract.
    Article(Article),
}

/// What the work makes of one item.
pub(crate) struct Made {
    /// What to write.
    pub(crate) bytes: Vec<u8>,
    /// How many events and statements it holds.
    pub(crate) found: u64,
    /// Something to tell although the item was read.
    pub(crate) warning: Option<Problem>,
}

/// How the pieces become one output.
pub(crate) trait Form {
    /// What to write when one more piece is made.
    fn add(&mut self, piece: Vec<u8>) -> Vec<u8>;
    /// What to write at the end.
    fn end(&mut self) -> Vec<u8> {
        Vec::new()
    }
}

impl Form for Box<dyn Form> {
    fn add(&mut self, piece: Vec<u8>) -> Vec<u8> {
        (**self).add(piece)
    }

    fn end(&mut self) -> Vec<u8> {
        (**self).end()
    }
}

/// One piece after the other.
pub(crate) struct Plain;

impl Form for Plain {
    fn add(&mut self, piece: Vec<u8>) -> Vec<u8> {
        piece
    }
}

/// How a batch is run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// What the inputs hold.
    pub(crate) shape: Shape,
    /// How much is accepted.
    pub(crate) limits: Limits,
    /// Threads that work; 0: one for each core.
    pub(crate) threads: usize,
    /// Finding nothing is to be told apart by the exit code.
    pub(crate) fail_empty: bool,
    /// Whether to show progress where there is a terminal.
    pub(crate) progress: bool,
}

/// Runs `work` over all items and writes what it makes in the order of the items.
pub(crate) fn run(
    inputs: Vec<Input>,
    options: Options,
    work: impl Fn(Source, &str) -> Made + Sync,
    mut form: impl Form,
) -> Outcome {
    let threads = threads(options.threads);
    let bar = progress(options.progress);
    let mut tally = Tally::default();
    let mut out = Out::new();
    let mut written = true;
    let items = Items::new(inputs, options.shape, options.limits);
    ordered::map(
        items,
        threads,
        |item| one(item, &work),
        |made| {
            bar.inc(1);
            match made {
                Ok(made) => {
                    tally.done += 1;
                    tally.found += made.found;
                    if let Some(warning) = made.warning {
                        bar.suspend(|| say(warning));
                    }
                    written = out.write(&form.add(made.bytes));
                }
                Err(problem) => {
                    tally.fail(problem.kind);
                    bar.suspend(|| say(problem));
                }
            }
            written
        },
    );
    bar.finish_and_clear();
    written = written && out.write(&form.end());
    written &= out.finish();
    if written { tally.outcome(options.fail_empty) } else { Outcome::Failed }
}

/// As many threads as are wanted; 0: one for each core.
pub(crate) fn threads(wanted: usize) -> usize {
    match wanted {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n,
    }
}

/// Reads one item. A defect of the program costs that item, not the batch.
pub(crate) fn one<T>(item: Item, work: &impl Fn(Source, &str) -> T) -> Result<T, Problem> {
    let place = match &item {
        Item::Page { name, .. } => name.clone(),
        Item::Line { place, .. } => place.clone(),
        Item::Bad(problem) => return Err(problem.clone()),
    };
    let internal = || Problem {
        place: place.clone(),
        what: "the program fails on this article".to_owned(),
        hint: "please report it with the article".to_owned(),
        kind: Kind::Internal,
    };
    catch_unwind(AssertUnwindSafe(|| Ok(work(source(item)?, &place)))).unwrap_or_else(|_| Err(internal()))
}

fn source(item: Item) -> Result<Source, Problem> {
    match item {
        Item::Bad(problem) => Err(problem),
        Item::Page { name, bytes, hints } => match page(&bytes, &hints) {
            Ok(page) => Ok(Source::Page(Box::new(page), name)),
            Err(e) => Err(Problem {
                place: name,
                what: e.to_string(),
                hint: "give a page in HTML, a plain text, or JSON Lines".to_owned(),
                kind: Kind::NoText,
            }),
        },
        Item::Line { place, bytes } => waqai::parse_article(&bytes)
            .map(Source::Article)
            .map_err(|e| Problem { place, what: e.what, hint: e.hint.to_owned(), kind: Kind::Line }),
    }
}

fn page(bytes: &[u8], hints: &Hints) -> Result<Page, Unreadable> {
    let page = waqai::page::read_bytes(bytes, hints)?;
    if page.text.trim().is_empty() { Err(Unreadable { reason: "no article in it" }) } else { Ok(page) }
}

/// The warning that belongs to a record in another language.
pub(crate) fn language_warning(record: &Record, place: &str) -> Option<Problem> {
    let note: &Note = record.notes.iter().find(|n| n.code == "language")?;
    Some(Problem {
        place: place.to_owned(),
        what: note.message.clone(),
        hint: "its record is empty".to_owned(),
        kind: Kind::Language,
    })
}

pub(crate) fn progress(wanted: bool) -> ProgressBar {
    let terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    if !wanted || !terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}
