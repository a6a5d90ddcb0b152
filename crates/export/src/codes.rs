//! Small tables of codes: country codes of two letters, CAMEO roles.

/// The rows of a table of two columns.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The two-letter code, in lower case, of a country code of the record.
pub(crate) fn alpha2(iso3: &str) -> Option<&'static str> {
    rows(include_str!("../tables/countries.tsv")).find(|(from, _)| *from == iso3).map(|(_, to)| to)
}

/// The CAMEO role of a PLOVER sector.
pub(crate) fn cameo_role(sector: &str) -> Option<&'static str> {
    rows(include_str!("../tables/cameo_sectors.tsv")).find(|(from, _)| *from == sector).map(|(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::{alpha2, cameo_role, rows};

    #[test]
    fn every_country_of_the_data_has_a_code_of_two_letters() {
        let countries = include_str!("../../../data/names/countries.tsv");
        for line in countries.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let iso3 = line.split('\t').next().unwrap();
            assert!(alpha2(iso3).is_some_and(|code| code.len() == 2), "{iso3}");
        }
        assert_eq!(alpha2("UNO"), None);
    }

    #[test]
    fn codes_are_given_once() {
        let mut codes: Vec<_> = rows(include_str!("../tables/countries.tsv")).map(|(_, to)| to).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }

    #[test]
    fn a_doctor_is_no_journalist() {
        assert_eq!(cameo_role("MED"), Some("HLH"));
        assert_eq!(cameo_role("JRN"), Some("MED"));
        assert_eq!(cameo_role("PRE"), None);
    }
}
