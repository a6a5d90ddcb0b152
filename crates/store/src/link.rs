//! From reports to events: which group is which event, and a version for whatever changed.

use crate::error::{Error, Result};
use crate::ids::name;
use crate::intake::key_number;
use crate::open::Store;
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use waqai_merge::{Change, CopyOf, Key, ReportRef, Ruling, Shelf, Sketch, Source, relink};
use waqai_schema::world::WorldEvent;
use waqai_schema::{Event, Record};

/// What a transaction changed before the events follow.
#[derive(Default)]
pub(crate) struct Changed {
    /// Articles that are new or whose reading is.
    pub(crate) added: Vec<i64>,
    /// Their former sketches.
    pub(crate) removed: Vec<Arc<Sketch>>,
    /// Reports named by new decisions.
    pub(crate) ruled: Vec<ReportRef>,
    /// Events that lost a report.
    pub(crate) touched: BTreeSet<i64>,
}

/// Whether two events of two readings are the same one.
type Alike<'a> = dyn Fn(&Event, &Event) -> bool + 'a;

/// A report by the number of its article and its id in the record.
type Place = (i64, String);

/// Reports that are one event.
struct Group {
    reports: Vec<Place>,
    owners: BTreeSet<i64>,
}

/// The store as linking looks at it.
struct OnShelf<'s>(&'s mut Store);

impl Shelf for OnShelf<'_> {
    type Error = Error;

    fn sharing(&mut self, keys: &[Key]) -> Result<Vec<String>> {
        let mut articles = BTreeSet::new();
        let mut select = self.0.db.prepare_cached("SELECT article FROM keys WHERE key = ?1")?;
        for key in keys {
            let mut rows = select.query([key_number(*key)])?;
            while let Some(row) = rows.next()? {
                articles.insert(row.get::<_, i64>(0)?);
            }
        }
        articles.into_iter().map(|article| self.0.article_name(article)).collect()
    }

    fn sketch(&mut self, article: &str) -> Result<Option<Arc<Sketch>>> {
        match self.0.article_number(article) {
            Ok(number) => self.0.sketch_of(number).map(Some),
            Err(e) if e.is_unknown() => Ok(None),
            Err(e) => Err(e),
        }
    }
}

impl Store {
    /// Brings the events up to date with what changed.
    pub(crate) fn relink(&mut self, changed: Changed, run: i64, at: &str) -> Result<()> {
        let rulings = self.rulings()?;
        let mut names = Vec::with_capacity(changed.added.len());
        for article in &changed.added {
            names.push(self.article_name(*article)?);
        }
        let ruled: BTreeSet<(String, String)> =
            changed.ruled.iter().map(|r| (r.article.clone(), r.event.clone())).collect();
        let change = Change { added: names, removed: changed.removed, ruled: changed.ruled };
        let linking = relink(&mut OnShelf(self), &change, &rulings)?;
        let mut fresh: BTreeSet<i64> = changed.added.into_iter().collect();
        fresh.extend(self.keep_copies(&linking.copies, &linking.looked_at)?);
        let mut groups = Vec::new();
        for reports in linking.groups {
            let ruled = reports.iter().any(|r| ruled.contains(&(r.article.clone(), r.event.clone())));
            let group = self.group(reports)?;
            if ruled || !self.stands(&group, &fresh)? {
                groups.push(group);
            }
        }
        // Events that lost a report, or in which a report is now a copy or no longer one, although their groups stand.
        let grouped: BTreeSet<i64> = groups.iter().flat_map(|g| g.owners.iter().copied()).collect();
        let mut others = changed.touched;
        for article in &fresh {
            others.extend(self.owners_in(*article)?);
        }
        for event in others.difference(&grouped) {
            let reports = self.reports_in(*event)?;
            if !reports.is_empty() {
                groups.push(Group { reports, owners: BTreeSet::from([*event]) });
            }
        }
        groups.sort_by(|a, b| a.reports.cmp(&b.reports));
        let owners: BTreeSet<i64> = others.iter().copied().chain(grouped).collect();
        let events = self.assign(&groups, &owners)?;
        for (group, event) in groups.iter().zip(&events) {
            for (article, report) in &group.reports {
                self.db
                    .prepare_cached(
                        "INSERT INTO reports (article, report, event) VALUES (?1, ?2, ?3) \
                         ON CONFLICT (article, report) DO UPDATE SET event = excluded.event WHERE event <> excluded.event",
                    )?
                    .execute((article, report, event))?;
            }
        }
        for (group, event) in groups.iter().zip(&events) {
            if let Some(made) = self.combined(group, &rulings)? {
                self.keep_version(*event, made, run, at)?;
            }
        }
        let into: BTreeMap<i64, i64> = groups
            .iter()
            .zip(&events)
            .flat_map(|(group, event)| group.owners.iter().map(move |owner| (*owner, *event)))
            .collect();
        let kept: BTreeSet<i64> = events.iter().copied().collect();
        for event in owners.difference(&kept) {
            let into = match into.get(event) {
                Some(into) => Some(self.event_name(*into)?),
                None => None,
            };
            self.bury(*event, into, run, at)?;
        }
        Ok(())
    }

