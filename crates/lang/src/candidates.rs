//! The readings that lexicon and grammar allow a written word.

use crate::clitics::{Prefix, Suffix, prefixes, suffixes};
use crate::letters::{Letters, mark};
use crate::lexicon::{Cell, Entry, Lexicon, flag};
use crate::token::{Aspect, Proclitics, Upos, Voice};
use waqai_text::letters as l;

/// A reading: a segmentation with an analysis of its stem.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) prefix: Prefix,
    pub(crate) suffix: Suffix,
    /// Lemma number; `None` for a guess.
    pub(crate) lemma: Option<u32>,
    pub(crate) cell: Cell,
    /// 8 ln(count + 1) of the lemma.
    pub(crate) rank: u8,
    /// Letters that differ from the standard spelling of the form.
    pub(crate) slips: u8,
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
                let slips = slips(lexicon, entry, &out.letters, prefix.len, n - suffix.len);
                let Some(cell) = agree_with_marks(cell, &out.letters, prefix.len) else { continue };
                let rank = lexicon.lemma(entry.lemma).rank;
                let mut candidate =
                    Candidate { prefix, suffix, lemma: Some(entry.lemma), cell, rank, slips, prior: 0.0 };
                candidate.prior = crate::prior::prior(&candidate);
                out.candidates.push(candidate);
            }
        }
    }
    // The question particle is rare, and أ begins many words: it is believed only when nothing else is.
    if out.candidates.iter().any(|c| !c.prefix.set.has(Proclitics::A)) {
        out.candidates.retain(|c| !c.prefix.set.has(Proclitics::A));
    }
    // What is only known with a clitic cut off, and rare, may as well be an unknown whole.
    let sure = |c: &Candidate| c.prior >= SURE || c.slips == 0 && is_whole(c);
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
    if set.has(Proclitics::SA) && !(cell.has(flag::FUT) && !cell.has(flag::SUBJ)) {
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

/// Letters whose writing differs from the standard spelling.
fn slips(lexicon: &Lexicon, entry: Entry, w: &Letters, start: usize, end: usize) -> u8 {
    let mut standard = lexicon.spelling(entry).chars();
    let mut count = 0u8;
    for i in start..end {
        if matches!(w.folded_at(i), l::ALIF | l::WAW | l::YA | l::HA) {
            let written = w.written[i];
            match standard.next() {
                Some(c) if c == written => {}
                Some(_) => count = count.saturating_add(1),
                None => {}
            }
        }
    }
    count
}

/// Vowel signs decide voice; a reading they rule out is none.
fn agree_with_marks(mut cell: Cell, w: &Letters, start: usize) -> Option<Cell> {
    let first = w.marks.get(start).copied().unwrap_or(0);
    if !matches!(cell.upos, Upos::Verb) {
        // A u on the first letter of what could be a verb is written to say "passive".
        return Some(cell);
    }
    let u = first & mark::DAMMA != 0;
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
