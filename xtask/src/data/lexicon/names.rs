//! Proper nouns: those of Camel Morph, and single-word places and personal names of the gazetteers.

use super::Sources;
use super::buckwalter::{to_arabic, unvocalised};
use super::build::{Builder, Cell, Lemma, Upos, flag};
use super::csv::Table;
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::path::Path;
use waqai_text::{fold, letters};

const ARTICLE: &str = "\u{0627}\u{0644}";

/// Word as written, without vowel signs, to its number of occurrences in the radio news.
pub(super) fn word_counts(file: &Path) -> anyhow::Result<HashMap<String, u64>> {
    let file = std::fs::File::open(file)?;
    let mut counts = HashMap::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        for value in article.as_object().into_iter().flat_map(|o| o.values()).filter_map(|v| v.as_str()) {
            for word in
                unvocalised(value).split(|c: char| !letters::is_arabic_letter(c)).filter(|w| !w.is_empty())
            {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

pub(super) fn add(sources: &Sources, builder: &mut Builder) -> anyhow::Result<()> {
    let counts = &sources.words;
    // Spelling without the article: whether it was seen with it, vocalised form, whether from a mere list.
    let mut names: BTreeMap<String, (bool, String, bool, u8)> = BTreeMap::new();
    for row in Table::comma(&sources.permissive("camel-morph").join("MSA-Noun-Prop-LEX.csv"))?.rows() {
        if row.get("DEFINE") != "LEXICON" {
            continue;
        }
        let ending = match row.get("COND-S") {
            c if c.contains("#iy") => "iy",
            c if c.contains("#aY") => "aY",
            c if c.contains("#aA") => "aA",
            c if c.contains("#A'") => "'",
            c if c.contains("#a>") => "a>",
            c if c.contains("#A}iy") => "A}iy",
            _ => "",
        };
        let tail = if row.get("COND-T") == "FS" { "ap" } else { "" };
        let vocalised =
            to_arabic(&format!("{}{ending}{tail}", row.get("FORM"))).replace('\u{0671}', "\u{0627}");
        let gender = if row.get("FEAT").contains("gen:f") { 2 } else { 0 };
        names.entry(unvocalised(&vocalised)).or_insert((true, vocalised, false, gender));
    }
    let places = std::fs::read_to_string(sources.permissive("geonames").join("cities500_arabic_names.tsv"))?;
    for line in places.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let population: u64 = cells.get(6).and_then(|p| p.parse().ok()).unwrap_or(0);
        let arab = cells.get(2).is_some_and(|cc| ARAB_COUNTRIES.contains(cc));
        if population < 20_000 && !arab {
            continue;
        }
        for name in cells.get(7).into_iter().flat_map(|c| c.split('|')) {
            listed(&mut names, name);
        }
    }
    let mut given: HashMap<String, u64> = HashMap::new();
    for row in Table::tab(&sources.hand.join("names.tsv"))?.rows() {
        let name = row.get("name");
        listed(&mut names, name);
        if let Ok(count) = row.get("count").parse() {
            given.insert(name.strip_prefix(ARTICLE).unwrap_or(name).to_owned(), count);
        }
    }
    person_names(sources, &mut names)?;
    for (name, (article, vocalised, list_only, gender)) in names {
        // As written, and without the hamzas that are often left out; folded, it would be counted for its look-alikes.
        let bare = name.replace(['\u{0623}', '\u{0625}', '\u{0622}'], "\u{0627}");
        let spellings = if bare == name { vec![name.as_str()] } else { vec![name.as_str(), bare.as_str()] };
        let count = |head: &str| {
            spellings.iter().map(|s| counts.get(&format!("{head}{s}")).copied().unwrap_or(0)).sum::<u64>()
        };
        // With و before it, unless that is a word of its own (وفدا is no "and Fida").
        let joined = format!("\u{0648}{name}");
        let with_and = if builder.usage(&joined) == 0 { count("\u{0648}") } else { 0 };
        let seen = count("") + count(ARTICLE) + with_and;
        // The corpus has about a sixth of the ten million words that the frequency list counts. What the word is used
        // for otherwise, also as clitic and word, is taken off; a mere list has to be the more surprising.
        let total = seen * 6;
        let head = |c: char| matches!(c, '\u{0648}' | '\u{0641}' | '\u{0628}' | '\u{0644}' | '\u{0643}');
        let tail = name.strip_prefix(head).filter(|t| t.chars().count() >= 3);
        let other = builder.usage(&name).max(tail.map_or(0, |t| builder.usage(t)));
        let counted = match (other, list_only) {
            (0, _) => total,
            (_, true) => total / 200,
            (_, false) if other < total / 10 => total - other,
            (_, false) => total / 8,
        };
        let count = given.get(&name).copied().unwrap_or(counted);
        if list_only && other > 0 && count < 5 {
            continue;
        }
        let flags = flag::BARE
            | flag::PREP
            | if article { flag::ART } else { 0 }
            | if list_only { flag::LISTED } else { 0 };
        let lemma = builder.lemma(Lemma::new(name.clone(), vocalised, Upos::Propn, count));
        builder.form(lemma, &name, Cell { gender, ..Cell::of(Upos::Propn, flags) });
    }
    Ok(())
}

/// Countries whose smaller places appear in the news to be read.
const ARAB_COUNTRIES: [&str; 22] = [
    "AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA",
    "SA", "SD", "SY", "TN", "YE",
];

fn listed(names: &mut BTreeMap<String, (bool, String, bool, u8)>, name: &str) {
    if name.contains(' ') || name.contains('-') {
        return;
    }
    let text = unvocalised(name);
    if text.chars().count() < 2 || !text.chars().all(letters::is_arabic_letter) {
        return;
    }
    let (article, bare) = match text.strip_prefix(ARTICLE) {
        Some(rest) if rest.chars().count() >= 3 => (true, rest),
        _ => (false, text.as_str()),
    };
    let entry = names.entry(bare.to_owned()).or_insert((false, String::new(), true, 0));
    entry.0 |= article;
}

/// Given names and surnames with at least three bearers; their keys are folded, which is spelling enough for look-up.
fn person_names(
    sources: &Sources,
    names: &mut BTreeMap<String, (bool, String, bool, u8)>,
) -> anyhow::Result<()> {
    let folder = sources.permissive("person-names");
    let known: std::collections::HashSet<String> = names.keys().map(|n| fold(n)).collect();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if !path.extension().is_some_and(|e| e == "db" || e == "sqlite" || e == "sqlite3") {
            continue;
        }
        let db = rusqlite::Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut query = db.prepare("SELECT arabic_key, SUM(count) AS n FROM units GROUP BY arabic_key HAVING n >= 3 ORDER BY arabic_key")?;
        let keys = query.query_map([], |row| row.get::<_, String>(0))?;
        for key in keys {
            let key = key?;
            let bare = key.strip_prefix(ARTICLE).filter(|r| r.chars().count() >= 3).unwrap_or(&key);
            if !known.contains(bare) {
                listed(names, &key);
            }
        }
    }
    Ok(())
}
