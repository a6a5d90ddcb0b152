//! Where the store is, and what time it is: what all commands about the store have in common.

use crate::report::{Outcome, say};
use clap::Args;
use std::path::PathBuf;
use waqai_store::Store;

/// Which store is meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The folder of the store; $XDG_DATA_HOME/waqai unless given.
    #[arg(long, value_name = "DIR", env = "WAQAI_STORE")]
    store: Option<PathBuf>,
}

impl Place {
    /// The folder: given, or where programs keep their data.
    pub(crate) fn folder(&self) -> Result<PathBuf, Outcome> {
        let given = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        self.store
            .clone()
            .filter(|folder| !folder.as_os_str().is_empty())
            .or_else(|| {
                given("XDG_DATA_HOME").filter(|path| path.is_absolute()).map(|path| path.join("waqai"))
            })
            .or_else(|| given("HOME").map(|path| path.join(".local/share/waqai")))
            .or_else(|| given("APPDATA").map(|path| path.join("waqai")))
            .ok_or_else(|| {
                say("it is not known where the store is; give --store DIR or set WAQAI_STORE [store]");
                Outcome::Failed
            })
    }

    /// The store, made where there is none.
    pub(crate) fn create(&self) -> Result<Store, Outcome> {
        Store::create(&self.folder()?).map_err(|e| failed(&e))
    }

    /// The store, for writing.
    pub(crate) fn open(&self) -> Result<Store, Outcome> {
        Store::open(&self.folder()?).map_err(|e| failed(&e))
    }

    /// The store, for reading.
    pub(crate) fn open_read_only(&self) -> Result<Store, Outcome> {
        Store::open_read_only(&self.folder()?).map_err(|e| failed(&e))
    }
}

/// Tells what is wrong with the store.
pub(crate) fn failed(error: &waqai_store::Error) -> Outcome {
    say(format_args!("{error} [store]"));
    Outcome::Failed
}

/// The time at which something is recorded.
#[derive(Debug, Clone, Args)]
pub(crate) struct Now {
    /// Record everything under this time instead of the clock's (2026-02-12T08:30:00Z), so that a run can be repeated to the byte.
    #[arg(long = "now", value_name = "TIME", env = "WAQAI_NOW", hide = true)]
    given: Option<String>,
}

impl Now {
    /// The time given, or that of the clock: RFC 3339, UTC, to the second.
    pub(crate) fn time(&self) -> String {
        self.given.clone().unwrap_or_else(clock)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "when something was recorded does not change what is read in it"
)]
fn clock() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.ok().and_then(|s| i64::try_from(s.as_secs()).ok()).unwrap_or(0);
    jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::Now;

    #[test]
    fn the_clock_tells_utc_to_the_second() {
        let time = Now { given: None }.time();
        assert_eq!(time.len(), "2026-02-12T08:30:00Z".len(), "{time}");
        assert!(time.ends_with('Z') && time.as_str() > "2026-01-01T00:00:00Z", "{time}");
        assert_eq!(Now { given: Some("2026-02-12T08:30:00Z".to_owned()) }.time(), "2026-02-12T08:30:00Z");
    }
}
