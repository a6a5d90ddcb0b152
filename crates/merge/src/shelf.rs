//! Linking a few articles among many: only what stands near them is looked at.

use crate::decide::{ReportRef, Ruling};
use crate::link::{Linking, link};
use crate::sketch::{Key, Sketch};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the sketches of all articles are kept, as they are after the change (what was added is there, what was removed is not).
pub trait Shelf {
    /// What can go wrong in looking.
    type Error;

    /// The articles kept under any of these keys ([`Sketch::keys`]), in any order, repeated or not.
    ///
    /// # Errors
    /// As the shelf has it.
    fn sharing(&mut self, keys: &[Key]) -> Result<Vec<String>, Self::Error>;

    /// The sketch of an article; `None` if there is none.
    ///
    /// # Errors
    /// As the shelf has it.
    fn sketch(&mut self, article: &str) -> Result<Option<Arc<Sketch>>, Self::Error>;
}

/// What has changed since the groups were made.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Articles that are new, or whose record is.
    pub added: Vec<String>,
    /// Sketches that no longer hold: of articles that went, and the old ones of articles whose record is new.
    pub removed: Vec<Arc<Sketch>>,
    /// Reports named by rulings that are new.
    pub ruled: Vec<ReportRef>,
}

/// The groups and copies that hold after `change`, of every report and article that it may have touched: whole groups, which take the place
/// of all earlier groups that had a report among them. What is not in it stays as it was.
///
/// # Errors
/// Those of the shelf.
pub fn relink<S: Shelf>(shelf: &mut S, change: &Change, rulings: &[Ruling]) -> Result<Linking, S::Error> {
    let mut near: BTreeMap<String, Sketch> = BTreeMap::new();
    for article in change.added.iter().chain(change.ruled.iter().map(|r| &r.article)) {
        if let Some(sketch) = shelf.sketch(article)? {
            near.insert(article.clone(), (*sketch).clone());
        }
    }
    let near: Vec<Sketch> = near.into_values().collect();
    Ok(link(&near, rulings))
}
