//! The small tables of the knowledge base, parsed once at start.

use compact_str::CompactString;

/// A country, or the code of a body that is none (IGO, UNO, EUR …).
#[derive(Debug, Clone, Default)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC.
    pub code: CompactString,
    /// Usual name; empty for a code that is no country.
    pub name: CompactString,
    /// Centre, in degrees.
    pub position: Option<(f64, f64)>,
    /// Key of the capital's name, a metonym of the government.
    pub capital: CompactString,
}

/// An organisation.
#[derive(Debug, Clone, Default)]
pub struct Org {
    /// Its row's name in the table.
    pub id: CompactString,
    /// Usual name.
    pub name: CompactString,
    /// Country or code.
    pub country: Option<CompactString>,
    /// PLOVER sectors.
    pub sectors: Vec<CompactString>,
    /// Its one-word aliases are ordinary words or other names too.
    pub ambiguous: bool,
    /// Other states have one of the same name; the country is only the usual one.
    pub homonym: bool,
    /// Wikidata id.
    pub qid: Option<CompactString>,
}

impl Org {
    /// A club or team: of a country, and of no sector.
    #[must_use]
    pub fn is_club(&self) -> bool {
        const CODES: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];
        self.sectors.is_empty() && self.country.as_ref().is_some_and(|c| !CODES.contains(&c.as_str()))
    }
}

/// A time in office.
#[derive(Debug, Clone, Default)]
pub struct Office {
    /// Title.
    pub title: CompactString,
    /// Country or code of the office.
    pub country: CompactString,
    /// First day, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty: since ever.
    pub from: CompactString,
    /// Last day; empty: until today.
    pub to: CompactString,
}

impl Office {
    /// Whether the office was held on `date` (`YYYY-MM-DD` or a beginning of it). The precision of the shorter counts.
    #[must_use]
    pub fn held_on(&self, date: &str) -> bool {
        let before = |a: &str, b: &str| {
            let n = a.len().min(b.len());
            a.get(..n) <= b.get(..n)
        };
        (self.from.is_empty() || before(&self.from, date)) && (self.to.is_empty() || before(date, &self.to))
    }
}

/// A person.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Its row's name in the table.
    pub id: CompactString,
    /// Usual name.
    pub name: CompactString,
    /// Country.
    pub country: Option<CompactString>,
    /// PLOVER sectors.
    pub sectors: Vec<CompactString>,
    /// Offices with their dates.
    pub offices: Vec<Office>,
    /// Aliases that need context carry this.
    pub ambiguous: bool,
    /// Wikidata id.
    pub qid: Option<CompactString>,
}

/// What a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TitleKind {
    /// Stands before a name, says no office (السيد، الدكتور).
    Honorific,
    /// An office (وزير، رئيس).
    #[default]
    Office,
    /// An occupation (الكاتب، اللاعب).
    Occupation,
}

/// A title.
#[derive(Debug, Clone, Default)]
pub struct Title {
    /// Its key.
    pub key: CompactString,
    /// What it is.
    pub kind: TitleKind,
    /// Sectors of who bears it.
    pub sectors: Vec<CompactString>,
}

/// A word that begins a name.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Its key.
    pub key: CompactString,
    /// Begins the name of a place, not of an institution.
    pub place: bool,
    /// Sectors of what it begins.
    pub sectors: Vec<CompactString>,
    /// The note of the table.
    pub note: CompactString,
}

impl Head {
    /// Whether the note has this word.
    #[must_use]
    pub fn has_note(&self, word: &str) -> bool {
        self.note.split_ascii_whitespace().any(|n| n == word)
    }
}

/// A noun for people in a role.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Its key.
    pub key: CompactString,
    /// Their sectors.
    pub sectors: Vec<CompactString>,
}

/// A word of the grammar of names.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// Its key.
    pub key: CompactString,
    /// What it does: see `data/names/extra_words.tsv`.
    pub class: CompactString,
}

/// All tables.
#[derive(Debug, Default)]
pub struct Tables {
    /// Countries and codes.
    pub countries: Vec<Country>,
    /// Organisations.
    pub orgs: Vec<Org>,
    /// People.
    pub people: Vec<Person>,
    /// Titles.
    pub titles: Vec<Title>,
    /// First words of names.
    pub heads: Vec<Head>,
    /// Nouns for people.
    pub groups: Vec<Group>,
    /// Grammar of names.
    pub words: Vec<Word>,
    /// Outlets by internet domain: domain and country, in order of the domain.
    pub outlets: Vec<(CompactString, CompactString)>,
}

