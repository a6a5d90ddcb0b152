//! The words around the data, in English and Arabic: `labels.tsv`.

use crate::cmd::Lang;
use std::sync::OnceLock;

static TABLE: &str = include_str!("../../labels.tsv");

/// The label of `key`. A key without a row stands for itself.
pub(super) fn label(key: &'static str, lang: Lang) -> &'static str {
    static ROWS: OnceLock<Vec<[&str; 3]>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| rows().collect());
    let found = rows.iter().find(|[k, ..]| *k == key);
    found.map_or(key, |[_, en, ar]| match lang {
        Lang::En => en,
        Lang::Ar => ar,
    })
}

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    TABLE.lines().filter(|l| !l.starts_with('#')).skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?])
    })
}

#[cfg(test)]
mod tests {
    use super::{Lang, TABLE, label, rows};

    #[test]
    fn every_label_that_is_used_has_both_languages() {
        let sources = [
            include_str!("record.rs"),
            include_str!("mod.rs"),
            include_str!("event.rs"),
            include_str!("explanation.rs"),
            include_str!("../cmd/show.rs"),
        ];
        let used =
            sources.iter().flat_map(|s| s.split(".label(\"").skip(1)).filter_map(|s| s.split('"').next());
        let mut count = 0;
        for key in used {
            count += 1;
            let row = rows().find(|[k, ..]| *k == key);
            assert!(row.is_some_and(|[_, en, ar]| !en.is_empty() && !ar.is_empty()), "no row for {key}");
        }
        assert!(count > 10, "the sources no longer call label(\"…\")");
        assert_eq!(rows().count() + 2, TABLE.lines().count(), "a row has fewer than three cells");
        assert_ne!(label("events", Lang::En), label("events", Lang::Ar));
    }
}
