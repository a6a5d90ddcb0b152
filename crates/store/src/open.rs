//! Opening, making, and bringing up to date.

use crate::error::{Error, Kind, Result};
use crate::pack::{self, Dictionary, Packer};
use crate::time::{Edge, moment};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The name of the database in the folder.
pub const FILE: &str = "waqai.sqlite";

/// The numbered steps from an empty file to the present form; never changed once released.
const MIGRATIONS: [&str; 3] = [
    include_str!("../migrations/0001_start.sql"),
    include_str!("../migrations/0002_fetched.sql"),
    include_str!("../migrations/0003_keyed.sql"),
];

/// Marks a file as a store ("waqa").
const APPLICATION: i32 = 0x7761_7161;
/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// One folder that keeps everything: see the crate.
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) folder: PathBuf,
    pub(crate) packer: Arc<Packer>,
    pub(crate) dictionaries: BTreeMap<i64, Dictionary>,
    pub(crate) cache: crate::cache::Cache,
    pub(crate) program: String,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Tries to change the journal, and the pause between them: as long as [`PATIENCE`] in all.
const TRIES: u32 = 1200;
const PAUSE: Duration = Duration::from_millis(50);

/// Switches to a write-ahead log. `SQLite` does not wait for its turn here, as it does elsewhere, when two programs make one store at once.
fn log_ahead(db: &Connection) -> Result<()> {
    for _ in 0..TRIES {
        match db.pragma_update(None, "journal_mode", "WAL") {
            Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
                std::thread::sleep(PAUSE)
            }
            done => return Ok(done?),
        }
    }
    Ok(db.pragma_update(None, "journal_mode", "WAL")?)
}

