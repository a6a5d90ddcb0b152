//! A conditional random field over the labels of a sentence (Lafferty, McCallum and Pereira 2001), learnt sentence by sentence
//! with a step of its own for every weight (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods").

use waqai_names::recogniser::features::{BITS, Features, LEXICAL};
use waqai_names::recogniser::field::{LABELS, Row, Sums, Transitions, allowed, pairs};

/// Times that every sentence is looked at.
const ROUNDS: usize = 10;
/// Rounds before the weights are taken into the mean that is kept.
const WARM: usize = 3;
/// How often a token is shown without what names it.
const NAMELESS: f32 = 0.2;
/// How often a feature is left out.
const LEFT_OUT: f32 = 0.4;
/// First step of a weight.
const STEP: f32 = 0.03;
/// A label's error smaller than this moves nothing.
const SMALL: f32 = 2e-3;

/// One sentence ready to learn from.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'a> {
    /// Whose habits its labels follow: those of the news corpus, or others.
    pub(crate) news: bool,
    pub(crate) features: &'a [Features],
    pub(crate) gold: &'a [usize],
}

/// A weight of every label, and what its steps have come to.
#[derive(Clone, Copy, Default)]
struct Weights {
    weight: Row,
    steps: Row,
}

/// Weights that are learnt: rows that all corpora share, then those of the news, then those of the others (Daumé 2007,
/// "Frustratingly easy domain adaptation").
struct Field {
    rows: Vec<Weights>,
    transitions: Transitions,
    steps: Transitions,
}

/// What was learnt, for the news: shared and own weights of every feature added up.
pub(crate) struct Learnt {
    pub(crate) rows: Vec<Row>,
    pub(crate) transitions: Transitions,
}

impl Learnt {
    /// Nothing learnt.
    pub(crate) fn empty() -> Learnt {
        Learnt { rows: vec![[0.0; LABELS]; 1 << BITS], transitions: [[0.0; LABELS]; LABELS + 1] }
    }
    /// Adds a part of another.
    pub(crate) fn add(&mut self, other: &Learnt, part: f32) {
        self.rows.iter_mut().flatten().zip(other.rows.iter().flatten()).for_each(|(s, w)| *s += part * w);
        let pairs = self.transitions.iter_mut().flatten().zip(other.transitions.iter().flatten());
        pairs.for_each(|(s, w)| *s += part * w);
    }
}

/// The row of a feature's weights for one kind of corpus alone.
fn own(feature: u32, news: bool) -> usize {
    feature as usize + ((1 + usize::from(!news)) << BITS)
}

/// Learns from sentences in an order that `number` decides; the same number gives the same weights.
pub(crate) fn learn(sentences: &[Sentence<'_>], number: u64) -> Learnt {
    let empty = [[0.0; LABELS]; LABELS + 1];
    let mut field = Field { rows: vec![Weights::default(); 3 << BITS], transitions: empty, steps: empty };
    let mut mean = Learnt::empty();
    let mut order: Vec<usize> = (0..sentences.len()).filter(|i| !sentences[*i].gold.is_empty()).collect();
    let mut chance = Chance(0x2545_F491_4F6C_DD1D ^ (number * 0x9E37_79B9));
    for round in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            order.swap(i, chance.next() as usize % (i + 1));
        }
        for i in &order {
            let s = sentences[*i];
            let features: Vec<Features> = s.features.iter().map(|f| some_of(f, &mut chance)).collect();
            field.learn(&s, &features);
        }
        if round >= WARM {
            mean.add(&field.now(), 1.0 / (ROUNDS - WARM) as f32);
        }
    }
    mean
}

/// A part of a token's features, drawn anew each time, so that no few of them learn to do the work of all: what a text
/// to come does not show, the others must make up for (Hinton et al. 2012; for names, Sutton, Sindelar and McCallum 2006).
fn some_of(features: &Features, chance: &mut Chance) -> Features {
    let from = if chance.below(NAMELESS) { LEXICAL } else { 0 };
    features.iter().skip(from).copied().filter(|_| !chance.below(LEFT_OUT)).collect()
}

/// What the features that are shown stand for: all of them.
const KEPT: f32 = 1.0 / (1.0 - LEFT_OUT);

impl Field {
    /// The weights of the news as they are now.
    fn now(&self) -> Learnt {
        let mut out = Learnt::empty();
        for (n, row) in out.rows.iter_mut().enumerate() {
            let (shared, news) = (&self.rows[n].weight, &self.rows[own(n as u32, true)].weight);
            row.iter_mut().zip(shared.iter().zip(news)).for_each(|(w, (s, o))| *w = s + o);
        }
        out.transitions = self.transitions;
        out
    }

    /// For every label of every token, how much the features speak for it.
    fn support(&self, news: bool, features: &[Features]) -> Vec<Row> {
        let of = |f: &Features| {
            let mut e = [0.0; LABELS];
            for n in f {
                let (shared, own) = (&self.rows[*n as usize].weight, &self.rows[own(*n, news)].weight);
                e.iter_mut().zip(shared.iter().zip(own)).for_each(|(e, (s, o))| *e += s + o);
            }
            e.map(|x| (x * KEPT).exp())
        };
        features.iter().map(of).collect()
    }

    /// One step along the gradient of the likelihood of a sentence's labels.
    fn learn(&mut self, s: &Sentence<'_>, features: &[Features]) {
        let support = self.support(s.news, features);
        let pair = pairs(&self.transitions);
        let Sums { left, right, .. } = Sums::of(&support, &pair);
        let mut before = LABELS;
        for (k, gold) in s.gold.iter().enumerate() {
            let likely: Row = std::array::from_fn(|l| left[k][l] * right[k][l]);
            for (l, p) in likely.iter().enumerate() {
                let error = f32::from(u8::from(l == *gold)) - p;
                if error.abs() >= SMALL {
                    for row in features[k].iter().flat_map(|f| [*f as usize, own(*f, s.news)]) {
                        let r = &mut self.rows[row];
                        step(&mut r.weight[l], &mut r.steps[l], error * KEPT);
                    }
                }
            }
            let mut joint: Transitions = [[0.0; LABELS]; LABELS + 1];
            for (a, row) in joint.iter_mut().enumerate() {
                let from = match (k, a) {
                    (0, LABELS) => 1.0,
                    (0, _) | (_, LABELS) => 0.0,
                    _ => left[k - 1][a],
                };
                row.iter_mut()
                    .enumerate()
                    .for_each(|(b, q)| *q = from * pair[a][b] * support[k][b] * right[k][b]);
            }
            let sum = joint.iter().flatten().sum::<f32>().max(TINY);
            for (a, row) in joint.iter().enumerate() {
                for (b, q) in row.iter().enumerate().filter(|(b, _)| allowed(a, *b)) {
                    let error = f32::from(u8::from(before == a && *gold == b)) - q / sum;
                    if error.abs() >= SMALL {
                        step(&mut self.transitions[a][b], &mut self.steps[a][b], error);
                    }
                }
            }
            before = *gold;
        }
    }
}

const TINY: f32 = 1e-30;

fn step(weight: &mut f32, steps: &mut f32, gradient: f32) {
    *steps += gradient * gradient;
    *weight += STEP * gradient / (steps.sqrt() + 1e-6);
}

/// Numbers as if by chance (a linear congruence).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }
    pub(crate) fn below(&mut self, share: f32) -> bool {
        (self.next() as f32) < share * (1_u64 << 31) as f32
    }
}
