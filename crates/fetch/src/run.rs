//! A run over all sources: several hosts side by side, each host one request at a time.

use crate::address::Private;
use crate::client::{Answer, Ask, Client};
use crate::gzip::{MAGIC, Unpack};
use crate::item::{Found, Item, Link, Target};
use crate::items::{entries, places};
use crate::job::{End, Job, JobKind, Progress};
use crate::problem::{Kind, Problem};
use crate::queue::Queue;
use crate::robots::{Leave, Rules};
use crate::sources::{Content, Source, SourceKind, Sources};
use crate::state::{Memory, State};
use crate::{archive, feed};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use url::Url;

/// Redirects from one address.
const REDIRECTS: usize = 5;
/// Sitemaps that lead to sitemaps.
const DEPTH: u8 = 3;
/// Addresses of one host that give up one after the other before the rest of them is left for another day.
const GIVEN_UP: u32 = 3;

/// How a run is done.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which addresses inside the own network may be fetched from.
    pub private: Private,
    /// Hosts that are asked side by side.
    pub threads: usize,
    /// The time under which all of it is remembered: RFC 3339, UTC.
    pub now: String,
    /// How often an address is tried again that fails in passing.
    pub retries: u32,
    /// The wait before the first further try; it doubles with each.
    pub backoff: Duration,
    /// The longest wait that a server may ask for within a run.
    pub patience: Duration,
    /// Fetch feeds and sitemaps only, and tell which pages would be fetched.
    pub dry_run: bool,
}

/// What happens in a run, in the order in which it happens.
#[derive(Debug)]
pub enum Event {
    /// Something to read and keep.
    Item(Box<Item>),
    /// To be remembered once everything before it is kept.
    State(State),
    /// Something failed in the source at this position; the rest goes on.
    Problem(usize, Problem),
    /// In a dry run: this page would be fetched.
    Would(String),
    /// The source at this position is through.
    Done(usize, Summary),
}

/// What became of a source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles and pages that came.
    pub new: u64,
    /// Addresses that were not asked for, or have not changed.
    pub known: u64,
    /// Pages left for the next run because of `most`.
    pub left: u64,
    /// Addresses that failed.
    pub failed: u64,
}

struct Run {
    sources: Vec<Source>,
    memory: Memory,
    options: Options,
    client: Client,
    rules: Rules,
    queue: Queue<Job>,
    progress: Mutex<Vec<Progress>>,
    given_up: Mutex<BTreeMap<String, u32>>,
    stop: Box<dyn Fn() -> bool + Send + Sync>,
}

/// Begins a run; it is over when the receiver has nothing more. Once `stop` says so no further request is made, and what is left is not
/// told; dropping the receiver has the same effect.
#[must_use]
pub fn run(
    sources: &Sources,
    memory: Memory,
    options: Options,
    stop: impl Fn() -> bool + Send + Sync + 'static,
) -> Receiver<Event> {
    let (to, from) = sync_channel(64);
    let threads = options.threads.clamp(1, 64);
    let run = Arc::new(Run {
        client: Client::new(options.private.clone(), sources.contact.as_deref()),
        sources: sources.all.clone(),
        memory,
        options,
        rules: Rules::default(),
        queue: Queue::default(),
        progress: Mutex::new(sources.all.iter().map(|_| Progress::default()).collect()),
        given_up: Mutex::default(),
        stop: Box::new(stop),
    });
    for (position, source) in run.sources.iter().enumerate() {
        let kind = match source.kind {
            SourceKind::Feed => JobKind::Feed,
            SourceKind::Sitemap => JobKind::Sitemap(0),
            SourceKind::Page => JobKind::Page,
        };
        let link = Link { url: source.url.to_string(), source: source.outlet.clone(), ..Link::default() };
        run.push(Job { kind, source: position, url: source.url.clone(), link, hops: 0, tries: 0 });
    }
    for _ in 0..threads {
        let (run, to) = (Arc::clone(&run), to.clone());
        std::thread::spawn(move || run.work(&to));
    }
    from
}

impl Run {
    fn work(&self, to: &SyncSender<Event>) {
        while let Some((host, job)) = self.queue.take(&self.stop) {
            // A defect of the program costs this address, not the run.
            let tried = catch_unwind(AssertUnwindSafe(|| self.one(&job, to)));
            let (end, pause) = tried.unwrap_or_else(|_| {
                let what = "the program fails on this address";
                let problem = job.problem(Kind::Io, what, "please report it with the address");
                (End::Failed { problem, settled: false }, Duration::ZERO)
            });
            let pause = self.end(job, end, pause, to);
            self.queue.done(&host, pause);
        }
    }

