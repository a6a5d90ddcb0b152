//! `waqai export`: events out of the store, for other programs.

use super::chosen::Chosen;
use super::place::{Place, failed};
use super::texts::Texts;
use crate::batch;
use crate::report::{Outcome, say};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use waqai_export::{FORMATS, Format, Request};
use waqai_store::{EventFilter, Store};

/// The name of the whole store among the formats.
const STORE: &str = "store";

/// Write events into a folder: Parquet, CSV, JSON Lines, GeoJSON, PLOVER, CAMEO, FollowTheMoney, GraphML, or a copy of the whole store.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The folder to write; it must not exist yet, or be empty.
    folder: PathBuf,
    /// Format, as often as wanted; `store` is everything, for `waqai import`.
    #[arg(long = "format", short, value_name = "FORMAT", default_value = "parquet", value_delimiter = ',', value_parser = names())]
    formats: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    chosen: Chosen,
    /// Who publishes the data, for the citation.
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Title of the data.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Begin CSV with a byte order mark, for spreadsheets that need it.
    #[arg(long)]
    bom: bool,
    /// Say how many events there are, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// End with exit code 4 when no event is chosen.
    #[arg(long)]
    fail_empty: bool,
    /// Show no progress.
    #[arg(long, short)]
    quiet: bool,
}

/// The formats with what they are.
fn names() -> PossibleValuesParser {
    let formats = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    let store = PossibleValue::new(STORE).help("Everything the store holds, for `waqai import`.");
    PossibleValuesParser::new(formats.chain([store]))
}

impl Export {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let filter = self.chosen.filter();
        let whole = self.formats.iter().any(|name| name == STORE);
        if whole && filter != EventFilter::default() {
            let what = "--format store is the whole store and cannot be cut down; leave the filter or the format out";
            super::Cli::command().error(ErrorKind::ArgumentConflict, what).exit();
        }
        let store = self.place.open_read_only()?;
        let count = store.count(&filter).map_err(|e| failed(&e))?;
        if count == 0 && self.fail_empty {
            return Ok(Outcome::Empty);
        }
        if self.dry_run {
            say(format_args!("{count} events would be written to {}", self.folder.display()));
            return Ok(Outcome::Done);
        }
        let request = self.request(&filter);
        let written =
            write(&store, &self.folder, request, &filter, whole, count, !self.quiet).map_err(|e| {
                say(format_args!("{} [export]", chain(e.as_ref())));
                Outcome::Failed
            })?;
        say(format_args!(
            "{} events, told by {} reports, in {} files: {}",
            written.events,
            written.reports,
            written.files,
            self.folder.display()
        ));
        Ok(Outcome::Done)
    }

    fn request(&self, filter: &EventFilter) -> Request {
        Request {
            formats: self.formats.iter().filter_map(|name| Format::named(name)).collect(),
            // A filter is lists, texts and numbers: this does not fail.
            filter: serde_json::to_value(filter).unwrap_or_default(),
            as_of: filter.as_of.clone(),
            program: concat!("waqai ", env!("CARGO_PKG_VERSION")).to_owned(),
            author: self.author.clone(),
            title: self.title.clone(),
            bom: self.bom,
        }
    }
}

fn write(
    store: &Store,
    folder: &std::path::Path,
    request: Request,
    filter: &EventFilter,
    whole: bool,
    count: u64,
    progress: bool,
) -> Result<waqai_export::Written, Box<dyn Error + Send + Sync>> {
    let mut export = waqai_export::Export::create(folder, request)?;
    let mut texts = Texts::new(store);
    let bar = batch::progress(progress);
    bar.set_length(count);
    let mut stopped = None;
    let streamed = store.events(filter, |event| {
        bar.inc(1);
        export.event(&event, &mut texts).map_err(|error| {
            let told = waqai_store::Error::other(&error);
            stopped = Some(error);
            told
        })
    });
    bar.finish_and_clear();
    if let Some(error) = stopped {
        return Err(error.into());
    }
    streamed?;
    if whole {
        export.store(|out| dump(store, out))?;
    }
    Ok(export.finish()?)
}

/// Everything in the store, an item a line.
fn dump(store: &Store, out: &mut dyn Write) -> Result<u64, Box<dyn Error + Send + Sync>> {
    let mut items = 0;
    let mut broken = None;
    let dumped = store.dump(|item| {
        items += 1;
        let line = serde_json::to_vec(&item).map_err(waqai_store::Error::other)?;
        out.write_all(&line).and_then(|()| out.write_all(b"\n")).map_err(|error| {
            let told = waqai_store::Error::other(&error);
            broken = Some(error);
            told
        })
    });
    if let Some(error) = broken {
        return Err(error.into());
    }
    dumped?;
    Ok(items)
}

/// An error and what it came from, in one line.
fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        line.push_str(": ");
        line.push_str(&error.to_string());
        source = error.source();
    }
    line
}
