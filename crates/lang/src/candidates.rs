//! The readings that lexicon and grammar allow a written word.

use crate::clitics::{Prefix, Suffix, prefixes, suffixes};
use crate::letters::{Letters, mark};
use crate::lexicon::{Cell, Entry, Lexicon, flag};
use crate::tagger::text_hash;
use crate::token::{Aspect, Proclitics, Upos, Voice};
use waqai_text::letters as l;

/// A reading: a segmentation with an analysis of its stem.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) prefix: Prefix,
    pub(crate) suffix: Suffix,
    /// Lemma number; `None` for a guess.
    pub(crate) lemma: Option<u32>,
    /// A hash of the lemma's vocalised text, which outlives the numbering of a lexicon; 0 for a guess.
    pub(crate) name: u32,
    pub(crate) cell: Cell,
    /// 8 ln(count + 1) of the lemma.
    pub(crate) rank: u8,
    /// What its writing costs against the standard spelling of the form, see [`slip`].
    pub(crate) slips: u8,
    /// Among them, a final ي for ى or ى for ي.
    pub(crate) dots: bool,
    /// What does not depend on the words around, in the units of the tagger.
    pub(crate) prior: f32,
}

/// A word's readings, as they stand in the cache.
#[derive(Debug, Default)]
pub(crate) struct Word {
    pub(crate) letters: Letters,
    pub(crate) candidates: Vec<Candidate>,
}

/// Reads a word. The buffers are reused between words.
pub(crate) fn read(lexicon: &Lexicon, word: &str, buffers: &mut (Vec<Prefix>, Vec<Suffix>)) -> Word {
    let mut out = Word::default();
    out.letters.read(word);
    let n = out.letters.len();
    if n == 0 || n > 40 {
        return out;
    }
    prefixes(&out.letters, &mut buffers.0);
    suffixes(&out.letters, &mut buffers.1);
    for &prefix in &buffers.0 {
        for &suffix in &buffers.1 {
            if prefix.len + suffix.len >= n {
                continue;
            }
            let stem = out.letters.slice(prefix.len, n - suffix.len);
            for entry in lexicon.analyses(stem) {
                let cell = *lexicon.cell(entry);
                if !joins(&cell, prefix, suffix) {
                    continue;
                }
                let (slips, dots) = slips(lexicon, entry, &out.letters, prefix.len, n - suffix.len);
                let Some(cell) = agree_with_marks(cell, &out.letters, prefix.len, n - suffix.len) else {
                    continue;
                };
                let lemma = lexicon.lemma(entry.lemma);
                let rank = lemma.rank;
                let mut candidate = Candidate {
                    prefix,
                    suffix,
                    lemma: Some(entry.lemma),
                    name: text_hash(if lemma.vocalised.is_empty() { lemma.text } else { lemma.vocalised }),
                    cell,
                    rank,
                    slips,
                    dots,
                    prior: 0.0,
                };
                candidate.prior = crate::prior::prior(&candidate);
                if !vowels_agree(lemma.vocalised, &candidate.cell, &out.letters, prefix.len, n - suffix.len) {
                    candidate.prior -= CONTRADICTION;
                }
                out.candidates.push(candidate);
            }
        }
    }
    // The question particle is rare, and أ begins many words: it is believed only when nothing else is.
    if out.candidates.iter().any(|c| !c.prefix.set.has(Proclitics::A)) {
        out.candidates.retain(|c| !c.prefix.set.has(Proclitics::A));
    }
    // What is only known with a clitic cut off, and rare, may as well be an unknown whole.
    let sure = |c: &Candidate| c.prior >= SURE || c.slips <= 3 && is_whole(c);
    if !out.candidates.iter().any(sure) {
        crate::guess::guess(&mut out);
    }
    out
}

/// Prior from which a reading with clitics leaves no doubt that the word is known.
const SURE: f32 = 5.0;

