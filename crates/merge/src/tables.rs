//! The tables under `data/merge/`, parsed once.

use crate::features::Feature;
use crate::words::{code, stem};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const FREQUENT: &str = include_str!("../../../data/merge/frequent.tsv");
const NAME_WORDS: &str = include_str!("../../../data/merge/name_words.tsv");
const TYPES: &str = include_str!("../../../data/merge/types.tsv");
const WEIGHTS: &str = include_str!("../../../data/merge/weights.tsv");

/// What sharing a rare word is worth.
const RARE: u8 = 10;

/// All of them.
pub(crate) struct Tables {
    frequent: FxHashMap<u32, u8>,
    name_words: FxHashMap<&'static str, NameWord>,
    types: Vec<(&'static str, &'static str, f32)>,
    weights: Vec<f32>,
}

/// How a word inside a name is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameWord {
    /// It is one word with the next.
    Join,
    /// It says nothing of who it is.
    Drop,
}

/// The tables.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);
    &TABLES
}

/// The rows of a table after its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1).map(|l| l.split('\t').collect())
}

fn cell<'a>(row: &[&'a str], column: usize) -> &'a str {
    row.get(column).copied().unwrap_or_default()
}

impl Tables {
    fn read() -> Tables {
        let mut frequent: FxHashMap<u32, u8> = FxHashMap::default();
        for row in rows(FREQUENT) {
            let worth = cell(&row, 1).parse().unwrap_or(RARE);
            // Several words of one stem: the most frequent decides.
            frequent.entry(code(stem(cell(&row, 0)))).and_modify(|w| *w = worth.min(*w)).or_insert(worth);
        }
        let name_words = rows(NAME_WORDS).map(|row| {
            let word = if cell(&row, 1) == "join" { NameWord::Join } else { NameWord::Drop };
            (cell(&row, 0), word)
        });
        let types = rows(TYPES)
            .map(|row| (cell(&row, 0), cell(&row, 1), cell(&row, 2).parse().unwrap_or(f32::NEG_INFINITY)));
        let mut weights = vec![0.0; Feature::ALL.len()];
        for row in rows(WEIGHTS) {
            if let Some(feature) = Feature::ALL.iter().find(|f| f.name() == cell(&row, 0))
                && let Some(weight) = weights.get_mut(*feature as usize)
            {
                *weight = cell(&row, 1).parse().unwrap_or(0.0);
            }
        }
        Tables { frequent, name_words: name_words.collect(), types: types.collect(), weights }
    }

    /// What sharing the stem with this digest is worth, 0 to 10.
    pub(crate) fn worth(&self, stem: u32) -> u8 {
        self.frequent.get(&stem).copied().unwrap_or(RARE)
    }

    /// How this folded word, without article, is treated in a name.
    pub(crate) fn name_word(&self, word: &str) -> Option<NameWord> {
        self.name_words.get(word).copied()
    }

    /// What two different types are worth together; `None` if they are never one event.
    pub(crate) fn akin(&self, left: &str, right: &str) -> Option<f32> {
        let is = |a: &str, b: &str| (a == left && b == right) || (a == right && b == left);
        self.types.iter().find(|(a, b, _)| is(a, b)).map(|(_, _, weight)| *weight)
    }

    /// The types that go together with this one.
    pub(crate) fn kin<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.types.iter().filter_map(move |(a, b, _)| {
            if *a == kind {
                Some(*b)
            } else if *b == kind {
                Some(*a)
            } else {
                None
            }
        })
    }

    /// How much a feature counts.
    pub(crate) fn weight(&self, feature: Feature) -> f32 {
        self.weights.get(feature as usize).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{FREQUENT, NAME_WORDS, TYPES, WEIGHTS, rows, tables};
    use crate::features::Feature;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_read() {
        assert!(
            rows(FREQUENT)
                .all(|r| r[1].parse::<u8>().is_ok_and(|w| w < 10) && r[0] == waqai_text::fold(r[0]))
        );
        assert!(rows(NAME_WORDS).all(|r| ["join", "drop"].contains(&r[1]) && r[0] == waqai_text::fold(r[0])));
        let types = BTreeSet::from([
            "ACCUSE",
            "AGREE",
            "AID",
            "ASSAULT",
            "COERCE",
            "CONCEDE",
            "CONSULT",
            "COOPERATE",
            "MOBILIZE",
            "PROTEST",
            "REJECT",
            "REQUEST",
            "RETREAT",
            "SANCTION",
            "SUPPORT",
            "THREATEN",
        ]);
        let mut seen = BTreeSet::new();
        for row in rows(TYPES) {
            assert!(types.contains(row[0]) && types.contains(row[1]) && row[0] != row[1], "{row:?}");
            assert!(row[2].parse::<f32>().is_ok() && !row[3].is_empty(), "{row:?}");
            assert!(seen.insert((row[0].min(row[1]), row[0].max(row[1]))), "twice: {row:?}");
        }
    }

    #[test]
    fn every_feature_has_a_weight_and_every_weight_a_feature() {
        let named: Vec<&str> = rows(WEIGHTS).map(|r| r[0]).collect();
        let all: Vec<&str> = Feature::ALL.iter().map(|f| f.name()).collect();
        assert_eq!(named, all, "data/merge/weights.tsv has the features in the order of the code");
        assert!(rows(WEIGHTS).all(|r| r[1].parse::<f32>().is_ok_and(f32::is_finite)));
    }

    #[test]
    fn pairs_of_types_go_both_ways() {
        assert_eq!(tables().akin("CONSULT", "AGREE"), tables().akin("AGREE", "CONSULT"));
        assert!(tables().akin("AID", "ASSAULT").is_none());
        assert!(tables().kin("AGREE").any(|k| k == "CONSULT"));
    }
}
