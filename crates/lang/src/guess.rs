//! Words that the lexicon does not have: names above all, then nouns and adjectives with the article.

use crate::candidates::{Candidate, Word};
use crate::clitics::{Prefix, Suffix, prefixes};
use crate::lexicon::Cell;
use crate::token::{Gender, Number, Proclitics, Upos};
use waqai_text::letters as l;

/// Gives an unknown word one reading. Clitics are only taken off before an article, whose letters no name of another
/// language begins with by chance so often.
pub(crate) fn guess(word: &mut Word) {
    let w = &word.letters;
    let n = w.len();
    if n == 0 {
        return;
    }
    let mut found = Vec::new();
    prefixes(w, &mut found);
    let with_article = |p: &&Prefix| {
        p.set.has(Proclitics::AL) && !p.shared_lam && n >= p.len + 3 && !p.set.has(Proclitics::A)
    };
    let prefix = found.iter().find(with_article).copied();
    let none = Prefix { set: Proclitics::default(), len: 0, shared_lam: false };
    let feminine = w.written[n - 1] == l::TA_MARBUTA;
    let plural_at = n >= 5 && w.folded_at(n - 1) == l::TA && w.folded_at(n - 2) == l::ALIF;
    let nisba = w.folded_at(n - 1) == l::YA || feminine && n >= 3 && w.folded_at(n - 2) == l::YA;
    let (prefix, upos) = match prefix {
        Some(p) if nisba => (p, Upos::Adj),
        Some(p) if feminine || plural_at => (p, Upos::Noun),
        Some(p) => (p, Upos::Propn),
        None if feminine && !nisba && n >= 5 && w.written[0] == l::MIM => (none, Upos::Noun),
        None => (none, Upos::Propn),
    };
    let gender = if feminine || plural_at { Some(Gender::Feminine) } else { None };
    let number = if plural_at { Some(Number::Plural) } else { None };
    let cell = Cell { upos, gender, number, person: 0, aspect: None, voice: None, flags: 0 };
    word.candidates.push(Candidate {
        prefix,
        suffix: Suffix::NONE,
        lemma: None,
        cell,
        rank: 0,
        slips: 0,
        prior: 0.0,
    });
}
