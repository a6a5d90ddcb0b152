//! What readers give.

use crate::problem::Problem;

/// One thing an input holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Something to read.
    Item(Box<Item>),
    /// An address where something to read is.
    Link(Link),
    /// It cannot be read; the others can.
    Problem(Problem),
}

/// Bytes with an article in them, and what is known about it beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The bytes: a page or plain text in any encoding, or a line of JSON Lines.
    pub bytes: Vec<u8>,
    /// What they are.
    pub form: Form,
    /// The `Content-Type` they came with, charset and all; `None` where nothing told.
    pub content_type: Option<String>,
    /// What to call the article: a path, an address, the id of a feed's entry. Of a line, the line has its own id.
    pub name: String,
    /// The input it came from: a path, an address, `stdin`.
    pub input: String,
    /// Where in the input it stands: `a.html`, `a.jsonl:7`, `a.warc.gz#812`, `feed.xml#ID`. Stable, and of each item its own.
    pub locator: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet, where the input or the sources file tells it.
    pub source: Option<String>,
    /// When it was published, as a feed or sitemap tells it: `2026-02-11T08:30`, in the clock of whoever told. Metadata of the page
    /// itself are better.
    pub published: Option<String>,
    /// When the bytes were come by, where the input tells it (a web archive): RFC 3339, UTC. `None`: now.
    pub retrieved: Option<String>,
}

/// What the bytes of an item are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// A page in HTML or a plain text: to be found out.
    #[default]
    Page,
    /// A line of JSON Lines: an article of the contract.
    Line,
}

impl Item {
    /// What kind of bytes they are, without a charset: what the input said, or what their head looks like.
    #[must_use]
    pub fn media_type(&self) -> String {
        let told = self.content_type.as_deref().and_then(|t| t.split(';').next()).map(str::trim);
        if self.form == Form::Line {
            return "application/json".to_owned();
        }
        if let Some(told) = told.filter(|t| t.contains('/') && t.bytes().all(|b| b.is_ascii_graphic())) {
            return told.to_ascii_lowercase();
        }
        let head = self.bytes.iter().take(1024).filter(|b| **b != 0);
        let head: Vec<u8> = head.map(u8::to_ascii_lowercase).collect();
        let html = [&b"<html"[..], b"<!doctype", b"<head", b"<body", b"<div", b"<p>"];
        let html = html.iter().any(|tag| memchr::memmem::find(&head, tag).is_some());
        if html { "text/html" } else { "text/plain" }.to_owned()
    }
}

/// An address where an article, or a list of articles, is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The address, absolute.
    pub url: String,
    /// What it leads to.
    pub to: Target,
    /// When the article was published, as [`Item::published`].
    pub published: Option<String>,
    /// When it last changed, as told: to be compared, not understood.
    pub changed: Option<String>,
    /// The outlet, where told.
    pub source: Option<String>,
    /// Where the link stands, as [`Item::locator`].
    pub locator: String,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Target {
    /// An article's page.
    #[default]
    Page,
    /// A further sitemap.
    Sitemap,
}
