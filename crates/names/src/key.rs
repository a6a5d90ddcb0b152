//! The key under which a phrase is found: the folded words, written one way however the source spaces them.
//!
//! `عبد الله` and `عبدالله`, `أبو ظبي` and `أبوظبي`, `نصر الله` and `نصرالله` have one key each. Quotes, hyphens and
//! full stops inside a phrase are no part of the key.

use waqai_text::fold;
use waqai_text::letters::is_alphanumeric;

/// عبد, the first half of many given names.
pub const ABD: &str = "\u{0639}\u{0628}\u{062F}";
/// أبو, folded: "father of".
pub const ABU: &str = "\u{0627}\u{0628}\u{0648}";
/// أبي and أبا, folded: أبو in the other cases.
const ABU_CASES: [&str; 2] = ["\u{0627}\u{0628}\u{064A}", "\u{0627}\u{0628}\u{0627}"];
/// الله, folded.
pub const ALLAH: &str = "\u{0627}\u{0644}\u{0644}\u{0647}";
/// الدين, folded.
pub const DIN: &str = "\u{0627}\u{0644}\u{062F}\u{064A}\u{0646}";
/// The article, folded.
pub const AL: &str = "\u{0627}\u{0644}";

/// A key that grows word by word.
#[derive(Debug, Default, Clone)]
pub struct PhraseKey {
    /// What has been written so far.
    pub text: String,
    glue: bool,
}

impl PhraseKey {
    /// Appends one folded word and returns the bytes that were added.
    pub fn push(&mut self, word: &str) -> &str {
        let from = self.text.len();
        if !self.text.is_empty() && !self.glue && word != ALLAH && word != DIN {
            self.text.push(' ');
        }
        let word = if ABU_CASES.contains(&word) { ABU } else { word };
        self.glue = word == ABD || word == ABU;
        self.text.push_str(word);
        &self.text[from..]
    }
}

/// The key of a phrase as a table writes it; empty if it has no letter.
#[must_use]
pub fn phrase_key(phrase: &str) -> String {
    let mut key = PhraseKey::default();
    for word in fold(phrase).split(|c| !is_alphanumeric(c)).filter(|w| !w.is_empty()) {
        key.push(word);
    }
    key.text
}

/// Whether a mark may stand inside a phrase without being part of it.
#[must_use]
pub fn is_inner_mark(mark: &str) -> bool {
    matches!(mark, "\"" | "'" | "«" | "»" | "“" | "”" | "‘" | "’" | "-" | "–" | "‑" | ".")
}

#[cfg(test)]
mod tests {
    use super::phrase_key;

    #[test]
    fn spacing_does_not_matter() {
        for (a, b) in [
            ("عبد الله", "عبدالله"),
            ("أبو ظبي", "أبوظبي"),
            ("حسن نصر الله", "حسن نصرالله"),
            ("أبي بكر", "أبوبكر"),
            ("حزب «الفجر»", "حزب الفجر"),
            ("سان-جيرمان", "سان جيرمان"),
        ] {
            assert_eq!(phrase_key(a), phrase_key(b));
        }
        assert_eq!(phrase_key("«»"), "");
    }
}