impl Tables {
    /// Reads the compiled form: sections begin with `@name`, records are lines of tab-separated fields. Lines that
    /// do not fit are skipped.
    #[must_use]
    pub fn parse(text: &str) -> Tables {
        let mut t = Tables::default();
        let mut section = "";
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('@') {
                section = name;
                continue;
            }
            let mut f = line.split('\t');
            let mut next = || f.next().unwrap_or("");
            match section {
                "countries" => {
                    let (code, name, lat, lon, capital) = (next(), next(), next(), next(), next());
                    let position = lat.parse().ok().zip(lon.parse().ok());
                    t.countries.push(Country {
                        code: code.into(),
                        name: name.into(),
                        position,
                        capital: capital.into(),
                    });
                }
                "orgs" => {
                    let (id, name, country, sectors, note, qid) =
                        (next(), next(), next(), next(), next(), next());
                    t.orgs.push(Org {
                        id: id.into(),
                        name: name.into(),
                        country: given(country),
                        sectors: list(sectors),
                        ambiguous: note.contains("ambiguous"),
                        homonym: note.contains("homonym"),
                        qid: given(qid),
                    });
                }
                "people" => {
                    let (id, name, country, sectors, note, qid, posts) =
                        (next(), next(), next(), next(), next(), next(), next());
                    t.people.push(Person {
                        id: id.into(),
                        name: name.into(),
                        country: given(country),
                        sectors: list(sectors),
                        offices: offices(posts),
                        ambiguous: note.contains("ambiguous"),
                        qid: given(qid),
                    });
                }
                "titles" => {
                    let (key, kind, sectors) = (next(), next(), next());
                    let kind = match kind {
                        "honorific" => TitleKind::Honorific,
                        "occupation" => TitleKind::Occupation,
                        _ => TitleKind::Office,
                    };
                    t.titles.push(Title { key: key.into(), kind, sectors: list(sectors) });
                }
                "heads" => {
                    let (key, kind, sectors, note) = (next(), next(), next(), next());
                    t.heads.push(Head {
                        key: key.into(),
                        place: kind == "LOC",
                        sectors: list(sectors),
                        note: note.into(),
                    });
                }
                "groups" => {
                    let (key, sectors) = (next(), next());
                    t.groups.push(Group { key: key.into(), sectors: list(sectors) });
                }
                "words" => {
                    let (key, class) = (next(), next());
                    t.words.push(Word { key: key.into(), class: class.into() });
                }
                "outlets" => {
                    let (domain, code) = (next(), next());
                    t.outlets.push((domain.into(), code.into()));
                }
                _ => {}
            }
        }
        t
    }

    /// The code of a country's row.
    #[must_use]
    pub fn code(&self, row: u32) -> Option<&CompactString> {
        self.countries.get(row as usize).map(|c| &c.code)
    }
}

fn given(field: &str) -> Option<CompactString> {
    (!field.is_empty()).then(|| field.into())
}

fn list(field: &str) -> Vec<CompactString> {
    field.split([' ', '|', ',']).filter(|s| !s.is_empty()).map(CompactString::from).collect()
}

/// `title@COUNTRY:FROM..TO;…`
fn offices(field: &str) -> Vec<Office> {
    let one = |part: &str| {
        let (title, rest) = part.split_once('@')?;
        let (country, time) = rest.split_once(':').unwrap_or((rest, ""));
        let (from, to) = time.split_once("..").unwrap_or((time, ""));
        let trim = |s: &str| CompactString::from(s.trim());
        Some(Office { title: trim(title), country: trim(country), from: trim(from), to: trim(to) })
    };
    field.split(';').filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_held_within_its_dates() {
        let held = offices("وزير@SYR:2012-02..2014;رئيس@SYR:2020..");
        assert_eq!(held.len(), 2);
        assert!(held[0].held_on("2012-02-03") && held[0].held_on("2014-12-31"));
        assert!(!held[0].held_on("2012-01-31") && !held[0].held_on("2015-01-01"));
        assert!(held[1].held_on("2026-01-01") && !held[1].held_on("2019-12-31"));
    }

    #[test]
    fn sections_are_read_and_junk_is_skipped() {
        let t =
            Tables::parse("junk\n@countries\nSYR\tسوريا\t35.0\t38.0\tدمشق\n@words\nبن\tnasab\n@other\nx\n");
        assert_eq!(t.code(0).map(|c| c.as_str()), Some("SYR"));
        assert_eq!(t.countries[0].position, Some((35.0, 38.0)));
        assert_eq!(t.words[0].class, "nasab");
    }
}
