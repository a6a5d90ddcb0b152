//! The figures as a page of the documentation.

use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// `docs/evaluation.md`.
pub(super) fn page(figures: &Value, root: &Path) -> anyhow::Result<String> {
    let mut out = String::new();
    writeln!(out, "# How well it reads\n")?;
    writeln!(
        out,
        "Made by `cargo xtask eval --update`; do not edit. {} real articles of many outlets, annotated by",
        figures["items"]
    )?;
    writeln!(
        out,
        "hand. Nothing of them is in the rules, lexicons or models, but they were read while the rules were written and their\n\
         errors decided what was mended next: these are the figures of a development set, and articles that nobody looked at\n\
         will be read less well. They are not part of the repository (their"
    )?;
    writeln!(
        out,
        "outlets own them); whoever has them beside the checkout reruns the table with `cargo xtask eval`. The figures"
    )?;
    writeln!(out, "below which no change may fall stand in [eval/baseline.json](../eval/baseline.json).\n")?;
    writeln!(out, "| what | precision | recall | F1 | right | predicted | in the articles |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
    for name in ["entities", "event", "event+role", "type", "statements", "dates"] {
        row(&mut out, name, &figures[name])?;
    }
    writeln!(out, "\n| of those found | share right | right | of |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for (name, title) in [("country", "country of a name"), ("value", "value of a date")] {
        let f = &figures[name];
        let share = f["share"].as_f64().unwrap_or(0.0);
        writeln!(out, "| {title} | {share:.3} | {} | {} |", f["right"], f["of"])?;
    }
    writeln!(
        out,
        "\nSpans that do not give back the quoted words: {}.\n",
        figures["spans_that_do_not_match_the_text"]
    )?;
    writeln!(out, "## What is counted\n")?;
    writeln!(
        out,
        "- **entities**: named persons, organisations and places, once an article; type and name right."
    )?;
    writeln!(
        out,
        "- **event**: type right, a participant in common, and half of the predicted participants right."
    )?;
    writeln!(
        out,
        "- **event+role**: the same, and every actor and recipient in its role, the status, and the date right."
    )?;
    writeln!(out, "- **type**: type of event only.")?;
    writeln!(out, "- **statements**: speaker right, and the spans overlap by half.")?;
    writeln!(out, "- **dates**: the words overlap; the value is counted apart.\n")?;
    writeln!(out, "## Events by type\n")?;
    writeln!(out, "| type | precision | recall | F1 | right | predicted | in the articles |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
    for (name, figure) in figures["per_type"].as_object().into_iter().flatten() {
        row(&mut out, name, figure)?;
    }
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
    Ok(out)
}

fn row(out: &mut String, name: &str, figure: &Value) -> std::fmt::Result {
    let share = |field: &str| figure[field].as_f64().unwrap_or(0.0);
    writeln!(
        out,
        "| {name} | {:.3} | {:.3} | {:.3} | {} | {} | {} |",
        share("p"),
        share("r"),
        share("f1"),
        figure["tp"],
        figure["predicted"],
        figure["gold"]
    )
}
