//! Values and what supports them.

use super::reports::Told;
use std::collections::BTreeSet;
use waqai_schema::world::{Claim, Support};

/// Values of one field, each with its support, in the order in which they came.
#[derive(Debug)]
pub(super) struct Table<'a, T> {
    entries: Vec<Entry<'a, T>>,
}

/// A value.
#[derive(Debug)]
pub(super) struct Entry<'a, T> {
    pub(super) value: T,
    pub(super) support: Vec<Support>,
    voices: BTreeSet<&'a str>,
}

impl<T> Default for Table<'_, T> {
    fn default() -> Self {
        Table { entries: Vec::new() }
    }
}

impl<'a, T: Clone> Table<'a, T> {
    /// A report gives `value`.
    pub(super) fn add(&mut self, told: &Told<'a>, value: T, support: Support)
    where
        T: PartialEq,
    {
        self.add_as(told, value, support, |a, b| a == b);
    }

    /// The same, where `same` says when two values are one; the first stays.
    pub(super) fn add_as(
        &mut self,
        told: &Told<'a>,
        value: T,
        support: Support,
        same: impl Fn(&T, &T) -> bool,
    ) -> &mut Entry<'a, T> {
        let found = self.entries.iter().position(|e| same(&e.value, &value));
        let index = found.unwrap_or_else(|| {
            self.entries.push(Entry { value, support: Vec::new(), voices: BTreeSet::new() });
            self.entries.len() - 1
        });
        let entry = &mut self.entries[index];
        entry.voices.insert(told.voice());
        if !entry.support.contains(&support) {
            entry.support.push(support);
        }
        entry
    }

    pub(super) fn entries(&mut self) -> impl Iterator<Item = &mut Entry<'a, T>> {
        self.entries.iter_mut()
    }

    /// The claims, most voices first; of as many the one told more often, then the one told first.
    pub(super) fn claims(self) -> Vec<Claim<T>> {
        let mut claims: Vec<Claim<T>> = self
            .entries
            .into_iter()
            .map(|e| Claim {
                value: e.value,
                support: e.support,
                voices: e.voices.len() as u32,
                decided: None,
            })
            .collect();
        claims.sort_by_key(|c| std::cmp::Reverse((c.voices, c.support.len())));
        claims
    }
}

/// Orders of values.
pub(super) mod claim {
    /// The kinds of figures in the order of the schema.
    pub(in crate::combine) fn order_of_figure(of: &str) -> usize {
        let kinds = waqai_schema::FIGURES;
        kinds.iter().position(|k| *k == of).unwrap_or(kinds.len())
    }
}
