//! Why the reports of an event are one event.

use crate::error::Result;
use crate::open::Store;
use serde::Serialize;
use std::sync::Arc;
use waqai_merge::{Explanation, Source};
use waqai_schema::world::WorldEvent;

/// How a report is tied to the others of its event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tie {
    /// Position of the report in [`WorldEvent::reports`].
    pub report: u32,
    /// Position of the report before it with which it has most in common.
    pub with: u32,
    /// What the two have in common, and what not.
    pub explanation: Explanation,
}

/// Reports that one is compared with.
const COMPARED: usize = 64;

impl Store {
    /// For every report of an event but the first: with which of those before it it has most in common, and what. Reports that stand in
    /// no newest reading any more are passed over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn why(&mut self, event: &WorldEvent) -> Result<Vec<Tie>> {
        let mut sources: Vec<Option<Arc<Source>>> = Vec::new();
        for report in &event.reports {
            sources.push(match self.article_number(&report.article) {
                Ok(article) => Some(self.source(article)?),
                Err(e) if e.is_unknown() => None,
                Err(e) => return Err(e),
            });
        }
        let mut ties: Vec<Tie> = Vec::new();
        let told: Vec<_> = (0u32..).zip(event.reports.iter().zip(&sources)).collect();
        for (index, (report, source)) in told.iter().skip(1) {
            let Some(source) = source else { continue };
            let mut best: Option<Tie> = None;
            for (with, (other, beside)) in told.iter().take(*index as usize).take(COMPARED) {
                let Some(beside) = beside else { continue };
                let compared = waqai_merge::why((&**beside, &other.event), (&**source, &report.event));
                if let Some(explanation) = compared
                    && best.as_ref().is_none_or(|b| explanation.score > b.explanation.score)
                {
                    best = Some(Tie { report: *index, with: *with, explanation });
                }
            }
            ties.extend(best);
        }
        Ok(ties)
    }
}
