//! Articles, their readings, and the bytes that they were read from.

use crate::error::{Error, Kind, Result};
use crate::ids::{hex, sha256, unhex};
use crate::open::Store;
use crate::pack;
use rusqlite::{OptionalExtension, Row};
use std::sync::Arc;
use waqai_merge::{ArticleSignature, Sketch, Source};
use waqai_schema::Record;

/// An article as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// Its permanent id.
    pub id: String,
    /// SHA-256 of the capture that its newest reading was made from, hexadecimal.
    pub capture: String,
    /// What the capture is: `text/html`, ….
    pub media_type: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When it was published, as precise as known.
    pub published: Option<String>,
    /// When the capture was come by.
    pub retrieved: String,
    /// What the input was called.
    pub input: String,
    /// Where in the input it stood.
    pub locator: String,
    /// When this reading was recorded.
    pub recorded: String,
    /// How many readings are kept, this one included.
    pub readings: u32,
    /// Of a copy: the article it repeats.
    pub copy_of: Option<String>,
    /// What was read in it.
    pub record: Record,
    /// SHA-256 of the record as it was written.
    pub record_sha256: [u8; 32],
}

/// How much is in the store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Totals {
    /// Captures, each once.
    pub captures: u64,
    /// Articles.
    pub articles: u64,
    /// Articles that repeat another.
    pub copies: u64,
    /// Reports of events, in all articles: not a number of events.
    pub reports: u64,
    /// Events that hold now.
    pub events: u64,
}

/// The columns of a record, for [`Store::unpack_record`].
pub(crate) const RECORD: &str =
    "r.dictionary, r.prefix, r.record, CASE r.prefix WHEN 0 THEN x'' ELSE c.body END";

/// Where a reading's input stood. As it mostly begins with what the input was called, that is kept as one sign ([`shortened`]).
pub(crate) const LOCATOR: &str =
    "CASE WHEN unicode(r.locator) = 1 THEN r.input || substr(r.locator, 2) ELSE r.locator END";

/// A locator as it is kept.
pub(crate) fn shortened(locator: &str, input: &str) -> String {
    locator.strip_prefix(input).map_or_else(|| locator.to_owned(), |rest| format!("\u{1}{rest}"))
}

/// Asks for [`StoredArticle`]s.
fn articles(which: &str) -> String {
    format!(
        "SELECT a.name, hex(c.sha256), c.media_type, r.url, r.source, r.published, r.retrieved, r.input, {LOCATOR}, \
         r.sha256, u.at, (SELECT count(*) FROM readings WHERE article = a.id), o.name, {RECORD} \
         FROM articles a JOIN readings r ON r.id = a.reading JOIN captures c ON c.id = r.capture \
         JOIN runs u ON u.id = r.run LEFT JOIN articles o ON o.id = a.copy_of {which}"
    )
}