    fn send(&self, to: &SyncSender<Event>, event: Event) {
        if to.send(event).is_err() {
            self.queue.stop();
        }
    }

    fn of(&self, source: usize) -> Option<(&Source, MutexGuard<'_, Vec<Progress>>)> {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        Some((self.sources.get(source)?, progress))
    }

    fn note(&self, source: usize, change: impl FnOnce(&mut Progress)) {
        let mut all = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(progress) = all.get_mut(source) {
            change(progress);
        }
    }

    fn push(&self, job: Job) {
        self.note(job.source, |p| {
            p.open += 1;
            p.met.insert(job.link.url.clone());
        });
        let host = job.host().to_owned();
        self.queue.push(&host, job, false);
    }

    /// Makes the request of a job; also gives the pause that its host is due.
    fn one(&self, job: &Job, to: &SyncSender<Event>) -> (End, Duration) {
        let Some(source) = self.sources.get(job.source) else { return (End::Done, Duration::ZERO) };
        let mut pause = source.delay;
        match self.rules.ask(&self.client, &job.url, source.timeout) {
            Leave::Granted(longer) => pause = pause.max(longer.unwrap_or_default()),
            Leave::Denied => {
                let problem = job.problem(
                    Kind::Refused,
                    "robots.txt forbids it",
                    "ask the outlet, or take it out of the sources file",
                );
                return (End::Failed { problem, settled: true }, Duration::ZERO);
            }
            Leave::Unknown(why) => return (End::Again(why, None), pause),
        }
        let before = self.memory.of(&job.link.url);
        let ask = Ask {
            bytes: source.bytes,
            timeout: source.timeout,
            etag: before.and_then(|b| b.etag.as_deref()),
            last_modified: before.and_then(|b| b.last_modified.as_deref()),
        };
        let answer = match self.client.get(&job.url, ask) {
            Ok(answer) => answer,
            Err(failure) => return (End::of_failure(job, failure, source.bytes), pause),
        };
        let end = match answer.status {
            200 => self.got(job, source, answer, to),
            304 => {
                let before = before.cloned().unwrap_or_default();
                let etag = answer.etag.clone().or(before.etag);
                let last_modified = answer.last_modified.clone().or(before.last_modified);
                let state = State { etag, last_modified, ..job.state(&answer, &self.options.now) };
                self.note(job.source, |p| p.known += 1);
                self.remember(job, state, to);
                End::Done
            }
            301 | 302 | 303 | 307 | 308 => moved(job, source, &answer),
            408 | 425 | 429 | 500.. => {
                let what = format!("the server answers with status {}", answer.status);
                End::Again(what, answer.retry_after)
            }
            404 | 410 => {
                let problem = job.problem(Kind::Network, "there is no such page", "check the address");
                if job.kind == JobKind::Page {
                    self.remember(job, job.state(&answer, &self.options.now), to);
                }
                End::Failed { problem, settled: job.kind == JobKind::Page }
            }
            401 | 403 => {
                let what = format!("the server refuses (status {})", answer.status);
                let hint = "save the page in a browser and add the file";
                End::Failed { problem: job.problem(Kind::Network, what, hint), settled: false }
            }
            status => {
                let what = format!("the server answers with status {status}");
                End::Failed { problem: job.problem(Kind::Network, what, "try later"), settled: false }
            }
        };
        (end, pause)
    }

    /// What to remember of a page at once, of a list when all of it has been dealt with.
    fn remember(&self, job: &Job, state: State, to: &SyncSender<Event>) {
        match job.kind {
            JobKind::Page if !self.options.dry_run => self.send(to, Event::State(state)),
            JobKind::Page => {}
            JobKind::Feed | JobKind::Sitemap(_) => self.note(job.source, |p| p.listings.push(state)),
        }
    }

