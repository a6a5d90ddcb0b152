//! Measures words on a treebank in CoNLL-U, ten-fold, and trains the weights that ship.
//!
//!     cargo run --release -p waqai-lang --example pud -- TREEBANK [--errors FILE] [--train FILE] [--untrained]
//!
//! The method and what is counted: `docs/evaluation/words.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use waqai_lang::training::{Gold, GoldWord, train};
use waqai_lang::{Kind, Lexicon, Role, Upos, analyse};
use waqai_text::{Span, fold};

/// A syntactic word of the treebank.
struct Unit {
    span: Span,
    form: String,
    lemma: String,
    upos: String,
    xpos: String,
}

struct Sentence {
    text: String,
    units: Vec<Unit>,
}

const FOLDS: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let path = args.first().ok_or("which treebank?")?;
    let sentences = read(&std::fs::read_to_string(path)?);
    if let Some(out) = option("--train") {
        let gold: Vec<Gold> = sentences.iter().map(gold).collect();
        let weights = train(&Lexicon::load().with_tagger(Vec::new()), &gold, 8);
        eprintln!("{} bytes", weights.len());
        std::fs::write(out, weights)?;
        return Ok(());
    }
    let mut counts = Counts::default();
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    for fold_number in 0..FOLDS {
        let in_fold = |i: usize| i * FOLDS / sentences.len() == fold_number;
        let mut lexicon = Lexicon::load().with_tagger(Vec::new());
        if !args.iter().any(|a| a == "--untrained") {
            let rest: Vec<Gold> =
                sentences.iter().enumerate().filter(|(i, _)| !in_fold(*i)).map(|(_, s)| gold(s)).collect();
            let weights = train(&lexicon, &rest, 8);
            lexicon = lexicon.with_tagger(weights);
        }
        for (_, s) in sentences.iter().enumerate().filter(|(i, _)| in_fold(*i)) {
            measure(&lexicon, s, &mut counts, &mut errors);
        }
    }
    if let Some(out) = option("--errors") {
        let mut list: Vec<(&String, &usize)> = errors.iter().collect();
        list.sort_by_key(|(e, n)| (std::cmp::Reverse(**n), (*e).clone()));
        let mut text = String::new();
        for (e, n) in list {
            writeln!(text, "{n}\t{e}")?;
        }
        std::fs::write(out, text)?;
    }
    eprintln!("{counts:#?}");
    let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    eprintln!("segmentation  {:.2} % of {} words", share(counts.segmented, counts.words), counts.words);
    eprintln!("UPOS strict   {:.2} % of {} units", share(counts.strict, counts.units), counts.units);
    eprintln!("UPOS          {:.2} %", share(counts.tagged, counts.units));
    eprintln!("lemma         {:.2} %", share(counts.lemmas, counts.units));
    eprintln!("UPOS, stems   {:.2} % of {}", share(counts.stem_tags, counts.stems), counts.stems);
    eprintln!("lemma, stems  {:.2} %", share(counts.stem_lemmas, counts.stems));
    Ok(())
}

#[derive(Debug, Default)]
struct Counts {
    words: usize,
    segmented: usize,
    units: usize,
    strict: usize,
    tagged: usize,
    lemmas: usize,
    stems: usize,
    stem_tags: usize,
    stem_lemmas: usize,
}