/// Without clitics but the article.
fn is_whole(c: &Candidate) -> bool {
    c.prefix.set.0 & !Proclitics::AL.0 == 0 && c.suffix.pronoun.is_none()
}

/// Whether the stem may stand between these clitics.
fn joins(cell: &Cell, prefix: Prefix, suffix: Suffix) -> bool {
    let set = prefix.set;
    let verbal = matches!(cell.upos, Upos::Verb | Upos::Aux);
    if suffix.pronoun.is_some() {
        let takes = cell.has(flag::ENC)
            && !set.has(Proclitics::AL)
            && !(suffix.is_i && verbal)
            && !(suffix.is_ni && !(verbal || matches!(cell.upos, Upos::Sconj | Upos::Part | Upos::Cconj)));
        if !takes || verbal && cell.person != 3 && suffix.pronoun.is_some_and(|p| p.person == cell.person) {
            return false;
        }
    } else if !cell.has(flag::BARE) {
        return false;
    }
    if set.has(Proclitics::AL) && !cell.has(flag::ART) {
        return false;
    }
    // The question is asked of particles, pronouns and "to be"; before other words أ is nearly always their own letter.
    if set.has(Proclitics::A) && !matches!(cell.upos, Upos::Part | Upos::Pron | Upos::Aux) {
        return false;
    }
    if set.preposition() && !cell.has(flag::PREP) {
        return false;
    }
    // كأن is a particle of its own.
    if set.has(Proclitics::KA) && cell.upos == Upos::Sconj {
        return false;
    }
    if set.has(Proclitics::SA) && (!cell.has(flag::FUT) || cell.has(flag::SUBJ)) {
        return false;
    }
    if set.has(Proclitics::LA) && !cell.has(flag::LAM) {
        return false;
    }
    if prefix.shared_lam && !cell.has(flag::ART) {
        return false;
    }
    true
}

/// What it costs to take `written` for the letter `standard`: common habits of writing little, contradictions much. In
/// halves of the prior's unit.
fn slip(standard: char, written: char, first: bool) -> u8 {
    match (standard, written) {
        // A hamza or madda left out.
        (l::ALIF_HAMZA_ABOVE | l::ALIF_HAMZA_BELOW | l::ALIF_MADDA | l::ALIF_WASLA, l::ALIF) => 2,
        // A hamza too many, which happens at the head of a word.
        (l::ALIF, l::ALIF_HAMZA_ABOVE | l::ALIF_HAMZA_BELOW | l::ALIF_WASLA) if first => 3,
        // Dots of the last letter.
        (l::ALIF_MAQSURA, l::YA) | (l::YA, l::ALIF_MAQSURA) => 3,
        (l::TA_MARBUTA, l::HA) => 4,
        // Other scripts' forms of the same letter.
        (l::YA | l::ALIF_MAQSURA, '\u{06CC}' | '\u{06D2}')
        | (l::HA | l::TA_MARBUTA, '\u{06C1}' | '\u{06D5}') => 0,
        // A hamza is not written where there is none, but its seat is where there is one (قايد, مسوول).
        (l::YA | l::ALIF_MAQSURA, l::YA_HAMZA) | (l::WAW, l::WAW_HAMZA) => 14,
        (l::ALIF, l::ALIF_HAMZA_ABOVE | l::ALIF_HAMZA_BELOW) => 14,
        (l::YA_HAMZA, l::YA) | (l::WAW_HAMZA, l::WAW) => 6,
        _ => 8,
    }
}

