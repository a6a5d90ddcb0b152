//! When an article was published: its metadata, a line it prints, its address, in this order.

use crate::blocks::{Block, marks};
use crate::html::{Tag, Tree};
use crate::meta::Meta;
use crate::page::{PageNote, Published, PublishedFrom};
use crate::stamp::{date_in_url, day_number, read_iso};
use crate::tables::{Boilerplate, date_words, key};
use waqai_dates::{Clock, DateValue, read_timestamp};

/// No line with a date of publication is longer.
const MAX_WORDS: u32 = 30;
/// How far above the headline, and how far below the body, such a line may stand, in blocks.
const NEAR: usize = 8;

/// A time that a page tells.
#[derive(Debug, Clone, Copy)]
struct Told {
    value: DateValue,
    clock: Option<Clock>,
    /// In universal time, so that its day may not be the outlet's.
    universal: bool,
}

/// Where the article stands among the blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) headline: Option<usize>,
    /// First and last block of the body.
    pub(crate) body: Option<(usize, usize)>,
}

/// Finds the day of publication; conflicts become notes.
pub(crate) fn find(
    tree: &Tree<'_>,
    blocks: &[Block],
    noisy: &[bool],
    meta: &Meta,
    place: Place,
    url: Option<&str>,
    notes: &mut Vec<PageNote>,
) -> Option<Published> {
    let told = metadata(meta).or_else(|| time_element(tree, blocks, noisy, place));
    let line = visible(tree, blocks, noisy, place);
    let address = url.and_then(date_in_url).or_else(|| meta.urls.iter().find_map(|u| date_in_url(u)));
    let line_day = line.published.map(|l| l.0);
    if let (Some(told), Some(line)) = (told, line_day)
        && line.day.is_some()
        && told.value != line
    {
        note(notes, "metadata", told.value, "the page's line", line);
    }
    if let Some(told) = told {
        if let Some((value, clock)) = line.published
            && told.universal
            && days_apart(told.value, value) == Some(1)
        {
            // The metadata gives an instant in universal time, the page the day the outlet calls it.
            return Some(Published { value, clock, from: PublishedFrom::Page });
        }
        return Some(Published { value: told.value, clock: told.clock, from: PublishedFrom::Metadata });
    }
    if let Some((value, clock)) = line.published {
        if let Some(address) = address
            && address.day.is_some()
            && address != value
        {
            note(notes, "the page's line", value, "the address", address);
        }
        return Some(Published { value, clock, from: PublishedFrom::Page });
    }
    if let Some(value) = address {
        return Some(Published { value, clock: None, from: PublishedFrom::Url });
    }
    if let Some(value) = line.modified.or_else(|| meta.modified.iter().find_map(|m| read(m)).map(|t| t.value))
    {
        notes.push(PageNote {
            code: "page/only-modified",
            message: format!("the page tells when it was changed ({value}), not when it was published"),
            span: None,
        });
    }
    None
}

fn note(notes: &mut Vec<PageNote>, a: &str, first: DateValue, b: &str, second: DateValue) {
    notes.push(PageNote {
        code: "page/dates-conflict",
        message: format!("{a}: {first}; {b}: {second}"),
        span: None,
    });
}

fn days_apart(a: DateValue, b: DateValue) -> Option<i64> {
    Some((day_number(a)? - day_number(b)?).abs())
}

/// The best of the metadata: a time with the outlet's own offset gives the outlet's day.
fn metadata(meta: &Meta) -> Option<Told> {
    let all: Vec<Told> = meta.published.iter().filter_map(|t| read(t)).collect();
    all.iter().find(|t| !t.universal && t.clock.is_some()).or(all.first()).copied()
}

