//! The compiled word lexicon, read in place.
//!
//! An automaton maps the folded inflected form to the place of its list of analyses. The tables file is: `WQL2`; the
//! lengths (u32, little-endian like everything) of six parts; the parts:
//!
//! 1. lemmas, 20 bytes each: offsets of text and vocalised text in the pool (u32, u32), the verb it is derived from (u32,
//!    `u32::MAX`: none), lengths of both texts (u8, u8), part of speech (u8; top bit: takes no object), frequency rank
//!    (u8: 8 ln(count + 1)), the root: offset (u24) and length (u8);
//! 2. cells, 8 bytes each: part of speech, gender, number, person, aspect, voice (u8 each, 0: none), flags (u16);
//! 3. spellings, 5 bytes each: pool offset (u32) and length (u8) of the letters that folding changes, as written;
//! 4. analyses, 7 bytes each: lemma (u24), cell (u16; top bit: last of its list), spelling (u16);
//! 5. word numbers, text: `folded form TAB value TAB kind`, sorted;
//! 6. the pool of texts.

use crate::tagger::Tagger;
use crate::token::{Aspect, Gender, Number, Upos, Voice};
use fst::Map;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The lexicon. Loading it parses a header; nothing is copied or built but the table of word numbers.
pub struct Lexicon {
    forms: Option<Map<&'static [u8]>>,
    lemmas: &'static [u8],
    cells: Vec<Cell>,
    spellings: &'static [u8],
    analyses: &'static [u8],
    pool: &'static str,
    pub(crate) numerals: FxHashMap<&'static str, (u64, crate::numeral::Kind)>,
    pub(crate) tagger: Tagger,
}

/// What a form may combine with, and what its writing shows.
pub(crate) mod flag {
    pub(crate) const BARE: u16 = 1;
    pub(crate) const ENC: u16 = 2;
    pub(crate) const ART: u16 = 4;
    pub(crate) const PREP: u16 = 8;
    pub(crate) const FUT: u16 = 16;
    pub(crate) const LAM: u16 = 32;
    pub(crate) const U_PREFIX: u16 = 64;
    pub(crate) const TANWIN: u16 = 128;
    pub(crate) const SUBJ: u16 = 256;
    pub(crate) const CONSTRUCT: u16 = 512;
    pub(crate) const LISTED: u16 = 1024;
}

/// Features of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Cell {
    pub(crate) upos: Upos,
    pub(crate) gender: Option<Gender>,
    pub(crate) number: Option<Number>,
    pub(crate) person: u8,
    pub(crate) aspect: Option<Aspect>,
    pub(crate) voice: Option<Voice>,
    pub(crate) flags: u16,
}

/// One analysis of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) lemma: u32,
    pub(crate) cell: u16,
    spelling: u16,
}

/// A lemma.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lemma {
    pub(crate) text: &'static str,
    pub(crate) vocalised: &'static str,
    /// 8 ln(count + 1).
    pub(crate) rank: u8,
    pub(crate) verb: Option<u32>,
    /// A verb that takes no object.
    pub(crate) intransitive: bool,
    /// Its letters; empty if unknown.
    pub(crate) root: &'static str,
}

/// Bytes of a lemma.
const LEMMA: usize = 20;

impl Lexicon {
    /// The lexicon that ships with the program. Takes well under a millisecond.
    #[must_use]
    pub fn load() -> Lexicon {
        Lexicon::read(waqai_data::LEXICON_FORMS, waqai_data::LEXICON_TABLES, waqai_data::TAGGER)
    }

    /// The same lexicon with other weights for choosing between readings: an empty file gives none.
    #[must_use]
    pub fn with_tagger(mut self, weights: Vec<u8>) -> Lexicon {
        self.tagger = Tagger::read(Cow::Owned(weights));
        self
    }

