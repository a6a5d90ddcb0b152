//! Times as the store keeps them: RFC 3339 in UTC to the second, so that their order is that of their letters.

use crate::error::{Kind, Result};

/// Which moment of a bare day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    First,
    Last,
}

/// `2026-02-12T08:30:00Z` from that, from the same with a fraction of a second, or from a bare day.
pub(crate) fn moment(text: &str, edge: Edge) -> Result<String> {
    let bad = || Kind::Time(text.to_owned()).into();
    let full = match text.len() {
        10 if edge == Edge::First => format!("{text}T00:00:00Z"),
        10 => format!("{text}T23:59:59Z"),
        _ => match (text.get(..19), text.get(19..)) {
            (Some(head), Some("Z" | "+00:00")) => format!("{head}Z"),
            (Some(head), Some(rest)) if fraction(rest) => format!("{head}Z"),
            _ => return Err(bad()),
        },
    };
    let shape = "dddd-dd-ddTdd:dd:ddZ";
    let fits = full.len() == shape.len()
        && full.bytes().zip(shape.bytes()).all(|(c, s)| if s == b'd' { c.is_ascii_digit() } else { c == s });
    let number = |from: usize| full.get(from..from + 2).and_then(|n| n.parse::<u8>().ok()).unwrap_or(u8::MAX);
    let sound = (1..=12).contains(&number(5))
        && (1..=31).contains(&number(8))
        && number(11) < 24
        && number(14) < 60
        && number(17) < 61;
    if fits && sound { Ok(full) } else { Err(bad()) }
}

/// `.123Z`
fn fraction(rest: &str) -> bool {
    let digits = rest.strip_prefix('.').and_then(|r| r.strip_suffix('Z'));
    digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The first and the last day, as yyyymmdd, of `2026-02-12`, `2026-02` or `2026`; a time of day behind it is passed over. Every month has
/// 31 days here: only their order counts.
pub(crate) fn days(text: &str) -> Option<(i64, i64)> {
    let mut numbers = [None; 3];
    let date = text.split('T').next()?;
    for (slot, (part, length)) in numbers.iter_mut().zip(date.split('-').zip([4, 2, 2])) {
        let well = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        *slot = Some(part.parse::<i64>().ok().filter(|_| well)?);
    }
    if date.split('-').count() > 3 {
        return None;
    }
    let [Some(year), month, day] = numbers else { return None };
    let sound = month.is_none_or(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=31).contains(&d));
    let number = |month: i64, day: i64| year * 10_000 + month * 100 + day;
    sound.then(|| {
        (number(month.unwrap_or(1), day.unwrap_or(1)), number(month.unwrap_or(12), day.unwrap_or(31)))
    })
}

#[cfg(test)]
mod tests {
    use super::{Edge, days, moment};

    #[test]
    fn moments_are_brought_to_one_form() {
        for (text, want) in [
            ("2026-02-12T08:30:00Z", Some("2026-02-12T08:30:00Z")),
            ("2026-02-12T08:30:00.25Z", Some("2026-02-12T08:30:00Z")),
            ("2026-02-12T08:30:00+00:00", Some("2026-02-12T08:30:00Z")),
            ("2026-02-12", Some("2026-02-12T23:59:59Z")),
            ("2026-13-12", None),
            ("2026-02-12T08:30:00+03:00", None),
            ("2026-02-12T25:30:00Z", None),
            ("yesterday", None),
            ("١٢-٠٢-٢٠٢٦", None),
            ("", None),
        ] {
            assert_eq!(moment(text, Edge::Last).ok().as_deref(), want, "{text}");
        }
        assert_eq!(moment("2026-02-12", Edge::First).ok().as_deref(), Some("2026-02-12T00:00:00Z"));
    }

    #[test]
    fn days_of_any_precision() {
        assert_eq!(days("2026-02-12"), Some((20_260_212, 20_260_212)));
        assert_eq!(days("2026-02-12T08:30"), Some((20_260_212, 20_260_212)));
        assert_eq!(days("2026-02"), Some((20_260_201, 20_260_231)));
        assert_eq!(days("2026"), Some((20_260_101, 20_261_231)));
        assert_eq!(days("2026-2-12"), None);
        assert_eq!(days("2026-02-12-01"), None);
        assert_eq!(days("soon"), None);
    }
}
