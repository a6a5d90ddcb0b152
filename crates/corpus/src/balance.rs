//! How many articles of what the corpus has.

use crate::corpus::Corpus;
use crate::model::{Article, Event};
use crate::vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The counts of the data card as Markdown tables.
#[must_use]
pub fn summary(corpus: &Corpus) -> String {
    let articles: Vec<&Article> = corpus.articles.iter().collect();
    let mut out = String::new();
    parts(&mut out, corpus, &articles);
    main_tables(&mut out, corpus, &articles);
    out
}

/// Everything that can be counted, as Markdown tables, over the articles whose id begins with `only`.
#[must_use]
pub fn balance(corpus: &Corpus, only: &str) -> String {
    let articles: Vec<&Article> = corpus.of(only).collect();
    let mut out = String::new();
    parts(&mut out, corpus, &articles);
    main_tables(&mut out, corpus, &articles);
    let outlets: Vec<&str> = corpus.tables.outlets.keys().map(String::as_str).collect();
    table(&mut out, "outlet", corpus, &articles, &outlets, |a| vec![a.outlet.clone()]);
    let modes: Vec<String> = vocabulary::TYPES
        .iter()
        .flat_map(|(kind, modes)| modes.iter().map(move |mode| format!("{kind} {mode}")))
        .collect();
    let modes: Vec<&str> = modes.iter().map(String::as_str).collect();
    table(&mut out, "events of a mode", corpus, &articles, &modes, |a| {
        a.events.iter().flat_map(|e| e.modes.iter().map(|m| format!("{} {m}", e.kind))).collect()
    });
    clusters(&mut out, &articles);
    out
}

/// Topics, decades, core events by type and status.
fn main_tables(out: &mut String, corpus: &Corpus, articles: &[&Article]) {
    table(out, "topic", corpus, articles, &vocabulary::TOPICS, |a| vec![a.topic.clone()]);
    let decades: BTreeSet<String> = articles.iter().map(|a| decade(a)).collect();
    let decades: Vec<&str> = decades.iter().map(String::as_str).collect();
    table(out, "published in the", corpus, articles, &decades, |a| vec![decade(a)]);
    let types: Vec<&str> = vocabulary::TYPES.iter().map(|(kind, _)| *kind).collect();
    table(out, "core events", corpus, articles, &types, |a| core(a).map(|e| e.kind.clone()).collect());
    table(out, "status of all events", corpus, articles, &vocabulary::STATUSES, |a| {
        a.events.iter().map(|e| e.status.clone()).collect()
    });
    table(out, "status of core events", corpus, articles, &vocabulary::STATUSES, |a| {
        core(a).map(|e| e.status.clone()).collect()
    });
}

/// The events that the article reports.
fn core(article: &Article) -> impl Iterator<Item = &Event> {
    article.events.iter().filter(|e| e.weight == "core")
}

/// Which articles tell one event, and which only seem to.
fn clusters(out: &mut String, articles: &[&Article]) {
    let mut clusters: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for article in articles {
        if let Some(name) = &article.cluster {
            clusters.entry(name).or_default().0.push(&article.id);
        }
        if let Some(name) = &article.near {
            clusters.entry(name).or_default().1.push(&article.id);
        }
    }
    let _ = writeln!(out, "| cluster | articles | near misses |\n| --- | --- | --- |");
    for (name, (members, near)) in &clusters {
        let _ = writeln!(out, "| {name} | {} | {} |", members.join(" "), near.join(" "));
    }
}

fn decade(article: &Article) -> String {
    format!("{}0s", article.published.get(..3).unwrap_or_default())
}

/// What is counted once an article.
type Count = fn(&Article) -> usize;

/// The sums of each part.
fn parts(out: &mut String, corpus: &Corpus, articles: &[&Article]) {
    let rows: [(&str, Count); 17] = [
        ("articles", |_| 1),
        ("words", |a| a.text.words()),
        ("names", |a| a.entities.len()),
        ("mentions", |a| a.entities.iter().map(|e| e.mentions.len()).sum()),
        ("events", |a| a.events.len()),
        ("core events", |a| core(a).count()),
        ("events told by somebody", |a| a.events.iter().filter(|e| !e.attribution.is_empty()).count()),
        ("events with a place", |a| a.events.iter().filter(|e| e.place.is_some()).count()),
        ("events with a size", |a| a.events.iter().filter(|e| !e.size.is_empty()).count()),
        ("statements", |a| a.statements.len()),
        ("statements within statements", |a| a.statements.iter().filter(|s| s.inside.is_some()).count()),
        ("literal quotations", |a| a.statements.iter().filter(|s| s.direct).count()),
        ("dates", |a| a.dates.len()),
        ("dates that cannot be resolved", |a| a.dates.iter().filter(|d| d.value.is_none()).count()),
        ("articles without core events", |a| usize::from(core(a).next().is_none())),
        ("articles in clusters", |a| usize::from(a.cluster.is_some())),
        ("near misses of clusters", |a| usize::from(a.near.is_some())),
    ];
    head(out, "part");
    for (name, count) in rows {
        row(out, name, |part| articles.iter().filter(|a| corpus.part(a) == part).map(|a| count(a)).sum());
    }
    let of = |part: &str| {
        let all = articles.iter().filter(|a| corpus.part(a) == part);
        all.filter_map(|a| a.cluster.as_deref()).collect::<BTreeSet<_>>().len()
    };
    row(out, "clusters", of);
    out.push('\n');
}

/// One row a name: how often `values` has it in each part.
fn table(
    out: &mut String,
    title: &str,
    corpus: &Corpus,
    articles: &[&Article],
    names: &[&str],
    values: impl Fn(&Article) -> Vec<String>,
) {
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for article in articles {
        for value in values(article) {
            *counts.entry((value, corpus.part(article))).or_default() += 1;
        }
    }
    head(out, title);
    for name in names {
        row(out, name, |part| {
            counts.iter().filter(|((n, p), _)| n == name && *p == part).map(|(_, count)| *count).sum()
        });
    }
    out.push('\n');
}

fn head(out: &mut String, title: &str) {
    let _ = writeln!(out, "| {title} | {} | all |", vocabulary::SPLITS.join(" | "));
    let _ = writeln!(out, "| --- | --- | --- | --- | --- |");
}

fn row(out: &mut String, name: &str, count: impl Fn(&str) -> usize) {
    let counts = vocabulary::SPLITS.map(count);
    let cells = counts.map(|c| c.to_string()).join(" | ");
    let _ = writeln!(out, "| {name} | {cells} | {} |", counts.iter().sum::<usize>());
}
