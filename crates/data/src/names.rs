//! Gazetteers, the knowledge base of names, the name recogniser. Made by `cargo xtask data names`.

/// A finite-state map: folded phrase → what it can be. See `waqai_names::NameData` for the meaning of the values.
pub static NAMES_FST: &[u8] = include_bytes!("../assets/names.fst");
/// Little-endian `u32`s: the readings of phrases that have several.
pub static NAMES_READINGS: &[u8] = include_bytes!("../assets/names-readings.bin");
/// The knowledge base: countries, organisations, people, titles, one record a line, a section a kind.
pub static NAMES_TABLES: &str = include_str!("../assets/names-tables.tsv");
/// Populated places: records of 20 bytes.
pub static PLACES: &[u8] = include_bytes!("../assets/places.bin");
/// A finite-state map: word → its classes. See `waqai_names::classes`.
pub static NAMES_CLASSES: &[u8] = include_bytes!("../assets/names-classes.fst");
/// Weights of the name recogniser. Trained on share-alike corpora; see `assets/share-alike/README.md`.
pub static NER_MODEL: &[u8] = include_bytes!("../assets/share-alike/ner.bin");
