//! Paragraphs to a [`Page`]: text, and which stretch of it is what.

mod head;
mod related;
mod stems;
mod wire;

pub(crate) use head::from_plain;
pub(crate) use stems::stem;

use crate::page::{Page, PageNote, Part, PartRole};
use waqai_text::Span;

/// A paragraph and what it is.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) role: PartRole,
}

/// Joins headline and paragraphs to a text and finds its parts.
pub(crate) fn assemble(headline: Option<String>, lines: Vec<Line>) -> Page {
    let mut page = Page { headline, ..Page::default() };
    if let Some(headline) = &page.headline {
        page.text.push_str(headline);
        page.parts.push(Part { span: Span::new(0, headline.len()), role: PartRole::Headline });
        page.text.push_str("\n\n");
    }
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            page.text.push('\n');
        }
        let start = page.text.len();
        page.text.push_str(&line.text);
        page.parts.push(Part { span: Span::new(start, page.text.len()), role: line.role });
    }
    refine(&mut page);
    page
}

/// Takes a text to the byte: its first line is the headline if a blank line follows, each other line a paragraph.
pub(crate) fn from_text(text: String) -> Page {
    let mut page = Page { text, ..Page::default() };
    let lines = line_spans(&page.text);
    let has_headline = lines.first().is_some_and(|l| {
        let behind = &page.text[l.range().end..];
        l.range().start == 0
            && behind.trim_start_matches([' ', '\r', '\t']).starts_with('\n')
            && blank_follows(behind)
    });
    for (i, span) in lines.iter().enumerate() {
        let role = if i == 0 && has_headline { PartRole::Headline } else { PartRole::Body };
        page.parts.push(Part { span: *span, role });
    }
    if has_headline {
        page.headline = lines.first().map(|l| l.of(&page.text).to_owned());
    }
    head::mark(&mut page);
    refine(&mut page);
    page
}

/// Whether `text`, from the end of a line on, goes on with a blank line and then with more.
pub(crate) fn blank_follows(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1);
    lines.next().is_some_and(|l| l.trim().is_empty()) && lines.any(|l| !l.trim().is_empty())
}

/// The lines of a text without surrounding space, blank ones left out.
fn line_spans(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + line.len() - line.trim_start().len();
            out.push(Span::new(from, from + trimmed.len()));
        }
        start += line.len() + 1;
    }
    out
}

/// What can be told of any article's paragraphs: a section before the headline, a date line or agency at its head, signatures and marks at
/// its end, a second story behind the first.
fn refine(page: &mut Page) {
    wire::section_prefix(page);
    wire::head(page);
    wire::tail(page);
    if let Some(start) = related::second_story(page) {
        page.notes.push(PageNote {
            code: "page/second-story",
            message: "the text goes on with another story, whose words it hardly shares".to_owned(),
            span: Some(Span::new(start, page.text.len())),
        });
        cut_at(page, start);
        for part in &mut page.parts {
            if part.span.start as usize >= start && part.role == PartRole::Body {
                part.role = PartRole::Related;
            }
        }
    }
    page.parts.retain(|p| !p.span.of(&page.text).trim().is_empty());
}

/// Makes a part begin at byte `at`, if one lies across it; white space between the two belongs to neither.
fn cut_at(page: &mut Page, at: usize) {
    let Some(i) = page.parts.iter().position(|p| (p.span.start as usize) < at && at < p.span.end as usize)
    else {
        return;
    };
    let Part { span, role } = page.parts[i];
    let (Some(head), Some(tail)) =
        (page.text.get(span.range().start..at), page.text.get(at..span.range().end))
    else {
        return;
    };
    let first = Span::new(span.range().start, span.range().start + head.trim_end().len());
    let second = Span::new(at + tail.len() - tail.trim_start().len(), span.range().end);
    page.parts[i].span = first;
    page.parts.insert(i + 1, Part { span: second, role });
}

/// Gives the stretch `span` of a part a role of its own.
fn set_role(page: &mut Page, span: Span, role: PartRole) {
    cut_at(page, span.range().start);
    cut_at(page, span.range().end);
    for part in &mut page.parts {
        if span.contains(part.span) && !part.span.is_empty() {
            part.role = role;
        }
    }
}
