//! A name as it is printed: with the word before it that says what it is, the quotes around it and the adjective behind them
//! ("صحيفة «الأفق» اليومية"), while its mentions are the words that name.

use crate::EntityKind;
use crate::data::Class;
use crate::scene::{Candidate, Scene};
use waqai_lang::Upos;
use waqai_text::Span;

/// The bytes of the whole, for a name that has such a word before it.
pub(crate) fn span(scene: &Scene<'_>, c: &Candidate) -> Option<Span> {
    let quoted = scene.is_quote(c.tokens.start.wrapping_sub(1)) && scene.is_quote(c.tokens.end);
    let kind = c.tokens.start.checked_sub(1 + usize::from(quoted))?;
    if scene.sentence_end(kind) < c.tokens.end || !says_kind(scene, kind, c.kind, quoted) {
        return None;
    }
    let mut end = c.tokens.end + usize::from(quoted);
    let describes = |k: usize| {
        k < scene.sentence_end(kind)
            && scene.has_article(k)
            && !scene.has_clitic(k)
            && scene.upos(k) == Upos::Adj
            && !scene.grammar_chosen(k, "after")
            && scene.agrees(kind, k)
    };
    if quoted && c.kind == EntityKind::Org && describes(end) {
        end += 1;
    }
    Some(scene.span(&(kind..end)))
}

/// Whether token `k` says what kind of thing the name behind it is, as a part of the name in print.
fn says_kind(scene: &Scene<'_>, k: usize, kind: EntityKind, quoted: bool) -> bool {
    if !scene.is_word(k) || scene.has_article(k) || scene.token(k).is_some_and(|t| t.pronoun.is_some()) {
        return false;
    }
    let head = || {
        let m = scene.longest(k, Class::Head).filter(|m| m.tokens.len() == 1);
        let row = m.and_then(|m| m.number(Class::Head));
        row.and_then(|r| scene.data.tables.heads.get(r as usize))
    };
    match kind {
        EntityKind::Per => false,
        EntityKind::Loc => scene.grammar_chosen(k, "realm") || (quoted && head().is_some_and(|h| h.place)),
        EntityKind::Org => {
            scene.grammar_chosen(k, "printed")
                || (quoted
                    && !scene.grammar_chosen(k, "generic")
                    && !scene.grammar_chosen(k, "notorg")
                    && head().is_some_and(|h| !h.place))
        }
    }
}
