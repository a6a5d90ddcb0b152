//! How likely an event is right: examples from the corpus, training, and a table of reliability.

use super::Reader;
use super::matching::{Places, is_same};
use super::regression::{self, Example};
use std::path::Path;
use waqai_corpus::model::Article;
use waqai_events::learned::{encode, worth_features};
use waqai_events::{Event, RuleSet};

pub(super) fn train(
    reader: &Reader,
    rules: &RuleSet,
    train: &[(&Article, &RuleSet)],
    tune: &[&Article],
    path: &Path,
) -> anyhow::Result<()> {
    let learn: Vec<Example> = train.iter().flat_map(|(a, rules)| examples(reader, rules, a)).collect();
    let check: Vec<Example> = tune.iter().flat_map(|a| examples(reader, rules, a)).collect();
    let mut weights = regression::train::<2>(&learn);
    let bias = check.first().map_or(0, |e| e.features.0[0].row as usize);
    scale(&mut weights, bias, &check);
    reliability("tune", &weights, &check);
    std::fs::write(path, encode(&weights, 2))?;
    Ok(())
}

/// Scales the sums and moves the bias so that the probabilities fit the tune part (Platt scaling, by a search over a grid).
fn scale(weights: &mut [f32], bias: usize, check: &[Example]) {
    let sums: Vec<(f32, bool)> = check
        .iter()
        .map(|e| {
            let p = regression::probabilities::<2>(weights, &e.features);
            ((p[1] / p[0]).ln().clamp(-20.0, 20.0), e.class == 1)
        })
        .collect();
    let loss = |a: f32, b: f32| -> f32 {
        sums.iter()
            .map(|(s, right)| {
                let p = 1.0 / (1.0 + (-(a * s + b)).exp());
                -(if *right { p } else { 1.0 - p }).max(1e-6).ln()
            })
            .sum()
    };
    let mut best = (1.0f32, 0.0f32, f32::MAX);
    for i in 1..=40 {
        for j in -40..=40 {
            let (a, b) = (i as f32 * 0.05, j as f32 * 0.05);
            let l = loss(a, b);
            if l < best.2 {
                best = (a, b, l);
            }
        }
    }
    let (a, b, _) = best;
    println!("confidence: scaled by {a:.2}, moved by {b:.2}");
    for w in weights.iter_mut() {
        *w *= a;
    }
    // Every example has the bias once.
    weights[bias * 2 + 1] += b;
}

fn reliability(name: &str, weights: &[f32], set: &[Example]) {
    println!("confidence, {name}: of events at … were right");
    for low in (0..10).step_by(2) {
        let (from, to) = (low as f32 / 10.0, (low + 2) as f32 / 10.0);
        let inside: Vec<&Example> = set
            .iter()
            .filter(|e| {
                let p = regression::probabilities::<2>(weights, &e.features)[1];
                p >= from && (p < to || low == 8)
            })
            .collect();
        let right = inside.iter().filter(|e| e.class == 1).count();
        println!("  {from:.1} to {to:.1}: {right} of {}", inside.len());
    }
}

fn examples(reader: &Reader, rules: &RuleSet, article: &Article) -> Vec<Example> {
    reader.read(article, |input, _| {
        let places = Places::new(&article.body, input.names);
        let events = waqai_events::extract(input, rules).events;
        events
            .iter()
            .map(|event| Example {
                features: worth_features(input, event, events.len()),
                class: usize::from(is_right(article, event, &places)),
                given: 0,
                weight: 1.0,
            })
            .collect()
    })
}

/// Type right, a participant in common, and half of the participants right: as the scorer counts.
fn is_right(article: &Article, event: &Event, places: &Places<'_>) -> bool {
    let told: Vec<_> = event.actors.iter().chain(&event.recipients).collect();
    article.events.iter().filter(|g| g.kind == event.kind).any(|g| {
        let gold: Vec<_> = g.actors.iter().chain(&g.recipients).collect();
        if gold.is_empty() {
            let at = places.stretch(event.trigger);
            return std::iter::once(&g.trigger).chain(&g.evidence).any(|t| t.overlaps(at));
        }
        let right = told
            .iter()
            .filter(|p| {
                let at = places.of(p.span, p.entity);
                gold.iter().any(|g| is_same(article, g, &at))
            })
            .count();
        right >= 1 && 2 * right >= told.len()
    })
}
