//! How likely a reading is before its neighbours are looked at.
//!
//! The unit is one natural logarithm of frequency. The constants rank kinds of readings that a count of lemmas does not
//! tell apart; they were set by hand from what news writes and are refined by the tagger's weights.

use crate::candidates::Candidate;
use crate::lexicon::flag;
use crate::token::{Aspect, Number, Proclitics, Upos, Voice};

pub(crate) fn prior(c: &Candidate) -> f32 {
    let mut score = f32::from(c.rank) / 8.0;
    score -= 0.5 * f32::from(c.slips);
    let set = c.prefix.set;
    if set.conjunction() {
        score -= 1.0;
    }
    // News writes ف before particles and verbs, seldom before a noun.
    if set.has(Proclitics::FA)
        && !matches!(c.cell.upos, Upos::Part | Upos::Sconj | Upos::Pron | Upos::Aux | Upos::Cconj)
    {
        score -= if c.cell.upos == Upos::Verb { 1.0 } else { 4.0 };
    }
    if set.preposition() {
        score -= 1.5;
    }
    if set.has(Proclitics::LA) {
        score -= 2.5;
    }
    if set.has(Proclitics::A) {
        score -= 4.0;
    }
    if let Some(p) = c.suffix.pronoun {
        score -= match (p.person, p.number) {
            (3, _) => 1.0,
            (1, Number::Plural) => 3.0,
            (1, _) => 4.0,
            _ => 5.0,
        };
    }
    match c.cell.upos {
        Upos::Verb | Upos::Aux => {
            score -= match c.cell.person {
                3 => 0.0,
                1 => 3.0,
                _ => 5.0,
            };
            if c.cell.aspect == Some(Aspect::Imperative) {
                score -= 3.0;
            }
            if c.cell.voice == Some(Voice::Passive) {
                score -= 2.5;
            }
            if c.cell.flags & flag::SUBJ != 0 {
                score -= 1.5;
            }
            if c.cell.number == Some(Number::Dual) {
                score -= 2.5;
            }
            if c.cell.number == Some(Number::Plural) && c.cell.gender == Some(crate::token::Gender::Feminine)
            {
                score -= 4.0;
            }
        }
        Upos::Propn if c.cell.flags & flag::LISTED != 0 => score -= 1.5,
        _ => {
            if c.cell.number == Some(Number::Dual) {
                score -= 3.0;
            }
            if c.cell.flags & flag::CONSTRUCT != 0 && c.cell.upos == Upos::Noun {
                score -= 1.0;
            }
            if c.cell.flags & flag::TANWIN != 0 {
                score -= 0.7;
            }
        }
    }
    score
}
