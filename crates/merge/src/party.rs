//! Who takes part, as linking compares them.

use crate::tables::{NameWord, tables};
use crate::words::{code, folded_words, skeleton, stem, without_article};
use serde::{Deserialize, Serialize};
use waqai_schema::{Participant, Place, Record};

/// What kind of name, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Person,
    Organisation,
    Location,
    /// A phrase that names nobody.
    Phrase,
}

/// A participant or a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Party {
    pub(crate) kind: Kind,
    /// Digest of the key in the knowledge base; 0 if there is none.
    pub(crate) key: u32,
    pub(crate) name: Name,
    /// Country code as four bytes; 0 if there is none.
    pub(crate) country: u32,
    /// Digests of the sector codes, sorted.
    pub(crate) sectors: Vec<u32>,
    /// A country, or a capital that speaks for one.
    pub(crate) state: bool,
}

/// A name by its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub(crate) struct Name {
    /// Digest of all letters together, spelt loosely.
    whole: u32,
    /// Digests of its words, spelt loosely, in their order.
    words: Vec<u32>,
}

/// How much one participant is another, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The same entity or the same name.
    Same,
    /// One name has all words of the other ("الشناوي", "كريم الشناوي").
    Short,
    /// A country, its capital and its government speak for one state.
    State,
    /// Of one country and of one kind.
    Kind,
    /// Of one country.
    Country,
    /// A word in common, nothing that tells them apart.
    Word,
    /// Nothing to say.
    Open,
    /// Two persons, or two bodies, of different names.
    Other,
    /// Of different countries.
    Foreign,
}

impl Name {
    pub(crate) fn of(text: &str) -> Name {
        let mut words: Vec<String> = Vec::new();
        let mut joined = String::new();
        for word in folded_words(text) {
            let word = without_article(&word).unwrap_or(&word);
            match tables().name_word(word) {
                Some(NameWord::Drop) => {}
                Some(NameWord::Join) => joined.push_str(word),
                None => {
                    joined.push_str(word);
                    words.push(std::mem::take(&mut joined));
                }
            }
        }
        if !joined.is_empty() {
            words.push(joined);
        }
        let loose: Vec<String> = words.iter().map(|w| skeleton(&spelling(w))).collect();
        Name { whole: code(&loose.concat()), words: loose.iter().map(|w| code(w)).collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn whole(&self) -> u32 {
        self.whole
    }

    pub(crate) fn same(&self, other: &Name) -> bool {
        !self.is_empty() && self.whole == other.whole
    }

    /// All words of one are among the other's.
    pub(crate) fn within(&self, other: &Name) -> bool {
        let (less, more) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        !less.is_empty() && less.words.iter().all(|w| more.words.contains(w))
    }

    /// Some words in common.
    pub(crate) fn shares(&self, other: &Name) -> bool {
        self.words.iter().any(|w| other.words.contains(w))
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// A word of a name with the article inside it gone ("عبدالرحمن" as "عبد الرحمن").
fn spelling(word: &str) -> String {
    use waqai_text::letters::{AIN, ALIF, BA, LAM};
    let servant: String = [AIN, BA, '\u{062F}'].iter().collect();
    match word
        .strip_prefix(servant.as_str())
        .and_then(|rest| rest.strip_prefix([ALIF]))
        .and_then(|r| r.strip_prefix(LAM))
    {
        Some(rest) => servant + rest,
        None => word.to_owned(),
    }
}

/// Country codes have three letters.
pub(crate) fn country_code(country: Option<&str>) -> u32 {
    country.map_or(0, |c| c.bytes().take(4).fold(0, |n, b| (n << 8) | u32::from(b)))
}

/// Whether a key of the knowledge base is a country's.
const COUNTRY_KEY: &str = "country/";

impl Party {
    pub(crate) fn of(participant: &Participant, record: &Record) -> Party {
        let entity = participant.entity.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id));
        let kind = match entity.map(|e| e.kind.as_str()) {
            Some("PER") => Kind::Person,
            Some("ORG") => Kind::Organisation,
            Some("LOC") => Kind::Location,
            _ => Kind::Phrase,
        };
        let name = match entity {
            Some(entity) => Name::of(&entity.name),
            None => Name::phrase(&participant.text),
        };
        let country = country_code(
            participant.country.as_deref().or_else(|| entity.and_then(|e| e.country.as_deref())),
        );
        let listed = if participant.sectors.is_empty() {
            entity.map_or(&[][..], |e| &e.sectors)
        } else {
            &participant.sectors
        };
        let mut sectors: Vec<u32> = listed.iter().map(|s| code(s)).collect();
        sectors.sort_unstable();
        let key = entity.and_then(|e| e.key.as_deref());
        // A place that acts is the state it stands for.
        let state = kind == Kind::Location || sectors.contains(&code("GOV"));
        Party { kind, key: key.map_or(0, code), name, country, sectors, state }
    }

    pub(crate) fn of_place(place: &Place, record: &Record) -> Party {
        let entity = place.entity.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id));
        let key = entity.and_then(|e| e.key.as_deref());
        let country = place.country.as_deref().or_else(|| entity.and_then(|e| e.country.as_deref()));
        Party {
            kind: Kind::Location,
            key: key.map_or(0, code),
            name: Name::of(&place.name),
            country: country_code(country),
            sectors: Vec::new(),
            // Here: the whole country, no place within it.
            state: place.precision.as_deref() == Some("country")
                || key.is_some_and(|k| k.starts_with(COUNTRY_KEY)),
        }
    }

