//! The annotated articles that the program is measured on.

use anyhow::Context;
use serde_json::{Value, json};
use sha2::Digest;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use waqai_corpus::Corpus;
use waqai_corpus::score::{Figures, Item};

/// The set of real articles.
pub(super) const REAL: &str = "gold-dev";

/// Annotated articles.
pub(super) struct Set {
    /// `gold-dev`, `corpus/train`, `corpus/tune`, `corpus/test`.
    pub(super) name: String,
    /// Each as the program takes it in, and its annotations.
    articles: Vec<(Value, Value)>,
    /// SHA-256 of all texts and annotations.
    pub(super) digest: String,
}

/// The real articles beside the checkout, if they are there.
pub(super) fn real() -> anyhow::Result<Option<Set>> {
    let Some(folder) = crate::shared().map(|shared| shared.join("gold-dev")) else { return Ok(None) };
    if !folder.join("gold").is_dir() || !folder.join("texts").is_dir() {
        return Ok(None);
    }
    let mut articles = Vec::new();
    let digest = digest(&folder)?;
    for file in files(&folder.join("gold"))? {
        let name = file.file_name().context("a file without name")?;
        let json = |path: &Path| -> anyhow::Result<Value> {
            let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
            serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
        };
        let text = json(&folder.join("texts").join(name))?;
        let id = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        // The texts already begin with their headlines: `title` would be a second one.
        let mut article = json!({ "id": id });
        for field in ["url", "source", "text", "published"] {
            article[field] = text[field].clone();
        }
        articles.push((article, json(&file)?));
    }
    Ok(Some(Set { name: REAL.to_owned(), articles, digest }))
}

/// The parts of the corpus; the test part only when it is asked for.
pub(super) fn corpus(root: &Path, test: bool) -> anyhow::Result<Vec<Set>> {
    let corpus = Corpus::read(root, "").context("corpus/ cannot be read")?;
    if !corpus.problems.is_empty() {
        println!(
            "corpus: {} errors in the annotations; cargo xtask corpus tells them",
            corpus.problems.len()
        );
    }
    let of = |part: &&str| {
        let articles = corpus.articles.iter().filter(|a| corpus.part(a) == *part);
        let both = |a| (waqai_corpus::article(a, corpus.source(a)), waqai_corpus::gold(a, part));
        let articles: Vec<(Value, Value)> = articles.map(both).collect();
        let mut hash = sha2::Sha256::new();
        articles.iter().for_each(|(article, gold)| hash.update(format!("{article}\n{gold}\n")));
        Set { name: format!("corpus/{part}"), articles, digest: hex(hash) }
    };
    Ok(waqai_corpus::vocabulary::SPLITS.iter().filter(|part| test || **part != "test").map(of).collect())
}

/// A digest of names and contents of all files of a set.
fn digest(folder: &Path) -> anyhow::Result<String> {
    let mut hash = sha2::Sha256::new();
    for part in ["gold", "texts"] {
        for file in files(&folder.join(part))? {
            hash.update(file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
            hash.update([0]);
            hash.update(std::fs::read(&file)?);
            hash.update([0]);
        }
    }
    Ok(hex(hash))
}

fn hex(hash: sha2::Sha256) -> String {
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// The JSON files of a folder.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    Ok(files)
}

impl Set {
    /// How many articles.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// Runs the program over the articles; returns the file of records.
    pub(super) fn read(&self, program: &Path, work: &Path) -> anyhow::Result<PathBuf> {
        let lines: String = self.articles.iter().map(|(article, _)| format!("{article}\n")).collect();
        let (articles, records) = (work.join("articles.jsonl"), work.join("records.jsonl"));
        std::fs::write(&articles, lines)?;
        let status = Command::new(program)
            .arg("code")
            .arg(&articles)
            .stdout(std::fs::File::create(&records)?)
            .status()?;
        anyhow::ensure!(status.success(), "waqai code ended with {status}");
        Ok(records)
    }

    /// Scores the records of a file.
    pub(super) fn score(&self, records: &Path) -> anyhow::Result<Figures> {
        let mut by_id: BTreeMap<String, Value> = BTreeMap::new();
        for line in std::fs::read_to_string(records)?.lines() {
            let record: Value = serde_json::from_str(line)?;
            by_id.insert(record["document"]["id"].as_str().unwrap_or_default().to_owned(), record);
        }
        let mut items = Vec::new();
        for (article, gold) in &self.articles {
            let id = article["id"].as_str().unwrap_or_default();
            let record = by_id.remove(id).with_context(|| format!("no record for {id}"))?;
            items.push(Item::new(id, article["text"].as_str().unwrap_or_default(), gold.clone(), record));
        }
        Ok(waqai_corpus::score::score(&items))
    }
}
