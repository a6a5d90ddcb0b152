//! RSS, Atom and JSON Feed to entries.

use crate::repair;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use feed_rs::model;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Letters of text from which on an entry's content counts as the article itself, where the feed calls it content.
const CONTENT: usize = 400;
/// The same where the feed calls it a summary.
const SUMMARY: usize = 1500;

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Feed {
    pub(crate) entries: Vec<Entry>,
    /// It was cut off: the entries are the whole ones.
    pub(crate) cut: bool,
}

/// An entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its own id, or else its link.
    pub(crate) id: String,
    pub(crate) link: Option<String>,
    pub(crate) title: Option<String>,
    /// `2026-02-11T08:30`, in the clock that the feed states.
    pub(crate) published: Option<String>,
    pub(crate) changed: Option<String>,
    /// The article in HTML, where the feed holds all of it.
    pub(crate) article: Option<String>,
}

/// Whether the head of some bytes is that of a feed.
pub(crate) fn looks_like(head: &[u8]) -> bool {
    let head: Vec<u8> = head.iter().take(8 << 10).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let find = |what: &[u8]| memchr::memmem::find(&head, what);
    let first = head.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF));
    if first == Some(&b'{') {
        return find(b"://jsonfeed.org/version").is_some_and(|at| {
            // As the value of this field, not as a word of some text.
            let before: Vec<u8> = head[..at].iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            before.ends_with(b"\"version\":\"https") || before.ends_with(b"\"version\":\"http")
        });
    }
    let root = [&b"<rss"[..], b"<feed", b"<rdf:rdf"].iter().filter_map(|tag| find(tag)).min();
    root.is_some_and(|root| {
        find(b"<html").is_none_or(|html| html > root) && find(b"<!doctype html").is_none()
    })
}

/// Reads a feed. `base` is its own address, for links that are relative. `None`: it is no feed, or has no whole entry.
pub(crate) fn read(bytes: &[u8], base: Option<&str>) -> Option<Feed> {
    if let Some(feed) = parse(bytes, base) {
        return Some(Feed { entries: feed.entries.into_iter().filter_map(entry).collect(), cut: false });
    }
    let mended = repair::mend(bytes);
    let (feed, cut) = match parse(&mended, base) {
        Some(feed) => (feed, false),
        None => (parse(&repair::close(&mended)?, base)?, true),
    };
    Some(Feed { entries: feed.entries.into_iter().filter_map(entry).collect(), cut })
}

fn parse(bytes: &[u8], base: Option<&str>) -> Option<model::Feed> {
    let parser = feed_rs::parser::Builder::new().base_uri(base).timestamp_parser(timestamp).build();
    // A defect of the parser must cost this feed, not the run.
    catch_unwind(AssertUnwindSafe(|| parser.parse(bytes).ok())).ok().flatten()
}

fn entry(entry: model::Entry) -> Option<Entry> {
    let http = |href: &str| href.starts_with("http://") || href.starts_with("https://");
    let mut links = entry.links.iter().filter(|l| http(&l.href));
    let alternate = |l: &&model::Link| l.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = links
        .find(alternate)
        .map(|l| l.href.clone())
        .or_else(|| Some(entry.id.clone()).filter(|id| http(id)));
    let content = entry.content.and_then(|c| c.body).filter(|html| is_whole(html, CONTENT));
    let summary = entry.summary.map(|s| s.content).filter(|html| is_whole(html, SUMMARY));
    let id = Some(entry.id).filter(|id| !id.is_empty()).or_else(|| link.clone())?;
    let iso = |d: DateTime<Utc>| d.format("%Y-%m-%dT%H:%M").to_string();
    let published = entry.published.or(entry.updated).map(iso);
    Some(Entry {
        id,
        link,
        title: entry.title.map(|t| t.content.trim().to_owned()).filter(|t| !t.is_empty()),
        published,
        changed: entry.updated.map(iso),
        article: content.or(summary),
    })
}

/// The moment that a feed states, in its own clock: the day there is the day of the outlet.
fn timestamp(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.naive_local().and_utc());
    }
    // The name of the day is sometimes wrong, and never needed.
    let bare = text.split_once(',').map_or(text, |(_, rest)| rest.trim());
    if let Ok(time) = DateTime::parse_from_rfc2822(bare) {
        return Some(time.naive_local().and_utc());
    }
    let clock = ["%d %b %Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"];
    // What follows the seconds is a zone without a meaning here.
    let words: Vec<&str> = bare.split_ascii_whitespace().collect();
    for form in clock {
        let count = form.split(' ').count();
        let head = words.get(..count.min(words.len())).unwrap_or_default().join(" ");
        if let Ok(time) = NaiveDateTime::parse_from_str(&head, form) {
            return Some(time.and_utc());
        }
    }
    let day = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    day.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
}

/// Whether this is an article: so many letters of text, and no mark that more of it is elsewhere.
fn is_whole(html: &str, letters: usize) -> bool {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let count = text.chars().filter(|c| c.is_alphabetic()).count();
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')'));
    count >= letters && ![ELLIPSIS, "...", "&hellip;", "&#8230;"].iter().any(|mark| end.ends_with(mark))
}

const ELLIPSIS: &str = "\u{2026}";

/// An entry's article as a page, the same bytes as long as the entry stays the same.
pub(crate) fn page(entry: &Entry, html: &str) -> Vec<u8> {
    let mut out = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">".to_owned();
    // Titles may hold references ("&quot;"), which are right in HTML too, but no tags.
    let title = entry.title.as_deref().unwrap_or("").replace('<', "&lt;").replace('>', "&gt;");
    let attribute = |text: &str| text.replace('"', "&quot;").replace('<', "&lt;");
    out.push_str(&format!("<title>{title}</title>"));
    if let Some(published) = &entry.published {
        out.push_str(&format!(
            "<meta property=\"article:published_time\" content=\"{}\">",
            attribute(published)
        ));
    }
    if let Some(link) = &entry.link {
        out.push_str(&format!("<link rel=\"canonical\" href=\"{}\">", attribute(link)));
    }
    out.push_str("</head>\n<body><article>");
    if !title.is_empty() {
        out.push_str(&format!("<h1>{title}</h1>\n"));
    }
    out.push_str(html);
    out.push_str("</article></body></html>\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn the_day_is_that_of_the_stated_clock() {
        for (text, want) in [
            ("Wed, 11 Feb 2026 00:30:00 +0300", "2026-02-11T00:30"),
            ("Mon, 11 Feb 2026 00:30:00 GMT", "2026-02-11T00:30"),
            ("11 Feb 2026 00:30:00 KSA", "2026-02-11T00:30"),
            ("2026-02-11T23:45:00-05:00", "2026-02-11T23:45"),
            ("2026-02-11 23:45:00", "2026-02-11T23:45"),
            ("2026-02-11", "2026-02-11T00:00"),
        ] {
            let got = timestamp(text).map(|t| t.format("%Y-%m-%dT%H:%M").to_string());
            assert_eq!(got.as_deref(), Some(want), "{text}");
        }
        for text in ["", "soon", "99 Foo 2026", "١١ شباط ٢٠٢٦"] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }
}
