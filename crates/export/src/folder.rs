//! What stands beside the data: column dictionary, query, citation, digests, and a page for people.

use crate::error::{Error, Kind, Result, at};
use crate::export::{Request, STORE, Written};
use crate::formats::Resource;
use crate::table::Column;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The list of digests.
const SUMS: &str = "SHA256SUMS";

/// What there is to say of an export.
pub(crate) struct About<'a> {
    pub(crate) request: &'a Request,
    pub(crate) written: Written,
    /// When the newest of the events was recorded.
    pub(crate) newest: Option<&'a str>,
    pub(crate) resources: &'a [Resource],
}

/// What is not as an export was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlike {
    /// There is no list of digests: this is no export, or not all of one.
    NoList,
    /// A file that is listed is not there.
    Missing(String),
    /// A file has changed.
    Changed(String),
}

/// Compares the files of an export with its list of digests. Gives what is not as it was.
///
/// # Errors
///
/// Where a file cannot be read.
pub fn check(folder: &Path) -> Result<Vec<Unlike>> {
    let Ok(list) = std::fs::read_to_string(folder.join(SUMS)) else { return Ok(vec![Unlike::NoList]) };
    let mut unlike = Vec::new();
    for (sum, name) in list.lines().filter_map(|line| line.split_once("  ")) {
        // A name with a folder in it is none of ours.
        let path = folder.join(Path::new(name).file_name().unwrap_or_default());
        if !path.is_file() {
            unlike.push(Unlike::Missing(name.to_owned()));
        } else if digest(&path)? != sum {
            unlike.push(Unlike::Changed(name.to_owned()));
        }
    }
    Ok(unlike)
}

/// Writes the files beside the data and returns how many files there are in all.
pub(crate) fn complete(folder: &Path, about: &About<'_>) -> Result<usize> {
    let mut sums = Vec::new();
    for resource in about.resources {
        sums.push((resource.path, digest(&folder.join(resource.path))?));
    }
    let package = pretty(&datapackage(folder, about, &sums)?)?;
    let query = pretty(&query(about))?;
    for (name, text) in [
        ("CITATION.cff", citation(about)),
        ("README.md", readme(about)),
        ("datapackage.json", package),
        ("query.json", query),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, &text).map_err(at(&path))?;
        sums.push((name, hex(&Sha256::digest(&text))));
    }
    sums.sort_unstable();
    let list: String = sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
    let path = folder.join(SUMS);
    std::fs::write(&path, list).map_err(at(&path))?;
    Ok(sums.len() + 1)
}

fn pretty(value: &Json) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// The SHA-256 of a file.
fn digest(path: &Path) -> Result<String> {
    let unread = |source| Error::from(Kind::Read { path: path.to_owned(), source });
    let mut file = File::open(path).map_err(unread)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(unread)? {
            0 => return Ok(hex(&digest.finalize())),
            read => digest.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn title<'a>(about: &About<'a>) -> &'a str {
    about.request.title.as_deref().unwrap_or("Events read from Arabic news")
}

/// The state of knowledge that the data show.
fn state<'a>(about: &About<'a>) -> Option<&'a str> {
    about.request.as_of.as_deref().or(about.newest)
}

/// The column dictionary: a Frictionless Data Package.
fn datapackage(folder: &Path, about: &About<'_>, sums: &[(&str, String)]) -> Result<Json> {
    let mut resources = Vec::new();
    for (resource, (_, sum)) in about.resources.iter().zip(sums) {
        let path = folder.join(resource.path);
        let bytes = std::fs::metadata(&path).map_err(at(&path))?.len();
        let (name, format) = resource.path.split_once('.').unwrap_or((resource.path, ""));
        let mut entry = json!({
            "name": format!("{name}-{}", format.replace('.', "-")),
            "path": resource.path,
            "description": resource.about,
            "format": format,
            "mediatype": resource.media_type,
            "encoding": "utf-8",
            "bytes": bytes,
            "hash": format!("sha256:{sum}"),
            "rows": resource.rows,
        });
        if let (Json::Object(fields), false) = (&mut entry, resource.columns.is_empty()) {
            if format == "csv" {
                fields.insert(
                    "dialect".to_owned(),
                    json!({"lineTerminator": "\r\n", "listSeparator": ";", "listEscape": "\\"}),
                );
            }
            let columns: Vec<Json> = resource.columns.iter().map(|column| field(column, format)).collect();
            fields.insert(
                "schema".to_owned(),
                json!({"fields": columns, "primaryKey": resource.key, "missingValues": [""]}),
            );
        }
        resources.push(entry);
    }
    Ok(json!({
        "profile": "data-package",
        "name": "waqai-events",
        "title": title(about),
        "version": state(about),
        "events": about.written.events,
        "reports": about.written.reports,
        "resources": resources,
    }))
}

