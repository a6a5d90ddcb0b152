//! The closed classes of words, from `data/syntax/words.tsv`.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use waqai_text::fold;

/// What a closed-class word does in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the table")]
pub enum Class {
    Relative,
    Negation,
    Future,
    Perfective,
    Modal,
    Subordinator,
    Conditional,
    That,
    Quantifier,
    Preposition,
    Conjunction,
    Demonstrative,
    Agent,
    Auxiliary,
    /// A preposition that opens an adjunct of time or cause.
    Adjunct,
}

static WORDS: LazyLock<FxHashMap<String, Class>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../../../data/syntax/words.tsv").lines() {
        let Some((word, class)) = line.split_once('\t') else { continue };
        let class = match class.split('\t').next().unwrap_or_default() {
            "relative" => Class::Relative,
            "negation" => Class::Negation,
            "future" => Class::Future,
            "perfective" => Class::Perfective,
            "modal" => Class::Modal,
            "subordinator" => Class::Subordinator,
            "conditional" => Class::Conditional,
            "that" => Class::That,
            "quantifier" => Class::Quantifier,
            "preposition" => Class::Preposition,
            "conjunction" => Class::Conjunction,
            "agent" => Class::Agent,
            "auxiliary" => Class::Auxiliary,
            "adjunct" => Class::Adjunct,
            "demonstrative" => Class::Demonstrative,
            _ => continue,
        };
        words.insert(fold(word), class);
    }
    words
});

/// The class of a folded word, if it has one.
#[must_use]
pub fn class_of(key: &str) -> Option<Class> {
    WORDS.get(key).copied()
}

static JOINT: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/syntax/words.tsv").lines();
    lines.filter(|l| l.ends_with("\tjoint")).filter_map(|l| l.split('\t').next()).map(fold).collect()
});

/// Whether a preposition (folded) is ب with a noun of taking part ("بمشاركة", "بقيادة"), so that it may also be the ب that the
/// verb before it governs: "رحب بمشاركة الأمير".
#[must_use]
pub fn is_joint_preposition(key: &str) -> bool {
    JOINT.contains(key)
}

static PARTICIPLES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../../../data/syntax/participles.tsv").lines().filter(|l| !l.starts_with('#')) {
        if let Some((participle, verb)) = line.split_once('\t') {
            words.insert(fold(participle), fold(verb));
        }
    }
    words
});

/// The folded lemma of the verb whose active participle, in the accusative ("…ا") or the feminine or plural, is `form`
/// (folded stem). The flag tells the accusative, which shows that it stands for a clause.
#[must_use]
pub fn participle_of(form: &str) -> Option<(&'static str, bool)> {
    use waqai_text::letters::{ALIF, HA, NUN, YA};
    let find = |w: &str| PARTICIPLES.get(w).map(String::as_str);
    if let Some(verb) = form.strip_suffix(ALIF).and_then(find) {
        return Some((verb, true));
    }
    if let Some(verb) = form.strip_suffix(HA).and_then(find) {
        return Some((verb, false));
    }
    form.strip_suffix(NUN).and_then(|f| f.strip_suffix(YA)).and_then(find).map(|verb| (verb, false))
}