fn read(text: &str) -> Option<Told> {
    let (value, clock) = read_iso(text).or_else(|| read_timestamp(text))?;
    value.day?;
    let tail = text.trim().to_ascii_uppercase();
    let universal = ["Z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|z| tail.ends_with(z));
    Some(Told { value, clock, universal })
}

/// `<time datetime>` or `itemprop=datePublished`, between the headline and the body or just around them.
fn time_element(tree: &Tree<'_>, blocks: &[Block], noisy: &[bool], place: Place) -> Option<Told> {
    let (from, to) = window(blocks, place)?;
    let node = |b: usize| blocks.get(b).map_or(tree.nodes.len(), |b| b.node);
    let mut found: Option<Told> = None;
    for i in node(from).saturating_sub(4)..node(to) {
        let Some(tag) = tree.tag(i) else { continue };
        let attrs = tree.attrs(i);
        let named = attrs.get("itemprop").is_some_and(|p| p == "datePublished");
        if !(named || tag == Tag::Time) {
            continue;
        }
        let block = blocks.partition_point(|b| b.node < i);
        if noisy.get(block).copied().unwrap_or(false) && !named {
            continue;
        }
        let class = attrs.get("class").unwrap_or_default().to_ascii_lowercase();
        if class.contains("updat") || class.contains("modif") {
            continue;
        }
        let value = attrs.get("datetime").or(attrs.get("content")).and_then(|v| read(&v));
        match value {
            Some(value) if named => return Some(value),
            Some(value) => found = found.or(Some(value)),
            None => {}
        }
    }
    found
}

/// The blocks among which the article's own lines stand.
fn window(blocks: &[Block], place: Place) -> Option<(usize, usize)> {
    let (first, last) = match (place.headline, place.body) {
        (Some(h), Some((_, last))) => (h, last.max(h)),
        (Some(h), None) => (h, h + NEAR),
        (None, Some((first, last))) => (first.saturating_sub(NEAR), last),
        (None, None) => return None,
    };
    Some((first.saturating_sub(NEAR), (last + NEAR).min(blocks.len())))
}

/// Whether block `i` stands right above the headline in a table cell that holds the headline and the article: the
/// head of a page is a cell of its own.
fn shares_cell(tree: &Tree<'_>, blocks: &[Block], i: usize, headline: Option<usize>) -> bool {
    let Some(headline) = headline.filter(|&h| h == i + 1).and_then(|h| blocks.get(h)) else { return false };
    let cell = blocks[i].element;
    tree.tag(cell) == Some(Tag::Td) && tree.ancestors(headline.element).any(|e| e == cell)
}

#[derive(Debug, Default)]
struct Lines {
    published: Option<(DateValue, Option<Clock>)>,
    modified: Option<DateValue>,
}

/// The line that a reader would take for the date of publication.
fn visible(tree: &Tree<'_>, blocks: &[Block], noisy: &[bool], place: Place) -> Lines {
    let mut out = Lines::default();
    let Some((from, to)) = window(blocks, place) else { return out };
    let mut best = 0;
    for i in from..to {
        let block = &blocks[i];
        let in_body = place.body.is_some_and(|(first, last)| (first..=last).contains(&i));
        if block.words > MAX_WORDS || (noisy[i] && !block.is(marks::DATE)) || block.is(marks::CRUMBS) {
            continue;
        }
        if in_body && !block.is(marks::DATE | marks::AUTHOR) {
            continue;
        }
        let words = key(&block.text);
        if words.contains(char::is_alphabetic) && Boilerplate::get().of(&block.text).is_some() {
            continue;
        }
        let Some((value, mut clock)) = read_timestamp(&block.text) else { continue };
        if value.day.is_none() {
            continue;
        }
        if clock.is_none()
            && let Some(next) = blocks.get(i + 1).filter(|b| b.words <= 6)
        {
            // The time of day in an element of its own.
            clock = read_timestamp(&format!("{} {}", block.text, next.text))
                .filter(|(v, _)| *v == value)
                .and_then(|(_, c)| c);
        }
        let before = if i > from { key(&blocks[i - 1].text) } else { String::new() };
        let beside = if before.split(' ').count() <= 4 { before.as_str() } else { "" };
        let table = date_words();
        let published =
            table.published.iter().any(|w| words.contains(w.as_str()) || beside.ends_with(w.as_str()));
        let modified =
            table.modified.iter().any(|w| words.contains(w.as_str()) || beside.ends_with(w.as_str()));
        if modified && !published {
            out.modified = out.modified.or(Some(value));
            continue;
        }
        let behind_headline = place.headline.is_none_or(|h| i > h);
        let score = 1
            + 4 * u32::from(published)
            + 2 * u32::from(block.is(marks::DATE | marks::AUTHOR))
            + 2 * u32::from(behind_headline)
            + u32::from(clock.is_some());
        // Above the headline stands the date of the day on which the page was fetched, unless it is marked.
        let page_head = !behind_headline
            && !published
            && !block.is(marks::DATE)
            && !shares_cell(tree, blocks, i, place.headline);
        if !page_head && score > best {
            best = score;
            out.published = Some((value, clock));
        }
    }
    out
}
