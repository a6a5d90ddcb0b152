//! What was read from the store a moment ago and will be asked for again.

use std::collections::BTreeMap;
use std::sync::Arc;
use waqai_merge::{Sketch, Source};

/// Articles kept whole.
const SOURCES: usize = 512;
/// Sketches kept.
const SKETCHES: usize = 8192;

/// Things of the newest readings, by article. The oldest go first.
#[derive(Default)]
pub(crate) struct Cache {
    pub(crate) sources: Shelf<Source>,
    pub(crate) sketches: Shelf<Sketch>,
    /// The id of the last transaction of any program that this holds for.
    pub(crate) version: i64,
}

pub(crate) struct Shelf<T> {
    held: BTreeMap<i64, (u64, Arc<T>)>,
    order: BTreeMap<u64, i64>,
    next: u64,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Shelf { held: BTreeMap::new(), order: BTreeMap::new(), next: 0 }
    }
}

impl<T> Shelf<T> {
    pub(crate) fn get(&mut self, id: i64) -> Option<Arc<T>> {
        let found = Arc::clone(&self.held.get(&id)?.1);
        self.touch(id);
        Some(found)
    }

    fn touch(&mut self, id: i64) {
        self.next += 1;
        let next = self.next;
        if let Some((used, _)) = self.held.get_mut(&id) {
            self.order.remove(used);
            *used = next;
            self.order.insert(next, id);
        }
    }

    fn put(&mut self, id: i64, value: Arc<T>, most: usize) {
        match self.held.get_mut(&id) {
            Some(held) => held.1 = value,
            None => drop(self.held.insert(id, (0, value))),
        }
        self.touch(id);
        while self.held.len() > most {
            let Some((_, oldest)) = self.order.pop_first() else { break };
            self.held.remove(&oldest);
        }
    }

    fn remove(&mut self, id: i64) {
        if let Some((used, _)) = self.held.remove(&id) {
            self.order.remove(&used);
        }
    }
}

impl Cache {
    pub(crate) fn put_source(&mut self, id: i64, source: Arc<Source>) {
        self.sources.put(id, source, SOURCES);
    }

    pub(crate) fn put_sketch(&mut self, id: i64, sketch: Arc<Sketch>) {
        self.sketches.put(id, sketch, SKETCHES);
    }

    pub(crate) fn forget(&mut self, id: i64) {
        self.sources.remove(id);
        self.sketches.remove(id);
    }

    pub(crate) fn clear(&mut self) {
        *self = Cache { version: self.version, ..Cache::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;
    use std::sync::Arc;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut shelf = Shelf::default();
        for id in 0..3 {
            shelf.put(id, Arc::new(id), 3);
        }
        assert!(shelf.get(0).is_some());
        shelf.put(3, Arc::new(3), 3);
        assert!(shelf.get(1).is_none());
        assert!(shelf.get(0).is_some());
        shelf.remove(0);
        assert!(shelf.get(0).is_none());
        assert_eq!(shelf.held.len(), shelf.order.len());
    }
}
