//! A round of fetching: from the sources to the store. What `fetch` does once and `watch` again and again.

use crate::batch;
use crate::cmd::Lang;
use crate::cmd::add::{Format, STOP};
use crate::cmd::place::{Now, Place, failed};
use crate::keep::{self, Entry};
use crate::ordered;
use crate::out::Out;
use crate::report::{Outcome, Tally, say};
use crate::take::{Lost, Taken, Taker};
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use waqai::Engine;
use waqai_fetch::{Event, Memory, Options, Private, Sources, State, Summary};
use waqai_search::Language;
use waqai_store::{Error, Fetched, Store};

/// How often those who wait for the network look whether they should stop.
const LOOK: Duration = Duration::from_millis(100);
/// The longest wait that a server may ask for within a round.
const PATIENCE: Duration = Duration::from_secs(120);
/// Hosts that are asked side by side.
const HOSTS: usize = 8;
/// How often an address is tried again that fails in passing.
const RETRIES: u32 = 2;

/// What `fetch` and `watch` have in common.
#[derive(Debug, Args)]
pub(crate) struct Fetching {
    /// The sources file (TOML): feeds, sitemaps and pages, each with its settings; see docs/fetch.md.
    sources: PathBuf,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    now: Now,
    /// Fetch from addresses inside the own network too: from all, or from these hosts (HOST or HOST:PORT).
    #[arg(long, value_name = "HOST", num_args = 0.., require_equals = true, value_delimiter = ',')]
    allow_private: Option<Vec<String>>,
    /// Hosts that are asked side by side; each of them one thing at a time.
    #[arg(long, value_name = "N", default_value_t = HOSTS as u64, value_parser = clap::value_parser!(u64).range(1..=64))]
    hosts: u64,
    /// How often an address is tried again that fails in passing.
    #[arg(long, value_name = "N", default_value_t = RETRIES, value_parser = clap::value_parser!(u32).range(..=10))]
    retries: u32,
    /// Threads that read; 0 stands for one for each core.
    #[arg(long, value_name = "N", default_value_t = 0, env = "WAQAI_THREADS")]
    threads: usize,
    /// Form of the output: a line for people, or what became of each article.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the line for people.
    #[arg(long, value_enum, default_value = "en", env = "WAQAI_LANG")]
    lang: Lang,
    /// Show no progress.
    #[arg(long, short)]
    quiet: bool,
}

/// What a round came to.
pub(crate) struct Round {
    pub(crate) outcome: Outcome,
    /// What became of each source, by its position in the sources given. One that is missing was not finished.
    pub(crate) sources: BTreeMap<usize, Summary>,
}

/// What is done with an event: in a thread of its own, where it is to be read.
enum Made {
    Taken(Result<Taken, Lost>),
    Told(Event),
}

impl Fetching {
    /// The sources file, or a line on what is wrong with it.
    pub(crate) fn sources(&self) -> Result<Sources, Outcome> {
        let path = self.sources.display();
        let text = std::fs::read_to_string(&self.sources).map_err(|e| {
            say(format_args!("{path}: {e}; check the path [io]"));
            Outcome::Failed
        })?;
        Sources::read(&text).map_err(|e| {
            say(format_args!("{path}:{e}; correct it there (docs/fetch.md lists the fields) [sources]"));
            Outcome::Failed
        })
    }

    fn options(&self, now: &str, dry_run: bool) -> Options {
        Options {
            threads: usize::try_from(self.hosts).unwrap_or(HOSTS),
            retries: self.retries,
            dry_run,
            ..manners(self.allow_private.as_deref(), now)
        }
    }

    /// Tells on standard output what would be fetched. Feeds and sitemaps are fetched for this; nothing is kept.
    pub(crate) fn dry_run(&self, sources: &Sources) -> Result<Outcome, Outcome> {
        // Where there is no store yet, nothing is remembered.
        let memory = match Store::open_read_only(&self.place.folder()?) {
            Ok(store) => memory(&store).map_err(|e| failed(&e))?,
            Err(_) => Memory::default(),
        };
        let (mut tally, mut out, mut written) = (Tally::default(), Out::new(), true);
        let from = waqai_fetch::run(sources, memory, self.options(&self.now.time(), true), stopped);
        for event in (Events { from }) {
            match event {
                Event::Would(url) => written = written && out.write(format!("{url}\n").as_bytes()),
                Event::Done(_, summary) => tally.done += u64::from(summary.failed == 0),
                Event::Problem(_, problem) => tell(&mut tally, problem),
                Event::Item(_) | Event::State(_) => {}
            }
        }
        written &= out.finish();
        Ok(outcome(tally, written))
    }

