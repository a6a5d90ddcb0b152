//! `waqai add`: into the store.

use super::place::{Now, Place, failed};
use super::{Lang, Reading};
use crate::batch::{self, Source};
use crate::input::{self, Item, Items, Shape};
use crate::keep::{self, Entry};
use crate::ordered;
use crate::report::{Outcome, Problem, Tally, say};
use crate::rule_files::OwnRules;
use clap::{Args, ValueEnum};
use std::sync::atomic::{AtomicBool, Ordering};
use waqai::{Engine, Record};
use waqai_merge::ArticleSignature;
use waqai_store::{Error, Intake, Packer, Store};

/// Set by Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// Read pages and articles and keep them in the store.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Pages in HTML, plain texts, JSON Lines (also gzipped); folders of these; http addresses; - or nothing for standard input.
    inputs: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    now: Now,
    /// Read again what was read before, with the rules of today. A page that is read in another way gets a further reading; the former is kept.
    #[arg(long)]
    again: bool,
    /// Form of the output: a line for people, or what became of each article.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the line for people.
    #[arg(long, value_enum, default_value = "en", env = "WAQAI_LANG")]
    lang: Lang,
    #[command(flatten)]
    rules: OwnRules,
    #[command(flatten)]
    reading: Reading,
}

/// Forms of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One article a line.
    Jsonl,
}

/// An item, or the word that it needs no reading.
enum Todo {
    Read(Item),
    Seen(String),
    Failed(Error),
}

/// What a thread made of it.
struct Done {
    entry: Entry,
    warning: Option<Problem>,
}

/// Why there is nothing to keep.
enum Lost {
    /// This input alone.
    Input(Problem),
    /// The store: everything ends here.
    Store(Error),
}

impl Add {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let engine = self.rules.engine()?;
        let store = self.place.create()?;
        let looking = Store::open_read_only(store.folder()).map_err(|e| failed(&e))?;
        let packer = store.packer();
        let options = self.reading.options(Shape::Any);
        let now = self.now.time();
        stop_on_interrupt();
        let items = Items::new(input::expand(&self.inputs), options.shape, options.limits);
        let items = todo(items, looking, self.again);
        let bar = batch::progress(options.progress);
        let mut tally = Tally::default();
        let mut broken: Option<Error> = None;
        let (kept, written) = keep::keep(store, &now, self.format, self.lang, |keeper| {
            ordered::map(
                items,
                batch::threads(options.threads),
                |todo| done(todo, &engine, &packer, &now),
                |done| {
                    bar.inc(1);
                    match done {
                        Ok(Done { entry, warning }) => {
                            tally.done += 1;
                            if let Some(warning) = warning {
                                bar.suspend(|| say(warning));
                            }
                            keeper.push(entry)
                        }
                        Err(Lost::Input(problem)) => {
                            tally.fail(problem.kind);
                            bar.suspend(|| say(problem));
                            true
                        }
                        Err(Lost::Store(error)) => {
                            broken = Some(error);
                            false
                        }
                    }
                },
            );
        });
        bar.finish_and_clear();
        if let Some(error) = broken.or(kept.err()) {
            return Err(failed(&error));
        }
        Ok(match tally.outcome(false) {
            _ if !written => Outcome::Failed,
            _ if STOP.load(Ordering::SeqCst) => Outcome::Interrupted,
            outcome => outcome,
        })
    }
}

/// The first Ctrl-C lets the articles at hand be kept; a second one stops at once, which the store stands as well.
fn stop_on_interrupt() {
    let set = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        say("stopping when the articles at hand are kept; Ctrl-C again to stop at once");
    });
    if let Err(e) = set {
        say(format_args!("Ctrl-C will stop at once ({e}) [io]"));
    }
}

/// The items that need reading, and word of the others, until Ctrl-C.
fn todo(items: Items, store: Store, again: bool) -> impl Iterator<Item = Todo> + Send {
    items.take_while(|_| !STOP.load(Ordering::SeqCst)).map(move |item| {
        let (place, bytes) = match &item {
            Item::Page { name, bytes, .. } => (name, bytes),
            Item::Line { place, bytes } => (place, bytes),
            Item::Bad(_) => return Todo::Read(item),
        };
        match store.seen(place, bytes) {
            Ok(true) if !again => Todo::Seen(place.clone()),
            Ok(_) => Todo::Read(item),
            Err(e) => Todo::Failed(e),
        }
    })
}

fn done(todo: Todo, engine: &Engine, packer: &Packer, now: &str) -> Result<Done, Lost> {
    let item = match todo {
        Todo::Read(item) => item,
        Todo::Seen(place) => return Ok(Done { entry: Entry::Seen(place), warning: None }),
        Todo::Failed(error) => return Err(Lost::Store(error)),
    };
    let (input, capture, media_type, url) = match &item {
        Item::Page { name, bytes, hints } => {
            let media_type = media_type(hints.content_type.as_deref(), bytes);
            (name.clone(), bytes.clone(), media_type, hints.url.clone())
        }
        Item::Line { place, bytes } => {
            let input = place.rsplit_once(':').map_or(place.as_str(), |(input, _)| input);
            (input.to_owned(), bytes.clone(), "application/json".to_owned(), None)
        }
        Item::Bad(problem) => return Err(Lost::Input(problem.clone())),
    };
    let made = batch::one(item, &|source: Source, place: &str| {
        let (record, lemmas) = read(engine, source);
        let signature = ArticleSignature::of(lemmas.iter().map(String::as_str));
        let warning = batch::language_warning(&record, place);
        let intake = Intake {
            media_type: media_type.clone(),
            url: url.clone().or_else(|| record.document.url.clone()),
            source: record.document.source.clone(),
            retrieved: now.to_owned(),
            name: input.clone(),
            locator: place.to_owned(),
            signature,
            capture: capture.clone(),
            record,
        };
        (place.to_owned(), packer.prepare(intake), warning)
    });
    let (place, prepared, warning) = made.map_err(Lost::Input)?;
    Ok(Done { entry: Entry::Ready(place, Box::new(prepared.map_err(Lost::Store)?)), warning })
}

fn read(engine: &Engine, source: Source) -> (Record, Vec<String>) {
    match source {
        Source::Page(page, id) => engine.read_with_lemmas(*page, id),
        Source::Article(article) => engine.read_article_with_lemmas(&article),
    }
}

/// What the bytes are: what came with them says, or their first letter.
fn media_type(given: Option<&str>, bytes: &[u8]) -> String {
    let given = given.and_then(|g| g.split(';').next()).map(str::trim).filter(|g| !g.is_empty());
    match given {
        Some(given) => given.to_ascii_lowercase(),
        None if bytes.trim_ascii_start().first() == Some(&b'<') => "text/html".to_owned(),
        None => "text/plain".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn the_kind_of_bytes() {
        assert_eq!(media_type(Some("Text/HTML; charset=windows-1256"), b"x"), "text/html");
        assert_eq!(media_type(None, b" \n<p>"), "text/html");
        assert_eq!(media_type(Some(""), b"a"), "text/plain");
    }
}
