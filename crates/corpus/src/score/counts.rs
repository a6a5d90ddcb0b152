//! Counts and the figures made of them.

use serde_json::{Value, json};

/// How many were found right, were predicted, and are in the gold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found right.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// In the gold.
    pub gold: usize,
}

impl Counts {
    /// Share of the predicted that is right; 0 when nothing was predicted.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.right, self.predicted)
    }

    /// Share of the gold that was found; 0 when there is none.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    pub(super) fn add(&mut self, right: usize, predicted: usize, gold: usize) {
        self.right += right;
        self.predicted += predicted;
        self.gold += gold;
    }

    /// Figures to four places, and the counts.
    #[must_use]
    pub fn json(self) -> Value {
        json!({
            "p": places(self.precision()), "r": places(self.recall()), "f1": places(self.f1()),
            "tp": self.right, "predicted": self.predicted, "gold": self.gold,
        })
    }
}

/// How many of those looked at were right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Right.
    pub right: usize,
    /// Looked at.
    pub of: usize,
}

impl Share {
    pub(super) fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// The share; 0 when nothing was looked at.
    #[must_use]
    pub fn share(self) -> f64 {
        ratio(self.right, self.of)
    }

    /// The share to four places, and the counts.
    #[must_use]
    pub fn json(self) -> Value {
        json!({"share": places(self.share()), "right": self.right, "of": self.of})
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rounded to four decimal places, as decimal digits round.
fn places(figure: f64) -> f64 {
    format!("{figure:.4}").parse().unwrap_or(figure)
}
