//! Development tasks: `cargo xtask <task>`. Each task is a module with `run(args)`.

#![allow(
    clippy::print_stdout,
    reason = "these are command-line tools: what they find goes to standard output"
)]

mod bench;
mod ci;
mod corpus;
mod data;
mod eval;
mod pages;
mod tidy;

const USAGE: &str =
    "usage: cargo xtask <data [lexicon|names|events]|eval|corpus|pages|bench|tidy|test|ci> [options]";

fn main() -> std::process::ExitCode {
    match dispatch() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn dispatch() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = args.split_first().map_or(("", &[][..]), |(t, r)| (t.as_str(), r));
    match task {
        "data" => data::run(rest),
        "eval" => eval::run(rest),
        "corpus" => corpus::run(rest),
        "pages" => pages::run(rest),
        "bench" => bench::run(rest),
        "tidy" => tidy::run(rest),
        "test" => ci::test(rest),
        "ci" => ci::run(rest),
        _ => anyhow::bail!(USAGE),
    }
}

/// The repository's root.
pub(crate) fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder with the language data and the measuring sets, beside the checkout, if it is there.
pub(crate) fn shared() -> Option<std::path::PathBuf> {
    let path = root().join("../shared");
    path.is_dir().then_some(path)
}

/// Builds the program as it ships; returns where it stands.
pub(crate) fn release_build() -> anyhow::Result<std::path::PathBuf> {
    let root = root();
    let status = std::process::Command::new("cargo")
        .args(["build", "--quiet", "--release", "-p", "waqai-cli"])
        .current_dir(&root)
        .status()?;
    anyhow::ensure!(status.success(), "the release build failed");
    // Where cargo was told to build, or its usual place.
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    Ok(target.join("release").join(format!("waqai{}", std::env::consts::EXE_SUFFIX)))
}
