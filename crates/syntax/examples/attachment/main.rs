//! Measures subjects, objects and complements on a treebank in CoNLL-U, read from the raw text.
//!
//!     cargo run --release -p waqai-syntax --example attachment -- TREEBANK [--errors FILE] [--shipped]
//!
//! The method and what is counted: `docs/evaluation/syntax.md`. Ten-fold: the tagger that reads a tenth was trained on
//! the other nine; `--shipped` reads everything with the one that ships, which has seen it all.
#![allow(clippy::print_stdout, reason = "a tool for measuring")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use waqai_lang::Lexicon;
use waqai_lang::training::{Gold, train};

mod gold;
mod ours;
mod score;
#[path = "../../../lang/examples/pud/treebank.rs"]
mod treebank;

use score::Score;
use treebank::Sentence;

const FOLDS: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = args.first().ok_or("which treebank?")?;
    let errors = args.iter().position(|a| a == "--errors").and_then(|i| args.get(i + 1));
    let sentences = treebank::read(&std::fs::read_to_string(path)?);
    let names = waqai_names::NameData::load();
    let mut score = Score::default();
    if args.iter().any(|a| a == "--shipped") {
        let all: Vec<&Sentence> = sentences.iter().collect();
        measure(&Lexicon::load(), &names, &all, &mut score);
    } else {
        for fold in 0..FOLDS {
            let within = |i: usize| i * FOLDS / sentences.len() == fold;
            let part = |inside: bool| {
                sentences.iter().enumerate().filter(move |(i, _)| within(*i) == inside).map(|(_, s)| s)
            };
            let lexicon = Lexicon::load().with_tagger(Vec::new());
            let learned: Vec<Gold> = part(false).map(treebank::gold).collect();
            let weights = train(&lexicon, &learned, 8);
            let tenth: Vec<&Sentence> = part(true).collect();
            measure(&lexicon.with_tagger(weights), &names, &tenth, &mut score);
        }
    }
    print!("{score}");
    if let Some(out) = errors {
        let mut text = String::new();
        for line in &score.errors {
            writeln!(text, "{line}")?;
        }
        std::fs::write(out, text)?;
    }
    Ok(())
}

/// Reads the sentences document by document, as running text below a headline.
fn measure(lexicon: &Lexicon, data: &waqai_names::NameData, sentences: &[&Sentence], score: &mut Score) {
    let mut at = 0;
    while at < sentences.len() {
        let mut end = at + 1;
        while end < sentences.len() && !sentences[end].opens {
            end += 1;
        }
        let document = &sentences[at..end];
        let mut text = "-\n".to_owned();
        let starts: Vec<usize> = document
            .iter()
            .map(|s| {
                text.push('\n');
                let start = text.len();
                text.push_str(&s.text);
                start
            })
            .collect();
        let mut found: Vec<BTreeMap<usize, ours::Found>> =
            ours::read(lexicon, data, &text, document, &starts);
        for (sentence, found) in document.iter().zip(found.drain(..)) {
            score.sentence(sentence, &gold::read(sentence), &found);
        }
        at = end;
    }
}
