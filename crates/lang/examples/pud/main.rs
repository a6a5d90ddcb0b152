//! Measures words on a treebank in CoNLL-U, ten-fold, and trains the weights that ship.
//!
//!     cargo run --release -p waqai-lang --example pud -- TREEBANK [--errors FILE] [--train FILE] [--untrained]
//!
//! The method and what is counted: `docs/evaluation/words.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use waqai_lang::training::{Gold, train};
use waqai_lang::{Kind, Lexicon, Role, Upos, analyse};
use waqai_text::fold;

mod treebank;
use treebank::{Sentence, Unit, gold, normal, read, words};

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
