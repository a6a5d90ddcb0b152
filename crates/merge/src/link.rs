//! The partition of a set of reports.

use crate::decide::{ReportRef, Ruling};
use crate::sketch::Sketch;

/// Which reports are one event, and which articles are copies.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linking {
    /// Every report once; the groups, and the reports within each, sorted.
    pub groups: Vec<Vec<ReportRef>>,
    /// The articles that repeat another, sorted by article. Articles that are not here are no copies.
    pub copies: Vec<CopyOf>,
    /// The articles whose being a copy or not was looked at, sorted: those without an entry in `copies` are none.
    pub looked_at: Vec<String>,
}

/// An article that repeats another.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyOf {
    /// The copy.
    pub article: String,
    /// What it repeats: never a copy itself.
    pub of: String,
    /// The share of word sequences that the two have in common, 0 to 1.
    pub likeness: f32,
}

/// Partitions the events of `sketches`. `rulings` oldest first.
#[must_use]
pub fn link(sketches: &[Sketch], _rulings: &[Ruling]) -> Linking {
    let mut groups: Vec<Vec<ReportRef>> = sketches
        .iter()
        .flat_map(|s| {
            s.reports.iter().map(|r| vec![ReportRef { article: s.article.clone(), event: r.event.clone() }])
        })
        .collect();
    groups.sort();
    let mut looked_at: Vec<String> = sketches.iter().map(|s| s.article.clone()).collect();
    looked_at.sort();
    Linking { groups, copies: Vec::new(), looked_at }
}
