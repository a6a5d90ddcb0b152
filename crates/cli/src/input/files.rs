//! Arguments to inputs; folders to the files inside.

use super::Input;
use crate::report::{Kind, Problem};
use std::path::{Path, PathBuf};

/// What of a folder is read: saved pages come with pictures and scripts.
const READABLE: [&str; 11] =
    ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "txt", "json", "jsonl", "ndjson"];

/// The inputs that `args` name, in order; a folder stands for its readable files, sorted by path. No argument at all
/// stands for standard input.
pub(crate) fn expand(args: &[String]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for arg in args {
        let lower = arg.get(..8).unwrap_or(arg).to_ascii_lowercase();
        if arg == "-" {
            inputs.push(Input::Stdin);
        } else if lower.starts_with("http://") || lower.starts_with("https://") {
            inputs.push(Input::Url(arg.clone()));
        } else if Path::new(arg).is_dir() {
            inputs.extend(folder(Path::new(arg)));
        } else {
            inputs.push(Input::File(PathBuf::from(arg)));
        }
    }
    if args.is_empty() {
        if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
            crate::report::say("reading from the keyboard; end with Ctrl-D, or give files or addresses");
        }
        inputs.push(Input::Stdin);
    }
    inputs
}

fn folder(dir: &Path) -> Vec<Input> {
    let mut files = Vec::new();
    let mut bad = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(dir) = waiting.pop() {
        let entries = match std::fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(e) => {
                bad.push(Input::Bad(problem(&dir, &e)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            // A link to a folder is not followed: it may lead back.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && !hidden {
                waiting.push(entry.path());
            } else if !kind.is_dir() && !hidden && readable(&entry.path()) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    if files.is_empty() && bad.is_empty() {
        bad.push(Input::Bad(Problem {
            place: dir.display().to_string(),
            what: "a folder without pages".to_owned(),
            hint: format!("files ending in {} are read", READABLE.join(", ")),
            kind: Kind::NoText,
        }));
    }
    bad.extend(files.into_iter().map(Input::File));
    bad
}

fn readable(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|e| READABLE.contains(&e.as_str()))
}

/// What to say about a file that cannot be opened or read.
pub(super) fn problem(path: &Path, error: &std::io::Error) -> Problem {
    let (what, hint) = match error.kind() {
        std::io::ErrorKind::NotFound => ("no such file".to_owned(), "check the path"),
        std::io::ErrorKind::PermissionDenied => {
            ("not allowed to read it".to_owned(), "check its permissions")
        }
        _ => (error.to_string(), "check the disk or the device"),
    };
    Problem { place: path.display().to_string(), what, hint: hint.to_owned(), kind: Kind::Io }
}
