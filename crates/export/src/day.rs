//! Days, months and years as bounds: `2026-02` lies between 2026-02-01 and 2026-02-28. Nothing is said about where between.

use jiff::civil::Date;

/// The first and the last day that a date of the record (`YYYY-MM-DD`, `YYYY-MM` or `YYYY`) may mean; `None` for anything else.
pub(crate) fn bounds(value: &str) -> Option<(Date, Date)> {
    let mut parts = value.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2).and_then(|n| i8::try_from(n).ok()));
    let day = parts.next().map(|part| number(part, 2).and_then(|n| i8::try_from(n).ok()));
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, month?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, month?, day?).ok()?;
            Some((day, day))
        }
    }
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::bounds;

    #[test]
    fn a_date_lies_between_its_bounds() {
        let check = |value: &str, want: Option<(&str, &str)>| {
            let got = bounds(value).map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(got, want.map(|(a, b)| (a.to_owned(), b.to_owned())), "{value}");
        };
        check("2026-02-03", Some(("2026-02-03", "2026-02-03")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2026", Some(("2026-01-01", "2026-12-31")));
        check("2026-02-30", None);
        check("2026-13", None);
        check("26-02-03", None);
        check("2026-2-3", None);
        check("2026-02-03T10:00", None);
        check("", None);
    }
}
