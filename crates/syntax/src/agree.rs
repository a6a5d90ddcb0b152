//! Homographs of verbs, chosen by agreement with the subject.

use crate::chunk::{ChunkKind, Syntax};
use waqai_lang::{Number, Upos};
use waqai_names::EntityKind;

impl Syntax<'_> {
    /// Chooses between verb readings of different gender by the nearest noun that could be the subject.
    pub(crate) fn choose_verb_readings(&mut self) {
        for c in 0..self.chunks.len() {
            let chunk = &self.chunks[c];
            if chunk.kind != ChunkKind::Verb || chunk.participle.is_some() {
                continue;
            }
            let t = &self.analysis.tokens[chunk.head];
            let best = t.best();
            let other = t.readings.iter().position(|r| {
                r.upos == Upos::Verb
                    && r.gender != best.gender
                    && r.person == Some(3)
                    && r.aspect != best.aspect
            });
            let Some(other) = other else { continue };
            let sentence = self.sentence_of_chunk(c);
            let noun = |k: &usize| {
                let n = &self.chunks[*k];
                n.kind == ChunkKind::Noun && n.prep.is_none() && !n.pronoun
            };
            let before = c.checked_sub(1).filter(|k| *k >= sentence.start && noun(k) && !chunk.conj);
            let after = (c + 1..sentence.end.min(c + 3)).find(noun);
            let Some(k) = before.or(after) else { continue };
            let head = &self.analysis.tokens[self.chunks[k].head];
            let person =
                self.chunks[k].mention.is_some_and(|m| self.kind_of_mention(m) == Some(EntityKind::Per));
            let singular = head.best().number == Some(Number::Singular);
            let gender = if person && head.upos() == Upos::Propn {
                // A given name tells, where the lexicon knows whose it is.
                head.best().gender.filter(|_| head.best().known)
            } else {
                head.best().gender.filter(|_| singular)
            };
            if gender.is_some() && gender != best.gender && gender == t.readings[other].gender {
                self.chosen[chunk.head] = other as u8;
            }
        }
    }
}
