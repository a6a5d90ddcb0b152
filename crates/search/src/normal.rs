//! How a written word looks in the exact and the folded layer. Letters only: nothing here knows words.

use compact_str::CompactString;
use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;
use waqai_text::letters::{HAMZA, TATWEEL, WAW_HAMZA, YA_HAMZA, is_diacritic, is_invisible};
use waqai_text::{fold, fold_into};

/// The folded spellings of one word: one, or two when it has a hamza on a seat.
pub(crate) type Folded = SmallVec<[CompactString; 2]>;

/// A word as it is written, without what has no ink or only stretches or vowels it: direction marks, tatweel, harakat.
pub(crate) fn exact(word: &str) -> CompactString {
    // A hamza written as a mark of its own belongs to its letter.
    let composed: Option<String> =
        word.chars().any(|c| matches!(c, '\u{0653}'..='\u{0655}')).then(|| word.nfc().collect());
    composed
        .as_deref()
        .unwrap_or(word)
        .chars()
        .filter(|c| *c != TATWEEL && !is_diacritic(*c) && !is_invisible(*c))
        .collect()
}

/// The one key of spellings that differ in forms of alif, ya, ta marbuta and the seat of the hamza, in digits and in
/// presentation forms.
pub(crate) fn key(word: &str) -> CompactString {
    let seatless: String = plain(word).chars().map(|c| if is_seat(c) { HAMZA } else { c }).collect();
    CompactString::from(fold(&seatless))
}

/// The folded spellings of a word: [`key`], and, when it has a hamza on a seat, the seat alone, as it is often typed.
pub(crate) fn folded(word: &str) -> Folded {
    let mut out = Folded::new();
    out.push(key(word));
    let word = plain(word);
    if word.chars().any(is_seat) {
        let mut typed = String::with_capacity(word.len());
        fold_into(&word, &mut typed);
        out.push(CompactString::from(typed));
    }
    out
}

fn is_seat(c: char) -> bool {
    matches!(c, WAW_HAMZA | YA_HAMZA)
}

/// Presentation forms as plain letters.
fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in exact(word).chars() {
        if matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}') {
            out.extend(std::iter::once(c).nfkc());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{exact, folded, key};

    #[test]
    fn the_exact_layer_keeps_letters_apart() {
        assert_eq!(exact("ال\u{0640}وَز\u{200F}ير"), "الوزير");
        assert_ne!(exact("إيران"), exact("ايران"));
        assert_eq!(exact("مسو\u{0654}ول"), exact("مسؤول"));
    }

    #[test]
    fn the_seat_of_a_hamza_does_not_matter() {
        for (a, b) in
            [("مسؤول", "مسئول"), ("شؤون", "شئون"), ("قراءة", "قرائة"), ("ﻣﺴﺆﻭﻝ", "مسئول"), ("هيئة", "هيئه")]
        {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_ne!(key("جزء"), key("جز"));
        // Typed without hamza, it is found by its seat.
        assert!(folded("مؤتمر").contains(&key("موتمر")));
    }
}
