//! `cargo xtask eval --search [--update]`: how well and how fast the search finds.
//!
//! Pairs of a query and a word (`cases/search/pairs.tsv`) are asked of three engines in one run: ours, the Snowball stemmer that
//! tantivy offers, and folding of letters alone. Speed is measured on a real corpus that stands beside the checkout
//! (../shared/data/permissive/antcorpus); no text of it is printed. `--update` writes `docs/evaluation/search.md`.

mod pairs;
mod speed;

use anyhow::ensure;

pub(super) fn run(args: &[String]) -> anyhow::Result<()> {
    let mut update = false;
    for arg in args {
        match arg.as_str() {
            "--search" => {}
            "--update" => update = true,
            _ => anyhow::bail!("unknown option {arg}; usage: cargo xtask eval --search [--update]"),
        }
    }
    let root = crate::root();
    let language = waqai_search::Language::load();
    let compared = pairs::compare(&std::fs::read_to_string(root.join("cases/search/pairs.tsv"))?, &language)?;
    let mut page = compared.table();
    if let Some(speed) = speed::measure(&language)? {
        page += &speed;
    } else {
        println!("eval: the corpus (../shared/data/permissive/antcorpus) is not here; speed is not measured");
        ensure!(!update, "--update needs the corpus");
    }
    print!("{page}");
    if update {
        let head = "# Search: what was measured\n\nMade by `cargo xtask eval --search --update`; do not edit. The figures are of one run.\n\n";
        std::fs::write(root.join("docs/evaluation/search.md"), format!("{head}{page}"))?;
    }
    compared.check()
}
