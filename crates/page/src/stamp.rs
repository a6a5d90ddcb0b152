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
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The date an address carries in its path: `/2013/middle_east/8/3/`, `/2020/12/25/`, `/20150810/`,
/// `2015-03-11-10-49-57` in a slug. The last segment that has one counts, since the first may name a category.
pub(crate) fn date_in_url(url: &str) -> Option<DateValue> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or("");
    let segments: Vec<&str> = path.split('/').skip(1).filter(|s| !s.is_empty()).collect();
    if let Some(date) = segments.iter().rev().find_map(|s| in_segment(s)) {
        return Some(date);
    }
    // Year, then month, then perhaps day, each a segment; words may stand between them.
    let numbers: Vec<(usize, u32)> = segments
        .iter()
        .map(|s| if (1..=4).contains(&s.len()) { s.parse().unwrap_or(0) } else { 0 })
        .enumerate()
        .collect();
    let &(at, year) = numbers.iter().find(|(i, n)| plausible_year(*n) && segments[*i].len() == 4)?;
    let rest: Vec<u32> = numbers[at + 1..]
        .iter()
        .take(4)
        .filter(|(i, n)| *n > 0 && segments[*i].len() <= 2)
        .map(|n| n.1)
        .collect();
    match rest[..] {
        [month, day, ..] => date(year, month, day),
        [month] if (1..=12).contains(&month) => {
            Some(DateValue { year: year as i16, month: Some(month as u8), day: None })
        }
        _ => None,
    }
}

/// Addresses of articles are younger than the web.
fn plausible_year(year: u32) -> bool {
    (1995..=2100).contains(&year)
}

fn date(year: u32, month: u32, day: u32) -> Option<DateValue> {
    let real = plausible_year(year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    real.then_some(DateValue { year: year as i16, month: Some(month as u8), day: Some(day as u8) })
}

/// A date within one segment: eight digits, or numbers joined by `-`, `_` or `.`.
fn in_segment(segment: &str) -> Option<DateValue> {
    let runs: Vec<&str> = segment.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).collect();
    let number = |r: &str| r.parse::<u32>().unwrap_or(0);
    let joined = |w: &[&str]| ["-", "_", "."].iter().any(|mark| segment.contains(&w.join(mark)));
    runs.windows(3)
        .filter(|w| w[0].len() == 4 && w[1].len() <= 2 && w[2].len() <= 2 && joined(w))
        .find_map(|w| date(number(w[0]), number(w[1]), number(w[2])))
        .or_else(|| {
            // Eight digits that stand alone; more of them are a number of the archive.
            runs.iter()
                .filter(|r| r.len() == 8)
                .find_map(|r| date(number(&r[..4]), number(&r[4..6]), number(&r[6..])))
        })
}

/// The number of a day, to subtract from another; `None` without a day.
pub(crate) fn day_number(value: DateValue) -> Option<i64> {
    let (month, day) = (i64::from(value.month?), i64::from(value.day?));
    // Days from civil, after H. Hinnant: the year begins in March, so that the leap day is its last.
    let year = i64::from(value.year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

#[cfg(test)]
mod tests {
    use super::{date_in_url, day_number, read_iso};

    #[track_caller]
    fn check_url(url: &str, want: Option<&str>) {
        assert_eq!(date_in_url(url).map(|d| d.to_string()).as_deref(), want, "{url}");
    }

    #[test]
    fn addresses_tell_the_day() {
        check_url("http://news.example/2013/middle_east/8/3/clashes/index.html", Some("2013-08-03"));
        check_url("http://news.example/20150810/story.htm", Some("2015-08-10"));
        check_url("https://news.example/2020/12/25/x", Some("2020-12-25"));
        check_url("https://news.example/2014-03-27-15-52-42-/3944-2015-03-11-10-49-57", Some("2015-03-11"));
        check_url("https://news.example/2015/08/x", Some("2015-08"));
        check_url("https://news.example/story/2024-5-13-x/6573469", Some("2024-05-13"));
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        check_url("https://news.example/article/825076-50", None);
        check_url("https://news.example/article/12345678", None);
        check_url("https://news.example/2015/", None);
        check_url("https://2015.example/", None);
        check_url("https://news.example/plan-2030/story", None);
        check_url("", None);
    }

    #[test]
    fn days_are_numbered_without_gaps() {
        let day = |t: &str| read_iso(t).and_then(|(d, _)| day_number(d)).unwrap_or_default();
        assert_eq!(day("2020-03-01") - day("2020-02-29"), 1);
        assert_eq!(day("2021-01-01") - day("2020-12-31"), 1);
        assert_eq!(day("2021-03-01") - day("2021-02-28"), 1);
    }

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
