//! The pieces of a query.

use super::QueryError;

/// A piece with the column it begins in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) column: usize,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    Open,
    Close,
    Or,
    /// The sign before something that must not hold.
    Not,
    Word(String),
    Phrase(String),
    /// The name of a filter and its value.
    Filter(String, String),
}

/// Marks that open a phrase, each with the one that closes it.
const QUOTES: [(char, char); 4] = [('"', '"'), ('«', '»'), ('“', '”'), ('„', '“')];

/// Cuts a query into pieces.
pub(crate) fn lex(text: &str) -> Result<Vec<Piece>, QueryError> {
    let chars: Vec<char> = text.chars().filter(|c| !is_direction(*c)).collect();
    let columns: Vec<usize> =
        text.chars().enumerate().filter(|(_, c)| !is_direction(*c)).map(|(i, _)| i + 1).collect();
    let column = |i: usize| columns.get(i).copied().unwrap_or(text.chars().count() + 1);
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(&c) = chars.get(at) {
        let start = at;
        let what = match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => What::Open,
            ')' => What::Close,
            '|' => What::Or,
            '-' | '−' if chars.get(at + 1).is_some_and(|n| !n.is_whitespace()) => What::Not,
            c if closing(c).is_some() => {
                let (phrase, end) = quoted(&chars, at).ok_or_else(|| QueryError {
                    column: column(start),
                    message: "the quotation mark is not closed; close it, or leave it out".to_owned(),
                })?;
                at = end;
                out.push(Piece { column: column(start), what: What::Phrase(phrase) });
                continue;
            }
            _ => {
                let end = word_end(&chars, at);
                let word: String = chars[at..end].iter().collect();
                at = end;
                let what = match filter_name(&word) {
                    Some((name, "")) if chars.get(end).is_some_and(|c| closing(*c).is_some()) => {
                        let (value, end) = quoted(&chars, end).ok_or_else(|| QueryError {
                            column: column(end),
                            message: "the quotation mark is not closed; close it, or leave it out".to_owned(),
                        })?;
                        at = end;
                        What::Filter(name.to_owned(), value)
                    }
                    Some((name, value)) => What::Filter(name.to_owned(), value.to_owned()),
                    None if word == "OR" => What::Or,
                    None => What::Word(word),
                };
                out.push(Piece { column: column(start), what });
                continue;
            }
        };
        at += 1;
        out.push(Piece { column: column(start), what });
    }
    Ok(out)
}

/// Direction marks come along when a query is pasted; they are no part of it.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn closing(c: char) -> Option<char> {
    QUOTES.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

/// What stands between the mark at `at` and the one that closes it, and where it goes on.
fn quoted(chars: &[char], at: usize) -> Option<(String, usize)> {
    let close = closing(*chars.get(at)?)?;
    let length = chars.get(at + 1..)?.iter().position(|c| *c == close)?;
    Some((chars[at + 1..at + 1 + length].iter().collect(), at + length + 2))
}

fn word_end(chars: &[char], at: usize) -> usize {
    let ends = |c: &char| c.is_whitespace() || matches!(c, '(' | ')' | '|') || closing(*c).is_some();
    chars[at..].iter().position(ends).map_or(chars.len(), |n| at + n)
}

/// The name of a filter and what follows its colon.
fn filter_name(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once(':')?;
    let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    fits.then_some((name, value))
}
