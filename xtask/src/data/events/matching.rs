//! Whether a participant that was read is one that was annotated: their words overlap somewhere in the text.

use waqai_corpus::Stretch;
use waqai_corpus::model::{Article, Participant};
use waqai_names::{MentionKind, Names};
use waqai_text::{CodePoints, Span};

/// Where the entities of a text were read.
pub(super) struct Places<'a> {
    points: CodePoints<'a>,
    names: &'a Names,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, names: &'a Names) -> Places<'a> {
        Places { points: CodePoints::new(text), names }
    }

    pub(super) fn stretch(&self, s: Span) -> Stretch {
        Stretch { start: self.points.at(s.start) as usize, end: self.points.at(s.end) as usize }
    }

    /// The words of a participant, and all names of its entity.
    pub(super) fn of(&self, span: Span, entity: Option<usize>) -> Vec<Stretch> {
        let mut out = vec![self.stretch(span)];
        if let Some(e) = entity {
            let of = self.names.mentions.iter().filter(|m| m.entity == e && m.kind == MentionKind::Name);
            out.extend(of.map(|m| self.stretch(m.span)));
        }
        out
    }
}

/// Whether the annotated participant is named at one of the places.
pub(super) fn is_same(article: &Article, p: &Participant, places: &[Stretch]) -> bool {
    let named = p.entity.and_then(|e| article.entities.get(e)).map_or(&[][..], |e| &e.mentions[..]);
    named.iter().chain(p.stretch.as_ref()).any(|m| places.iter().any(|x| x.overlaps(*m)))
}
