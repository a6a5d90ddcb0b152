//! The words of a text, and what is joined to them.

use crate::text::{Stretch, Text};
use waqai_text::letters::{ALIF, BA, FA, KAF, LAM, SIN, WAW, is_diacritic};

/// A word of the text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) stretch: Stretch,
    /// As written, with vowel signs.
    pub(super) raw: String,
    /// Folded.
    pub(super) key: String,
}

/// The runs of letters and digits of a stretch of the text.
pub(super) fn words(text: &Text, within: Stretch) -> Vec<Word> {
    let body = text.of(within);
    let mut out: Vec<Word> = Vec::new();
    let mut raw = String::new();
    for (place, c) in (within.start..).zip(body.chars().chain([' '])) {
        if c.is_alphanumeric() || is_diacritic(c) {
            raw.push(c);
            continue;
        }
        if !raw.is_empty() {
            let start = place - raw.chars().count();
            let stretch = Stretch { start, end: place };
            out.push(Word { stretch, key: waqai_text::fold(&raw), raw: std::mem::take(&mut raw) });
        }
    }
    out
}

/// All words of the text.
pub(super) fn all(text: &Text) -> Vec<Word> {
    words(text, Stretch { start: 0, end: text.len() })
}

/// A folded word as it may be without what is joined before it: itself first.
pub(super) fn without_clitics(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let mut out = vec![key.to_owned()];
    let mut add = |rest: &[char]| {
        if rest.len() >= 2 {
            out.push(rest.iter().collect());
        }
    };
    let conjoined = match letters.as_slice() {
        [WAW | FA, rest @ ..] => {
            add(rest);
            rest
        }
        all => all,
    };
    match conjoined {
        [LAM, LAM, rest @ ..] => add(&[&[ALIF, LAM], rest].concat()),
        [BA | LAM | KAF | SIN, rest @ ..] => add(rest),
        _ => {}
    }
    out
}