    fn read(forms: &'static [u8], tables: &'static [u8], tagger: &'static [u8]) -> Lexicon {
        let mut parts: [&'static [u8]; 6] = [&[]; 6];
        let mut at = 28;
        for (i, part) in parts.iter_mut().enumerate() {
            let len = u32_at(tables, 4 + 4 * i) as usize;
            *part = tables.get(at..at + len).unwrap_or(&[]);
            at += len;
        }
        let [lemmas, cells, spellings, analyses, numerals, pool] = parts;
        let lines = std::str::from_utf8(numerals).unwrap_or("").lines();
        Lexicon {
            forms: Map::new(forms).ok(),
            lemmas,
            cells: cells.chunks_exact(8).map(Cell::read).collect(),
            spellings,
            analyses,
            pool: std::str::from_utf8(pool).unwrap_or(""),
            numerals: lines.filter_map(crate::numeral::parse_line).collect(),
            tagger: Tagger::read(Cow::Borrowed(tagger)),
        }
    }

    /// The analyses of a folded form.
    pub(crate) fn analyses(&self, folded: &str) -> Analyses {
        let start = self.forms.as_ref().and_then(|f| f.get(folded));
        let at = start.map_or(usize::MAX, |s| s as usize * 7);
        Analyses { rest: self.analyses.get(at..).unwrap_or(&[]) }
    }

    pub(crate) fn cell(&self, entry: Entry) -> &Cell {
        // Every index in the table was made from the table of cells; the fallback cannot be reached.
        self.cells.get(entry.cell as usize).unwrap_or(&Cell::NONE)
    }

    pub(crate) fn lemma(&self, number: u32) -> Lemma {
        let at = number as usize * LEMMA;
        let bytes = self.lemmas.get(at..at + LEMMA).unwrap_or(&[0; LEMMA]);
        let text = |offset: usize, len: u8| {
            let start = u32_at(bytes, offset) as usize;
            self.pool.get(start..start + len as usize).unwrap_or("")
        };
        let (verb, root) = (u32_at(bytes, 8), u32_at(bytes, 16));
        let start = (root & 0x00FF_FFFF) as usize;
        Lemma {
            text: text(0, bytes[12]),
            vocalised: text(4, bytes[13]),
            rank: bytes[15],
            verb: (verb != u32::MAX).then_some(verb),
            intransitive: bytes[14] & 0x80 != 0,
            root: self.pool.get(start..start + bytes[19] as usize).unwrap_or(""),
        }
    }

    /// The letters of the form that folding changes, as standard spelling has them.
    pub(crate) fn spelling(&self, entry: Entry) -> &'static str {
        let at = entry.spelling as usize * 5;
        let Some(bytes) = self.spellings.get(at..at + 5) else { return "" };
        let start = u32_at(bytes, 0) as usize;
        self.pool.get(start..start + bytes[4] as usize).unwrap_or("")
    }
}

/// Iterator over the analyses of a form.
pub(crate) struct Analyses {
    rest: &'static [u8],
}

impl Iterator for Analyses {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let b = self.rest.get(..7)?;
        let cell = u16::from_le_bytes([b[3], b[4]]);
        self.rest = if cell & 0x8000 == 0 { &self.rest[7..] } else { &[] };
        Some(Entry {
            lemma: u32::from_le_bytes([b[0], b[1], b[2], 0]),
            cell: cell & 0x7FFF,
            spelling: u16::from_le_bytes([b[5], b[6]]),
        })
    }
}

impl Cell {
    const NONE: Cell =
        Cell { upos: Upos::X, gender: None, number: None, person: 0, aspect: None, voice: None, flags: 0 };

    fn read(b: &[u8]) -> Cell {
        Cell {
            upos: Upos::ALL.get(b[0] as usize).copied().unwrap_or(Upos::X),
            gender: [None, Some(Gender::Masculine), Some(Gender::Feminine)]
                .get(b[1] as usize)
                .copied()
                .flatten(),
            number: [None, Some(Number::Singular), Some(Number::Dual), Some(Number::Plural)]
                .get(b[2] as usize)
                .copied()
                .flatten(),
            person: b[3],
            aspect: [None, Some(Aspect::Perfect), Some(Aspect::Imperfect), Some(Aspect::Imperative)]
                .get(b[4] as usize)
                .copied()
                .flatten(),
            voice: [None, Some(Voice::Active), Some(Voice::Passive)].get(b[5] as usize).copied().flatten(),
            flags: u16::from_le_bytes([b[6], b[7]]),
        }
    }

    pub(crate) fn has(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
