//! A conditional random field over the labels of a sentence's tokens (Lafferty, McCallum and Pereira 2001, "Conditional random
//! fields"): its weights, and its forward and backward sums.

use super::features::{BITS, Features};
use crate::EntityKind;
use std::borrow::Cow;

/// Number of labels: O, and begin and inside of PER, ORG, LOC.
pub const LABELS: usize = 7;
const HEAD: usize = 4 + 4 * LABELS * (LABELS + 1);

/// A number for each label.
pub type Row = [f32; LABELS];
/// From label (the last: start of sentence) to label.
pub type Transitions = [Row; LABELS + 1];

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
pub struct Field {
    rows: Cow<'static, [u8]>,
    /// How much each pair of labels counts: the exponentials of the weights, 0 where the pair is not allowed.
    pairs: Transitions,
    scale: f32,
}

impl Default for Field {
    fn default() -> Self {
        Field { rows: Cow::Borrowed(&[]), pairs: pairs(&[[0.0; LABELS]; LABELS + 1]), scale: 0.0 }
    }
}

impl Field {
    /// Reads the weights; bytes that are none give a field that finds nothing.
    #[must_use]
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Field {
        let mut field = Field::default();
        let mut floats = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        if bytes.len() != HEAD + (LABELS << BITS) + 1 {
            return field;
        }
        field.scale = floats.next().unwrap_or(0.0);
        let mut transitions: Transitions = [[0.0; LABELS]; LABELS + 1];
        for w in transitions.iter_mut().flatten() {
            *w = floats.next().unwrap_or(0.0);
        }
        drop(floats);
        field.pairs = pairs(&transitions);
        field.rows = match bytes {
            Cow::Borrowed(b) => Cow::Borrowed(&b[HEAD..]),
            Cow::Owned(b) => Cow::Owned(b[HEAD..].to_vec()),
        };
        field
    }

    /// Writes weights, which are rounded to 8 bits: `rows[feature][label]`.
    #[must_use]
    pub fn to_bytes(rows: &[Row], transitions: &Transitions) -> Vec<u8> {
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

    /// How much each pair of labels counts; see [`pairs`].
    #[must_use]
    pub fn pairs(&self) -> &Transitions {
        &self.pairs
    }

    /// How much a token's features count for each label: exponentials, the largest of them 1.
    #[must_use]
    pub fn support(&self, features: &Features) -> Row {
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
        let top = sum[..LABELS].iter().copied().max().unwrap_or(0);
        std::array::from_fn(|l| ((sum[l] - top) as f32 * self.scale).exp())
    }
}

/// How much each pair of labels counts, from its weights.
#[must_use]
pub fn pairs(transitions: &Transitions) -> Transitions {
    std::array::from_fn(|a| {
        std::array::from_fn(|b| if allowed(a, b) { transitions[a][b].exp() } else { 0.0 })
    })
}

/// The forward and backward sums of a sentence, scaled so that their product is the probability of a token's label
/// (Rabiner 1989, "A tutorial on hidden Markov models", section V.A).
#[derive(Debug, Clone)]
pub struct Sums {
    /// For every token, how likely each label is by what stands up to it.
    pub left: Vec<Row>,
    /// How much what stands behind it changes that.
    pub right: Vec<Row>,
    /// What the forward sums of each token were divided by.
    pub scale: Vec<f32>,
}

impl Sums {
    /// From how much each token counts for each label, and each label after another.
    #[must_use]
    pub fn of(support: &[Row], pairs: &Transitions) -> Sums {
        const TINY: f32 = 1e-30;
        let n = support.len();
        let (mut left, mut scale): (Vec<Row>, Vec<f32>) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for s in support {
            let mut here: Row = match left.last() {
                None => pairs[LABELS],
                Some(before) => {
                    let mut reach = [0.0; LABELS];
                    for (l, row) in before.iter().zip(pairs) {
                        reach.iter_mut().zip(row).for_each(|(r, p)| *r += l * p);
                    }
                    reach
                }
            };
            here.iter_mut().zip(s).for_each(|(h, s)| *h *= s);
            let sum = here.iter().sum::<f32>().max(TINY);
            here.iter_mut().for_each(|h| *h /= sum);
            left.push(here);
            scale.push(sum);
        }
        let mut right = vec![[1.0; LABELS]; n];
        for k in (1..n).rev() {
            let mut next = right[k];
            next.iter_mut().zip(&support[k]).for_each(|(r, s)| *r *= s / scale[k]);
            right[k - 1] = std::array::from_fn(|a| pairs[a].iter().zip(&next).map(|(p, r)| p * r).sum());
        }
        Sums { left, right, scale }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inside_label_needs_its_begin() {
        assert!(allowed(1, 2) && allowed(2, 2) && allowed(4, 1) && allowed(LABELS, 3));
        assert!(!allowed(0, 2) && !allowed(3, 2) && !allowed(LABELS, 2));
    }

    #[test]
    fn the_sums_are_those_of_all_sequences() {
        let support: Vec<Row> =
            (0..3).map(|k| std::array::from_fn(|l| 0.2 + ((k * 5 + l * 3) % 7) as f32)).collect();
        let pairs = pairs(&std::array::from_fn(|a| std::array::from_fn(|b| ((a + 2 * b) % 3) as f32 * 0.4)));
        let mut likely = [[0.0_f64; LABELS]; 3];
        let mut all = 0.0_f64;
        for code in 0..LABELS.pow(3) {
            let labels = [code / 49, code / 7 % 7, code % 7];
            let mut weight = 1.0_f64;
            for (k, l) in labels.iter().enumerate() {
                let from = if k == 0 { LABELS } else { labels[k - 1] };
                weight *= f64::from(pairs[from][*l]) * f64::from(support[k][*l]);
            }
            all += weight;
            labels.iter().enumerate().for_each(|(k, l)| likely[k][*l] += weight);
        }
        let sums = Sums::of(&support, &pairs);
        for (k, row) in likely.iter().enumerate() {
            for (l, weight) in row.iter().enumerate() {
                let product = f64::from(sums.left[k][l] * sums.right[k][l]);
                assert!((product - weight / all).abs() < 1e-4, "token {k}, label {l}");
            }
        }
    }
}
