//! The affix tables of Camel Morph: which prefix, buffer and suffix a verb stem takes.
//!
//! A morph *sets* conditions (column COND-S) and *requires* others (column COND-T): terms that must all hold, each an
//! alternative `a||b`, a negation `!a`, or `else`, which holds when no sibling's term at the same place does. A
//! combination is a word when every requirement of every morph is met by what all of them set together. (Habash,
//! Marzouk, Khairallah, Khalifa 2022, "Morphotactic modeling in an open-source multi-dialectal Arabic morphological
//! analyzer and generator", SIGMORPHON.)

use super::csv::Table;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A prefix, buffer or suffix.
#[derive(Debug, Clone)]
pub(super) struct Morph {
    /// Vocalised Buckwalter; empty for the zero morph.
    pub(super) form: String,
    function: String,
    sets: Vec<String>,
    requires: Vec<String>,
}

/// The morphs of each class.
pub(super) struct Morphs(HashMap<String, Vec<Morph>>);

impl Morphs {
    pub(super) fn read(path: &Path) -> anyhow::Result<Morphs> {
        let mut classes: HashMap<String, Vec<Morph>> = HashMap::new();
        for row in Table::comma(path)?.rows().filter(|r| r.get("DEFINE") == "MORPH") {
            let form = row.get("FORM").trim();
            let (class, function) = (row.get("CLASS").trim(), row.get("FUNC").trim());
            let morph = Morph {
                form: if form == "_" { String::new() } else { form.to_owned() },
                function: function.to_owned(),
                sets: terms(row.get("COND-S")),
                requires: terms(row.get("COND-T")),
            };
            // Under its class, and under its class and function for those that hold all persons in one.
            classes.entry(format!("{class}{function}")).or_default().push(morph.clone());
            classes.entry(class.to_owned()).or_default().push(morph);
        }
        Ok(Morphs(classes))
    }

    /// All pairs (what stands before the stem, what stands after it) for a stem that sets and requires the given
    /// conditions, with the morph classes before and after it in order.
    pub(super) fn frames(
        &self,
        sets: &str,
        requires: &str,
        before: &[&str],
        after: &[&str],
        enclitic: bool,
    ) -> Vec<(String, String)> {
        let mut base: BTreeSet<String> = terms(sets).into_iter().collect();
        if enclitic {
            base.insert("enc0".to_owned());
        }
        // A term that no morph of these classes sets is decided by the stem: morphs that fail there are left out
        // before the combinations are tried.
        let members = || before.iter().chain(after).map(|c| self.0.get(*c).map_or(&[][..], Vec::as_slice));
        let settable: BTreeSet<&str> =
            members().flatten().flat_map(|m| &m.sets).map(String::as_str).collect();
        let impossible = |m: &Morph| {
            m.requires
                .iter()
                .filter(|t| *t != "else" && !t.starts_with('!'))
                .any(|t| t.split("||").all(|a| !settable.contains(a)) && !plain(t, &base))
        };
        let whole: Vec<&[Morph]> = members().collect();
        let classes: Vec<Vec<&Morph>> =
            whole.iter().map(|c| c.iter().filter(|m| !impossible(m)).collect()).collect();
        let mut out = Vec::new();
        let mut chosen = Vec::new();
        walk(&classes, &mut chosen, &mut |picked: &[(usize, &Morph)]| {
            let mut all = base.clone();
            picked.iter().for_each(|(_, m)| all.extend(m.sets.iter().cloned()));
            let stem_ok = terms(requires).iter().all(|t| plain(t, &all));
            if stem_ok && picked.iter().all(|(i, m)| holds(m, whole[*i], &all)) {
                let text = |range: &[(usize, &Morph)]| {
                    range.iter().map(|(_, m)| m.form.as_str()).collect::<String>()
                };
                out.push((text(&picked[..before.len()]), text(&picked[before.len()..])));
            }
        });
        out.sort();
        out.dedup();
        out
    }
}

/// What is called with each combination: the place of its class and the morph, in order.
type Found<'f, 'm> = &'f mut dyn FnMut(&[(usize, &'m Morph)]);

fn walk<'m>(classes: &[Vec<&'m Morph>], chosen: &mut Vec<(usize, &'m Morph)>, found: Found<'_, 'm>) {
    let at = chosen.len();
    let Some(class) = classes.get(at) else { return found(chosen) };
    for &morph in class {
        chosen.push((at, morph));
        walk(classes, chosen, found);
        chosen.pop();
    }
}

fn terms(cell: &str) -> Vec<String> {
    cell.split_whitespace().filter(|t| *t != "_").map(str::to_owned).collect()
}

fn plain(term: &str, set: &BTreeSet<String>) -> bool {
    match term.strip_prefix('!') {
        Some(t) => !set.contains(t),
        None => term.split("||").any(|t| set.contains(t)),
    }
}

fn holds(morph: &Morph, class: &[Morph], set: &BTreeSet<String>) -> bool {
    // Negated terms stand anywhere; the places of the others tell what `else` excludes.
    let places = |m: &Morph| m.requires.iter().filter(|t| !t.starts_with('!')).cloned().collect::<Vec<_>>();
    if !morph.requires.iter().filter(|t| t.starts_with('!')).all(|t| plain(t, set)) {
        return false;
    }
    let own = places(morph);
    own.iter().enumerate().all(|(k, term)| {
        if term != "else" {
            return plain(term, set);
        }
        class.iter().filter(|m| m.function == morph.function).all(|sibling| {
            let theirs = places(sibling);
            let same_path = theirs.len() > k && theirs[..k] == own[..k] && theirs[k] != "else";
            !(same_path && plain(&theirs[k], set))
        })
    })
}
