//! CAMEO codes, for users of data that was coded before PLOVER.
//!
//! In: type, modes, status and rule of an event. Out: a root or a code of three digits where the table
//! `data/rules/events/cameo.tsv` is sure of one. The roots agree with the correspondence published with
//! PLOVER (CAMEO2PLOVER, 2021) read backwards; where that is ambiguous and the rule does not decide, there is no code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Type, mode, rule; [`ANY`] for any.
pub type Key = (&'static str, &'static str, &'static str);

/// Stands in the table for any mode and any rule.
pub const ANY: &str = "*";

/// Codes of what is done and of what is planned; `None`: no code is sure.
pub static TABLES: LazyLock<[BTreeMap<Key, Option<&'static str>>; 2]> = LazyLock::new(|| {
    let mut tables = [BTreeMap::new(), BTreeMap::new()];
    let source: &'static str = include_str!("../../../data/rules/events/cameo.tsv");
    for line in source.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let [kind, mode, rule, when, code] = cells.as_slice() else { continue };
        tables[usize::from(*when == "planned")]
            .insert((*kind, *mode, *rule), (*code != "-").then_some(*code));
    }
    tables
});

/// The code of an event of this type, modes, status (as the record writes it) and rule, where one is sure: the closest row counts. CAMEO has no
/// place for what did not happen.
#[must_use]
pub fn code(kind: &str, modes: &[&str], status: &str, rule: &str) -> Option<&'static str> {
    let table = match status {
        "actual" | "historical" => &TABLES[0],
        "planned" => &TABLES[1],
        _ => return None,
    };
    let row = |mode: &str, rule: &str| table.get(&(kind, mode, rule)).copied();
    let by_modes = |rule: &str| {
        let rows: Vec<_> = modes.iter().filter_map(|mode| row(mode, rule)).collect();
        (!rows.is_empty()).then(|| common(rows.into_iter().flatten()))
    };
    by_modes(rule).or_else(|| row(ANY, rule)).or_else(|| by_modes(ANY)).or_else(|| row(ANY, ANY)).flatten()
}

/// What all codes agree on: the code, or its root; nothing where the roots differ.
pub fn common(mut codes: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    const ROOT: usize = 2;
    let first = codes.next()?;
    codes.try_fold(first, |so_far, code| {
        if so_far == code {
            return Some(so_far);
        }
        let (a, b) = (so_far.get(..ROOT)?, code.get(..ROOT)?);
        (a == b).then_some(a)
    })
}
