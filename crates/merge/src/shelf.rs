//! Linking a few articles among many: only what stands near them is looked at.
//!
//! Groups come of connected neighbourhoods ([`crate::link()`]): reports tied by a score from zero on, or by a decision. A change can only
//! touch the neighbourhoods of the reports that came, of those that were tied to reports that went, and of those that a new
//! decision names. They are followed to their ends, and no further.

use crate::constraints::Constraints;
use crate::decide::{ReportRef, Ruling};
use crate::features::comparable;
use crate::link::{Linking, Node, Web, pair_score};
use crate::sketch::{Key, Sketch};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
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
/// of all earlier groups that had a report among them. What is not in it stays as it was. `rulings`: all there are, oldest first.
///
/// # Errors
/// Those of the shelf.
pub fn relink<S: Shelf>(shelf: &mut S, change: &Change, rulings: &[Ruling]) -> Result<Linking, S::Error> {
    let mut walk = Walk::new(shelf, Constraints::of(rulings));
    for article in &change.added {
        if let Some(slot) = walk.slot(article)? {
            walk.touch(slot);
        }
    }
    for report in &change.ruled {
        walk.reach(report)?;
        walk.reach_bound(report)?;
    }
    for sketch in &change.removed {
        walk.beside(sketch)?;
    }
    walk.follow()?;
    Ok(walk.end())
}

/// A walk over the neighbourhoods that a change touches.
struct Walk<'a, S> {
    shelf: &'a mut S,
    constraints: Constraints,
    web: Web,
    /// Articles that were looked up, in the order in which they were.
    sketches: Vec<Arc<Sketch>>,
    slots: FxHashMap<String, Option<u32>>,
    /// For each, who may have to do with it, once that was asked.
    near: BTreeMap<u32, Vec<u32>>,
    reports: Reach<Node>,
    articles: Reach<u32>,
}

/// What was reached, and what of it is still to be followed.
#[derive(Debug)]
struct Reach<T> {
    reached: BTreeSet<T>,
    open: Vec<T>,
}

impl<T: Ord + Copy> Reach<T> {
    fn new() -> Reach<T> {
        Reach { reached: BTreeSet::new(), open: Vec::new() }
    }

    fn add(&mut self, what: T) {
        if self.reached.insert(what) {
            self.open.push(what);
        }
    }
}

