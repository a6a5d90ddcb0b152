//! `cargo xtask data names`: gazetteers, the knowledge base and the name recogniser.

mod chain;
mod classes;
mod cohesion;
mod corpora;
mod countries;
mod hand;
mod people;
mod phrases;
mod places;
mod rescore;
mod train;
mod tsv;

use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;
use waqai_names::NameData;
use waqai_names::data::Class;
use waqai_names::key::phrase_key;
use waqai_names::recogniser::Model;
use waqai_names::recogniser::classes::WordClasses;

/// Makes every asset of the names stage. The shared language data must be beside the checkout.
/// Without `recogniser` the word classes and the recogniser stay as they are, for a look at what a table changes.
pub(crate) fn build(recogniser: bool) -> anyhow::Result<()> {
    let shared = crate::shared().context("the shared language data is not there")?.join("data");
    let root = crate::root();
    let data = root.join("data");
    let assets = root.join("crates/data/assets");
    let words = ordinary_words(&shared)?;
    let common = |key: &str| {
        let bare = key.strip_prefix(waqai_names::key::AL).filter(|b| b.chars().count() > 2);
        let of = |k: &str| {
            // The feminine and the accusative of an ordinary word are ordinary too.
            let stem = k.strip_suffix(['\u{0647}', '\u{0627}']).filter(|s| s.chars().count() > 2);
            words.get(k).copied().unwrap_or(0).max(stem.and_then(|s| words.get(s)).copied().unwrap_or(0))
        };
        of(key).max(bare.map_or(0, of))
    };
    let mut phrases = phrases::Phrases::default();
    for (key, n) in &words {
        phrases.add_key(key.clone(), Class::Common, *n);
    }
    let mut tables = String::new();
    let exact = |key: &str| words.get(key).copied().unwrap_or(0);
    let mut countries = countries::build(&data, &shared, &mut phrases, &exact)?;
    people::single(&shared, &mut phrases, &common)?;
    let heads = words_of(&data, "division")?;
    let never = words_of(&data, "never")?;
    let bytes = {
        let mut places = places::Places::new(&mut phrases, &common, &heads, &never);
        places.geonames(&shared, &mut countries)?;
        places.subdivisions(&shared, &countries)?;
        places.by_hand(&data, &countries)?;
        places.bytes
    };
    hand::build(&data, &mut phrases, &countries, &common, &mut tables)?;
    people::full(&shared, &mut phrases, &countries)?;
    countries.section(&mut tables);
    let (map, lists) = phrases.compile()?;
    println!(
        "{} phrases: {} bytes, {} bytes of lists, {} of places, {} of tables",
        phrases.len(),
        map.len(),
        lists.len(),
        bytes.len(),
        tables.len()
    );
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(assets.join(name), bytes).with_context(|| format!("failed to write {name}"))
    };
    write("names.fst", &map)?;
    write("names-readings.bin", &lists)?;
    write("places.bin", &bytes)?;
    write("names-tables.tsv", tables.as_bytes())?;
    if !recogniser {
        return Ok(());
    }
    let lexicon = waqai_lang::Lexicon::load();
    let classes = classes::build(&shared, &lexicon)?;
    write("names-classes.fst", &classes)?;
    let data = NameData::from_parts(map.into(), lists.into(), bytes.into(), &tables, Model::default())
        .with_classes(WordClasses::from_bytes(classes.into()));
    train::build(&shared, &assets, &data, &lexicon)
}

/// Ordinary words with their occurrences in a million words, from the lemma frequencies of SAMER; proper nouns left out.
fn ordinary_words(shared: &Path) -> anyhow::Result<BTreeMap<String, u32>> {
    const WORDS: u64 = 11_188_566;
    let text = std::fs::read_to_string(shared.join("permissive/samer/SAMER-Readability-Lexicon.tsv"))?;
    let mut out: BTreeMap<String, u64> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let (Some(n), Some(lemma)) = (f.first().and_then(|n| n.parse::<u64>().ok()), f.get(3)) else {
            continue;
        };
        let Some((lemma, pos)) = lemma.split_once('#') else { continue };
        if pos != "noun_prop" {
            *out.entry(phrase_key(lemma)).or_default() += n;
        }
    }
    let rate = |n: u64| (n * 1_000_000 / WORDS) as u32;
    Ok(out.into_iter().map(|(k, n)| (k, rate(n))).filter(|(k, n)| *n > 0 && !k.contains(' ')).collect())
}

/// Keys of the words that play a part in the grammar of names.
fn words_of(data: &Path, class: &str) -> anyhow::Result<Vec<String>> {
    let table = tsv::Table::read(&data.join("names/extra_words.tsv"))?;
    Ok(table.rows().filter(|r| r.get("class") == class).map(|r| phrase_key(r.get("word"))).collect())
}
