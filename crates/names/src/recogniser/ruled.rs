//! What the rules take every token for, before the recogniser is asked.
//!
//! In: the candidates of the rules. Out: for every token which kinds of name it begins or continues by which grade of
//! certainty, and the name that would stand there if the rules alone decided.

use super::features::{Seen, text_hash};
use crate::pick;
use crate::scene::{Candidate, Grade, Scene};
use crate::titles::TitlePhrase;

/// Bits that the candidates over a token set.
pub(crate) const BITS: u32 = 14;

/// What the rules say of one token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ruled {
    /// A bit for each kind, grade, and whether the name begins here or goes on.
    pub(crate) bits: u32,
    /// Kind and part of the name that the rules alone would put here; 0: none.
    pub(crate) best: u8,
    /// The rule of that name.
    pub(crate) rule: u64,
    /// Its first word.
    pub(crate) first: u64,
    /// Place in it.
    pub(crate) place: u64,
}

pub(crate) const NOTHING: Ruled = Ruled { bits: 0, best: 0, rule: 0, first: 0, place: 0 };

/// Notes what the rules say of every token.
pub(crate) fn note(
    scene: &Scene<'_>,
    titles: &[TitlePhrase],
    candidates: &[Candidate],
    sentences: &mut [Vec<Seen>],
) {
    let n = scene.analysis.tokens.len();
    let mut of = vec![NOTHING; n];
    for c in candidates {
        let grade = u32::from(c.grade > Grade::Doubtful);
        for (k, o) in of.iter_mut().take(c.tokens.end).skip(c.tokens.start).enumerate() {
            o.bits |= 1 << (c.kind as u32 * 4 + grade * 2 + u32::from(k > 0));
        }
    }
    for t in titles {
        of.iter_mut().take(t.tokens.end).skip(t.tokens.start).for_each(|o| o.bits |= 1 << 12);
        if let Some(o) = t.name.and_then(|i| of.get_mut(i)) {
            o.bits |= 1 << 13;
        }
    }
    for c in pick::pick(scene, candidates.to_vec()) {
        let first = scene.token(c.tokens.start).map_or(0, |t| text_hash(t.key()));
        let length = c.tokens.len();
        for (k, o) in of.iter_mut().take(c.tokens.end).skip(c.tokens.start).enumerate() {
            o.best = 1 + c.kind as u8 * 4 + u8::from(k > 0) * 2 + u8::from(k + 1 == length);
            o.rule = text_hash(c.rule);
            o.first = first;
            o.place = k.min(4) as u64 * 8 + (length - k).min(4) as u64;
        }
    }
    let sport = u64::from(scene.sport);
    for (s, seen) in scene.analysis.sentences.iter().zip(sentences) {
        for (i, x) in s.tokens.clone().zip(seen) {
            x.ruled = of.get(i).copied().unwrap_or(NOTHING);
            x.sport = 1 + sport;
        }
    }
}
