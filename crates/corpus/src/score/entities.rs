//! Named entities and their countries.

use super::Figures;
use super::item::{Item, is_name, list, named, words};
use serde_json::{Value, json};

pub(super) fn score(item: &Item, figures: &mut Figures) {
    let gold = list(&item.gold, "entities");
    let predicted: Vec<&Value> = list(&item.record, "entities").iter().filter(|e| counts(e)).collect();
    let mut found = vec![false; gold.len()];
    for entity in &predicted {
        let forms = std::iter::once(words(entity, "name")).chain(named(entity));
        let mut places = forms.filter_map(|form| item.gold_entity(form));
        let free = |place: &usize| {
            let same = gold.get(*place).is_some_and(|g| words(g, "type") == words(entity, "type"));
            same && found.get(*place) == Some(&false)
        };
        match places.find(free) {
            Some(place) => {
                if let Some(found) = found.get_mut(place) {
                    *found = true;
                }
                let country = gold.get(place).map(|g| words(g, "country")).unwrap_or_default();
                if !country.is_empty() {
                    figures.country.add(words(entity, "country") == country);
                }
            }
            None => {
                let about = json!({"name": words(entity, "name"), "type": words(entity, "type")});
                figures.note(&item.id, "entity false", about);
            }
        }
    }
    for (entity, _) in gold.iter().zip(&found).filter(|(_, found)| !**found) {
        let about = json!({"name": words(entity, "name"), "type": words(entity, "type")});
        figures.note(&item.id, "entity missed", about);
    }
    figures.entities.add(found.iter().filter(|f| **f).count(), predicted.len(), gold.len());
}

/// Persons, organisations and places that are named somewhere.
fn counts(entity: &Value) -> bool {
    let named = match entity.get("mentions").and_then(Value::as_array) {
        Some(mentions) => mentions.iter().any(is_name),
        None => true,
    };
    named && ["PER", "ORG", "LOC"].contains(&words(entity, "type"))
}
