//! Nouns and adjectives: which lemmas there are, and which forms each has.

use super::Sources;
use super::buckwalter::{to_arabic, unvocalised, vocal_key};
use super::build::{Builder, Lemma, Upos};
use super::csv::Table;
use super::nominals::{Slots, inflect, inflect_defective};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Adjectives of Camel Morph, stem by stem, and those that only SAMER or ChainBank have.
pub(super) fn add_adjectives(sources: &Sources, builder: &mut Builder) -> anyhow::Result<()> {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for file in ["MSA-Adj-LEX.csv", "MSA-Adj-Comp-LEX.csv", "MSA-Adj-Num-LEX.csv"] {
        let table = Table::comma(&sources.permissive("camel-morph").join(file))?;
        for row in
            table.rows().filter(|r| r.get("DEFINE") == "LEXICON" && r.get("CLASS") != "[STEM-ACCUSATIVE]")
        {
            let lemma = to_arabic(row.get("LEMMA").split('_').next().unwrap_or_default());
            let conditions = row.get("COND-S");
            // Tens and hundreds are numerals.
            if conditions.contains("X100") || conditions.contains("#MP-uwn") {
                continue;
            }
            let stem = unvocalised(&to_arabic(&format!("{}{}", row.get("FORM"), ending(conditions))));
            let number = adjective(sources, builder, &mut numbers, &lemma);
            let slot = |s: &str| row.get("COND-T").split("||").any(|t| t == s);
            let feature = |f: &str| row.get("FEAT").split(' ').any(|t| t == f);
            let slots = Slots {
                feminine: slot("FS") && slot("MS"),
                dual: slot("MD") || slot("FD"),
                plural_un: slot("MP"),
                plural_at: slot("FP"),
                is_plural: feature("num:p"),
                gender: if feature("gen:f") { 2 } else { 0 },
                diptote: conditions.contains("#dip"),
            };
            let stem = if slot("FS") && !slot("MS") { format!("{stem}\u{0629}") } else { stem };
            if conditions.contains("iy") && !stem.ends_with('\u{0629}') {
                inflect_defective(builder, number, Upos::Adj, &stem, slots);
            } else {
                inflect(builder, number, Upos::Adj, &stem, slots, 0);
            }
        }
    }
    for (lemma, _) in listed(sources, "adj", "ADJ")? {
        if !numbers.contains_key(&vocal_key(&lemma)) {
            let number = adjective(sources, builder, &mut numbers, &lemma);
            let slots =
                Slots { feminine: true, dual: true, plural_un: true, plural_at: true, ..Slots::default() };
            inflect_any(builder, number, Upos::Adj, &unvocalised(&lemma), slots, &lemma);
        }
    }
    Ok(())
}

fn adjective(
    sources: &Sources,
    builder: &mut Builder,
    numbers: &mut HashMap<String, usize>,
    lemma: &str,
) -> usize {
    *numbers.entry(vocal_key(lemma)).or_insert_with(|| {
        let text = unvocalised(lemma);
        let count = match sources.frequency.of(lemma, "adj") {
            Some(0) | None if text.ends_with('\u{064A}') => sources.seen(&text),
            count => count.unwrap_or_default(),
        };
        builder.lemma(Lemma::new(unvocalised(lemma), plain_alif(lemma), Upos::Adj, count))
    })
}

fn plain_alif(lemma: &str) -> String {
    lemma.replace('\u{0671}', "\u{0627}")
}

/// The ending that the condition of a stem in the adjective sheets stands for, in Buckwalter.
fn ending(conditions: &str) -> &'static str {
    for term in conditions.split(' ') {
        return match term {
            "#iy" => "iy",
            "#A}iy" => "A}iy",
            "#aY-Ap-y" | "#aY-Ap-w" => "aY",
            "#aA-Ap-y" | "#aA-Ap-w" => "aA",
            "#a>" => "a>",
            "#A'" | "#A'-w" | "#A'@w" | "#w'" | "#o'-con" => "'",
            _ => continue,
        };
    }
    ""
}

/// Lemmas of SAMER and ChainBank with the given tags: vocalised, with the count of the former.
fn listed(sources: &Sources, samer: &str, chainbank: &str) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut by_key: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for (lemma, pos, _, count) in &sources.frequency.rows {
        if pos.as_str() == samer {
            let entry = by_key.entry(vocal_key(lemma)).or_insert_with(|| (lemma.clone(), 0));
            entry.1 += count;
        }
    }
    for row in Table::comma(&sources.permissive("chainbank").join("lemmas.csv"))?.rows() {
        // Some rows lack the Arabic lemma, and all that follows it stands one column to the left.
        let shifted = row.get("POS").is_empty();
        let pos = if shifted { row.get("FUNCTION") } else { row.get("POS") };
        if pos == chainbank {
            let lemma = to_arabic(row.get("LEMMA"));
            by_key.entry(vocal_key(&lemma)).or_insert_with(|| (lemma, 0));
        }
    }
    Ok(by_key.into_values().collect())
}

