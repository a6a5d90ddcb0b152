//! Why two reports are one event, or are not.

use crate::Source;
use serde::{Deserialize, Serialize};

/// What spoke for and against, in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The sum of the weights: the two are taken for one event from 0 on.
    pub score: f32,
    /// Each feature that took part, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// One thing that spoke for (weight above 0) or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The feature's name in the table of weights: `same-day`, `actor-same-name`, …
    pub feature: String,
    /// How much it spoke for it.
    pub weight: f32,
    /// The words of the first report that it rests on; empty where it rests on none.
    pub left: String,
    /// The words of the second report.
    pub right: String,
}

/// Compares two reports: an article and the id of one of its events each. `None` if there is no such event.
#[must_use]
pub fn why(_left: (&Source, &str), _right: (&Source, &str)) -> Option<Explanation> {
    None
}
