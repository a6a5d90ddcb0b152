//! The gazetteer being built: key → readings, and its compiled form.

use std::collections::{BTreeMap, BTreeSet};
use waqai_names::data::{Class, Reading};
use waqai_names::key::phrase_key;

/// Key → packed readings.
#[derive(Default)]
pub(crate) struct Phrases {
    map: BTreeMap<String, BTreeSet<u32>>,
}

impl Phrases {
    /// Adds a reading of a phrase as written. Phrases without a letter of Arabic or Latin script are left out.
    pub(crate) fn add(&mut self, phrase: &str, class: Class, number: u32) {
        self.add_key(phrase_key(phrase), class, number);
    }

    /// Adds a reading of a key.
    pub(crate) fn add_key(&mut self, key: String, class: Class, number: u32) {
        if key.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
            self.map.entry(key).or_default().insert(Reading { class, number }.pack());
        }
    }

    /// Whether a key already has a reading of this class.
    pub(crate) fn has(&self, key: &str, class: Class) -> bool {
        self.of(key).any(|r| r.class == class)
    }

    /// Readings of a key.
    pub(crate) fn of(&self, key: &str) -> impl Iterator<Item = Reading> {
        self.map.get(key).into_iter().flatten().filter_map(|p| Reading::unpack(*p))
    }

    /// The finite-state map and the list of readings of phrases that have several.
    pub(crate) fn compile(&self) -> anyhow::Result<(Vec<u8>, Vec<u8>)> {
        let mut map = fst::MapBuilder::memory();
        let mut lists: Vec<u8> = Vec::new();
        for (key, readings) in &self.map {
            let value = match readings.first() {
                Some(only) if readings.len() == 1 => u64::from(*only),
                _ => {
                    let from = (lists.len() / 4) as u64;
                    let n = readings.len().min(255);
                    readings.iter().take(n).for_each(|r| lists.extend(r.to_le_bytes()));
                    1 << 40 | from << 8 | n as u64
                }
            };
            map.insert(key, value)?;
        }
        Ok((map.into_inner()?, lists))
    }

    pub(crate) fn len(&self) -> usize {
        self.map.len()
    }
}
