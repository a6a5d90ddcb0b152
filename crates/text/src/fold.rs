//! Folding: one key for the spellings of one word.
//!
//! `أحمد`, `احمد` and `أَحْمَد` fold to the same key; so do `ى`/`ي`, `ة`/`ه`, `ؤ`/`و`, `ئ`/`ي`, Persian `ی ک`,
//! presentation forms, Arabic-Indic digits, and Latin capitals. Vowel signs, tatweel and invisible marks vanish. The hamza
//! on the line stays: it tells `جزء` from `جز`. Folding is idempotent.

use crate::letters::{self, ALIF, HA, KAF, WAW, YA};
use unicode_normalization::UnicodeNormalization;

/// The key of `text`: see the module. Spaces and punctuation are kept as they are.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the key of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if needs_decomposition(c) {
            // Presentation forms and ligatures: NFKC gives the plain letters, which are then folded.
            std::iter::once(c).nfkc().filter_map(fold_char).for_each(|c| out.push(c));
        } else if let Some(c) = fold_char(c) {
            if c.is_uppercase() { c.to_lowercase().for_each(|c| out.push(c)) } else { out.push(c) }
        }
    }
}

fn needs_decomposition(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// The folded form of one character that is no presentation form; `None` if it vanishes.
#[must_use]
pub fn fold_char(c: char) -> Option<char> {
    Some(match c {
        letters::ALIF_HAMZA_ABOVE
        | letters::ALIF_HAMZA_BELOW
        | letters::ALIF_MADDA
        | letters::ALIF_WASLA
        | '\u{0672}'
        | '\u{0673}'
        | '\u{0675}' => ALIF,
        letters::ALIF_MAQSURA | letters::YA_HAMZA | '\u{06CC}' | '\u{06D2}' | '\u{06D0}' | '\u{0678}' => YA,
        letters::TA_MARBUTA | '\u{06C1}' | '\u{06D5}' | '\u{06C0}' | '\u{06C2}' | '\u{06C3}' | '\u{06BE}' => {
            HA
        }
        letters::WAW_HAMZA | '\u{0676}' => WAW,
        '\u{06A9}' | '\u{06AA}' => KAF,
        letters::TATWEEL => return None,
        c if letters::is_diacritic(c) || letters::is_invisible(c) => return None,
        c => match letters::digit_value(c) {
            Some(d) => char::from(b'0' + d as u8),
            None => c,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[track_caller]
    fn check(a: &str, b: &str) {
        assert_eq!(fold(a), fold(b));
    }

    #[test]
    fn spellings_of_one_word_share_a_key() {
        check("أَحْمَد", "احمد");
        check("إلى", "الي");
        check("مسؤول", "مسوول");
        check("هيئـــة", "هييه");
        check("ایران", "إيران");
        check("ﻻﺟﺊ", "لاجئ");
        check("١٢/٣/٢٠٢٤", "12/3/2024");
        check("۴", "4");
        check("CNN", "cnn");
        check("\u{200F}دمشق\u{200F}", "دمشق");
    }

    #[test]
    fn words_that_differ_stay_apart() {
        assert_ne!(fold("جزء"), fold("جز"));
        assert_ne!(fold("ألمانيا"), fold("مانيا"));
    }
}
