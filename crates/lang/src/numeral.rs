//! The values of numbers in words and digits.

use crate::token::{Kind as TokenKind, Proclitics, Token, Upos};
use waqai_text::letters::digit_value;

/// What a word number does in a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One to nine.
    Unit,
    /// Ten, alone or after a unit.
    Teen,
    /// Twenty to ninety.
    Ten,
    /// A hundred or several.
    Hundred,
    /// A multiplier from a thousand on, or two of it.
    Thousand,
    /// A multiplier in alif: the accusative of one (خمسين مليونا), or two of it before a noun (مليونا شخص).
    Pair,
    /// A part of the multiplier before it (مليون ونصف); the value is the divisor.
    Fraction,
}

/// A line of the table of word numbers.
pub(crate) fn parse_line(line: &'static str) -> Option<(&'static str, (u64, Kind))> {
    let mut cells = line.split('\t');
    let (form, value, kind) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?);
    let kind = match kind {
        "unit" => Kind::Unit,
        "teen" => Kind::Teen,
        "ten" => Kind::Ten,
        "hundred" => Kind::Hundred,
        "pair" => Kind::Pair,
        "fraction" => Kind::Fraction,
        _ => Kind::Thousand,
    };
    Some((form, (value, kind)))
}

impl crate::Lexicon {
    /// The value of the number that starts at token `start`, in words ("ثلاثة آلاف ومئة وعشرين"), digits ("1,500") or
    /// both ("12 ألف"), and the index after its last token. Not of decimals, dates or times.
    #[must_use]
    pub fn numeral_value(&self, tokens: &[Token], start: usize) -> Option<(u64, usize)> {
        let mut at = start;
        let (mut total, mut group, mut last): (u64, u64, Option<Kind>) = (0, 0, None);
        let mut scale = 0;
        while let Some(token) = tokens.get(at) {
            if at > start && token.sentence != tokens[start].sentence {
                break;
            }
            let joined = token.proclitics.conjunction();
            let Some((value, kind)) = self.part(token) else { break };
            let fits =
                if at == start { kind != Some(Kind::Fraction) } else { follows(last, kind, joined, value) };
            if !fits {
                break;
            }
            match kind {
                Some(Kind::Thousand | Kind::Pair) => {
                    // A dual or a bare multiplier stands for itself; otherwise it multiplies what came before.
                    let two =
                        kind == Some(Kind::Pair) && group == 0 && tokens.get(at + 1).is_some_and(is_counted);
                    scale = if two { value.checked_mul(2)? } else { value };
                    let multiplied = if group == 0 { scale } else { group.checked_mul(value)? };
                    total = total.checked_add(multiplied)?;
                    group = 0;
                }
                Some(Kind::Fraction) => total = total.checked_add(scale / value.max(1))?,
                Some(Kind::Hundred) if last == Some(Kind::Unit) && !joined => {
                    group = group.checked_mul(value)?
                }
                _ => group = group.checked_add(value)?,
            }
            last = Some(kind.unwrap_or(Kind::Hundred));
            at += 1;
            if kind.is_none() && !tokens.get(at).is_some_and(|t| self.is_multiplier(t)) {
                break;
            }
        }
        (at > start).then_some((total.checked_add(group)?, at))
    }

    fn is_multiplier(&self, token: &Token) -> bool {
        let multiplies = matches!(self.part(token), Some((_, Some(Kind::Thousand | Kind::Pair))));
        multiplies && !token.proclitics.conjunction()
    }

    /// Value and kind of one token; no kind: digits.
    fn part(&self, token: &Token) -> Option<(u64, Option<Kind>)> {
        match token.kind {
            TokenKind::Number => Some((digits(&token.folded)?, None)),
            TokenKind::Word if token.pronoun.is_none() => {
                let (value, kind) = self.numerals.get(token.form.as_str())?;
                Some((*value, Some(*kind)))
            }
            _ => None,
        }
    }
}

/// A noun that a number before it counts.
fn is_counted(token: &Token) -> bool {
    token.upos() == Upos::Noun && token.proclitics == Proclitics::default()
}

/// Whether a part may follow the part before it.
fn follows(last: Option<Kind>, kind: Option<Kind>, joined: bool, value: u64) -> bool {
    let Some(last) = last else { return false };
    let multiplied = matches!(last, Kind::Thousand | Kind::Pair);
    match kind {
        None => false,
        Some(Kind::Fraction) => joined && multiplied,
        Some(Kind::Thousand | Kind::Pair) if !joined => !multiplied || value >= 1_000_000,
        Some(Kind::Hundred) if !joined => last == Kind::Unit && value == 100,
        Some(Kind::Teen) if !joined => last == Kind::Unit,
        Some(Kind::Ten) => joined && (multiplied || matches!(last, Kind::Unit | Kind::Hundred)),
        Some(_) => joined && (multiplied || last == Kind::Hundred),
    }
}

/// A whole number in digits, with commas between thousands or none.
fn digits(folded: &str) -> Option<u64> {
    let mut value: u64 = 0;
    let mut since_comma: Option<u32> = None;
    for c in folded.chars() {
        if let Some(d) = digit_value(c) {
            value = value.checked_mul(10)?.checked_add(u64::from(d))?;
            since_comma = since_comma.map(|n| n + 1);
        } else if matches!(c, ',' | '.' | '\u{066C}' | '\u{060C}') && since_comma.is_none_or(|n| n == 3) {
            since_comma = Some(0);
        } else {
            return None;
        }
    }
    since_comma.is_none_or(|n| n == 3).then_some(value)
}
