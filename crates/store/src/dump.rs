//! The whole store as items, one after the other, and a store made again of them: for copies that outlive this form of the database.
//!
//! What follows from the rest (what is searched by, what linking looks at) is no item: it is made anew. Items come in an order in which
//! each names only what came before it, and the same store gives the same items.

use crate::article::{LOCATOR, RECORD, Totals, shortened};
use crate::error::{Error, Kind, Result};
use crate::ids::{hex, sha256, unhex};
use crate::open::Store;
use crate::pack;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use waqai_merge::{ArticleSignature, Sketch};
use waqai_schema::Record;
use waqai_schema::world::WorldEvent;

/// The form of the items.
pub const DUMP: &str = "waqai.store/1";

/// One thing that a store holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Item {
    /// The first item: the form of those that follow.
    Store {
        /// Always [`DUMP`].
        schema: String,
    },
    /// What was done, when, by which program.
    Run {
        /// Its number: what other items name it by.
        number: i64,
        /// When.
        at: String,
        /// `add`, `decide`, ….
        what: String,
        /// The program with its version.
        program: String,
    },
    /// Bytes that were handed in.
    Capture {
        /// Their SHA-256, hexadecimal.
        sha256: String,
        /// What they are.
        media_type: String,
        /// They themselves, where they are UTF-8.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// They themselves in hexadecimal, where they are not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hex: Option<String>,
    },
    /// An article.
    Article {
        /// Its permanent id.
        id: String,
    },
    /// A reading of an article.
    Reading {
        /// The article.
        article: String,
        /// The capture.
        capture: String,
        /// The run that took it in.
        run: i64,
        /// What the input was called.
        input: String,
        /// Where in it.
        locator: String,
        /// When the capture was come by.
        retrieved: String,
        /// Where it was published.
        url: Option<String>,
        /// The outlet.
        source: Option<String>,
        /// When it was published.
        published: Option<String>,
        /// Whether it is the one that counts.
        newest: bool,
        /// What near copies are known by, hexadecimal.
        signature: String,
        /// What was read.
        record: Value,
    },
    /// An article repeats another.
    Copy {
        /// The copy.
        article: String,
        /// What it repeats.
        of: String,
        /// How much.
        likeness: Option<f64>,
    },
    /// An event: what never changes about it.
    Event {
        /// Its permanent id.
        id: String,
        /// The article of the report for which the id was made.
        article: String,
        /// That report.
        report: String,
        /// What the id was made with beside them.
        salt: i64,
    },
    /// A version of an event. They come in the order in which they were recorded.
    Version {
        /// What happened.
        what: String,
        /// The run that recorded it.
        run: i64,
        /// When the next one was recorded.
        ended: Option<String>,
        /// The event as it was.
        event: Value,
    },
    /// The event that a report belongs to.
    Report {
        /// The article.
        article: String,
        /// The event in its record.
        report: String,
        /// The event that holds it.
        event: String,
    },
    /// What a person decided.
    Decision {
        /// Its permanent id.
        id: String,
        /// The run that recorded it.
        run: i64,
        /// When.
        at: String,
        /// Who.
        who: String,
        /// Why.
        why: String,
        /// What.
        decision: Value,
    },
    /// A report that a decision names.
    Decided {
        /// The decision.
        decision: String,
        /// The article.
        article: String,
        /// The report as it was then.
        report: String,
        /// By what it is found again.
        anchor: String,
        /// What it is called in the newest reading.
        now: Option<String>,
    },
    /// An input that need not be read again.
    Seen {
        /// The first bytes of a digest of place and content, hexadecimal.
        digest: String,
    },
}

impl Store {
    /// Hands over everything the store holds.
    ///
    /// # Errors
    /// When the store cannot be read, a capture has changed, or `each` fails.
    pub fn dump(&self, mut each: impl FnMut(Item) -> Result<()>) -> Result<()> {
        self.reading(|| {
            each(Item::Store { schema: DUMP.to_owned() })?;
            self.dump_sources(&mut each)?;
            self.dump_events(&mut each)?;
            self.dump_decisions(&mut each)
        })
    }

