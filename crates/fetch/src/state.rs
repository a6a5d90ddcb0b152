//! What is remembered of an address between two runs. The store keeps it; nothing here does.

use std::collections::BTreeMap;

/// What is remembered of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The address, as a source or a feed gave it.
    pub url: String,
    /// The `ETag` of the last answer.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
    /// When a feed or sitemap said that it last changed, as it said so.
    pub changed: Option<String>,
    /// When it was last there: RFC 3339, UTC.
    pub seen: String,
}

/// What is remembered of all addresses.
#[derive(Debug, Clone, Default)]
pub struct Memory(BTreeMap<String, State>);

impl Memory {
    /// What is remembered of `url`.
    #[must_use]
    pub fn of(&self, url: &str) -> Option<&State> {
        self.0.get(url)
    }

    /// Remembers.
    pub fn put(&mut self, state: State) {
        self.0.insert(state.url.clone(), state);
    }

    /// Whether a page that a feed or sitemap lists need not be fetched: it was there, and nothing says that it changed since.
    pub(crate) fn has(&self, url: &str, changed: Option<&str>) -> bool {
        self.of(url).is_some_and(|state| changed.is_none() || state.changed.as_deref() == changed)
    }
}

impl FromIterator<State> for Memory {
    fn from_iter<T: IntoIterator<Item = State>>(states: T) -> Self {
        Memory(states.into_iter().map(|s| (s.url.clone(), s)).collect())
    }
}
