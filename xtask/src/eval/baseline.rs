//! What was reached before, figure by figure.

use super::sets::Set;
use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use waqai_corpus::score::Figures;

/// Floors, and the set they were reached on.
#[derive(Debug, Clone, PartialEq, Default)]
struct Baseline {
    /// SHA-256 of the set; empty when nothing was measured yet.
    digest: String,
    /// The figure below which it is an error to fall, by name.
    floors: BTreeMap<String, f64>,
}

/// Figures are rounded to four places; half a unit of the fourth is no change.
const TOLERANCE: f64 = 0.0005;

/// What is held: the scorer's name and the field.
const HELD: [(&str, &str); 8] = [
    ("entities", "f1"),
    ("country", "share"),
    ("event", "f1"),
    ("event+role", "f1"),
    ("type", "f1"),
    ("statements", "f1"),
    ("dates", "f1"),
    ("value", "share"),
];

/// The baselines of all held sets, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Baselines {
    sets: BTreeMap<String, Baseline>,
}

impl Baselines {
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let Ok(text) = std::fs::read_to_string(path) else { return Ok(Baselines::default()) };
        let json: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        let mut sets = BTreeMap::new();
        for (name, set) in json["sets"].as_object().context("eval/baseline.json has no sets")? {
            let floors = set["floors"].as_object().context("a set in eval/baseline.json has no floors")?;
            let baseline = Baseline {
                digest: set["digest"].as_str().unwrap_or_default().to_owned(),
                floors: floors.iter().filter_map(|(k, v)| Some((k.clone(), v.as_f64()?))).collect(),
            };
            sets.insert(name.clone(), baseline);
        }
        Ok(Baselines { sets })
    }

    pub(super) fn write(&self, path: &Path) -> anyhow::Result<()> {
        let set = |(name, b): (&String, &Baseline)| {
            (name.clone(), serde_json::json!({"digest": b.digest, "floors": b.floors}))
        };
        let json = serde_json::json!({
            "about": "floors of `cargo xtask eval`; raised by --update, lowered only by --allow-regression",
            "sets": self.sets.iter().map(set).collect::<serde_json::Map<_, _>>(),
        });
        Ok(std::fs::write(path, format!("{json:#}\n"))?)
    }

    /// Compares the figures of a set with its floors; complaints, a line each. With `update` the floors rise.
    pub(super) fn compare(
        &mut self,
        set: &Set,
        figures: &Figures,
        update: bool,
        allow_regression: bool,
    ) -> anyhow::Result<Vec<String>> {
        let new = Baseline::of(&figures.json(), set.digest.clone());
        let known = self.sets.get(&set.name).cloned();
        let old = known.clone().unwrap_or_default();
        let mut complaints: Vec<String> =
            old.fallen(&new).into_iter().map(|line| format!("{}: {line}", set.name)).collect();
        if update {
            let raised = old.raised(&new, allow_regression).with_context(|| {
                let lines = complaints.iter().map(|line| format!("\n{line}"));
                format!("{}{}", set.name, lines.collect::<String>())
            })?;
            self.sets.insert(set.name.clone(), raised);
            return Ok(complaints);
        }
        if known.is_none() {
            println!("{}: no floors so far; --update writes them down", set.name);
        } else if old.digest != new.digest {
            complaints.push(format!(
                "{}: the set is not the one of eval/baseline.json; run with --update",
                set.name
            ));
        }
        Ok(complaints)
    }
}

impl Baseline {
    /// The baseline that the scorer's figures make.
    fn of(figures: &Value, digest: String) -> Self {
        let figure =
            |(name, field): &(&str, &str)| Some(((*name).to_owned(), figures[name][field].as_f64()?));
        Baseline { digest, floors: HELD.iter().filter_map(figure).collect() }
    }

    /// The figures of `new` that lie below the floors, a line each.
    fn fallen(&self, new: &Baseline) -> Vec<String> {
        let below = |(name, floor): (&String, &f64)| {
            let figure = new.floors.get(name).copied().unwrap_or(0.0);
            (figure < floor - TOLERANCE).then(|| format!("{name}: {figure:.4} is below its floor {floor:.4}"))
        };
        self.floors.iter().filter_map(below).collect()
    }

    /// The floors after a run that reached `new`.
    fn raised(&self, new: &Baseline, allow_regression: bool) -> anyhow::Result<Baseline> {
        let fallen = self.fallen(new);
        let other_set = !self.digest.is_empty() && self.digest != new.digest;
        if !allow_regression && !fallen.is_empty() {
            let why = if other_set { " (on another set than before)" } else { "" };
            anyhow::bail!("{} figures fell{why}; --allow-regression lowers their floors", fallen.len());
        }
        let mut floors = new.floors.clone();
        if !allow_regression {
            for (name, old) in &self.floors {
                let floor = floors.entry(name.clone()).or_insert(*old);
                *floor = floor.max(*old);
            }
        }
        Ok(Baseline { digest: new.digest.clone(), floors })
    }
}

#[cfg(test)]
mod tests {
    use super::Baseline;

    fn baseline(event: f64) -> Baseline {
        Baseline { digest: "d".to_owned(), floors: [("event".to_owned(), event)].into() }
    }

    #[test]
    fn floors_rise_by_themselves_and_fall_only_when_allowed() {
        let old = baseline(0.40);
        assert_eq!(old.raised(&baseline(0.50), false).ok(), Some(baseline(0.50)));
        assert!(old.raised(&baseline(0.30), false).is_err());
        assert_eq!(old.raised(&baseline(0.30), true).ok(), Some(baseline(0.30)));
        assert_eq!(old.fallen(&baseline(0.3999)), Vec::<String>::new());
        assert_eq!(old.fallen(&baseline(0.39)).len(), 1);
    }

    #[test]
    fn a_figure_that_is_no_longer_there_has_fallen() {
        assert_eq!(baseline(0.40).fallen(&Baseline::default()).len(), 1);
    }
}
