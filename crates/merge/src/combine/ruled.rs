//! What people decided about an event.

use crate::decide::{Decision, Field, ReportRef, Ruling};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use waqai_schema::world::{Claim, Figure, WorldEvent};

/// The decisions that concern the reports of an event.
#[derive(Debug, Default)]
pub(super) struct Ruled<'a> {
    pub(super) reviewed: bool,
    pub(super) rejected: bool,
    edits: BTreeMap<Field, (&'a str, &'a serde_json::Value)>,
}

/// A decision that is in force, with the reports of which it still speaks.
struct Standing<'a> {
    ruling: &'a Ruling,
    reports: Vec<&'a ReportRef>,
}

impl<'a> Ruled<'a> {
    /// A split takes what is split off out of every earlier decision about the whole.
    pub(super) fn of(names: &[ReportRef], rulings: &'a [Ruling]) -> Ruled<'a> {
        let mut ruled = Ruled::default();
        let mut standing: Vec<Standing<'a>> = Vec::new();
        for ruling in rulings {
            ruled.reviewed |= ruling.decision.reports().any(|r| names.contains(r));
            if let Decision::Split { reports, from } = &ruling.decision {
                for one in &mut standing {
                    if one.reports.iter().any(|r| from.contains(r)) {
                        one.reports.retain(|r| !reports.contains(r));
                    }
                }
            }
            standing.push(Standing { ruling, reports: ruling.decision.reports().collect() });
        }
        for one in standing.iter().filter(|s| s.reports.iter().any(|r| names.contains(r))) {
            match &one.ruling.decision {
                Decision::Reject { .. } => ruled.rejected = true,
                Decision::Restore { .. } => ruled.rejected = false,
                Decision::Edit { field, value, .. } => {
                    ruled.edits.insert(field.clone(), (one.ruling.id.as_str(), value));
                }
                Decision::Merge { .. } | Decision::Split { .. } | Decision::Confirm { .. } => {}
            }
        }
        ruled
    }

    /// The type that a person gave.
    pub(super) fn kind(&self) -> Option<String> {
        let (_, value) = self.edits.get(&Field::Type)?;
        value.as_str().map(str::to_owned)
    }

    /// Puts in what people gave. A value that has not the form of its field is passed over.
    pub(super) fn apply(&self, event: &mut WorldEvent) {
        for (field, (id, value)) in &self.edits {
            match field {
                Field::Type => {}
                Field::Modes => list(&mut event.modes, id, value),
                Field::Contexts => list(&mut event.contexts, id, value),
                Field::Actors => list(&mut event.actors, id, value),
                Field::Recipients => list(&mut event.recipients, id, value),
                Field::Status => single(&mut event.status, id, value),
                Field::Date => single(&mut event.date, id, value),
                Field::Place => single(&mut event.place, id, value),
                Field::Figure(of) => {
                    let (mut these, rest): (Vec<Claim<Figure>>, Vec<Claim<Figure>>) =
                        event.figures.drain(..).partition(|c| c.value.of == *of);
                    single(&mut these, id, value);
                    these.retain(|c| c.value.of == *of);
                    event.figures = these.into_iter().chain(rest).collect();
                    event.figures.sort_by_key(|c| super::claim::order_of_figure(&c.value.of));
                }
            }
        }
    }
}

/// Reads a value in the form of the schema.
fn read<T: DeserializeOwned>(value: &serde_json::Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// What a person gave, with what reports say of the same.
fn decided<T: PartialEq>(claims: &mut Vec<Claim<T>>, id: &str, value: T) -> Claim<T> {
    let said = claims.iter().position(|c| c.value == value).map(|i| claims.remove(i));
    let (support, voices) = said.map_or_else(Default::default, |c| (c.support, c.voices));
    Claim { value, support, voices, decided: Some(id.to_owned()) }
}

fn list<T: DeserializeOwned + PartialEq>(claims: &mut Vec<Claim<T>>, id: &str, value: &serde_json::Value) {
    let given: Option<Vec<T>> = if value.is_null() { Some(Vec::new()) } else { read(value) };
    if let Some(given) = given {
        *claims = given.into_iter().map(|v| decided(claims, id, v)).collect();
    }
}

fn single<T: DeserializeOwned + PartialEq>(claims: &mut Vec<Claim<T>>, id: &str, value: &serde_json::Value) {
    if value.is_null() {
        claims.clear();
    } else if let Some(given) = read(value) {
        let claim = decided(claims, id, given);
        claims.insert(0, claim);
    }
}
