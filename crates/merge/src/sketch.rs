//! The little of an article that linking looks at: small, stored, comparable without the record.

use crate::Source;
use crate::signature::{ArticleSignature, mix};
use serde::{Deserialize, Serialize};

/// Articles that may have to do with each other share one: a [`Sketch::probes`] of the one is a [`Sketch::keys`] of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(pub u64);

/// What linking knows of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Id of the article in the store.
    pub article: String,
    /// Of its lemmas.
    pub signature: ArticleSignature,
    /// Its events.
    pub(crate) reports: Vec<ReportSketch>,
}

/// What linking knows of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReportSketch {
    /// Id of the event in the record.
    pub(crate) event: String,
}

impl Sketch {
    /// Of an article.
    #[must_use]
    pub fn of(source: &Source) -> Sketch {
        let reports = source.record.events.iter().map(|e| ReportSketch { event: e.id.clone() }).collect();
        Sketch { article: source.article.clone(), signature: source.signature.clone(), reports }
    }

    /// For storing.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// From what [`Sketch::to_bytes`] gave; `None` for anything else (a sketch of another version of the program: make it anew).
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        serde_json::from_slice(bytes).ok()
    }

    /// The keys under which to keep it, sorted, each once.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        self.signature.bands().map(|b| Key(mix(b))).collect()
    }

    /// The keys under which to look for others, sorted, each once.
    #[must_use]
    pub fn probes(&self) -> Vec<Key> {
        self.keys()
    }
}
