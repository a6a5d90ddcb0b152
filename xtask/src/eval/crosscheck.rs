//! Two programs that measure the same give the same figures.

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use waqai_corpus::score::Figures;

/// Runs of the other scorer. It takes the forms of a name in the order of Python's hash seed, which decides when two forms of
/// one predicted name belong to two names of the gold; ours takes them in the order of the record.
const SEEDS: usize = 16;

/// Scores the records of the real articles with the scorer that stands beside the checkout, if it and Python are there.
///
/// Out: a line that says what was found; an error when no order of forms gives our figures.
pub(super) fn check(records: &Path, figures: &Figures) -> anyhow::Result<String> {
    let Some(shared) = crate::shared() else {
        return Ok("crosscheck: skipped, no other scorer is here".to_owned());
    };
    let (scorer, set) = (shared.join("tools/score.py"), shared.join(super::sets::REAL));
    if !scorer.is_file() {
        return Ok("crosscheck: skipped, no other scorer is here".to_owned());
    }
    let ours = figures.json();
    let mut differences = Vec::new();
    for seed in 0..SEEDS {
        let output = Command::new("python3")
            .arg(&scorer)
            .arg("--gold")
            .arg(set.join("gold"))
            .arg("--texts")
            .arg(set.join("texts"))
            .arg("--records")
            .arg(records)
            .arg("--json")
            .env("PYTHONHASHSEED", seed.to_string())
            .output();
        let Ok(output) = output else { return Ok("crosscheck: skipped, python3 is not here".to_owned()) };
        anyhow::ensure!(output.status.success(), "the other scorer ended with {}", output.status);
        differences = differing(&ours, &serde_json::from_slice(&output.stdout)?);
        if differences.is_empty() {
            return Ok(format!("crosscheck: score.py gives the same figures (seed {seed})"));
        }
    }
    anyhow::bail!("score.py gives other figures: {}", differences.join("; "));
}

/// What two sets of figures differ in.
fn differing(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut keys: Vec<&String> =
        [ours, theirs].into_iter().filter_map(Value::as_object).flat_map(|o| o.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.retain(|key| ours.get(key) != theirs.get(key));
    keys.into_iter().map(|key| format!("{key}: ours {}, theirs {}", ours[key], theirs[key])).collect()
}

#[cfg(test)]
mod tests {
    use super::differing;
    use serde_json::json;

    #[test]
    fn every_figure_that_differs_is_told() {
        let ours = json!({"dates": 1.0, "event": 0.5});
        assert_eq!(differing(&ours, &ours), Vec::<String>::new());
        let theirs = json!({"event": 0.6, "dates": 1.0, "items": 3});
        assert_eq!(differing(&ours, &theirs), ["event: ours 0.5, theirs 0.6", "items: ours null, theirs 3"]);
    }
}
