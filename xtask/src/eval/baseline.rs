//! What was reached before, figure by figure.

use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Floors, and the set they were reached on.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Baseline {
    /// SHA-256 of the set; empty when nothing was measured yet.
    pub(super) digest: String,
    /// The figure below which it is an error to fall, by name.
    pub(super) floors: BTreeMap<String, f64>,
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

impl Baseline {
    /// The baseline that the scorer's figures make.
    pub(super) fn of(figures: &Value, digest: String) -> Self {
        let figure =
            |(name, field): &(&str, &str)| Some(((*name).to_owned(), figures[name][field].as_f64()?));
        Baseline { digest, floors: HELD.iter().filter_map(figure).collect() }
    }

    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let Ok(text) = std::fs::read_to_string(path) else { return Ok(Baseline::default()) };
        let json: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        let floors = json["floors"].as_object().context("eval/baseline.json has no floors")?;
        Ok(Baseline {
            digest: json["digest"].as_str().unwrap_or_default().to_owned(),
            floors: floors.iter().filter_map(|(k, v)| Some((k.clone(), v.as_f64()?))).collect(),
        })
    }

    pub(super) fn write(&self, path: &Path) -> anyhow::Result<()> {
        let json = serde_json::json!({
            "about": "floors of `cargo xtask eval`; raised by --update, lowered only by --allow-regression",
            "digest": self.digest,
            "floors": self.floors,
        });
        Ok(std::fs::write(path, format!("{json:#}\n"))?)
    }

    /// The figures of `new` that lie below the floors, a line each.
    pub(super) fn fallen(&self, new: &Baseline) -> Vec<String> {
        let below = |(name, floor): (&String, &f64)| {
            let figure = new.floors.get(name).copied().unwrap_or(0.0);
            (figure < floor - TOLERANCE).then(|| format!("{name}: {figure:.4} is below its floor {floor:.4}"))
        };
        self.floors.iter().filter_map(below).collect()
    }

    /// The floors after a run that reached `new`.
    pub(super) fn raised(&self, new: &Baseline, allow_regression: bool) -> anyhow::Result<Baseline> {
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
