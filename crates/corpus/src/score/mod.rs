//! The measures: records of the program against annotations.
//!
//! In: for each article its text, its gold annotations and the record (JSON; an article without a record counts as an empty
//! one). Out: precision, recall and F1, summed over all articles (micro-averaged), and every miss and false alarm.
//!
//! - **entities**: persons, organisations and places that are named, once an article: same type, and the name or a named mention
//!   is one of the gold forms (letters folded, without articles).
//! - **country**: of the entities found whose gold country is known, the share with the same code.
//! - **event**: core events: same type, a participant in common, and at least half of the predicted participants right. An event
//!   without participants in the gold is the one whose trigger shares its words. Each is matched once, those that share most first.
//! - **event+role**: the same, every gold actor and recipient found in its role (reciprocal types may swap), at most one
//!   participant too many, the status right, and the date where the gold has one.
//! - **type**: core events by type alone, as many as both have.
//! - **statements**: same speaker (the gold has the stretch of what is said, or its cue, first and last words), and the stretches have at least half of the shorter one in common.
//! - **dates**: overlapping words; **value**: of those found whose gold value is known, the share with the same value.
//!
//! Participants are the same when one's words are all among the other's, or they share two words. Optional gold events are neither
//! missed when absent nor wrong when found. Predicted events that are marked optional, as those of a second annotator are, are
//! not wrong when nothing matches them.

mod counts;
mod dates;
mod entities;
mod events;
mod item;
mod names;
mod statements;

pub use counts::{Counts, Share};
pub use item::Item;
pub use statements::stretch_of;

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What was counted over all articles.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Articles.
    pub items: usize,
    /// Named entities.
    pub entities: Counts,
    /// Their countries.
    pub country: Share,
    /// Core events.
    pub event: Counts,
    /// Core events with roles, status and date.
    pub role: Counts,
    /// Core events by type alone.
    pub kind: Counts,
    /// Core events of each type.
    pub per_type: BTreeMap<String, Counts>,
    /// Reported speech.
    pub statements: Counts,
    /// Of all predicted events with a confidence in each fifth from 0 to 1, those that are in the gold (core or optional).
    pub confidence: [Share; 5],
    /// False alarms in the articles without a core event, and the number of these articles.
    pub idle: Share,
    /// Dates.
    pub dates: Counts,
    /// Their values.
    pub value: Share,
    /// Mentions whose stretch does not give back their words.
    pub broken_spans: usize,
    /// Every miss and false alarm, a JSON object each.
    pub errors: Vec<Value>,
}

impl Figures {
    /// The figures without the errors.
    #[must_use]
    pub fn json(&self) -> Value {
        let per_type: Map<String, Value> = self.per_type.iter().map(|(k, c)| (k.clone(), c.json())).collect();
        json!({
            "entities": self.entities.json(),
            "event": self.event.json(),
            "event+role": self.role.json(),
            "type": self.kind.json(),
            "statements": self.statements.json(),
            "dates": self.dates.json(),
            "country": self.country.json(),
            "value": self.value.json(),
            "per_type": per_type,
            "items": self.items,
            "spans_that_do_not_match_the_text": self.broken_spans,
        })
    }

    /// Notes an error of an article.
    fn note(&mut self, id: &str, kind: &str, more: Value) {
        let mut error = json!({"id": id, "kind": kind});
        for (key, value) in more.as_object().into_iter().flatten() {
            error[key] = value.clone();
        }
        self.errors.push(error);
    }
}

/// Scores all articles.
#[must_use]
pub fn score(items: &[Item]) -> Figures {
    let mut figures = Figures { items: items.len(), ..Figures::default() };
    for item in items {
        entities::score(item, &mut figures);
        events::score(item, &mut figures);
        statements::score(item, &mut figures);
        dates::score(item, &mut figures);
        figures.broken_spans += item.broken_spans();
    }
    figures
}
