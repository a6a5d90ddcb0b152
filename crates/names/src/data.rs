//! The compiled knowledge of names: what a phrase can be, and what is known of it.
//!
//! In: the bytes that `cargo xtask data names` makes. Out: look-ups. Nothing is built at start but small tables.

use crate::recogniser::Model;
use crate::recogniser::classes::WordClasses;
use crate::tables::Tables;
use fst::raw::{CompiledAddr, Fst, Output};
use smallvec::SmallVec;
use std::borrow::Cow;

/// What kind of thing a phrase of the gazetteer can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// A country by name; the number is its row in the table of countries.
    Country,
    /// A populated place, region or feature; the number is its record.
    Place,
    /// An organisation of the knowledge base.
    Org,
    /// A person of the knowledge base.
    Person,
    /// A word that begins the name of an institution or place (وزارة، مطار).
    Head,
    /// A title, office or occupation.
    Title,
    /// A noun for people who act in a role (مسلحون، متظاهرون).
    Group,
    /// An adjective of nationality without its article; the number is the country's row.
    Demonym,
    /// A full name seen with a citizenship; the number is the country's row, or [`NO_COUNTRY`].
    FullName,
    /// A given name; the number is how often it was counted, with [`COMMON`] for one that is also an ordinary word.
    Given,
    /// A surname, numbered like a given name.
    Surname,
    /// A word of the grammar of names (بن، أبو); the number is its row in the table of words.
    Word,
    /// An ordinary word of the language; the number is its occurrences in a million.
    Common,
    /// The adjective of a region (حلبي), without its article; the number is the country's row.
    RegionAdjective,
    /// What the word or phrase often names, for the recogniser alone; the number is 0 for persons, 1 for organisations, 2 for
    /// places, 3 for peoples and parties.
    Hint,
}

impl Class {
    /// All, in the order of their numbers.
    pub const ALL: [Class; 15] = [
        Class::Country,
        Class::Place,
        Class::Org,
        Class::Person,
        Class::Head,
        Class::Title,
        Class::Group,
        Class::Demonym,
        Class::FullName,
        Class::Given,
        Class::Surname,
        Class::Word,
        Class::Common,
        Class::RegionAdjective,
        Class::Hint,
    ];
}

/// In the number of a reading of any class but [`Class::Common`]: the phrase is also an ordinary word, and only to be
/// taken with more evidence.
pub const COMMON: u32 = 1 << 26;
/// The number of a full name whose citizenship is unknown or disputed.
pub const NO_COUNTRY: u32 = 0xFFFF;

/// One thing that a phrase can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// What kind.
    pub class: Class,
    /// Which one; see [`Class`].
    pub number: u32,
}

impl Reading {
    /// As stored: the class in the upper five bits.
    #[must_use]
    pub fn pack(self) -> u32 {
        (self.class as u32) << 27 | self.number & 0x07FF_FFFF
    }
    /// From its stored form; `None` if the class does not exist.
    #[must_use]
    pub fn unpack(packed: u32) -> Option<Reading> {
        Some(Reading { class: *Class::ALL.get((packed >> 27) as usize)?, number: packed & 0x07FF_FFFF })
    }
    /// The number without the mark for ordinary words: the row, record or count.
    #[must_use]
    pub fn row(self) -> u32 {
        self.number & !COMMON
    }
    /// Whether the phrase is also an ordinary word.
    #[must_use]
    pub fn is_common(self) -> bool {
        self.number & COMMON != 0
    }
}

/// All that a phrase can be.
pub type Readings = SmallVec<[Reading; 4]>;

/// A populated place, region or feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// GeoNames id; 0 for none.
    pub geonames: u32,
    /// Latitude in degrees, north positive; not a number where unknown.
    pub lat: f64,
    /// Longitude in degrees, east positive; not a number where unknown.
    pub lon: f64,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// Row in the table of codes; [`NO_COUNTRY`] for none.
    pub country: u32,
    /// How exact a place it is.
    pub kind: PlaceKind,
    /// It is a capital.
    pub capital: bool,
}

