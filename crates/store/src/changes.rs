//! What has changed.

use crate::error::{Error, Result};
use crate::open::Store;
use crate::time::{Edge, moment};
use serde::Serialize;

/// A change of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its place in the order of all changes of this store: what comes later has a higher one.
    pub number: u64,
    /// The event.
    pub event: String,
    /// The version that the change made.
    pub version: u32,
    /// When.
    pub recorded: String,
    /// `new`, `changed`, `merged`, `withdrawn`, `rejected`, or `restored` (an event that was one of the three before holds again).
    pub what: String,
    /// Of a merged event: the event that holds its reports now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
}

/// From where on changes are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// All.
    Start,
    /// Recorded at this moment or later; of a bare day, from its beginning.
    Moment(String),
    /// After the change with this number: for those who follow.
    Number(u64),
}

impl Since {
    /// Reads a number, a day or a moment.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn read(text: &str) -> Result<Since> {
        // A year alone would be taken for a number: there are no more than eight digits in the number of any change to come.
        match text.parse::<u64>() {
            Ok(number) => Ok(Since::Number(number)),
            Err(_) => Ok(Since::Moment(moment(text, Edge::First)?)),
        }
    }
}

impl Store {
    /// The changes since then, oldest first, one at a time. An event that changed several times stands there several times.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn each_change(&self, since: &Since, mut each: impl FnMut(Change) -> Result<()>) -> Result<()> {
        let (number, from) = match since {
            Since::Start => (0, String::new()),
            Since::Moment(at) => (0, at.clone()),
            Since::Number(number) => (i64::try_from(*number).unwrap_or(i64::MAX), String::new()),
        };
        self.reading(|| {
            let mut select = self.db.prepare_cached(
                "SELECT v.id, e.name, v.version, v.recorded, v.what, v.dictionary, v.body FROM versions v \
                 JOIN events e ON e.id = v.event WHERE v.id > ?1 AND v.recorded >= ?2 ORDER BY v.id",
            )?;
            let mut rows = select.query((number, from))?;
            while let Some(row) = rows.next()? {
                let what: String = row.get(4)?;
                let merged_into = if what == "merged" {
                    let body: Vec<u8> = row.get(6)?;
                    self.unpack_event(row.get(5)?, &body)?.merged_into
                } else {
                    None
                };
                each(Change {
                    number: row.get::<_, i64>(0)?.unsigned_abs(),
                    event: row.get(1)?,
                    version: row.get(2)?,
                    recorded: row.get(3)?,
                    what,
                    merged_into,
                })?;
            }
            Ok(())
        })
    }

    /// The changes since then (`None`: all; else a moment, a day, or the number of a change), oldest first.
    ///
    /// # Errors
    /// When `since` is none of these, or the store cannot be read.
    pub fn changes(&self, since: Option<&str>) -> Result<Vec<Change>> {
        let since = since.map_or(Ok(Since::Start), Since::read)?;
        let mut changes = Vec::new();
        self.each_change(&since, |change| {
            changes.push(change);
            Ok::<_, Error>(())
        })?;
        Ok(changes)
    }
}