/// What the writing of the stem costs against its standard spelling, and whether a final ي stands for ى or the reverse.
fn slips(lexicon: &Lexicon, entry: Entry, w: &Letters, start: usize, end: usize) -> (u8, bool) {
    let mut standard = lexicon.spelling(entry).chars();
    let (mut count, mut dots) = (0u8, false);
    for i in start..end {
        if matches!(w.folded_at(i), l::ALIF | l::WAW | l::YA | l::HA) {
            let written = w.written[i];
            match standard.next() {
                Some(c) if c != written => {
                    count = count.saturating_add(slip(c, written, i == start));
                    dots |= matches!((c, written), (l::YA, l::ALIF_MAQSURA) | (l::ALIF_MAQSURA, l::YA));
                }
                _ => {}
            }
        }
    }
    (count, dots)
}

/// What a reading loses whose vowels the writing contradicts.
const CONTRADICTION: f32 = 3.0;

/// Whether the vowel signs written on the stem are those of the lemma: a doubled letter is doubled there too, and the
/// first letter of a singular noun has the vowel it has there.
fn vowels_agree(vocalised: &str, cell: &Cell, w: &Letters, start: usize, end: usize) -> bool {
    if vocalised.is_empty() || w.marks[start..end].iter().all(|&m| m == 0) {
        return true;
    }
    let doubled = |letter: char| {
        let mut last = ' ';
        for c in vocalised.chars() {
            match waqai_text::fold_char(c) {
                Some(f) => last = f,
                None if c == '\u{0651}' && last == letter => return true,
                None => {}
            }
        }
        false
    };
    // A sun letter after the article is doubled by it.
    let from = if start > 0 && w.folded_at(start - 1) == l::LAM { start + 1 } else { start };
    if (from..end).any(|i| w.marks[i] & mark::SHADDA != 0 && !doubled(w.folded_at(i))) {
        return false;
    }
    if matches!(cell.upos, Upos::Verb | Upos::Aux) || cell.number != Some(crate::token::Number::Singular) {
        return true;
    }
    let mut lemma = vocalised.chars();
    let same_letter = lemma.next().and_then(waqai_text::fold_char) == Some(w.folded_at(start));
    let vowel = match lemma.next() {
        Some('\u{064E}') => mark::FATHA,
        Some('\u{064F}') => mark::DAMMA,
        Some('\u{0650}') => mark::KASRA,
        _ => return true,
    };
    let written = w.marks[start] & (mark::FATHA | mark::DAMMA | mark::KASRA);
    !same_letter || written == 0 || written == vowel
}

/// Vowel signs decide voice; a reading they rule out is none.
fn agree_with_marks(mut cell: Cell, w: &Letters, start: usize, end: usize) -> Option<Cell> {
    let first = w.marks.get(start).copied().unwrap_or(0);
    if !matches!(cell.upos, Upos::Verb) {
        // A u on the first letter of what could be a verb is written to say "passive".
        return Some(cell);
    }
    // In the derived forms the u may be written further on (اعتُقل); before the last letters it can be the plural's.
    let inner = (start..end.saturating_sub(1).min(start + 4)).any(|i| w.marks[i] & mark::DAMMA != 0);
    let plural = cell.number == Some(crate::token::Number::Plural);
    let u = if cell.aspect == Some(Aspect::Perfect) && !plural { inner } else { first & mark::DAMMA != 0 };
    let a = first & mark::FATHA != 0;
    match cell.aspect {
        Some(Aspect::Perfect) if u => {
            if cell.voice == Some(Voice::Active) {
                return None;
            }
            cell.voice = Some(Voice::Passive);
        }
        Some(Aspect::Perfect) if a => {
            if cell.voice == Some(Voice::Passive) {
                return None;
            }
            cell.voice = Some(Voice::Active);
        }
        Some(Aspect::Imperfect) if u && !cell.has(flag::U_PREFIX) => {
            if cell.voice == Some(Voice::Active) {
                return None;
            }
            cell.voice = Some(Voice::Passive);
        }
        Some(Aspect::Imperfect) if a => {
            if cell.voice == Some(Voice::Passive) || cell.has(flag::U_PREFIX) {
                return None;
            }
            cell.voice = Some(Voice::Active);
        }
        _ => {}
    }
    Some(cell)
}
