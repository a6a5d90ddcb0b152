//! What people decided, as pairs that must and pairs that must not be one event.

use crate::decide::{Decision, ReportRef, Ruling};
use std::collections::{BTreeMap, BTreeSet};

/// Reports bound together, and bound apart. Reports that are no longer there still bind: of three that were merged, two stay together when the
/// third has gone.
#[derive(Debug, Default)]
pub(crate) struct Constraints {
    /// The bundle of each report that a ruling names.
    bundle_of: BTreeMap<ReportRef, usize>,
    bundles: Vec<Bundle>,
}

#[derive(Debug, Default)]
struct Bundle {
    members: Vec<ReportRef>,
    /// Bundles with which this one must not be.
    apart: BTreeSet<usize>,
}

impl Constraints {
    /// Of rulings, oldest first. The newest is heeded first; what an older one says against it is passed over.
    pub(crate) fn of(rulings: &[Ruling]) -> Constraints {
        let mut constraints = Constraints::default();
        for ruling in rulings.iter().rev() {
            match &ruling.decision {
                Decision::Merge { reports } => constraints.bind(reports),
                Decision::Split { reports, from } => {
                    // Apart first: who is in both lists by mistake is taken out.
                    for one in reports {
                        for other in from.iter().filter(|o| !reports.contains(o)) {
                            constraints.part(one, other);
                        }
                    }
                    constraints.bind(reports);
                }
                Decision::Reject { .. }
                | Decision::Restore { .. }
                | Decision::Edit { .. }
                | Decision::Confirm { .. } => {}
            }
        }
        constraints
    }

    /// The number of the bundle that holds a report, if any ruling names it.
    pub(crate) fn bundle(&self, report: &ReportRef) -> Option<usize> {
        self.bundle_of.get(report).copied()
    }

    /// All reports of the same bundle.
    pub(crate) fn bound_to(&self, report: &ReportRef) -> &[ReportRef] {
        self.bundle(report).and_then(|b| self.bundles.get(b)).map_or(&[], |b| &b.members)
    }

    /// Whether two bundles must not be one event.
    pub(crate) fn apart(&self, one: usize, other: usize) -> bool {
        self.bundles.get(one).is_some_and(|b| b.apart.contains(&other))
    }

    fn open(&mut self, report: &ReportRef) -> usize {
        if let Some(bundle) = self.bundle(report) {
            return bundle;
        }
        let bundle = self.bundles.len();
        self.bundles.push(Bundle { members: vec![report.clone()], apart: BTreeSet::new() });
        self.bundle_of.insert(report.clone(), bundle);
        bundle
    }

    fn bind(&mut self, reports: &[ReportRef]) {
        let mut reports = reports.to_vec();
        reports.sort();
        for (index, one) in reports.iter().enumerate() {
            let mut into = self.open(one);
            for other in reports.iter().skip(index + 1) {
                let from = self.open(other);
                if into != from && !self.apart(into, from) {
                    into = self.unite(into, from);
                }
            }
        }
    }

    fn part(&mut self, one: &ReportRef, other: &ReportRef) {
        let (one, other) = (self.open(one), self.open(other));
        if one == other {
            return;
        }
        for (a, b) in [(one, other), (other, one)] {
            if let Some(bundle) = self.bundles.get_mut(a) {
                bundle.apart.insert(b);
            }
        }
    }

    /// Makes one bundle of two; returns its number.
    fn unite(&mut self, into: usize, from: usize) -> usize {
        let gone = self.bundles.get_mut(from).map(std::mem::take).unwrap_or_default();
        for member in &gone.members {
            self.bundle_of.insert(member.clone(), into);
        }
        for other in &gone.apart {
            if let Some(bundle) = self.bundles.get_mut(*other) {
                bundle.apart.remove(&from);
                bundle.apart.insert(into);
            }
        }
        if let Some(bundle) = self.bundles.get_mut(into) {
            bundle.members.extend(gone.members);
            bundle.apart.extend(gone.apart);
        }
        into
    }
}

#[cfg(test)]
mod tests {
    use super::Constraints;
    use crate::decide::{Decision, ReportRef, Ruling};

    fn refs(names: &str) -> Vec<ReportRef> {
        names.chars().map(|c| ReportRef { article: c.to_string(), event: "v1".to_owned() }).collect()
    }

    fn merge(names: &str) -> Decision {
        Decision::Merge { reports: refs(names) }
    }

    fn split(names: &str, from: &str) -> Decision {
        Decision::Split { reports: refs(names), from: refs(from) }
    }

    fn of(decisions: Vec<Decision>) -> Constraints {
        let rulings = decisions.into_iter().enumerate();
        let rulings: Vec<Ruling> =
            rulings.map(|(i, decision)| Ruling { id: format!("d{i}"), decision }).collect();
        Constraints::of(&rulings)
    }

    #[track_caller]
    fn bound(constraints: &Constraints, a: &str, b: &str) -> bool {
        let bundle = |n: &str| constraints.bundle(&refs(n)[0]);
        bundle(a).is_some() && bundle(a) == bundle(b)
    }

    fn apart(constraints: &Constraints, a: &str, b: &str) -> bool {
        match (constraints.bundle(&refs(a)[0]), constraints.bundle(&refs(b)[0])) {
            (Some(a), Some(b)) => constraints.apart(a, b) && constraints.apart(b, a),
            _ => false,
        }
    }

    #[test]
    fn merges_reach_through_each_other() {
        let c = of(vec![merge("ab"), merge("bc")]);
        assert!(bound(&c, "a", "c"));
        assert!(!bound(&c, "a", "d"));
    }

    #[test]
    fn the_newer_decision_holds() {
        let c = of(vec![merge("abc"), split("c", "ab")]);
        assert!(bound(&c, "a", "b") && apart(&c, "a", "c") && apart(&c, "b", "c"));
        let c = of(vec![split("c", "ab"), merge("ac")]);
        assert!(bound(&c, "a", "c") && apart(&c, "b", "c") && apart(&c, "a", "b"));
    }

    #[test]
    fn what_is_split_off_stays_together() {
        let c = of(vec![split("cd", "ab")]);
        assert!(bound(&c, "c", "d") && apart(&c, "d", "a") && !bound(&c, "a", "b"));
    }
}