    fn group(&self, reports: Vec<ReportRef>) -> Result<Group> {
        let mut places = Vec::with_capacity(reports.len());
        let mut owners = BTreeSet::new();
        for report in reports {
            let article = self.article_number(&report.article)?;
            owners.extend(self.owner(article, &report.event)?);
            places.push((article, report.event));
        }
        places.sort_by(|a, b| order(a).cmp(&order(b)));
        Ok(Group { reports: places, owners })
    }

    /// Whether a group is what it was, with nothing new in its articles.
    fn stands(&self, group: &Group, fresh: &BTreeSet<i64>) -> Result<bool> {
        let mut owners = group.owners.iter();
        let (Some(owner), None) = (owners.next(), owners.next()) else { return Ok(false) };
        if group.reports.iter().any(|(article, _)| fresh.contains(article)) {
            return Ok(false);
        }
        Ok(self.reports_in(*owner)? == group.reports)
    }

    /// Which event each group is. An event goes with the report for which its id was made, or else with most of its reports; a
    /// group to which several events go is the oldest of them; one to which none goes is an event that was merged away
    /// and whose first report it holds, or a new one.
    fn assign(&self, groups: &[Group], owners: &BTreeSet<i64>) -> Result<Vec<i64>> {
        let mut home: BTreeMap<&Place, usize> = BTreeMap::new();
        for (index, group) in groups.iter().enumerate() {
            home.extend(group.reports.iter().map(|place| (place, index)));
        }
        let mut taken: BTreeMap<usize, i64> = BTreeMap::new();
        for owner in owners {
            let first = self.founder(*owner)?;
            let index = match home.get(&first) {
                Some(index) => Some(*index),
                None => {
                    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
                    for place in self.reports_in(*owner)? {
                        if let Some(index) = home.get(&place) {
                            *held.entry(*index).or_default() += 1;
                        }
                    }
                    held.into_iter()
                        .max_by_key(|(index, count)| (*count, std::cmp::Reverse(*index)))
                        .map(|(i, _)| i)
                }
            };
            if let Some(index) = index {
                // Owners come in the order in which their ids were made: the first one stays.
                taken.entry(index).or_insert(*owner);
            }
        }
        let mut events = Vec::with_capacity(groups.len());
        for (index, group) in groups.iter().enumerate() {
            events.push(match taken.get(&index) {
                Some(event) => *event,
                None => match self.resting(group)? {
                    Some(event) => event,
                    None => self.mint(group)?,
                },
            });
        }
        Ok(events)
    }

    /// The oldest event without reports whose first report is in the group.
    fn resting(&self, group: &Group) -> Result<Option<i64>> {
        let mut oldest: Option<i64> = None;
        let mut select = self.db.prepare_cached(
            "SELECT e.id FROM events e WHERE e.article = ?1 AND e.report = ?2 \
             AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.event = e.id) ORDER BY e.id",
        )?;
        for (article, report) in &group.reports {
            let found: Option<i64> = select.query_row((article, report), |row| row.get(0)).optional()?;
            oldest = oldest.into_iter().chain(found).min();
        }
        Ok(oldest)
    }

