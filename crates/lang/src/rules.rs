//! What grammar says about a reading's neighbours, whatever a model has seen: added to its score.

use crate::candidates::Candidate;
use crate::lexicon::flag;
use crate::tagger::{Context, View};
use crate::token::{Aspect, Gender, Number, Proclitics, Upos, Voice};

/// In the unit of the prior.
pub(crate) fn grammar(c: &Candidate, context: &Context) -> f32 {
    let before = context.before;
    let verb = matches!(c.cell.upos, Upos::Verb | Upos::Aux);
    let nominal =
        matches!(c.cell.upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num | Upos::Pron | Upos::Det);
    let bare = !c.prefix.set.preposition();
    let mut score = 0.0;
    if c.dots && context.dotted {
        score -= 10.0;
    }
    match before.upos {
        // A preposition or a determiner governs a nominal.
        Upos::Adp | Upos::Det if verb => score -= 4.0,
        Upos::Adp if !nominal && !matches!(c.cell.upos, Upos::Sconj | Upos::Adv | Upos::Part) => score -= 1.0,
        // A verb does not follow a verb without a subject or a particle between, but after an auxiliary it does.
        Upos::Verb if verb && bare => score -= 2.0,
        Upos::Aux if verb => score += 1.0,
        Upos::Part if verb => score += 1.0,
        _ => {}
    }
    // A preposition stands before a nominal; من before an imperfect is "who". (A perfect may yet turn out a noun.)
    if c.cell.upos == Upos::Adp && c.suffix.pronoun.is_none() && context.after.upos == Upos::Verb {
        score -= if context.after.is_imperfect() { 9.0 } else { 0.5 };
    }
    // An adjective follows the noun it agrees with.
    let definite = c.prefix.set.has(Proclitics::AL);
    let noun_before = matches!(before.upos, Upos::Noun | Upos::Adj | Upos::Propn);
    if c.cell.upos == Upos::Adj {
        let article_before = before.agreement >> 4 & 1 == 1;
        if noun_before && bare && !c.prefix.set.conjunction() && definite == article_before {
            score += 1.5;
        } else if !noun_before {
            // Plurals of people stand as nouns.
            score -= if c.cell.number == Some(Number::Plural) { 2.5 } else { 1.5 };
        } else {
            score -= 0.5;
        }
        // A predicate in ة after a feminine noun (إن المدينة آمنة).
        if noun_before && c.cell.gender == Some(Gender::Feminine) && before.is_feminine() {
            score += 1.5;
        }
    }
    if c.cell.upos == Upos::Noun && definite && noun_before && before.agreement >> 4 & 1 == 1 && bare {
        score -= 1.0;
    }
    if verb && noun_before && c.cell.voice == Some(Voice::Passive) {
        score -= 0.5;
    }
    if verb && c.cell.aspect == Some(Aspect::Perfect) && before == View::EDGE {
        score += 1.0;
    }
    if c.cell.flags & flag::SUBJ != 0 {
        let governed = matches!(before.upos, Upos::Part | Upos::Sconj) || c.prefix.set.has(Proclitics::LA);
        score += if governed { 1.5 } else { -2.0 };
    }
    score
}
