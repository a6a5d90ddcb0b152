//! A number as the text gives it: exact, about, at least, at most, between two.

use super::words::{Bound, phrase};
use std::ops::Range;
use waqai_lang::{Analysis, Kind, Lexicon, Token, Upos};
use waqai_text::letters::WAW;

/// How many, and which tokens say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// The number, where the text gives one; of a floor or a ceiling, that. None of a range and of vague words.
    pub(super) value: Option<u64>,
    pub(super) low: Option<u64>,
    pub(super) high: Option<u64>,
    pub(super) about: bool,
    pub(super) tokens: Range<usize>,
}

impl Quantity {
    pub(super) fn exactly(value: u64, tokens: Range<usize>) -> Quantity {
        Quantity { value: Some(value), low: Some(value), high: Some(value), about: false, tokens }
    }

    /// So many, and perhaps others.
    pub(super) fn floor(&mut self) {
        self.value = None;
        self.high = None;
    }

    fn bounded(&mut self, bound: Bound) {
        match bound {
            Bound::Low => self.high = None,
            Bound::High => self.low = None,
            Bound::About => self.about = true,
            Bound::Range | Bound::Vague(_) | Bound::Unit => {}
        }
    }
}

/// The quantity that starts at token `at` and ends before token `end`, words before the number included. No part
/// of a hundred, and nothing that is meant as a range but does not give two numbers.
pub(super) fn read(lexicon: &Lexicon, analysis: &Analysis<'_>, at: usize, end: usize) -> Option<Quantity> {
    let tokens = &analysis.tokens;
    let (mut next, mut about, mut bound) = (at, false, None);
    // "ما لا يقل عن نحو": two at most.
    for _ in 0..2 {
        match phrase(tokens, next, false) {
            Some((Bound::Vague(low), after)) if after <= end => {
                // "أقل من مئات" bounds nothing.
                let low = (bound != Some(Bound::High)).then_some(low)?;
                return Some(Quantity {
                    value: None,
                    low: Some(low),
                    high: None,
                    about: false,
                    tokens: at..after,
                });
            }
            Some((Bound::About, after)) => (about, next) = (true, after),
            Some((Bound::Unit, _)) | None => break,
            Some((other, after)) => (bound, next) = (Some(other), after),
        }
    }
    let (first, after) = number(lexicon, tokens, next, end)?;
    let mut quantity = Quantity::exactly(first, at..after);
    let second = second(lexicon, tokens, next, after, end, bound == Some(Bound::Range));
    match (second, bound) {
        (Some((high, after)), None | Some(Bound::Range)) if high > first => {
            quantity = Quantity { value: None, high: Some(high), tokens: at..after, ..quantity };
        }
        (_, Some(Bound::Range)) => return None,
        (_, bound) => {
            if let Some(bound) = bound {
                quantity.bounded(bound);
            }
        }
    }
    quantity.about = about;
    (!is_share(lexicon, analysis, quantity.tokens.end)).then_some(quantity)
}

/// Takes up the words after what is counted: "22 جنديا على الأقل".
pub(super) fn bound_after(tokens: &[Token], quantity: &mut Quantity, end: usize) {
    /// A noun, its adjectives, a complement.
    const REACH: usize = 5;
    let from = quantity.tokens.end;
    for j in from..end.min(from + REACH) {
        if let Some((bound, after)) = phrase(tokens, j, true) {
            // One bound is enough: "أكثر من 20 على الأقل" is careless.
            if quantity.value.is_some() && quantity.low == quantity.high {
                quantity.bounded(bound);
                quantity.tokens.end = after.min(end);
            }
            return;
        }
        let t = &tokens[j];
        if t.kind == Kind::Punct || t.upos() == Upos::Verb || (j > from && joined(tokens, j).is_some()) {
            return;
        }
    }
}

/// A number, eleven included.
fn number(lexicon: &Lexicon, tokens: &[Token], at: usize, end: usize) -> Option<(u64, usize)> {
    const TEN: u64 = 10;
    if let Some((Bound::Unit, after)) = phrase(tokens, at, false) {
        return match lexicon.numeral_value(tokens, after) {
            Some((TEN, next)) if next <= end && next == after + 1 => Some((TEN + 1, next)),
            _ => None,
        };
    }
    lexicon.numeral_value(tokens, at).filter(|(_, next)| *next <= end)
}

/// The other end of a range whose first number stands at `at..after`: "بين 3 و5", "3 إلى 5", "3-5".
fn second(
    lexicon: &Lexicon,
    tokens: &[Token],
    at: usize,
    after: usize,
    end: usize,
    opened: bool,
) -> Option<(u64, usize)> {
    let t = tokens.get(after)?;
    if opened {
        return number(lexicon, tokens, joined(tokens, after)?, end);
    }
    let hyphen = t.kind == Kind::Punct && matches!(t.folded.as_str(), "-" | "–");
    // "من 3 إلى 5" may tell of a rise: left alone.
    let rises = at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|b| b.upos() == Upos::Adp);
    if hyphen && !rises { number(lexicon, tokens, after + 1, end) } else { None }
}

/// "30%", "30 في المئة", "30 بالمئة".
fn is_share(lexicon: &Lexicon, analysis: &Analysis<'_>, after: usize) -> bool {
    let tokens = &analysis.tokens;
    let hundred = |i: usize| {
        tokens.get(i).is_some_and(|t| t.has_article())
            && lexicon.numeral_value(tokens, i) == Some((100, i + 1))
    };
    tokens.get(after).is_some_and(|t| {
        (t.kind == Kind::Punct && t.span.of(analysis.text).chars().all(|c| matches!(c, '%' | '\u{066A}')))
            || (t.proclitics.preposition() && hundred(after))
            || (t.upos() == Upos::Adp && hundred(after + 1))
    })
}

/// Where what is joined by "and" at token `at` begins: the conjunction is part of a word, or stands alone before
/// digits.
pub(super) fn joined(tokens: &[Token], at: usize) -> Option<usize> {
    let t = tokens.get(at)?;
    let alone = t.upos() == Upos::Cconj && t.form.chars().eq([WAW]);
    if alone { Some(at + 1) } else { t.proclitics.conjunction().then_some(at) }
}
