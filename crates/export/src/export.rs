//! An export: one folder, written event by event.

use crate::error::{Kind, Result, at};
use crate::folder::{self, About};
use crate::formats::{Format, Resource, Settings, Writer};
use crate::table::Table;
use crate::tables::TABLES;
use crate::value::Value;
use crate::view::View;
use crate::words::Words;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use waqai_schema::world::WorldEvent;

/// The file that a store is made of again.
pub const STORE: &str = "store.jsonl";

/// Whatever went wrong for those who call.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The formats; none where only the whole store is wanted: see [`Export::store`].
    pub formats: Vec<&'static Format>,
    /// The filter that chose the events, as it is to stand in `query.json`.
    pub filter: serde_json::Value,
    /// The moment whose knowledge is exported, where one was asked for.
    pub as_of: Option<String>,
    /// Name and version of the program.
    pub program: String,
    /// Who publishes the data, for the citation.
    pub author: Option<String>,
    /// The title of the data, for the citation and the dictionary.
    pub title: Option<String>,
    /// CSV: begin with a byte order mark.
    pub bom: bool,
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Events.
    pub events: u64,
    /// Reports of these events: never to be taken for events.
    pub reports: u64,
    /// Files.
    pub files: usize,
}

/// An export on its way. Until [`Export::finish`] it stands in a folder beside its own, whose name ends in `.part`.
pub struct Export {
    request: Request,
    target: PathBuf,
    part: PathBuf,
    writers: Vec<(&'static Format, Box<dyn Writer>)>,
    written: Written,
    newest: Option<String>,
    attached: Vec<Resource>,
}

impl std::fmt::Debug for Export {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Export")
            .field("target", &self.target)
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}

impl Export {
    /// Begins an export into a folder that does not exist yet, or is empty.
    ///
    /// # Errors
    ///
    /// Where the folder holds something, or cannot be written to.
    pub fn create(target: &Path, request: Request) -> Result<Self> {
        if std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_some()) || target.is_file() {
            return Err(Kind::Exists(target.to_owned()).into());
        }
        let part = part_of(target);
        if part.exists() {
            // What an earlier run left when it was stopped.
            std::fs::remove_dir_all(&part).map_err(at(&part))?;
        }
        std::fs::create_dir_all(&part).map_err(at(&part))?;
        let settings = Settings { bom: request.bom, program: &request.program };
        let mut writers: Vec<(&'static Format, Box<dyn Writer>)> = Vec::new();
        for format in &request.formats {
            if !writers.iter().any(|(other, _)| other.name == format.name) {
                writers.push((format, (format.open)(&part, settings)?));
            }
        }
        Ok(Self {
            request,
            target: target.to_owned(),
            part,
            writers,
            written: Written::default(),
            newest: None,
            attached: Vec::new(),
        })
    }

    /// Writes an event. Events come in the order in which they are to stand in the files.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written, or a text not be read.
    pub fn event(&mut self, event: &WorldEvent, words: &mut dyn Words) -> Result<()> {
        let cited = self.writers.iter().any(|(format, _)| format.cited);
        let view = View::new(event, words, cited)?;
        for (_, writer) in &mut self.writers {
            writer.event(&view)?;
        }
        self.written.events += 1;
        self.written.reports += event.reports.len() as u64;
        if self.newest.as_deref().is_none_or(|newest| newest < event.recorded.as_str()) {
            self.newest = Some(event.recorded.clone());
        }
        Ok(())
    }

    /// Adds the copy of a whole store, which `waqai import` makes a store of again: JSON Lines from whoever knows the store.
    /// `fill` writes them and tells how many there are.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, or `fill` fails.
    pub fn store(
        &mut self,
        fill: impl FnOnce(&mut dyn Write) -> std::result::Result<u64, Failure>,
    ) -> Result<()> {
        let path = self.part.join(STORE);
        let mut file = BufWriter::new(File::create(&path).map_err(at(&path))?);
        let rows = fill(&mut file).map_err(|source| Kind::Store { source })?;
        file.flush().map_err(at(&path))?;
        let about = "Everything the store holds, for `waqai import`: captures, articles with every reading, events with every \
                     version, decisions. Schema waqai.store/1.";
        self.attached.push(Resource {
            path: STORE,
            about,
            media_type: "application/x-ndjson",
            rows,
            columns: &[],
            key: &[],
        });
        Ok(())
    }

    /// Ends the files, writes what stands beside them, and gives the folder its name.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written.
    pub fn finish(mut self) -> Result<Written> {
        let mut resources: Vec<Resource> = Vec::new();
        for (_, writer) in self.writers.drain(..) {
            resources.extend(writer.finish()?);
        }
        resources.append(&mut self.attached);
        let about = About {
            request: &self.request,
            written: self.written,
            newest: self.newest.as_deref(),
            resources: &resources,
        };
        self.written.files = folder::complete(&self.part, &about)?;
        if self.target.exists() {
            std::fs::remove_dir(&self.target).map_err(at(&self.target))?;
        }
        std::fs::rename(&self.part, &self.target).map_err(at(&self.target))?;
        Ok(self.written)
    }
}

/// The folder that is written to before the export has its name.
fn part_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".part");
    target.with_file_name(name)
}

/// Hands over the rows of every table for one event.
///
/// # Errors
///
/// Where a text cannot be read.
pub fn rows(
    event: &WorldEvent,
    words: &mut dyn Words,
    row: &mut dyn FnMut(&Table, &[Value<'_>]),
) -> Result<()> {
    let view = View::new(event, words, true)?;
    for table in TABLES {
        (table.rows)(&view, &mut |cells| {
            row(table, cells);
            Ok(())
        })?;
    }
    Ok(())
}