/// How exact a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// Town, village, building.
    City,
    /// Province, governorate, historical region.
    Region,
    /// Sea, strait, mountain range, continent.
    Feature,
}

/// Bytes of one record of places.
pub const PLACE_BYTES: usize = 20;

impl Place {
    /// Reads one record.
    #[must_use]
    pub fn from_bytes(b: &[u8]) -> Option<Place> {
        let word = |i: usize| Some([*b.get(i)?, *b.get(i + 1)?, *b.get(i + 2)?, *b.get(i + 3)?]);
        let last = word(16)?;
        Some(Place {
            geonames: u32::from_le_bytes(word(0)?),
            lat: degrees(i32::from_le_bytes(word(4)?)),
            lon: degrees(i32::from_le_bytes(word(8)?)),
            population: u32::from_le_bytes(word(12)?),
            country: u32::from(u16::from_le_bytes([last[0], last[1]])),
            kind: match last[2] {
                1 => PlaceKind::Region,
                2 => PlaceKind::Feature,
                _ => PlaceKind::City,
            },
            capital: last[3] != 0,
        })
    }
    /// Writes one record.
    #[must_use]
    pub fn to_bytes(self) -> [u8; PLACE_BYTES] {
        let mut out = [0; PLACE_BYTES];
        out[..4].copy_from_slice(&self.geonames.to_le_bytes());
        out[4..8].copy_from_slice(&stored(self.lat).to_le_bytes());
        out[8..12].copy_from_slice(&stored(self.lon).to_le_bytes());
        out[12..16].copy_from_slice(&self.population.to_le_bytes());
        out[16..18].copy_from_slice(&(self.country as u16).to_le_bytes());
        out[18] = match self.kind {
            PlaceKind::City => 0,
            PlaceKind::Region => 1,
            PlaceKind::Feature => 2,
        };
        out[19] = u8::from(self.capital);
        out
    }
}

// Degrees are stored in hundred-thousandths; the least number stands for "unknown".
fn degrees(stored: i32) -> f64 {
    if stored == i32::MIN { f64::NAN } else { f64::from(stored) / 1e5 }
}

fn stored(degrees: f64) -> i32 {
    if degrees.is_finite() { (degrees * 1e5).round() as i32 } else { i32::MIN }
}

/// The gazetteers, the knowledge base and the name recogniser.
pub struct NameData {
    map: Option<Fst<Cow<'static, [u8]>>>,
    readings: Cow<'static, [u8]>,
    places: Cow<'static, [u8]>,
    /// Countries, organisations, people, titles and words.
    pub tables: Tables,
    /// The name recogniser.
    pub model: Model,
    /// What it takes the likeness of words from.
    pub classes: WordClasses,
}

impl std::fmt::Debug for NameData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameData").field("phrases", &self.map.as_ref().map(Fst::len)).finish_non_exhaustive()
    }
}

impl NameData {
    /// What ships with the program. Takes about a millisecond a thousand rows of the tables.
    #[must_use]
    pub fn load() -> NameData {
        NameData::from_parts(
            Cow::Borrowed(waqai_data::NAMES_FST),
            Cow::Borrowed(waqai_data::NAMES_READINGS),
            Cow::Borrowed(waqai_data::PLACES),
            waqai_data::NAMES_TABLES,
            Model::from_bytes(Cow::Borrowed(waqai_data::NER_MODEL)),
        )
        .with_classes(WordClasses::from_bytes(Cow::Borrowed(waqai_data::NAMES_CLASSES)))
    }

    /// From parts just made, for the build. Bytes that are no finite-state map count as an empty one.
    #[must_use]
    pub fn from_parts(
        map: Cow<'static, [u8]>,
        readings: Cow<'static, [u8]>,
        places: Cow<'static, [u8]>,
        tables: &str,
        model: Model,
    ) -> NameData {
        let map = Fst::new(map).ok();
        NameData {
            map,
            readings,
            places,
            tables: Tables::parse(tables),
            model,
            classes: WordClasses::default(),
        }
    }

