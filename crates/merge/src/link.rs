//! The partition of a set of reports, and the copies among a set of articles.

use crate::cluster::{APART, Score, groups, thousandths};
use crate::constraints::Constraints;
use crate::decide::{ReportRef, Ruling};
use crate::features::{comparable, score};
use crate::sketch::{Key, ReportSketch, Sketch};
use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Which reports are one event, and which articles are copies.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linking {
    /// Every report once; the groups, and the reports within each, sorted.
    pub groups: Vec<Vec<ReportRef>>,
    /// The articles that repeat another, sorted by article. Articles that are not here are no copies.
    pub copies: Vec<CopyOf>,
    /// The articles whose being a copy or not was looked at, sorted: those without an entry in `copies` are none. An event with a
    /// report of one of them is to be combined anew if that has changed.
    pub looked_at: Vec<String>,
}

/// An article that repeats another.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyOf {
    /// The copy.
    pub article: String,
    /// What it repeats: never a copy itself.
    pub of: String,
    /// The share of word sequences that the shorter of it and the article it was found by has in common with the other, 0 to 1.
    pub likeness: f32,
}

/// Partitions the events of `sketches`, one sketch an article. `rulings` oldest first.
#[must_use]
pub fn link(sketches: &[Sketch], rulings: &[Ruling]) -> Linking {
    let sketches: BTreeMap<&str, &Sketch> = sketches.iter().map(|s| (s.article.as_str(), s)).collect();
    let sketches: Vec<&Sketch> = sketches.into_values().collect();
    let mut web = Web::default();
    for (one, other) in candidates(&sketches) {
        let (Some(a), Some(b)) = (sketches.get(one as usize), sketches.get(other as usize)) else { continue };
        let copies = a.signature.likely_copies(&b.signature);
        for (left, l) in (0u32..).zip(&a.reports) {
            for (right, r) in (0u32..).zip(&b.reports) {
                if comparable(l, r, copies) {
                    web.keep((one, left), (other, right), pair_score((a, l), (b, r)));
                }
            }
        }
        if copies {
            web.alike((one, a), (other, b));
        }
    }
    let nodes =
        (0u32..).zip(&sketches).flat_map(|(slot, s)| (0..s.reports.len() as u32).map(move |r| (slot, r)));
    Linking {
        groups: web.groups(&sketches, nodes, &Constraints::of(rulings)),
        copies: web.copies(&sketches),
        looked_at: sketches.iter().map(|s| s.article.clone()).collect(),
    }
}

