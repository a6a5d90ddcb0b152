//! robots.txt: once for each origin and run (RFC 9309).

use crate::client::{Answer, Ask, Client, Failure, NAME};
use robotxt::{AccessResult, Robots};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// Bytes of a robots.txt that are read; the standard asks for no more than this.
const BYTES: usize = 512 << 10;
/// Redirects that are followed, across hosts, as the standard says.
const REDIRECTS: usize = 5;
/// The longest pause between two requests that a robots.txt is granted.
const LONGEST: Duration = Duration::from_secs(60);

/// The rules of each origin.
#[derive(Default)]
pub(crate) struct Rules(Mutex<BTreeMap<String, Arc<Robots>>>);

/// Whether an address may be fetched.
pub(crate) enum Leave {
    /// Yes, with this pause at least.
    Granted(Option<Duration>),
    /// No.
    Denied,
    /// It cannot be told, which means no, until it can.
    Unknown(String),
}

impl Rules {
    /// Asks the rules of the address's origin, which are fetched first where they are not known.
    pub(crate) fn ask(&self, client: &Client, url: &Url, timeout: Duration) -> Leave {
        let origin = url.origin().ascii_serialization();
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&origin).cloned();
        let robots = match known {
            Some(robots) => robots,
            None => match fetch(client, url, timeout) {
                Err(why) => return Leave::Unknown(why),
                Ok(robots) => {
                    let robots = Arc::new(robots);
                    self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(origin, Arc::clone(&robots));
                    robots
                }
            },
        };
        if robots.is_url_allowed(url) {
            Leave::Granted(robots.crawl_delay().map(|d| d.min(LONGEST)))
        } else {
            Leave::Denied
        }
    }
}

/// Fetches the rules; an error where the server is in trouble, so that nothing may be fetched from it for now.
fn fetch(client: &Client, url: &Url, timeout: Duration) -> Result<Robots, String> {
    let mut at = robotxt::robots_url(url).map_err(|_| "it has no robots.txt".to_owned())?;
    for _ in 0..=REDIRECTS {
        let ask = Ask { bytes: BYTES, timeout, etag: None, last_modified: None };
        let answer = match client.get(&at, ask) {
            Ok(answer) => answer,
            // The rules at the head of it would be enough, but a file of this size is none.
            Err(Failure::TooBig) => return Ok(Robots::from_access(AccessResult::Unavailable, NAME)),
            Err(Failure::Private) => return Err("robots.txt lies inside the own network".to_owned()),
            Err(Failure::Passing(why) | Failure::Lasting(why)) => return Err(format!("robots.txt: {why}")),
        };
        let Answer { status, location, body, .. } = answer;
        match (status, location.and_then(|l| at.join(&l).ok())) {
            (200, _) => return Ok(Robots::from_access(AccessResult::Successful(&body), NAME)),
            (301 | 302 | 303 | 307 | 308, Some(next)) if matches!(next.scheme(), "http" | "https") => {
                at = next
            }
            // Too many requests: a server in trouble rather than one without rules.
            (429 | 500.., _) => return Err(format!("robots.txt: status {status}")),
            _ => return Ok(Robots::from_access(AccessResult::Unavailable, NAME)),
        }
    }
    Ok(Robots::from_access(AccessResult::TooManyRedirects, NAME))
}
