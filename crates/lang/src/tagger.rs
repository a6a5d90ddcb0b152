//! Choosing among a word's readings by the words around it.
//!
//! A linear model over (reading, neighbours), read from left to right: what was chosen before is known, what follows is
//! known by its likeliest reading. Weights come from an averaged perceptron (Collins 2002, "Discriminative training
//! methods for hidden Markov models", EMNLP) and are added to the prior of [`crate::prior`]. Features are hashed to 32
//! bits; the table is open-addressed, sorted by nothing, and read in place.
//!
//! File: a power of two of slots, each a hash (u32, 0: empty) and a weight (i16, in 1/256), 6 bytes.

use crate::candidates::Candidate;
use crate::lexicon::flag;
use crate::token::{Aspect, Gender, Proclitics, Upos};
use std::borrow::Cow;
use waqai_text::letters;

/// The weights.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tagger {
    slots: Cow<'static, [u8]>,
    mask: u32,
}

/// What is known of a neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct View {
    /// Hash of the folded written word.
    pub(crate) form: u32,
    /// Hash of the lemma, or a small number for what has none.
    pub(crate) lemma: u32,
    /// Part of speech with the features that matter to neighbours.
    pub(crate) tag: u16,
    pub(crate) upos: Upos,
    /// Gender, number and article, for agreement.
    pub(crate) agreement: u8,
}

impl View {
    /// A verb in the imperfect.
    pub(crate) fn is_imperfect(&self) -> bool {
        self.upos == Upos::Verb && self.tag & 3 == Aspect::Imperfect as u16 + 1
    }

    /// Feminine, by its form.
    pub(crate) fn is_feminine(&self) -> bool {
        self.agreement & 3 == Gender::Feminine as u8 + 1
    }

    /// Beyond the first and the last word.
    pub(crate) const EDGE: View = View { form: 1, lemma: 1, tag: u16::MAX, upos: Upos::X, agreement: 0 };
}

/// Bytes of a slot.
const SLOT: usize = 6;

/// Most features that one reading has.
pub(crate) const FEATURES: usize = 22;

