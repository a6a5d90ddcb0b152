//! What stands before and after the stem of a word.

use crate::letters::Letters;
use crate::token::{Gender, Number, Proclitics, Pronoun};
use waqai_text::letters as l;

/// One reading of what stands before the stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prefix {
    pub(crate) set: Proclitics,
    /// Letters taken by proclitics and article.
    pub(crate) len: usize,
    /// The lam of لل is also the first of the stem (للجنة, from لجنة).
    pub(crate) shared_lam: bool,
}

/// An attached pronoun and the number of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suffix {
    pub(crate) len: usize,
    pub(crate) pronoun: Option<Pronoun>,
    /// ني, which only verbs and a few particles take.
    pub(crate) is_ni: bool,
    /// ي, which verbs do not take.
    pub(crate) is_i: bool,
}

impl Suffix {
    pub(crate) const NONE: Suffix = Suffix { len: 0, pronoun: None, is_ni: false, is_i: false };
}

/// All ways to read the head of a word, the empty one first.
pub(crate) fn prefixes(w: &Letters, out: &mut Vec<Prefix>) {
    out.clear();
    let n = w.len();
    let none = Proclitics::default();
    let letter = |i: usize| if i < n { w.folded_at(i) } else { ' ' };
    let mut heads = [(none, 0usize); 4];
    let mut count = 1;
    let mut add_head = |set: Proclitics, len: usize| {
        if count < heads.len() {
            heads[count] = (set, len);
            count += 1;
        }
    };
    let conjunction = |c: char| match c {
        l::WAW => Some(Proclitics::WA),
        l::FA => Some(Proclitics::FA),
        _ => None,
    };
    if let Some(set) = conjunction(letter(0)) {
        add_head(set, 1);
    }
    if n > 2 && w.written[0] == l::ALIF_HAMZA_ABOVE {
        add_head(Proclitics::A, 1);
        if let Some(set) = conjunction(letter(1)) {
            add_head(Proclitics::A.with(set), 2);
        }
    }
    for (set, at) in heads.into_iter().take(count) {
        let mut add = |more: Proclitics, len: usize, shared_lam: bool| {
            if at + len < n {
                out.push(Prefix { set: set.with(more), len: at + len, shared_lam });
            }
        };
        add(none, 0, false);
        let article = |i: usize| letter(i) == l::ALIF && letter(i + 1) == l::LAM && w.written[i] == l::ALIF;
        if article(at) {
            add(Proclitics::AL, 2, false);
        }
        match letter(at) {
            l::BA | l::KAF => {
                let set = if letter(at) == l::BA { Proclitics::BI } else { Proclitics::KA };
                add(set, 1, false);
                if article(at + 1) {
                    add(set.with(Proclitics::AL), 3, false);
                }
            }
            l::LAM => {
                add(Proclitics::LI, 1, false);
                add(Proclitics::LA, 1, false);
                if letter(at + 1) == l::LAM {
                    add(Proclitics::LI.with(Proclitics::AL), 2, false);
                    add(Proclitics::LI.with(Proclitics::AL), 1, true);
                }
                // A slip of writing: لال for لل.
                if article(at + 1) && n > at + 5 {
                    add(Proclitics::LI.with(Proclitics::AL), 3, false);
                }
            }
            l::SIN => add(Proclitics::SA, 1, false),
            _ => {}
        }
    }
}

/// All ways to read the tail of a word, the empty one first.
pub(crate) fn suffixes(w: &Letters, out: &mut Vec<Suffix>) {
    out.clear();
    out.push(Suffix::NONE);
    let n = w.len();
    if n < 2 {
        return;
    }
    let letter = |back: usize| if back <= n { w.folded_at(n - back) } else { ' ' };
    let mut add = |len: usize, person: u8, gender: Option<Gender>, number: Number, ni: bool, i: bool| {
        if len < n {
            let pronoun = Some(Pronoun { person, gender, number });
            out.push(Suffix { len, pronoun, is_ni: ni, is_i: i });
        }
    };
    let (masculine, feminine) = (Some(Gender::Masculine), Some(Gender::Feminine));
    let (one, two, many) = (Number::Singular, Number::Dual, Number::Plural);
    let last = w.written[n - 1];
    match letter(1) {
        l::HA if last != l::TA_MARBUTA => add(1, 3, masculine, one, false, false),
        l::KAF => add(1, 2, None, one, false, false),
        l::YA if last != l::ALIF_MAQSURA && last != l::YA_HAMZA => {
            add(1, 1, None, one, false, true);
            if letter(2) == l::NUN {
                add(2, 1, None, one, true, false);
            }
        }
        l::ALIF if last == l::ALIF => match letter(2) {
            l::HA if w.written[n - 2] == l::HA => add(2, 3, feminine, one, false, false),
            l::NUN => add(2, 1, None, many, false, false),
            l::MIM => match letter(3) {
                l::HA if w.written[n - 3] == l::HA => add(3, 3, None, two, false, false),
                l::KAF => add(3, 2, None, two, false, false),
                _ => {}
            },
            _ => {}
        },
        l::MIM => match letter(2) {
            l::HA if w.written[n - 2] == l::HA => add(2, 3, masculine, many, false, false),
            l::KAF => add(2, 2, masculine, many, false, false),
            _ => {}
        },
        l::NUN => match letter(2) {
            l::HA if w.written[n - 2] == l::HA => add(2, 3, feminine, many, false, false),
            l::KAF => add(2, 2, feminine, many, false, false),
            _ => {}
        },
        _ => {}
    }
}
