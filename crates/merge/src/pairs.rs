//! Every pair that is compared, with its features: for fitting the weights, and for seeing what decides.

use crate::decide::ReportRef;
use crate::features::{comparable, compare};
use crate::link::{candidates, reference};
use crate::sketch::Sketch;

/// Two reports that were compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one.
    pub left: ReportRef,
    /// The other.
    pub right: ReportRef,
    /// Each feature by its name in the table of weights, and how much of it there is.
    pub features: Vec<(&'static str, f32)>,
}

/// Tells every pair of reports that [`crate::link()`] compares.
pub fn pairs(sketches: &[Sketch], mut tell: impl FnMut(Pair)) {
    let sketches: Vec<&Sketch> = sketches.iter().collect();
    for (one, other) in candidates(&sketches) {
        let (Some(a), Some(b)) = (sketches.get(one as usize), sketches.get(other as usize)) else { continue };
        let copies = a.signature.likely_copies(&b.signature);
        for left in &a.reports {
            for right in b.reports.iter().filter(|r| comparable(left, r, copies)) {
                let mut features = Vec::new();
                compare((a, left), (b, right), &mut |f| features.push((f.feature.name(), f.amount)));
                tell(Pair { left: reference(a, left), right: reference(b, right), features });
            }
        }
    }
}
