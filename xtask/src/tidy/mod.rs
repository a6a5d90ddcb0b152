//! `cargo xtask tidy`: what no compiler checks. Each check is a function from the files to complaints.

mod links;
mod marks;
mod rules;
mod sources;
mod tables;
mod words;

use std::path::{Path, PathBuf};

/// A file of the repository.
pub(crate) struct Source {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|e| e == extension)
    }
}

const LONG: usize = 700;

pub(crate) fn run(_args: &[String]) -> anyhow::Result<()> {
    let files = files()?;
    let mut complaints = Vec::new();
    complaints.extend(sources::check(&files));
    complaints.extend(marks::check(&files));
    complaints.extend(tables::check(&files));
    complaints.extend(words::check(&files));
    complaints.extend(rules::check(&files));
    complaints.extend(links::check(&files));
    for warning in long_files(&files) {
        println!("warning: {warning}");
    }
    for complaint in &complaints {
        println!("{complaint}");
    }
    anyhow::ensure!(complaints.is_empty(), "{} complaints", complaints.len());
    println!("tidy: {} files in order", files.len());
    Ok(())
}

/// The files that git knows or would take up.
fn files() -> anyhow::Result<Vec<Source>> {
    let root = crate::root();
    let listed = std::process::Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(&root)
        .output()?;
    anyhow::ensure!(listed.status.success(), "git ls-files failed; is this a checkout?");
    let mut paths: Vec<String> = String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    // A file that was just deleted is still listed.
    let read = |path: String| std::fs::read(root.join(&path)).ok().map(|bytes| Source { path, bytes });
    Ok(paths.into_iter().filter_map(read).collect())
}

fn long_files(files: &[Source]) -> impl Iterator<Item = String> {
    files.iter().filter(|f| f.is("rs")).filter_map(|f| {
        let lines = f.text()?.lines().count();
        (lines > LONG).then(|| format!("{}: {lines} lines; one idea a file", f.path))
    })
}

/// Whether `path` fits `pattern`, in which `*` stands for anything within a folder's name and `**` across folders.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let Some(star) = pattern.find('*') else { return pattern == path };
    let (before, rest) = pattern.split_at(star);
    let Some(path) = path.strip_prefix(before) else { return false };
    let (rest, deep) = match rest.strip_prefix("**") {
        Some(rest) => (rest, true),
        None => (&rest[1..], false),
    };
    let ends = path.char_indices().map(|(i, _)| i).chain([path.len()]);
    ends.take_while(|end| deep || !path[..*end].contains('/')).any(|end| matches(rest, &path[end..]))
}

/// The folder of a file.
pub(crate) fn folder(path: &str) -> PathBuf {
    Path::new(path).parent().map(Path::to_owned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_fit_paths() {
        for (pattern, path, want) in [
            ("names/*.tsv", "names/titles.tsv", true),
            ("names/*.tsv", "names/old/titles.tsv", false),
            ("rules/**", "rules/events/x/y.rule", true),
            ("rules/**/*.rule", "rules/events/x/y.rule", true),
            ("rules/**/*.rule", "rules/events/x/y.tsv", false),
            ("a.tsv", "a.tsv", true),
            ("a.tsv", "b.tsv", false),
        ] {
            assert_eq!(matches(pattern, path), want, "{pattern} {path}");
        }
    }
}
