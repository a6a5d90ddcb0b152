//! What can go wrong with a store.

use std::path::{Path, PathBuf};

/// An error of the store: one line that says what, where, and what to do.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{folder}: no store there; make one with `waqai add --store {folder}` or give another folder", folder = .0.display())]
    Missing(PathBuf),
    #[error("{folder}: it cannot be made ({error}); check its permissions or give another folder", folder = .0.display(), error = .1)]
    Folder(PathBuf, std::io::Error),
    #[error("{folder}: made by a newer program (store version {found}, this program knows {known}); update the program", folder = .0.display(), found = .1, known = .2)]
    TooNew(PathBuf, u32, u32),
    #[error("{folder}: made by an older program; allow writing there, so that it can be brought up to date", folder = .0.display())]
    Older(PathBuf),
    #[error(
        "the store is full or the disk is ({0}); free some space and run the same command again: nothing was lost"
    )]
    Full(rusqlite::Error),
    #[error("another program is writing to the store; try again when it is done")]
    Busy,
    #[error("the store is damaged ({0}); run `waqai verify`, or bring back a copy of its folder")]
    Damaged(String),
    #[error("the store cannot be read or written ({0}); check the disk and the permissions of its folder")]
    Sql(rusqlite::Error),
    #[error("`{0}` is no time; write 2026-02-12 or 2026-02-12T08:30:00Z")]
    Time(String),
    #[error("`{0}` is no day; write 2026-02-12, 2026-02 or 2026")]
    Day(String),
    #[error("no {0} `{1}` in the store; {2}")]
    Unknown(&'static str, String, &'static str),
    #[error("{0}")]
    Refused(String),
}

/// The result of most things here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether there is no store in the folder.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing(_))
    }

    /// Whether another program held the store for too long.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.kind, Kind::Busy)
    }

    /// Whether the disk is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self.kind, Kind::Full(_))
    }

    /// Whether the store's own files are damaged.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Damaged(_))
    }

    /// Whether something was asked for that is not there.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(..))
    }

    /// Whether an older program made it.
    pub(crate) fn is_older(&self) -> bool {
        matches!(self.kind, Kind::Older(_))
    }

    /// An error of a callback, to be carried through.
    pub fn other(message: impl std::fmt::Display) -> Error {
        Kind::Refused(message.to_string()).into()
    }

    pub(crate) fn damaged(what: impl std::fmt::Display) -> Error {
        Kind::Damaged(what.to_string()).into()
    }

    pub(crate) fn folder(path: &Path, error: std::io::Error) -> Error {
        Kind::Folder(path.to_owned(), error).into()
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.kind)
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Error {
        Error { kind }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        let kind = match error.sqlite_error_code() {
            Some(Code::DiskFull) => Kind::Full(error),
            // A file that may not grow any further is told as an input/output error in writing.
            Some(Code::SystemIoFailure) if write_failed(&error) => Kind::Full(error),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Kind::Busy,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Kind::Damaged(error.to_string()),
            _ => Kind::Sql(error),
        };
        Error { kind }
    }
}

fn write_failed(error: &rusqlite::Error) -> bool {
    const SQLITE_IOERR_WRITE: i32 = 10 | (3 << 8);
    const SQLITE_IOERR_FSYNC: i32 = 10 | (4 << 8);
    const SQLITE_IOERR_SHMSIZE: i32 = 10 | (19 << 8);
    error.sqlite_error().is_some_and(|e| {
        [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE].contains(&e.extended_code)
    })
}
