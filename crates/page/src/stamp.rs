//! Machine-readable times: ISO 8601 and its everyday relatives, and dates inside addresses.

use waqai_dates::{Clock, DateValue};

/// Reads the start of `text` as `YYYY[-MM[-DD]]` with an optional time `[T ]HH:MM`; `/` and `.` may stand for
/// `-`. Day and time are those written, whatever the offset: they are the outlet's own.
pub(crate) fn read_iso(text: &str) -> Option<(DateValue, Option<Clock>)> {
    let mut rest = text.trim();
    let year = take_number(&mut rest, 4, 4)?;
    let mut value = DateValue { year: i16::try_from(year).ok()?, month: None, day: None };
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let Some(month) = take_after(&mut rest, &['-', '/', '.']) else {
        return rest.is_empty().then_some((value, None));
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    value.month = Some(month as u8);
    let Some(day) = take_after(&mut rest, &['-', '/', '.']) else {
        return rest.is_empty().then_some((value, None));
    };
    if day < 1 || day > days_in(year, month) {
        return None;
    }
    value.day = Some(day as u8);
    Some((value, read_clock(rest)))
}

fn read_clock(text: &str) -> Option<Clock> {
    let mut rest = text.trim_start_matches([' ', 'T', 't']);
    let hour = take_number(&mut rest, 1, 2)?;
    let mut rest = rest.strip_prefix(':')?;
    let minute = take_number(&mut rest, 2, 2)?;
    (hour < 24 && minute < 60).then_some(Clock { hour: hour as u8, minute: minute as u8 })
}

fn take_after(rest: &mut &str, separators: &[char]) -> Option<u32> {
    let mut after = rest.strip_prefix(separators)?;
    let number = take_number(&mut after, 1, 2)?;
    *rest = after;
    Some(number)
}

fn take_number(rest: &mut &str, min: usize, max: usize) -> Option<u32> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits < min || digits > max {
        return None;
    }
    let (number, after) = rest.split_at(digits);
    *rest = after;
    number.parse().ok()
}

/// The number of days of a month of the Gregorian calendar.
pub(crate) fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::read_iso;

    #[track_caller]
    fn check(text: &str, want: Option<&str>) {
        let got = read_iso(text).map(|(d, c)| match c {
            Some(c) => format!("{d} {:02}:{:02}", c.hour, c.minute),
            None => d.to_string(),
        });
        assert_eq!(got.as_deref(), want, "{text}");
    }

    #[test]
    fn times_are_read_as_written() {
        check("2015-08-10", Some("2015-08-10"));
        check("2015-08-10T14:24", Some("2015-08-10 14:24"));
        check("2020-12-25T01:59:50+02:00", Some("2020-12-25 01:59"));
        check("2015/8/3 09:05:00", Some("2015-08-03 09:05"));
        check("2015-08", Some("2015-08"));
        check("2015", Some("2015"));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        check("", None);
        check("2015-02-29", None);
        check("2015-13-01", None);
        check("31-12-2015", None);
        check("20150810", None);
        check("9999-01-01", None);
        check("yesterday", None);
    }
}
