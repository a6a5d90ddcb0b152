//! The small tables that matching needs: support verbs, heads that pass a role on, words of status, channels, topics.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use waqai_text::fold;

/// How a support verb carries its event noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Support {
    /// The noun is its object; its subject acts.
    Object,
    /// The noun is the complement of this preposition; its subject acts.
    Prep(String),
    /// The noun is its subject.
    Impersonal,
    /// The noun is the complement of this preposition; its subject suffers.
    PassivePrep(String),
    /// The noun is its object; its subject suffers or receives.
    PassiveObject,
    /// The noun is its object; its subject is the place.
    PlaceObject,
    /// Its subject leads to the noun.
    Cause,
    /// The noun is its subject; its object are those who take part ("لقاء ضم …").
    Gathers,
    /// The noun is its subject; its object is struck ("غارة استهدفت …").
    Strikes,
    /// The noun is its subject; the complement of this preposition did it ("هجوم نسب إلى …").
    Attributed(String),
}

/// The rows of a table: no comments, no empty lines.
pub(crate) fn rows(source: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    source.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|l| l.split('\t').collect())
}

/// The words of a table of one column, folded.
fn words(source: &'static str) -> FxHashSet<String> {
    rows(source).filter_map(|row| Some(fold(row.first()?))).collect()
}

static SUPPORT: LazyLock<FxHashMap<String, Vec<Support>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<Support>> = FxHashMap::default();
    for row in rows(include_str!("../../../data/rules/events/support.tsv")) {
        let [lemma, patterns, ..] = row.as_slice() else { continue };
        for pattern in patterns.split('|') {
            let (name, prep) = pattern.split_once(':').unwrap_or((pattern, ""));
            let support = match name.trim() {
                "object" => Support::Object,
                "prep" => Support::Prep(fold(prep)),
                "subject" | "impersonal" | "subject(impersonal)" => Support::Impersonal,
                "passive-prep" => Support::PassivePrep(fold(prep)),
                "passive-object" => Support::PassiveObject,
                "place-object" => Support::PlaceObject,
                "cause" => Support::Cause,
                "gathers" => Support::Gathers,
                "strikes" => Support::Strikes,
                "attributed" => Support::Attributed(fold(prep)),
                _ => continue,
            };
            table.entry(fold(lemma)).or_default().push(support);
        }
    }
    table
});

static CEASING: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../../../data/rules/events/support.tsv"))
        .filter(|row| row.get(2).is_some_and(|note| note.split_whitespace().any(|w| w == "stops")))
        .filter_map(|row| row.first().map(|w| fold(w)))
        .collect()
});

/// Whether the support verb (folded lemma) tells that the event ends: negated, it goes on.
pub(crate) fn is_ceasing(key: &str) -> bool {
    CEASING.contains(key)
}

/// How the verb with this folded lemma carries an event noun; empty if it is no support verb.
pub(crate) fn support(key: &str) -> &'static [Support] {
    SUPPORT.get(key).map_or(&[], Vec::as_slice)
}

/// What a head noun does with its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// It goes to the name or group inside: "مواقع التنظيم".
    Passes,
    /// The noun itself takes part: "دورية".
    Itself,
    /// A place or thing that is struck: the name inside if there is one, else itself ("الأحياء السكنية").
    Site,
}

static TARGETS: LazyLock<FxHashMap<String, Target>> = LazyLock::new(|| {
    rows(include_str!("../../../data/rules/events/targets.tsv"))
        .filter_map(|row| {
            let target = match row.get(1)?.trim() {
                "pass" => Target::Passes,
                "self" => Target::Itself,
                "site" => Target::Site,
                _ => return None,
            };
            Some((fold(row.first()?), target))
        })
        .collect()
});

/// What the noun (folded) does with its role, if the table knows it.
pub(crate) fn target(key: &str) -> Option<Target> {
    TARGETS.get(key).copied()
}

/// Where a word of status stands with regard to the word it judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

static STATUS: LazyLock<FxHashMap<String, Vec<(Side, crate::Status)>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<(Side, crate::Status)>> = FxHashMap::default();
    for row in rows(include_str!("../../../data/rules/events/status.tsv")) {
        let [word, side, status, ..] = row.as_slice() else { continue };
        let side = if side.trim() == "right" { Side::Right } else { Side::Left };
        let status = match status.trim() {
            "planned" => crate::Status::Planned,
            "hypothetical" => crate::Status::Hypothetical,
            "negated" => crate::Status::Negated,
            "historical" => crate::Status::Historical,
            _ => continue,
        };
        table.entry(fold(word)).or_default().push((side, status));
    }
    table
});

