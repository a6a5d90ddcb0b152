//! What is remembered of addresses, so that what has not changed is not fetched again.

use crate::error::Result;
use crate::open::Store;

/// What is remembered of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The address, as a source or a feed gave it.
    pub url: String,
    /// The `ETag` of the last answer.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
    /// When a feed or sitemap said that it last changed, as it said so.
    pub changed: Option<String>,
    /// When it was last there: RFC 3339, UTC.
    pub seen: String,
}

impl Store {
    /// What is remembered of all addresses, in their order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn fetched(&self) -> Result<Vec<Fetched>> {
        let mut select =
            self.db.prepare("SELECT url, etag, last_modified, changed, seen FROM fetched ORDER BY url")?;
        let rows = select.query_map([], |row| {
            Ok(Fetched {
                url: row.get(0)?,
                etag: row.get(1)?,
                last_modified: row.get(2)?,
                changed: row.get(3)?,
                seen: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// Remembers addresses, each in place of what was remembered of it: all of them or, when this fails, none. To be called once the
    /// articles behind them are kept.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep_fetched(&mut self, fetched: &[Fetched]) -> Result<()> {
        self.writing(|store| {
            let mut insert = store.db.prepare_cached(
                "INSERT OR REPLACE INTO fetched (url, etag, last_modified, changed, seen) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for f in fetched {
                insert.execute((&f.url, &f.etag, &f.last_modified, &f.changed, &f.seen))?;
            }
            Ok(())
        })
    }
}