    fn got(&self, job: &Job, source: &Source, mut answer: Answer, to: &SyncSender<Event>) -> End {
        let (known, state) = (job.known(&answer), job.state(&answer, &self.options.now));
        let mut bytes = std::mem::take(&mut answer.body);
        if job.kind == JobKind::Page {
            if self.options.dry_run {
                self.send(to, Event::Would(job.link.url.clone()));
                return End::Done;
            }
            let told = answer.content_type.as_deref().unwrap_or("text/html");
            if !archive::readable(told) {
                self.remember(job, state, to);
                let kind: String = told.chars().filter(char::is_ascii_graphic).take(60).collect();
                let problem =
                    job.problem(Kind::NoText, format!("no page, but {kind}"), "only pages are read");
                return End::Failed { problem, settled: true };
            }
            self.note(job.source, |p| p.new += 1);
            self.send(to, Event::Item(Box::new(Item { bytes, ..known })));
            self.remember(job, state, to);
            return End::Done;
        }
        // Sitemaps are often kept packed.
        if bytes.starts_with(&MAGIC) {
            let mut out = Vec::new();
            let read = Unpack::new(&bytes[..]).take(source.bytes as u64 + 1).read_to_end(&mut out);
            if read.is_err() || out.len() > source.bytes {
                let what = "packed data that are damaged or too large when unpacked";
                let problem =
                    job.problem(Kind::TooBig, what, "raise max_size in the sources file if you trust it");
                return End::Failed { problem, settled: false };
            }
            bytes = out;
        }
        let found = match job.kind {
            JobKind::Feed if !feed::looks_like(&bytes) => {
                let hint = "open the address in a browser: it may have become a page";
                return End::Failed { problem: job.problem(Kind::Form, "no feed", hint), settled: false };
            }
            JobKind::Feed => entries(&known, &bytes),
            _ => places(&known, &bytes),
        };
        let whole = self.list(job, source, found, to);
        if whole {
            self.remember(job, state, to);
        } else {
            self.note(job.source, |p| p.unsettled += 1);
        }
        End::Done
    }

    /// Deals with what a feed or sitemap holds; `false` when it was not whole.
    fn list(&self, job: &Job, source: &Source, found: Vec<Found>, to: &SyncSender<Event>) -> bool {
        let mut whole = true;
        let mut elsewhere = BTreeSet::new();
        let mut jobs = Vec::new();
        for one in found {
            match one {
                Found::Problem(problem) => {
                    whole = false;
                    self.note(job.source, |p| p.failed += 1);
                    self.send(to, Event::Problem(job.source, problem));
                }
                Found::Item(item) => match (&item.url, source.content) {
                    (Some(url), Content::Page) => {
                        let link = Link {
                            url: url.clone(),
                            published: item.published.clone(),
                            source: item.source.clone(),
                            ..Link::default()
                        };
                        jobs.extend(self.link(job, source, link, &mut elsewhere, to));
                    }
                    _ if self.options.dry_run => self.send(to, Event::Would(item.locator)),
                    _ => {
                        self.note(job.source, |p| p.new += 1);
                        self.send(to, Event::Item(item));
                    }
                },
                Found::Link(_) if source.content == Content::Feed && job.kind == JobKind::Feed => {}
                Found::Link(link) => jobs.extend(self.link(job, source, link, &mut elsewhere, to)),
            }
        }
        if !elsewhere.is_empty() {
            let hosts: Vec<&str> = elsewhere.iter().map(String::as_str).take(5).collect();
            let problem = job.problem(
                Kind::Refused,
                format!("it leads to other hosts ({})", hosts.join(", ")),
                "add them to hosts in the sources file to follow them",
            );
            self.note(job.source, |p| p.failed += 1);
            self.send(to, Event::Problem(job.source, problem));
        }
        for job in jobs {
            self.push(job);
        }
        whole
    }

    /// A link of a feed or sitemap as a job, where there is anything to do.
    fn link(
        &self,
        job: &Job,
        source: &Source,
        link: Link,
        elsewhere: &mut BTreeSet<String>,
        to: &SyncSender<Event>,
    ) -> Option<Job> {
        let mut url = job.url.join(&link.url).ok()?;
        url.set_fragment(None);
        if !source.may_lead_to(&url, false) {
            elsewhere.insert(url.host_str().unwrap_or(url.scheme()).to_owned());
            return None;
        }
        let link = Link { url: url.to_string(), ..link };
        let depth = match (job.kind, link.to) {
            (JobKind::Sitemap(depth), Target::Sitemap) if depth < DEPTH => Some(depth + 1),
            (_, Target::Sitemap) => return None,
            (_, Target::Page) => None,
        };
        let old = |date: &Option<String>| match (date.as_deref().and_then(|d| d.get(..10)), &source.since) {
            (Some(day), Some(since)) => day < since.as_str(),
            _ => false,
        };
        if old(&link.changed) || depth.is_none() && link.changed.is_none() && old(&link.published) {
            return None;
        }
        let has = self.memory.has(&link.url, link.changed.as_deref())
            && (depth.is_none() || link.changed.is_some());
        let (_, mut all) = self.of(job.source)?;
        let progress = all.get_mut(job.source)?;
        if !progress.met.insert(link.url.clone()) {
            return None;
        }
        if has {
            progress.known += 1;
            return None;
        }
        let kind = match depth {
            Some(depth) => JobKind::Sitemap(depth),
            None if progress.pages >= source.most => {
                progress.left += 1;
                return None;
            }
            None => {
                progress.pages += 1;
                JobKind::Page
            }
        };
        drop(all);
        if kind == JobKind::Page && self.options.dry_run {
            self.send(to, Event::Would(link.url));
            return None;
        }
        Some(Job { kind, source: job.source, url, link, hops: 0, tries: 0 })
    }