/// Nouns; `particles` are the counts of closed-class words, whose noun reading is rarer than a general list says.
pub(super) fn add_nouns(
    sources: &Sources,
    particles: &HashMap<String, u64>,
    builder: &mut Builder,
) -> anyhow::Result<()> {
    let mut plurals: HashMap<String, Vec<String>> = HashMap::new();
    for row in Table::tab(&sources.hand.join("broken_plurals.tsv"))?.rows() {
        plurals.entry(row.get("singular").to_owned()).or_default().push(row.get("plural").to_owned());
    }
    let column = |file: &str, name: &str| -> anyhow::Result<HashSet<String>> {
        let table = Table::tab(&sources.hand.join(file))?;
        Ok(table.rows().map(|r| r.get(name).to_owned()).collect())
    };
    let feminine = column("feminine.tsv", "noun")?;
    let mut lemmas = listed(sources, "noun", "NOUN")?;
    let known: HashSet<String> = lemmas.keys().map(|l| unvocalised(l)).collect();
    let mut extra: BTreeMap<String, u64> = BTreeMap::new();
    for row in Table::tab(&sources.hand.join("nouns.tsv"))?.rows() {
        extra.insert(row.get("noun").to_owned(), row.get("count").parse().unwrap_or(300));
    }
    plurals.keys().for_each(|singular| {
        extra.entry(singular.clone()).or_insert(100);
    });
    lemmas.extend(extra.into_iter().filter(|(l, _)| !known.contains(&unvocalised(l))));
    let mut most: HashMap<String, u64> = HashMap::new();
    #[allow(clippy::iter_over_hash_type, reason = "a maximum does not depend on the order")]
    for (lemma, count) in &lemmas {
        let best = most.entry(unvocalised(lemma)).or_default();
        *best = (*best).max(*count);
    }
    for (lemma, count) in lemmas {
        let text = unvocalised(&lemma);
        if text.chars().count() < 2 {
            continue;
        }
        let count = match particles.get(&text) {
            Some(&p) => count.min(p / 20),
            None => count,
        };
        // Several nouns are written alike: the broken plural goes to the commonest.
        let is_main = most.get(&text).is_none_or(|&m| m == count || particles.contains_key(&text));
        let number = builder.lemma(Lemma::new(text.clone(), vowels(&lemma), Upos::Noun, count));
        let is_feminine = feminine.contains(&text) || text.ends_with('\u{0649}') && !lemma.starts_with('م');
        let slots = Slots {
            dual: true,
            // عملات is the plural of عملة, not of عمل.
            plural_at: !known.contains(&format!("{text}\u{0629}")),
            gender: if is_feminine { 2 } else { 0 },
            ..noun_slots(&lemma, &text)
        };
        // Nouns of people, which the shape or a plural in āʾ (وزراء, أطباء) shows, have a feminine (وزيرة).
        let plural_of_people =
            plurals.get(&text).is_some_and(|l| l.iter().any(|p| p.ends_with("\u{0627}\u{0621}")));
        let has_feminine = known.contains(&format!("{text}\u{0629}"));
        let slots = Slots { feminine: (slots.plural_un || plural_of_people) && !has_feminine, ..slots };
        inflect_any(builder, number, Upos::Noun, &text, slots, &lemma);
        if is_main {
            for plural in plurals.get(&text).into_iter().flatten() {
                let plural_slots = Slots {
                    is_plural: true,
                    gender: if is_feminine || text.ends_with('\u{0629}') { 2 } else { 0 },
                    diptote: diptote_plural(plural),
                    ..Slots::default()
                };
                inflect_any(builder, number, Upos::Noun, plural, plural_slots, plural);
            }
        }
    }
    Ok(())
}

/// The lemma as its own vocalisation, if it has vowel signs at all.
fn vowels(lemma: &str) -> String {
    if unvocalised(lemma) == plain_alif(lemma) { String::new() } else { plain_alif(lemma) }
}

fn inflect_any(builder: &mut Builder, number: usize, upos: Upos, text: &str, slots: Slots, vocalised: &str) {
    let stems_in_iy = text.ends_with('\u{064A}')
        && (vocalised.ends_with("\u{0650}\u{064A}") || vocalised == text)
        && text.chars().count() > 3;
    if stems_in_iy {
        inflect_defective(builder, number, upos, text, slots);
    } else {
        inflect(builder, number, upos, text, slots, 0);
    }
}

/// Plurals of the measures mafāʿil, mafāʿīl, fuʿalāʾ and afʿilāʾ take no alif in the accusative.
fn diptote_plural(plural: &str) -> bool {
    let letters: Vec<char> = plural.chars().collect();
    let long_third = letters.len() >= 5 && letters[2] == '\u{0627}' && !plural.ends_with('\u{0629}');
    long_third || (plural.ends_with("\u{0627}\u{0621}") && letters.len() >= 5)
}

/// Which sound plurals a noun may have, from its vocalised shape.
fn noun_slots(vocalised: &str, text: &str) -> Slots {
    let key: Vec<char> = vocal_key(vocalised).chars().collect();
    let letters = text.chars().count();
    let participle = key.starts_with(&['م', '\u{064F}']) && letters >= 4;
    let nisba = key.ends_with(&['\u{064A}', '\u{0651}']);
    let agent = {
        // فعّال and فاعل
        let l: Vec<char> = text.chars().collect();
        l.len() == 4 && (l[2] == '\u{0627}' && key.contains(&'\u{0651}') || l[1] == '\u{0627}')
    };
    let human = participle || nisba || agent;
    Slots { plural_un: human && !text.ends_with('\u{0629}'), plural_at: true, ..Slots::default() }
}
