//! What is asked of the events.

use crate::error::{Kind, Result};
use crate::facets::{
    ACTOR, ACTOR_NAME, MODE, OUTLET, PLACE, PLACE_NAME, REPORTED, SPEAKER, SPEAKER_NAME, STATUS, TYPE,
};
use crate::open::Store;
use crate::time::{Edge, days, moment};
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use waqai_text::fold;

/// Chooses events. What is empty or `None` chooses all. Several actors: all of them take part (a dyad). Of the other lists, one entry is enough.
///
/// An actor, place or speaker is meant by a code (`SYR`, `GOV`), a key (`organisation/hamas`), or a name: any words that stand in the name as
/// whole words, in any spelling ("سوريه" finds "سورية"). An event whose reports differ is found by each of what they say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventFilter {
    /// Who takes part, on either side.
    pub actors: Vec<String>,
    /// PLOVER types.
    pub kinds: Vec<String>,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// `actual`, `planned`, ….
    pub statuses: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// Not before this day, month or year; an event without a date is not found.
    pub from: Option<String>,
    /// Not after it.
    pub to: Option<String>,
    /// Reported on this day, month or year or later.
    pub reported_from: Option<String>,
    /// Reported on it or before.
    pub reported_to: Option<String>,
    /// An outlet: its name, or the host of its address.
    pub outlet: Option<String>,
    /// Who says so.
    pub speaker: Option<String>,
    /// At least as sure: 0 to 1.
    pub min_confidence: Option<f32>,
    /// As it was known at this moment, or at the end of this day.
    pub as_of: Option<String>,
    /// Also events that were merged away, withdrawn or rejected.
    pub include_withdrawn: bool,
}

/// A filter as SQL.
pub(crate) struct Query {
    /// `versions v JOIN … WHERE …`
    pub(crate) from_where: String,
    values: Vec<Value>,
}

impl Query {
    pub(crate) fn new(store: &Store, filter: &EventFilter) -> Result<Query> {
        let mut query = Query {
            from_where: "versions v JOIN events e ON e.id = v.event WHERE ".to_owned(),
            values: Vec::new(),
        };
        match &filter.as_of {
            None => query.from_where.push_str("v.ended IS NULL"),
            Some(at) => {
                let at = query.value(moment(at, Edge::Last)?);
                query.and_bare(&format!("v.recorded <= {at} AND (v.ended IS NULL OR v.ended > {at})"));
            }
        }
        if !filter.include_withdrawn {
            query.and("v.state = 'current'");
        }
        for actor in &filter.actors {
            query.party(store, actor, ACTOR, ACTOR_NAME)?;
        }
        for (kind, wanted) in [(TYPE, &filter.kinds), (MODE, &filter.modes), (STATUS, &filter.statuses)] {
            if !wanted.is_empty() {
                let wanted: Vec<String> = wanted.iter().map(|w| query.value(w.clone())).collect();
                query.has(&format!("t.kind = '{kind}' AND t.text COLLATE NOCASE IN ({})", wanted.join(", ")));
            }
        }
        if let Some(place) = &filter.place {
            query.party(store, place, PLACE, PLACE_NAME)?;
        }
        if let Some(speaker) = &filter.speaker {
            query.party(store, speaker, SPEAKER, SPEAKER_NAME)?;
        }
        if let Some(outlet) = &filter.outlet {
            let folded = query.value(fold(outlet));
            let host = outlet.to_lowercase();
            let host = query.value(host.strip_prefix("www.").unwrap_or(&host).to_owned());
            query.has(&format!("t.kind = '{OUTLET}' AND (t.text = {host} OR {})", whole_words(&folded)));
        }
        if filter.from.is_some() || filter.to.is_some() {
            let (first, last) = bounds(filter.from.as_deref(), filter.to.as_deref())?;
            let (first, last) = (query.value(first), query.value(last));
            query.and(&format!(
                "EXISTS (SELECT 1 FROM days d WHERE d.version = v.id AND d.first <= {last} AND d.last >= {first})"
            ));
        }
        if filter.reported_from.is_some() || filter.reported_to.is_some() {
            bounds(filter.reported_from.as_deref(), filter.reported_to.as_deref())?;
            let mut wanted = format!("t.kind = '{REPORTED}'");
            // Days, months and years as texts: the shorter of the two decides how much of them is compared.
            if let Some(from) = &filter.reported_from {
                let from = query.value(from.clone());
                wanted.push_str(&format!(" AND t.text >= substr({from}, 1, length(t.text))"));
            }
            if let Some(to) = &filter.reported_to {
                let to = query.value(to.clone());
                wanted.push_str(&format!(" AND substr(t.text, 1, length({to})) <= {to}"));
            }
            query.has(&wanted);
        }
        if let Some(least) = filter.min_confidence {
            let least = query.value(f64::from(least));
            query.and(&format!("v.confidence >= {least}"));
        }
        Ok(query)
    }

    pub(crate) fn parameters(&self) -> rusqlite::ParamsFromIter<&Vec<Value>> {
        rusqlite::params_from_iter(&self.values)
    }

    /// Puts a value in and gives what stands for it in the SQL.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn and(&mut self, condition: &str) {
        self.from_where.push_str(" AND ");
        self.and_bare(condition);
    }

    fn and_bare(&mut self, condition: &str) {
        self.from_where.push('(');
        self.from_where.push_str(condition);
        self.from_where.push(')');
    }

    /// The version has a term of which this holds.
    fn has(&mut self, term: &str) {
        self.and(&format!(
            "v.id IN (SELECT f.version FROM terms t CROSS JOIN facets f ON f.term = t.id WHERE {term})"
        ));
    }

    /// Whether anything is called so: a code or key as it stands, a name by its words.
    fn party(&mut self, store: &Store, wanted: &str, codes: &str, names: &str) -> Result<()> {
        let is_code: bool = store
            .db
            .prepare_cached("SELECT 1 FROM terms WHERE kind = ?1 AND text = ?2")?
            .exists((codes, wanted))?;
        if is_code {
            let code = self.value(wanted.to_owned());
            self.has(&format!("t.kind = '{codes}' AND t.text = {code}"));
        } else {
            let folded = self.value(fold(wanted.trim()));
            self.has(&format!("t.kind = '{names}' AND {}", whole_words(&folded)));
        }
        Ok(())
    }
}

fn whole_words(folded: &str) -> String {
    format!("{folded} <> '' AND instr(' ' || t.text || ' ', ' ' || {folded} || ' ') > 0")
}

/// The first and the last day of a stretch that may be open at either end.
fn bounds(from: Option<&str>, to: Option<&str>) -> Result<(i64, i64)> {
    let read = |text: &str| days(text).filter(|_| text.len() <= 10).ok_or_else(|| Kind::Day(text.to_owned()));
    let first = from.map(read).transpose()?.map_or(0, |(first, _)| first);
    let last = to.map(read).transpose()?.map_or(i64::MAX, |(_, last)| last);
    Ok((first, last))
}
