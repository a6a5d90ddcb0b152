//! The figures on the terminal and as a page of the documentation.

use super::sets::{REAL, Set};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use waqai_corpus::score::{Counts, Figures, Share};

/// The measures of precision and recall, by name.
fn counts(figures: &Figures) -> [(&'static str, Counts); 6] {
    [
        ("entities", figures.entities),
        ("event", figures.event),
        ("event+role", figures.role),
        ("type", figures.kind),
        ("statements", figures.statements),
        ("dates", figures.dates),
    ]
}

/// The shares of what was found.
fn shares(figures: &Figures) -> [(&'static str, Share); 2] {
    [("country of a name", figures.country), ("value of a date", figures.value)]
}

/// What the terminal shows of a set.
pub(super) fn lines(set: &Set, figures: &Figures) -> String {
    let mut out = format!("== {}: {} articles\n", set.name, set.len());
    let per_type = figures.per_type.iter().map(|(name, c)| (format!("  {name}"), *c));
    for (name, c) in counts(figures).into_iter().map(|(n, c)| (n.to_owned(), c)).chain(per_type) {
        let _ = writeln!(
            out,
            "{name:12} P {:.3}  R {:.3}  F1 {:.3}   ({} of {} predicted, {} gold)",
            c.precision(),
            c.recall(),
            c.f1(),
            c.right,
            c.predicted,
            c.gold
        );
    }
    for (name, share) in shares(figures) {
        let _ = writeln!(out, "{name:18} {} of {}", share.right, share.of);
    }
    let _ =
        write!(out, "every miss and false alarm: target/eval/{}/errors.jsonl", set.name.replace('/', "-"));
    out
}

/// `docs/evaluation.md`.
pub(super) fn page(measured: &[(Set, Figures)], root: &Path) -> anyhow::Result<String> {
    let mut out = String::new();
    writeln!(out, "# How well it reads\n")?;
    writeln!(out, "Made by `cargo xtask eval --update`; do not edit. What it is measured on:\n")?;
    writeln!(out, "| set | articles | what they are |")?;
    writeln!(out, "| --- | --- | --- |")?;
    for (set, _) in measured {
        writeln!(out, "| {} | {} | {} |", set.name, set.len(), about(&set.name))?;
    }
    if !measured.iter().any(|(set, _)| set.name == "corpus/test") {
        writeln!(
            out,
            "\nThe test part of the corpus is read for final figures only (`cargo xtask eval --test`)."
        )?;
    }
    writeln!(
        out,
        "\nNothing of the real articles is in the rules, lexicons or models, but they were read while the rules were written and\n\
         their errors decided what was mended next: theirs are the figures of a development set, and articles that nobody\n\
         looked at will be read less well. They are not part of the repository (their outlets own them); whoever has them beside\n\
         the checkout reruns the tables with `cargo xtask eval`. The figures on invented articles\n\
         ([corpus](../corpus/README.md)) anybody can repeat; invented articles are tidier than real ones. The figures below\n\
         which no change may fall stand in [eval/baseline.json](../eval/baseline.json).\n"
    )?;
    side_by_side(&mut out, measured)?;
    for (set, figures) in measured {
        writeln!(out, "## {}\n", set.name)?;
        details(&mut out, figures)?;
    }
    what_is_counted(&mut out)?;
    by_type(&mut out, measured)?;
    confidence(&mut out, measured)?;
    stages(&mut out, root)?;
    Ok(out)
}

fn about(name: &str) -> &'static str {
    match name {
        REAL => "real, of many outlets, annotated by hand; read while the rules were written",
        "corpus/train" => {
            "invented; what the rules miss in them is looked at, and what is learnt is learnt from them"
        }
        "corpus/tune" => "invented, of other outlets; decides between two ways",
        _ => "invented, of other outlets; for final figures only",
    }
}

/// F1 of all sets.
fn side_by_side(out: &mut String, measured: &[(Set, Figures)]) -> std::fmt::Result {
    let names = measured.iter().map(|(set, _)| set.name.as_str()).collect::<Vec<_>>().join(" | ");
    writeln!(out, "| F1 | {names} |")?;
    writeln!(out, "| --- |{}", " --- |".repeat(measured.len()))?;
    for (row, (name, _)) in counts(&Figures::default()).into_iter().enumerate() {
        write!(out, "| {name} |")?;
        for (_, figures) in measured {
            let f1 = counts(figures).get(row).map_or(0.0, |(_, c)| c.f1());
            write!(out, " {f1:.3} |")?;
        }
        writeln!(out)?;
    }
    writeln!(out)
}

fn details(out: &mut String, figures: &Figures) -> std::fmt::Result {
    writeln!(out, "| what | precision | recall | F1 | right | predicted | in the articles |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
    for (name, c) in counts(figures) {
        let (p, r, f1) = (c.precision(), c.recall(), c.f1());
        writeln!(out, "| {name} | {p:.3} | {r:.3} | {f1:.3} | {} | {} | {} |", c.right, c.predicted, c.gold)?;
    }
    writeln!(out, "\n| of those found | share right | right | of |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for (name, share) in shares(figures) {
        writeln!(out, "| {name} | {:.3} | {} | {} |", share.share(), share.right, share.of)?;
    }
    writeln!(out, "\nSpans that do not give back the quoted words: {}.\n", figures.broken_spans)
}

/// Whether confidence means what it says, and how many events are read where nothing happened.
fn confidence(out: &mut String, measured: &[(Set, Figures)]) -> std::fmt::Result {
    writeln!(out, "## Confidence\n")?;
    writeln!(
        out,
        "Of the events with a confidence between …, so many are in the annotation (core or optional). The model was trained on the\n\
         train part of the corpus and scaled on its tune part; the real articles had no part in it.\n"
    )?;
    let names = measured.iter().map(|(set, _)| set.name.as_str()).collect::<Vec<_>>().join(" | ");
    writeln!(out, "| confidence | {names} |")?;
    writeln!(out, "| --- |{}", " --- |".repeat(measured.len()))?;
    for fifth in 0..5 {
        write!(out, "| {:.1} to {:.1} |", fifth as f64 / 5.0, (fifth + 1) as f64 / 5.0)?;
        for (_, figures) in measured {
            match figures.confidence[fifth] {
                share if share.of == 0 => write!(out, " none |")?,
                share => write!(out, " {:.2} ({} of {}) |", share.share(), share.right, share.of)?,
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "\nFalse events in the articles without a core event:\n")?;
    for (set, figures) in measured {
        let idle = figures.idle;
        writeln!(
            out,
            "- {}: {} in {} articles ({:.2} an article)",
            set.name,
            idle.right,
            idle.of,
            idle.share()
        )?;
    }
    writeln!(out)
}

fn what_is_counted(out: &mut String) -> std::fmt::Result {
    writeln!(out, "## What is counted\n")?;
    writeln!(
        out,
        "The measures are written down, as a program, in [crates/corpus/src/score](../crates/corpus/src/score/mod.rs).\n"
    )?;
    for line in [
        "**entities**: named persons, organisations and places, once an article; type and name right.",
        "**event**: type right, a participant in common, and half of the predicted participants right.",
        "**event+role**: the same, and every actor and recipient in its role, the status, and the date right.",
        "**type**: type of event only.",
        "**statements**: speaker right, and the spans overlap by half of the shorter one.",
        "**dates**: the words overlap; the value is counted apart.",
    ] {
        writeln!(out, "- {line}")?;
    }
    writeln!(out)
}

/// F1 of each type, and how many events of it the articles have.
fn by_type(out: &mut String, measured: &[(Set, Figures)]) -> std::fmt::Result {
    writeln!(out, "## Events by type\n")?;
    writeln!(out, "F1, and in brackets how many the articles have.\n")?;
    let names = measured.iter().map(|(set, _)| set.name.as_str()).collect::<Vec<_>>().join(" | ");
    writeln!(out, "| type | {names} |")?;
    writeln!(out, "| --- |{}", " --- |".repeat(measured.len()))?;
    let types: BTreeSet<&String> = measured.iter().flat_map(|(_, figures)| figures.per_type.keys()).collect();
    for name in types {
        write!(out, "| {name} |")?;
        for (_, figures) in measured {
            let c = figures.per_type.get(name).copied().unwrap_or_default();
            write!(out, " {:.3} ({}) |", c.f1(), c.gold)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The pages about single stages.
fn stages(out: &mut String, root: &Path) -> std::fmt::Result {
    let mut stages: Vec<String> = std::fs::read_dir(root.join("docs/evaluation"))
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok()?.file_name().into_string().ok()?.strip_suffix(".md").map(str::to_owned))
        .collect();
    stages.sort();
    if !stages.is_empty() {
        writeln!(out, "\n## Stage by stage\n")?;
        for stage in stages {
            writeln!(out, "- [{stage}](evaluation/{stage}.md)")?;
        }
    }
    Ok(())
}
