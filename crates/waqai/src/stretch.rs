//! Which stretches of a page are read together.
//!
//! A page may hold other stories beside its own. The main story is read as one text in which everything else is
//! blanked to spaces of the same length, so that no stage can see it and every span still points into the
//! original. Each related stretch is read as a text of its own.

use std::borrow::Cow;
use waqai_page::{Page, PartRole};
use waqai_text::{Span, blank};

/// A text that is read on its own.
pub(crate) struct Stretch<'p> {
    /// What the stages see.
    pub(crate) text: Cow<'p, str>,
    /// Byte of the page's text at which `text` begins.
    pub(crate) offset: u32,
    /// The roles inside, relative to `text`: what must not be read together.
    pub(crate) parts: Vec<(Span, PartRole)>,
    /// Blanked stretches, relative to `text`, in order.
    hidden: Vec<Span>,
    /// Whether it is another story than the page's own.
    pub(crate) related: bool,
}

impl Stretch<'_> {
    /// Where a span of this text lies in the page's text. It ends before the first blanked stretch that it would cover.
    pub(crate) fn place(&self, span: Span) -> Span {
        let next = self.hidden.partition_point(|h| h.start < span.start);
        let end = self.hidden.get(next).map_or(span.end, |h| h.start.min(span.end));
        Span { start: span.start + self.offset, end: end.max(span.start) + self.offset }
    }

    /// The role of the part in which `at` lies, when that is not the running text: `caption`, `related`, …
    pub(crate) fn role_at(&self, at: u32) -> Option<PartRole> {
        if self.related {
            return Some(PartRole::Related);
        }
        let next = self.parts.partition_point(|(s, _)| s.start <= at);
        let (span, role) = self.parts[..next].last()?;
        (at < span.end && !matches!(role, PartRole::Headline | PartRole::Body)).then_some(*role)
    }
}

impl Stretch<'_> {
    /// The title of the main story.
    pub(crate) fn headline(&self) -> Option<Span> {
        self.parts.iter().find(|(_, role)| *role == PartRole::Headline).map(|(span, _)| *span)
    }

    /// From the first word of the running text to the end. The place of writing that opens it belongs to it, a line
    /// that tells the time does not.
    pub(crate) fn body(&self) -> Span {
        let end = self.text.len();
        let Some(first) =
            self.parts.iter().position(|(_, r)| matches!(r, PartRole::Body | PartRole::Related))
        else {
            return Span::new(self.headline().map_or(0, |h| h.end as usize), end);
        };
        let tells_time = |span: Span| span.of(&self.text).chars().any(char::is_numeric);
        let opening = first.checked_sub(1).and_then(|before| self.parts.get(before));
        let start = match opening {
            Some((span, PartRole::Dateline)) if !tells_time(*span) => span.start,
            _ => self.parts.get(first).map_or(0, |(span, _)| span.start),
        };
        Span::new(start as usize, end)
    }
}

/// The main story, then each related stretch, in order.
pub(crate) fn cut(page: &Page) -> Vec<Stretch<'_>> {
    let hides = |role: PartRole| matches!(role, PartRole::Related | PartRole::Boilerplate);
    // Parts come sorted, within the text and on character boundaries; one that does not is left out.
    let parts: Vec<(Span, PartRole)> = page
        .parts
        .iter()
        .filter(|p| page.text.get(p.span.range()).is_some() && !p.span.is_empty())
        .map(|p| (p.span, p.role))
        .collect();
    let hidden: Vec<Span> = parts.iter().filter(|(_, r)| hides(*r)).map(|(s, _)| *s).collect();
    let seen: Vec<(Span, PartRole)> = parts.iter().filter(|(_, r)| !hides(*r)).copied().collect();
    let text =
        if hidden.is_empty() { Cow::Borrowed(&*page.text) } else { Cow::Owned(blank(&page.text, &hidden)) };
    let mut stretches = vec![Stretch { text, offset: 0, parts: seen, hidden, related: false }];
    for (span, _) in parts.iter().filter(|(_, r)| *r == PartRole::Related) {
        stretches.push(Stretch {
            text: Cow::Borrowed(span.of(&page.text)),
            offset: span.start,
            parts: vec![(Span { start: 0, end: span.end - span.start }, PartRole::Related)],
            hidden: Vec::new(),
            related: true,
        });
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::{Span, cut};
    use waqai_page::{Page, Part, PartRole};

    fn page() -> Page {
        let text = "عنوان\n\nخبر أول.خبر آخر.\nذيل".to_owned();
        let at = |words: &str| {
            let start = text.find(words).unwrap_or_default();
            Span::new(start, start + words.len())
        };
        let parts = vec![
            Part { span: at("عنوان"), role: PartRole::Headline },
            Part { span: at("خبر أول."), role: PartRole::Body },
            Part { span: at("خبر آخر."), role: PartRole::Related },
            Part { span: at("ذيل"), role: PartRole::Caption },
        ];
        Page { text, parts, ..Page::default() }
    }

    #[test]
    fn the_main_story_does_not_see_the_related_one() {
        let page = page();
        let stretches = cut(&page);
        assert_eq!(stretches.len(), 2);
        assert_eq!(stretches[0].text.len(), page.text.len());
        assert!(!stretches[0].text.contains("آخر"));
        assert_eq!(stretches[1].text, "خبر آخر.");
        assert_eq!(stretches[1].place(Span::new(0, 6)).of(&page.text), "خبر");
    }

    #[test]
    fn a_span_ends_before_what_is_hidden() {
        let page = page();
        let main = &cut(&page)[0];
        let start = page.text.find("أول").unwrap_or_default();
        assert_eq!(main.place(Span::new(start, page.text.len())).of(&page.text), "أول.");
    }

    #[test]
    fn roles_other_than_running_text_are_told() {
        let page = page();
        let stretches = cut(&page);
        let at = page.text.find("ذيل").unwrap_or_default() as u32;
        assert_eq!(stretches[0].role_at(at), Some(PartRole::Caption));
        assert_eq!(stretches[0].role_at(0), None);
        assert_eq!(stretches[1].role_at(0), Some(PartRole::Related));
    }
}
