//! The corpus as files of JSON.

use crate::corpus::Corpus;
use crate::vocabulary::SPLITS;
use serde_json::Value;
use std::path::Path;

/// Where the articles that were annotated twice are written.
const TWICE: &str = "twice";

/// Writes `<part>/texts/<id>.json` and `<part>/gold/<id>.json` under `folder`; what an earlier run left there goes. Articles that were
/// annotated twice stand once more under `twice`, with the second annotations as `twice/records.jsonl`, so that any scorer of
/// records can compare the two.
///
/// Out: how many articles were written. The same corpus gives the same bytes.
///
/// # Errors
/// When a file cannot be written.
pub fn write(corpus: &Corpus, folder: &Path) -> std::io::Result<usize> {
    for part in SPLITS.into_iter().chain([TWICE]) {
        for kind in ["texts", "gold"] {
            let folder = folder.join(part).join(kind);
            std::fs::create_dir_all(&folder)?;
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.extension().is_some_and(|e| e == "json") {
                    std::fs::remove_file(path)?;
                }
            }
        }
    }
    let mut written = 0;
    for article in &corpus.articles {
        let part = corpus.part(article);
        if !SPLITS.contains(&part) {
            continue;
        }
        let save = |kind: &str, value: &Value| {
            let file = folder.join(part).join(kind).join(format!("{}.json", article.id));
            std::fs::write(file, format!("{value:#}\n"))
        };
        save("texts", &crate::gold::article(article, corpus.source(article)))?;
        save("gold", &crate::gold::gold(article, part))?;
        written += 1;
    }
    let mut records = String::new();
    for (first, second) in corpus.twice() {
        let save = |kind: &str, value: &Value| {
            std::fs::write(
                folder.join(TWICE).join(kind).join(format!("{}.json", first.id)),
                format!("{value:#}\n"),
            )
        };
        save("texts", &crate::gold::article(first, corpus.source(first)))?;
        save("gold", &crate::gold::gold(first, corpus.part(first)))?;
        let mut record = crate::record::record(second);
        if record.get("document").is_none() {
            record["document"] = serde_json::json!({"id": first.id});
        }
        records.push_str(&record.to_string());
        records.push('\n');
    }
    std::fs::write(folder.join(TWICE).join("records.jsonl"), records)?;
    Ok(written)
}
