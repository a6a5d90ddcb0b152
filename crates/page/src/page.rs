//! What is read of a page: the types that leave this crate.

use waqai_dates::{Clock, DateValue};
use waqai_text::Span;

/// What is known about a page before it is read. All of it may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Where it came from: gives the outlet, and the day when nothing better does.
    pub url: Option<String>,
    /// The `Content-Type` header it came with, with or without a charset.
    pub content_type: Option<String>,
}

/// An article as read from a page: its text and which stretch of it is what.
///
/// Every span points into [`Page::text`], in UTF-8 bytes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Headline, blank line, body; paragraphs of the body are separated by one line break. Without a headline
    /// it is the body alone.
    pub text: String,
    /// The headline, as it stands at the head of [`Page::text`].
    pub headline: Option<String>,
    /// The section label ("عربي ودولي"), as printed.
    pub section: Option<String>,
    /// Who wrote it, as printed, without the introducing word ("بقلم", "كتبت").
    pub byline: Option<String>,
    /// The address of the article: the one given, otherwise the page's own.
    pub url: Option<String>,
    /// The outlet: the name the page gives itself, otherwise the host.
    pub source: Option<String>,
    /// ISO 639 code of the language of the text; `None` when it has too few letters to tell.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// What is what, sorted, without overlaps; blank stretches belong to no part.
    pub parts: Vec<Part>,
    /// What was uncertain or had to be repaired.
    pub notes: Vec<PageNote>,
}

/// A day of publication, with the time if the page tells it, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day (or month, or year) in the outlet's own time.
    pub value: DateValue,
    /// The time of day in the outlet's own time.
    pub clock: Option<Clock>,
    /// What it rests on.
    pub from: PublishedFrom,
}

/// What a day of publication rests on, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedFrom {
    /// Told by the caller.
    Given,
    /// JSON-LD, meta elements, `<time datetime>`.
    Metadata,
    /// A line printed on the page.
    Page,
    /// The address.
    Url,
}

impl PublishedFrom {
    /// The word the record uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PublishedFrom::Given => "given",
            PublishedFrom::Metadata => "metadata",
            PublishedFrom::Page => "page",
            PublishedFrom::Url => "url",
        }
    }
}

impl Published {
    /// Reads a date as callers and records write it: `2015-08-10`, `2015-08-10T14:24`, with or without seconds
    /// and offset (the day and time stay those of the offset), `2015-08`, `2015`. `None` for anything else.
    #[must_use]
    pub fn given(text: &str) -> Option<Published> {
        let (value, clock) = crate::stamp::read_iso(text)?;
        Some(Published { value, clock, from: PublishedFrom::Given })
    }

    /// `2015-08-10T14:24`, or as much of it as is known.
    #[must_use]
    pub fn iso(&self) -> String {
        match self.clock {
            Some(c) => format!("{}T{:02}:{:02}", self.value, c.hour, c.minute),
            None => self.value.to_string(),
        }
    }

    /// `minute`, `day`, `month` or `year`.
    #[must_use]
    pub fn precision(&self) -> &'static str {
        match (self.value.month, self.value.day, self.clock) {
            (None, ..) => "year",
            (_, None, _) => "month",
            (.., None) => "day",
            (.., Some(_)) => "minute",
        }
    }
}

/// A stretch of the text and its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where.
    pub span: Span,
    /// What it is.
    pub role: PartRole,
}

/// What a stretch of a page's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartRole {
    /// The title, and every repetition of it.
    Headline,
    /// Who wrote it.
    Byline,
    /// Where and when it was written or published.
    Dateline,
    /// The article.
    Body,
    /// The words under a picture.
    Caption,
    /// Another article, or a link to one.
    Related,
    /// The label of the section.
    Section,
    /// Words of the site, not of the article.
    Boilerplate,
}

impl PartRole {
    /// The word the record uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PartRole::Headline => "headline",
            PartRole::Byline => "byline",
            PartRole::Dateline => "dateline",
            PartRole::Body => "body",
            PartRole::Caption => "caption",
            PartRole::Related => "related",
            PartRole::Section => "section",
            PartRole::Boilerplate => "boilerplate",
        }
    }
}

/// Something that was uncertain or had to be repaired while reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNote {
    /// A stable name: `page/bytes-replaced`, `page/dates-conflict`, …
    pub code: &'static str,
    /// For people.
    pub message: String,
    /// What it is about, if it is about a stretch of the text.
    pub span: Option<Span>,
}

/// Bytes that hold no article: one line says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// Why, in lower case and without a full stop: `empty`, `a JPEG picture`, …
    pub reason: &'static str,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reason)
    }
}

impl std::error::Error for Unreadable {}
