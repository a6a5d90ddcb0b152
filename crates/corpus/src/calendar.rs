//! Dates at a precision: YYYY, YYYY-MM, YYYY-MM-DD.

/// Whether `value` is a year, a month or a day that exists.
#[must_use]
pub fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i64>().ok())
            .flatten()
    };
    match parts.as_slice() {
        [y] => number(y, 4).is_some(),
        [y, m] => number(y, 4).is_some() && number(m, 2).is_some_and(|m| (1..=12).contains(&m)),
        [y, m, d] => match (number(y, 4), number(m, 2), number(d, 2)) {
            (Some(y), Some(m), Some(d)) => (1..=12).contains(&m) && (1..=length(y, m)).contains(&d),
            _ => false,
        },
        _ => false,
    }
}

/// Whether `value` is a day that exists.
#[must_use]
pub fn is_day(value: &str) -> bool {
    value.len() == 10 && is_date(value)
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day's number, counted from one fixed day (Hinnant's days_from_civil).
#[must_use]
pub fn day_number(value: &str) -> Option<i64> {
    if !is_day(value) {
        return None;
    }
    let (year, month, day) = (
        value.get(..4)?.parse::<i64>().ok()?,
        value.get(5..7)?.parse::<i64>().ok()?,
        value.get(8..)?.parse::<i64>().ok()?,
    );
    let year = if month <= 2 { year - 1 } else { year };
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

#[cfg(test)]
mod tests {
    use super::{day_number, is_date};

    #[test]
    fn only_days_that_exist_are_dates() {
        for (value, want) in [
            ("2024", true),
            ("2024-02", true),
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2023-13", false),
            ("23-01-01", false),
            ("2023-1-1", false),
            ("+023", false),
            ("", false),
        ] {
            assert_eq!(is_date(value), want, "{value}");
        }
    }

    #[test]
    fn days_are_counted_across_months_and_years() {
        let between = |a, b| day_number(b).zip(day_number(a)).map(|(b, a)| b - a);
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(between("1999-12-31", "2001-01-01"), Some(367));
    }
}
