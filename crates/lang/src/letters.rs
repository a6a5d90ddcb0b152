//! The folded letters of a written word, each with its place and the letter as written.

use smallvec::SmallVec;
use waqai_text::fold::fold_char;
use waqai_text::{fold_into, letters};

/// A word's letters.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    /// Folded.
    pub(crate) folded: String,
    /// Byte offset in `folded` of each letter, and its end.
    pub(crate) at: SmallVec<[u16; 24]>,
    /// Letters as written, Persian forms and hamzas included.
    pub(crate) written: SmallVec<[char; 24]>,
    /// Byte offset in the word of each letter, and the word's end. Marks belong to the letter before them.
    pub(crate) place: SmallVec<[u16; 24]>,
    /// The vowel signs on each letter: bits of [`mark`].
    pub(crate) marks: SmallVec<[u8; 24]>,
}

/// Vowel signs.
pub(crate) mod mark {
    pub(crate) const DAMMA: u8 = 1;
    pub(crate) const FATHA: u8 = 2;
    pub(crate) const KASRA: u8 = 4;
    pub(crate) const SHADDA: u8 = 8;
    pub(crate) const SUKUN: u8 = 16;
    pub(crate) const TANWIN: u8 = 32;
}

impl Letters {
    /// Reads a word of at most 64 KiB; what is longer is cut there, at a letter.
    pub(crate) fn read(&mut self, word: &str) {
        self.folded.clear();
        self.at.clear();
        self.written.clear();
        self.place.clear();
        self.marks.clear();
        for (i, c) in word.char_indices() {
            if i > 60_000 {
                break;
            }
            let before = self.folded.len();
            match fold_char(c) {
                Some(f) if !is_presentation(c) => self.folded.push(f),
                Some(_) => fold_into(c.encode_utf8(&mut [0; 4]), &mut self.folded),
                None => {
                    if let Some(last) = self.marks.last_mut() {
                        *last |= mark_of(c);
                    }
                    continue;
                }
            }
            // A ligature gives two letters: the first has its place, the others have none of their own.
            let mut offset = before;
            for (k, f) in self.folded[before..].chars().enumerate() {
                self.at.push(offset as u16);
                self.written.push(if k == 0 && !is_presentation(c) { c } else { f });
                let place = if k == 0 { i } else { i + c.len_utf8() };
                self.place.push(place as u16);
                self.marks.push(0);
                offset += f.len_utf8();
            }
        }
        self.at.push(self.folded.len() as u16);
        self.place.push(word.len().min(usize::from(u16::MAX)) as u16);
        if let Some(first) = self.place.first_mut() {
            *first = 0;
        }
    }

    /// Number of letters.
    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    /// A hash of the folded word, which still tells a final ى from ي: على is not the name علي.
    pub(crate) fn hash(&self) -> u32 {
        let dotless = self.written.last() == Some(&letters::ALIF_MAQSURA);
        crate::tagger::text_hash(&self.folded) ^ if dotless { 0x5DEE_CE66 } else { 0 }
    }

    /// A hash of the last two letters.
    pub(crate) fn tail(&self) -> u32 {
        let n = self.len();
        if n == 0 {
            return 0;
        }
        crate::tagger::text_hash(self.slice(n.saturating_sub(2), n))
    }

    /// The folded letters from `start` to `end`.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &str {
        &self.folded[self.at[start] as usize..self.at[end] as usize]
    }

    /// The folded letter at a place.
    pub(crate) fn folded_at(&self, i: usize) -> char {
        self.folded[self.at[i] as usize..].chars().next().unwrap_or(' ')
    }
}

fn is_presentation(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn mark_of(c: char) -> u8 {
    match c {
        '\u{064F}' => mark::DAMMA,
        '\u{064E}' => mark::FATHA,
        '\u{0650}' => mark::KASRA,
        '\u{0651}' => mark::SHADDA,
        '\u{0652}' => mark::SUKUN,
        '\u{064B}'..='\u{064D}' => mark::TANWIN,
        c if letters::is_diacritic(c) => 0,
        _ => 0,
    }
}
