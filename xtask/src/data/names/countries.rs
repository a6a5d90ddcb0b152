//! Countries and codes, and the adjectives made of them.

use super::phrases::Phrases;
use super::tsv::Table;
use std::collections::BTreeMap;
use std::path::Path;
use waqai_names::data::{COMMON, Class};
use waqai_text::fold;

/// Codes of the record that are no country.
const CODES: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// One country.
#[derive(Default, Clone)]
struct Country {
    name: String,
    position: Option<(f64, f64)>,
    capital: String,
}

/// All rows by code, and what translates into them.
pub(crate) struct Countries {
    rows: BTreeMap<String, (u32, Country)>,
    iso2: BTreeMap<String, String>,
}

impl Countries {
    /// The row of a country, by alpha-2, alpha-3 or code.
    pub(crate) fn row(&self, code: &str) -> Option<u32> {
        let code = self.iso2.get(code).map_or(code, String::as_str);
        self.rows.get(code).map(|(n, _)| *n)
    }

    /// Gives a country its position, unless it has one.
    pub(crate) fn set_position(&mut self, row: u32, at: (f64, f64)) {
        if let Some((_, c)) = self.rows.values_mut().find(|(n, _)| *n == row) {
            c.position.get_or_insert(at);
        }
    }

    /// The section of the compiled tables, in order of the rows.
    pub(crate) fn section(&self, out: &mut String) {
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by_key(|(_, (n, _))| *n);
        out.push_str("@countries\n");
        for (code, (_, c)) in rows {
            let at = c.position.map_or("\t".to_owned(), |(a, b)| format!("{a:.3}\t{b:.3}"));
            out.push_str(&format!(
                "{code}\t{}\t{at}\t{}\n",
                c.name,
                waqai_names::key::phrase_key(&c.capital)
            ));
        }
    }
}

/// Reads `data/names/countries.tsv` and the shared lists; the hand table wins.
pub(crate) fn build(
    data: &Path,
    shared: &Path,
    phrases: &mut Phrases,
    common: &dyn Fn(&str) -> u32,
) -> anyhow::Result<Countries> {
    let json = |path: &str| -> anyhow::Result<serde_json::Value> {
        Ok(serde_json::from_str(&std::fs::read_to_string(shared.join("permissive").join(path))?)?)
    };
    let geonames = json("geonames/countries.json")?;
    let mut iso2 = BTreeMap::new();
    let mut english = BTreeMap::new();
    for (two, c) in geonames.as_object().into_iter().flatten() {
        let three = c["iso3"].as_str().unwrap_or("").to_owned();
        english.insert(c["name"].as_str().unwrap_or("").to_lowercase(), three.clone());
        iso2.insert(two.clone(), three);
    }
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let hand = Table::read(&data.join("names/countries.tsv"))?;
    for row in hand.rows() {
        let all = std::iter::once(row.get("name")).chain(row.list("aliases"));
        names.entry(row.get("iso3").to_owned()).or_default().extend(all.map(str::to_owned));
    }
    let iso = json("countries/i18n-iso-countries-ar.json")?;
    let cldr = json("cldr/ar/territories.json")?;
    let lists = [&iso["countries"], &cldr["main"]["ar"]["localeDisplayNames"]["territories"]];
    for (two, value) in lists.into_iter().filter_map(|l| l.as_object()).flatten() {
        let Some(three) = iso2.get(two.split('-').next().unwrap_or("")) else { continue };
        let all = names.entry(three.clone()).or_default();
        let strings: Vec<&str> = match value {
            serde_json::Value::Array(a) => a.iter().filter_map(|v| v.as_str()).collect(),
            v => v.as_str().into_iter().collect(),
        };
        all.extend(strings.into_iter().map(str::to_owned));
    }
    let codes = names.keys().filter(|c| c.len() == 3).map(String::as_str).chain(CODES);
    let mut rows: BTreeMap<String, (u32, Country)> = BTreeMap::new();
    for code in codes {
        let name = names.get(code).and_then(|n| n.first()).cloned().unwrap_or_default();
        rows.entry(code.to_owned()).or_insert((0, Country { name, ..Country::default() }));
    }
    for (n, (_, row)) in rows.iter_mut().enumerate() {
        row.0 = n as u32;
    }
    let mut countries = Countries { rows, iso2 };
    for (code, all) in &names {
        let Some(row) = countries.row(code) else { continue };
        for name in all {
            let doubt = if name.chars().count() < 6 && common(name) > 20 { COMMON } else { 0 };
            phrases.add(name, Class::Country, row | doubt);
        }
    }
    for row in hand.rows() {
        let Some(n) = countries.row(row.get("iso3")) else { continue };
        if let Some((_, c)) = countries.rows.get_mut(row.get("iso3")) {
            c.capital = row.get("capital").to_owned();
        }
        // المملكة stands under several kingdoms: which one, only the text tells.
        for metonym in row.list("metonyms").filter(|m| !m.contains(' ')) {
            phrases.add(metonym, Class::Country, n | COMMON);
        }
        for column in ["demonym_m", "demonym_f", "demonym_pl"] {
            for form in row.list(column) {
                demonym(phrases, form, n);
            }
        }
    }
    let nationalities = json("arwikicats/jsons/nationalities/nationalities_data.json")?;
    for value in nationalities.as_object().into_iter().flatten().map(|(_, v)| v) {
        let Some(n) = english.get(value["en"].as_str().unwrap_or("")).and_then(|c| countries.row(c)) else {
            continue;
        };
        for form in ["male", "males", "female", "females"] {
            demonym(phrases, value[form].as_str().unwrap_or(""), n);
        }
    }
    Ok(countries)
}

/// Adds an adjective with its regular forms: from a masculine in ي the feminine, the plurals and the duals.
fn demonym(phrases: &mut Phrases, form: &str, row: u32) {
    const ENDINGS: [&str; 8] = [
        "",
        "\u{0647}",
        "\u{0648}\u{0646}",
        "\u{064A}\u{0646}",
        "\u{0627}\u{062A}",
        "\u{0627}\u{0646}",
        "\u{062A}\u{064A}\u{0646}",
        "\u{062A}\u{0627}\u{0646}",
    ];
    let folded = fold(form);
    if folded.is_empty() || folded.contains(' ') {
        return;
    }
    let base = folded
        .strip_prefix("\u{0627}\u{0644}")
        .filter(|b| form.starts_with("\u{0627}\u{0644}") && b.chars().count() > 4)
        .unwrap_or(&folded);
    phrases.add_key(base.to_owned(), Class::Demonym, row);
    if base.ends_with('\u{064A}') {
        for ending in ENDINGS {
            phrases.add_key(format!("{base}{ending}"), Class::Demonym, row);
        }
    }
}