    /// The same with this table of word classes.
    #[must_use]
    pub fn with_classes(self, classes: WordClasses) -> NameData {
        NameData { classes, ..self }
    }

    /// The record of a place.
    #[must_use]
    pub fn place(&self, number: u32) -> Option<Place> {
        let at = number as usize * PLACE_BYTES;
        Place::from_bytes(self.places.get(at..at + PLACE_BYTES)?)
    }

    /// What a whole key (see [`crate::key`]) can be; empty if it is unknown.
    #[must_use]
    pub fn get(&self, key: &str) -> Readings {
        let mut walk = Walk::new(self);
        if walk.feed(key) { walk.readings() } else { Readings::new() }
    }

    /// Whether a key has a reading of this class.
    #[must_use]
    pub fn is(&self, key: &str, class: Class) -> bool {
        self.get(key).iter().any(|r| r.class == class)
    }

    fn unpack(&self, value: u64) -> Readings {
        if value >> 40 == 0 {
            return Reading::unpack(value as u32).into_iter().collect();
        }
        let (from, n) = ((value >> 8) as u32 as usize, (value & 0xFF) as usize);
        let bytes = self.readings.get(from * 4..(from + n) * 4).unwrap_or(&[]);
        bytes
            .chunks_exact(4)
            .filter_map(|b| Reading::unpack(u32::from_le_bytes([b[0], b[1], b[2], b[3]])))
            .collect()
    }
}

/// A walk through the gazetteer, letter by letter: where a phrase that may go on stands.
#[derive(Clone, Copy)]
pub struct Walk<'d> {
    data: &'d NameData,
    node: CompiledAddr,
    out: Output,
}

impl<'d> Walk<'d> {
    /// Stands at the beginning.
    #[must_use]
    pub fn new(data: &'d NameData) -> Walk<'d> {
        let node = data.map.as_ref().map_or(0, |m| m.root().addr());
        Walk { data, node, out: Output::zero() }
    }

    /// Goes on by these letters; false if no phrase does.
    pub fn feed(&mut self, letters: &str) -> bool {
        let Some(map) = &self.data.map else { return false };
        for byte in letters.bytes() {
            let node = map.node(self.node);
            let Some(i) = node.find_input(byte) else { return false };
            let step = node.transition(i);
            self.node = step.addr;
            self.out = self.out.cat(step.out);
        }
        true
    }

    /// What the phrase so far can be; empty if it is only the beginning of one.
    #[must_use]
    pub fn readings(&self) -> Readings {
        let Some(map) = &self.data.map else { return Readings::new() };
        let node = map.node(self.node);
        if node.is_final() {
            self.data.unpack(self.out.cat(node.final_output()).value())
        } else {
            Readings::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_record() {
        let place = Place {
            geonames: 170_654,
            lat: 33.5102,
            lon: 36.29128,
            population: 1_569_394,
            country: 7,
            kind: PlaceKind::City,
            capital: true,
        };
        assert_eq!(Place::from_bytes(&place.to_bytes()), Some(place));
        assert_eq!(Place::from_bytes(&[1, 2]), None);
    }

    #[test]
    fn a_reading_survives_packing() {
        for class in Class::ALL {
            let reading = Reading { class, number: 12_345 | COMMON };
            assert_eq!(Reading::unpack(reading.pack()), Some(reading));
        }
    }

    #[test]
    fn broken_bytes_are_an_empty_gazetteer() {
        let data = NameData::from_parts(
            Cow::Borrowed(b"nonsense"),
            Cow::Borrowed(b""),
            Cow::Borrowed(b""),
            "",
            Model::default(),
        );
        assert!(data.get("x").is_empty());
    }
}
