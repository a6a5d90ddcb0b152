//! Who is the same in several events, for formats with actors as things of their own.
//!
//! Whom the knowledge base knows is the same by key. A name that it does not know is the same where name, kind and country are equal: that is
//! said on the node (`name`), for it may be two people. Words that name nobody ("unknown gunmen") are never the same in two events.

use crate::error::Result;
use crate::sorter::Sorter;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use waqai_schema::world::{Party, WorldEvent};

/// A stable id of letters, digits and a hyphen, from what makes a thing that thing.
pub(crate) fn id_of(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    let mut id = "waqai-".to_owned();
    for byte in digest.finalize().iter().take(16) {
        id.push_str(&format!("{byte:02x}"));
    }
    id
}

/// By what a party is known again: `key`, `name` or `words`.
pub(crate) fn identity(party: &Party) -> &'static str {
    match (&party.key, &party.kind) {
        (Some(_), _) => "key",
        (None, Some(_)) => "name",
        (None, None) => "words",
    }
}

/// The id of a party of an event.
pub(crate) fn party_id(event: &WorldEvent, party: &Party) -> String {
    let kind = party.kind.as_deref().unwrap_or_default();
    let country = party.country.as_deref().unwrap_or_default();
    match (&party.key, &party.kind) {
        (Some(key), _) => id_of(&["key", key]),
        (None, Some(_)) => id_of(&["name", kind, &party.name, country]),
        (None, None) => id_of(&["words", &event.id, &party.name]),
    }
}

/// What all events together say of a party.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Gathered {
    /// Each name with the number of events that have it.
    pub(crate) names: BTreeMap<String, u64>,
    pub(crate) kinds: BTreeSet<String>,
    pub(crate) countries: BTreeSet<String>,
    pub(crate) sectors: BTreeSet<String>,
    pub(crate) key: Option<String>,
    pub(crate) identity: String,
    pub(crate) events: u64,
    pub(crate) reports: u64,
}

impl Gathered {
    fn of(party: &Party, reports: u64) -> Self {
        Self {
            names: BTreeMap::from([(party.name.clone(), 1)]),
            kinds: party.kind.iter().cloned().collect(),
            countries: party.country.iter().cloned().collect(),
            sectors: party.sectors.iter().cloned().collect(),
            key: party.key.clone(),
            identity: identity(party).to_owned(),
            events: 1,
            reports,
        }
    }

    /// Takes another's names and more. `same_event`: its event and reports are counted already.
    fn join(&mut self, other: Self, same_event: bool) {
        for (name, count) in other.names {
            *self.names.entry(name).or_default() += count;
        }
        self.kinds.extend(other.kinds);
        self.countries.extend(other.countries);
        self.sectors.extend(other.sectors);
        if !same_event {
            self.events += other.events;
            self.reports += other.reports;
        }
    }

    /// The name that most events have; of several the first in the order of letters.
    pub(crate) fn name(&self) -> &str {
        let best = self.names.iter().max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a)));
        best.map_or("", |(name, _)| name)
    }
}

/// Gathers the parties of any number of events.
pub(crate) struct Parties {
    sorter: Sorter,
}

impl Parties {
    pub(crate) fn new(folder: &Path, name: &'static str) -> Self {
        Self { sorter: Sorter::new(folder, name) }
    }

    /// Takes the actors and recipients of an event.
    pub(crate) fn event(&mut self, event: &WorldEvent) -> Result<()> {
        let reports = event.reports.len() as u64;
        let mut found: BTreeMap<String, Gathered> = BTreeMap::new();
        for party in event.actors.iter().chain(&event.recipients).map(|claim| &claim.value) {
            let gathered = Gathered::of(party, reports);
            match found.entry(party_id(event, party)) {
                std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(gathered)),
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    place.get_mut().join(gathered, true)
                }
            }
        }
        for (id, gathered) in found {
            self.sorter.add(id.as_bytes(), &serde_json::to_vec(&gathered)?)?;
        }
        Ok(())
    }

    /// Hands over each party once, in the order of ids.
    pub(crate) fn finish(self, mut party: impl FnMut(&str, &Gathered) -> Result<()>) -> Result<()> {
        let mut open: Option<(Box<[u8]>, Gathered)> = None;
        let mut close = |id: &[u8], gathered: &Gathered| party(&String::from_utf8_lossy(id), gathered);
        self.sorter.finish(|id, payload| {
            let next: Gathered = serde_json::from_slice(payload)?;
            if let Some((same, gathered)) = &mut open
                && **same == *id
            {
                gathered.join(next, false);
                return Ok(());
            }
            if let Some((id, gathered)) = open.replace((id.into(), next)) {
                close(&id, &gathered)?;
            }
            Ok(())
        })?;
        open.map_or(Ok(()), |(id, gathered)| close(&id, &gathered))
    }
}
