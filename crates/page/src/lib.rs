//! Pages to articles.
//!
//! In: the bytes of a page, or the text of an article. Out: a [`Page`]: headline, blank line, body, with the
//! stretches that are something else (date line, byline, caption, a second story glued on) marked as such,
//! and the outlet, section, author and day of publication, as far as the page tells them. No I/O, no clock;
//! content never makes it fail, it makes notes.

mod article;
mod blocks;
mod body;
mod decode;
mod headline;
mod html;
mod labels;
mod language;
mod meta;
mod page;
mod published;
mod sniff;
mod stamp;
mod structure;
mod tables;

pub use page::{Hints, Page, PageNote, Part, PartRole, Published, PublishedFrom, Unreadable};

/// Reads bytes of unknown kind: HTML, plain text, or neither.
///
/// # Errors
/// When the bytes hold no text: nothing at all, a picture, an archive, and so on.
pub fn read_bytes(bytes: &[u8], hints: &Hints) -> Result<Page, Unreadable> {
    Ok(match sniff::sniff(bytes, hints.content_type.as_deref())? {
        sniff::Readable::Html => read_html(bytes, hints),
        sniff::Readable::Text => read_plain(bytes, hints),
    })
}

/// Reads the bytes of an HTML page.
#[must_use]
pub fn read_html(bytes: &[u8], hints: &Hints) -> Page {
    let mut notes = Vec::new();
    let source = decode::decode(bytes, hints.content_type.as_deref(), &mut notes);
    article::read(&source, hints, notes)
}

/// Reads the bytes of a plain text: the words of a page, in the order in which they stood there.
#[must_use]
pub fn read_plain(bytes: &[u8], hints: &Hints) -> Page {
    let mut notes = Vec::new();
    let text = decode::decode(bytes, hints.content_type.as_deref(), &mut notes);
    let mut page = finish(structure::from_plain(&text), None, hints);
    notes.append(&mut page.notes);
    page.notes = notes;
    page
}

/// Reads an article that is already taken out of its page.
///
/// `text` is kept to the byte. With a `title` that is not its first line the text becomes title, blank line,
/// `text`; without one, a first line that a blank line follows is the headline. Only roles are found in it.
/// The day of publication is `published`, otherwise that of a date line in the text, otherwise of the address.
#[must_use]
pub fn read_article(title: Option<&str>, text: &str, published: Option<Published>, hints: &Hints) -> Page {
    let title = title.map(str::trim).filter(|t| !t.is_empty());
    let first = text.split('\n').next().unwrap_or("");
    let text = match title {
        Some(t)
            if !(tables::key(t) == tables::key(first) && structure::blank_follows(&text[first.len()..])) =>
        {
            format!("{t}\n\n{text}")
        }
        _ => text.to_owned(),
    };
    finish(structure::from_text(text), published, hints)
}

/// What does not depend on how a text was come by.
fn finish(mut page: Page, published: Option<Published>, hints: &Hints) -> Page {
    let printed = || {
        let line = page.parts.iter().filter(|p| p.role == PartRole::Dateline);
        let mut dates = line.filter_map(|p| waqai_dates::read_timestamp(p.span.of(&page.text)));
        let (value, clock) = dates.find(|(d, _)| d.day.is_some())?;
        Some(Published { value, clock, from: PublishedFrom::Page })
    };
    let in_url = || {
        let value = stamp::date_in_url(hints.url.as_deref()?)?;
        Some(Published { value, clock: None, from: PublishedFrom::Url })
    };
    page.published = published.or_else(printed).or_else(in_url);
    page.url = hints.url.clone();
    page.source = hints.url.as_deref().and_then(article::host);
    page.language = language::detect(&page.text).map(str::to_owned);
    page
}
