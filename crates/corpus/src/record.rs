//! A second annotation in the form of the program's records, so that the same scorer compares two annotators.

use crate::gold::{name, stretch};
use crate::model::{Article, Participant};
use serde_json::{Value, json};

/// The annotations of `article` as a record.
#[must_use]
pub fn record(article: &Article) -> Value {
    let entities = article.entities.iter().enumerate().map(|(index, e)| {
        json!({
            "id": id(index),
            "type": e.kind,
            "name": e.forms.first(),
            "country": e.country,
            "sectors": e.sectors,
            "mentions": e.mentions.iter().map(|m| stretch(article, *m)).collect::<Vec<_>>(),
        })
    });
    let all = |of: &[Participant]| of.iter().map(|p| participant(article, p)).collect::<Vec<_>>();
    let events = article.events.iter().map(|e| {
        json!({
            "type": e.kind,
            "status": e.status,
            "weight": e.weight,
            "actors": all(&e.actors),
            "recipients": all(&e.recipients),
            "date": e.date.as_ref().map(|value| json!({"value": value})),
            "trigger": stretch(article, e.trigger),
        })
    });
    let statements = article.statements.iter().map(|s| {
        json!({
            "speaker": participant(article, &s.speaker),
            "cue": stretch(article, s.cue),
            "content": stretch(article, s.content),
        })
    });
    let dates = article.dates.iter().map(|d| {
        let mut date = stretch(article, d.stretch);
        date["value"] = json!(d.value);
        date
    });
    json!({
        "document": {"id": article.id, "text": article.body},
        "entities": entities.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "statements": statements.collect::<Vec<_>>(),
        "dates": dates.collect::<Vec<_>>(),
    })
}

fn id(index: usize) -> String {
    format!("e{}", index + 1)
}

fn participant(article: &Article, of: &Participant) -> Value {
    match of.entity {
        Some(index) => json!({"entity": id(index)}),
        None => json!({"text": name(article, of)}),
    }
}
