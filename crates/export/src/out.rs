//! A file that is written line by line.

use crate::error::{Result, at};
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A buffered file that knows its path, for messages.
pub(crate) struct Out {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Out {
    /// Creates a file in a folder.
    pub(crate) fn create(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(at(&path))?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), path })
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) -> Result<()> {
        self.file.write_all(text.as_bytes()).map_err(at(&self.path))
    }

    /// Writes a value as JSON, without a line's end.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<()> {
        Ok(serde_json::to_writer(&mut self.file, value)?)
    }

    /// Writes a value as JSON on a line.
    pub(crate) fn json_line(&mut self, value: &impl Serialize) -> Result<()> {
        self.json(value)?;
        self.text("\n")
    }

    /// Writes everything of another file.
    pub(crate) fn copy(&mut self, path: &Path) -> Result<()> {
        let mut other = File::open(path).map_err(at(path))?;
        std::io::copy(&mut other, &mut self.file).map_err(at(&self.path))?;
        Ok(())
    }

    /// Makes sure that all of it is in the file.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.file.flush().map_err(at(&self.path))
    }
}
