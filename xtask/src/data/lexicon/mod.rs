//! `cargo xtask data lexicon`: the word lexicon, from Camel Morph (CC BY 4.0), ChainBank (MIT), SAMER (MIT), counts of
//! words in a radio news corpus, and the hand tables of `data/lexicon`.
//!
//! Out: `crates/data/assets/lexicon.fst`, folded inflected form to its list of analyses, and `lexicon.tab`, the
//! tables these lists stand in. The form is the word without proclitics and attached pronouns.

mod buckwalter;
mod build;
mod conditions;
mod csv;
mod derivation;
mod frequency;
mod hand;
mod names;
mod nominals;
mod nouns;
mod roots;
mod verbs;

use anyhow::Context;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// What the lexicon is made from.
struct Sources {
    shared: PathBuf,
    hand: PathBuf,
    frequency: frequency::Frequency,
    auxiliaries: HashSet<String>,
    /// Occurrences of written words in radio news.
    words: HashMap<String, u64>,
}

impl Sources {
    fn open() -> anyhow::Result<Sources> {
        let shared =
            crate::shared().context("the folder with the language data is not beside the checkout")?;
        let hand = crate::root().join("data/lexicon");
        let frequency =
            frequency::Frequency::read(&shared.join("data/permissive/samer/SAMER-Readability-Lexicon.tsv"))?;
        let table = csv::Table::tab(&hand.join("auxiliaries.tsv"))?;
        let auxiliaries = table.rows().map(|r| r.get("lemma").to_owned()).collect();
        let words = names::word_counts(&shared.join("data/permissive/antcorpus/articles.jsonl.gz"))?;
        Ok(Sources { shared, hand, frequency, auxiliaries, words })
    }

    fn permissive(&self, folder: &str) -> PathBuf {
        self.shared.join("data/permissive").join(folder)
    }

    /// Of a lemma that the frequency list lacks: what the radio news has of its commonest forms, on the same scale.
    fn seen(&self, text: &str) -> u64 {
        let forms = ["", "\u{0627}\u{0644}"]
            .into_iter()
            .flat_map(|head| ["", "\u{0629}"].into_iter().map(move |tail| format!("{head}{text}{tail}")));
        forms.map(|f| self.words.get(&f).copied().unwrap_or(0)).sum::<u64>() * 3
    }

    fn is_auxiliary(&self, lemma: &str) -> bool {
        self.auxiliaries.contains(lemma)
    }
}

pub(crate) fn build() -> anyhow::Result<()> {
    let sources = Sources::open()?;
    let mut builder = build::Builder::default();
    let particles = hand::particles(&sources, &mut builder)?;
    let verbs = verbs::add(&sources, &mut builder)?;
    nouns::add_adjectives(&sources, &mut builder)?;
    nouns::add_nouns(&sources, &particles, &mut builder)?;
    derivation::link(&sources, &verbs, &mut builder)?;
    roots::add(&sources, &mut builder)?;
    names::add(&sources, &mut builder)?;
    let numerals = hand::numerals(&sources, &mut builder)?;
    let assets = crate::root().join("crates/data/assets");
    let (automaton, tables) = builder.pack(&numerals)?;
    std::fs::write(assets.join("lexicon.fst"), automaton)?;
    std::fs::write(assets.join("lexicon.tab"), tables)?;
    Ok(())
}
