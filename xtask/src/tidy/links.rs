//! Links between the repository's documents lead somewhere.

use super::{Source, folder};
use std::collections::BTreeSet;
use std::path::{Component, Path};

pub(super) fn check(files: &[Source]) -> Vec<String> {
    let known: BTreeSet<&str> = files.iter().map(|f| f.path.as_str()).collect();
    let exists = |target: &str| {
        let prefix = format!("{}/", target.trim_end_matches('/'));
        known.contains(target) || known.iter().any(|path| path.starts_with(&prefix))
    };
    let mut complaints = Vec::new();
    for file in files.iter().filter(|f| f.is("md")) {
        let Some(text) = file.text() else { continue };
        for (number, line) in text.lines().enumerate() {
            for target in targets(line) {
                let path = normal(&folder(&file.path).join(target));
                if !path.is_empty() && !exists(&path) {
                    complaints.push(format!("{}:{}: no such file: {target}", file.path, number + 1));
                }
            }
        }
    }
    complaints
}

/// The relative targets of the Markdown links in a line.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter_map(|target| {
        let target = target.split('#').next()?.trim();
        let outside = target.contains("://") || target.starts_with("mailto:") || target.starts_with('<');
        (!target.is_empty() && !outside).then_some(target)
    })
}

/// A path from the root without `.` and `..`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                parts.pop();
            }
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            _ => {}
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::check;

    #[test]
    fn links_are_followed_from_their_own_folder() {
        let file = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        let text = "[a](../README.md) [b](gone.md#x) [c](https://example.org) [d](#here) [e](sub/)";
        let files = [file("README.md", ""), file("docs/index.md", text), file("docs/sub/x.md", "")];
        assert_eq!(check(&files), ["docs/index.md:1: no such file: gone.md"]);
    }
}
