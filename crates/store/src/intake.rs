//! Taking in: what is handed over, and what became of it.

use crate::article::shortened;
use crate::error::Result;
use crate::ids::{name, sha256};
use crate::open::Store;
use crate::pack::Packer;
use rusqlite::OptionalExtension;
use std::collections::BTreeSet;
use std::sync::Arc;
use waqai_merge::{ArticleSignature, Key, Sketch, Source};
use waqai_schema::Record;

/// An article to be kept: the bytes it was read from, what is known about them, and what was read.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The bytes as they were handed in: a page, or a line of JSON Lines.
    pub capture: Vec<u8>,
    /// What they are: `text/html`, `application/json`, ….
    pub media_type: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When the bytes were come by: RFC 3339, UTC.
    pub retrieved: String,
    /// What the input was called: a path, an address, `stdin`.
    pub name: String,
    /// Where in the input it stands; with the capture this tells whether it was taken in before.
    pub locator: String,
    /// What was read.
    pub record: Record,
    /// Of the lemmas of its text.
    pub signature: ArticleSignature,
}

/// An intake with all the work done that needs no database.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) article: String,
    pub(crate) capture_sha256: [u8; 32],
    pub(crate) capture: Vec<u8>,
    pub(crate) size: i64,
    pub(crate) seen: [u8; 16],
    pub(crate) dictionary: i64,
    pub(crate) prefix: i64,
    pub(crate) record: Vec<u8>,
    pub(crate) record_sha256: [u8; 32],
    pub(crate) keys: Vec<Key>,
    pub(crate) sketch: Arc<Sketch>,
    pub(crate) intake: Intake,
}

impl Prepared {
    /// SHA-256 of the record as it will be written: [`StoredArticle::record_sha256`](crate::StoredArticle::record_sha256).
    #[must_use]
    pub fn record_sha256(&self) -> [u8; 32] {
        self.record_sha256
    }
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its id in the store.
    pub article: String,
    /// What is new about it.
    pub what: What,
}

/// What is new about an article that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It was not there.
    New,
    /// It was not there, and repeats another article, which stands here.
    CopyOf(String),
    /// It was there word for word, read in the same way.
    Known,
    /// It was there in another form: what is read in it now takes the place of what was; the former is kept.
    Updated,
    /// A newer form of it is there already: this one is kept beside it.
    Older,
}

impl Packer {
    /// Does the work that needs no database: packing, digests, what linking looks at. May be called in any number of threads.
    ///
    /// # Errors
    /// When packing fails for want of memory.
    pub fn prepare(&self, intake: Intake) -> Result<Prepared> {
        let capture_sha256 = sha256(&intake.capture);
        let article = identity(&intake, &capture_sha256);
        let json = serde_json::to_vec(&intake.record).map_err(crate::Error::other)?;
        let (record, prefix) = self.pack_beside(&json, &intake.capture)?;
        let sketch = Sketch::new(&article, &intake.record, &intake.signature);
        Ok(Prepared {
            capture: self.pack_capture(&intake.capture)?,
            size: i64::try_from(intake.capture.len()).unwrap_or(i64::MAX),
            seen: seen_digest(&intake.locator, &capture_sha256),
            dictionary: self.id(),
            prefix,
            record,
            record_sha256: sha256(&json),
            keys: sketch.keys(),
            sketch: Arc::new(sketch),
            article,
            capture_sha256,
            intake,
        })
    }
}

/// The id of the article that an intake is a form of. Two intakes are forms of one article when they have the same address; without an address,
/// when the same outlet gives it the same id; and otherwise only when they are the same bytes. An address without a path names a
/// site, not an article.
fn identity(intake: &Intake, capture: &[u8; 32]) -> String {
    let document = &intake.record.document;
    let url = intake.url.as_deref().or(document.url.as_deref()).filter(|url| names_a_page(url));
    let source = intake.source.as_deref().or(document.source.as_deref());
    match (url, source) {
        (Some(url), _) => name("ar", &["url", url.split('#').next().unwrap_or(url)]),
        (None, Some(source)) => name("ar", &["id", source, &document.id]),
        (None, None) => name("ar", &["bytes", &crate::ids::hex(capture)]),
    }
}

