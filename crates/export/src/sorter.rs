//! Sorting more than fits into memory: actors of many events are gathered to one node each, whatever their number.
//!
//! Rows are kept in memory up to a limit, then written sorted to a file; in the end the files are merged. Equal keys come out in the order
//! of their payload, so the result depends on the rows only, never on their order.

use crate::error::{Result, at};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// A key and what belongs to it.
type Row = (Box<[u8]>, Box<[u8]>);
/// Takes keys with what belongs to them.
type Take<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> Result<()>;

/// Bytes of rows that are held in memory.
const LIMIT: usize = 16 << 20;
/// What a row costs beside its bytes: two fat pointers and two allocations.
const ROW: usize = 64;
/// Files that are merged at a time.
const RUNS: usize = 32;

/// Gathers rows and gives them back sorted.
pub(crate) struct Sorter {
    rows: Vec<Row>,
    held: usize,
    limit: usize,
    runs: Vec<PathBuf>,
    made: usize,
    folder: PathBuf,
    name: &'static str,
}

impl Sorter {
    /// Sorts, with files in a folder where memory does not suffice; `name` tells them from others'.
    pub(crate) fn new(folder: &Path, name: &'static str) -> Self {
        Self::with_limit(folder, name, LIMIT)
    }

    fn with_limit(folder: &Path, name: &'static str, limit: usize) -> Self {
        Self { rows: Vec::new(), held: 0, limit, runs: Vec::new(), made: 0, folder: folder.to_owned(), name }
    }

    /// Adds a row.
    pub(crate) fn add(&mut self, key: &[u8], payload: &[u8]) -> Result<()> {
        self.held += key.len() + payload.len() + ROW;
        self.rows.push((key.into(), payload.into()));
        if self.held > self.limit { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<()> {
        self.rows.sort_unstable();
        let rows = std::mem::take(&mut self.rows);
        self.held = 0;
        self.write_run(|write| rows.iter().try_for_each(|(key, payload)| write(key, payload)))?;
        if self.runs.len() == RUNS {
            let runs = std::mem::take(&mut self.runs);
            self.write_run(|write| merge(&runs, &mut |key, payload| write(key, payload)))?;
            remove(&runs)?;
        }
        Ok(())
    }

    fn write_run(&mut self, fill: impl FnOnce(Take<'_>) -> Result<()>) -> Result<()> {
        let path = self.folder.join(format!("{}.{}.run", self.name, self.made));
        self.made += 1;
        let mut file = BufWriter::new(File::create(&path).map_err(at(&path))?);
        fill(&mut |key, payload| {
            let mut put = |bytes: &[u8]| {
                file.write_all(&(bytes.len() as u64).to_le_bytes())?;
                file.write_all(bytes)
            };
            put(key).and_then(|()| put(payload)).map_err(at(&path))
        })?;
        file.flush().map_err(at(&path))?;
        self.runs.push(path);
        Ok(())
    }

    /// Hands over all rows in order and removes the files.
    pub(crate) fn finish(mut self, mut row: impl FnMut(&[u8], &[u8]) -> Result<()>) -> Result<()> {
        if self.runs.is_empty() {
            self.rows.sort_unstable();
            return self.rows.iter().try_for_each(|(key, payload)| row(key, payload));
        }
        if !self.rows.is_empty() {
            self.spill()?;
        }
        merge(&self.runs, &mut row)?;
        remove(&self.runs)
    }
}

fn remove(runs: &[PathBuf]) -> Result<()> {
    runs.iter().try_for_each(|path| std::fs::remove_file(path).map_err(at(path)))
}

/// Hands over the rows of sorted files in order.
fn merge(paths: &[PathBuf], row: Take<'_>) -> Result<()> {
    let mut runs = Vec::new();
    let mut heads = BinaryHeap::new();
    for path in paths {
        let mut run = Run { file: BufReader::new(File::open(path).map_err(at(path))?), path };
        if let Some(head) = run.next()? {
            heads.push(Reverse((head, runs.len())));
        }
        runs.push(run);
    }
    while let Some(Reverse(((key, payload), i))) = heads.pop() {
        row(&key, &payload)?;
        if let Some(run) = runs.get_mut(i)
            && let Some(head) = run.next()?
        {
            heads.push(Reverse((head, i)));
        }
    }
    Ok(())
}

/// A sorted file on its way back.
struct Run<'a> {
    file: BufReader<File>,
    path: &'a Path,
}

impl Run<'_> {
    fn next(&mut self) -> Result<Option<Row>> {
        let mut length = [0; 8];
        match self.file.read(&mut length[..1]).map_err(at(self.path))? {
            0 => return Ok(None),
            _ => self.file.read_exact(&mut length[1..]).map_err(at(self.path))?,
        }
        let key = self.bytes(u64::from_le_bytes(length))?;
        self.file.read_exact(&mut length).map_err(at(self.path))?;
        Ok(Some((key, self.bytes(u64::from_le_bytes(length))?)))
    }

    fn bytes(&mut self, length: u64) -> Result<Box<[u8]>> {
        let mut bytes = Vec::new();
        (&mut self.file).take(length).read_to_end(&mut bytes).map_err(at(self.path))?;
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Sorter;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_come_out_sorted_whatever_fits_into_memory(
            rows in proptest::collection::vec(("[a-c]{0,3}", "[a-c]{0,3}"), 0..300),
            limit in 1_usize..4000,
        ) {
            let folder = std::env::temp_dir().join(format!("waqai-sorter-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let mut sorter = Sorter::with_limit(&folder, "t", limit);
            for (key, payload) in &rows {
                sorter.add(key.as_bytes(), payload.as_bytes()).unwrap();
            }
            let mut got = Vec::new();
            sorter.finish(|key, payload| {
                got.push((String::from_utf8(key.to_vec()).unwrap(), String::from_utf8(payload.to_vec()).unwrap()));
                Ok(())
            }).unwrap();
            let mut want = rows;
            want.sort();
            prop_assert_eq!(got, want);
            prop_assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        }
    }
}
