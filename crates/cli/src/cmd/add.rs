//! `waqai add`: into the store.

use super::place::{Now, Place, failed};
use super::{Lang, Reading};
use crate::batch;
use crate::input::{self, Shape};
use crate::keep::{self, Entry};
use crate::ordered;
use crate::report::{Outcome, Tally, say};
use crate::rule_files::OwnRules;
use crate::take::{Lost, Taken, Taker};
use clap::{Args, ValueEnum};
use std::sync::atomic::{AtomicBool, Ordering};
use waqai_fetch::{Found, Items};
use waqai_search::Language;
use waqai_store::{Error, Store};

/// Set by Ctrl-C.
pub(crate) static STOP: AtomicBool = AtomicBool::new(false);

/// Read pages and articles and keep them in the store.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Pages in HTML, plain texts, JSON Lines, web archives (WARC), saved feeds, all of these also gzipped; folders of these; http addresses; - or nothing for standard input.
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
    Read(Box<waqai_fetch::Item>),
    Seen(String),
    /// An address in a feed or sitemap, which is not followed here.
    Link,
    Failed(Lost),
}

impl Add {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let engine = self.rules.engine()?;
        let store = self.place.create()?;
        let looking = Store::open_read_only(store.folder()).map_err(|e| failed(&e))?;
        let (packer, language) = (store.packer(), Language::load());
        let options = self.reading.options(Shape::Archives);
        let now = self.now.time();
        let taker = Taker { engine: &engine, language: &language, packer: &packer, now: &now };
        stop_on_interrupt();
        let items = Items::new(input::expand_archives(&self.inputs), options.shape, options.limits);
        let items = todo(items, looking, self.again);
        let bar = batch::progress(options.progress);
        let mut tally = Tally::default();
        let mut broken: Option<Error> = None;
        let mut links = 0_u64;
        let (kept, written) = keep::keep(store, &now, self.format, self.lang, |keeper| {
            ordered::map(
                items,
                batch::threads(options.threads),
                |todo| done(todo, &taker),
                |done| match done {
                    Ok(None) => {
                        links += 1;
                        true
                    }
                    Ok(Some(Taken { entry, warning })) => {
                        bar.inc(1);
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
                },
            );
        });
        bar.finish_and_clear();
        if links > 0 {
            say(format_args!(
                "{links} entries of feeds and sitemaps only lead to a page; `waqai fetch` follows them [links]"
            ));
        }
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
pub(crate) fn stop_on_interrupt() {
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
    items.take_while(|_| !STOP.load(Ordering::SeqCst)).map(move |found| {
        let item = match found {
            Found::Item(item) => item,
            Found::Link(_) => return Todo::Link,
            Found::Problem(problem) => return Todo::Failed(Lost::Input(problem.into())),
        };
        match store.seen(&item.locator, &item.bytes) {
            Ok(true) if !again => Todo::Seen(item.locator),
            Ok(_) => Todo::Read(item),
            Err(e) => Todo::Failed(Lost::Store(e)),
        }
    })
}

fn done(todo: Todo, taker: &Taker<'_>) -> Result<Option<Taken>, Lost> {
    match todo {
        Todo::Read(item) => taker.take(*item).map(Some),
        Todo::Seen(place) => Ok(Some(Taken { entry: Entry::Seen(place), warning: None })),
        Todo::Link => Ok(None),
        Todo::Failed(lost) => Err(lost),
    }
}