impl<'a, S: Shelf> Walk<'a, S> {
    fn new(shelf: &'a mut S, constraints: Constraints) -> Walk<'a, S> {
        Walk {
            shelf,
            constraints,
            web: Web::default(),
            sketches: Vec::new(),
            slots: FxHashMap::default(),
            near: BTreeMap::new(),
            reports: Reach::new(),
            articles: Reach::new(),
        }
    }

    fn slot(&mut self, article: &str) -> Result<Option<u32>, S::Error> {
        if let Some(slot) = self.slots.get(article) {
            return Ok(*slot);
        }
        let slot = self.shelf.sketch(article)?.map(|sketch| {
            self.sketches.push(sketch);
            self.sketches.len() as u32 - 1
        });
        self.slots.insert(article.to_owned(), slot);
        Ok(slot)
    }

    fn sketch(&self, slot: u32) -> Option<Arc<Sketch>> {
        self.sketches.get(slot as usize).cloned()
    }

    /// An article with all its reports.
    fn touch(&mut self, slot: u32) {
        self.articles.add(slot);
        let reports = self.sketch(slot).map_or(0, |s| s.reports.len() as u32);
        (0..reports).for_each(|report| self.reports.add((slot, report)));
    }

    fn reach(&mut self, report: &ReportRef) -> Result<(), S::Error> {
        if let Some(slot) = self.slot(&report.article)?
            && let Some(sketch) = self.sketch(slot)
            && let Some(index) = sketch.reports.iter().position(|r| r.event == report.event)
        {
            self.reports.add((slot, index as u32));
        }
        Ok(())
    }

    fn reach_bound(&mut self, report: &ReportRef) -> Result<(), S::Error> {
        let bound = self.constraints.bound_to(report).to_vec();
        bound.iter().try_for_each(|other| self.reach(other))
    }

    /// What was tied to the reports of an article that is no longer there.
    fn beside(&mut self, gone: &Sketch) -> Result<(), S::Error> {
        let mut near = Vec::new();
        for article in self.shelf.sharing(&gone.probes())? {
            near.extend(self.slot(&article)?);
        }
        near.sort_unstable();
        near.dedup();
        for slot in near {
            let Some(sketch) = self.sketch(slot) else { continue };
            let copies = gone.signature.likely_copies(&sketch.signature);
            if copies && gone.signature.copies(&sketch.signature).is_some() {
                self.articles.add(slot);
            }
            for (index, report) in (0u32..).zip(&sketch.reports) {
                let tied = |other| {
                    comparable(other, report, copies) && pair_score((gone, other), (&sketch, report)) >= 0
                };
                if gone.reports.iter().any(tied) {
                    self.reports.add((slot, index));
                }
            }
        }
        for report in &gone.reports {
            self.reach_bound(&crate::link::reference(gone, report))?;
        }
        Ok(())
    }

    /// The articles that may have to do with this one.
    fn near(&mut self, slot: u32) -> Result<Vec<u32>, S::Error> {
        if let Some(near) = self.near.get(&slot) {
            return Ok(near.clone());
        }
        let mut near = Vec::new();
        if let Some(sketch) = self.sketch(slot) {
            let mut articles = self.shelf.sharing(&sketch.probes())?;
            articles.sort_unstable();
            articles.dedup();
            for article in articles {
                near.extend(self.slot(&article)?.filter(|other| *other != slot));
            }
        }
        self.near.insert(slot, near.clone());
        Ok(near)
    }

    /// Follows everything to its end.
    fn follow(&mut self) -> Result<(), S::Error> {
        loop {
            if let Some(node) = self.reports.open.pop() {
                self.follow_report(node)?;
            } else if let Some(slot) = self.articles.open.pop() {
                self.follow_article(slot)?;
            } else {
                return Ok(());
            }
        }
    }

    fn follow_report(&mut self, node: Node) -> Result<(), S::Error> {
        let Some(sketch) = self.sketch(node.0) else { return Ok(()) };
        let Some(report) = sketch.reports.get(node.1 as usize) else { return Ok(()) };
        for slot in self.near(node.0)? {
            let Some(other) = self.sketch(slot) else { continue };
            let copies = sketch.signature.likely_copies(&other.signature);
            for (index, candidate) in (0u32..).zip(&other.reports) {
                if comparable(report, candidate, copies) {
                    let score = pair_score((&sketch, report), (&other, candidate));
                    if self.web.keep(node, (slot, index), score) {
                        self.reports.add((slot, index));
                    }
                }
            }
        }
        self.reach_bound(&crate::link::reference(&sketch, report))
    }

    fn follow_article(&mut self, slot: u32) -> Result<(), S::Error> {
        let Some(sketch) = self.sketch(slot) else { return Ok(()) };
        for near in self.near(slot)? {
            let Some(other) = self.sketch(near) else { continue };
            if sketch.signature.likely_copies(&other.signature)
                && self.web.alike((slot, &sketch), (near, &other))
            {
                self.articles.add(near);
            }
        }
        Ok(())
    }

    fn end(self) -> Linking {
        let mut looked_at: Vec<String> = self
            .articles
            .reached
            .iter()
            .filter_map(|slot| self.sketches.get(*slot as usize).map(|s| s.article.clone()))
            .collect();
        looked_at.sort();
        Linking {
            groups: self.web.groups(&self.sketches, self.reports.reached.iter().copied(), &self.constraints),
            copies: self.web.copies(&self.sketches),
            looked_at,
        }
    }
}

/// A shelf in memory.
#[derive(Debug, Default)]
pub struct Memory {
    sketches: BTreeMap<String, Arc<Sketch>>,
    kept: FxHashMap<Key, Vec<String>>,
}

impl Memory {
    /// Puts a sketch there, in place of an earlier one of the same article, which is returned.
    pub fn put(&mut self, sketch: Sketch) -> Option<Arc<Sketch>> {
        let old = self.take(&sketch.article);
        for key in sketch.keys() {
            self.kept.entry(key).or_default().push(sketch.article.clone());
        }
        self.sketches.insert(sketch.article.clone(), Arc::new(sketch));
        old
    }

    /// Takes a sketch away.
    pub fn take(&mut self, article: &str) -> Option<Arc<Sketch>> {
        let old = self.sketches.remove(article)?;
        for key in old.keys() {
            if let Some(kept) = self.kept.get_mut(&key) {
                kept.retain(|a| a != article);
            }
        }
        Some(old)
    }
}

impl Shelf for Memory {
    type Error = Infallible;

    fn sharing(&mut self, keys: &[Key]) -> Result<Vec<String>, Infallible> {
        let mut articles: Vec<String> =
            keys.iter().filter_map(|k| self.kept.get(k)).flatten().cloned().collect();
        articles.sort_unstable();
        articles.dedup();
        Ok(articles)
    }

    fn sketch(&mut self, article: &str) -> Result<Option<Arc<Sketch>>, Infallible> {
        Ok(self.sketches.get(article).cloned())
    }
}
