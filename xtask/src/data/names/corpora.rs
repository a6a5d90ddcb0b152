//! The corpora that the name recogniser learns from, as texts with labels on stretches of bytes.
//!
//! What the rules see depends on the whole article, so the recogniser learns from whole articles too.

use super::cohesion;
use anyhow::Context;
use std::path::Path;
use waqai_names::EntityKind;

/// A sentence, its words joined by spaces, or an article, its sentences joined by line ends; and the names in it.
pub(crate) struct Example {
    pub(crate) text: String,
    /// Byte range and kind of each name.
    pub(crate) names: Vec<(usize, usize, EntityKind)>,
}

/// ANERcorp, the training part: news, in articles.
pub(crate) fn anercorp(shared: &Path) -> anyhow::Result<Vec<Example>> {
    let sentences = read(&shared.join("share-alike/anercorp-train/ANERCorp_CamelLab_train.txt"))?;
    let starts = cohesion::starts(&sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>());
    let ends = starts.iter().skip(1).copied().chain([sentences.len()]);
    Ok(starts.iter().zip(ends).map(|(a, b)| joined(&sentences[*a..b])).collect())
}

/// AQMAR: articles of an encyclopaedia, in parts about as long as an article of the press.
pub(crate) fn aqmar(shared: &Path) -> anyhow::Result<Vec<Example>> {
    const PART: usize = 25;
    let mut files: Vec<_> = std::fs::read_dir(shared.join("share-alike/aqmar/articles"))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        out.extend(read(&file)?.chunks(PART).map(joined));
    }
    Ok(out)
}

/// The sample of Wojood: mixed text, single sentences; of nested names the outermost counts.
pub(crate) fn wojood(shared: &Path) -> anyhow::Result<Vec<Example>> {
    let mut out = Vec::new();
    for part in ["train", "val", "test"] {
        out.extend(read(&shared.join(format!("permissive/wojood-sample/{part}.txt")))?);
    }
    Ok(out)
}

fn joined(sentences: &[Example]) -> Example {
    let mut out = Example { text: String::new(), names: Vec::new() };
    for s in sentences {
        if !out.text.is_empty() {
            out.text.push('\n');
        }
        let at = out.text.len();
        out.text.push_str(&s.text);
        out.names.extend(s.names.iter().map(|(a, b, k)| (a + at, b + at, *k)));
    }
    out
}

/// Reads a file of one word and its label a line, sentences apart by an empty line.
fn read(path: &Path) -> anyhow::Result<Vec<Example>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
    let mut out = Vec::new();
    let mut now = Example { text: String::new(), names: Vec::new() };
    for line in text.lines().chain([""]) {
        let mut fields = line.split_whitespace();
        let (Some(word), Some(label)) = (fields.next(), fields.next()) else {
            if !now.text.is_empty() {
                out.push(std::mem::replace(&mut now, Example { text: String::new(), names: Vec::new() }));
            }
            continue;
        };
        // Vowel signs tell nothing here, and one that stands on no letter is a slip of the corpus.
        let word: String = word.chars().filter(|c| !waqai_text::letters::is_diacritic(*c)).collect();
        if word.is_empty() {
            continue;
        }
        if !now.text.is_empty() {
            now.text.push(' ');
        }
        let start = now.text.len();
        now.text.push_str(&word);
        let Some(kind) = kind(label) else { continue };
        match now.names.last_mut() {
            Some(last) if label.starts_with("I-") && last.2 == kind && last.1 + 1 == start => {
                last.1 = now.text.len()
            }
            _ => now.names.push((start, now.text.len(), kind)),
        }
    }
    Ok(out)
}

fn kind(label: &str) -> Option<EntityKind> {
    Some(match label.get(2..)? {
        "PER" | "PERS" => EntityKind::Per,
        "ORG" => EntityKind::Org,
        "LOC" | "GPE" | "FAC" => EntityKind::Loc,
        _ => return None,
    })
}
