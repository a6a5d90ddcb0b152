//! Given names, surnames and full names from the list of person names.

use super::countries::Countries;
use super::phrases::Phrases;
use std::collections::BTreeMap;
use std::path::Path;
use waqai_names::data::{COMMON, Class, NO_COUNTRY};
use waqai_names::key::phrase_key;

/// Words counted fewer times than this, outside Arab countries, are left out: most are misreadings.
const LEAST: u32 = 2;
const ARAB: [&str; 22] = [
    "DZ", "BH", "KM", "DJ", "EG", "IQ", "JO", "KW", "LB", "LY", "MR", "MA", "OM", "PS", "QA", "SA", "SO",
    "SD", "SY", "TN", "AE", "YE",
];

#[derive(Default)]
struct Count {
    given: u32,
    surname: u32,
    arab: bool,
}

/// Single names, before the places are judged by them.
pub(crate) fn single(
    shared: &Path,
    phrases: &mut Phrases,
    common: &dyn Fn(&str) -> u32,
) -> anyhow::Result<()> {
    let db = open(shared)?;
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut units = db.prepare("select arabic_key, country, role, count from units")?;
    let mut rows = units.query([])?;
    while let Some(row) = rows.next()? {
        let (key, country, role, n): (String, String, String, u32) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        if !key.chars().all(|c| c == ' ' || waqai_text::letters::is_arabic_letter(c)) {
            continue;
        }
        let c = counts.entry(phrase_key(&key)).or_default();
        c.arab |= ARAB.contains(&country.as_str());
        if role == "surname" { c.surname += n } else { c.given += n }
    }
    for (key, c) in counts {
        if key.chars().count() < 2 || (!c.arab && c.given + c.surname < LEAST) {
            continue;
        }
        let doubt = if common(&key) > 0 { COMMON } else { 0 };
        for (class, n) in [(Class::Given, c.given), (Class::Surname, c.surname)] {
            if n > 0 {
                phrases.add_key(key.clone(), class, n.min(COMMON - 1) | doubt);
            }
        }
    }
    Ok(())
}

/// Full names with the citizenship, if all who bear the name have one.
pub(crate) fn full(shared: &Path, phrases: &mut Phrases, countries: &Countries) -> anyhow::Result<()> {
    let db = open(shared)?;
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    let mut query = db.prepare("select arabic_key, country from full_names where source = 'wikidata'")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (key, country): (String, String) = (row.get(0)?, row.get(1)?);
        let words: Vec<String> = key.split_whitespace().map(str::to_owned).collect();
        let key = phrase_key(&key);
        // A single word, or two of which the first is no usual given name, would fire on ordinary text.
        let first = words.first().is_some_and(|w| {
            phrases.of(&phrase_key(w)).any(|r| r.class == Class::Given && r.row() >= 3 && !r.is_common())
        });
        if !key.contains(' ') || (words.len() < 3 && !first) {
            continue;
        }
        let row = countries.row(&country).unwrap_or(NO_COUNTRY);
        names
            .entry(key)
            .and_modify(|r| {
                if *r != row {
                    *r = NO_COUNTRY
                }
            })
            .or_insert(row);
    }
    for (key, row) in names {
        if !phrases.has(&key, Class::Place) && !phrases.has(&key, Class::Org) {
            phrases.add_key(key, Class::FullName, row);
        }
    }
    Ok(())
}

fn open(shared: &Path) -> anyhow::Result<rusqlite::Connection> {
    let path = shared.join("permissive/person-names/names.sqlite3");
    let uri = format!("file:{}?immutable=1", path.display());
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
    Ok(rusqlite::Connection::open_with_flags(uri, flags)?)
}
