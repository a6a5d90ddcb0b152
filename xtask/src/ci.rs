//! `cargo xtask ci`: everything that must hold before a change goes in. `cargo xtask test`: the tests alone.
//!
//! The last line counts: `N passed, N failed`. Each test counts, and each check (format, lints, tidy, …) counts as one.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// What passed and failed so far.
#[derive(Default)]
struct Counts {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
}

impl Counts {
    fn check(&mut self, name: &str, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
            self.failures.push(name.to_owned());
        }
    }

    fn end(self) -> anyhow::Result<()> {
        for failure in &self.failures {
            println!("failed: {failure}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        // The line above is the last one: no error message may follow it.
        if self.failed > 0 {
            std::process::exit(1);
        }
        Ok(())
    }
}

pub(crate) fn run(_args: &[String]) -> anyhow::Result<()> {
    let mut counts = Counts::default();
    if has("fmt") {
        counts.check("format", step("format", Command::new("cargo").args(["fmt", "--all", "--check"])));
    } else {
        println!("format: not checked, rustfmt is missing (rustup component add rustfmt)");
    }
    if has("clippy") {
        let mut clippy = Command::new("cargo");
        clippy.args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]);
        counts.check("lints", step("lints", &mut clippy));
    } else {
        println!("lints: not checked, clippy is missing (rustup component add clippy)");
    }
    counts.check("tidy", own("tidy", crate::tidy::run));
    counts.check("corpus", own("corpus", crate::corpus::run));
    if has("deny") {
        counts.check(
            "licences",
            step("licences", Command::new("cargo").args(["deny", "check", "licenses", "bans"])),
        );
    } else {
        println!("licences: not checked, cargo-deny is missing (cargo install cargo-deny)");
    }
    tests(&mut counts)?;
    counts.check("eval", own("eval", crate::eval::run));
    counts.end()
}

/// The tests alone.
pub(crate) fn test(_args: &[String]) -> anyhow::Result<()> {
    let mut counts = Counts::default();
    tests(&mut counts)?;
    counts.end()
}

fn has(subcommand: &str) -> bool {
    let version = Command::new("cargo")
        .args([subcommand, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|s| s.success())
}

fn step(name: &str, command: &mut Command) -> bool {
    println!("== {name}");
    command.current_dir(crate::root()).status().is_ok_and(|s| s.success())
}

fn own(name: &str, task: fn(&[String]) -> anyhow::Result<()>) -> bool {
    println!("== {name}");
    match task(&[]) {
        Ok(()) => true,
        Err(e) => {
            println!("{e:#}");
            false
        }
    }
}

/// Runs every test and doc-test, passes their output on, and counts.
fn tests(counts: &mut Counts) -> anyhow::Result<()> {
    println!("== tests");
    let mut child = Command::new("cargo")
        .args(["test", "--workspace", "--no-fail-fast"])
        .current_dir(crate::root())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            if let Some((passed, failed)) = result_line(&line) {
                counts.passed += passed;
                counts.failed += failed;
            }
            if let Some(name) = line.strip_prefix("test ").and_then(|l| l.strip_suffix(" ... FAILED")) {
                counts.failures.push(name.to_owned());
            }
        }
    }
    // A test that does not build, or a process that dies, has no result line.
    if !child.wait()?.success() && counts.failed == 0 {
        counts.check("tests: some did not run", false);
    }
    Ok(())
}

/// `test result: ok. 7 passed; 0 failed; …` → (7, 0).
fn result_line(line: &str) -> Option<(u64, u64)> {
    let line = line.strip_prefix("test result: ")?;
    let number = |word: &str| {
        line.split(&['.', ';'][..]).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some((number("passed")?, number("failed")?))
}

#[cfg(test)]
mod tests {
    use super::result_line;

    #[test]
    fn result_lines_are_counted() {
        let line =
            "test result: ok. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(result_line(line), Some((7, 2)));
        assert_eq!(result_line("test a ... ok"), None);
    }
}
