//! `cargo xtask corpus`: the annotated corpus is in order, and its data card says what it holds.
//!
//! `--only PREFIX` complains of some articles, `--balance` counts, `--write [DIR]` writes it as JSON, `--agree [DIR]` compares the
//! second annotations with the first, `--hints FILE` tells of one annotation what may be wrong or left out, `--readme` renews the figures of the data card.

use anyhow::Context;
use std::path::Path;
use waqai_corpus::{CARD, Corpus, Tables, rules};

const USAGE: &str = "usage: cargo xtask corpus [--only PREFIX] [--balance] [--write [DIR]] [--agree [DIR]] [--readme] | --hints FILE";

/// What to do, as the arguments say.
#[derive(Default)]
struct Wanted<'a> {
    only: &'a str,
    balance: bool,
    write: Option<&'a str>,
    agree: Option<&'a str>,
    readme: bool,
    hints: Option<&'a str>,
}

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let wanted = wanted(args)?;
    let root = crate::root();
    if let Some(file) = wanted.hints {
        return hints(&root, file);
    }
    let mut corpus = Corpus::read(&root, wanted.only).context("corpus/ cannot be read")?;
    if let Some(folder) = wanted.agree.filter(|f| *f != waqai_corpus::SECOND) {
        corpus.read_second(&root, Path::new(folder)).with_context(|| folder.to_owned())?;
    }
    for problem in &corpus.problems {
        println!("{problem}");
    }
    if wanted.balance {
        print!("{}", waqai_corpus::balance(&corpus, wanted.only));
    }
    let articles = corpus.of(wanted.only).count();
    anyhow::ensure!(corpus.problems.is_empty(), "{} errors in {articles} articles", corpus.problems.len());
    if let Some(folder) = wanted.write {
        let written = waqai_corpus::write(&corpus, &root.join(folder))?;
        println!("{written} articles written to {folder}");
    }
    if wanted.agree.is_some() {
        match waqai_corpus::agree::agreement(&corpus) {
            Some(figures) => print!(
                "{} articles annotated twice\n\n{}",
                figures.items,
                waqai_corpus::agree::table(&figures)
            ),
            None => println!("no article is annotated twice"),
        }
        return Ok(());
    }
    if wanted.only.is_empty() {
        card(&corpus, &root, wanted.readme)?;
    }
    println!("corpus: {articles} articles in order");
    Ok(())
}

fn wanted(args: &[String]) -> anyhow::Result<Wanted<'_>> {
    let mut wanted = Wanted::default();
    let mut args = args.iter().map(String::as_str).peekable();
    while let Some(arg) = args.next() {
        let mut folder = |usual| args.next_if(|a| !a.starts_with('-')).unwrap_or(usual);
        match arg {
            "--only" => wanted.only = args.next().context(USAGE)?,
            "--balance" => wanted.balance = true,
            "--write" => wanted.write = Some(folder("target/corpus")),
            "--agree" => wanted.agree = Some(folder(waqai_corpus::SECOND)),
            "--readme" => wanted.readme = true,
            "--hints" => wanted.hints = Some(args.next().context(USAGE)?),
            _ => anyhow::bail!("unknown option {arg}; {USAGE}"),
        }
    }
    Ok(wanted)
}

/// Prints the complaints about one annotation, first or second, and hints of what it may lack. Reads no other annotation.
fn hints(root: &Path, file: &str) -> anyhow::Result<()> {
    let tables = Tables::read(root).context("the tables of corpus/ cannot be read")?;
    let raw = std::fs::read_to_string(root.join(file)).with_context(|| file.to_owned())?;
    let (article, mut problems) = waqai_corpus::read(file, &raw, &tables);
    let mut reminders = Vec::new();
    if let Some(article) = &article {
        problems.extend(rules::check(file, article, &tables.rules));
        reminders = rules::hints(article, &tables.rules);
    }
    problems.sort();
    problems.iter().for_each(|p| println!("{p}"));
    reminders.iter().for_each(|h| println!("hint: {h}"));
    println!("{} errors, {} hints", problems.len(), reminders.len());
    Ok(())
}

/// Checks that the data card has the figures of the corpus, or gives them to it.
fn card(corpus: &Corpus, root: &Path, renew: bool) -> anyhow::Result<()> {
    let path = root.join(CARD);
    let old = std::fs::read_to_string(&path).context(CARD)?;
    let new = waqai_corpus::card(corpus, &old).map_err(anyhow::Error::msg)?;
    if renew {
        std::fs::write(&path, new)?;
        println!("{CARD} is up to date");
    } else {
        anyhow::ensure!(
            old == new,
            "{CARD} has other figures than the corpus; cargo xtask corpus --readme renews them"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn folders_may_be_left_out() {
        let args: Vec<String> = ["--write", "--agree", "dir", "--only", "n"].map(str::to_owned).into();
        let wanted = wanted(&args).unwrap();
        assert_eq!((wanted.write, wanted.agree, wanted.only), (Some("target/corpus"), Some("dir"), "n"));
    }
}
