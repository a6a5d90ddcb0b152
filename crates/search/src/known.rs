//! What the knowledge base of names knows of words and phrases.

use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;
use waqai_names::NameData;
use waqai_names::data::{Class, Reading, Walk};
use waqai_names::key::PhraseKey;
use waqai_text::fold;

static LATIN: &str = include_str!("../../../data/search/countries.tsv");

/// Names by their spellings.
pub(crate) struct Known {
    names: NameData,
    /// Latin spellings, folded, words separated by spaces, to the keys of who bears them.
    latin: FxHashMap<CompactString, Vec<CompactString>>,
}

/// An ordinary word that stands no oftener than this in a million words is rare.
const RARE: u32 = 10;
/// Most words of a name.
const LONGEST: usize = 8;
/// Places smaller than this are not meant when their name is searched for.
const TOWN: u32 = 15_000;

impl Known {
    pub(crate) fn load() -> Known {
        let names = NameData::load();
        let mut latin: FxHashMap<CompactString, Vec<CompactString>> = FxHashMap::default();
        let mut put = |spelling: &str, key: CompactString| {
            let keys = latin.entry(CompactString::from(spelling.to_lowercase())).or_default();
            if !keys.contains(&key) {
                keys.push(key);
            }
        };
        for person in &names.tables.people {
            // The name of a row is the person's Latin name with hyphens; a surname alone stands for all who bear it.
            let full = person.id.replace('-', " ");
            let key = format_compact!("person/{}", person.id);
            if let Some((_, last)) = full.rsplit_once(' ') {
                put(last, key.clone());
            }
            put(&full, key);
        }
        for org in &names.tables.orgs {
            put(&org.id.replace('-', " "), format_compact!("organisation/{}", org.id));
        }
        for line in LATIN.lines().filter(|l| !l.starts_with('#')).skip(1) {
            if let Some((code, name)) = line.split_once('\t') {
                name.split('|').for_each(|n| put(n, format_compact!("country/{code}")));
            }
        }
        Known { names, latin }
    }

    /// Whether a word is the name of someone or of some place: of one who is known by it alone, or no ordinary word.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        self.names.get(&fold(word)).iter().any(|r| match r.class {
            Class::Country | Class::Person => true,
            Class::Place | Class::Surname | Class::Given => !r.is_common(),
            _ => false,
        })
    }

    /// Whether a word is a surname or given name, and at most a rare ordinary word.
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        let readings = self.names.get(&fold(word));
        let ordinary = readings.iter().filter(|r| r.class == Class::Common).map(|r| r.row()).max();
        ordinary.is_none_or(|count| count <= RARE)
            && readings.iter().any(|r| matches!(r.class, Class::Person | Class::Surname | Class::Given))
    }

    /// The longest name at the beginning of `words` (as [`waqai_text::fold`] leaves them): how many words it has, and the
    /// keys of those it may name. Of an ordinary word that is also a name, nothing.
    pub(crate) fn longest(&self, words: &[&str]) -> Option<(usize, Vec<CompactString>)> {
        let (mut walk, mut key) = (Walk::new(&self.names), PhraseKey::default());
        let mut found = None;
        for (i, word) in words.iter().take(LONGEST).enumerate() {
            if !walk.feed(key.push(word)) {
                break;
            }
            let keys: Vec<CompactString> =
                walk.readings().iter().filter_map(|r| self.key(*r, i == 0)).collect();
            if !keys.is_empty() {
                found = Some((i + 1, keys));
            }
        }
        let latin = (1..=words.len().min(LONGEST)).rev().find_map(|n| {
            let keys = self.latin.get(words[..n].join(" ").as_str())?;
            Some((n, keys.clone()))
        });
        found.into_iter().chain(latin).max_by_key(|(n, _)| *n)
    }

    /// The keys of a whole phrase.
    pub(crate) fn keys(&self, phrase: &str) -> Vec<CompactString> {
        let folded = fold(phrase);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        match self.longest(&words) {
            Some((n, keys)) if n == words.len() => keys,
            _ => Vec::new(),
        }
    }

    fn key(&self, reading: Reading, single: bool) -> Option<CompactString> {
        if single && reading.is_common() {
            return None;
        }
        let tables = &self.names.tables;
        let row = reading.row();
        match reading.class {
            Class::Country => {
                let country = tables.countries.get(row as usize)?;
                Some(format_compact!("country/{}", country.code))
            }
            Class::Place => {
                let place = self.names.place(row)?;
                (place.geonames > 0 && (place.population >= TOWN || place.population == 0))
                    .then(|| format_compact!("geonames/{}", place.geonames))
            }
            Class::Org => {
                let org = tables.orgs.get(row as usize)?;
                (!single || !org.ambiguous).then(|| format_compact!("organisation/{}", org.id))
            }
            Class::Person => {
                let person = tables.people.get(row as usize)?;
                (!single || !person.ambiguous).then(|| format_compact!("person/{}", person.id))
            }
            _ => None,
        }
    }
}
