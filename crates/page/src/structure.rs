//! Paragraphs to a [`Page`]: text, and which stretch of it is what.

use crate::page::{Page, Part, PartRole};
use waqai_text::Span;

/// A paragraph and what it is.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) role: PartRole,
}

/// Joins headline and paragraphs to a text, with a part for each.
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
    page
}
