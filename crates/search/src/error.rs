//! What can go wrong with an index.

use std::path::{Path, PathBuf};

/// Why an index could not be opened, searched or written.
#[derive(Debug, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("no search index at {0}")]
    Missing(PathBuf),
    #[error("the search index at {0} was made by another version of the program")]
    Outdated(PathBuf),
    #[error("the search index at {0} is damaged ({1})")]
    Damaged(PathBuf, String),
    #[error("another process is writing the search index")]
    Busy,
    #[error("the search index: {0}")]
    Io(#[source] std::io::Error),
    #[error("the search index: {0}")]
    Other(String),
}

impl Error {
    pub(crate) fn missing(dir: &Path) -> Error {
        Error { kind: Kind::Missing(dir.to_owned()) }
    }
    pub(crate) fn outdated(dir: &Path) -> Error {
        Error { kind: Kind::Outdated(dir.to_owned()) }
    }
    pub(crate) fn damaged(dir: &Path, what: impl Into<String>) -> Error {
        Error { kind: Kind::Damaged(dir.to_owned(), what.into()) }
    }
    pub(crate) fn io(error: std::io::Error) -> Error {
        Error { kind: Kind::Io(error) }
    }

    /// An error of the engine below, at the index in `dir`.
    pub(crate) fn of(error: tantivy::TantivyError, dir: &Path) -> Error {
        use tantivy::TantivyError as E;
        let kind = match error {
            E::LockFailure(..) => Kind::Busy,
            E::OpenReadError(e) => Kind::Damaged(dir.to_owned(), first_line(&e)),
            E::DataCorruption(e) => Kind::Damaged(dir.to_owned(), first_line(&format!("{e:?}"))),
            E::IncompatibleIndex(_) => Kind::Outdated(dir.to_owned()),
            E::IoError(e) => match e.kind() {
                // Files that are cut off or hold something else.
                std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData => {
                    Kind::Damaged(dir.to_owned(), first_line(&e))
                }
                _ => Kind::Io(std::io::Error::new(e.kind(), e.to_string())),
            },
            e => Kind::Other(first_line(&e)),
        };
        Error { kind }
    }

    /// There is no index.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing(_))
    }
    /// The index cannot be used and has to be made anew: missing, damaged, or of another version.
    #[must_use]
    pub fn needs_rebuild(&self) -> bool {
        matches!(self.kind, Kind::Missing(_) | Kind::Outdated(_) | Kind::Damaged(..))
    }
    /// Another process is writing it; later it may work.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.kind, Kind::Busy)
    }
}

fn first_line(error: &impl ToString) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
