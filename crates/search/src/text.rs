//! The text of a record: code points and bytes, and which of it is searched.

use crate::words::NameSpan;
use std::borrow::Cow;
use waqai_schema::Record;
use waqai_text::{Span, blank};

/// Converts code points into bytes, the other way round than [`waqai_text::CodePoints`].
pub(crate) struct Bytes(Vec<u32>);

impl Bytes {
    pub(crate) fn new(text: &str) -> Bytes {
        let mut starts: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
        starts.push(text.len() as u32);
        Bytes(starts)
    }

    /// The bytes of code points `start..end`; what lies past the end is cut off.
    pub(crate) fn span(&self, start: u32, end: u32) -> Span {
        let at = |point: u32| self.0[(point as usize).min(self.0.len() - 1)] as usize;
        Span::new(at(start), at(end))
    }
}

/// Parts of a page that are not the article's own words.
const FOREIGN: [&str; 2] = ["related", "boilerplate"];

/// The stretches of the text that are not searched: other stories' teasers, and what stands on every page of the outlet.
fn unsearched(record: &Record, bytes: &Bytes) -> Vec<Span> {
    let parts = record.document.parts.iter();
    parts.filter(|p| FOREIGN.contains(&p.role.as_str())).map(|p| bytes.span(p.start, p.end)).collect()
}

/// The text with what is not searched hidden, as the reader of the record saw it.
pub(crate) fn own<'r>(record: &'r Record, bytes: &Bytes) -> Cow<'r, str> {
    match unsearched(record, bytes) {
        hidden if hidden.is_empty() => Cow::Borrowed(record.document.text.as_str()),
        hidden => Cow::Owned(blank(&record.document.text, &hidden)),
    }
}

/// The names in the text, in order.
pub(crate) fn names(record: &Record, bytes: &Bytes) -> Vec<NameSpan> {
    let mut names: Vec<NameSpan> = Vec::new();
    for entity in &record.entities {
        for mention in entity.mentions.iter().filter(|m| m.kind == "name") {
            let proper = entity.kind == "PER" || !mention.text.contains(char::is_whitespace);
            names.push(NameSpan { span: bytes.span(mention.start, mention.end), proper });
        }
    }
    names.sort_by_key(|n| (n.span.start, std::cmp::Reverse(n.span.end)));
    names
}
