//! What can go wrong while an export is written.

use std::path::{Path, PathBuf};

/// An export that could not be written. A half-written folder never gets its final name.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

/// What `?` needs inside the crate.
pub(crate) type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("cannot write {}", .path.display())]
    Write { path: PathBuf, source: std::io::Error },
    #[error("{} is there already and not empty", .0.display())]
    Exists(PathBuf),
    #[error("cannot write Parquet")]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error("cannot write a table")]
    Arrow(#[from] arrow_schema::ArrowError),
    #[error("cannot write CSV")]
    Csv(#[from] csv::Error),
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
    #[error("the store cannot be copied")]
    Store { source: Box<dyn std::error::Error + Send + Sync> },
    #[error("cannot read {}", .path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("the words of event {event} cannot be read")]
    Words { event: String, source: Box<dyn std::error::Error + Send + Sync> },
}

impl Error {
    /// Whether the folder to write to exists already and holds something.
    #[must_use]
    pub fn is_exists(&self) -> bool {
        matches!(self.0, Kind::Exists(_))
    }
}

/// Gives an I/O error the path it is about.
pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error(Kind::Write { path, source })
}

macro_rules! from {
    ($($kind:ident: $error:ty),*) => {$(
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Error(Kind::$kind(error))
            }
        }
    )*};
}
from!(Parquet: parquet::errors::ParquetError, Arrow: arrow_schema::ArrowError, Csv: csv::Error, Json: serde_json::Error);
