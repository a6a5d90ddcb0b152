//! Learns the second look at what may be a name: a logistic regression over the stretches of articles, each seen first by a field
//! that was learnt without that article.

use super::chain::Chance;
use waqai_names::recogniser::features::Shown;
use waqai_names::recogniser::rescore::{BITS, Features, Rescorer, features, log_odds};
use waqai_names::recogniser::stretches::Stretch;

/// Times that every stretch is looked at.
const ROUNDS: usize = 8;
/// Rounds before the weights are taken into the mean that is kept.
const WARM: usize = 2;
/// How often a feature is left out.
const LEFT_OUT: f32 = 0.6;
/// First step of a weight.
const STEP: f32 = 0.02;
/// Added to every score: without it names are found more rarely than they are there, as a stretch that is unsure gets its
/// share of the doubt and still stands for a name.
const BIAS: f32 = 0.6;

/// What the first look leaves of a name or of none.
pub(crate) struct Judged {
    likely: f32,
    features: Features,
    right: bool,
}

/// The stretches of an article, with whether they are names; `gold` has first token, end and kind of each name of each sentence.
pub(crate) fn judged(
    shown: &[Shown],
    stretches: &[Vec<Stretch>],
    gold: &[Vec<(usize, usize, usize)>],
) -> Vec<Judged> {
    let mut out = Vec::new();
    for ((here, features), gold) in stretches.iter().zip(features(shown, stretches)).zip(gold) {
        out.extend(here.iter().zip(features).map(|(s, features)| Judged {
            likely: s.likely,
            right: gold.contains(&(s.tokens.start, s.tokens.end, s.kind as usize)),
            features,
        }));
    }
    out
}

/// Learns from stretches, with a step of its own for every weight and features left out by chance as in the field; the same
/// stretches give the same weights.
pub(crate) fn learn(stretches: &[&Judged]) -> Rescorer {
    const KEPT: f32 = 1.0 / (1.0 - LEFT_OUT);
    let (mut now, mut steps) = (Rescorer::default(), vec![0.0_f32; 1 << BITS]);
    let mut first_look_steps = 1.0_f32;
    let mut mean = Rescorer { first_look: 0.0, bias: BIAS, ..Rescorer::default() };
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    let mut chance = Chance(0x1234_5678_9ABC_DEF1);
    for round in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            order.swap(i, chance.next() as usize % (i + 1));
        }
        for i in &order {
            let s = stretches[*i];
            let shown: Vec<usize> =
                s.features.iter().filter(|_| !chance.below(LEFT_OUT)).map(|f| usize::from(*f)).collect();
            let sum = now.first_look * log_odds(s.likely)
                + shown.iter().map(|f| now.weights[*f]).sum::<f32>() * KEPT;
            let error = f32::from(u8::from(s.right)) - 1.0 / (1.0 + (-sum).exp());
            for f in shown {
                let gradient = error * KEPT;
                steps[f] += gradient * gradient;
                now.weights[f] += STEP * gradient / (steps[f].sqrt() + 1e-6);
            }
            let gradient = error * log_odds(s.likely);
            first_look_steps += gradient * gradient;
            now.first_look += STEP * gradient / first_look_steps.sqrt();
        }
        if round >= WARM {
            let part = 1.0 / (ROUNDS - WARM) as f32;
            mean.first_look += part * now.first_look;
            mean.weights.iter_mut().zip(&now.weights).for_each(|(m, w)| *m += part * w);
        }
    }
    mean
}
