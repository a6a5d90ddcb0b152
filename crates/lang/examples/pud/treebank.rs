//! A treebank in CoNLL-U: its sentences, and what the tagger learns from them.

use waqai_lang::Upos;
use waqai_lang::training::{Gold, GoldWord};
use waqai_text::{Span, fold};

/// A syntactic word of the treebank.
pub(crate) struct Unit {
    /// Where it stands in the text of its sentence.
    pub(crate) span: Span,
    /// As written.
    pub(crate) form: String,
    /// With vowel signs.
    pub(crate) lemma: String,
    /// Universal part of speech.
    pub(crate) upos: String,
    /// The treebank's own.
    pub(crate) xpos: String,
    /// The unit it depends on, counted from 1; 0: none.
    #[allow(dead_code, reason = "the measure of words needs no heads")]
    pub(crate) head: usize,
    /// How it depends on it.
    #[allow(dead_code, reason = "the measure of words needs no heads")]
    pub(crate) relation: String,
}

/// A sentence of the treebank.
pub(crate) struct Sentence {
    /// As written.
    pub(crate) text: String,
    /// In order.
    pub(crate) units: Vec<Unit>,
    /// It is the first of its document.
    #[allow(dead_code, reason = "the measure of words reads sentence by sentence")]
    pub(crate) opens: bool,
}

/// Units that are written as one word, marks alone.
pub(crate) fn words(units: &[Unit]) -> Vec<&[Unit]> {
    let mut out = Vec::new();
    let mut start = 0;
    for i in 1..=units.len() {
        let mark = |u: &Unit| u.upos == "PUNCT" || u.upos == "SYM";
        let ends = i == units.len()
            || units[i].span.start != units[i - 1].span.end
            || mark(&units[i])
            || mark(&units[i - 1]);
        if ends {
            out.push(&units[start..i]);
            start = i;
        }
    }
    out
}

/// The treebank's tag in the convention of this program, where the treebank gives one word several: function words
/// have one tag each, and a common noun or an adjective inside a name is what its own column says.
pub(crate) fn normal(unit: &Unit) -> Option<Upos> {
    let lemma = fold(&unit.lemma);
    let form = fold(&unit.form);
    let tag = Upos::ALL.into_iter().find(|u| u.name() == unit.upos)?;
    Some(match (tag, unit.xpos.as_str()) {
        (Upos::Propn, "NN" | "NNS" | "VBG") => Upos::Noun,
        (Upos::Propn, "JJ" | "JJR" | "VBN") => Upos::Adj,
        (Upos::Verb | Upos::Aux, _) if lemma == "كان" || lemma == "ليس" => Upos::Aux,
        (Upos::Part, _) if form == "و" || form == "ف" => Upos::Cconj,
        (Upos::Adp | Upos::Part | Upos::Sconj | Upos::Cconj, _) if SUBORDINATORS.contains(&form.as_str()) => {
            Upos::Sconj
        }
        (Upos::Adp | Upos::Part | Upos::Sconj | Upos::Cconj, _) if matches!(form.as_str(), "لكن" | "ثم") => {
            Upos::Cconj
        }
        (Upos::Adv, "RB") if NOUNS.contains(&lemma.as_str()) => Upos::Noun,
        _ => tag,
    })
}

const SUBORDINATORS: [&str; 20] = [
    "ان",
    "لان",
    "كان",
    "اذا",
    "اذ",
    "لو",
    "كي",
    "حيث",
    "حين",
    "حينما",
    "عندما",
    "بعدما",
    "بينما",
    "فيما",
    "كما",
    "كلما",
    "طالما",
    "مثلما",
    "لما",
    "مما",
];

const NOUNS: [&str; 9] = ["عام", "يوم", "اسبوع", "شهر", "مره", "صباح", "وقت", "مساء", "ليله"];

pub(crate) fn gold(s: &Sentence) -> Gold {
    let mut out = Gold { text: s.text.clone(), words: Vec::new() };
    for group in words(&s.units) {
        let whole = group[0].span.cover(group[group.len() - 1].span);
        // The stem: the first unit that is no clitic, or the only one.
        let clitic = |u: &Unit| {
            let short = fold(&u.form);
            matches!(short.as_str(), "و" | "ف" | "ب" | "ل" | "ك" | "س" | "ا")
                || u.upos == "PRON" && u.xpos == "PRP"
        };
        let stem = group
            .iter()
            .find(|u| !clitic(u))
            .or_else(|| group.iter().rev().find(|u| u.upos != "PRON"))
            .unwrap_or(&group[0]);
        if let Some(upos) = normal(stem) {
            out.words.push(GoldWord { span: whole, stem: stem.span, upos, lemma: fold(&stem.lemma) });
        }
    }
    out
}

pub(crate) fn read(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let empty = || Sentence { text: String::new(), units: Vec::new(), opens: false };
    let mut s = empty();
    let (mut at, mut opens) = (0, false);
    for line in text.lines() {
        if let Some(t) = line.strip_prefix("# text = ") {
            s = Sentence { text: t.to_owned(), opens: std::mem::take(&mut opens), ..empty() };
            at = 0;
        } else if line.starts_with("# newdoc") {
            opens = true;
        } else if line.is_empty() {
            if !s.units.is_empty() {
                out.push(std::mem::replace(&mut s, empty()));
            }
        } else if !line.starts_with('#') {
            let c: Vec<&str> = line.split('\t').collect();
            if c.len() < 10 || !c[0].bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            while s.text[at..].starts_with(char::is_whitespace) {
                at += s.text[at..].chars().next().map_or(1, char::len_utf8);
            }
            // Forms are as written but for a letter here and there: as many letters are taken as the form has.
            let len: usize = if s.text[at..].starts_with(c[1]) {
                c[1].len()
            } else {
                s.text[at..].chars().take(c[1].chars().count()).map(char::len_utf8).sum()
            };
            let written = &s.text[at..at + len];
            s.units.push(Unit {
                span: Span::new(at, at + len),
                form: written.to_owned(),
                lemma: c[2].to_owned(),
                upos: c[3].to_owned(),
                xpos: c[4].to_owned(),
                head: c[6].parse().unwrap_or(0),
                relation: c[7].to_owned(),
            });
            at += len;
        }
    }
    out
}
