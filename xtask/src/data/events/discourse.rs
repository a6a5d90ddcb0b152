//! Whom an event concerns that names only one side: examples from the corpus, training, and how far it is right.

use super::Reader;
use super::matching::{Places, is_same};
use super::regression::{self, Example};
use std::path::Path;
use waqai_corpus::model::Article;
use waqai_events::learned::{ACTOR, NOBODY, RECIPIENT, discourse_examples, encode};
use waqai_events::{Event, RuleSet};

/// The candidates of one event.
type Choice = Vec<Example>;

pub(super) fn train(
    reader: &Reader,
    rules: &RuleSet,
    train: &[(&Article, &RuleSet)],
    tune: &[&Article],
    path: &Path,
) -> anyhow::Result<Vec<u8>> {
    let check: Vec<Choice> = tune.iter().flat_map(|a| choices(reader, rules, a)).collect();
    let weights = weights_of(reader, train);
    for class in [ACTOR, RECIPIENT] {
        report(&weights, &check, class);
    }
    let bytes = encode(&weights, 3);
    std::fs::write(path, &bytes)?;
    Ok(bytes)
}

fn weights_of(reader: &Reader, train: &[(&Article, &RuleSet)]) -> Vec<f32> {
    let learn: Vec<Example> =
        train.iter().flat_map(|(a, rules)| choices(reader, rules, a)).flatten().collect();
    println!("discourse: {} candidates to train on", learn.len());
    regression::train::<3>(&learn)
}

/// The model trained on some articles, as it is stored.
pub(super) fn trained_on(reader: &Reader, train: &[(&Article, &RuleSet)]) -> Vec<u8> {
    encode(&weights_of(reader, train), 3)
}

/// How often the best candidate is right when it is told from some probability on.
fn report(weights: &[f32], set: &[Choice], class: usize) {
    let name = if class == ACTOR { "actor" } else { "recipient" };
    let findable = set.iter().filter(|c| c.iter().any(|e| e.class == class)).count();
    for least in [0.3f32, 0.4, 0.5, 0.6] {
        let p = |e: &Example| regression::probabilities::<3>(weights, &e.features)[class];
        let told: Vec<&Example> = set
            .iter()
            .filter_map(|c| c.iter().max_by(|a, b| p(a).total_cmp(&p(b))))
            .filter(|e| p(e) >= least)
            .collect();
        let right = told.iter().filter(|e| e.class == class).count();
        println!(
            "discourse, tune, {name} from {least:.1}: {right} right of {} told, {findable} to be found",
            told.len()
        );
    }
}

/// The decisions of one article: those about events that the annotation has too.
fn choices(reader: &Reader, rules: &RuleSet, article: &Article) -> Vec<Choice> {
    reader.read(article, |input, _| {
        let places = Places::new(&article.body, input.names);
        let read = waqai_events::extract(input, rules);
        let mut out = Vec::new();
        for (i, candidates) in discourse_examples(input, &read.events, &read.statements) {
            let Some(gold) = event_of(article, &read.events[i], &places) else { continue };
            let class = |span, entity| {
                let at = places.of(span, entity);
                if gold.actors.iter().any(|p| is_same(article, p, &at)) {
                    ACTOR
                } else if gold.recipients.iter().any(|p| is_same(article, p, &at)) {
                    RECIPIENT
                } else {
                    NOBODY
                }
            };
            let one = |c: waqai_events::learned::DiscourseCandidate| Example {
                class: class(c.span, c.entity),
                features: c.features,
                given: NOBODY,
                weight: 1.0,
            };
            out.push(candidates.into_iter().map(one).collect());
        }
        out
    })
}

/// The annotated event of which `event` tells.
fn event_of<'a>(
    article: &'a Article,
    event: &Event,
    places: &Places<'_>,
) -> Option<&'a waqai_corpus::model::Event> {
    let at = places.stretch(event.trigger);
    article.events.iter().find(|g| {
        g.kind == event.kind && std::iter::once(&g.trigger).chain(&g.evidence).any(|t| t.overlaps(at))
    })
}
