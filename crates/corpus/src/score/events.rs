//! Core events: found, and found whole.

use super::item::{Item, list, strings, words};
use super::{Figures, names};
use crate::vocabulary::RECIPROCAL;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn score(item: &Item, figures: &mut Figures) {
    let gold = list(&item.gold, "events");
    let predicted = list(&item.record, "events");
    let matches = Matches::of(item, gold, predicted);
    let is_core = |i: usize| gold.get(i).is_some_and(|g| words(g, "weight") == "core");
    let core: Vec<usize> = (0..gold.len()).filter(|i| is_core(*i)).collect();
    let counted: Vec<usize> = (0..predicted.len())
        .filter(|j| match matches.of_predicted.get(j) {
            Some(i) => is_core(*i),
            None => predicted.get(*j).is_some_and(|p| words(p, "weight") != "optional"),
        })
        .collect();
    let found = core.iter().filter(|i| matches.of_gold.contains_key(i)).count();
    figures.event.add(found, counted.len(), core.len());
    figures.role.add(0, counted.len(), core.len());
    for i in &core {
        let Some(gold) = gold.get(*i) else { continue };
        let of_type = figures.per_type.entry(words(gold, "type").to_owned()).or_default();
        of_type.gold += 1;
        match matches.of_gold.get(i).and_then(|j| predicted.get(*j)) {
            Some(event) => {
                of_type.right += 1;
                whole(item, gold, event, figures);
            }
            None => {
                let about = json!({
                    "type": gold["type"], "trigger": gold["trigger"], "actors": gold["actors"],
                    "recipients": gold["recipients"],
                });
                figures.note(&item.id, "event missed", about);
            }
        }
    }
    let mut types: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for event in core.iter().filter_map(|i| gold.get(*i)) {
        types.entry(words(event, "type")).or_default().0 += 1;
    }
    for j in &counted {
        let Some(event) = predicted.get(*j) else { continue };
        types.entry(words(event, "type")).or_default().1 += 1;
        figures.per_type.entry(words(event, "type").to_owned()).or_default().predicted += 1;
        if !matches.of_predicted.contains_key(j) {
            let about = json!({
                "type": event["type"], "trigger": event["trigger"]["text"],
                "actors": item.shown(list(event, "actors")),
            });
            figures.note(&item.id, "event false", about);
        }
    }
    for (j, event) in predicted.iter().enumerate() {
        let Some(confidence) = event["confidence"].as_f64() else { continue };
        let fifth = ((confidence * 5.0) as usize).min(figures.confidence.len() - 1);
        figures.confidence[fifth].of += 1;
        figures.confidence[fifth].right += usize::from(matches.of_predicted.contains_key(&j));
    }
    if core.is_empty() {
        figures.idle.of += 1;
        figures.idle.right += counted.iter().filter(|j| !matches.of_predicted.contains_key(j)).count();
    }
    let common = types.values().map(|(gold, predicted)| gold.min(predicted)).sum();
    figures.kind.add(common, counted.len(), core.len());
}

/// Which gold event is which predicted one, by their places.
#[derive(Default)]
struct Matches {
    of_gold: BTreeMap<usize, usize>,
    of_predicted: BTreeMap<usize, usize>,
}

impl Matches {
    fn of(item: &Item, gold: &[Value], predicted: &[Value]) -> Matches {
        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, p) in predicted.iter().enumerate() {
                if words(g, "type") == words(p, "type")
                    && let Some(likeness) = likeness(item, g, p)
                {
                    pairs.push((words(g, "weight") == "core", likeness, i, j));
                }
            }
        }
        // Core events first, then the most alike, then the order of the article.
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
        let mut matches = Matches::default();
        for (_, _, i, j) in pairs {
            if !matches.of_gold.contains_key(&i) && !matches.of_predicted.contains_key(&j) {
                matches.of_gold.insert(i, j);
                matches.of_predicted.insert(j, i);
            }
        }
        matches.repeat_optional(item, gold, predicted);
        matches
    }

    /// What repeats an optional gold event is no false alarm; what repeats a core one is.
    fn repeat_optional(&mut self, item: &Item, gold: &[Value], predicted: &[Value]) {
        for (j, p) in predicted.iter().enumerate() {
            if self.of_predicted.contains_key(&j) {
                continue;
            }
            let repeats = gold.iter().position(|g| {
                words(g, "weight") != "core"
                    && words(g, "type") == words(p, "type")
                    && sides(g).iter().any(|name| both(p).any(|p| item.same(name, p)))
            });
            if let Some(i) = repeats {
                self.of_predicted.insert(j, i);
            }
        }
    }
}

/// The participants of a gold event.
fn sides(gold: &Value) -> Vec<&str> {
    [strings(gold, "actors"), strings(gold, "recipients")].concat()
}

/// The participants of a predicted event.
fn both(event: &Value) -> impl Iterator<Item = &Value> + Clone {
    list(event, "actors").iter().chain(list(event, "recipients"))
}

/// Participants in common, and a little for the same trigger; `None` if the two are not the same event.
fn likeness(item: &Item, gold: &Value, event: &Value) -> Option<f64> {
    let names = sides(gold);
    let trigger = names::same(
        words(gold, "trigger"),
        event.get("trigger").map(|t| words(t, "text")).unwrap_or_default(),
    );
    let common = if names.is_empty() {
        if trigger { 0.5 } else { 0.0 }
    } else {
        let right = both(event).filter(|p| names.iter().any(|name| item.same(name, p))).count();
        if 2 * right < both(event).count() {
            0.0
        } else {
            names.iter().filter(|name| both(event).any(|p| item.same(name, p))).count() as f64
        }
    };
    (common > 0.0).then_some(common + if trigger { 0.3 } else { 0.0 })
}

/// Roles, status and date of an event that was found.
fn whole(item: &Item, gold: &Value, event: &Value, figures: &mut Figures) {
    let reciprocal = RECIPROCAL.contains(&words(gold, "type"));
    let role = |field: &str| {
        let there: Vec<&Value> =
            if reciprocal { both(event).collect() } else { list(event, field).iter().collect() };
        strings(gold, field).iter().all(|name| there.iter().any(|p| item.same(name, p)))
    };
    let names = sides(gold);
    let surplus = both(event).filter(|p| !names.iter().any(|name| item.same(name, p))).count();
    let mut why = Vec::new();
    if !role("actors") || !role("recipients") || surplus > 1 {
        why.push("roles");
    }
    if status(gold) != status(event) {
        why.push("status");
    }
    let date = event.get("date").map(|d| words(d, "value")).unwrap_or_default();
    if !words(gold, "date").is_empty() && !date.starts_with(words(gold, "date")) {
        why.push("date");
    }
    if why.is_empty() {
        figures.role.right += 1;
        return;
    }
    let about = json!({
        "type": gold["type"], "trigger": gold["trigger"], "why": why,
        "gold": {
            "actors": gold["actors"], "recipients": gold["recipients"], "status": gold["status"], "date": gold["date"],
        },
        "got": {
            "actors": item.shown(list(event, "actors")), "recipients": item.shown(list(event, "recipients")),
            "status": event["status"], "date": event["date"]["value"],
        },
    });
    figures.note(&item.id, "event not whole", about);
}

fn status(event: &Value) -> &str {
    Some(words(event, "status")).filter(|s| !s.is_empty()).unwrap_or("actual")
}