fn field(column: &Column, format: &str) -> Json {
    // In a text format a list is a text with separators: the type says what is in the file.
    let kind = match (column.kind, format) {
        (crate::value::Kind::Texts, "csv" | "tsv") => "string",
        (kind, _) => kind.name(),
    };
    json!({"name": column.name, "type": kind, "description": column.about})
}

/// What was asked, so that it can be asked again.
fn query(about: &About<'_>) -> Json {
    let mut formats: Vec<&str> = about.request.formats.iter().map(|format| format.name).collect();
    if about.resources.iter().any(|resource| resource.path == STORE) {
        formats.push("store");
    }
    json!({
        "program": about.request.program,
        "filter": about.request.filter,
        "as_of": about.request.as_of,
        "newest_recorded": about.newest,
        "formats": formats,
        "events": about.written.events,
        "reports": about.written.reports,
    })
}

/// How to cite the data: Citation File Format 1.2.0.
fn citation(about: &About<'_>) -> String {
    let request = about.request;
    let author = request.author.as_deref().unwrap_or(&request.program);
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: If you use these data, please cite them as below.\ntype: dataset\ntitle: {}\nauthors:\n  - name: {}\n",
        quoted(title(about)),
        quoted(author)
    );
    if let Some(state) = state(about) {
        text.push_str(&format!("version: {}\n", quoted(&format!("as known at {state}"))));
        if let Some(day) = state.get(..10) {
            text.push_str(&format!("date-released: {day}\n"));
        }
    }
    text.push_str(&format!(
        "abstract: {}\n",
        quoted(&format!(
            "{} events, told by {} reports; made by {}. The query is in query.json, digests are in SHA256SUMS.",
            about.written.events, about.written.reports, request.program
        ))
    ));
    text
}

/// A text as YAML: JSON's strings are YAML's.
fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

fn readme(about: &About<'_>) -> String {
    let request = about.request;
    let mut text = format!(
        "# {}\n\n{} events, told by {} reports. Made by {}{}.\n\n",
        title(about),
        about.written.events,
        about.written.reports,
        request.program,
        state(about).map(|state| format!(", as known at {state}")).unwrap_or_default()
    );
    text.push_str(
        "A count of reports is never a count of events. A value in dispute is not averaged: the best supported one stands in its column, \
         and `differs` names the field. Every value leads to words of a report.\n\n## Files\n\n| file | rows | what |\n| --- | ---: | --- |\n",
    );
    for resource in about.resources {
        text.push_str(&format!("| `{}` | {} | {} |\n", resource.path, resource.rows, resource.about));
    }
    if about.resources.iter().any(|resource| resource.path == STORE) {
        text.push_str("\n`waqai import FOLDER --store DIR` makes a store of `store.jsonl` again.\n");
    }
    text.push_str(
        "\nBeside them: `datapackage.json` says what each column means, `query.json` what was asked, `CITATION.cff` how to cite; \
         `sha256sum -c SHA256SUMS` checks that nothing changed.\n\n## Opening them\n",
    );
    for format in &request.formats {
        text.push_str(&format!(
            "\n{}, in Python:\n\n```python\n{}\n```\n\nand in R:\n\n```r\n{}\n```\n",
            format.name, format.python, format.r
        ));
    }
    text
}