fn measure(lexicon: &Lexicon, s: &Sentence, counts: &mut Counts, errors: &mut BTreeMap<String, usize>) {
    let analysis = analyse(lexicon, &s.text);
    // Our units: the article is part of its stem, as in the treebank.
    let mut ours: BTreeMap<(u32, u32), (Upos, String, bool)> = BTreeMap::new();
    for t in &analysis.tokens {
        let mut start = None;
        for seg in &t.segments {
            match seg.role {
                Role::Article => start = Some(seg.span.start),
                Role::Stem => {
                    let from = start.unwrap_or(seg.span.start);
                    ours.insert((from, seg.span.end), (t.upos(), t.key().to_owned(), t.kind == Kind::Word));
                }
                Role::Enclitic => {
                    ours.insert((seg.span.start, seg.span.end), (seg.upos, "هو".to_owned(), false));
                }
                Role::Proclitic => {
                    let lemma = fold(seg.span.of(&s.text));
                    ours.insert((seg.span.start, seg.span.end), (seg.upos, lemma, false));
                }
            }
        }
    }
    for group in words(&s.units) {
        let arabic = group.iter().any(|u| u.form.chars().any(waqai_text::letters::is_arabic_letter));
        let all = group.iter().all(|u| ours.contains_key(&(u.span.start, u.span.end)));
        if arabic {
            counts.words += 1;
            counts.segmented += usize::from(all);
            if !all {
                let gold: Vec<&str> = group.iter().map(|u| u.form.as_str()).collect();
                let whole = group[0].span.cover(group[group.len() - 1].span);
                let inside = ours.keys().filter(|k| k.0 >= whole.start && k.1 <= whole.end);
                let mine: Vec<&str> = inside.map(|k| &s.text[k.0 as usize..k.1 as usize]).collect();
                *errors.entry(format!("SEG {} | {}", gold.join("+"), mine.join("+"))).or_default() += 1;
            }
        }
        for unit in group {
            counts.units += 1;
            let found = ours.get(&(unit.span.start, unit.span.end));
            let stem = arabic && found.is_none_or(|f| f.2);
            counts.stems += usize::from(stem);
            let Some((upos, lemma, _)) = found else { continue };
            let strict = upos.name() == unit.upos;
            let tagged = strict || normal(unit).is_some_and(|n| n == *upos);
            let same = same_lemma(unit, lemma);
            counts.strict += usize::from(strict);
            counts.tagged += usize::from(tagged);
            counts.lemmas += usize::from(same);
            counts.stem_tags += usize::from(stem && tagged);
            counts.stem_lemmas += usize::from(stem && same);
            if !tagged {
                *errors
                    .entry(format!(
                        "POS {} gold {} ({}) ours {} {}",
                        unit.form,
                        unit.upos,
                        unit.xpos,
                        upos.name(),
                        lemma
                    ))
                    .or_default() += 1;
            }
            if !same {
                *errors
                    .entry(format!(
                        "LEM {} {} gold {} ours {}",
                        unit.form,
                        unit.upos,
                        fold(&unit.lemma),
                        lemma
                    ))
                    .or_default() += 1;
            }
        }
    }
}

/// Whether a folded lemma is the treebank's. The treebank gives number words no lemma but their form; adverbs the noun
/// they are the accusative of (تقريب); joined particles (عندما, مما) their first half; all pronouns that of the third
/// person; those are taken for the same.
fn same_lemma(unit: &Unit, lemma: &str) -> bool {
    let gold = fold(&unit.lemma.replace('`', ""));
    gold == lemma
        || unit.upos == "NUM"
        || unit.upos == "ADV" && lemma.strip_suffix('ا') == Some(&gold)
        || matches!(unit.upos.as_str(), "ADP" | "PART" | "SCONJ" | "PRON")
            && unit.lemma != unit.form
            && fold(&unit.form) == lemma
}

/// Units that are written as one word, marks alone.
fn words(units: &[Unit]) -> Vec<&[Unit]> {
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
fn normal(unit: &Unit) -> Option<Upos> {
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

fn gold(s: &Sentence) -> Gold {
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

fn read(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut s = Sentence { text: String::new(), units: Vec::new() };
    let mut at = 0;
    for line in text.lines() {
        if let Some(t) = line.strip_prefix("# text = ") {
            s = Sentence { text: t.to_owned(), units: Vec::new() };
            at = 0;
        } else if line.is_empty() {
            if !s.units.is_empty() {
                out.push(std::mem::replace(&mut s, Sentence { text: String::new(), units: Vec::new() }));
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
            });
            at += len;
        }
    }
    out
}
