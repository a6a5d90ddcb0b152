//! The words that a record line may use. Types, modes and contexts are those of PLOVER 2.0
//! (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023).

/// Event types with their modes.
pub const TYPES: [(&str, &[&str]); 16] = [
    ("AGREE", &[]),
    ("CONSULT", &["visit", "third-party", "multilateral", "phone"]),
    ("SUPPORT", &[]),
    ("CONCEDE", &[]),
    ("COOPERATE", &[]),
    ("AID", &[]),
    ("RETREAT", &["withdraw", "release", "disarm", "ceasefire", "access", "resign"]),
    ("REQUEST", &["assist", "change", "yield", "meet"]),
    ("ACCUSE", &["disapprove", "investigate", "allege"]),
    ("REJECT", &["assist", "change", "yield", "meet"]),
    ("THREATEN", &["restrict", "arrest", "relations", "expel", "territory", "violence"]),
    ("PROTEST", &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"]),
    ("SANCTION", &["convict", "expel", "withdraw", "discontinue"]),
    ("MOBILIZE", &["troops", "weapons", "police", "militia"]),
    (
        "COERCE",
        &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
    ),
    (
        "ASSAULT",
        &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
    ),
];

/// Types whose sides can all be actors.
pub const RECIPROCAL: [&str; 5] = ["CONSULT", "AGREE", "COOPERATE", "ASSAULT", "SUPPORT"];

/// Whether and when an event takes place.
pub const STATUSES: [&str; 5] = ["actual", "planned", "hypothetical", "negated", "historical"];

/// Whether an event must be found.
pub const WEIGHTS: [&str; 2] = ["core", "optional"];

/// Kinds of names.
pub const KINDS: [&str; 3] = ["PER", "ORG", "LOC"];

/// What stands for a country where there is none.
pub const SUPRANATIONAL: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// Sectors of actors.
pub const SECTORS: [&str; 25] = [
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "REB", "PRM", "UAF", "OPP", "PRE", "CVL", "BUS", "JRN",
    "MED", "EDU", "REL", "LAB", "REF", "CRM", "ELI", "SOC", "AGR", "UNK",
];

/// The contexts.
pub const CONTEXTS: [&str; 37] = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

/// What a size counts.
pub const SIZES: [&str; 8] =
    ["dead", "injured", "arrested", "displaced", "missing", "protesters", "detained", "money"];

/// Roles of the parts of a page; headline and body need no line.
pub const PARTS: [&str; 5] = ["caption", "related", "boilerplate", "byline", "dateline"];

/// Parts in which nothing is annotated.
pub const SILENT_PARTS: [&str; 2] = ["related", "boilerplate"];

/// What articles are about.
pub const TOPICS: [&str; 19] = [
    "diplomacy",
    "conflict",
    "protest",
    "court",
    "aid",
    "election",
    "economy",
    "sport",
    "culture",
    "weather",
    "accident",
    "religion",
    "science",
    "opinion",
    "press-review",
    "interview",
    "humanrights",
    "military",
    "politics",
];

/// The parts of the corpus.
pub const SPLITS: [&str; 3] = ["train", "tune", "test"];

/// The modes of an event type; `None` if there is no such type.
#[must_use]
pub fn modes(kind: &str) -> Option<&'static [&'static str]> {
    TYPES.iter().find(|(k, _)| *k == kind).map(|(_, modes)| *modes)
}
