//! Words that the lexicon does not have: names above all, then nouns and adjectives with the article.

use crate::candidates::{Candidate, Word};
use crate::clitics::{Prefix, Suffix, prefixes};
use crate::lexicon::Cell;
use crate::token::{Gender, Number, Proclitics, Upos};
use waqai_text::letters as l;

/// Gives an unknown word the readings that its shape allows: name, noun, adjective. Clitics are only taken off before
/// an article, whose letters no name of another language begins with by chance so often.
pub(crate) fn guess(word: &mut Word) {
    let (w, list) = (&word.letters, &mut word.candidates);
    let n = w.len();
    if n == 0 {
        return;
    }
    let mut found = Vec::new();
    prefixes(w, &mut found);
    let with_article = |p: &&Prefix| {
        p.set.has(Proclitics::AL) && !p.shared_lam && n >= p.len + 3 && !p.set.has(Proclitics::A)
    };
    let article = found.iter().find(with_article).copied();
    let prefix = article.unwrap_or(Prefix { set: Proclitics::default(), len: 0, shared_lam: false });
    let feminine = w.written[n - 1] == l::TA_MARBUTA;
    let plural_at = n >= 5 && w.folded_at(n - 1) == l::TA && w.folded_at(n - 2) == l::ALIF;
    let nisba = w.folded_at(n - 1) == l::YA || feminine && n >= 3 && w.folded_at(n - 2) == l::YA;
    let gender = if feminine || plural_at { Some(Gender::Feminine) } else { None };
    let number = if plural_at { Some(Number::Plural) } else { None };
    // What is likelier before the neighbours are seen; in the units of the prior.
    let definite = article.is_some();
    let scores = [
        (Upos::Propn, if definite && (nisba || feminine || plural_at) { -0.5 } else { 0.0 }),
        (Upos::Noun, if plural_at || feminine { 0.0 } else { -1.0 }),
        (Upos::Adj, if nisba && definite { 0.5 } else { -1.5 }),
    ];
    let long_enough = n >= 4;
    // Names in a row are joined by و, but some names begin with it: mostly before a long vowel or ل.
    if article.is_none() && n >= 5 && w.folded_at(0) == l::WAW {
        let of_the_name = matches!(w.folded_at(1), l::YA | l::ALIF | l::WAW | l::LAM);
        let prefix = Prefix { set: Proclitics::WA, len: 1, shared_lam: false };
        let cell = Cell { upos: Upos::Propn, gender, number, person: 0, aspect: None, voice: None, flags: 0 };
        let prior = if of_the_name { -2.0 } else { 0.7 };
        list.push(Candidate {
            prefix,
            suffix: Suffix::NONE,
            lemma: None,
            name: 0,
            cell,
            rank: 0,
            slips: 0,
            dots: false,
            prior,
        });
    }
    for (upos, prior) in scores {
        if upos == Upos::Propn || long_enough {
            let cell = Cell { upos, gender, number, person: 0, aspect: None, voice: None, flags: 0 };
            let guess = Candidate {
                prefix,
                suffix: Suffix::NONE,
                lemma: None,
                name: 0,
                cell,
                rank: 0,
                slips: 0,
                dots: false,
                prior,
            };
            list.push(guess);
        }
    }
}
