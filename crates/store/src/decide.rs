//! Decisions of people: kept for ever, and applied to whatever reading of the articles is the newest.

use crate::error::{Error, Kind, Result};
use crate::ids::name;
use crate::link::{Changed, sentence};
use crate::open::Store;
use rusqlite::OptionalExtension;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use waqai_merge::{Decision, Field, ReportRef, Ruling};
use waqai_schema::world::{Day, Figure, Party};
use waqai_schema::{Event, Place, Record};

const STATUSES: [&str; 5] = ["actual", "planned", "hypothetical", "negated", "historical"];

/// A decision as it was taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decided {
    /// Its permanent id.
    pub id: String,
    /// When.
    pub at: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// What, as it was then.
    pub decision: Decision,
    /// Reports that it names and the newest readings do not have any more.
    pub lost: Vec<ReportRef>,
}

/// What finds an event again in another reading of its article.
#[derive(Debug, Serialize, Deserialize)]
struct Anchor {
    text_sha256: String,
    #[serde(rename = "type")]
    kind: String,
    start: u32,
    end: u32,
    trigger: String,
    sentence: String,
}

impl Anchor {
    fn of(event: &Event, record: &Record, text: &[char]) -> Anchor {
        Anchor {
            text_sha256: record.document.sha256.clone(),
            kind: event.kind.clone(),
            start: event.trigger.start,
            end: event.trigger.end,
            trigger: event.trigger.text.clone(),
            sentence: sentence(text, event).iter().collect(),
        }
    }

    /// The event of `record` that this was made from: first by type, place and words, then by place and words, then by type, words
    /// and sentence.
    fn find<'r>(&self, record: &'r Record, text: &[char]) -> Option<&'r Event> {
        let same_text = record.document.sha256 == self.text_sha256;
        let here = |e: &&Event| same_text && (e.trigger.start, e.trigger.end) == (self.start, self.end);
        let told = |e: &&Event| {
            e.kind == self.kind
                && e.trigger.text == self.trigger
                && sentence(text, e).iter().copied().eq(self.sentence.chars())
        };
        let events = || record.events.iter();
        events()
            .find(|e| here(e) && e.kind == self.kind)
            .or_else(|| events().find(here))
            .or_else(|| events().find(told))
    }
}

