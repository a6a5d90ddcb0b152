//! Word classes: which words stand in the same company, learnt from running text by `cargo xtask data names`.
//!
//! In: a word without what is attached in front, folded. Out: its class in three divisions, coarse to fine. The
//! recogniser takes from them what a word is like that its training has never seen.

use compact_str::{CompactString, ToCompactString, format_compact};
use fst::raw::Fst;
use std::borrow::Cow;
use waqai_lang::{Analysis, Kind, Token};

use crate::words::Forms;

/// How many classes each division has. Class 0 is kept for words that have none.
pub const DIVISIONS: [usize; 3] = [64, 256, 800];

/// The classes of a word, one in each division; 0 where it has none.
pub type Classes = [u16; DIVISIONS.len()];

/// Bits that one class takes in the map.
const WIDTH: u32 = 10;

/// The table of classes. The empty one knows no word.
#[derive(Default)]
pub struct WordClasses(Option<Fst<Cow<'static, [u8]>>>);

impl WordClasses {
    /// Reads a table; bytes that are none give the empty one.
    #[must_use]
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> WordClasses {
        WordClasses(Fst::new(bytes).ok())
    }

    /// Writes a table. Words must come in the order of their bytes, each once.
    ///
    /// # Errors
    /// When they do not.
    pub fn to_bytes<'w>(words: impl IntoIterator<Item = (&'w str, Classes)>) -> Result<Vec<u8>, fst::Error> {
        let mut out = fst::raw::Builder::memory();
        for (word, classes) in words {
            out.insert(word, classes.iter().rev().fold(0, |v, c| v << WIDTH | u64::from(*c)))?;
        }
        out.into_inner()
    }

    /// The classes of a word by its key (see [`keys`]).
    #[must_use]
    pub fn get(&self, key: &str) -> Classes {
        let value = self.0.as_ref().and_then(|m| m.get(key)).map_or(0, |v| v.value());
        std::array::from_fn(|n| (value >> (WIDTH * n as u32) & ((1 << WIDTH) - 1)) as u16)
    }
}

impl std::fmt::Debug for WordClasses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("WordClasses").field(&self.0.as_ref().map(Fst::len)).finish()
    }
}

/// What a token is looked up by: the word without what is attached in front, with its article; of a number only its
/// length; a mark as it is.
#[must_use]
pub fn key(analysis: &Analysis<'_>, token: &Token, forms: &Forms) -> CompactString {
    match token.kind {
        Kind::Punct => token.span.of(analysis.text).to_compact_string(),
        Kind::Number => format_compact!("0{}", token.folded.chars().count().min(5)),
        _ => forms.first().map_or_else(CompactString::default, |f| f.key.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_survive_writing() {
        let bytes = WordClasses::to_bytes([("a", [1, 255, 799]), ("b", [63, 2, 3])]).expect("in order");
        let table = WordClasses::from_bytes(Cow::Owned(bytes));
        assert_eq!(table.get("a"), [1, 255, 799]);
        assert_eq!(table.get("b"), [63, 2, 3]);
        assert_eq!(table.get("c"), [0, 0, 0]);
        assert_eq!(WordClasses::from_bytes(Cow::Borrowed(b"none")).get("a"), [0, 0, 0]);
        assert!(WordClasses::to_bytes([("b", [1; 3]), ("a", [1; 3])]).is_err());
    }
}
