//! An article to be scored: text, gold and record, and who is who in them.

use super::names;
use serde_json::Value;
use std::collections::BTreeMap;

/// One article.
#[derive(Debug)]
pub struct Item {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) gold: Value,
    pub(super) record: Value,
    /// The place in the gold's list of the entity with a form, by the form's key.
    forms: BTreeMap<String, usize>,
    /// The place in the record's list of the entity with an id.
    ids: BTreeMap<String, usize>,
}

/// The members of a list; none if it is missing or null.
pub(super) fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value.get(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The words of a field; empty if it is missing or null.
pub(super) fn words<'v>(value: &'v Value, field: &str) -> &'v str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The names in a list of strings.
pub(super) fn strings<'v>(value: &'v Value, field: &str) -> Vec<&'v str> {
    list(value, field).iter().filter_map(Value::as_str).collect()
}

impl Item {
    /// Takes an article's `text`, its `gold` annotations, and its `record` (null if there is none).
    #[must_use]
    pub fn new(id: &str, text: &str, gold: Value, record: Value) -> Item {
        let mut forms = BTreeMap::new();
        for (place, entity) in list(&gold, "entities").iter().enumerate() {
            forms.insert(names::key(words(entity, "name")), place);
            for form in strings(entity, "forms") {
                forms.insert(names::key(form), place);
            }
        }
        let ids = list(&record, "entities").iter().enumerate();
        let ids = ids.map(|(place, e)| (words(e, "id").to_owned(), place)).collect();
        Item { id: id.to_owned(), text: text.to_owned(), gold, record, forms, ids }
    }

    /// The gold entity with this form, as its place in the list.
    pub(super) fn gold_entity(&self, form: &str) -> Option<usize> {
        self.forms.get(&names::key(form)).copied()
    }

    /// All words by which a predicted participant is known: its own, the entity's name, its named mentions.
    pub(super) fn known_as<'a>(&'a self, participant: &'a Value) -> Vec<&'a str> {
        let mut known = vec![words(participant, "text")];
        let place = participant.get("entity").and_then(Value::as_str).and_then(|id| self.ids.get(id));
        if let Some(entity) = place.and_then(|place| list(&self.record, "entities").get(*place)) {
            known.push(words(entity, "name"));
            known.extend(named(entity));
        }
        known.retain(|words| !words.is_empty());
        known
    }

    /// The first of these, as errors show it.
    pub(super) fn shown(&self, participants: &[Value]) -> Vec<Vec<String>> {
        let first = |p| self.known_as(p).first().map(|w| (*w).to_owned()).into_iter().collect();
        participants.iter().map(first).collect()
    }

    /// Whether the gold's `name` and a predicted participant are the same.
    pub(super) fn same(&self, name: &str, participant: &Value) -> bool {
        let entity = self.gold_entity(name).and_then(|place| list(&self.gold, "entities").get(place));
        let forms = match entity {
            Some(entity) => [vec![words(entity, "name")], strings(entity, "forms")].concat(),
            None => vec![name],
        };
        let known = self.known_as(participant);
        forms.iter().any(|form| known.iter().any(|words| names::same(form, words)))
    }

    /// Mentions whose stretch does not give back their words.
    pub(super) fn broken_spans(&self) -> usize {
        let document = self.record.get("document").map(|d| words(d, "text")).unwrap_or_default();
        let chars: Vec<char> = document.chars().collect();
        let mentions = list(&self.record, "entities").iter().flat_map(|e| list(e, "mentions"));
        mentions.filter(|m| mention_text(&chars, m).is_none_or(|there| there != words(m, "text"))).count()
    }
}

/// What stands where a mention says it does.
fn mention_text(chars: &[char], mention: &Value) -> Option<String> {
    let place = |field| mention.get(field).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    Some(chars.get(place("start")?..place("end")?)?.iter().collect())
}

/// The words of the mentions that are names.
pub(super) fn named(entity: &Value) -> impl Iterator<Item = &str> {
    list(entity, "mentions").iter().filter(|m| is_name(m)).map(|m| words(m, "text"))
}

/// A mention is a name unless it says otherwise.
pub(super) fn is_name(mention: &Value) -> bool {
    mention.get("kind").and_then(Value::as_str).unwrap_or("name") == "name"
}
