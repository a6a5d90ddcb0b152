//! The hand tables of `data/lexicon`: closed-class words and numerals.

use super::Sources;
use super::buckwalter::unvocalised;
use super::build::{Builder, Cell, Lemma, Upos, flag};
use super::csv::Table;
use anyhow::Context;
use std::collections::HashMap;
use std::fmt::Write;

/// Adds the closed-class words; returns the highest count of each written lemma.
pub(super) fn particles(sources: &Sources, builder: &mut Builder) -> anyhow::Result<HashMap<String, u64>> {
    let table = Table::tab(&sources.hand.join("particles.tsv"))?;
    let mut numbers: HashMap<(String, String, Upos), usize> = HashMap::new();
    let mut counts: HashMap<String, u64> = HashMap::new();
    for row in table.rows() {
        let (form, text, vocalised) = (row.get("form"), row.get("lemma"), row.get("vocalised"));
        let upos =
            Upos::parse(row.get("upos")).with_context(|| format!("particles.tsv: no tag for {form}"))?;
        let count: u64 =
            row.get("count").parse().with_context(|| format!("particles.tsv: no count for {form}"))?;
        // Pronouns share a lemma whose forms have their own vowels.
        let own = if unvocalised(vocalised) == text { vocalised } else { "" };
        let number = *numbers
            .entry((text.to_owned(), own.to_owned(), upos))
            .or_insert_with(|| builder.lemma(Lemma::new(text.to_owned(), own.to_owned(), upos, 0)));
        builder.lemmas[number].count = builder.lemmas[number].count.max(count);
        let most = counts.entry(form.to_owned()).or_default();
        *most = (*most).max(count);
        let flags = row.get("joins").chars().map(|c| match c {
            'b' => flag::BARE,
            'e' => flag::ENC,
            'p' => flag::PREP,
            'a' => flag::ART,
            'c' => flag::CONSTRUCT,
            _ => 0,
        });
        let cell = Cell { gender: gender(row.get("gender")), ..Cell::of(upos, flags.sum()) };
        let number_of = match row.get("number") {
            "s" => 1,
            "d" => 2,
            "p" => 3,
            _ => 0,
        };
        builder.form(number, form, Cell { number: number_of, ..cell });
    }
    Ok(counts)
}

fn gender(cell: &str) -> u8 {
    match cell {
        "m" => 1,
        "f" => 2,
        _ => 0,
    }
}

/// Adds the word numbers; returns the table of their values: `folded form TAB value TAB kind` a line.
pub(super) fn numerals(sources: &Sources, builder: &mut Builder) -> anyhow::Result<String> {
    let table = Table::tab(&sources.hand.join("numerals.tsv"))?;
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<String> = Vec::new();
    for row in table.rows() {
        let (form, text) = (row.get("form"), row.get("lemma"));
        if row.get("kind") == "fraction" {
            // The word is a noun, which the lists of nouns have.
            out.push(format!("{}\t{}\tfraction", waqai_text::fold(form), row.get("value")));
            continue;
        }
        let number = *numbers.entry(text.to_owned()).or_insert_with(|| {
            let text = text.to_owned();
            builder.lemma(Lemma::new(text, String::new(), Upos::Num, 6000))
        });
        let construct = form.ends_with(['\u{064A}', '\u{0627}']) && row.get("kind") != "unit";
        let flags = flag::BARE | flag::PREP | flag::ENC | if construct { flag::CONSTRUCT } else { flag::ART };
        builder.form(number, form, Cell { gender: gender(row.get("gender")), ..Cell::of(Upos::Num, flags) });
        if let Some(base) = form.strip_suffix('\u{0629}') {
            let form = format!("{base}\u{062A}");
            builder.form(number, &form, Cell::of(Upos::Num, flag::ENC | flag::PREP));
        }
        let mut line = String::new();
        write!(line, "{}\t{}\t{}", waqai_text::fold(form), row.get("value"), row.get("kind"))?;
        out.push(line);
    }
    out.sort();
    out.dedup();
    Ok(out.join("\n"))
}