impl Store {
    /// An article by its id; `None` if there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<StoredArticle>> {
        let mut select = self.db.prepare_cached(&articles("WHERE a.name = ?1"))?;
        let mut rows = select.query([id])?;
        rows.next()?.map(|row| self.stored(row)).transpose()
    }

    /// What was read in an article; `None` if there is none with this id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn record(&self, article: &str) -> Result<Option<Record>> {
        let mut select = self.db.prepare_cached(&format!(
            "SELECT {RECORD} FROM articles a JOIN readings r ON r.id = a.reading JOIN captures c ON c.id = r.capture \
             WHERE a.name = ?1"
        ))?;
        let mut rows = select.query([article])?;
        rows.next()?.map(|row| self.unpack_record(row, 0)).transpose()
    }

    /// The bytes with this SHA-256, as they were handed in, and what they are; `None` if they are not there.
    ///
    /// # Errors
    /// When the store cannot be read, or the bytes have changed.
    pub fn capture(&self, digest: &str) -> Result<Option<(Vec<u8>, String)>> {
        let Some(key) = unhex(digest) else { return Ok(None) };
        let row: Option<(Vec<u8>, String)> = self
            .db
            .prepare_cached("SELECT body, media_type FROM captures WHERE sha256 = ?1")?
            .query_row([&key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((packed, media_type)) = row else { return Ok(None) };
        let bytes = self.unpack_capture(&packed)?;
        if sha256(&bytes)[..] != key[..] {
            return Err(Error::damaged(format!("capture {digest} is not what it was")));
        }
        Ok(Some((bytes, media_type)))
    }

    /// Every article in the order in which they came, one at a time.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn articles(&self, mut each: impl FnMut(StoredArticle) -> Result<()>) -> Result<()> {
        self.reading(|| {
            let mut select = self.db.prepare(&articles("ORDER BY a.id"))?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                each(self.stored(row)?)?;
            }
            Ok(())
        })
    }

    /// The number of the newest reading; 0 in an empty store. It grows with every reading that is kept, so that who copies what is read
    /// (the search index) can tell whether it is behind.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn newest_reading(&self) -> Result<u64> {
        let number: i64 =
            self.db.query_row("SELECT coalesce(max(id), 0) FROM readings", [], |row| row.get(0))?;
        Ok(number.unsigned_abs())
    }

    /// The articles whose reading that counts is newer than this one, one at a time, in the order in which they came. Gives the number of
    /// the newest reading that was looked at.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn articles_after(
        &self,
        reading: u64,
        mut each: impl FnMut(StoredArticle) -> Result<()>,
    ) -> Result<u64> {
        self.reading(|| {
            let newest = self.newest_reading()?;
            let mut select = self.db.prepare(&articles("WHERE r.id > ?1 ORDER BY a.id"))?;
            let mut rows = select.query([i64::try_from(reading).unwrap_or(i64::MAX)])?;
            while let Some(row) = rows.next()? {
                each(self.stored(row)?)?;
            }
            Ok(newest)
        })
    }

    /// How much is in the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn totals(&self) -> Result<Totals> {
        let count = |sql: &str| -> Result<u64> {
            Ok(self.db.query_row(sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
        };
        Ok(Totals {
            captures: count("SELECT count(*) FROM captures")?,
            articles: count("SELECT count(*) FROM articles")?,
            copies: count("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL")?,
            reports: count("SELECT count(*) FROM reports")?,
            events: count("SELECT count(*) FROM versions WHERE ended IS NULL AND state = 'current'")?,
        })
    }

    pub(crate) fn copy_of(&self, article: &str) -> Result<Option<String>> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT o.name FROM articles a JOIN articles o ON o.id = a.copy_of WHERE a.name = ?1",
            )?
            .query_row([article], |row| row.get(0))
            .optional()?)
    }

    fn stored(&self, row: &Row<'_>) -> Result<StoredArticle> {
        Ok(StoredArticle {
            id: row.get(0)?,
            capture: row.get::<_, String>(1)?.to_ascii_lowercase(),
            media_type: row.get(2)?,
            url: row.get(3)?,
            source: row.get(4)?,
            published: row.get(5)?,
            retrieved: row.get(6)?,
            input: row.get(7)?,
            locator: row.get(8)?,
            record_sha256: row.get(9)?,
            recorded: row.get(10)?,
            readings: row.get(11)?,
            copy_of: row.get(12)?,
            record: self.unpack_record(row, 13)?,
        })
    }

    /// The record in the columns [`RECORD`] of a row, of which the first is number `at`.
    pub(crate) fn unpack_record(&self, row: &Row<'_>, at: usize) -> Result<Record> {
        serde_json::from_slice(&self.unpack_record_json(row, at)?).map_err(Error::damaged)
    }

    /// The same as it was written.
    pub(crate) fn unpack_record_json(&self, row: &Row<'_>, at: usize) -> Result<Vec<u8>> {
        let (dictionary, prefix): (i64, i64) = (row.get(at)?, row.get(at + 1)?);
        let packed: Vec<u8> = row.get(at + 2)?;
        let dictionary = self.dictionary(dictionary)?;
        if prefix == 0 {
            return pack::unpack(&packed, dictionary);
        }
        let capture = self.unpack_capture(&row.get::<_, Option<Vec<u8>>>(at + 3)?.unwrap_or_default())?;
        let beside = usize::try_from(prefix).ok().and_then(|prefix| capture.get(..prefix));
        let beside = beside.ok_or_else(|| Error::damaged("a capture is shorter than it was"))?;
        pack::unpack_beside(&packed, dictionary, beside)
    }

    /// The number of an article by its id.
    pub(crate) fn article_number(&self, name: &str) -> Result<i64> {
        let found = self
            .db
            .prepare_cached("SELECT id FROM articles WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| Kind::Unknown("article", name.to_owned(), "check its id").into())
    }

    /// An article whole, as linking and combining want it: its newest reading.
    pub(crate) fn source(&mut self, article: i64) -> Result<Arc<Source>> {
        if let Some(source) = self.cache.sources.get(article) {
            return Ok(source);
        }
        let (name, capture, signature, record) = {
            let mut select = self.db.prepare_cached(&format!(
                "SELECT a.name, c.sha256, r.signature, {RECORD} FROM articles a \
                 JOIN readings r ON r.id = a.reading JOIN captures c ON c.id = r.capture WHERE a.id = ?1"
            ))?;
            let mut rows = select.query([article])?;
            let row =
                rows.next()?.ok_or_else(|| Error::damaged(format!("article {article} has no reading")))?;
            let columns: (String, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            (columns.0, columns.1, columns.2, self.unpack_record(row, 3)?)
        };
        let signature = ArticleSignature::from_bytes(&signature)
            .ok_or_else(|| Error::damaged(format!("the signature of {name}")))?;
        let source = Arc::new(Source { article: name, capture: hex(&capture), signature, record });
        self.cache.put_source(article, Arc::clone(&source));
        Ok(source)
    }

    /// What linking knows of an article.
    pub(crate) fn sketch_of(&mut self, article: i64) -> Result<Arc<Sketch>> {
        if let Some(sketch) = self.cache.sketches.get(article) {
            return Ok(sketch);
        }
        let sketch = Arc::new(Sketch::of(&*self.source(article)?));
        self.cache.put_sketch(article, Arc::clone(&sketch));
        Ok(sketch)
    }
}
