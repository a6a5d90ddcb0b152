//! The corpus as files of JSON.

use crate::corpus::Corpus;
use crate::vocabulary::SPLITS;
use serde_json::Value;
use std::path::Path;

/// Writes `<part>/texts/<id>.json` and `<part>/gold/<id>.json` under `folder`; what an earlier run left there goes.
///
/// Out: how many articles were written. The same corpus gives the same bytes.
///
/// # Errors
/// When a file cannot be written.
pub fn write(corpus: &Corpus, folder: &Path) -> std::io::Result<usize> {
    for part in SPLITS {
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
    Ok(written)
}
