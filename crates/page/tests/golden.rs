//! Every page under `samples` against what a reader finds in it, under `cases/pages`. `WAQAI_UPDATE=1` rewrites the
//! expectations; read the difference before keeping it.

use std::path::{Path, PathBuf};
use waqai_page::{Hints, Page};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn render(page: &Page) -> String {
    let mut out = format!("headline: {}\n", page.headline.as_deref().unwrap_or("-"));
    let published = page.published.map(|p| format!("{} from {}", p.iso(), p.from.as_str()));
    for (name, value) in [
        ("published", published),
        ("section", page.section.clone()),
        ("byline", page.byline.clone()),
        ("source", page.source.clone()),
        ("language", page.language.clone()),
    ] {
        out.push_str(&format!("{name}: {}\n", value.as_deref().unwrap_or("-")));
    }
    for part in &page.parts {
        let words: Vec<&str> = part.span.of(&page.text).split_whitespace().collect();
        let short = if words.len() <= 9 {
            words.join(" ")
        } else {
            format!(
                "{} … {} ({} words)",
                words[..4].join(" "),
                words[words.len() - 4..].join(" "),
                words.len()
            )
        };
        out.push_str(&format!("[{}] {short}\n", part.role.as_str()));
    }
    for note in &page.notes {
        out.push_str(&format!("note {}: {}\n", note.code, note.message));
    }
    out
}

#[test]
fn samples_are_read_as_a_reader_reads_them() -> Result<(), Box<dyn std::error::Error>> {
    let update = std::env::var_os("WAQAI_UPDATE").is_some();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(root().join("samples"))?.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "html" || e == "txt"));
    files.sort();
    assert!(files.len() >= 12, "{} samples", files.len());
    let mut differences = String::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let page = waqai_page::read_bytes(&std::fs::read(&file)?, &Hints::default())?;
        let got = render(&page);
        let golden = root().join("cases/pages").join(format!("{name}.txt"));
        if update {
            std::fs::write(&golden, &got)?;
        }
        let want = std::fs::read_to_string(&golden).unwrap_or_default();
        if got != want {
            differences.push_str(&format!("--- {name}: expected\n{want}--- got\n{got}"));
        }
    }
    assert!(differences.is_empty(), "{differences}");
    Ok(())
}
