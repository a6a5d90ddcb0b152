//! Checking everything: digests, spans, and that every part of the store agrees with the others.

use crate::article::RECORD;
use crate::error::{Error, Result};
use crate::ids::{hex, sha256};
use crate::open::Store;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use waqai_schema::world::{Claim, Report, Support, WorldEvent};

/// What was checked, and what does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Captures whose digest was made anew.
    pub captures: u64,
    /// Readings whose digest, text and spans were checked.
    pub readings: u64,
    /// Versions of events.
    pub versions: u64,
    /// Stretches of text that were looked up and compared.
    pub spans: u64,
    /// What does not hold, a line each.
    pub problems: Vec<String>,
}

impl Verification {
    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }
}

/// How far a check has come: what is checked (`captures`, `readings`, `events`), how many are done, how many there are.
pub type Progress<'p> = &'p mut dyn FnMut(&'static str, u64, u64);

/// Texts that are kept at hand while events are checked.
const TEXTS: usize = 2048;

/// The texts of articles, by article and digest of the text.
#[derive(Default)]
struct Texts {
    held: BTreeMap<(String, String), Option<Arc<Vec<char>>>>,
}

impl Store {
    /// Checks everything: that the database is sound, that every capture has its digest, that every record is what was written and every
    /// stretch in it holds the words it quotes, that the same is true of every value of every version of every event, and
    /// that every report of the newest readings belongs to one event.
    ///
    /// # Errors
    /// When the store cannot be read at all. What does not hold is no error, but stands in the result.
    pub fn verify(&self, progress: Progress<'_>) -> Result<Verification> {
        let mut found = Verification::default();
        self.reading(|| {
            self.check_database(&mut found)?;
            self.check_captures(&mut found, progress)?;
            self.check_readings(&mut found, progress)?;
            self.check_versions(&mut found, progress)?;
            self.check_reports(&mut found)
        })?;
        Ok(found)
    }

    fn check_database(&self, found: &mut Verification) -> Result<()> {
        for pragma in ["integrity_check", "foreign_key_check"] {
            let mut check = self.db.prepare(&format!("PRAGMA {pragma}"))?;
            let mut rows = check.query([])?;
            while let Some(row) = rows.next()? {
                let line: String = row.get::<_, String>(0)?;
                if line != "ok" {
                    found.problems.push(format!("database: {line}"));
                }
            }
        }
        Ok(())
    }

    fn total(&self, table: &str) -> Result<u64> {
        let count: i64 = self.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn check_captures(&self, found: &mut Verification, progress: Progress<'_>) -> Result<()> {
        let total = self.total("captures")?;
        let mut select = self.db.prepare("SELECT sha256, size, body FROM captures ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (digest, size, packed): (Vec<u8>, i64, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match self.unpack_capture(&packed) {
                Ok(bytes) if sha256(&bytes)[..] == digest[..] && i64::try_from(bytes.len()) == Ok(size) => {}
                _ => {
                    found.problems.push(format!("capture {}: not the bytes that were taken in", hex(&digest)))
                }
            }
            found.captures += 1;
            progress("captures", found.captures, total);
        }
        Ok(())
    }

    fn check_readings(&self, found: &mut Verification, progress: Progress<'_>) -> Result<()> {
        let total = self.total("readings")?;
        let mut select = self.db.prepare(&format!(
            "SELECT a.name, r.sha256, {RECORD} FROM readings r JOIN articles a ON a.id = r.article \
             LEFT JOIN captures c ON c.id = r.capture ORDER BY r.id"
        ))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (name, digest): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            found.readings += 1;
            progress("readings", found.readings, total);
            let json = match self.unpack_record_json(row, 2) {
                Ok(json) if sha256(&json)[..] == digest[..] => json,
                _ => {
                    found.problems.push(format!("article {name}: its record is not what was written"));
                    continue;
                }
            };
            let record: Value = serde_json::from_slice(&json).map_err(Error::damaged)?;
            let text = record.pointer("/document/text").and_then(Value::as_str).unwrap_or_default();
            if record.pointer("/document/sha256").and_then(Value::as_str)
                != Some(&hex(&sha256(text.as_bytes())))
            {
                found
                    .problems
                    .push(format!("article {name}: its text has another digest than its record says"));
            }
            let text: Vec<char> = text.chars().collect();
            found.spans += check_spans(&record, &text, &mut |at| {
                found.problems.push(format!("article {name}: other words at {at} than its record quotes"));
            });
        }
        Ok(())
    }

    fn check_versions(&self, found: &mut Verification, progress: Progress<'_>) -> Result<()> {
        let total = self.total("versions")?;
        let mut texts = Texts::default();
        let mut select = self.db.prepare(
            "SELECT e.name, v.version, v.state, v.recorded, v.ended, v.dictionary, v.body FROM versions v JOIN events e ON e.id = v.event \
             ORDER BY v.event, v.version",
        )?;
        let mut rows = select.query([])?;
        // The event before, its version, and whether that version ended.
        let mut before: (String, u32, bool) = (String::new(), 0, true);
        while let Some(row) = rows.next()? {
            let (name, version): (String, u32) = (row.get(0)?, row.get(1)?);
            let ended: Option<String> = row.get(4)?;
            let packed: Vec<u8> = row.get(6)?;
            found.versions += 1;
            progress("events", found.versions, total);
            let wrong = |what: &str| format!("event {name}, version {version}: {what}");
            let (last, was_open) = if before.0 == name { (before.1, !before.2) } else { (0, false) };
            if version != last + 1 || was_open {
                found.problems.push(wrong("a version before it is missing"));
            }
            before = (name.clone(), version, ended.is_some());
            let event = match self.unpack_event(row.get(5)?, &packed) {
                Ok(event) => event,
                Err(e) => {
                    found.problems.push(wrong(&e.to_string()));
                    continue;
                }
            };
            if (&event.id, event.version) != (&name, version)
                || event.state != row.get::<_, String>(2)?
                || event.recorded != row.get::<_, String>(3)?
            {
                found.problems.push(wrong("it is not what its row says"));
            }
            self.check_event(&event, &mut texts, found)?;
        }
        Ok(())
    }

    fn check_event(&self, event: &WorldEvent, texts: &mut Texts, found: &mut Verification) -> Result<()> {
        let mut supports: Vec<&Support> = Vec::new();
        let strings = [&event.modes, &event.contexts, &event.status].into_iter().flatten();
        supports.extend(strings.flat_map(|c| &c.support));
        supports.extend(event.actors.iter().chain(&event.recipients).flat_map(all));
        supports.extend(event.date.iter().flat_map(all));
        supports.extend(event.place.iter().flat_map(all));
        supports.extend(event.figures.iter().flat_map(all));
        let wrong = |what: String| format!("event {}, version {}: {what}", event.id, event.version);
        let reports = u32::try_from(event.reports.len()).unwrap_or(u32::MAX);
        if event.voices > reports {
            found.problems.push(wrong("more voices than reports".to_owned()));
        }
        let mut wanted: Vec<(u32, u32, u32, Option<&str>)> = Vec::new();
        for support in supports {
            match (support.start, support.end) {
                _ if support.report >= reports => {
                    found.problems.push(wrong(format!(
                        "a value rests on report {}, which is not there",
                        support.report
                    )));
                }
                (Some(start), Some(end)) => {
                    wanted.push((support.report, start, end, support.text.as_deref()))
                }
                _ => {}
            }
        }
        for (index, report) in (0..).zip(&event.reports) {
            wanted.push((index, report.trigger.start, report.trigger.end, Some(&report.trigger.text)));
            wanted.push((index, report.sentence.start, report.sentence.end, None));
            for voice in &report.attribution {
                for quote in [&voice.words, &voice.cue] {
                    wanted.push((index, quote.start, quote.end, Some(&quote.text)));
                }
            }
        }
        for (index, start, end, words) in wanted {
            let Some(report) = event.reports.get(index as usize) else { continue };
            found.spans += 1;
            let Some(text) = self.text_of(report, texts)? else {
                found.problems.push(wrong(format!(
                    "the text of article {} that it was read from is not there",
                    report.article
                )));
                break;
            };
            if !holds(&text, start, end, words) {
                found
                    .problems
                    .push(wrong(format!("other words at {start}..{end} of article {}", report.article)));
            }
        }
        Ok(())
    }

    fn text_of(&self, report: &Report, texts: &mut Texts) -> Result<Option<Arc<Vec<char>>>> {
        let key = (report.article.clone(), report.text_sha256.clone());
        if let Some(text) = texts.held.get(&key) {
            return Ok(text.clone());
        }
        let record = match self.record_of(report) {
            Ok(record) => record,
            // Told already where readings were checked.
            Err(e) if e.is_damaged() => None,
            Err(e) => return Err(e),
        };
        let text = record.map(|r| Arc::new(r.document.text.chars().collect::<Vec<char>>()));
        if texts.held.len() >= TEXTS {
            texts.held.clear();
        }
        texts.held.insert(key, text.clone());
        Ok(text)
    }

    /// Every report of the newest readings belongs to one event, which is none that was merged away or withdrawn; and nothing else does.
    fn check_reports(&self, found: &mut Verification) -> Result<()> {
        let mut ghosts = self.db.prepare(
            "SELECT e.name, coalesce(v.state, 'no version'), count(r.article) FROM events e \
             LEFT JOIN versions v ON v.event = e.id AND v.ended IS NULL \
             LEFT JOIN reports r ON r.event = e.id GROUP BY e.id \
             HAVING v.state IS NULL OR (count(r.article) = 0) <> (v.state IN ('merged', 'withdrawn'))",
        )?;
        let mut rows = ghosts.query([])?;
        while let Some(row) = rows.next()? {
            let (name, state, reports): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            found.problems.push(format!("event {name}: {state}, with {reports} reports"));
        }
        let mut select = self.db.prepare("SELECT id, name FROM articles ORDER BY id")?;
        let mut rows = select.query([])?;
        let mut places = self.db.prepare("SELECT report FROM reports WHERE article = ?1 ORDER BY report")?;
        while let Some(row) = rows.next()? {
            let (number, name): (i64, String) = (row.get(0)?, row.get(1)?);
            let Ok(Some(record)) = self.record(&name) else {
                found.problems.push(format!("article {name}: it has no reading"));
                continue;
            };
            let mut want: Vec<String> = record.events.into_iter().map(|e| e.id).collect();
            want.sort();
            let have: Vec<String> =
                places.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
            if want != have {
                found.problems.push(format!("article {name}: not each of its reports belongs to one event"));
            }
        }
        Ok(())
    }
}

fn all<T>(claim: &Claim<T>) -> &[Support] {
    &claim.support
}

/// Whether a stretch lies in the text and, where words are given, holds them.
fn holds(text: &[char], start: u32, end: u32, words: Option<&str>) -> bool {
    let Some(stretch) = text.get(start as usize..end as usize) else { return false };
    words.is_none_or(|words| stretch.iter().copied().eq(words.chars()))
}

/// Looks at every object with a start and an end, however deep; gives their number.
fn check_spans(value: &Value, text: &[char], wrong: &mut dyn FnMut(String)) -> u64 {
    match value {
        Value::Array(items) => items.iter().map(|item| check_spans(item, text, wrong)).sum(),
        Value::Object(fields) => {
            let number =
                |key: &str| fields.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
            let mut count = 0;
            if let (Some(start), Some(end)) = (number("start"), number("end")) {
                count += 1;
                if !holds(text, start, end, fields.get("text").and_then(Value::as_str)) {
                    wrong(format!("{start}..{end}"));
                }
            }
            count + fields.values().map(|field| check_spans(field, text, wrong)).sum::<u64>()
        }
        _ => 0,
    }
}
