//! The words of figures: beside which a number counts people, what is counted, and how the number is meant.

use crate::tables::rows;
use crate::types::Count;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use waqai_lang::Token;
use waqai_text::fold;

/// Where the number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// It follows the word.
    After,
    /// It stands right before it.
    Before,
    /// It stands somewhere before the word with its pronoun.
    Back,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Person,
    Thing,
    /// Stands between word and number.
    Skip,
}

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    High,
    About,
    Range,
    /// A count without a number: this many or more.
    Vague(u64),
    /// The one of eleven.
    Unit,
}

struct Phrase {
    words: Vec<String>,
    bound: Bound,
    after: bool,
}

static FIGURES: LazyLock<FxHashMap<String, Vec<(Count, Side)>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<(Count, Side)>> = FxHashMap::default();
    for row in rows(include_str!("../../../../data/rules/events/figures.tsv")) {
        let [lemma, field, side, ..] = row.as_slice() else { continue };
        let side = match *side {
            "after" => Side::After,
            "before" => Side::Before,
            _ => Side::Back,
        };
        if let Some(count) = Count::ALL.into_iter().find(|c| c.name() == *field) {
            table.entry(fold(lemma)).or_default().push((count, side));
        }
    }
    table
});

static COUNTED: LazyLock<FxHashMap<String, Counted>> = LazyLock::new(|| {
    rows(include_str!("../../../../data/rules/events/counted.tsv"))
        .filter_map(|row| {
            let what = match *row.get(1)? {
                "person" => Counted::Person,
                "thing" => Counted::Thing,
                _ => Counted::Skip,
            };
            Some((fold(row.first()?), what))
        })
        .collect()
});

/// By their first word.
static PHRASES: LazyLock<FxHashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
    for row in rows(include_str!("../../../../data/rules/events/bounds.tsv")) {
        let [written, bound, side, rest @ ..] = row.as_slice() else { continue };
        let value = rest.first().and_then(|v| v.parse().ok());
        let bound = match (*bound, value) {
            ("low", _) => Bound::Low,
            ("high", _) => Bound::High,
            ("about", _) => Bound::About,
            ("range", _) => Bound::Range,
            ("vague", Some(value)) => Bound::Vague(value),
            ("unit", _) => Bound::Unit,
            _ => continue,
        };
        let words: Vec<String> = written.split(' ').map(fold).collect();
        let Some(first) = words.first().cloned() else { continue };
        table.entry(first).or_default().push(Phrase { words, bound, after: *side == "after" });
    }
    table
});

/// What a word is to a sentence that only counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toll {
    /// "حصيلة", "عدد".
    Opens,
    /// What is counted.
    Of(Count),
}

static TOLLS: LazyLock<FxHashMap<String, Toll>> = LazyLock::new(|| {
    rows(include_str!("../../../../data/rules/events/tolls.tsv"))
        .filter_map(|row| {
            let what = *row.get(1)?;
            let of = Count::ALL.into_iter().find(|c| c.name() == what).map(Toll::Of);
            Some((fold(row.first()?), if what == "toll" { Toll::Opens } else { of? }))
        })
        .collect()
});

/// What the token is to a sentence that only counts, if anything.
pub(super) fn toll(t: &Token) -> Option<Toll> {
    TOLLS.get(t.form.as_str()).or_else(|| TOLLS.get(t.key())).copied()
}

/// What numbers beside the token count, and on which side they stand.
pub(super) fn figure(t: &Token) -> Option<&'static [(Count, Side)]> {
    FIGURES.get(t.key()).or_else(|| FIGURES.get(t.form.as_str())).map(Vec::as_slice)
}

/// What the token is as something counted.
pub(super) fn counted(t: &Token) -> Option<Counted> {
    COUNTED.get(t.key()).or_else(|| COUNTED.get(t.form.as_str())).copied()
}

/// The words at token `at` that say how a number is meant, and the index after them. `after`: those that follow it.
pub(super) fn phrase(tokens: &[Token], at: usize, after: bool) -> Option<(Bound, usize)> {
    let first = tokens.get(at)?;
    // "لنحو", "بأكثر من": the first word may carry a preposition or a conjunction.
    let phrases = PHRASES.get(first.folded.as_str()).or_else(|| PHRASES.get(first.form.as_str()))?;
    let stands = |p: &&Phrase| {
        p.after == after
            && p.words.iter().skip(1).enumerate().all(|(n, word)| {
                tokens.get(at + 1 + n).is_some_and(|t| t.folded == *word && t.sentence == first.sentence)
            })
    };
    let found = phrases.iter().filter(stands).max_by_key(|p| p.words.len())?;
    Some((found.bound, at + found.words.len()))
}
