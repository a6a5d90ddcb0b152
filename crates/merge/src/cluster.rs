//! From scores of pairs to groups.
//!
//! Agglomeration with average linkage: the two groups whose pairs have the highest mean score are made one, as long as that mean is not below
//! zero and nothing forbids it. A pair that was not compared counts as [`APART`]; so a chain of likenesses does not make one group of its
//! ends. Scores are whole thousandths, so that sums do not depend on the order in which they were made; equal means are decided by the
//! order of the reports.

use crate::constraints::Constraints;
use crate::decide::ReportRef;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// A score in thousandths.
pub(crate) type Score = i64;

/// The score of two reports that were not compared, and the least of those that were.
pub(crate) const APART: Score = -4000;

/// A score as it is kept.
pub(crate) fn thousandths(score: f32) -> Score {
    ((score * 1000.0).round() as Score).max(APART)
}

/// Groups `reports` (sorted). `scores`: of pairs of positions, the lesser first.
pub(crate) fn groups(
    reports: &[ReportRef],
    scores: &FxHashMap<(u32, u32), Score>,
    constraints: &Constraints,
) -> Vec<Vec<ReportRef>> {
    let mut made: Vec<Vec<ReportRef>> = components(reports, scores, constraints)
        .into_iter()
        .flat_map(|component| Agglomeration::of(reports, &component, scores, constraints).run())
        .map(|group| group.iter().filter_map(|i| reports.get(*i as usize).cloned()).collect())
        .collect();
    made.sort();
    made
}

/// Reports that hang together by scores from zero on or by decisions: each sorted.
fn components(
    reports: &[ReportRef],
    scores: &FxHashMap<(u32, u32), Score>,
    constraints: &Constraints,
) -> Vec<Vec<u32>> {
    let mut root: Vec<u32> = (0..reports.len() as u32).collect();
    let mut edges: Vec<(u32, u32)> = scores.iter().filter(|(_, s)| **s >= 0).map(|(pair, _)| *pair).collect();
    let mut first_of: BTreeMap<usize, u32> = BTreeMap::new();
    for (index, report) in (0u32..).zip(reports) {
        if let Some(bundle) = constraints.bundle(report) {
            edges.push((*first_of.entry(bundle).or_insert(index), index));
        }
    }
    for (a, b) in edges {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        if let Some(place) = root.get_mut(a.max(b) as usize) {
            *place = a.min(b);
        }
    }
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for index in 0..reports.len() as u32 {
        let root = find(&mut root, index);
        members.entry(root).or_default().push(index);
    }
    members.into_values().collect()
}

fn find(root: &mut [u32], mut of: u32) -> u32 {
    while let Some(&up) = root.get(of as usize)
        && up != of
    {
        let above = root.get(up as usize).copied().unwrap_or(up);
        if let Some(place) = root.get_mut(of as usize) {
            *place = above;
        }
        of = above;
    }
    of
}

struct Group<'a> {
    /// Sorted.
    members: Vec<u32>,
    articles: BTreeSet<&'a str>,
    bundles: Vec<usize>,
    /// How often it has grown; a group that is no more has none.
    age: Option<u32>,
    /// Sums of the scores with other groups, where pairs were compared, and how many pairs.
    ties: BTreeMap<usize, (Score, i64)>,
}

struct Agglomeration<'a> {
    groups: Vec<Group<'a>>,
    constraints: &'a Constraints,
}

/// A pair of groups that may be joined: mean score, the groups, and their ages when it was computed.
type Offer = (Score, Reverse<(usize, usize)>, u32, u32);

