//! Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer, "Adaptive subgradient methods", JMLR 2011), with a
//! penalty on large weights. Deterministic: the order of the examples is shuffled by a fixed seed.

use waqai_events::learned::{BITS, Features, softmax};

/// One decision: what held, and what was right.
pub(super) struct Example {
    pub(super) features: Features,
    pub(super) class: usize,
    /// What the rules alone say.
    pub(super) given: usize,
    /// How much it counts.
    pub(super) weight: f32,
}

/// Passes over the examples.
const PASSES: usize = 24;
const RATE: f32 = 0.15;
/// Penalty on the square of the weights that an example touches.
const DECAY: f32 = 0.06;
/// Features that hold in fewer examples are left out.
const RARE: u32 = 2;

/// Weights in rows of `N`.
pub(super) fn train<const N: usize>(examples: &[Example]) -> Vec<f32> {
    let mut weights = vec![0.0f32; N << BITS];
    let mut squares = vec![1e-6f32; N << BITS];
    let mut seen = vec![0u32; 1 << BITS];
    for f in examples.iter().flat_map(|e| &e.features.0) {
        seen[f.row as usize] += 1;
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x5EED_u64;
    for _ in 0..PASSES {
        for i in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(i, (seed % (i as u64 + 1)) as usize);
        }
        for &i in &order {
            let e = &examples[i];
            let p = probabilities::<N>(&weights, &e.features);
            for f in e.features.0.iter().filter(|f| seen[f.row as usize] >= RARE) {
                for (c, told) in p.iter().enumerate() {
                    let at = f.row as usize * N + c;
                    let wrong = told - f32::from(u8::from(c == e.class));
                    let slope = e.weight * wrong + DECAY * weights[at];
                    squares[at] += slope * slope;
                    weights[at] -= RATE * slope / squares[at].sqrt();
                }
            }
        }
    }
    weights
}

pub(super) fn probabilities<const N: usize>(weights: &[f32], features: &Features) -> [f32; N] {
    let mut sums = [0.0f32; N];
    for f in &features.0 {
        for (c, s) in sums.iter_mut().enumerate() {
            *s += weights[f.row as usize * N + c];
        }
    }
    softmax(sums)
}
