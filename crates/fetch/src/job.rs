//! One address to be fetched, and what became of a source as a whole.

use crate::client::{Answer, Failure};
use crate::item::{Item, Link};
use crate::problem::{Kind, Problem};
use crate::state::State;
use std::collections::BTreeSet;
use std::time::Duration;
use url::Url;

/// What is behind an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JobKind {
    Feed,
    /// With the number of sitemaps that led to it.
    Sitemap(u8),
    Page,
}

/// An address to be fetched.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) kind: JobKind,
    /// Position of its source.
    pub(crate) source: usize,
    /// Where to ask next: after redirects, not where it began.
    pub(crate) url: Url,
    /// Where it began, and what is known about it.
    pub(crate) link: Link,
    pub(crate) hops: usize,
    pub(crate) tries: u32,
}

impl Job {
    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or("")
    }

    pub(crate) fn problem(&self, kind: Kind, what: impl Into<String>, hint: impl Into<String>) -> Problem {
        Problem::new(self.link.url.clone(), kind, what, hint)
    }

    /// An item at this address, without its bytes.
    pub(crate) fn known(&self, answer: &Answer) -> Item {
        Item {
            content_type: answer.content_type.clone(),
            name: self.link.url.clone(),
            input: self.link.url.clone(),
            locator: self.link.url.clone(),
            url: Some(self.url.to_string()),
            source: self.link.source.clone(),
            published: self.link.published.clone(),
            ..Item::default()
        }
    }

    /// What to remember of this address.
    pub(crate) fn state(&self, answer: &Answer, now: &str) -> State {
        State {
            url: self.link.url.clone(),
            etag: answer.etag.clone(),
            last_modified: answer.last_modified.clone(),
            changed: self.link.changed.clone(),
            seen: now.to_owned(),
        }
    }
}

/// How one request ended.
pub(crate) enum End {
    /// It is over; whatever there was to tell has been told.
    Done,
    /// It leads on to another address.
    Moved(Url),
    /// It may go better later, perhaps after the time that the server named.
    Again(String, Option<Duration>),
    /// It fails. `settled`: it need not be tried again as long as nothing says that it changed.
    Failed { problem: Problem, settled: bool },
}

impl End {
    pub(crate) fn of_failure(job: &Job, failure: Failure, limit: usize) -> End {
        let settled = |problem| End::Failed { problem, settled: true };
        match failure {
            Failure::Passing(why) => End::Again(why, None),
            Failure::Lasting(why) => settled(job.problem(Kind::Network, why, "check its spelling")),
            Failure::TooBig => {
                let what = format!("larger than {} MB", limit.div_ceil(1 << 20));
                settled(job.problem(
                    Kind::TooBig,
                    what,
                    "raise max_size in the sources file to read it all the same",
                ))
            }
            Failure::Private => End::Failed {
                problem: job.problem(
                    Kind::Refused,
                    format!("{} is an address inside the own network", job.host()),
                    "give --allow-private if you mean it",
                ),
                settled: false,
            },
        }
    }
}

/// What became of a source so far.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Addresses that wait or are being fetched.
    pub(crate) open: usize,
    /// What failed, and may not the next time.
    pub(crate) unsettled: usize,
    pub(crate) failed: u64,
    pub(crate) new: u64,
    pub(crate) known: u64,
    pub(crate) left: u64,
    /// New pages asked for.
    pub(crate) pages: usize,
    /// What to remember of its feed or sitemaps, once all that they list has been dealt with.
    pub(crate) listings: Vec<State>,
    /// Every address met, so that none is fetched twice.
    pub(crate) met: BTreeSet<String>,
}
