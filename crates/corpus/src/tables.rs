//! The outlets and the country codes.

use crate::day_words::DayWords;
use crate::rules::Rules;
use crate::vocabulary::SUPRANATIONAL;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An invented outlet.
#[derive(Debug, Clone)]
pub struct Outlet {
    /// Its name in Arabic: the source of its articles.
    pub name: String,
    /// train, tune or test.
    pub part: String,
    /// First letter of the ids.
    pub prefix: String,
}

/// What the annotations refer to.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Outlets by id.
    pub outlets: BTreeMap<String, Outlet>,
    /// Codes of states and territories, and what stands for one.
    pub countries: BTreeSet<String>,
    /// Names of days.
    pub days: DayWords,
    /// What the rules of names and statements refer to.
    pub rules: Rules,
}

impl Tables {
    /// Reads `corpus/outlets.tsv`, `data/names/countries.tsv` and tables of `data/dates` under `root`.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn read(root: &Path) -> std::io::Result<Tables> {
        let outlets = std::fs::read_to_string(root.join("corpus/outlets.tsv"))?;
        let countries = std::fs::read_to_string(root.join("data/names/countries.tsv"))?;
        let dates = |name: &str| std::fs::read_to_string(root.join("data/dates").join(name));
        let days = DayWords::parse(&dates("weekdays.tsv")?, &dates("relative.tsv")?, &dates("dayparts.tsv")?);
        Ok(Tables { days, rules: Rules::read(root)?, ..Tables::parse(&outlets, &countries) })
    }

    /// Reads the two tables; days have no names then.
    #[must_use]
    pub fn parse(outlets: &str, countries: &str) -> Tables {
        let outlets = rows(outlets).filter_map(|row| match row.as_slice() {
            [id, name, part, _region, _style, prefix] => Some((
                (*id).to_owned(),
                Outlet { name: (*name).to_owned(), part: (*part).to_owned(), prefix: (*prefix).to_owned() },
            )),
            _ => None,
        });
        let countries = rows(countries).filter_map(|row| row.first().map(|c| (*c).to_owned()));
        let more = SUPRANATIONAL.iter().map(|c| (*c).to_owned());
        Tables {
            outlets: outlets.collect(),
            countries: countries.chain(more).collect(),
            days: DayWords::default(),
            rules: Rules::default(),
        }
    }
}

/// The rows below the header.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1).map(|l| l.split('\t').collect())
}
