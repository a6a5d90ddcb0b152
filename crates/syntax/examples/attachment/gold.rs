//! What the treebank says of each verb and verbal noun.

use crate::treebank::{Sentence, Unit};
use std::collections::BTreeMap;

/// The complements of a verb or noun, as indices of units.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// Its subject; of a relative clause whose pronoun is the subject, the noun that the clause describes.
    pub(crate) subject: Option<usize>,
    /// Whether the subject stands in the clause itself.
    pub(crate) own: bool,
    /// Phrases joined to the subject.
    pub(crate) joined: Vec<usize>,
    /// Its objects, or the genitive of a noun.
    pub(crate) objects: Vec<usize>,
    /// Its complements with their preposition.
    pub(crate) preps: Vec<(usize, String)>,
    /// The noun that its relative clause describes.
    pub(crate) describes: Option<usize>,
    /// The verb it is joined to.
    pub(crate) follows: Option<usize>,
}

/// Frames of verbs and nouns, by unit.
pub(crate) fn read(sentence: &Sentence) -> BTreeMap<usize, Frame> {
    let units = &sentence.units;
    let mut frames: BTreeMap<usize, Frame> = BTreeMap::new();
    for (i, u) in units.iter().enumerate().filter(|(_, u)| matches!(u.upos.as_str(), "VERB" | "NOUN")) {
        let frame = frames.entry(i).or_default();
        if u.relation.starts_with("acl") {
            frame.describes = u.head.checked_sub(1);
        }
        if u.relation == "conj" && u.upos == "VERB" {
            frame.follows = u.head.checked_sub(1).filter(|&h| units[h].upos == "VERB");
        }
    }
    for (i, u) in units.iter().enumerate() {
        let Some(frame) = u.head.checked_sub(1).and_then(|h| frames.get_mut(&h)) else { continue };
        let verb = units[u.head - 1].upos == "VERB";
        let case = preposition(units, i);
        match (u.relation.as_str(), verb, case) {
            ("nsubj" | "nsubj:pass", true, _) => {
                match frame.describes {
                    Some(noun) if is_relative(u) => frame.subject = Some(noun),
                    // Whom it describes, the treebank does not say.
                    None if is_relative(u) => {}
                    _ => {
                        frame.subject = Some(i);
                        frame.own = true;
                        frame.joined = joined(units, i);
                    }
                }
            }
            ("obj" | "iobj", true, _) if is_relative(u) => frame.objects.extend(frame.describes),
            ("obj" | "iobj", true, _) => frame.objects.push(i),
            ("nmod" | "obj" | "nsubj", false, None) => frame.objects.push(i),
            ("obl" | "obl:arg" | "obl:agent" | "obl:tmod", true, Some(case)) => frame.preps.push((i, case)),
            ("nmod" | "obl", false, Some(case)) => frame.preps.push((i, case)),
            _ => {}
        }
    }
    frames
}

/// A relative pronoun.
fn is_relative(u: &Unit) -> bool {
    waqai_syntax::class_of(&waqai_text::fold(&u.form)) == Some(waqai_syntax::Class::Relative)
}

/// The preposition of a phrase, with the fixed words that belong to it.
fn preposition(units: &[Unit], i: usize) -> Option<String> {
    let mut words = Vec::new();
    for (k, u) in units.iter().enumerate().filter(|(_, u)| u.head == i + 1 && u.relation == "case") {
        words.push(waqai_text::fold(&u.form));
        words.extend(
            units
                .iter()
                .filter(|w| w.head == k + 1 && w.relation == "fixed")
                .map(|w| waqai_text::fold(&w.form)),
        );
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn joined(units: &[Unit], i: usize) -> Vec<usize> {
    (0..units.len())
        .filter(|&k| units[k].head == i + 1 && units[k].relation == "conj" && units[k].upos != "VERB")
        .collect()
}

/// Whether two units are the same participant: one name, a noun and its apposition, a quantity and what it counts.
pub(crate) fn same(units: &[Unit], a: usize, b: usize) -> bool {
    a == b || within(units, a, b) || within(units, b, a)
}

/// Whether `inner` hangs on `outer` by relations that do not leave the participant.
fn within(units: &[Unit], inner: usize, outer: usize) -> bool {
    let mut at = inner;
    for _ in 0..6 {
        let Some(up) = units[at].head.checked_sub(1) else { return false };
        let quantity = units[up].upos == "NUM"
            || units[up].upos == "DET"
            || waqai_syntax::class_of(&waqai_text::fold(&units[up].form))
                == Some(waqai_syntax::Class::Quantifier)
            || waqai_syntax::class_of(&bare(&units[up].form)) == Some(waqai_syntax::Class::Quantifier);
        let stays = match units[at].relation.as_str() {
            "flat" | "flat:name" | "flat:foreign" | "appos" | "nummod" | "compound" | "fixed" | "det" => true,
            "nmod" => quantity,
            _ => false,
        };
        if !stays {
            return false;
        }
        if up == outer {
            return true;
        }
        at = up;
    }
    false
}

/// A form without its article.
fn bare(form: &str) -> String {
    let folded = waqai_text::fold(form);
    let article: String = [waqai_text::letters::ALIF, waqai_text::letters::LAM].iter().collect();
    folded.strip_prefix(&article).map_or(folded.clone(), str::to_owned)
}
