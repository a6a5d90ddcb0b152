//! Roots of nouns and adjectives, from ChainBank and Camel Morph; a verb has its own from its sheet.

use super::Sources;
use super::buckwalter::{to_arabic, vocal_key};
use super::build::{Builder, Upos};
use super::csv::Table;
use std::collections::HashMap;

/// The letters of a root as the tables write it (`k.t.b`, `>.k.l`): without marks between them, any hamza as the letter
/// on the line. Empty for what is no root of three to five letters.
pub(super) fn root(written: &str) -> String {
    let hamza = |c: char| if matches!(c, '\u{0622}'..='\u{0626}') { '\u{0621}' } else { c };
    let letters: Vec<String> =
        written.split('.').map(|l| to_arabic(l).chars().map(hamza).collect()).collect();
    let whole = (3..=5).contains(&letters.len()) && letters.iter().all(|l| l.chars().count() == 1);
    if whole { letters.concat() } else { String::new() }
}

/// Gives roots to the nouns and adjectives gathered so far. Words whose sources differ get none; masdars and participles
/// that no source lists have the root of their verb.
pub(super) fn add(sources: &Sources, builder: &mut Builder) -> anyhow::Result<()> {
    let mut roots: HashMap<(String, Upos), Option<String>> = HashMap::new();
    let mut learn = |lemma: &str, upos: Upos, written: &str| {
        let root = root(written);
        if !root.is_empty() {
            let entry = roots.entry((vocal_key(lemma), upos)).or_insert_with(|| Some(root.clone()));
            if entry.as_ref() != Some(&root) {
                *entry = None;
            }
        }
    };
    for row in Table::comma(&sources.permissive("chainbank").join("lemmas.csv"))?.rows() {
        let shifted = row.get("POS").is_empty();
        let upos = match if shifted { row.get("FUNCTION") } else { row.get("POS") } {
            "NOUN" => Upos::Noun,
            "ADJ" => Upos::Adj,
            _ => continue,
        };
        learn(&to_arabic(row.get("LEMMA")), upos, row.get("ROOT"));
    }
    for file in ["MSA-Adj-LEX.csv", "MSA-Adj-Comp-LEX.csv"] {
        let table = Table::comma(&sources.permissive("camel-morph").join(file))?;
        for row in table.rows().filter(|r| r.get("DEFINE") == "LEXICON") {
            let lemma = to_arabic(row.get("LEMMA").split('_').next().unwrap_or_default());
            learn(&lemma, Upos::Adj, row.get("ROOT"));
        }
    }
    for i in 0..builder.lemmas.len() {
        let lemma = &builder.lemmas[i];
        if !lemma.root.is_empty() || !matches!(lemma.upos, Upos::Noun | Upos::Adj) {
            continue;
        }
        let listed = roots.get(&(vocal_key(&lemma.vocalised), lemma.upos));
        let root = match (listed, lemma.verb) {
            (Some(root), _) if !lemma.vocalised.is_empty() => root.clone().unwrap_or_default(),
            (_, Some(verb)) => builder.lemmas[verb].root.clone(),
            _ => String::new(),
        };
        builder.lemmas[i].root = root;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn roots_are_letters_without_marks() {
        assert_eq!(root("k.t.b"), "كتب");
        assert_eq!(root(">.k.l"), "ءكل");
        assert_eq!(root("d.H.r.j"), "دحرج");
        assert_eq!(root("NTWS"), "");
        assert_eq!(root("k.t"), "");
    }
}