    pub(crate) fn likeness(&self, other: &Party) -> Likeness {
        let named = |p: &Party| p.kind != Kind::Phrase;
        if self.key != 0 && self.key == other.key {
            // A country in both says less than a person or a body in both.
            return if self.kind == Kind::Location { Likeness::State } else { Likeness::Same };
        }
        let both_named = named(self) && named(other);
        if self.kind != Kind::Location && other.kind != Kind::Location {
            if self.name.same(&other.name) {
                return Likeness::Same;
            }
            if both_named && self.kind == other.kind && self.name.within(&other.name) {
                return Likeness::Short;
            }
        }
        if self.country != 0 && other.country != 0 && self.country != other.country {
            return Likeness::Foreign;
        }
        let persons = self.kind == Kind::Person && other.kind == Kind::Person;
        if persons && !self.name.shares(&other.name) {
            return Likeness::Other;
        }
        if self.country != 0 && self.country == other.country {
            if self.state && other.state {
                return Likeness::State;
            }
            if self.sectors.iter().any(|s| other.sectors.contains(s)) {
                return Likeness::Kind;
            }
            return Likeness::Country;
        }
        if self.name.shares(&other.name) { Likeness::Word } else { Likeness::Open }
    }

    /// What two parties of whom this may be one have in common, for finding them: the country, or else the name.
    pub(crate) fn anchor(&self) -> u32 {
        if self.country == 0 { self.name.whole() } else { self.country }
    }
}

impl Name {
    /// Of a phrase: its words by their stems.
    fn phrase(text: &str) -> Name {
        let words: Vec<u32> = folded_words(text).iter().map(|w| code(&skeleton(stem(w)))).collect();
        Name { whole: words.iter().fold(0, |n, w| n.rotate_left(5) ^ w), words }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Likeness, Name, Party};

    fn party(kind: Kind, name: &str, country: &str) -> Party {
        Party {
            kind,
            key: 0,
            name: Name::of(name),
            country: super::country_code((!country.is_empty()).then_some(country)),
            sectors: Vec::new(),
            state: kind == Kind::Location,
        }
    }

    #[test]
    fn spellings_of_a_name_are_one_name() {
        for (a, b) in [
            ("هشام عبد المقصود", "هشام عبدالمقصود"),
            ("تسفاي ورقنه", "تسفاي ورقني"),
            ("يعقوب بن سعود الهاجري", "يعقوب سعود الهاجري"),
            ("سيده كان", "سيدكان"),
            ("الوزارة", "وزارة"),
        ] {
            assert!(Name::of(a).same(&Name::of(b)), "{a} {b}");
        }
        assert!(Name::of("كريم الشناوي").within(&Name::of("الشناوي")));
        assert!(!Name::of("كريم الشناوي").within(&Name::of("كريم الباجوري")));
        assert!(!Name::default().within(&Name::of("كريم")));
    }

    #[test]
    fn likeness_goes_from_the_same_to_the_foreign() {
        let one = |a: &Party, b: &Party| {
            assert_eq!(a.likeness(b), b.likeness(a));
            a.likeness(b)
        };
        let minister = party(Kind::Person, "سالم الرويشد", "OMN");
        assert_eq!(one(&minister, &party(Kind::Person, "الرويشد", "")), Likeness::Short);
        assert_eq!(one(&minister, &party(Kind::Person, "نبيل شعيب", "OMN")), Likeness::Other);
        assert_eq!(one(&minister, &party(Kind::Person, "نبيل شعيب", "YEM")), Likeness::Foreign);
        assert_eq!(one(&minister, &party(Kind::Organisation, "ديوان المراقبة", "OMN")), Likeness::Country);
        let (capital, country) = (party(Kind::Location, "مسقط", "OMN"), party(Kind::Location, "عمان", "OMN"));
        assert_eq!(one(&capital, &country), Likeness::State);
    }
}
