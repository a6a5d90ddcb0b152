//! Words written together: cut in two where both halves are sure.

use crate::candidates::Word;
use crate::lexicon::{Lexicon, flag};
use crate::token::Upos;
use waqai_text::letters as l;

/// Rank from which a word is common enough to be believed inside another: 8 ln(count + 1), about 300 in ten million.
const COMMON: u8 = 45;

/// Prior up to which a reading of the whole is not believed.
const RARE: f32 = -1.0;

/// The byte of the word where a second word begins, if the whole is unknown and both halves are common words.
pub(crate) fn cut(lexicon: &Lexicon, word: &Word) -> Option<u16> {
    let w = &word.letters;
    let n = w.len();
    if n < 6 || word.candidates.iter().any(|c| c.lemma.is_some() && c.prior > RARE) {
        return None;
    }
    // The article inside the word is the surest sign: the left half has to be known, and the right.
    for i in 3..n.saturating_sub(4) {
        let article = w.folded_at(i) == l::ALIF && w.folded_at(i + 1) == l::LAM && w.written[i] == l::ALIF;
        if article
            && common(lexicon, skip_head(w.slice(0, i)), 0)
            && common(lexicon, w.slice(i + 2, n), flag::ART)
        {
            return Some(w.place[i]);
        }
    }
    for i in 3..n.saturating_sub(2) {
        let right = w.slice(i, n);
        if verb(lexicon, skip_head(w.slice(0, i))) && common(lexicon, right, flag::ART) {
            return Some(w.place[i]);
        }
    }
    // A negation before a verb.
    let negation =
        matches!((w.folded_at(0), w.folded_at(1)), (l::LAM | l::MIM, l::ALIF)) && w.written[1] == l::ALIF;
    (negation && verb(lexicon, w.slice(2, n))).then(|| w.place[2])
}

/// Without the conjunction or article it begins with.
fn skip_head(half: &str) -> &str {
    let mut rest = half;
    if let Some(r) = rest.strip_prefix(l::WAW).filter(|r| r.chars().count() >= 3) {
        rest = r;
    }
    match rest.strip_prefix(l::ALIF).and_then(|r| r.strip_prefix(l::LAM)) {
        Some(r) if r.chars().count() >= 3 => r,
        _ => rest,
    }
}

fn common(lexicon: &Lexicon, form: &str, needs: u16) -> bool {
    lexicon.analyses(form).any(|e| {
        let cell = lexicon.cell(e);
        let nominal = matches!(cell.upos, Upos::Noun | Upos::Adj);
        nominal && cell.has(flag::BARE | needs) && lexicon.lemma(e.lemma).rank >= COMMON
    })
}

fn verb(lexicon: &Lexicon, form: &str) -> bool {
    lexicon.analyses(form).any(|e| {
        let cell = lexicon.cell(e);
        cell.upos == Upos::Verb
            && cell.has(flag::BARE)
            && cell.person == 3
            && lexicon.lemma(e.lemma).rank >= COMMON
    })
}