impl<'a> Agglomeration<'a> {
    fn of(
        reports: &'a [ReportRef],
        component: &[u32],
        scores: &FxHashMap<(u32, u32), Score>,
        constraints: &'a Constraints,
    ) -> Agglomeration<'a> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut group_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut of_bundle: BTreeMap<usize, usize> = BTreeMap::new();
        for index in component {
            let Some(report) = reports.get(*index as usize) else { continue };
            let bundle = constraints.bundle(report);
            let fresh = groups.len();
            let group = bundle.map_or(fresh, |b| *of_bundle.entry(b).or_insert(fresh));
            if group == fresh {
                groups.push(Group {
                    members: Vec::new(),
                    articles: BTreeSet::new(),
                    bundles: bundle.into_iter().collect(),
                    age: Some(0),
                    ties: BTreeMap::new(),
                });
            }
            if let Some(place) = groups.get_mut(group) {
                place.members.push(*index);
                place.articles.insert(&report.article);
                group_of.insert(*index, group);
            }
        }
        // A large component is walked by its pairs of positions, not by all scores there are.
        for (position, a) in component.iter().enumerate() {
            for b in component.iter().skip(position + 1) {
                let (Some(score), Some(&g), Some(&h)) =
                    (scores.get(&(*a, *b)), group_of.get(a), group_of.get(b))
                else {
                    continue;
                };
                for (one, other) in [(g, h), (h, g)] {
                    if g != h
                        && let Some(group) = groups.get_mut(one)
                    {
                        let tie = group.ties.entry(other).or_insert((0, 0));
                        *tie = (tie.0 + score, tie.1 + 1);
                    }
                }
            }
        }
        Agglomeration { groups, constraints }
    }

    /// Joins what belongs together; the groups that are left.
    fn run(mut self) -> Vec<Vec<u32>> {
        let mut offers: BinaryHeap<Offer> = BinaryHeap::new();
        for one in 0..self.groups.len() {
            self.offer(one, &mut offers, |other| other > one);
        }
        while let Some((_, Reverse((one, other)), age, other_age)) = offers.pop() {
            let current = |g: usize| self.groups.get(g).and_then(|g| g.age);
            if current(one) == Some(age) && current(other) == Some(other_age) {
                self.join(one, other);
                self.offer(one, &mut offers, |_| true);
            }
        }
        self.groups.into_iter().filter(|g| g.age.is_some()).map(|g| g.members).collect()
    }

    fn offer(&self, one: usize, offers: &mut BinaryHeap<Offer>, which: impl Fn(usize) -> bool) {
        let Some(group) = self.groups.get(one) else { return };
        for (&other, &(sum, compared)) in group.ties.iter().filter(|(other, _)| which(**other)) {
            let Some(with) = self.groups.get(other) else { continue };
            let (Some(age), Some(other_age)) = (group.age, with.age) else { continue };
            let pairs = (group.members.len() * with.members.len()) as i64;
            let mean = (sum + (pairs - compared) * APART).div_euclid(pairs.max(1));
            if mean >= 0 && self.may_join(group, with) {
                let (low, high, age, other_age) =
                    if one < other { (one, other, age, other_age) } else { (other, one, other_age, age) };
                offers.push((mean, Reverse((low, high)), age, other_age));
            }
        }
    }

    /// Two events of one article are two events; so are those that a person set apart.
    fn may_join(&self, one: &Group, other: &Group) -> bool {
        one.articles.is_disjoint(&other.articles)
            && !one.bundles.iter().any(|a| other.bundles.iter().any(|b| self.constraints.apart(*a, *b)))
    }

    fn join(&mut self, into: usize, from: usize) {
        let Some(gone) = self.groups.get_mut(from) else { return };
        gone.age = None;
        let members = std::mem::take(&mut gone.members);
        let articles = std::mem::take(&mut gone.articles);
        let bundles = std::mem::take(&mut gone.bundles);
        let ties = std::mem::take(&mut gone.ties);
        for (&other, &(sum, compared)) in &ties {
            if let Some(group) = self.groups.get_mut(other) {
                group.ties.remove(&from);
                if other != into {
                    let tie = group.ties.entry(into).or_insert((0, 0));
                    *tie = (tie.0 + sum, tie.1 + compared);
                }
            }
        }
        if let Some(group) = self.groups.get_mut(into) {
            group.members.extend(members);
            group.members.sort_unstable();
            group.articles.extend(articles);
            group.bundles.extend(bundles);
            group.age = group.age.map(|age| age + 1);
            group.ties.remove(&from);
            for (other, (sum, compared)) in ties.into_iter().filter(|(other, _)| *other != into) {
                let tie = group.ties.entry(other).or_insert((0, 0));
                *tie = (tie.0 + sum, tie.1 + compared);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Score, groups};
    use crate::constraints::Constraints;
    use crate::decide::{Decision, ReportRef, Ruling};
    use rustc_hash::FxHashMap;

    fn reports(names: &str) -> Vec<ReportRef> {
        names.chars().map(|c| ReportRef { article: c.to_string(), event: "v1".to_owned() }).collect()
    }

    #[track_caller]
    fn check(names: &str, scores: &[(u32, u32, Score)], rulings: Vec<Decision>, expected: &str) {
        let scores: FxHashMap<(u32, u32), Score> = scores.iter().map(|(a, b, s)| ((*a, *b), *s)).collect();
        let rulings: Vec<Ruling> =
            rulings.into_iter().map(|decision| Ruling { id: String::new(), decision }).collect();
        let made = groups(&reports(names), &scores, &Constraints::of(&rulings));
        let shown: Vec<String> =
            made.iter().map(|g| g.iter().map(|r| r.article.as_str()).collect()).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn a_chain_does_not_make_one_group_of_its_ends() {
        check("abcd", &[(0, 1, 2000), (1, 2, 1900), (2, 3, 1000)], vec![], "ab cd");
        check("abc", &[(0, 1, 2000), (1, 2, 1900), (0, 2, 100)], vec![], "abc");
    }

    #[test]
    fn nothing_speaks_for_it_nothing_is_joined() {
        check("ab", &[(0, 1, -1)], vec![], "a b");
        check("ab", &[], vec![], "a b");
        check("ab", &[(0, 1, 0)], vec![], "ab");
    }

    #[test]
    fn two_events_of_one_article_are_two() {
        check("aab", &[(0, 2, 3000), (1, 2, 2000)], vec![], "a ab");
    }

    #[test]
    fn decisions_hold_whatever_the_scores() {
        let merge = Decision::Merge { reports: reports("ac") };
        check("abc", &[(0, 1, 3000), (1, 2, -4000)], vec![merge], "ac b");
        let split = Decision::Split { reports: reports("a"), from: reports("b") };
        check("ab", &[(0, 1, 9000)], vec![split], "a b");
    }
}
