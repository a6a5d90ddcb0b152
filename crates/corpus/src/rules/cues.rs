//! Words of saying and their classes.

use super::words::Word;
use crate::tables::rows;
use std::collections::BTreeMap;
use waqai_text::letters::{ALIF, ALIF_MAQSURA, FA, HA, KAF, MIM, NUN, SIN, TA_MARBUTA, WAW, YA};

/// Doubles the letter before it.
const SHADDA: char = '\u{0651}';

/// When a word of saying opens a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Always.
    Say,
    /// Always, as a preposition that names the source.
    Source,
    /// When what is demanded, promised, threatened, denied or alleged is told.
    Demand,
    /// When a clause or a quotation follows.
    Act,
}

/// The words of saying by their folded forms.
#[derive(Debug, Clone, Default)]
pub(super) struct Cues {
    /// Class, and whether the form is known by its doubled letter alone.
    forms: BTreeMap<String, (Class, bool)>,
    /// Forms as they are before a pronoun, where they are otherwise then.
    joined: BTreeMap<String, (Class, bool)>,
}

impl Cues {
    /// Reads `class lemma forms`.
    pub(super) fn parse(table: &str) -> Cues {
        let mut cues = Cues::default();
        for row in rows(table) {
            let [class, _lemma, forms] = row[..] else { continue };
            let class = match class {
                "say" => Class::Say,
                "source" => Class::Source,
                "demand" => Class::Demand,
                _ => Class::Act,
            };
            for form in forms.split(' ') {
                let doubled = form.contains(SHADDA);
                cues.forms.entry(waqai_text::fold(form)).or_insert((class, doubled));
                // Before a pronoun the last alif is written as such.
                if let Some(stem) = form.strip_suffix(ALIF_MAQSURA) {
                    let joined = waqai_text::fold(&format!("{stem}{ALIF}"));
                    cues.joined.entry(joined).or_insert((class, doubled));
                }
            }
        }
        cues
    }

    /// The class of a word of the text, with or without what is joined to it.
    pub(super) fn class(&self, word: &Word) -> Option<Class> {
        // Folding makes a pronoun of an ending that is none.
        let ending = word.raw.ends_with([TA_MARBUTA, ALIF_MAQSURA]);
        before_verbs(&word.key).into_iter().find_map(|bare| {
            let joined = || stem(bare).filter(|_| !ending);
            let forms = joined().and_then(|stem| known(&self.forms, stem, word));
            known(&self.forms, bare, word).or(forms).or_else(|| known(&self.joined, joined()?, word))
        })
    }
}

/// A folded word as it may be without what is joined before a verb or participle: itself first.
fn before_verbs(key: &str) -> Vec<&str> {
    let mut out = vec![key];
    let conjoined = key.strip_prefix([WAW, FA]).unwrap_or(key);
    out.push(conjoined);
    out.extend(conjoined.strip_prefix(SIN));
    out
}

/// The class of a folded form, if the word has the doubled letter that the form needs.
fn known(forms: &BTreeMap<String, (Class, bool)>, form: &str, word: &Word) -> Option<Class> {
    let (class, doubled) = forms.get(form)?;
    (!doubled || word.raw.contains(SHADDA)).then_some(*class)
}

/// A folded word without the pronoun joined to it.
pub(super) fn stem(word: &str) -> Option<&str> {
    let ends: [&[char]; 9] = [
        &[HA, MIM, ALIF],
        &[HA, MIM],
        &[HA, ALIF],
        &[HA, NUN],
        &[KAF, MIM],
        &[NUN, YA],
        &[NUN, ALIF],
        &[HA],
        &[YA],
    ];
    let end = ends.into_iter().map(|e| e.iter().collect::<String>()).find(|e| word.ends_with(e.as_str()))?;
    word.strip_suffix(end.as_str()).filter(|stem| stem.chars().count() >= 3)
}