impl Tagger {
    /// Reads the weights; a file of another shape gives none.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Tagger {
        let slots = bytes.len() / SLOT;
        if slots.is_power_of_two() && bytes.len() == slots * SLOT {
            Tagger { slots: bytes, mask: slots as u32 - 1 }
        } else {
            Tagger::default()
        }
    }

    /// The file of the given weights, in 1/256.
    pub(crate) fn write(weights: &[(u32, i16)]) -> Vec<u8> {
        let slots = (weights.len() * 3 / 2).next_power_of_two().max(2);
        let mut out = vec![0; slots * SLOT];
        for &(feature, weight) in weights {
            let mut at = feature as usize & (slots - 1);
            while out[at * SLOT..at * SLOT + 4] != [0; 4] {
                at = (at + 1) & (slots - 1);
            }
            out[at * SLOT..at * SLOT + 4].copy_from_slice(&feature.to_le_bytes());
            out[at * SLOT + 4..at * SLOT + 6].copy_from_slice(&weight.to_le_bytes());
        }
        out
    }

    fn weight(&self, feature: u32) -> f32 {
        if self.slots.is_empty() {
            return 0.0;
        }
        let mut at = feature & self.mask;
        loop {
            let i = at as usize * SLOT;
            let Some(b) = self.slots.get(i..i + SLOT) else { return 0.0 };
            match u32::from_le_bytes([b[0], b[1], b[2], b[3]]) {
                0 => return 0.0,
                hash if hash == feature => return f32::from(i16::from_le_bytes([b[4], b[5]])) / 256.0,
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    pub(crate) fn score(&self, features: &[u32]) -> f32 {
        features.iter().map(|&f| self.weight(f)).sum()
    }
}

/// The tag of a reading, as its neighbours see it.
pub(crate) fn tag(c: &Candidate) -> u16 {
    let upos = c.cell.upos as u16;
    let detail = match c.cell.upos {
        Upos::Verb | Upos::Aux => {
            let aspect = c.cell.aspect.map_or(0, |a| a as u16 + 1);
            aspect | u16::from(c.cell.flags & flag::SUBJ != 0) << 2
        }
        _ => {
            let definite = u16::from(c.prefix.set.has(Proclitics::AL) || c.suffix.pronoun.is_some());
            definite
                | u16::from(c.cell.flags & flag::TANWIN != 0) << 1
                | u16::from(c.cell.flags & flag::CONSTRUCT != 0) << 2
        }
    };
    upos << 3 | detail
}

/// Gender, number and article of a reading.
pub(crate) fn agreement(c: &Candidate) -> u8 {
    let gender = c.cell.gender.map_or(0, |g| g as u8 + 1);
    let number = c.cell.number.map_or(0, |n| n as u8 + 1);
    gender | number << 2 | u8::from(c.prefix.set.has(Proclitics::AL)) << 4
}

/// What surrounds a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) before: View,
    pub(crate) before2: View,
    pub(crate) after: View,
    pub(crate) after2: View,
    /// Hash of the word's own last two letters.
    pub(crate) tail: u32,
    /// The text tells final ي from ى, see [`distinguishes_ya`].
    pub(crate) dotted: bool,
}

/// Whether a text writes both ي and ى at the end of words, each in a share of them that is no accident (standard text
/// has 4 and 9 of 100). One that does means what it writes; in others, as in much of what is printed in Egypt, one letter
/// stands for both.
pub(crate) fn distinguishes_ya(text: &str) -> bool {
    let (mut words, mut dotless, mut dotted) = (0usize, 0usize, 0usize);
    let mut last = ' ';
    for c in text.chars().chain([' ']) {
        if letters::is_diacritic(c) {
            continue;
        }
        if letters::is_arabic_letter(last) && !letters::is_arabic_letter(c) {
            words += 1;
            dotless += usize::from(last == letters::ALIF_MAQSURA);
            dotted += usize::from(last == letters::YA);
        }
        last = c;
    }
    let least = words / 70 + 1;
    dotless >= least && dotted >= least
}

/// The features of a reading.
pub(crate) fn features(c: &Candidate, form: u32, context: &Context, out: &mut [u32; FEATURES]) {
    let (tag, upos) = (u32::from(tag(c)), c.cell.upos as u32);
    let lemma = c.name;
    let clitics = u32::from(c.prefix.set.0) | u32::from(c.suffix.pronoun.is_some()) << 12;
    let Context { before: b, before2: b2, after: a, after2: a2, tail, .. } = *context;
    let agreement = u32::from(agreement(c));
    let same = agreement == u32::from(b.agreement);
    let shape =
        u32::from(c.cell.person) | agreement << 2 | u32::from(c.cell.voice.map_or(0, |v| v as u8 + 1)) << 8;
    let list = [
        hash(1, tag, 0, 0),
        hash(2, tag, u32::from(b.tag), 0),
        hash(3, upos, u32::from(b.tag), u32::from(b2.upos as u8)),
        hash(4, tag, b.lemma, 0),
        hash(5, tag, b.form, 0),
        hash(6, tag, a.form, 0),
        hash(7, tag, u32::from(a.tag), 0),
        hash(8, tag, u32::from(b.tag), u32::from(a.tag)),
        hash(9, lemma, upos, 0),
        hash(10, form, tag, clitics),
        hash(11, clitics, upos, 0),
        hash(12, clitics, upos, u32::from(b.tag)),
        hash(13, u32::from(c.slips), upos, 0),
        hash(14, u32::from(same), upos, u32::from(b.upos as u8)),
        hash(15, shape, upos, 0),
        hash(16, agreement, u32::from(b.agreement), upos << 8 | u32::from(b.upos as u8)),
        hash(17, tag, u32::from(a.tag), u32::from(a2.upos as u8)),
        hash(18, lemma, u32::from(b.tag), 0),
        hash(19, lemma, u32::from(a.tag), 0),
        hash(21, tail, upos, u32::from(c.lemma.is_none())),
        hash(22, tail, tag, u32::from(b.tag) << 1 | u32::from(c.lemma.is_none())),
        hash(20, u32::from(c.cell.flags & flag::LISTED != 0), upos, u32::from(b.upos as u8)),
    ];
    *out = list;
}

/// A well-mixed 32-bit number of four; never 0, which marks an empty slot.
fn hash(kind: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut h = u64::from(kind).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in [a, b, c] {
        h = (h ^ u64::from(part)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        h ^= h >> 32;
    }
    (h as u32).max(1)
}

/// A hash of a text, the same on every machine.
pub(crate) fn text_hash(text: &str) -> u32 {
    let mut h: u64 = 0xCBF2_9CE4_8422_2325;
    for b in text.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3);
    }
    ((h >> 32) ^ h) as u32
}
