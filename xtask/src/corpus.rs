//! `cargo xtask corpus`: the annotated corpus is in order. `--only PREFIX` complains of some articles, `--balance` counts.

use anyhow::Context;
use waqai_corpus::Corpus;

const USAGE: &str = "usage: cargo xtask corpus [--only PREFIX] [--balance]";

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let (mut only, mut balance) = ("", false);
    let mut args = args.iter().map(String::as_str);
    while let Some(arg) = args.next() {
        match arg {
            "--only" => only = args.next().context(USAGE)?,
            "--balance" => balance = true,
            _ => anyhow::bail!("unknown option {arg}; {USAGE}"),
        }
    }
    let corpus = Corpus::read(&crate::root(), only).context("corpus/ cannot be read")?;
    for problem in &corpus.problems {
        println!("{problem}");
    }
    if balance {
        print!("{}", waqai_corpus::balance(&corpus, only));
    }
    let articles = corpus.of(only).count();
    anyhow::ensure!(corpus.problems.is_empty(), "{} errors in {articles} articles", corpus.problems.len());
    println!("corpus: {articles} articles in order");
    Ok(())
}
