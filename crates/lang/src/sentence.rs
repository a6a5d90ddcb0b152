//! Where sentences end.
//!
//! At `.` `!` `?` `؟` `…` and at line breaks; not at a point after an initial ("د. سالم"), between initials ("أ.ف.ب"),
//! or after the number that opens a list item. Closing quotation marks and brackets stay with their sentence.

use crate::scan::Piece;
use crate::token::Kind;

/// Whether a sentence ends after piece `at`.
pub(crate) fn ends_after(text: &str, pieces: &[Piece], at: usize) -> bool {
    let Some(next) = pieces.get(at + 1) else { return true };
    if next.paragraph != pieces[at].paragraph {
        return true;
    }
    let this = mark(text, &pieces[at]);
    if is_end(this) {
        // A further mark, or what closes, still belongs to this sentence.
        let following = mark(text, next);
        let goes_on = is_end(following) || next.touches && is_closing(following);
        let inner = this == '.' && is_inner_point(text, pieces, at);
        return !(goes_on || inner);
    }
    if is_closing(this) {
        // A closing mark ends the sentence if all between it and the end mark are closing and touch it.
        let mut i = at;
        while i > 0 && pieces[i].touches && is_closing(mark(text, &pieces[i])) {
            i -= 1;
        }
        let closed = i < at
            && is_end(mark(text, &pieces[i]))
            && !(mark(text, &pieces[i]) == '.' && is_inner_point(text, pieces, i));
        return closed && !(next.touches && is_closing(mark(text, next))) && !starts_small(text, next);
    }
    false
}

/// After a quotation that ends with a mark, a comma carries the sentence on.
fn starts_small(text: &str, next: &Piece) -> bool {
    matches!(mark(text, next), '\u{060C}' | ',' | '\u{061B}' | ';' | ':')
}

/// A point that ends no sentence.
fn is_inner_point(text: &str, pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &pieces[i]) else { return false };
    let Some(next) = pieces.get(at + 1) else { return false };
    if !pieces[at].touches {
        return false;
    }
    match before.kind {
        Kind::Word if letters(text, before) == 1 => {
            // The "AH" or "AD" after a year is no initial.
            let after_year = at >= 2 && pieces[at - 2].kind == Kind::Number;
            !after_year
        }
        Kind::Number => {
            // "1." at the head of a line.
            at < 2 || pieces[at - 2].paragraph != before.paragraph
        }
        Kind::Foreign => next.touches && matches!(next.kind, Kind::Foreign | Kind::Number),
        _ => false,
    }
}

fn letters(text: &str, piece: &Piece) -> usize {
    piece.span.of(text).chars().filter(|&c| waqai_text::letters::is_arabic_letter(c)).count()
}

/// The mark a piece consists of; a space for other pieces.
fn mark(text: &str, piece: &Piece) -> char {
    if piece.kind == Kind::Punct { piece.span.of(text).chars().next().unwrap_or(' ') } else { ' ' }
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{061F}' | '\u{2026}' | '\u{06D4}' | '\u{203C}' | '\u{2049}')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '\u{00BB}'
            | '\u{201D}'
            | '\u{201C}'
            | '\u{2019}'
            | ')'
            | ']'
            | '}'
            | '\u{203A}'
            | '\u{FD3E}'
    )
}