    /// Draws the conclusions from how a request ended; gives the pause that the host is due.
    fn end(&self, job: Job, end: End, pause: Duration, to: &SyncSender<Event>) -> Duration {
        let host = job.host().to_owned();
        if !matches!(end, End::Again(..)) {
            // It answers, whatever the answer.
            self.given_up.lock().unwrap_or_else(PoisonError::into_inner).remove(&host);
        }
        let (why, asked) = match end {
            End::Done => {
                self.finish(job.source, to);
                return pause;
            }
            End::Moved(url) => {
                let job = Job { url, hops: job.hops + 1, ..job };
                let next = job.host().to_owned();
                self.queue.push(&next, job, true);
                return pause;
            }
            End::Failed { problem, settled } => {
                self.fail(&job, problem, settled, to);
                return pause;
            }
            End::Again(why, asked) => (why, asked),
        };
        let wait = self.options.backoff.saturating_mul(1 << job.tries.min(16)).max(asked.unwrap_or_default());
        if job.tries < self.options.retries && wait <= self.options.patience {
            let job = Job { tries: job.tries + 1, ..job };
            self.queue.push(&host, job, true);
            return wait.max(pause);
        }
        let patient = wait <= self.options.patience;
        let hint = match asked {
            Some(asked) => format!("it asks to come again in {} seconds", asked.as_secs()),
            None => "try later".to_owned(),
        };
        self.fail(&job, job.problem(Kind::Network, why, hint), false, to);
        let mut given_up = self.given_up.lock().unwrap_or_else(PoisonError::into_inner);
        let count = given_up.entry(host.clone()).or_default();
        *count += 1;
        if *count >= GIVEN_UP || !patient {
            drop(given_up);
            for rest in self.queue.clear(&host) {
                let problem = rest.problem(Kind::Network, "its host is in trouble", "try later");
                self.fail(&rest, problem, false, to);
            }
        }
        pause
    }

    fn fail(&self, job: &Job, problem: Problem, settled: bool, to: &SyncSender<Event>) {
        self.note(job.source, |p| {
            p.failed += 1;
            p.unsettled += usize::from(!settled);
        });
        self.send(to, Event::Problem(job.source, problem));
        self.finish(job.source, to);
    }

    /// One address of a source is through; perhaps it was the last one.
    fn finish(&self, source: usize, to: &SyncSender<Event>) {
        let (mut states, mut summary) = (Vec::new(), None);
        self.note(source, |p| {
            p.open = p.open.saturating_sub(1);
            if p.open == 0 {
                summary = Some(Summary { new: p.new, known: p.known, left: p.left, failed: p.failed });
                // What a feed listed and what could not be had must be listed again the next time.
                if p.unsettled == 0 && p.left == 0 && !self.options.dry_run {
                    states = std::mem::take(&mut p.listings);
                }
            }
        });
        for state in states {
            self.send(to, Event::State(state));
        }
        if let Some(summary) = summary {
            self.send(to, Event::Done(source, summary));
        }
    }
}

fn moved(job: &Job, source: &Source, answer: &Answer) -> End {
    let fail = |kind, what: String, hint: &str| End::Failed {
        problem: job.problem(kind, what, hint),
        settled: false,
    };
    let next = answer.location.as_deref().and_then(|l| job.url.join(l).ok());
    let Some(next) = next else {
        return fail(
            Kind::Network,
            "a redirect to nowhere".to_owned(),
            "open it in a browser and give the final address",
        );
    };
    if job.hops >= REDIRECTS {
        let what = format!("more than {REDIRECTS} redirects");
        return fail(Kind::Network, what, "open it in a browser and give the final address");
    }
    if !source.may_lead_to(&next, job.url.scheme() == "https") {
        let what = format!("it redirects to {}", next.origin().ascii_serialization());
        return fail(Kind::Refused, what, "add the host to hosts in the sources file to follow it");
    }
    End::Moved(Url::clone(&next))
}
