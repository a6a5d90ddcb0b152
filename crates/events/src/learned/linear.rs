//! A linear classifier over hashed features: small, fast, and able to say which features decided.
//!
//! Multinomial logistic regression with the hashing trick (Weinberger et al., "Feature hashing for large scale multitask
//! learning", ICML 2009). Weights ship as one byte each, `cargo xtask data events` trains them.

use std::hash::Hasher;

/// Two to this many rows.
pub const BITS: u32 = 16;
/// Marks the file; the digit is the version of its layout.
const MAGIC: &[u8; 4] = b"WQL1";
const HEADER: usize = 12;

/// One feature that holds: the name of its template, for people, and its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// What was looked at.
    pub name: &'static str,
    /// The row of its weights.
    pub row: u32,
}

/// Collects the features of one decision.
#[derive(Debug, Default, Clone)]
pub struct Features(pub Vec<Feature>);

impl Features {
    /// Adds the feature `name` with what it was found to be.
    pub fn add(&mut self, name: &'static str, parts: &[&str]) {
        let mut h = rustc_hash::FxHasher::default();
        h.write(name.as_bytes());
        for part in parts {
            h.write_u8(0x1F);
            h.write(part.as_bytes());
        }
        // The high bits of this hash are the mixed ones.
        let row = (h.finish().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as u32;
        self.0.push(Feature { name, row });
    }
}

/// Weights for `N` classes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linear<const N: usize> {
    scale: f32,
    weights: &'static [u8],
}

impl<const N: usize> Linear<N> {
    /// Reads what [`encode`] wrote; `None` if it is something else.
    #[must_use]
    pub(crate) fn read(bytes: &'static [u8]) -> Option<Linear<N>> {
        let (head, weights) = bytes.split_at_checked(HEADER)?;
        let fits = head.starts_with(MAGIC)
            && usize::from(head[4]) == N
            && u32::from(head[5]) == BITS
            && weights.len() == N << BITS;
        let scale = f32::from_le_bytes([head[8], head[9], head[10], head[11]]);
        (fits && scale.is_finite()).then_some(Linear { scale, weights })
    }

    fn row(&self, row: u32) -> [f32; N] {
        let at = row as usize * N;
        std::array::from_fn(|c| {
            f32::from(self.weights.get(at + c).map_or(0, |w| i8::from_le_bytes([*w]))) * self.scale
        })
    }

    /// The probability of each class.
    #[must_use]
    pub(crate) fn probabilities(&self, features: &Features) -> [f32; N] {
        let mut sums = [0.0f32; N];
        for f in &features.0 {
            for (sum, w) in sums.iter_mut().zip(self.row(f.row)) {
                *sum += w;
            }
        }
        softmax(sums)
    }

    /// The names of the features that spoke most for `class` against the mean of the classes, the strongest first.
    #[must_use]
    pub(crate) fn reasons(&self, features: &Features, class: usize) -> Vec<&'static str> {
        let mut all: Vec<(f32, &'static str)> = Vec::new();
        for f in &features.0 {
            let row = self.row(f.row);
            let gain = row.get(class).copied().unwrap_or(0.0) - row.iter().sum::<f32>() / N as f32;
            match all.iter_mut().find(|(_, name)| *name == f.name) {
                Some((sum, _)) => *sum += gain,
                None => all.push((gain, f.name)),
            }
        }
        all.retain(|(gain, _)| *gain > 0.0);
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        all.into_iter().take(3).map(|(_, name)| name).collect()
    }
}

/// Turns sums into probabilities.
#[must_use]
pub fn softmax<const N: usize>(mut sums: [f32; N]) -> [f32; N] {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    for s in &mut sums {
        *s = (*s - top).exp();
    }
    let total: f32 = sums.iter().sum();
    sums.map(|s| s / total)
}

/// The file for weights in rows of `classes`; the rows are those of [`Feature::row`].
#[must_use]
pub fn encode(weights: &[f32], classes: u8) -> Vec<u8> {
    let top = weights.iter().fold(0.0f32, |m, w| m.max(w.abs()));
    let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
    let mut out = MAGIC.to_vec();
    out.extend([classes, BITS as u8, 0, 0]);
    out.extend(scale.to_le_bytes());
    out.extend(weights.iter().map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8));
    out
}

#[cfg(test)]
mod tests {
    use super::{BITS, Features, Linear, encode};

    #[test]
    fn what_is_encoded_is_read_back_and_decides() {
        let mut f = Features::default();
        f.add("prep", &["على"]);
        let row = f.0[0].row as usize;
        let mut weights = vec![0.0; 3 << BITS];
        weights[row * 3 + 1] = 2.0;
        let bytes: &'static [u8] = Box::leak(encode(&weights, 3).into_boxed_slice());
        let model: Linear<3> = Linear::read(bytes).expect("it was just written");
        let p = model.probabilities(&f);
        assert!(p[1] > 0.7 && (p.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!(model.reasons(&f, 1), ["prep"]);
        assert!(Linear::<2>::read(bytes).is_none());
        assert!(Linear::<3>::read(b"WQL1").is_none());
    }
}
