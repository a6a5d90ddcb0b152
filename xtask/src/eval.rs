//! `cargo xtask eval`: how well the program reads real articles, and that it reads them no worse than before.
//!
//! The annotated articles stand beside the checkout (../shared/gold-dev) and are not part of the repository. What was
//! reached on them is written down in `eval/baseline.json`, with a digest of the set: a figure below its floor is
//! an error. `--update` raises floors and writes the new figures to `docs/evaluation.md`; only
//! `--allow-regression` lowers one.

mod baseline;
mod report;
mod spans;

use anyhow::Context;
use baseline::Baseline;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let flag = |name: &str| args.iter().any(|a| a == name);
    if let Some(unknown) = args.iter().find(|a| !["--update", "--allow-regression"].contains(&a.as_str())) {
        anyhow::bail!("unknown option {unknown}; usage: cargo xtask eval [--update] [--allow-regression]");
    }
    let Some(set) = Set::find() else {
        println!("eval: skipped, the annotated articles (../shared/gold-dev) are not here");
        return Ok(());
    };
    let root = crate::root();
    let work = root.join("target/eval");
    std::fs::create_dir_all(&work)?;
    let records = set.read(&crate::release_build()?, &work)?;
    let bad = spans::check_file(&records)?;
    for line in bad.iter().take(20) {
        println!("{line}");
    }
    let errors = work.join("errors.jsonl");
    let figures = set.score(&records, &errors)?;
    println!("every miss and false alarm: target/eval/errors.jsonl");
    anyhow::ensure!(bad.is_empty(), "{} spans do not give back the quoted words", bad.len());
    let digest = set.digest()?;
    let path = root.join("eval/baseline.json");
    let old = Baseline::read(&path)?;
    let new = Baseline::of(&figures, digest);
    let fallen = old.fallen(&new);
    for line in &fallen {
        println!("{line}");
    }
    if flag("--update") {
        let merged = old.raised(&new, flag("--allow-regression"))?;
        merged.write(&path)?;
        std::fs::write(root.join("docs/evaluation.md"), report::page(&figures, &root)?)?;
        println!("eval/baseline.json and docs/evaluation.md are up to date");
        return Ok(());
    }
    anyhow::ensure!(
        old.digest == new.digest,
        "the set is not the one of eval/baseline.json; run with --update"
    );
    anyhow::ensure!(fallen.is_empty(), "{} figures below their floor (eval/baseline.json)", fallen.len());
    println!("eval: no figure below its floor");
    Ok(())
}

/// The annotated articles.
struct Set {
    folder: PathBuf,
    scorer: PathBuf,
}

impl Set {
    fn find() -> Option<Set> {
        let shared = crate::shared()?;
        let set = Set { folder: shared.join("gold-dev"), scorer: shared.join("tools/score.py") };
        (set.folder.join("gold").is_dir() && set.folder.join("texts").is_dir() && set.scorer.is_file())
            .then_some(set)
    }

    fn files(&self, part: &str) -> anyhow::Result<Vec<PathBuf>> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.join(part))?
            .filter_map(|e| e.ok().map(|e| e.path()))
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        Ok(files)
    }

    /// Runs the program over the articles; returns the file of records.
    fn read(&self, program: &Path, work: &Path) -> anyhow::Result<PathBuf> {
        let mut lines = String::new();
        for file in self.files("texts")? {
            let article: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
            let id = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            // The texts already begin with their headlines: `title` would be a second one.
            let mut line = serde_json::json!({ "id": id });
            for field in ["url", "source", "text", "published"] {
                line[field] = article[field].clone();
            }
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
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

    /// Prints what the scorer prints; returns its figures.
    fn score(&self, records: &Path, errors: &Path) -> anyhow::Result<Value> {
        let scorer = |more: &[&str]| {
            let mut command = Command::new("python3");
            command.arg(&self.scorer).arg("--gold").arg(self.folder.join("gold"));
            command.arg("--texts").arg(self.folder.join("texts")).arg("--records").arg(records).args(more);
            command
        };
        let errors = errors.to_string_lossy();
        let status =
            scorer(&["--errors", &errors]).status().context("python3 is needed to run the scorer")?;
        anyhow::ensure!(status.success(), "the scorer ended with {status}");
        let output = scorer(&["--json"]).output()?;
        serde_json::from_slice(&output.stdout).context("the scorer's figures are no JSON")
    }

    /// A digest of names and contents of all texts and annotations.
    fn digest(&self) -> anyhow::Result<String> {
        use sha2::Digest;
        let mut hash = sha2::Sha256::new();
        for part in ["gold", "texts"] {
            for file in self.files(part)? {
                hash.update(file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
                hash.update([0]);
                hash.update(std::fs::read(&file)?);
                hash.update([0]);
            }
        }
        Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }
}
