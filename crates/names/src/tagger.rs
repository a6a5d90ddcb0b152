//! The name recogniser: a label for every token, found by the Viterbi algorithm over the weights of a conditional random field
//! (Lafferty, McCallum and Pereira 2001, "Conditional random fields").
//!
//! Trained by `cargo xtask data names`; see `docs/evaluation/names.md`. In: the features of a sentence. Out: stretches of
//! tokens that look like a name, with a margin that tells how sure that is.

use crate::EntityKind;
use crate::features::{BITS, Features};
use std::borrow::Cow;
use std::ops::Range;

/// Number of labels: O, and begin and inside of PER, ORG, LOC.
pub const LABELS: usize = 7;
const HEAD: usize = 4 + 4 * LABELS * (LABELS + 1);

/// Label of a token that begins or continues a name.
#[must_use]
pub fn label(kind: EntityKind, inside: bool) -> usize {
    1 + 2 * kind as usize + usize::from(inside)
}

/// Whether label `b` may follow label `a` (`LABELS` for the start of a sentence).
#[must_use]
pub fn allowed(a: usize, b: usize) -> bool {
    // An inside label (2, 4, 6) follows its own begin or inside.
    b == 0 || b % 2 == 1 || a == b || a + 1 == b
}

/// Weights: transitions, and a row of small integers for every feature number.
#[derive(Debug, Clone)]
pub struct Model {
    rows: Cow<'static, [u8]>,
    /// From label (the last: start of sentence) to label.
    transitions: [[f32; LABELS]; LABELS + 1],
    scale: f32,
}

impl Default for Model {
    fn default() -> Self {
        Model { rows: Cow::Borrowed(&[]), transitions: [[0.0; LABELS]; LABELS + 1], scale: 0.0 }
    }
}

/// A stretch of tokens that looks like a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
    /// By how much the labels beat "no name" on these tokens, in the model's own unit, per token.
    pub margin: f32,
}

impl Model {
    /// Reads a model; bytes that are none give a model that finds nothing.
    #[must_use]
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Model {
        let mut model = Model::default();
        let mut floats = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        if bytes.len() != HEAD + (LABELS << BITS) + 1 {
            return model;
        }
        model.scale = floats.next().unwrap_or(0.0);
        for w in model.transitions.iter_mut().flatten() {
            *w = floats.next().unwrap_or(0.0);
        }
        drop(floats);
        model.rows = match bytes {
            Cow::Borrowed(b) => Cow::Borrowed(&b[HEAD..]),
            Cow::Owned(b) => Cow::Owned(b[HEAD..].to_vec()),
        };
        model
    }

    /// Writes a model from its weights, which are rounded to 8 bits: `rows[feature][label]`.
    #[must_use]
    pub fn to_bytes(rows: &[[f32; LABELS]], transitions: &[[f32; LABELS]; LABELS + 1]) -> Vec<u8> {
        let mut all: Vec<f32> = rows.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        all.sort_by(f32::total_cmp);
        // The largest thousandth is clipped: it would waste the range of the rest.
        let top = all.get(all.len().saturating_sub(1 + all.len() / 1000)).copied().unwrap_or(1.0);
        let scale = top / 127.0;
        let mut out = scale.to_le_bytes().to_vec();
        transitions.iter().flatten().for_each(|w| out.extend(w.to_le_bytes()));
        for row in rows {
            for w in row {
                out.push((w / scale).round().clamp(-127.0, 127.0) as i8 as u8);
            }
        }
        out.push(0);
        out
    }

    /// Whether there is anything to decide with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn emissions(&self, features: &Features) -> [f32; LABELS] {
        // One byte more than a row has, so that eight are added at once; the last sum is of no use.
        let mut sum = [0_i32; LABELS + 1];
        for f in features {
            let at = *f as usize * LABELS;
            if let Some(row) = self.rows.get(at..at + LABELS + 1) {
                for (s, w) in sum.iter_mut().zip(row) {
                    *s += i32::from(*w as i8);
                }
            }
        }
        std::array::from_fn(|l| sum[l] as f32 * self.scale)
    }

    /// The names of a sentence whose first token has index `first`.
    #[must_use]
    pub fn guess(&self, sentence: &[Features], first: usize) -> Vec<Guess> {
        if self.is_empty() || sentence.is_empty() {
            return Vec::new();
        }
        let emissions: Vec<_> = sentence.iter().map(|f| self.emissions(f)).collect();
        let labels = viterbi(&emissions, &self.transitions);
        let mut out: Vec<Guess> = Vec::new();
        for (i, l) in labels.iter().enumerate() {
            let gain = emissions[i][*l] - emissions[i][0];
            match l {
                0 => {}
                l if l % 2 == 1 => {
                    let kind = [EntityKind::Per, EntityKind::Org, EntityKind::Loc][l / 2];
                    out.push(Guess { tokens: first + i..first + i + 1, kind, margin: gain });
                }
                _ => {
                    if let Some(g) = out.last_mut() {
                        g.tokens.end = first + i + 1;
                        g.margin += gain;
                    }
                }
            }
        }
        for g in &mut out {
            g.margin /= g.tokens.len() as f32;
        }
        out
    }
}

/// The best allowed sequence of labels.
#[must_use]
pub fn viterbi(emissions: &[[f32; LABELS]], transitions: &[[f32; LABELS]; LABELS + 1]) -> Vec<usize> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(emissions.len());
    let mut score = [f32::NEG_INFINITY; LABELS];
    for (i, e) in emissions.iter().enumerate() {
        let (mut next, mut from) = ([f32::NEG_INFINITY; LABELS], [0_u8; LABELS]);
        for b in 0..LABELS {
            if i == 0 {
                if allowed(LABELS, b) {
                    next[b] = transitions[LABELS][b] + e[b];
                }
                continue;
            }
            for a in 0..LABELS {
                let s = score[a] + transitions[a][b] + e[b];
                if allowed(a, b) && s > next[b] {
                    (next[b], from[b]) = (s, a as u8);
                }
            }
        }
        score = next;
        back.push(from);
    }
    let mut best = (0..LABELS).fold(0, |b, l| if score[l] > score[b] { l } else { b });
    let mut labels = vec![0; emissions.len()];
    for i in (0..emissions.len()).rev() {
        labels[i] = best;
        best = back[i][best] as usize;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inside_label_needs_its_begin() {
        assert!(allowed(1, 2) && allowed(2, 2) && allowed(4, 1) && allowed(LABELS, 3));
        assert!(!allowed(0, 2) && !allowed(3, 2) && !allowed(LABELS, 2));
        let mut e = [[0.0; LABELS]; 2];
        e[0][0] = 1.0;
        e[1][2] = 5.0;
        // The strong inside label draws its begin with it.
        assert_eq!(viterbi(&e, &[[0.0; LABELS]; LABELS + 1]), vec![1, 2]);
    }

    #[test]
    fn weights_survive_writing() {
        let mut rows = vec![[0.0; LABELS]; 1 << BITS];
        rows[5][1] = 2.0;
        rows[6][2] = -1.0;
        let model = Model::from_bytes(Cow::Owned(Model::to_bytes(&rows, &[[0.5; LABELS]; LABELS + 1])));
        let sentence = [Features::from_slice(&[5])];
        assert_eq!(
            model.guess(&sentence, 3),
            vec![Guess { tokens: 3..4, kind: EntityKind::Per, margin: 2.0 }]
        );
        assert!(Model::from_bytes(Cow::Borrowed(b"no model")).is_empty());
    }
}
