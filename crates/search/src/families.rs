//! Families of spellings and of words that a search takes for one: `data/search/families.tsv`.

use crate::normal::key;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

static FAMILIES: &str = include_str!("../../../data/search/families.tsv");

/// Which dictionary forms stand for which.
#[derive(Debug, Default)]
pub(crate) struct Families {
    first: FxHashMap<CompactString, CompactString>,
}

impl Families {
    /// The table that ships.
    pub(crate) fn load() -> Families {
        Families::parse(FAMILIES)
    }

    fn parse(table: &str) -> Families {
        let mut first = FxHashMap::default();
        // The first line names the column.
        for line in table.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let mut members = line.split('|').map(key).filter(|k| !k.is_empty());
            let Some(head) = members.next() else { continue };
            for member in members {
                first.entry(member).or_insert_with(|| head.clone());
            }
        }
        Families { first }
    }

    /// The head of a lemma's family; of a lemma without family, itself.
    pub(crate) fn head(&self, lemma: CompactString) -> CompactString {
        self.first.get(&lemma).cloned().unwrap_or(lemma)
    }
}

/// A few letters that change when the table does.
pub(crate) fn version() -> u64 {
    FAMILIES
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, Families};
    use crate::normal::key;
    use std::collections::BTreeMap;

    #[test]
    fn members_of_a_family_share_their_head() {
        let families = Families::load();
        assert_eq!(families.head(key("سورية")), families.head(key("سوريا")));
        assert_ne!(families.head(key("سوري")), families.head(key("سوريا")));
    }

    #[test]
    fn no_word_stands_in_two_families() {
        let mut seen: BTreeMap<_, &str> = BTreeMap::new();
        for line in FAMILIES.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let members: Vec<_> = line.split('|').map(key).collect();
            assert!(members.len() > 1, "{line}");
            for member in members {
                if let Some(other) = seen.insert(member, line) {
                    assert_eq!(other, line, "in two families");
                }
            }
        }
    }
}
