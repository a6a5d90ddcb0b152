//! `cargo xtask eval`: how well the program reads annotated articles, and that it reads them no worse than before.
//!
//! Two kinds of sets: real articles, which stand beside the checkout (../shared/gold-dev) and are not part of the
//! repository, and the invented ones of `corpus/`. What was reached on them is written down in `eval/baseline.json`, with
//! a digest of each set: a figure below its floor is an error. `--update` raises floors and writes the new figures
//! to `docs/evaluation.md`; only `--allow-regression` lowers one. `--test` reads the corpus' test part too, which is for final
//! figures alone. The measures are those of `waqai_corpus::score`; where another program that measures the same stands beside
//! the checkout, the two must agree. `--search` measures the search instead: see `eval/search.rs`.

mod baseline;
mod crosscheck;
mod merge;
mod report;
mod search;
mod sets;
mod spans;

use baseline::Baselines;
use sets::Set;
use waqai_corpus::score::Figures;

/// The sets whose figures may not fall.
const HELD: [&str; 2] = [sets::REAL, "corpus/tune"];

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let flag = |name: &str| args.iter().any(|a| a == name);
    if flag("--merge") {
        return merge::run(args);
    }
    if flag("--search") {
        return search::run(args);
    }
    if let Some(unknown) =
        args.iter().find(|a| !["--update", "--allow-regression", "--test"].contains(&a.as_str()))
    {
        anyhow::bail!(
            "unknown option {unknown}; usage: cargo xtask eval [--update] [--allow-regression] [--test]"
        );
    }
    let root = crate::root();
    let mut sets: Vec<Set> = sets::real()?.into_iter().collect();
    if sets.is_empty() {
        println!(
            "eval: the annotated real articles (../shared/gold-dev) are not here; the corpus alone is read"
        );
        anyhow::ensure!(!flag("--update"), "--update needs all sets, and the real articles are not here");
    }
    sets.extend(sets::corpus(&root, flag("--test"))?);
    let program = crate::release_build()?;
    let mut measured: Vec<(Set, Figures)> = Vec::new();
    for set in sets {
        let figures = measure(&set, &program)?;
        measured.push((set, figures));
    }
    let path = root.join("eval/baseline.json");
    let mut baselines = Baselines::read(&path)?;
    let mut wrong = 0;
    for (set, figures) in measured.iter().filter(|(set, _)| HELD.contains(&set.name.as_str())) {
        let complaints = baselines.compare(set, figures, flag("--update"), flag("--allow-regression"))?;
        wrong += complaints.len();
        complaints.iter().for_each(|line| println!("{line}"));
    }
    if flag("--update") {
        baselines.write(&path)?;
        std::fs::write(root.join("docs/evaluation.md"), report::page(&measured, &root)?)?;
        println!("eval/baseline.json and docs/evaluation.md are up to date");
        return Ok(());
    }
    anyhow::ensure!(wrong == 0, "{wrong} complaints (floors: eval/baseline.json)");
    println!("eval: no figure below its floor");
    Ok(())
}

/// Runs the program over a set and prints what it reached.
fn measure(set: &Set, program: &std::path::Path) -> anyhow::Result<Figures> {
    let work = crate::root().join("target/eval").join(set.name.replace('/', "-"));
    std::fs::create_dir_all(&work)?;
    let records = set.read(program, &work)?;
    let bad = spans::check_file(&records)?;
    for line in bad.iter().take(20) {
        println!("{line}");
    }
    anyhow::ensure!(bad.is_empty(), "{}: {} spans do not give back the quoted words", set.name, bad.len());
    let figures = set.score(&records)?;
    let errors: String = figures.errors.iter().map(|e| format!("{e}\n")).collect();
    std::fs::write(work.join("errors.jsonl"), errors)?;
    println!("{}", report::lines(set, &figures));
    if set.name == sets::REAL {
        println!("{}", crosscheck::check(&records, &figures)?);
    }
    Ok(figures)
}