/// Pairs of articles that may have to do with each other, by position, the lesser first; sorted.
pub(crate) fn candidates(sketches: &[&Sketch]) -> Vec<(u32, u32)> {
    let mut kept: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
    for (index, sketch) in (0u32..).zip(sketches) {
        for key in sketch.keys() {
            kept.entry(key).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for (index, sketch) in (0u32..).zip(sketches) {
        let mut near: Vec<u32> =
            sketch.probes().iter().filter_map(|k| kept.get(k)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        pairs.extend(near.into_iter().filter(|n| *n != index).map(|n| (n.min(index), n.max(index))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The score of two comparable reports of two articles; the same whichever comes first.
pub(crate) fn pair_score(left: (&Sketch, &ReportSketch), right: (&Sketch, &ReportSketch)) -> Score {
    // Always summed the same way round.
    let straight = (&left.0.article, &left.1.event) <= (&right.0.article, &right.1.event);
    thousandths(if straight { score(left, right) } else { score(right, left) })
}

/// The name of a report.
pub(crate) fn reference(sketch: &Sketch, report: &ReportSketch) -> ReportRef {
    ReportRef { article: sketch.article.clone(), event: report.event.clone() }
}

/// A report by the position of its article and its own within it.
pub(crate) type Node = (u32, u32);

/// Scores of pairs of reports and likenesses of pairs of articles, as far as they were compared.
#[derive(Debug, Default)]
pub(crate) struct Web {
    scores: FxHashMap<(Node, Node), Score>,
    likenesses: FxHashMap<(u32, u32), f32>,
}

impl Web {
    /// Keeps the score of a pair; returns whether it ties the two.
    pub(crate) fn keep(&mut self, one: Node, other: Node, score: Score) -> bool {
        if score > APART {
            self.scores.insert((one.min(other), one.max(other)), score);
        }
        score >= 0
    }

    /// Notes whether two articles are copies; returns whether they are.
    pub(crate) fn alike(&mut self, (one, a): (u32, &Sketch), (other, b): (u32, &Sketch)) -> bool {
        let Some(likeness) = a.signature.copies(&b.signature) else { return false };
        self.likenesses.insert((one.min(other), one.max(other)), likeness);
        true
    }

    /// The groups of some of the reports of `sketches`.
    pub(crate) fn groups<S: Borrow<Sketch>>(
        &self,
        sketches: &[S],
        nodes: impl Iterator<Item = Node>,
        constraints: &Constraints,
    ) -> Vec<Vec<ReportRef>> {
        let named = |(slot, report): Node| {
            let sketch = sketches.get(slot as usize)?.borrow();
            Some(reference(sketch, sketch.reports.get(report as usize)?))
        };
        let mut named: Vec<(ReportRef, Node)> = nodes.filter_map(|n| Some((named(n)?, n))).collect();
        named.sort();
        let position: FxHashMap<Node, u32> = named.iter().map(|(_, node)| *node).zip(0u32..).collect();
        let reports: Vec<ReportRef> = named.into_iter().map(|(report, _)| report).collect();
        let place = |(a, b): &(Node, Node)| {
            let (a, b) = (*position.get(a)?, *position.get(b)?);
            Some((a.min(b), a.max(b)))
        };
        let scores = self.scores.iter().filter_map(|(pair, score)| Some((place(pair)?, *score))).collect();
        groups(&reports, &scores, constraints)
    }

    /// The copies among the articles that were compared: in order of publication, an article is a copy of the earliest that it is like,
    /// or of what that one repeats.
    pub(crate) fn copies<S: Borrow<Sketch>>(&self, sketches: &[S]) -> Vec<CopyOf> {
        let of = |slot: u32| sketches.get(slot as usize).map(Borrow::borrow);
        let mut earlier: BTreeMap<Moment, Vec<(Moment, f32)>> = BTreeMap::new();
        for ((a, b), likeness) in sorted(&self.likenesses) {
            if let (Some(a), Some(b)) = (of(a).map(moment), of(b).map(moment)) {
                let (first, second) = if a <= b { (a, b) } else { (b, a) };
                earlier.entry(second).or_default().push((first, likeness));
            }
        }
        let mut root: BTreeMap<&str, &str> = BTreeMap::new();
        let mut copies = Vec::new();
        for (later, found) in &earlier {
            if let Some((first, likeness)) = found.iter().min_by_key(|(moment, _)| *moment) {
                let of = root.get(first.2).copied().unwrap_or(first.2);
                root.insert(later.2, of);
                copies.push(CopyOf { article: later.2.to_owned(), of: of.to_owned(), likeness: *likeness });
            }
        }
        copies.sort_by(|a, b| a.article.cmp(&b.article));
        copies
    }
}

/// When an article came: without a day of publication after all others, since nothing says that it was first.
type Moment<'a> = (bool, Option<&'a str>, &'a str);

fn moment(sketch: &Sketch) -> Moment<'_> {
    (sketch.published.is_none(), sketch.published.as_deref(), &sketch.article)
}

fn sorted(likenesses: &FxHashMap<(u32, u32), f32>) -> Vec<((u32, u32), f32)> {
    let mut all: Vec<((u32, u32), f32)> =
        likenesses.iter().map(|(pair, likeness)| (*pair, *likeness)).collect();
    all.sort_by_key(|(pair, _)| *pair);
    all
}
