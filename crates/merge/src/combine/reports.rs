//! The reports of an event in their order.

use crate::Source;
use crate::decide::ReportRef;
use crate::link::CopyOf;
use std::collections::{BTreeMap, BTreeSet};
use waqai_schema::{Entity, Event, Mention, Place};

/// One article's telling.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    /// Position among the reports.
    pub(super) index: u32,
    pub(super) source: &'a Source,
    pub(super) event: &'a Event,
    /// The article that this one repeats.
    pub(super) copy_of: Option<&'a str>,
}

/// The reports in order of publication (those without a day last), then of article and event; each once.
pub(super) fn gather<'a>(reports: &[(&'a Source, &str)], copies: &'a [CopyOf]) -> Vec<Told<'a>> {
    let of: BTreeMap<&str, &str> = copies.iter().map(|c| (c.article.as_str(), c.of.as_str())).collect();
    let mut told: Vec<Told> = reports
        .iter()
        .filter_map(|(source, id)| {
            let event = source.record.events.iter().find(|e| e.id == *id)?;
            Some(Told { index: 0, source, event, copy_of: of.get(source.article.as_str()).copied() })
        })
        .collect();
    let published = |t: &Told<'a>| t.source.record.document.published.as_ref().map(|p| p.value.as_str());
    told.sort_by_key(|t| {
        let day = published(t);
        (day.is_none(), day, t.source.article.as_str(), t.event.id.len(), t.event.id.as_str())
    });
    told.dedup_by(|a, b| a.source.article == b.source.article && a.event.id == b.event.id);
    for (index, one) in (0u32..).zip(&mut told) {
        one.index = index;
    }
    told
}

/// How many of these are no copies of another.
pub(super) fn voices<'a, 'b: 'a>(told: impl Iterator<Item = &'a Told<'b>>) -> u32 {
    told.map(Told::voice).collect::<BTreeSet<&str>>().len() as u32
}

impl<'a> Told<'a> {
    /// The article whose voice this is: of a copy, what it repeats.
    pub(super) fn voice(&self) -> &'a str {
        self.copy_of.unwrap_or(&self.source.article)
    }

    pub(super) fn reference(&self) -> ReportRef {
        ReportRef { article: self.source.article.clone(), event: self.event.id.clone() }
    }

    pub(super) fn entity(&self, id: Option<&String>) -> Option<&'a Entity> {
        let id = id?;
        self.source.record.entities.iter().find(|e| e.id == *id)
    }

    /// The mention of the place that stands nearest to the words that tell the event, and what found it.
    pub(super) fn place_words(&self, place: &Place) -> (Option<&'a Mention>, String) {
        let Some(entity) = self.entity(place.entity.as_ref()) else { return (None, self.event.rule.clone()) };
        let trigger = self.event.trigger.start;
        let nearest = entity.mentions.iter().min_by_key(|m| m.start.abs_diff(trigger));
        (nearest, entity.rule.clone())
    }
}
