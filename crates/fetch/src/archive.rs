//! The pages of a web archive.

use crate::item::{Found, Item};
use crate::items::Limits;
use crate::message::{self, BadMessage};
use crate::problem::{Kind, Problem};
use crate::warc::{Record, Records, Stop};
use std::io::BufRead;
use std::path::Path;

/// Media types that may hold an article.
const READABLE: [&str; 4] = ["text/html", "application/xhtml+xml", "text/plain", "application/xhtml"];

/// Reads the pages of an archive. Pictures, scripts, redirects and requests are passed over in silence.
pub(crate) struct Archive<R> {
    records: Records<R>,
    name: String,
    limits: Limits,
    whole: u64,
}

impl<R: BufRead> Archive<R> {
    pub(crate) fn new(from: R, name: String, limits: Limits) -> Self {
        // The head of the response belongs to the block.
        Archive { records: Records::new(from, limits.bytes.saturating_add(64 << 10)), name, limits, whole: 0 }
    }

    fn page(&self, record: Record) -> Option<Found> {
        let url = record.url.clone().filter(|u| u.starts_with("http://") || u.starts_with("https://"));
        let place = format!("{}#{}", self.name, record.offset);
        let wanted = matches!(record.kind.as_str(), "response" | "resource" | "conversion");
        let told = record.content_type.as_deref().unwrap_or("");
        let plain_http = record.kind == "response" && url.is_some();
        if !wanted || record.kind == "response" && !plain_http || is_robots(url.as_deref()) {
            return None;
        }
        let Some(block) = record.block else {
            // How large a picture or film is does not matter.
            let page = record.kind != "response" && readable(told);
            return (page).then(|| Found::Problem(Problem::too_big(place, self.limits.bytes)));
        };
        let (content_type, bytes, short) = if record.kind == "response" {
            match message::read(&block, self.limits.bytes) {
                Ok(m) if m.status != 200 || !m.content_type.as_deref().is_none_or(readable) => return None,
                Ok(m) => (m.content_type, m.body, m.short),
                Err(BadMessage::TooBig) => {
                    return Some(Found::Problem(Problem::too_big(place, self.limits.bytes)));
                }
                Err(BadMessage::Packed(how)) => {
                    return Some(Found::Problem(Problem::new(
                        place,
                        Kind::Form,
                        format!("packed as {how}, which is not known"),
                        "unpack the archive's pages with the tool that made it",
                    )));
                }
                Err(BadMessage::Form) => {
                    return Some(Found::Problem(Problem::new(
                        place,
                        Kind::Damaged,
                        "a record that holds no HTTP response",
                        "the others are read",
                    )));
                }
            }
        } else if readable(told) {
            (record.content_type.clone(), block, false)
        } else {
            return None;
        };
        if bytes.trim_ascii().is_empty() {
            return None;
        }
        if short || record.truncated {
            return Some(Found::Problem(Problem::new(
                place,
                Kind::Damaged,
                "a page of which only a part was archived",
                "it is left out; fetch the page again",
            )));
        }
        Some(Found::Item(Box::new(Item {
            bytes,
            content_type,
            name: url.clone().unwrap_or_else(|| place.clone()),
            input: self.name.clone(),
            locator: place,
            url,
            retrieved: record.date.filter(|date| is_moment(date)),
            ..Item::default()
        })))
    }

    fn stopped(&self, stop: &Stop) -> Problem {
        let (at, what) = match stop {
            Stop::Io(e) => return Problem::file(Path::new(&self.name), e),
            Stop::Cut(at) => (at, "the archive is cut off"),
            Stop::Damaged(at) => (at, "the archive is damaged"),
        };
        Problem::new(
            format!("{}#{at}", self.name),
            Kind::Damaged,
            format!("{what} after {} whole records", self.whole),
            "these were read; get the archive again for the rest",
        )
    }
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            match self.records.next()? {
                Ok(record) => {
                    self.whole += 1;
                    if let Some(found) = self.page(record) {
                        return Some(found);
                    }
                }
                Err(stop) => return Some(Found::Problem(self.stopped(&stop))),
            }
        }
    }
}

pub(crate) fn readable(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    READABLE.contains(&kind.as_str())
}

fn is_robots(url: Option<&str>) -> bool {
    url.is_some_and(|u| u.ends_with("/robots.txt"))
}

/// `2026-02-12T08:30:00Z`, with or without a fraction of a second.
fn is_moment(text: &str) -> bool {
    let shape = "dddd-dd-ddTdd:dd:dd";
    let (Some(head), Some(rest)) = (text.get(..19), text.get(19..)) else { return false };
    let fraction = |f: &str| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit());
    head.bytes().zip(shape.bytes()).all(|(c, s)| if s == b'd' { c.is_ascii_digit() } else { c == s })
        && (rest == "Z" || rest.strip_prefix('.').and_then(|r| r.strip_suffix('Z')).is_some_and(fraction))
}