    /// Fetches what is new and keeps it.
    pub(crate) fn round(&self, sources: &Sources, engine: &Engine) -> Result<Round, Outcome> {
        let store = self.place.create()?;
        let looking = Store::open_read_only(store.folder()).map_err(|e| failed(&e))?;
        let (packer, language) = (store.packer(), Language::load());
        let now = self.now.time();
        let taker = Taker { engine, language: &language, packer: &packer, now: &now };
        let memory = memory(&store).map_err(|e| failed(&e))?;
        let bar = batch::progress(!self.quiet);
        let (mut tally, mut done) = (Tally::default(), BTreeMap::new());
        let mut broken: Option<Error> = None;
        let from = waqai_fetch::run(sources, memory, self.options(&now, false), stopped);
        let events = Events { from }.map(move |event| seen(event, &looking));
        let (kept, written) = keep::keep(store, &now, self.format, self.lang, |keeper| {
            ordered::map(
                events,
                batch::threads(self.threads),
                |event| make(event, &taker),
                |made| match made {
                    Made::Taken(Ok(Taken { entry, warning })) => {
                        bar.inc(1);
                        tally.done += 1;
                        if let Some(warning) = warning {
                            bar.suspend(|| say(warning));
                        }
                        keeper.push(entry)
                    }
                    Made::Taken(Err(Lost::Input(problem))) => {
                        tally.fail(problem.kind);
                        bar.suspend(|| say(problem));
                        true
                    }
                    Made::Taken(Err(Lost::Store(error))) => {
                        broken = Some(error);
                        false
                    }
                    Made::Told(Event::State(state)) => keeper.push(Entry::Fetched(Box::new(fetched(state)))),
                    Made::Told(Event::Problem(_, problem)) => {
                        bar.suspend(|| tell(&mut tally, problem));
                        true
                    }
                    Made::Told(Event::Done(source, summary)) => {
                        tally.done += u64::from(summary.failed == 0);
                        if summary.left > 0 {
                            let url = sources.all.get(source).map_or("", |s| s.url.as_str());
                            let left = summary.left;
                            bar.suspend(|| say(format_args!("{url}: {left} more pages are left for the next run (most in the sources file) [left]")));
                        }
                        done.insert(source, summary);
                        // A source that is through is safe, however long the others take.
                        keeper.flush()
                    }
                    Made::Told(Event::Item(_) | Event::Would(_)) => true,
                },
            );
        });
        bar.finish_and_clear();
        if let Some(error) = broken.or(kept.err()) {
            return Err(failed(&error));
        }
        Ok(Round { outcome: outcome(tally, written), sources: done })
    }
}

/// Whether Ctrl-C was pressed.
/// How pages are asked for where nothing else is said. `allow_private`: what `--allow-private` says.
pub(crate) fn manners(allow_private: Option<&[String]>, now: &str) -> Options {
    let private = match allow_private {
        None => Private::Refused,
        Some([]) => Private::Allowed,
        Some(hosts) => Private::Hosts(hosts.iter().map(|h| h.to_ascii_lowercase()).collect()),
    };
    Options {
        private,
        threads: HOSTS,
        now: now.to_owned(),
        retries: RETRIES,
        backoff: Duration::from_secs(2),
        patience: PATIENCE,
        dry_run: false,
    }
}

pub(crate) fn stopped() -> bool {
    STOP.load(Ordering::SeqCst)
}

fn outcome(tally: Tally, written: bool) -> Outcome {
    match tally.outcome(false) {
        _ if !written => Outcome::Failed,
        _ if stopped() => Outcome::Interrupted,
        outcome => outcome,
    }
}

fn tell(tally: &mut Tally, problem: waqai_fetch::Problem) {
    let problem = crate::report::Problem::from(problem);
    tally.fail(problem.kind);
    say(problem);
}

/// Events as they come, until there are no more, or Ctrl-C.
struct Events {
    from: Receiver<Event>,
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            match self.from.recv_timeout(LOOK) {
                Ok(event) => return Some(event),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if stopped() => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// An event, or word that its item was taken in before.
fn seen(event: Event, store: &Store) -> Result<Event, Result<String, Error>> {
    match event {
        Event::Item(item) => match store.seen(&item.locator, &item.bytes) {
            Ok(true) => Err(Ok(item.locator)),
            Ok(false) => Ok(Event::Item(item)),
            Err(e) => Err(Err(e)),
        },
        other => Ok(other),
    }
}

fn make(event: Result<Event, Result<String, Error>>, taker: &Taker<'_>) -> Made {
    match event {
        Ok(Event::Item(item)) => Made::Taken(taker.take(*item)),
        Ok(other) => Made::Told(other),
        Err(Ok(place)) => Made::Taken(Ok(Taken { entry: Entry::Seen(place), warning: None })),
        Err(Err(error)) => Made::Taken(Err(Lost::Store(error))),
    }
}

fn memory(store: &Store) -> Result<Memory, Error> {
    let state = |f: Fetched| State {
        url: f.url,
        etag: f.etag,
        last_modified: f.last_modified,
        changed: f.changed,
        seen: f.seen,
    };
    Ok(store.fetched()?.into_iter().map(state).collect())
}

fn fetched(state: State) -> Fetched {
    let State { url, etag, last_modified, changed, seen } = state;
    Fetched { url, etag, last_modified, changed, seen }
}
