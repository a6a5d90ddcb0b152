//! Every data file has an origin and a licence in `data/SOURCES.toml`.

use super::{Source, matches};

/// The folders whose files must be listed.
const FOLDERS: [&str; 2] = ["data/", "crates/data/assets/"];
const LIST: &str = "data/SOURCES.toml";

pub(super) fn check(files: &[Source]) -> Vec<String> {
    let list = files.iter().find(|f| f.path == LIST).and_then(Source::text).unwrap_or_default();
    let table: toml::Table = match list.parse() {
        Ok(table) => table,
        Err(e) => return vec![format!("{LIST}: {}", e.message())],
    };
    let entries: Vec<&toml::Value> = table
        .values()
        .filter_map(toml::Value::as_array)
        .flatten()
        .filter(|e| e.get("path").is_some())
        .collect();
    let mut complaints = Vec::new();
    let mut used = vec![false; entries.len()];
    for file in files.iter().filter(|f| FOLDERS.iter().any(|folder| f.path.starts_with(folder))) {
        if file.path == LIST || file.is("md") {
            continue;
        }
        // Paths in the list start at data/, or at the root.
        let short = file.path.strip_prefix("data/").unwrap_or(&file.path);
        let mut listed = false;
        for (entry, used) in entries.iter().zip(&mut used) {
            if paths(entry).any(|pattern| matches(pattern, short) || matches(pattern, &file.path)) {
                (*used, listed) = (true, true);
            }
        }
        if !listed {
            complaints.push(format!("{}: not in {LIST}; add its origin and licence", file.path));
        }
    }
    for (entry, used) in entries.iter().zip(used) {
        let name = paths(entry).collect::<Vec<_>>().join(", ");
        for key in ["origin", "licence"] {
            if entry.get(key).and_then(toml::Value::as_str).is_none_or(|v| v.trim().is_empty()) {
                complaints.push(format!("{LIST}: {name}: no {key}"));
            }
        }
        if !used {
            complaints.push(format!("{LIST}: {name}: no such file"));
        }
    }
    complaints
}

/// The patterns of an entry: `path` is one or a list of them.
fn paths(entry: &toml::Value) -> impl Iterator<Item = &str> {
    let path = entry.get("path");
    let one = path.and_then(toml::Value::as_str);
    let many = path.and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str);
    one.into_iter().chain(many)
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::check;

    #[test]
    fn a_file_without_origin_is_found() {
        let file = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        let list = "[[file]]\npath = [\"a.tsv\", \"gone.tsv\"]\norigin = \"hand\"\nlicence = \"MIT\"\n[[file]]\npath = \"c.tsv\"\norigin = \"\"\n";
        let complaints =
            check(&[file("data/SOURCES.toml", list), file("data/a.tsv", ""), file("data/b.tsv", "")]);
        assert_eq!(
            complaints,
            [
                "data/b.tsv: not in data/SOURCES.toml; add its origin and licence",
                "data/SOURCES.toml: c.tsv: no origin",
                "data/SOURCES.toml: c.tsv: no licence",
                "data/SOURCES.toml: c.tsv: no such file",
            ]
        );
    }
}