    fn each_row(&self, sql: &str, mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let mut select = self.db.prepare(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        Ok(())
    }

    fn unpack_json(&self, dictionary: i64, packed: &[u8]) -> Result<Value> {
        let json = pack::unpack(packed, self.dictionary(dictionary)?)?;
        serde_json::from_slice(&json).map_err(Error::damaged)
    }

    fn dump_sources(&self, each: &mut impl FnMut(Item) -> Result<()>) -> Result<()> {
        self.each_row("SELECT id, at, what, program FROM runs ORDER BY id", |row| {
            each(Item::Run { number: row.get(0)?, at: row.get(1)?, what: row.get(2)?, program: row.get(3)? })
        })?;
        self.each_row("SELECT sha256, media_type, body FROM captures ORDER BY id", |row| {
            let key: Vec<u8> = row.get(0)?;
            let bytes = self.unpack_capture(&row.get::<_, Vec<u8>>(2)?)?;
            if sha256(&bytes)[..] != key[..] {
                return Err(Error::damaged(format!("capture {} is not what it was", hex(&key))));
            }
            let (text, other) = match String::from_utf8(bytes) {
                Ok(text) => (Some(text), None),
                Err(error) => (None, Some(hex(error.as_bytes()))),
            };
            each(Item::Capture { sha256: hex(&key), media_type: row.get(1)?, text, hex: other })
        })?;
        self.each_row("SELECT name FROM articles ORDER BY id", |row| {
            each(Item::Article { id: row.get(0)? })
        })?;
        let readings = &format!(
            "SELECT a.name, c.sha256, r.run, r.input, {LOCATOR}, r.retrieved, r.url, r.source, r.published, \
             a.reading = r.id, r.signature, {RECORD} \
             FROM readings r JOIN articles a ON a.id = r.article JOIN captures c ON c.id = r.capture ORDER BY r.id"
        );
        self.each_row(readings, |row| {
            each(Item::Reading {
                article: row.get(0)?,
                capture: hex(&row.get::<_, Vec<u8>>(1)?),
                run: row.get(2)?,
                input: row.get(3)?,
                locator: row.get(4)?,
                retrieved: row.get(5)?,
                url: row.get(6)?,
                source: row.get(7)?,
                published: row.get(8)?,
                newest: row.get::<_, Option<bool>>(9)?.unwrap_or(false),
                signature: hex(&row.get::<_, Vec<u8>>(10)?),
                record: serde_json::from_slice(&self.unpack_record_json(row, 11)?).map_err(Error::damaged)?,
            })
        })?;
        let copies = "SELECT a.name, o.name, a.likeness FROM articles a JOIN articles o ON o.id = a.copy_of ORDER BY a.id";
        self.each_row(copies, |row| {
            each(Item::Copy { article: row.get(0)?, of: row.get(1)?, likeness: row.get(2)? })
        })?;
        self.each_row("SELECT digest FROM seen ORDER BY digest", |row| {
            each(Item::Seen { digest: hex(&row.get::<_, Vec<u8>>(0)?) })
        })
    }

    fn dump_events(&self, each: &mut impl FnMut(Item) -> Result<()>) -> Result<()> {
        let events = "SELECT e.name, a.name, e.report, e.salt FROM events e JOIN articles a ON a.id = e.article ORDER BY e.id";
        self.each_row(events, |row| {
            each(Item::Event {
                id: row.get(0)?,
                article: row.get(1)?,
                report: row.get(2)?,
                salt: row.get(3)?,
            })
        })?;
        self.each_row("SELECT what, run, ended, dictionary, body FROM versions ORDER BY id", |row| {
            let event = self.unpack_json(row.get(3)?, &row.get::<_, Vec<u8>>(4)?)?;
            each(Item::Version { what: row.get(0)?, run: row.get(1)?, ended: row.get(2)?, event })
        })?;
        let reports = "SELECT a.name, r.report, e.name FROM reports r JOIN articles a ON a.id = r.article \
             JOIN events e ON e.id = r.event ORDER BY r.article, r.report";
        self.each_row(reports, |row| {
            each(Item::Report { article: row.get(0)?, report: row.get(1)?, event: row.get(2)? })
        })
    }

    fn dump_decisions(&self, each: &mut impl FnMut(Item) -> Result<()>) -> Result<()> {
        self.each_row("SELECT name, run, at, who, why, body FROM decisions ORDER BY id", |row| {
            each(Item::Decision {
                id: row.get(0)?,
                run: row.get(1)?,
                at: row.get(2)?,
                who: row.get(3)?,
                why: row.get(4)?,
                decision: serde_json::from_str(&row.get::<_, String>(5)?).map_err(Error::damaged)?,
            })
        })?;
        let decided = "SELECT n.name, a.name, d.report, d.anchor, d.now FROM decided d JOIN decisions n ON n.id = d.decision \
             JOIN articles a ON a.id = d.article ORDER BY d.decision, d.article, d.report";
        self.each_row(decided, |row| {
            each(Item::Decided {
                decision: row.get(0)?,
                article: row.get(1)?,
                report: row.get(2)?,
                anchor: row.get(3)?,
                now: row.get(4)?,
            })
        })
    }

    /// Makes a store of items, all of it or nothing, in a folder where there is none or an empty one.
    ///
    /// # Errors
    /// When there is something in the store, an item does not fit those before it, or the store cannot be written.
    pub fn restore(folder: &Path, items: impl Iterator<Item = Result<Item>>) -> Result<Totals> {
        let mut store = Store::create(folder)?;
        let runs: i64 = store.db.query_row("SELECT count(*) FROM runs", [], |row| row.get(0))?;
        if runs > 0 {
            let full =
                format!("{}: the store is not empty; give another folder with --store", folder.display());
            return Err(Kind::Refused(full).into());
        }
        store.writing(|store| {
            let mut numbers = BTreeMap::new();
            let mut first = true;
            for item in items {
                let item = item?;
                match &item {
                    Item::Store { schema } if first && schema == DUMP => {}
                    _ if first => return Err(Error::other(format!("these are no items of the form {DUMP}"))),
                    _ => {}
                }
                first = false;
                store.put(item, &mut numbers)?;
            }
            let unread: i64 =
                store
                    .db
                    .query_row("SELECT count(*) FROM articles WHERE reading IS NULL", [], |row| row.get(0))?;
            if first || unread > 0 {
                return Err(Error::other("the items are not complete; export the store again"));
            }
            Ok(())
        })?;
        store.totals()
    }

    fn put(&self, item: Item, runs: &mut BTreeMap<i64, i64>) -> Result<()> {
        let run_of = |number: i64| {
            runs.get(&number)
                .copied()
                .ok_or_else(|| Error::other(format!("no run {number} before what it recorded")))
        };
        match item {
            Item::Store { .. } => {}
            Item::Run { number, at, what, program } => {
                let sql = "INSERT INTO runs (at, what, program) VALUES (?1, ?2, ?3)";
                runs.insert(number, self.db.prepare_cached(sql)?.insert((at, what, program))?);
            }
            Item::Capture { sha256: digest, media_type, text, hex: digits } => {
                let bytes = match (text, digits) {
                    (Some(text), None) => Some(text.into_bytes()),
                    (None, Some(digits)) => unhex(&digits),
                    _ => None,
                };
                let bytes = bytes.filter(|bytes| hex(&sha256(bytes)) == digest);
                let bytes =
                    bytes.ok_or_else(|| Error::other(format!("capture {digest} is not what it was")))?;
                let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                let sql = "INSERT INTO captures (sha256, media_type, size, body) VALUES (?1, ?2, ?3, ?4)";
                let digest = &sha256(&bytes)[..];
                let body = self.packer.pack_capture(&bytes)?;
                self.db.prepare_cached(sql)?.execute((digest, media_type, size, body))?;
            }
            Item::Article { id } => {
                self.db.prepare_cached("INSERT INTO articles (name) VALUES (?1)")?.execute([id])?;
            }
            Item::Reading { run, .. } => self.put_reading(&item, run_of(run)?)?,
            Item::Copy { article, of, likeness } => {
                let (article, of) = (self.number("articles", &article)?, self.number("articles", &of)?);
                let sql = "UPDATE articles SET copy_of = ?2, likeness = ?3 WHERE id = ?1";
                self.db.prepare_cached(sql)?.execute((article, of, likeness))?;
            }
            Item::Event { id, article, report, salt } => {
                let article = self.number("articles", &article)?;
                let sql = "INSERT INTO events (name, article, report, salt) VALUES (?1, ?2, ?3, ?4)";
                self.db.prepare_cached(sql)?.execute((id, article, report, salt))?;
            }
            Item::Version { what, run, ended, event } => {
                self.put_version(&what, run_of(run)?, ended, &event)?
            }
            Item::Report { article, report, event } => {
                let (article, event) = (self.number("articles", &article)?, self.number("events", &event)?);
                let sql = "INSERT INTO reports (article, report, event) VALUES (?1, ?2, ?3)";
                self.db.prepare_cached(sql)?.execute((article, report, event))?;
            }
            Item::Decision { id, run, at, who, why, decision } => {
                let body = serde_json::to_string(&decision).map_err(Error::other)?;
                let sql =
                    "INSERT INTO decisions (name, run, at, who, why, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
                self.db.prepare_cached(sql)?.execute((id, run_of(run)?, at, who, why, body))?;
            }
            Item::Decided { decision, article, report, anchor, now } => {
                let (decision, article) =
                    (self.number("decisions", &decision)?, self.number("articles", &article)?);
                let sql = "INSERT INTO decided (decision, article, report, anchor, now) VALUES (?1, ?2, ?3, ?4, ?5)";
                self.db.prepare_cached(sql)?.execute((decision, article, report, anchor, now))?;
            }
            Item::Seen { digest } => {
                let digest =
                    unhex(&digest).ok_or_else(|| Error::other(format!("`{digest}` is no digest")))?;
                self.db.prepare_cached("INSERT INTO seen (digest) VALUES (?1)")?.execute([digest])?;
            }
        }
        Ok(())
    }

    /// The number of a thing of that name.
    fn number(&self, table: &str, name: &str) -> Result<i64> {
        let found: Option<i64> = self
            .db
            .prepare_cached(&format!("SELECT id FROM {table} WHERE name = ?1"))?
            .query_row([name], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| Error::other(format!("`{name}` is named before it is there")))
    }

    fn put_reading(&self, item: &Item, run: i64) -> Result<()> {
        let Item::Reading { article, capture, input, locator, retrieved, url, source, published, .. } = item
        else {
            return Ok(());
        };
        let Item::Reading { newest, signature, record, .. } = item else { return Ok(()) };
        let number = self.number("articles", article)?;
        let capture: Option<(i64, Vec<u8>)> = self
            .db
            .prepare_cached("SELECT id, body FROM captures WHERE sha256 = ?1")?
            .query_row([unhex(capture)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (capture, body) =
            capture.ok_or_else(|| Error::other(format!("{article}: its capture is not there")))?;
        let json = serde_json::to_vec(record).map_err(Error::other)?;
        let signature = unhex(signature)
            .and_then(|bytes| ArticleSignature::from_bytes(&bytes))
            .ok_or_else(|| Error::other(format!("{article}: its signature cannot be read")))?;
        let sql = "INSERT INTO readings (article, capture, run, input, locator, retrieved, url, source, published, \
             dictionary, prefix, record, sha256, signature) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        let (packed, prefix) = self.packer.pack_beside(&json, &self.unpack_capture(&body)?)?;
        let reading = self.db.prepare_cached(sql)?.insert(params![
            number,
            capture,
            run,
            input,
            shortened(locator, input),
            retrieved,
            url,
            source,
            published,
            self.packer.id(),
            prefix,
            packed,
            &sha256(&json)[..],
            signature.to_bytes(),
        ])?;
        if *newest {
            let record: Record = serde_json::from_slice(&json).map_err(Error::other)?;
            self.db
                .prepare_cached("UPDATE articles SET reading = ?2 WHERE id = ?1")?
                .execute((number, reading))?;
            self.insert_keys(&Sketch::new(article, &record, &signature).keys(), number)?;
        }
        Ok(())
    }

    fn put_version(&self, what: &str, run: i64, ended: Option<String>, event: &Value) -> Result<()> {
        let json = serde_json::to_vec(event).map_err(Error::other)?;
        let made: WorldEvent = serde_json::from_slice(&json).map_err(Error::other)?;
        let number = self.number("events", &made.id)?;
        self.insert_version(number, &made, &json, what, run, ended)
    }
}