impl Store {
    /// Opens the store in `folder`, and makes it, folder and all, where there is none.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or holds a store of a newer program.
    pub fn create(folder: &Path) -> Result<Store> {
        std::fs::create_dir_all(folder).map_err(|e| Error::folder(folder, e))?;
        Store::with_flags(folder, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens the store in `folder`, bringing it up to date where an older program made it.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened, or a newer program made it.
    pub fn open(folder: &Path) -> Result<Store> {
        if !folder.join(FILE).is_file() {
            return Err(Kind::Missing(folder.to_owned()).into());
        }
        Store::with_flags(folder, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens the store in `folder` for reading only. A store of an older program is brought up to date first, where that is allowed.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened, or another version of the program made it.
    pub fn open_read_only(folder: &Path) -> Result<Store> {
        if !folder.join(FILE).is_file() {
            return Err(Kind::Missing(folder.to_owned()).into());
        }
        match Store::with_flags(folder, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            Err(e) if e.is_older() => {
                drop(Store::open(folder)?);
                Store::with_flags(folder, OpenFlags::SQLITE_OPEN_READ_ONLY)
            }
            opened => opened,
        }
    }

    fn with_flags(folder: &Path, flags: OpenFlags) -> Result<Store> {
        let mut db = Connection::open_with_flags(folder.join(FILE), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        db.busy_timeout(PATIENCE)?;
        db.set_prepared_statement_cache_capacity(64);
        let read_only = flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY);
        if !read_only {
            // Of a store that is there already the size of its pages stays. Large ones lose less room behind packed records.
            db.pragma_update(None, "page_size", 16_384)?;
            log_ahead(&db)?;
            // A commit that was reported stands, even when the machine loses its power.
            db.pragma_update(None, "synchronous", "FULL")?;
        }
        db.pragma_update(None, "foreign_keys", true)?;
        // 64 MiB of pages.
        db.pragma_update(None, "cache_size", -65_536)?;
        migrate(&mut db, folder, read_only, flags.contains(OpenFlags::SQLITE_OPEN_CREATE))?;
        let mut dictionaries = BTreeMap::new();
        let mut newest = (0, Vec::new());
        {
            let mut rows = db.prepare("SELECT id, bytes FROM dictionaries ORDER BY id")?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                let (id, bytes): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
                newest = (id, bytes.clone());
                dictionaries.insert(id, Dictionary::new(bytes));
            }
        }
        let packer = Arc::new(Packer::new(newest.0, &newest.1));
        let mut store = Store {
            db,
            folder: folder.to_owned(),
            packer,
            dictionaries,
            cache: crate::cache::Cache::default(),
            program: concat!("waqai ", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        if !read_only {
            store.rekey()?;
        }
        Ok(store)
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lets the database take no more than so many bytes; for trying what happens when the disk is full.
    ///
    /// # Errors
    /// When the database cannot be asked.
    #[doc(hidden)]
    pub fn limit_size(&self, bytes: u64) -> Result<()> {
        let page: i64 = self.db.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1);
        self.db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        Ok(())
    }

    pub(crate) fn unpack_capture(&self, packed: &[u8]) -> Result<Vec<u8>> {
        pack::unpack_capture(packed, self.dictionaries.values())
    }

    pub(crate) fn dictionary(&self, id: i64) -> Result<&Dictionary> {
        self.dictionaries.get(&id).ok_or_else(|| Error::damaged(format!("no dictionary {id}")))
    }

    /// Writes a row into the log of runs; gives its id, and the moment that counts as now: never before the newest one in the store.
    pub(crate) fn begin_run(&self, at: &str, what: &str) -> Result<(i64, String)> {
        let at = moment(at, Edge::First)?;
        let newest: Option<String> = self
            .db
            .query_row("SELECT at FROM runs ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        let at = newest.filter(|newest| *newest > at).unwrap_or(at);
        let id = self
            .db
            .prepare_cached("INSERT INTO runs (at, what, program) VALUES (?1, ?2, ?3)")?
            .insert((&at, what, &self.program))?;
        Ok((id, at))
    }

    /// Does all of `work` or nothing of it; other programs may read meanwhile, but not write.
    pub(crate) fn writing<T>(&mut self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        // What other programs wrote since makes what is remembered here old.
        let version = self.db.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version != self.cache.version {
            self.cache.clear();
            self.cache.version = version;
        }
        let done = work(self).and_then(|done| {
            self.db.execute_batch("COMMIT")?;
            Ok(done)
        });
        if done.is_err() {
            // What was remembered of the failed work is not so. Where the database itself gave up, it has rolled back already.
            self.cache.clear();
            if !self.db.is_autocommit() {
                let _ = self.db.execute_batch("ROLLBACK");
            }
        }
        done
    }

    /// Does `work` on what is there now, whatever others write meanwhile.
    pub(crate) fn reading<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.db.is_autocommit() {
            return work();
        }
        self.db.execute_batch("BEGIN")?;
        let done = work();
        self.db.execute_batch("COMMIT")?;
        done
    }
}

fn migrate(db: &mut Connection, folder: &Path, read_only: bool, make: bool) -> Result<()> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let version = |db: &Connection| db.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0));
    // Both in one question: another program may be making the store at this moment.
    let state = "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version";
    let (found, tables): (u32, i64) = db.query_row(state, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if found > known {
        return Err(Kind::TooNew(folder.to_owned(), found, known).into());
    }
    if found == known {
        return Ok(());
    }
    if found == 0 && tables == 0 && !make {
        // What is left when a store was about to be made.
        return Err(Kind::Missing(folder.to_owned()).into());
    }
    if found == 0 && tables > 0 {
        return Err(Error::damaged("its database is another program's, or lost its mark"));
    }
    if read_only {
        return Err(Kind::Older(folder.to_owned()).into());
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let found = version(&transaction)?;
    for (step, sql) in (1..=known).zip(MIGRATIONS) {
        if step > found {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", step)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    let have: Option<i64> = transaction
        .query_row("SELECT id FROM dictionaries WHERE bytes = ?1", [pack::DICTIONARY], |row| row.get(0))
        .optional()?;
    if have.is_none() {
        transaction.execute("INSERT INTO dictionaries (bytes) VALUES (?1)", [pack::DICTIONARY])?;
    }
    transaction.commit()?;
    Ok(())
}
