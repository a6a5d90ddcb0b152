//! Rule files of a user: found, read, and put beside the rules that ship.

use crate::report::{Outcome, say};
use clap::Args;
use std::path::{Path, PathBuf};
use waqai::rules::{Rule, parse_rule};
use waqai::{Engine, RuleSet};

/// Where a user's own rules stand.
#[derive(Debug, Args)]
pub(crate) struct OwnRules {
    /// Read by these rules too: a rule file, or a folder of them (may be given several times). A rule with the id of
    /// one that ships replaces it.
    #[arg(long = "rules", value_name = "DIR")]
    paths: Vec<PathBuf>,
}

impl OwnRules {
    /// The program with the rules that ship and the user's own. Nothing is read with rules that hold a mistake: each
    /// mistake is told on standard error instead.
    pub(crate) fn engine(&self) -> Result<Engine, Outcome> {
        let mut rules = RuleSet::built_in();
        if !self.paths.is_empty() {
            let (own, mistakes) = load(&self.paths);
            mistakes.iter().for_each(say);
            if !mistakes.is_empty() {
                return Err(Outcome::Failed);
            }
            rules.put(own.into_iter().map(|f| f.rule));
        }
        Ok(Engine::with_rules(rules))
    }
}

/// A rule and the file that holds it.
#[derive(Debug)]
pub(crate) struct RuleFile {
    /// The file, as messages name it.
    pub(crate) name: String,
    /// What it says.
    pub(crate) rule: Rule,
}

/// Reads the rule files that `paths` name, folders with everything below them, in the order of their paths. Also
/// gives every mistake, a line each.
pub(crate) fn load(paths: &[PathBuf]) -> (Vec<RuleFile>, Vec<String>) {
    let (mut rules, mut mistakes): (Vec<RuleFile>, Vec<String>) = (Vec::new(), Vec::new());
    for path in paths {
        let (files, root) = if path.is_dir() {
            let mut files = Vec::new();
            collect(path, &mut files, &mut mistakes);
            files.sort();
            if files.is_empty() {
                mistakes.push(format!(
                    "{}: a folder without rules; rule files end in .rule [rule]",
                    path.display()
                ));
            }
            (files, path.as_path())
        } else {
            (vec![path.clone()], path.parent().unwrap_or(path))
        };
        for file in files {
            let name = file.display().to_string();
            match std::fs::read_to_string(&file) {
                Err(e) => mistakes.push(format!("{name}: {e}; give a rule file in UTF-8 [io]")),
                Ok(source) => {
                    // Editors on Windows open a file with this mark.
                    let source = source.trim_start_matches('\u{feff}');
                    match parse_rule(&id_of(&file, root), &name, source) {
                        Ok(rule) => match rules.iter().find(|r| r.rule.id == rule.id) {
                            None => rules.push(RuleFile { name, rule }),
                            Some(first) => mistakes.push(format!(
                                "{name}: the rule {} stands in {} already; rename one of the two [rule]",
                                rule.id, first.name
                            )),
                        },
                        Err(errors) => mistakes.extend(errors.iter().map(|m| format!("{m} [rule]"))),
                    }
                }
            }
        }
    }
    (rules, mistakes)
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>, mistakes: &mut Vec<String>) {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) => {
            mistakes.push(format!("{}: {e}; check its permissions [io]", dir.display()));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link to a folder is not followed: it may lead back.
        let Ok(kind) = entry.file_type() else { continue };
        if hidden {
            continue;
        }
        if kind.is_dir() {
            collect(&path, files, mistakes);
        } else if path.extension().is_some_and(|e| e == "rule") {
            files.push(path);
        }
    }
}

/// The id of the rule in `file`: its path below `root`, without `.rule`. Where the whole path ends in the id of a rule
/// that ships, that one: `waqai rules test data/rules/events/assault` tries the same rules as `… test data/rules`.
fn id_of(file: &Path, root: &Path) -> String {
    let slashes = |path: &Path| {
        let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
        parts.join("/")
    };
    let whole = slashes(&std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).with_extension(""));
    let ships = RuleSet::files()
        .iter()
        .map(|(id, _)| *id)
        .find(|id| whole.strip_suffix(id).is_some_and(|before| before.ends_with('/')));
    let below = slashes(&file.strip_prefix(root).unwrap_or(file).with_extension(""));
    ships.map_or(below, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::id_of;
    use std::path::Path;

    #[test]
    fn the_id_of_a_rule_is_its_path_below_the_folder() {
        for (file, root, want) in [
            ("/home/k/own/trade/fair.rule", "/home/k/own", "trade/fair"),
            ("/home/k/own/fair.rule", "/home/k/own", "fair"),
            ("/home/k/own/fair.v2.rule", "/home/k/own", "fair.v2"),
            (
                "/w/data/rules/events/consult/visit.rule",
                "/w/data/rules/events/consult",
                "events/consult/visit",
            ),
            ("/w/myevents/consult/visit.rule", "/w/myevents", "consult/visit"),
        ] {
            assert_eq!(id_of(Path::new(file), Path::new(root)), want);
        }
    }
}
