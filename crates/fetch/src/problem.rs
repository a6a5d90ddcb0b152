//! What keeps an input, or a part of one, from being read.

use std::fmt;
use std::path::Path;

/// Something that could not be read or fetched. It never holds the words of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `file`, `file:line`, or an address.
    pub place: String,
    /// What is wrong: lower case, no full stop.
    pub what: String,
    /// What to do about it.
    pub hint: String,
    /// Which kind of problem it is.
    pub kind: Kind,
}

/// Kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It cannot be opened or read.
    Io,
    /// It is larger than allowed.
    TooBig,
    /// It holds nothing to read.
    NoText,
    /// It is not of the form that it should be of.
    Form,
    /// It is damaged or cut off; what could be read was.
    Damaged,
    /// The network, or the machine at its other end.
    Network,
    /// It may not be fetched: robots.txt, or an address that is not allowed.
    Refused,
}

impl Problem {
    pub(crate) fn new(
        place: impl Into<String>,
        kind: Kind,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Problem { place: place.into(), what: what.into(), hint: hint.into(), kind }
    }

    /// About a file that cannot be opened or read.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        let place = path.display().to_string();
        if let Some(bomb) = error.get_ref().and_then(|e| e.downcast_ref::<crate::gzip::Bomb>()) {
            return Problem::new(place, Kind::TooBig, bomb.to_string(), "unpack it yourself if you trust it");
        }
        let (what, hint) = match error.kind() {
            std::io::ErrorKind::NotFound => ("no such file".to_owned(), "check the path"),
            std::io::ErrorKind::PermissionDenied => {
                ("not allowed to read it".to_owned(), "check its permissions")
            }
            _ => (error.to_string(), "check the disk or the device"),
        };
        Problem::new(place, Kind::Io, what, hint)
    }

    /// About a page, line or record that is larger than `limit` bytes.
    #[must_use]
    pub fn too_big(place: impl Into<String>, limit: usize) -> Self {
        let mib = limit.div_ceil(1 << 20);
        Problem::new(
            place,
            Kind::TooBig,
            format!("larger than {mib} MB"),
            format!("give --max-size {} or more to read it all the same", mib.saturating_mul(4)),
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.what, self.hint)
    }
}

impl std::error::Error for Problem {}
