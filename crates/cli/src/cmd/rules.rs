//! `waqai rules`: the rules that ship, whether a rule file is well formed, and whether it does what its examples say.

use crate::out::Out;
use crate::report::{Outcome, say};
use crate::rule_files;
use clap::{Args, Subcommand};
use std::fmt::Write;
use std::path::PathBuf;
use waqai::{RuleSet, examples::Checker};

/// List the rules, check rule files, or try their examples.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// One rule a line: id, event type (- for ways of saying), what it recognises; separated by tabs.
    List,
    /// Read rule files and tell every mistake with its line and column.
    Check {
        /// Rule files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Try the examples and counter-examples of rule files: a line for each that does not hold, then a count.
    Test {
        /// Rule files, or folders of them.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Show also which names and words were read in an example that does not hold.
        #[arg(long, short)]
        verbose: bool,
    },
}

impl Rules {
    pub(super) fn run(self) -> Outcome {
        match self.command {
            Command::List => list(),
            Command::Check { files } => check(&files),
            Command::Test { paths, verbose } => test(&paths, verbose),
        }
    }
}

fn list() -> Outcome {
    let rules = RuleSet::built_in();
    let mut lines = String::new();
    for rule in rules.rules() {
        let _ = writeln!(lines, "{}\t{}\t{}", rule.id, rule.emits.unwrap_or("-"), rule.about);
    }
    let mut out = Out::new();
    let written = out.write(lines.as_bytes());
    if written & out.finish() { Outcome::Done } else { Outcome::Failed }
}

fn check(files: &[PathBuf]) -> Outcome {
    let (mut good, mut bad) = (0, 0);
    for file in files {
        let name = file.display().to_string();
        let source = match std::fs::read_to_string(file) {
            Ok(source) => source,
            Err(e) => {
                bad += 1;
                say(format_args!("{name}: {e}; give a rule file in UTF-8 [io]"));
                continue;
            }
        };
        match RuleSet::default().read(&name, &name, &source) {
            Ok(()) => good += 1,
            Err(mistakes) => {
                bad += 1;
                mistakes.iter().for_each(|m| say(format_args!("{m} [rule]")));
            }
        }
    }
    match (good, bad) {
        (_, 0) => Outcome::Done,
        (0, _) => Outcome::Failed,
        _ => Outcome::Partly,
    }
}

/// Each example is read with all rules, those that ship and those given, and without the trained models.
fn test(paths: &[PathBuf], verbose: bool) -> Outcome {
    let (files, mistakes) = rule_files::load(paths);
    mistakes.iter().for_each(say);
    let mut rules = RuleSet::built_in();
    rules.put(files.iter().map(|f| f.rule.clone()));
    let checker = Checker::new(rules);
    let (mut tried, mut failed) = (0_usize, 0_usize);
    let mut out = Out::new();
    let mut written = true;
    for file in &files {
        if file.rule.examples.is_empty() {
            say(format_args!("{}: no example to try; add `example` and `not` [rule]", file.name));
        }
        for example in &file.rule.examples {
            tried += 1;
            if let Err(failure) = checker.check(&file.rule, example) {
                failed += 1;
                let mut lines = format!("{}:{}: {failure}\n", file.name, failure.line);
                if verbose {
                    failure.reading.lines().for_each(|l| lines += &format!("  {l}\n"));
                }
                written = written && out.write(lines.as_bytes());
            }
        }
    }
    let count = format!("{} rules, {tried} examples, {failed} failed\n", files.len());
    written = written && out.write(count.as_bytes());
    written &= out.finish();
    if written && failed == 0 && mistakes.is_empty() { Outcome::Done } else { Outcome::Failed }
}
