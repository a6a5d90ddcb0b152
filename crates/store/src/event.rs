//! Events and their versions.

use crate::error::{Error, Kind, Result};
use crate::facets;
use crate::filter::{EventFilter, Query};
use crate::open::Store;
use crate::pack;
use crate::time::{Edge, moment};
use rusqlite::{OptionalExtension, Row};
use waqai_schema::world::WorldEvent;

/// A version of an event with how it came about.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Version {
    /// What happened: see [`crate::Change::what`].
    pub what: String,
    /// The event as it was.
    pub event: WorldEvent,
}

/// The newest version of an event.
struct Last {
    id: i64,
    event: WorldEvent,
}

impl Store {
    /// An event as it stands, or as it stood at a moment (`2026-02-12T08:30:00Z`, or a day: at its end). `None` when it is not there, or was
    /// not yet. Events that were merged away, withdrawn or rejected are there: see [`WorldEvent::state`].
    ///
    /// # Errors
    /// When the moment is none, or the store cannot be read.
    pub fn event(&self, id: &str, as_of: Option<&str>) -> Result<Option<WorldEvent>> {
        let as_of = as_of.map(|at| moment(at, Edge::Last)).transpose()?;
        let row: Option<(i64, Vec<u8>)> = self
            .db
            .prepare_cached(
                "SELECT v.dictionary, v.body FROM events e JOIN versions v ON v.event = e.id \
                 WHERE e.name = ?1 AND (?2 IS NULL OR v.recorded <= ?2) ORDER BY v.version DESC LIMIT 1",
            )?
            .query_row((id, as_of), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        row.map(|(dictionary, body)| self.unpack_event(dictionary, &body)).transpose()
    }

    /// Every version of an event, the first one first; none when there is no such event.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn versions(&self, id: &str) -> Result<Vec<Version>> {
        let mut select = self.db.prepare_cached(
            "SELECT v.what, v.dictionary, v.body FROM events e JOIN versions v ON v.event = e.id \
             WHERE e.name = ?1 ORDER BY v.version",
        )?;
        let mut rows = select.query([id])?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let body: Vec<u8> = row.get(2)?;
            versions.push(Version { what: row.get(0)?, event: self.unpack_event(row.get(1)?, &body)? });
        }
        Ok(versions)
    }

    /// The events that a filter chooses, one at a time, by date and then by id; those without a date come last.
    ///
    /// # Errors
    /// When the filter holds something that is no day, moment or code, the store cannot be read, or `each` fails.
    pub fn events(&self, filter: &EventFilter, mut each: impl FnMut(WorldEvent) -> Result<()>) -> Result<()> {
        self.reading(|| {
            let query = Query::new(self, filter)?;
            let sql = format!("SELECT v.id FROM {} ORDER BY v.day, e.name", query.from_where);
            let mut chosen = self.db.prepare(&sql)?;
            let mut rows = chosen.query(query.parameters())?;
            let mut body = self.db.prepare("SELECT dictionary, body FROM versions WHERE id = ?1")?;
            while let Some(row) = rows.next()? {
                let (dictionary, packed): (i64, Vec<u8>) =
                    body.query_row([row.get::<_, i64>(0)?], |row| Ok((row.get(0)?, row.get(1)?)))?;
                each(self.unpack_event(dictionary, &packed)?)?;
            }
            Ok(())
        })
    }

    /// How many events a filter chooses: as many as [`Store::events`] gives.
    ///
    /// # Errors
    /// As [`Store::events`].
    pub fn count(&self, filter: &EventFilter) -> Result<u64> {
        self.reading(|| {
            let query = Query::new(self, filter)?;
            let sql = format!("SELECT count(*) FROM {}", query.from_where);
            Ok(self
                .db
                .query_row(&sql, query.parameters(), |row: &Row<'_>| row.get::<_, i64>(0))?
                .unsigned_abs())
        })
    }

    /// The event whose id begins with these letters, when there is only one.
    ///
    /// # Errors
    /// When several do, or the store cannot be read.
    pub fn event_id(&self, start: &str) -> Result<Option<String>> {
        self.whole_id("events", start)
    }

    /// The article whose id begins with these letters, when there is only one.
    ///
    /// # Errors
    /// When several do, or the store cannot be read.
    pub fn article_id(&self, start: &str) -> Result<Option<String>> {
        self.whole_id("articles", start)
    }

    fn whole_id(&self, table: &str, start: &str) -> Result<Option<String>> {
        let mut select = self.db.prepare_cached(&format!(
            "SELECT name FROM {table} WHERE name >= ?1 AND name < ?1 || 'zz' ORDER BY name LIMIT 2"
        ))?;
        let mut found: Vec<String> =
            select.query_map([start], |row| row.get(0))?.collect::<Result<_, _>>()?;
        found.retain(|name| name.starts_with(start));
        match found.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            [one, ..] if one == start => Ok(Some(one.clone())),
            _ => Err(Kind::Refused(format!("several ids begin with `{start}`; write more of it")).into()),
        }
    }

    pub(crate) fn unpack_event(&self, dictionary: i64, packed: &[u8]) -> Result<WorldEvent> {
        let json = pack::unpack(packed, self.dictionary(dictionary)?)?;
        serde_json::from_slice(&json).map_err(Error::damaged)
    }

    fn last_version(&self, event: i64) -> Result<Option<Last>> {
        let row: Option<(i64, i64, Vec<u8>)> = self
            .db
            .prepare_cached(
                "SELECT id, dictionary, body FROM versions WHERE event = ?1 ORDER BY version DESC LIMIT 1",
            )?
            .query_row([event], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        row.map(|(id, dictionary, body)| Ok(Last { id, event: self.unpack_event(dictionary, &body)? }))
            .transpose()
    }

    /// Writes a version of an event, unless it is what the last one was.
    pub(crate) fn keep_version(&self, event: i64, made: WorldEvent, run: i64, at: &str) -> Result<()> {
        let last = self.last_version(event)?;
        let what = match last.as_ref().map(|last| last.event.state.as_str()) {
            _ if made.state == "rejected" && last.as_ref().is_none_or(|l| l.event.state != "rejected") => {
                "rejected"
            }
            None => "new",
            Some(before) if before != "current" && made.state == "current" => "restored",
            Some(_) => "changed",
        };
        self.write_version(event, made, last, what, run, at)
    }

    /// Leaves a tombstone: the event holds no report any more; `into` does, where there is such an event.
    pub(crate) fn bury(&self, event: i64, into: Option<String>, run: i64, at: &str) -> Result<()> {
        let Some(last) = self.last_version(event)? else { return Ok(()) };
        let mut made = last.event.clone();
        let what = if into.is_some() { "merged" } else { "withdrawn" };
        what.clone_into(&mut made.state);
        made.merged_into = into;
        self.write_version(event, made, Some(last), what, run, at)
    }

    fn write_version(
        &self,
        event: i64,
        mut made: WorldEvent,
        last: Option<Last>,
        what: &str,
        run: i64,
        at: &str,
    ) -> Result<()> {
        made.id = self.event_name(event)?;
        if let Some(last) = &last {
            made.version = last.event.version;
            made.recorded.clone_from(&last.event.recorded);
            if made == last.event {
                return Ok(());
            }
        }
        made.version = last.as_ref().map_or(1, |last| last.event.version + 1);
        at.clone_into(&mut made.recorded);
        if let Some(last) = last {
            self.db.prepare_cached("UPDATE versions SET ended = ?2 WHERE id = ?1")?.execute((last.id, at))?;
        }
        let json = serde_json::to_vec(&made).map_err(Error::other)?;
        self.insert_version(event, &made, &json, what, run, None)
    }

    /// Writes the row of a version and by what it is found. `json`: the event; `ended`: when the next one was recorded, where there is one.
    pub(crate) fn insert_version(
        &self,
        event: i64,
        made: &WorldEvent,
        json: &[u8],
        what: &str,
        run: i64,
        ended: Option<String>,
    ) -> Result<()> {
        let version = self
            .db
            .prepare_cached(
                "INSERT INTO versions (event, version, run, recorded, ended, what, state, review, day, confidence, dictionary, \
                 body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .insert(rusqlite::params![
                event,
                made.version,
                run,
                made.recorded,
                ended,
                what,
                made.state,
                made.review,
                facets::day(made),
                f64::from(made.confidence),
                self.packer.id(),
                self.packer.pack(json)?,
            ])?;
        let mut facet =
            self.db.prepare_cached("INSERT OR IGNORE INTO facets (term, version) VALUES (?1, ?2)")?;
        for (kind, text) in facets::terms(made) {
            facet.execute((self.term(kind, &text)?, version))?;
        }
        let mut days = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO days (version, first, last) VALUES (?1, ?2, ?3)")?;
        for (first, last) in facets::days(made) {
            days.execute((version, first, last))?;
        }
        Ok(())
    }

    fn term(&self, kind: &str, text: &str) -> Result<i64> {
        let found: Option<i64> = self
            .db
            .prepare_cached("SELECT id FROM terms WHERE kind = ?1 AND text = ?2")?
            .query_row((kind, text), |row| row.get(0))
            .optional()?;
        match found {
            Some(id) => Ok(id),
            None => Ok(self
                .db
                .prepare_cached("INSERT INTO terms (kind, text) VALUES (?1, ?2)")?
                .insert((kind, text))?),
        }
    }
}