/// What the word with this folded lemma or form says of the status of words on one side of it.
pub(crate) fn status_word(key: &str, side: Side) -> Option<crate::Status> {
    STATUS.get(key)?.iter().find(|(s, _)| *s == side).map(|(_, status)| *status)
}

static CHANNELS: LazyLock<FxHashMap<String, Vec<(String, bool)>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<(String, bool)>> = FxHashMap::default();
    for row in rows(include_str!("../../../data/rules/statements/channels.tsv")) {
        let [phrase, via, ..] = row.as_slice() else { continue };
        let phrase = fold(phrase);
        let first = phrase.split(' ').next().unwrap_or_default().to_owned();
        table.entry(first).or_default().push((phrase, via.trim() == "*"));
    }
    table
        .values_mut()
        .for_each(|list| list.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.split(' ').count())));
    table
});

/// Channel phrases that open with this folded word, longest first, and whether the medium is the name that follows.
pub(crate) fn channels(first: &str) -> &'static [(String, bool)] {
    CHANNELS.get(first).map_or(&[], Vec::as_slice)
}

/// Topics that yield no political events, with the weights of their words.
pub(crate) static TOPICS: LazyLock<Vec<(&'static str, FxHashMap<String, f32>)>> = LazyLock::new(|| {
    let read = |source| {
        rows(source)
            .filter_map(|row| {
                Some((fold(row.first()?), row.get(1).and_then(|w| w.trim().parse().ok()).unwrap_or(1.0)))
            })
            .collect()
    };
    crate::ruleset::TOPIC_FILES.iter().map(|(name, source)| (*name, read(source))).collect()
});

static PLACE_PREPOSITIONS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(include_str!("../../../data/rules/events/place_prepositions.tsv")));

/// Whether a folded preposition tells where.
pub(crate) fn is_of_place(prep: &str) -> bool {
    PLACE_PREPOSITIONS.contains(prep)
}

static SOURCES: LazyLock<FxHashMap<String, bool>> = LazyLock::new(|| {
    rows(include_str!("../../../data/rules/statements/sources.tsv"))
        .filter_map(|r| Some((fold(r.first()?), r.get(1)?.trim() == "honorific")))
        .collect()
});

/// Whether the noun (folded lemma) can be a source although it is no person or body: "تقرير", "بيان", "دراسة".
pub(crate) fn is_source(key: &str) -> bool {
    SOURCES.get(key) == Some(&false)
}

/// Whether the noun (folded lemma), with a pronoun, means whoever spoke last: "معاليه", "سموه".
pub(crate) fn is_honorific(key: &str) -> bool {
    SOURCES.get(key) == Some(&true)
}

static LIGHT_NOUNS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(include_str!("../../../data/rules/events/light_nouns.tsv")));

/// Whether the noun (folded) only frames the event noun in its genitive.
pub(crate) fn is_light_noun(key: &str) -> bool {
    LIGHT_NOUNS.contains(key)
}

static DATE_BOUNDS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(include_str!("../../../data/rules/events/date_prepositions.tsv")));

/// Whether the word (folded) before a date makes it a bound: "قبل نهاية الشهر", "منذ الأحد".
pub(crate) fn sets_bound(key: &str) -> bool {
    DATE_BOUNDS.contains(key)
}

static BOTH_SIDES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    rows(include_str!("../../../data/rules/events/both_sides.tsv"))
        .filter_map(|r| Some((fold(r.first()?), r.get(1)?.trim().to_owned())))
        .collect()
});

/// Of a noun in the dual (folded, without article) that means the two parties named before: whether they are persons, states,
/// or any.
pub(crate) fn both_sides(form: &str) -> Option<&'static str> {
    BOTH_SIDES.get(form).map(String::as_str)
}

static CONFIRMING: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(include_str!("../../../data/rules/events/confirming.tsv")));

/// Whether the verb of saying (folded lemma) confirms what was told: "أكد", "أقر".
pub(crate) fn confirms(key: &str) -> bool {
    CONFIRMING.contains(key)
}

static LEADING: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(include_str!("../../../data/rules/events/leading.tsv")));

/// Whether the word (folded, as written) stands between a delegation and who leads it.
pub(crate) fn leads(word: &str) -> bool {
    LEADING.contains(word)
}

static DATED_NOUNS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| words(include_str!("../../../data/rules/events/dated_nouns.tsv")));

/// Whether a date right after the noun (folded) tells which one it is: "ثورة", "ذكرى", "انتخابات".
pub(crate) fn is_dated_noun(key: &str) -> bool {
    DATED_NOUNS.contains(key)
}
