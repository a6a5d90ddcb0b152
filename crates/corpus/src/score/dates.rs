//! Dates and their values.

use super::item::{Item, list, words};
use super::{Figures, names};
use serde_json::{Value, json};

pub(super) fn score(item: &Item, figures: &mut Figures) {
    let gold = list(&item.gold, "dates");
    let predicted = list(&item.record, "dates");
    let mut taken = vec![false; predicted.len()];
    for date in gold {
        let quoted = names::norm(words(date, "text"));
        let fits = |p: &Value| {
            let there = names::norm(words(p, "text"));
            !quoted.is_empty() && !there.is_empty() && (quoted.contains(&there) || there.contains(&quoted))
        };
        let Some(place) = predicted.iter().zip(&taken).position(|(p, taken)| !taken && fits(p)) else {
            let about = json!({"text": date["text"], "value": date["value"]});
            figures.note(&item.id, "date missed", about);
            continue;
        };
        if let Some(taken) = taken.get_mut(place) {
            *taken = true;
        }
        let (want, got) =
            (words(date, "value"), predicted.get(place).map(|p| words(p, "value")).unwrap_or_default());
        if !want.is_empty() {
            let right = got.starts_with(want);
            figures.value.add(right);
            if !right {
                let about = json!({"text": date["text"], "gold": want, "got": got});
                figures.note(&item.id, "date value", about);
            }
        }
    }
    for (date, _) in predicted.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        figures.note(&item.id, "date false", json!({"text": date["text"], "value": date["value"]}));
    }
    figures.dates.add(taken.iter().filter(|t| **t).count(), predicted.len(), gold.len());
}