impl Store {
    /// Keeps a decision and brings the events up to date with it. Gives its id.
    ///
    /// # Errors
    /// When a report that it names is not there, no name or reason is given, or the store cannot be written.
    pub fn decide(&mut self, decision: Decision, who: &str, why: &str, at: &str) -> Result<String> {
        let (who, why) = (who.trim(), why.trim());
        if who.is_empty() {
            return Err(Error::other("who decides this is not known; give --by NAME"));
        }
        if decision.reports().next().is_none() {
            return Err(Error::other("a decision about no report; name an event that has one"));
        }
        check_form(&decision)?;
        self.writing(|store| {
            let (run, at) = store.begin_run(at, "decide")?;
            let body = serde_json::to_string(&decision).map_err(Error::other)?;
            let count: i64 = store.db.query_row("SELECT count(*) FROM decisions", [], |row| row.get(0))?;
            let id = name("de", &[&count.to_string(), &at, who, &body]);
            let number = store
                .db
                .prepare_cached("INSERT INTO decisions (name, run, at, who, why, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .insert((&id, run, &at, who, why, &body))?;
            for report in decision.reports() {
                let article = store.article_number(&report.article)?;
                let source = store.source(article)?;
                let event = source.record.events.iter().find(|e| e.id == report.event).ok_or_else(|| {
                    Kind::Unknown("report", format!("{}#{}", report.article, report.event), "look with `waqai show`")
                })?;
                let text: Vec<char> = source.record.document.text.chars().collect();
                let anchor = serde_json::to_string(&Anchor::of(event, &source.record, &text)).map_err(Error::other)?;
                store
                    .db
                    .prepare_cached(
                        "INSERT OR IGNORE INTO decided (decision, article, report, anchor, now) VALUES (?1, ?2, ?3, ?4, ?3)",
                    )?
                    .execute((number, article, &report.event, anchor))?;
            }
            let ruled = decision.reports().cloned().collect();
            store.relink(Changed { ruled, ..Changed::default() }, run, &at)?;
            Ok(id)
        })
    }

    /// Every decision, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>> {
        let mut lost: BTreeMap<i64, Vec<ReportRef>> = BTreeMap::new();
        for (decision, report, now) in self.named()? {
            if now.is_none() {
                lost.entry(decision).or_default().push(report);
            }
        }
        let mut select = self.db.prepare("SELECT id, name, at, who, why, body FROM decisions ORDER BY id")?;
        let mut rows = select.query([])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            decisions.push(Decided {
                id: row.get(1)?,
                at: row.get(2)?,
                who: row.get(3)?,
                why: row.get(4)?,
                decision: serde_json::from_str(&row.get::<_, String>(5)?).map_err(Error::damaged)?,
                lost: lost.remove(&number).unwrap_or_default(),
            });
        }
        Ok(decisions)
    }

    /// Every decision in the words of the newest readings, oldest first.
    pub(crate) fn rulings(&self) -> Result<Vec<Ruling>> {
        let mut now: BTreeMap<(i64, ReportRef), Option<String>> = BTreeMap::new();
        for (decision, report, event) in self.named()? {
            now.insert((decision, report), event);
        }
        let mut select = self.db.prepare_cached("SELECT id, name, body FROM decisions ORDER BY id")?;
        let mut rows = select.query([])?;
        let mut rulings = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let decision: Decision =
                serde_json::from_str(&row.get::<_, String>(2)?).map_err(Error::damaged)?;
            let decision = translated(decision, |report| {
                let event = now.get(&(number, report.clone())).cloned().flatten()?;
                Some(ReportRef { article: report.article, event })
            });
            rulings.push(Ruling { id: row.get(1)?, decision });
        }
        Ok(rulings)
    }

    /// The reports named by decisions, and what they are called in the newest readings.
    fn named(&self) -> Result<Vec<(i64, ReportRef, Option<String>)>> {
        let mut select = self.db.prepare_cached(
            "SELECT d.decision, a.name, d.report, d.now FROM decided d JOIN articles a ON a.id = d.article",
        )?;
        let rows = select.query_map([], |row| {
            Ok((row.get(0)?, ReportRef { article: row.get(1)?, event: row.get(2)? }, row.get(3)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// An article has a new reading: what decisions say of its reports is found again there. `same`: what the reports of the reading before are
    /// called in it.
    pub(crate) fn carry_decisions(
        &self,
        article: i64,
        after: &Record,
        same: &BTreeMap<&str, &str>,
    ) -> Result<()> {
        let mut about: Vec<(i64, String, String, Option<String>)> = Vec::new();
        {
            let mut select = self
                .db
                .prepare_cached("SELECT decision, report, anchor, now FROM decided WHERE article = ?1")?;
            let mut rows = select.query([article])?;
            while let Some(row) = rows.next()? {
                about.push((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
            }
        }
        let text: Vec<char> = after.document.text.chars().collect();
        for (decision, report, anchor, before) in about {
            let anchor: Anchor = serde_json::from_str(&anchor).map_err(Error::damaged)?;
            let carried = before.and_then(|before| same.get(before.as_str()).copied());
            let now = carried.or_else(|| anchor.find(after, &text).map(|e| e.id.as_str()));
            self.db
                .prepare_cached(
                    "UPDATE decided SET now = ?4 WHERE decision = ?1 AND article = ?2 AND report = ?3",
                )?
                .execute((decision, article, report, now))?;
        }
        Ok(())
    }

    /// The reports that an event has now, as decisions name them.
    ///
    /// # Errors
    /// When there is no such event, or the store cannot be read.
    pub fn reports_of(&self, event: &str) -> Result<Vec<ReportRef>> {
        let number: Option<i64> = self
            .db
            .prepare_cached("SELECT id FROM events WHERE name = ?1")?
            .query_row([event], |row| row.get(0))
            .optional()?;
        let number = number
            .ok_or_else(|| Kind::Unknown("event", event.to_owned(), "list them with `waqai events`"))?;
        let mut reports = Vec::new();
        for (article, event) in self.reports_in(number)? {
            reports.push(ReportRef { article: self.article_name(article)?, event });
        }
        Ok(reports)
    }

    /// The event that holds a report now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn event_of(&self, report: &ReportRef) -> Result<Option<String>> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT e.name FROM articles a JOIN reports r ON r.article = a.id JOIN events e ON e.id = r.event \
                 WHERE a.name = ?1 AND r.report = ?2",
            )?
            .query_row((&report.article, &report.event), |row| row.get(0))
            .optional()?)
    }
}

/// A value that a person gives must have the form of its field: it would be passed over later, without a word.
fn check_form(decision: &Decision) -> Result<()> {
    fn is<T: DeserializeOwned>(value: &Value) -> bool {
        T::deserialize(value).is_ok()
    }
    let Decision::Edit { field, value, .. } = decision else { return Ok(()) };
    let fits = match field {
        Field::Type => value.as_str().is_some_and(|v| !v.is_empty()),
        _ if value.is_null() => true,
        Field::Status => STATUSES.contains(&value.as_str().unwrap_or_default()),
        Field::Modes | Field::Contexts => is::<Vec<String>>(value),
        Field::Actors | Field::Recipients => is::<Vec<Party>>(value),
        Field::Date => {
            is::<Day>(value) && value["value"].as_str().is_some_and(|v| crate::time::days(v).is_some())
        }
        Field::Place => is::<Place>(value),
        Field::Figure(of) => is::<Figure>(value) && value["of"].as_str() == Some(of),
    };
    let name = serde_json::to_string(field).unwrap_or_default();
    if fits {
        Ok(())
    } else {
        Err(Error::other(format!(
            "{name}: the value has not the form of this field; see `waqai edit --help`"
        )))
    }
}

/// A decision with its reports renamed; those for which there is no name are left out.
fn translated(mut decision: Decision, rename: impl Fn(ReportRef) -> Option<ReportRef>) -> Decision {
    let all = |reports: &mut Vec<ReportRef>| {
        *reports = std::mem::take(reports).into_iter().filter_map(&rename).collect();
    };
    match &mut decision {
        Decision::Split { reports, from } => {
            all(reports);
            all(from);
        }
        Decision::Merge { reports }
        | Decision::Reject { reports }
        | Decision::Restore { reports }
        | Decision::Edit { reports, .. }
        | Decision::Confirm { reports } => all(reports),
    }
    decision
}
