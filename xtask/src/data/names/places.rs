//! Populated places of GeoNames, first-level divisions, and the project's own list of features and villages.

use super::countries::Countries;
use super::phrases::Phrases;
use super::tsv::Table;
use std::path::Path;
use waqai_names::data::{COMMON, Class, NO_COUNTRY, Place, PlaceKind};
use waqai_names::key::phrase_key;

/// Records made so far.
pub(crate) struct Places<'a> {
    pub(crate) bytes: Vec<u8>,
    n: u32,
    phrases: &'a mut Phrases,
    common: &'a dyn Fn(&str) -> u32,
    /// Words that begin the name of a division (محافظة), as keys.
    heads: &'a [String],
    /// Words that are never a place by themselves, as keys.
    never: &'a [String],
}

impl<'a> Places<'a> {
    pub(crate) fn new(
        phrases: &'a mut Phrases,
        common: &'a dyn Fn(&str) -> u32,
        heads: &'a [String],
        never: &'a [String],
    ) -> Self {
        Places { bytes: Vec::new(), n: 0, phrases, common, heads, never }
    }

    fn record(&mut self, place: Place) -> u32 {
        self.bytes.extend(place.to_bytes());
        self.n += 1;
        self.n - 1
    }

    /// A single word that is also an ordinary word or a person's name is doubtful, unless the place is large.
    fn doubt(&self, key: &str, population: u32) -> u32 {
        let single = !key.contains(' ');
        let person = [Class::Given, Class::Surname]
            .iter()
            .any(|c| self.phrases.of(key).any(|r| r.class == *c && r.row() >= 3));
        let short = key.chars().count() < 4;
        let word = (self.common)(key) > 0;
        let large = if word || short { population >= 700_000 } else { population >= 1_000_000 };
        if single && (word || person || short) && !large { COMMON } else { 0 }
    }

    fn alias(&mut self, alias: &str, number: u32, population: u32, sure: bool) {
        if !alias.chars().all(|c| {
            c.is_whitespace()
                || c == '-'
                || waqai_text::letters::is_arabic_letter(c)
                || waqai_text::letters::is_diacritic(c)
        }) {
            return;
        }
        let key = phrase_key(alias);
        let head = key
            .split(' ')
            .next()
            .filter(|w| self.heads.iter().any(|h| h == w))
            .map(|w| key[w.len()..].trim().to_owned());
        for key in std::iter::once(key).chain(head) {
            if key.chars().count() < 3 || self.never.contains(&key) || self.heads.contains(&key) {
                continue;
            }
            let doubt = if sure { 0 } else { self.doubt(&key, population) };
            self.phrases.add_key(key, Class::Place, number | doubt);
        }
    }

    /// GeoNames: one record a place, one phrase an Arabic name.
    pub(crate) fn geonames(&mut self, shared: &Path, countries: &mut Countries) -> anyhow::Result<()> {
        let capitals = capitals(shared)?;
        let text = std::fs::read_to_string(shared.join("permissive/geonames/cities500_arabic_names.tsv"))?;
        let mut centres: std::collections::BTreeMap<u32, (f64, f64, f64)> = Default::default();
        for line in text.lines().skip(1) {
            let f: Vec<&str> = line.split('\t').collect();
            let [id, name, cc, _, lat, lon, pop, names] = f[..] else { continue };
            let Some(country) = countries.row(cc) else { continue };
            let (lat, lon, population) = (lat.parse()?, lon.parse()?, pop.parse().unwrap_or(0));
            let c = centres.entry(country).or_default();
            let weight = f64::from(population) + 1.0;
            *c = (c.0 + lat * weight, c.1 + lon * weight, c.2 + weight);
            let capital =
                capitals.iter().any(|(k, n)| k == cc && (n == name || name.starts_with(n.as_str())));
            let n = self.record(Place {
                geonames: id.parse()?,
                lat,
                lon,
                population,
                country,
                kind: PlaceKind::City,
                capital,
            });
            for alias in names.split('|') {
                self.alias(alias, n, population, false);
            }
        }
        for (row, (lat, lon, weight)) in centres {
            countries.set_position(row, (lat / weight, lon / weight));
        }
        Ok(())
    }

    /// First-level divisions with an Arabic name.
    pub(crate) fn subdivisions(&mut self, shared: &Path, countries: &Countries) -> anyhow::Result<()> {
        let dir = shared.join("permissive/countries/lib/countries/data/subdivisions");
        let mut files: Vec<_> = std::fs::read_dir(dir)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
        files.sort();
        for file in files {
            let stem = file.file_stem().and_then(|s| s.to_str()).unwrap_or("").to_owned();
            let Some(country) = countries.row(&stem) else { continue };
            for (lat, lon, name) in divisions(&std::fs::read_to_string(&file)?) {
                let n = self.record(Place {
                    geonames: 0,
                    lat,
                    lon,
                    population: 0,
                    country,
                    kind: PlaceKind::Region,
                    capital: false,
                });
                self.alias(&name, n, 0, false);
            }
        }
        Ok(())
    }

    /// `data/places/*.tsv` and `data/names/regions.tsv`: written by hand, never doubtful unless they say so.
    pub(crate) fn by_hand(&mut self, data: &Path, countries: &Countries) -> anyhow::Result<()> {
        for file in ["places/features.tsv", "places/towns.tsv", "names/regions.tsv"] {
            for row in Table::read(&data.join(file))?.rows() {
                let country = countries.row(row.get("country")).unwrap_or(NO_COUNTRY);
                let kind = match row.get("kind") {
                    "town" => PlaceKind::City,
                    "feature" => PlaceKind::Feature,
                    _ => PlaceKind::Region,
                };
                let at = |c: &str| row.get(c).parse().unwrap_or(f64::NAN);
                let place = Place {
                    geonames: 0,
                    lat: at("lat"),
                    lon: at("lon"),
                    population: 0,
                    country,
                    kind,
                    capital: false,
                };
                let n = self.record(place);
                let sure = !row.get("note").contains("ambiguous");
                for alias in std::iter::once(row.get("name")).chain(row.list("aliases")) {
                    self.alias(alias, n, 0, sure);
                }
                if country == NO_COUNTRY {
                    continue;
                }
                for adjective in row.list("adjective_m").chain(row.list("adjective_f")) {
                    let key = phrase_key(adjective);
                    let bare = key.strip_prefix(waqai_names::key::AL).unwrap_or(&key).to_owned();
                    self.phrases.add_key(bare, Class::RegionAdjective, country);
                }
            }
        }
        Ok(())
    }
}

fn capitals(shared: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(shared.join("permissive/geonames/countries.json"))?)?;
    let all = json.as_object().into_iter().flatten();
    Ok(all
        .map(|(cc, c)| (cc.clone(), c["capital"].as_str().unwrap_or("").to_owned()))
        .filter(|c| !c.1.is_empty())
        .collect())
}

/// The divisions of one file: latitude, longitude, Arabic name. The file is YAML of a fixed, flat shape.
fn divisions(yaml: &str) -> Vec<(f64, f64, String)> {
    let mut out = Vec::new();
    let (mut lat, mut lon) = (f64::NAN, f64::NAN);
    for line in yaml.lines() {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.trim().trim_matches(['"', '\'']);
        match key {
            "    latitude" => lat = value.parse().unwrap_or(f64::NAN),
            "    longitude" => lon = value.parse().unwrap_or(f64::NAN),
            "    ar" if !value.is_empty() => out.push((lat, lon, value.to_owned())),
            k if !k.starts_with(' ') => (lat, lon) = (f64::NAN, f64::NAN),
            _ => {}
        }
    }
    out
}
