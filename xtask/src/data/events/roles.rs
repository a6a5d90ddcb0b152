//! Who fills which role: examples from the corpus, training, and how far it is right.

use super::Reader;
use super::matching::{Places, is_same};
use super::regression::{self, Example};
use std::path::Path;
use waqai_corpus::Stretch;
use waqai_corpus::model::{Article, Event};
use waqai_events::learned::{ACTOR, NOBODY, RECIPIENT, RoleExample, encode, role_examples};

/// Types in which all sides act on each other, so that a recipient of the rules may be an actor of the annotation.
const PLANNED: [(&str, &str); 5] = [
    ("CONSULT", "AGREE"),
    ("SUPPORT", "AGREE"),
    ("COOPERATE", "AGREE"),
    ("AID", "AGREE"),
    ("RETREAT", "CONCEDE"),
];

/// The model of roles trained on some articles, as it is stored.
pub(super) fn weights_of(reader: &Reader, train: &[&Article]) -> Vec<u8> {
    let learn: Vec<Example> = train.iter().flat_map(|a| examples(reader, a)).collect();
    encode(&regression::train::<3>(&learn), 3)
}

pub(super) fn train(
    reader: &Reader,
    train: &[&Article],
    tune: &[&Article],
    path: &Path,
) -> anyhow::Result<Vec<u8>> {
    let learn: Vec<Example> = train.iter().flat_map(|a| examples(reader, a)).collect();
    let check: Vec<Example> = tune.iter().flat_map(|a| examples(reader, a)).collect();
    let weights = regression::train::<3>(&learn);
    println!("roles: {} candidates to train on", learn.len());
    for (name, set) in [("train", &learn), ("tune", &check)] {
        report(&format!("{name}, rules"), set, |e| e.given);
        report(&format!("{name}, model"), set, |e| {
            let p = regression::probabilities::<3>(&weights, &e.features);
            (0..3).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap_or(NOBODY)
        });
    }
    let bytes = encode(&weights, 3);
    std::fs::write(path, &bytes)?;
    Ok(bytes)
}

fn report(name: &str, set: &[Example], decide: impl Fn(&Example) -> usize) {
    let mut right = [0usize; 3];
    let mut gold = [0usize; 3];
    let mut told = [0usize; 3];
    for e in set {
        let best = decide(e);
        gold[e.class] += 1;
        told[best] += 1;
        right[e.class] += usize::from(best == e.class);
    }
    for (class, what) in [(ACTOR, "actor"), (RECIPIENT, "recipient")] {
        let share = |of: usize| right[class] as f64 / of.max(1) as f64;
        println!(
            "roles, {name}: {what} precision {:.3} recall {:.3} ({} candidates)",
            share(told[class]),
            share(gold[class]),
            gold[class]
        );
    }
}

/// The decisions of one article: those about triggers that the annotation has too.
fn examples(reader: &Reader, article: &Article) -> Vec<Example> {
    reader.read(article, |input, rules| {
        let places = Places::new(&article.body, input.names);
        let mut out = Vec::new();
        for found in role_examples(input, rules) {
            let Some(event) = event_of(article, &found, places.stretch(found.trigger)) else { continue };
            for c in found.candidates {
                let class = class_of(article, event, &places.of(c.span, c.entity));
                out.push(Example { features: c.features, class, given: c.given, weight: 1.0 });
            }
        }
        out
    })
}

/// The annotated event that the trigger tells.
fn event_of<'a>(article: &'a Article, found: &RoleExample, at: Stretch) -> Option<&'a Event> {
    article.events.iter().find(|e| {
        let kind = e.kind == found.kind || PLANNED.contains(&(found.kind, e.kind.as_str()));
        kind && std::iter::once(&e.trigger).chain(&e.evidence).any(|t| t.overlaps(at))
    })
}

fn class_of(article: &Article, event: &Event, at: &[Stretch]) -> usize {
    if event.actors.iter().any(|p| is_same(article, p, at)) {
        ACTOR
    } else if event.recipients.iter().any(|p| is_same(article, p, at)) {
        RECIPIENT
    } else {
        NOBODY
    }
}
