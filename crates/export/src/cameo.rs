//! The CAMEO code of an event: of the codes of its reports what they agree on.
//!
//! The table is the one that gives the records their codes (`data/rules/events/cameo.tsv`): type, mode and rule decide, the closest row
//! counts. Here the modes and the status are those of the merged event, the rule that of each report.

use crate::view::View;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Type, mode, rule; `*` for any.
type Key = (&'static str, &'static str, &'static str);
type Rows = HashMap<(&'static str, &'static str, &'static str), Option<&'static str>>;

const ANY: &str = "*";

/// Codes of what is done and of what is planned; `None`: no code is sure.
static TABLES: LazyLock<[Rows; 2]> = LazyLock::new(|| {
    let mut tables = [Rows::new(), Rows::new()];
    for line in
        include_str!("../../../data/rules/events/cameo.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let [kind, mode, rule, when, code] = cells.as_slice() else { continue };
        let key: Key = (kind, mode, rule);
        tables[usize::from(*when == "planned")].insert(key, (*code != "-").then_some(*code));
    }
    tables
});

/// The code, of two digits or three; `None` where none is sure, and for what did not happen, which CAMEO has no place for.
pub(crate) fn code(view: &View<'_>) -> Option<&'static str> {
    let table = match view.status()? {
        "actual" | "historical" => &TABLES[0],
        "planned" => &TABLES[1],
        _ => return None,
    };
    let modes: Vec<&str> = view.event.modes.iter().map(|claim| claim.value.as_str()).collect();
    let of = |rule: &str| by_rule(table, &view.event.kind, &modes, rule);
    let codes: Option<Vec<_>> = view.event.reports.iter().map(|report| of(&report.rule)).collect();
    // A report without a sure code leaves the event without one.
    common(codes?.into_iter())
}

fn by_rule(table: &Rows, kind: &str, modes: &[&str], rule: &str) -> Option<&'static str> {
    let row = |mode: &str, rule: &str| table.get(&(kind, mode, rule)).copied();
    let by_modes = |rule: &str| {
        let rows: Vec<_> = modes.iter().filter_map(|mode| row(mode, rule)).collect();
        (!rows.is_empty()).then(|| common(rows.into_iter().flatten()))
    };
    by_modes(rule).or_else(|| row(ANY, rule)).or_else(|| by_modes(ANY)).or_else(|| row(ANY, ANY)).flatten()
}

/// What all codes agree on: the code, or its root; nothing where the roots differ.
fn common(mut codes: impl Iterator<Item = &'static str>) -> Option<&'static str> {
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

/// The quadrant of a root: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
pub(crate) fn quad(code: &str) -> Option<u8> {
    match code.get(..2)?.parse().ok()? {
        1_u8..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLES, by_rule, quad};

    #[test]
    fn the_closest_row_counts() {
        let done = |kind, modes: &[&str], rule| by_rule(&TABLES[0], kind, modes, rule);
        assert_eq!(done("CONSULT", &["visit"], "own/rule"), Some("042"));
        assert_eq!(done("CONSULT", &[], "events/consult/message"), None);
        assert_eq!(done("CONSULT", &["visit", "phone"], "own/rule"), Some("04"));
        assert_eq!(done("NOTHING", &[], "own/rule"), None);
        assert_eq!(by_rule(&TABLES[1], "AGREE", &[], "events/agree/will-host"), Some("036"));
    }

    #[test]
    fn a_code_has_a_quadrant() {
        assert_eq!([quad("042"), quad("07"), quad("112"), quad("190")], [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!([quad("x"), quad("99")], [None, None]);
    }
}
