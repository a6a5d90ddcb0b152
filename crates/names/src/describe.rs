//! Country and sectors of a phrase that names nobody: "مسلحون مجهولون", "الشرطة التركية", "وزير الدفاع العراقي".

use crate::data::{Class, NO_COUNTRY, NameData, PlaceKind, Readings, Walk};
use crate::key::{AL, PhraseKey};
use compact_str::CompactString;
use smallvec::SmallVec;
use waqai_lang::{Kind, Token};
use waqai_text::fold;

impl NameData {
    /// The country code of an adjective of nationality, given folded and without its article.
    #[must_use]
    pub fn demonym_country(&self, key: &str) -> Option<&str> {
        let row = self.get(key).iter().find(|r| r.class == Class::Demonym)?.row();
        self.tables.code(row).map(CompactString::as_str)
    }

    /// The sectors of a noun for people in a role (folded, as the table writes it or without its article).
    #[must_use]
    pub fn group_sectors(&self, key: &str) -> Option<&[CompactString]> {
        let row = self.get(key).iter().find(|r| r.class == Class::Group)?.row();
        self.tables.groups.get(row as usize).map(|g| g.sectors.as_slice())
    }

    /// The sectors of a title (folded, as the table writes it).
    #[must_use]
    pub fn title_sectors(&self, key: &str) -> Option<&[CompactString]> {
        let row = self.title_row(key)?;
        self.tables.titles.get(row as usize).map(|t| t.sectors.as_slice())
    }

    /// The row of a title in its table (folded, as the table writes it).
    pub(crate) fn title_row(&self, key: &str) -> Option<u32> {
        self.get(key).iter().find(|r| r.class == Class::Title).map(|r| r.row())
    }

    /// The table's entry for a word that begins the name of an institution or place (folded).
    #[must_use]
    pub fn org_head(&self, key: &str) -> Option<&crate::tables::Head> {
        let row = self.get(key).iter().find(|r| r.class == Class::Head)?.row();
        self.tables.heads.get(row as usize)
    }

    /// The row of the country of an outlet, by its internet domain or a URL.
    #[must_use]
    pub fn outlet_country(&self, outlet: &str) -> Option<u32> {
        let host = outlet.split("://").last()?.split(['/', ':', '?']).next()?.to_ascii_lowercase();
        let known = |host: &str| self.tables.outlets.iter().find(|(d, _)| d == host).map(|(_, c)| c);
        let mut rest = host.as_str();
        let code = loop {
            if let Some(code) = known(rest) {
                break code;
            }
            rest = rest.split_once('.')?.1;
        };
        self.tables.countries.iter().position(|c| c.code == *code).map(|n| n as u32)
    }
}

/// Country (ISO 3166-1 alpha-3 or a code such as UNO) and PLOVER sectors of a phrase, as far as its own words tell.
///
/// The sectors are those of the first title, group or institution in it; the country that of the first adjective of
/// nationality, else of the first country, institution or place named.
#[must_use]
pub fn describe_phrase(tokens: &[Token], data: &NameData) -> (Option<CompactString>, Vec<CompactString>) {
    let words: SmallVec<[Word; 8]> = tokens
        .iter()
        .filter(|t| t.kind != Kind::Punct)
        .map(|t| Word {
            bare: t.form.clone(),
            article: t.has_article(),
            whole: t.folded.clone(),
            lemma: t.key().into(),
        })
        .collect();
    describe(&words, data)
}

/// The same for a phrase as text, such as a title in a table.
#[must_use]
pub fn describe_key(phrase: &str, data: &NameData) -> (Option<CompactString>, Vec<CompactString>) {
    let folded = fold(phrase);
    let word = |w: &str| {
        let bare = w.strip_prefix(AL).filter(|b| b.chars().count() > 2);
        Word { bare: bare.unwrap_or(w).into(), article: bare.is_some(), whole: w.into(), lemma: "".into() }
    };
    let words: SmallVec<[Word; 8]> = folded.split_whitespace().map(word).collect();
    describe(&words, data)
}

struct Word {
    bare: CompactString,
    article: bool,
    whole: CompactString,
    lemma: CompactString,
}

fn describe(words: &[Word], data: &NameData) -> (Option<CompactString>, Vec<CompactString>) {
    let mut sectors: Vec<CompactString> = Vec::new();
    let (mut adjective, mut named) = (None, None);
    for i in 0..words.len() {
        let found = longest(words, i, data);
        for (class, readings) in &found {
            let Some(row) = readings.iter().find(|r| r.class == *class).map(|r| r.row()) else { continue };
            let t = &data.tables;
            let of = match class {
                Class::Title => t.titles.get(row as usize).map(|x| x.sectors.clone()),
                Class::Group => t.groups.get(row as usize).map(|x| x.sectors.clone()),
                Class::Head => t.heads.get(row as usize).map(|x| x.sectors.clone()),
                // "مصدر" is a source before it is a company of that name.
                Class::Org if found.iter().any(|(c, _)| *c == Class::Group) => None,
                Class::Org => {
                    let org = t.orgs.get(row as usize);
                    named = named.or_else(|| org.and_then(|o| o.country.clone()));
                    org.map(|x| x.sectors.clone())
                }
                _ => None,
            };
            if let Some(of) = of.filter(|s| !s.is_empty() && sectors.is_empty()) {
                sectors = of;
            }
            match class {
                Class::Demonym if adjective.is_none() => adjective = t.code(row).cloned(),
                Class::Country if named.is_none() => named = t.code(row).cloned(),
                Class::Place if named.is_none() => {
                    let places = readings.iter().filter(|r| r.class == Class::Place && !r.is_common());
                    let best = places
                        .filter_map(|r| data.place(r.row()))
                        .filter(|p| p.kind == PlaceKind::City)
                        .max_by_key(|p| p.population);
                    named = best.filter(|p| p.country != NO_COUNTRY).and_then(|p| t.code(p.country).cloned());
                }
                _ => {}
            }
        }
    }
    (adjective.or(named), sectors)
}

/// The longest phrase of each class that begins at word `i`.
fn longest(words: &[Word], i: usize, data: &NameData) -> SmallVec<[(Class, Readings); 4]> {
    const WANTED: [Class; 7] =
        [Class::Title, Class::Group, Class::Org, Class::Head, Class::Demonym, Class::Country, Class::Place];
    let mut out: SmallVec<[(Class, Readings); 4]> = SmallVec::new();
    let w = &words[i];
    let with_article = if w.article { CompactString::from(AL) + w.bare.as_str() } else { w.bare.clone() };
    // The lemma last: it finds the plural of a title or group.
    for first in [&with_article, &w.bare, &w.lemma] {
        let mut walk = Walk::new(data);
        let mut key = PhraseKey::default();
        if first.is_empty() || !walk.feed(key.push(first)) {
            continue;
        }
        let mut at: SmallVec<[(usize, Readings); 4]> = SmallVec::new();
        at.push((1, walk.readings()));
        for (n, next) in words[i + 1..].iter().enumerate() {
            if !walk.feed(key.push(&next.whole)) {
                break;
            }
            at.push((n + 2, walk.readings()));
        }
        for class in WANTED {
            if out.iter().any(|(c, _)| *c == class) {
                continue;
            }
            if let Some((_, r)) = at.iter().rev().find(|(_, r)| r.iter().any(|x| x.class == class)) {
                out.push((class, r.clone()));
            }
        }
    }
    out
}
