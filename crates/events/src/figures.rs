//! Figures: how many were killed, wounded, arrested, as the event's own sentences count them.

use crate::tables::figure_word;
use crate::types::Event;
use std::ops::Range;
use waqai_lang::{Analysis, Kind, Lexicon, Number, Upos};

/// How far from its word a number may stand, in tokens.
const REACH: usize = 4;

/// Reads the figures of the sentences whose tokens are given into the event. A figure once set stays: the first
/// telling is the fullest. Counts of things ("قتل 25 خروفا") are kept out by the frames, not here.
pub(crate) fn read(lexicon: &Lexicon, analysis: &Analysis<'_>, tokens: Range<usize>, event: &mut Event) {
    for i in tokens.clone() {
        let t = &analysis.tokens[i];
        if t.kind != Kind::Word {
            continue;
        }
        let Some((field, after)) = figure_word(t.key()).or_else(|| figure_word(&t.form)) else { continue };
        let count = if after {
            counted_after(lexicon, analysis, i, tokens.end)
        } else {
            counted_before(lexicon, analysis, i, tokens.start)
        };
        let Some(count) = count else { continue };
        let slot = match field {
            "dead" if event.kind == "ASSAULT" => &mut event.dead,
            "injured" if event.kind == "ASSAULT" => &mut event.injured,
            "arrested" if event.kind == "COERCE" => &mut event.arrested,
            _ => continue,
        };
        if slot.is_none() {
            *slot = Some(count);
        }
    }
}

/// "مقتل ثلاثة جنود", "إصابة نحو 30": the first number after the word, before any other verb or mark; a dual counts two.
fn counted_after(lexicon: &Lexicon, analysis: &Analysis<'_>, i: usize, end: usize) -> Option<u64> {
    for j in i + 1..end.min(i + 1 + REACH) {
        let t = &analysis.tokens[j];
        if t.kind == Kind::Punct || t.upos() == Upos::Verb || t.proclitics.conjunction() {
            return None;
        }
        if let Some((value, next)) = lexicon.numeral_value(&analysis.tokens, j) {
            // "في 30 يونيو" or "30 في المئة" count nobody.
            let counts = analysis
                .tokens
                .get(next)
                .is_none_or(|n| n.kind != Kind::Punct || n.span.of(analysis.text) != "%");
            return counts.then_some(value);
        }
        if t.upos() == Upos::Noun {
            return (t.best().number == Some(Number::Dual) && j == i + 1).then_some(2);
        }
        if t.upos() == Upos::Adp && j > i + 1 {
            return None;
        }
    }
    None
}

/// "84 قتيلا", "ثلاثة جرحى": the number right before the word.
fn counted_before(lexicon: &Lexicon, analysis: &Analysis<'_>, i: usize, start: usize) -> Option<u64> {
    if analysis.tokens[i].best().number == Some(Number::Dual) {
        return Some(2);
    }
    (start.max(i.saturating_sub(REACH))..i).find_map(|j| match lexicon.numeral_value(&analysis.tokens, j) {
        Some((value, next)) if next == i => Some(value),
        _ => None,
    })
}
