//! How far two annotators agree.

use crate::corpus::Corpus;
use crate::score::{Counts, Figures, Item, score};
use std::fmt::Write;

/// The second annotations scored against the first; `None` when there are none.
#[must_use]
pub fn agreement(corpus: &Corpus) -> Option<Figures> {
    let pair = |(first, second)| {
        let gold = crate::gold::gold(first, corpus.part(first));
        Item::new(&first.id, &first.body, gold, crate::record::record(second))
    };
    let items: Vec<Item> = corpus.twice().map(pair).collect();
    (!items.is_empty()).then(|| score(&items))
}

/// The agreement as a Markdown table.
#[must_use]
pub fn table(figures: &Figures) -> String {
    let mut out = String::from("| what | F1 | agreed | second annotator | first annotator |\n");
    out.push_str("| --- | --- | --- | --- | --- |\n");
    let rows: [(&str, Counts); 6] = [
        ("entities", figures.entities),
        ("event", figures.event),
        ("event+role", figures.role),
        ("type", figures.kind),
        ("statements", figures.statements),
        ("dates", figures.dates),
    ];
    for (name, c) in rows {
        let _ = writeln!(out, "| {name} | {:.3} | {} | {} | {} |", c.f1(), c.right, c.predicted, c.gold);
    }
    out.push_str("\n| of those agreed on | same | of |\n| --- | --- | --- |\n");
    for (name, share) in [("country of a name", figures.country), ("value of a date", figures.value)] {
        let _ = writeln!(out, "| {name} | {} | {} |", share.right, share.of);
    }
    out
}