    fn mint(&self, group: &Group) -> Result<i64> {
        let (article, report) =
            group.reports.first().ok_or_else(|| Error::damaged("a group without reports"))?;
        let of = self.article_name(*article)?;
        for salt in 0i64.. {
            let id = name("ev", &[&of, report, &salt.to_string()]);
            let made = self
                .db
                .prepare_cached(
                    "INSERT OR IGNORE INTO events (name, article, report, salt) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute((&id, article, report, salt))?;
            if made == 1 {
                return Ok(self.db.last_insert_rowid());
            }
        }
        Err(Error::damaged("no id is left for an event"))
    }

    fn combined(&mut self, group: &Group, rulings: &[Ruling]) -> Result<Option<WorldEvent>> {
        let mut sources: BTreeMap<i64, Arc<Source>> = BTreeMap::new();
        for (article, _) in &group.reports {
            if !sources.contains_key(article) {
                sources.insert(*article, self.source(*article)?);
            }
        }
        let mut copies = Vec::new();
        for (article, source) in &sources {
            let row: Option<(String, f32)> = self
                .db
                .prepare_cached(
                    "SELECT o.name, a.likeness FROM articles a JOIN articles o ON o.id = a.copy_of WHERE a.id = ?1",
                )?
                .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            copies.extend(row.map(|(of, likeness)| CopyOf { article: source.article.clone(), of, likeness }));
        }
        let mut reports: Vec<(&Source, &str)> = Vec::with_capacity(group.reports.len());
        for (article, report) in &group.reports {
            if let Some(source) = sources.get(article) {
                reports.push((source, report));
            }
        }
        let named: BTreeSet<(&str, &str)> =
            reports.iter().map(|(s, report)| (s.article.as_str(), *report)).collect();
        let about: Vec<Ruling> = rulings
            .iter()
            .filter(|r| r.decision.reports().any(|r| named.contains(&(r.article.as_str(), r.event.as_str()))))
            .cloned()
            .collect();
        Ok(waqai_merge::combine(&reports, &copies, &about))
    }

    /// Writes down which articles are copies; gives those of which that has changed.
    fn keep_copies(&self, copies: &[CopyOf], looked_at: &[String]) -> Result<BTreeSet<i64>> {
        let copies: BTreeMap<&str, &CopyOf> = copies.iter().map(|c| (c.article.as_str(), c)).collect();
        let mut changed = BTreeSet::new();
        for article in looked_at {
            let number = self.article_number(article)?;
            let copy = copies.get(article.as_str());
            let of = copy.map(|c| self.article_number(&c.of)).transpose()?;
            let before: Option<i64> = self
                .db
                .prepare_cached("SELECT copy_of FROM articles WHERE id = ?1")?
                .query_row([number], |row| row.get(0))?;
            if before != of {
                self.db
                    .prepare_cached("UPDATE articles SET copy_of = ?2, likeness = ?3 WHERE id = ?1")?
                    .execute((number, of, copy.map(|c| c.likeness)))?;
                changed.insert(number);
            }
        }
        Ok(changed)
    }

    /// An article has a new reading: its reports keep their places, under the ids that they have there. Gives the events that a report
    /// was lost from.
    pub(crate) fn carry_over(&self, article: i64, before: &Record, after: &Record) -> Result<BTreeSet<i64>> {
        let now = same_events(before, after);
        let mut places: Vec<(String, i64)> = Vec::new();
        {
            let mut select =
                self.db.prepare_cached("SELECT report, event FROM reports WHERE article = ?1")?;
            let mut rows = select.query([article])?;
            while let Some(row) = rows.next()? {
                places.push((row.get(0)?, row.get(1)?));
            }
        }
        self.db.prepare_cached("DELETE FROM reports WHERE article = ?1")?.execute([article])?;
        let mut lost = BTreeSet::new();
        for (report, event) in places {
            lost.insert(event);
            if let Some(now) = now.get(report.as_str()) {
                self.db
                    .prepare_cached("INSERT INTO reports (article, report, event) VALUES (?1, ?2, ?3)")?
                    .execute((article, now, event))?;
            }
        }
        // The reports for which ids were made have new ids in the record as well; those that are gone found nothing any more.
        let mut founders: Vec<(i64, String)> = Vec::new();
        {
            let mut select = self.db.prepare_cached("SELECT id, report FROM events WHERE article = ?1")?;
            let mut rows = select.query([article])?;
            while let Some(row) = rows.next()? {
                founders.push((row.get(0)?, row.get(1)?));
            }
        }
        for (event, report) in founders {
            let now = now.get(report.as_str()).copied().unwrap_or("");
            self.db.prepare_cached("UPDATE events SET report = ?2 WHERE id = ?1")?.execute((event, now))?;
        }
        self.carry_decisions(article, after, &now)?;
        Ok(lost)
    }

    fn owner(&self, article: i64, report: &str) -> Result<Option<i64>> {
        Ok(self
            .db
            .prepare_cached("SELECT event FROM reports WHERE article = ?1 AND report = ?2")?
            .query_row((article, report), |row| row.get(0))
            .optional()?)
    }

    fn owners_in(&self, article: i64) -> Result<Vec<i64>> {
        let mut select = self.db.prepare_cached("SELECT event FROM reports WHERE article = ?1")?;
        let events = select.query_map([article], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(events)
    }

    /// The reports of an event, in order.
    pub(crate) fn reports_in(&self, event: i64) -> Result<Vec<Place>> {
        let mut select = self.db.prepare_cached("SELECT article, report FROM reports WHERE event = ?1")?;
        let mut places: Vec<Place> =
            select.query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        places.sort_by(|a, b| order(a).cmp(&order(b)));
        Ok(places)
    }

    fn founder(&self, event: i64) -> Result<Place> {
        Ok(self
            .db
            .prepare_cached("SELECT article, report FROM events WHERE id = ?1")?
            .query_row([event], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    pub(crate) fn event_name(&self, event: i64) -> Result<String> {
        Ok(self
            .db
            .prepare_cached("SELECT name FROM events WHERE id = ?1")?
            .query_row([event], |row| row.get(0))?)
    }
}

/// Reports in the order in which they came: `v2` before `v10`.
fn order(place: &Place) -> (i64, usize, &str) {
    (place.0, place.1.len(), &place.1)
}

/// Which event of `after` each event of `before` is, told of the same type each time: the same words in the same place; or else the
/// same words in the same sentence, wherever that stands; or else the same words, in their order.
fn same_events<'a>(before: &'a Record, after: &'a Record) -> BTreeMap<&'a str, &'a str> {
    let text = |record: &Record| -> Vec<char> { record.document.text.chars().collect() };
    let (text_before, text_after) = (text(before), text(after));
    let unchanged = before.document.sha256 == after.document.sha256;
    let here = |a: &Event, b: &Event| unchanged && a.trigger == b.trigger;
    let words = |a: &Event, b: &Event| a.trigger.text == b.trigger.text;
    let told = |a: &Event, b: &Event| words(a, b) && sentence(&text_before, a) == sentence(&text_after, b);
    let mut free: Vec<&Event> = after.events.iter().collect();
    let mut left: Vec<&Event> = before.events.iter().collect();
    let mut same = BTreeMap::new();
    let passes: [&Alike<'_>; 3] = [&here, &told, &words];
    for pass in passes {
        left.retain(|event| {
            let found = free.iter().position(|e| e.kind == event.kind && pass(event, e));
            let found = found.map(|index| free.remove(index));
            same.extend(found.map(|now| (event.id.as_str(), now.id.as_str())));
            found.is_none()
        });
    }
    same
}

/// The sentence of an event.
pub(crate) fn sentence<'t>(text: &'t [char], event: &Event) -> &'t [char] {
    let end = (event.sentence.end as usize).min(text.len());
    text.get((event.sentence.start as usize).min(end)..end).unwrap_or_default()
}
