//! Arguments to inputs; folders to the files inside.

use crate::problem::{Kind, Problem};
use std::path::{Path, PathBuf};

/// What of a folder is read: saved pages come with pictures and scripts.
const PAGES: [&str; 11] =
    ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "txt", "json", "jsonl", "ndjson"];
/// The same where archives and feeds are read too.
const ARCHIVES: [&str; 6] = ["warc", "rss", "atom", "rdf", "xml", "wet"];

/// One thing named on a command line, or found in a folder named there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An address.
    Url(String),
    /// It cannot be read at all.
    Bad(Problem),
}

/// The inputs that `args` name, in order; a folder stands for its readable files, sorted by path.
#[must_use]
pub fn expand(args: &[String], archives: bool) -> Vec<Input> {
    let mut inputs = Vec::new();
    for arg in args {
        let lower = arg.get(..8).unwrap_or(arg).to_ascii_lowercase();
        if arg == "-" {
            inputs.push(Input::Stdin);
        } else if lower.starts_with("http://") || lower.starts_with("https://") {
            inputs.push(Input::Url(arg.clone()));
        } else if Path::new(arg).is_dir() {
            inputs.extend(folder(Path::new(arg), archives));
        } else {
            inputs.push(Input::File(PathBuf::from(arg)));
        }
    }
    inputs
}

fn folder(dir: &Path, archives: bool) -> Vec<Input> {
    let mut files = Vec::new();
    let mut bad = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(dir) = waiting.pop() {
        let entries = match std::fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(e) => {
                bad.push(Input::Bad(Problem::file(&dir, &e)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            // A link to a folder is not followed: it may lead back.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && !hidden {
                waiting.push(entry.path());
            } else if !kind.is_dir() && !hidden && readable(&entry.path(), archives) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    if files.is_empty() && bad.is_empty() {
        let known: Vec<&str> =
            if archives { PAGES.iter().chain(&ARCHIVES).copied().collect() } else { PAGES.to_vec() };
        bad.push(Input::Bad(Problem::new(
            dir.display().to_string(),
            Kind::NoText,
            "a folder without pages",
            format!("files ending in {} are read", known.join(", ")),
        )));
    }
    bad.extend(files.into_iter().map(Input::File));
    bad
}

fn readable(path: &Path, archives: bool) -> bool {
    let extension = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    let Some(mut last) = extension(path) else { return false };
    if archives && last == "gz" {
        // `a.warc.gz` is what `a.warc` is.
        let Some(inner) = path.file_stem().and_then(|stem| extension(Path::new(stem))) else { return false };
        last = inner;
    }
    PAGES.contains(&last.as_str()) || archives && ARCHIVES.contains(&last.as_str())
}