fn names_a_page(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    rest.split_once(['/', '?']).is_some_and(|(_, path)| !path.is_empty())
}

/// What tells that an input was taken in before.
fn seen_digest(locator: &str, capture: &[u8; 32]) -> [u8; 16] {
    let mut bytes = capture.to_vec();
    bytes.extend(locator.as_bytes());
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(sha256(&bytes)) {
        *to = from;
    }
    short
}

impl Store {
    /// What does the work of [`Packer::prepare`] for this store.
    #[must_use]
    pub fn packer(&self) -> Arc<Packer> {
        Arc::clone(&self.packer)
    }

    /// Whether these bytes were taken in from this place before: then they need not be read again.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seen(&self, locator: &str, capture: &[u8]) -> Result<bool> {
        let digest = seen_digest(locator, &sha256(capture));
        Ok(self.db.prepare_cached("SELECT 1 FROM seen WHERE digest = ?1")?.exists([&digest[..]])?)
    }

    /// Takes in articles: all of them or, when this fails, none. Gives what became of each, in their order.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add(&mut self, intakes: Vec<Intake>, at: &str) -> Result<Vec<Outcome>> {
        let packer = self.packer();
        let prepared: Result<Vec<Prepared>> =
            intakes.into_iter().map(|intake| packer.prepare(intake)).collect();
        self.add_prepared(prepared?, at)
    }

    /// The same as [`Store::add`], prepared elsewhere.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add_prepared(&mut self, items: Vec<Prepared>, at: &str) -> Result<Vec<Outcome>> {
        self.writing(|store| {
            let (run, at) = store.begin_run(at, "add")?;
            let mut taken = Taken::default();
            let mut outcomes = Vec::with_capacity(items.len());
            for item in items {
                outcomes.push(store.take_in(item, run, &mut taken)?);
            }
            let change = crate::link::Changed {
                added: taken.fresh.iter().copied().collect(),
                removed: taken.removed,
                ruled: Vec::new(),
                touched: taken.touched,
            };
            store.relink(change, run, &at)?;
            for outcome in &mut outcomes {
                if outcome.what == What::New
                    && let Some(of) = store.copy_of(&outcome.article)?
                {
                    outcome.what = What::CopyOf(of);
                }
            }
            Ok(outcomes)
        })
    }

    fn take_in(&mut self, item: Prepared, run: i64, taken: &mut Taken) -> Result<Outcome> {
        let outcome = |what| Ok(Outcome { article: item.article.clone(), what });
        self.db
            .prepare_cached("INSERT OR IGNORE INTO seen (digest) VALUES (?1)")?
            .execute([&item.seen[..]])?;
        let article: Option<(i64, Option<i64>)> = self
            .db
            .prepare_cached("SELECT id, reading FROM articles WHERE name = ?1")?
            .query_row([&item.article], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let capture = self.keep_capture(&item)?;
        let Some((article, current)) = article else {
            let article =
                self.db.prepare_cached("INSERT INTO articles (name) VALUES (?1)")?.insert([&item.article])?;
            self.keep_reading(&item, article, capture, run, true)?;
            self.keep_sketch(&item, article, None)?;
            taken.fresh.insert(article);
            self.remember(item, article);
            return Ok(Outcome { article: self.article_name(article)?, what: What::New });
        };
        let same: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT id FROM readings WHERE article = ?1 AND capture = ?2 AND sha256 = ?3 ORDER BY id DESC",
            )?
            .query_row((article, capture, &item.record_sha256[..]), |row| row.get(0))
            .optional()?;
        if same.is_some() {
            return outcome(What::Known);
        }
        let newest: Option<String> = self
            .db
            .prepare_cached("SELECT retrieved FROM readings WHERE id = ?1")?
            .query_row([current], |row| row.get(0))
            .optional()?;
        if newest.is_some_and(|newest| newest > item.intake.retrieved) {
            self.keep_reading(&item, article, capture, run, false)?;
            return outcome(What::Older);
        }
        let before = self.source(article)?;
        let sketch = self.sketch_of(article)?;
        self.keep_reading(&item, article, capture, run, true)?;
        self.keep_sketch(&item, article, Some(&sketch))?;
        let lost = self.carry_over(article, &before.record, &item.intake.record)?;
        taken.touched.extend(lost);
        // An article that comes twice in one transaction has its first form removed only where that was linked.
        if taken.fresh.insert(article) {
            taken.removed.push(sketch);
        }
        self.cache.forget(article);
        let name = item.article.clone();
        self.remember(item, article);
        Ok(Outcome { article: name, what: What::Updated })
    }

    fn remember(&mut self, item: Prepared, article: i64) {
        let source = Source {
            article: item.article,
            capture: crate::ids::hex(&item.capture_sha256),
            signature: item.intake.signature,
            record: item.intake.record,
        };
        self.cache.put_source(article, Arc::new(source));
        self.cache.put_sketch(article, item.sketch);
    }

    fn keep_capture(&self, item: &Prepared) -> Result<i64> {
        let sha256 = &item.capture_sha256[..];
        let have: Option<i64> = self
            .db
            .prepare_cached("SELECT id FROM captures WHERE sha256 = ?1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        if let Some(id) = have {
            return Ok(id);
        }
        Ok(self
            .db
            .prepare_cached("INSERT INTO captures (sha256, media_type, size, body) VALUES (?1, ?2, ?3, ?4)")?
            .insert((sha256, &item.intake.media_type, item.size, &item.capture))?)
    }

    fn keep_reading(
        &self,
        item: &Prepared,
        article: i64,
        capture: i64,
        run: i64,
        newest: bool,
    ) -> Result<()> {
        let (intake, document) = (&item.intake, &item.intake.record.document);
        let reading = self
            .db
            .prepare_cached(
                "INSERT INTO readings (article, capture, run, input, locator, retrieved, url, source, published, \
                 dictionary, prefix, record, sha256, signature) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .insert(rusqlite::params![
                article,
                capture,
                run,
                intake.name,
                shortened(&intake.locator, &intake.name),
                intake.retrieved,
                intake.url.as_ref().or(document.url.as_ref()),
                intake.source.as_ref().or(document.source.as_ref()),
                document.published.as_ref().map(|p| &p.value),
                item.dictionary,
                item.prefix,
                item.record,
                &item.record_sha256[..],
                intake.signature.to_bytes(),
            ])?;
        if newest {
            self.db
                .prepare_cached("UPDATE articles SET reading = ?2 WHERE id = ?1")?
                .execute((article, reading))?;
        }
        Ok(())
    }

    fn keep_sketch(&self, item: &Prepared, article: i64, before: Option<&Sketch>) -> Result<()> {
        if let Some(before) = before {
            let mut delete = self.db.prepare_cached("DELETE FROM keys WHERE key = ?1 AND article = ?2")?;
            for key in before.keys() {
                delete.execute((key_number(key), article))?;
            }
        }
        self.insert_keys(&item.keys, article)
    }

    pub(crate) fn insert_keys(&self, keys: &[Key], article: i64) -> Result<()> {
        let mut insert =
            self.db.prepare_cached("INSERT OR IGNORE INTO keys (key, article) VALUES (?1, ?2)")?;
        for key in keys {
            insert.execute((key_number(*key), article))?;
        }
        Ok(())
    }

    pub(crate) fn article_name(&self, article: i64) -> Result<String> {
        Ok(self
            .db
            .prepare_cached("SELECT name FROM articles WHERE id = ?1")?
            .query_row([article], |row| row.get(0))?)
    }
}

/// As a signed number, which takes SQLite four bytes at most.
pub(crate) fn key_number(key: Key) -> i64 {
    i64::from(key.0.cast_signed())
}

#[derive(Default)]
struct Taken {
    fresh: BTreeSet<i64>,
    removed: Vec<Arc<Sketch>>,
    touched: BTreeSet<i64>,
}

#[cfg(test)]
mod tests {
    use super::names_a_page;

    #[test]
    fn an_address_without_a_path_names_no_page() {
        for (url, want) in [
            ("https://akhbar.example/2026/02/11/a", true),
            ("https://akhbar.example/?p=7", true),
            ("https://akhbar.example?p=7", true),
            ("https://akhbar.example/", false),
            ("https://akhbar.example", false),
            ("https://akhbar.example/#top", false),
        ] {
            assert_eq!(names_a_page(url), want, "{url}");
        }
    }
}
