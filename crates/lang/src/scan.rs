//! Cutting a text into words, numbers and marks, before any word is understood.
//!
//! Vowel signs, tatweel and direction marks inside a word belong to it. White space, control characters and
//! invisible marks outside words belong to nothing.

use crate::token::Kind;
use waqai_text::Span;
use waqai_text::letters::{self, digit_value, is_arabic_letter, is_diacritic, is_invisible};

/// A piece of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// The number of its non-empty line.
    pub(crate) paragraph: u32,
    /// Nothing stands between it and the piece before.
    pub(crate) touches: bool,
}

/// The pieces of `text` in order.
pub(crate) fn scan(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(text.len() / 9);
    let (mut at, mut paragraph, mut line_used) = (0, 0, false);
    while let Some(c) = text[at..].chars().next() {
        if is_line_break(c) {
            paragraph += u32::from(line_used);
            line_used = false;
            at += c.len_utf8();
            continue;
        }
        if is_blank(c) {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) = piece(&text[at..], c);
        let touches = out.last().is_some_and(|p| p.span.end as usize == at);
        out.push(Piece { span: Span::new(at, at + len), kind, paragraph, touches });
        line_used = true;
        at += len;
    }
    out
}

/// White space, control characters, and marks without ink.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' | '\u{000B}' | '\u{000C}')
}

/// Length in bytes and kind of the piece that `rest` starts with, whose first character is `c`.
fn piece(rest: &str, c: char) -> (usize, Kind) {
    if is_arabic_letter(c) || ((is_diacritic(c) || c == letters::TATWEEL) && word_follows(rest)) {
        return (word_len(rest), Kind::Word);
    }
    if digit_value(c).is_some() {
        return (number_len(rest), Kind::Number);
    }
    // Vowel signs count as alphabetic too: one on no letter is a mark.
    if c.is_alphabetic() && !is_diacritic(c) && !is_combining(c) {
        return (foreign_len(rest).max(c.len_utf8()), Kind::Foreign);
    }
    let mark = c.len_utf8();
    // A vowel sign on no letter, and the selectors after an emoji, go with the mark before them.
    let tail: usize =
        rest[mark..].chars().take_while(|&c| is_diacritic(c) || is_combining(c)).map(char::len_utf8).sum();
    (mark + tail, Kind::Punct)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}')
}

/// Whether a letter follows the vowel signs and tatweels that `rest` starts with.
fn word_follows(rest: &str) -> bool {
    rest.chars()
        .find(|&c| !(is_diacritic(c) || c == letters::TATWEEL || is_invisible(c)))
        .is_some_and(is_arabic_letter)
}

fn word_len(rest: &str) -> usize {
    let mut end = 0;
    for (i, c) in rest.char_indices() {
        if is_arabic_letter(c) || is_diacritic(c) || c == letters::TATWEEL {
            end = i + c.len_utf8();
        } else if !is_invisible(c) {
            break;
        }
    }
    end
}

/// Digits, with single separators between digits. A hyphen only inside a date written with two.
fn number_len(rest: &str) -> usize {
    let hyphens = date_with_hyphens(rest);
    if hyphens > 0 {
        return hyphens;
    }
    let (mut end, mut separator) = (0, false);
    for (i, c) in rest.char_indices() {
        if digit_value(c).is_some() {
            end = i + c.len_utf8();
            separator = false;
        } else if !separator
            && matches!(c, '.' | ',' | '/' | ':' | '\u{066B}' | '\u{066C}' | '\u{060C}' | '\u{060D}')
        {
            separator = true;
        } else {
            break;
        }
    }
    end
}

/// Length of `1-2-2024` or `2024-02-01` at the start; 0 if there is none.
fn date_with_hyphens(rest: &str) -> usize {
    let (mut fields, mut digits, mut end) = (0, 0, 0);
    for (i, c) in rest.char_indices() {
        if digit_value(c).is_some() {
            digits += 1;
            end = i + c.len_utf8();
        } else if c == '-' && (1..=4).contains(&digits) && fields < 2 {
            (fields, digits) = (fields + 1, 0);
        } else {
            break;
        }
    }
    if fields == 2 && (1..=4).contains(&digits) { end } else { 0 }
}

/// A word in other letters, with digits, and with hyphens, points and the marks of addresses inside.
fn foreign_len(rest: &str) -> usize {
    let other =
        |c: char| (c.is_alphanumeric() || is_combining(c)) && !is_arabic_letter(c) && !is_diacritic(c);
    let (mut end, mut joined) = (0, false);
    for (i, c) in rest.char_indices() {
        if other(c) {
            end = i + c.len_utf8();
            joined = false;
        } else if !joined && matches!(c, '-' | '.' | '\'' | '\u{2019}' | '_' | '@' | '&' | '/') {
            joined = true;
        } else {
            break;
        }
    }
    end
}
