//! When two spellings name the same thing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use waqai_text::letters::{
    ALIF, ALIF_HAMZA_ABOVE, ALIF_HAMZA_BELOW, ALIF_MADDA, ALIF_MAQSURA, ALIF_WASLA, BA, FA, HA, KAF, LAM,
    TA_MARBUTA, TATWEEL, WAW, WAW_HAMZA, YA, YA_HAMZA,
};

/// Letters folded, marks dropped, everything that is no word made a space.
pub(super) fn norm(text: &str) -> String {
    let folded: String =
        text.nfkc().filter(|c| !is_mark(*c)).map(|c| if is_word(c) { fold(c) } else { ' ' }).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Vowel signs, tatweel, and marks of direction and joining.
fn is_mark(c: char) -> bool {
    c == TATWEEL
        || matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2066}'..='\u{2069}')
}

fn is_word(c: char) -> bool {
    c == '_' || (c.is_alphanumeric() && !is_combining_mark(c))
}

fn fold(c: char) -> char {
    match c {
        ALIF_HAMZA_ABOVE | ALIF_HAMZA_BELOW | ALIF_MADDA | ALIF_WASLA => ALIF,
        ALIF_MAQSURA | YA_HAMZA => YA,
        TA_MARBUTA => HA,
        WAW_HAMZA => WAW,
        c => c,
    }
}

/// A word without its article and what is joined to it, as long as three letters are left.
fn bare(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let rest = match letters.as_slice() {
        [WAW | BA | KAF | FA, ALIF, LAM, rest @ ..] if rest.len() >= 3 => rest,
        [LAM, LAM, rest @ ..] | [ALIF, LAM, rest @ ..] if rest.len() >= 3 => rest,
        all => all,
    };
    rest.iter().collect()
}

fn words(text: &str) -> Vec<String> {
    norm(text).split(' ').filter(|w| !w.is_empty()).map(bare).collect()
}

/// What two spellings of one name share: folded letters, no articles.
pub(super) fn key(text: &str) -> String {
    words(text).join(" ")
}

/// Whether one's words are all among the other's, or two words are common.
pub(super) fn same(a: &str, b: &str) -> bool {
    let unique = |text: &str| {
        let mut words = words(text);
        words.sort();
        words.dedup();
        words
    };
    let (a, b) = (unique(a), unique(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let common = a.iter().filter(|w| b.contains(w)).count();
    common == a.len() || common == b.len() || common >= 2
}

#[cfg(test)]
mod tests {
    use super::{key, norm, same};

    #[test]
    fn spellings_share_a_key() {
        assert_eq!(key("وزارة الخارجيّة"), key("وزاره الخارجية"));
        assert_eq!(key("للجيش"), key("الجيش"));
        assert_eq!(key("والي"), "والي");
        assert_eq!(norm("«لواء» الفرات،  1"), "لواء الفرات 1");
    }

    #[test]
    fn a_name_is_the_same_with_fewer_words() {
        assert!(same("نبيه العزام", "العزام"));
        assert!(same("الوزير نبيه العزام", "نبيه سعد العزام"));
        assert!(!same("نبيه العزام", "نبيه سعد"));
        assert!(!same("", "نبيه"));
    }
}
