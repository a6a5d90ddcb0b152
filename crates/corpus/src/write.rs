//! The corpus as files of JSON.

use crate::corpus::Corpus;
use crate::model::Article;
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
    let save = |part: &str, article: &Article| {
        let file = |kind: &str, value: &Value| {
            let name = format!("{}.json", article.id);
            std::fs::write(folder.join(part).join(kind).join(name), format!("{value:#}\n"))
        };
        file("texts", &crate::gold::article(article, corpus.source(article)))?;
        file("gold", &crate::gold::gold(article, corpus.part(article)))
    };
    let mut written = 0;
    for article in corpus.articles.iter().filter(|a| SPLITS.contains(&corpus.part(a))) {
        save(corpus.part(article), article)?;
        written += 1;
    }
    let mut records = String::new();
    for (first, second) in corpus.twice() {
        save(TWICE, first)?;
        records.push_str(&crate::record::record(second).to_string());
        records.push('\n');
    }
    std::fs::write(folder.join(TWICE).join("records.jsonl"), records)?;
    Ok(written)
}
