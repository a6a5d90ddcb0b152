//! Where reports contradict each other.

use crate::day::Days;
use crate::party::Name;
use waqai_schema::Place;
use waqai_schema::world::{Claim, Day, Figure, WorldEvent};

/// The fields in which two claims cannot both hold.
pub(super) fn differs(event: &WorldEvent) -> Vec<String> {
    let mut fields = Vec::new();
    if any_pair(&event.date, days_differ) {
        fields.push("date".to_owned());
    }
    let says = |value: &str| event.status.iter().any(|c| c.value == value);
    if says("negated") && (says("actual") || says("historical")) {
        fields.push("status".to_owned());
    }
    if any_pair(&event.place, places_differ) {
        fields.push("place".to_owned());
    }
    for (index, claim) in event.figures.iter().enumerate() {
        let name = format!("figures.{}", claim.value.of);
        let other = event.figures.iter().skip(index + 1).any(|o| figures_differ(&claim.value, &o.value));
        if other && !fields.contains(&name) {
            fields.push(name);
        }
    }
    fields
}

fn any_pair<T>(claims: &[Claim<T>], differ: impl Fn(&T, &T) -> bool) -> bool {
    claims.iter().enumerate().any(|(i, a)| claims.iter().skip(i + 1).any(|b| differ(&a.value, &b.value)))
}

/// Words give days that have none in common. The day of publication contradicts nothing.
fn days_differ(one: &Day, other: &Day) -> bool {
    let days = |day: &Day| match day.from.as_str() {
        "published" => None,
        _ => Days::of(&day.value, day.value_end.as_deref(), false),
    };
    matches!((days(one), days(other)), (Some(a), Some(b)) if a.gap(b) > 0)
}

/// Whether two places are one: the same name, or near the same point and with a name within the other's.
pub(super) fn one_place(one: &Place, other: &Place) -> bool {
    let countries = one.country.is_none() || other.country.is_none() || one.country == other.country;
    if !countries || one.precision != other.precision {
        return false;
    }
    let (a, b) = (Name::of(&one.name), Name::of(&other.name));
    a.same(&b) || (a.within(&b) && distance(one, other).is_some_and(|km| km < 5.0))
}

/// Kilometres apart from which two points are two places.
const APART: f64 = 50.0;

/// Two places of which neither can lie in the other.
fn places_differ(one: &Place, other: &Place) -> bool {
    if let (Some(a), Some(b)) = (&one.country, &other.country)
        && a != b
    {
        return true;
    }
    let exact = |p: &Place| p.precision.as_deref() == Some("place");
    exact(one) && exact(other) && distance(one, other).is_some_and(|km| km > APART)
}

/// Great-circle distance in kilometres (haversine, mean radius of the Earth 6371 km); `None` without both points.
fn distance(one: &Place, other: &Place) -> Option<f64> {
    let (lat, lon) = (one.lat?.to_radians(), one.lon?.to_radians());
    let (other_lat, other_lon) = (other.lat?.to_radians(), other.lon?.to_radians());
    let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
    let h = half(lat, other_lat) + lat.cos() * other_lat.cos() * half(lon, other_lon);
    Some(2.0 * 6371.0 * h.sqrt().min(1.0).asin())
}

/// Figures of one kind whose ranges do not meet; two that are said to be near only do not contradict each other when one is within a
/// tenth of the other.
fn figures_differ(one: &Figure, other: &Figure) -> bool {
    if one.of != other.of {
        return false;
    }
    let range = |f: &Figure| {
        let (low, high) = (f.low.unwrap_or(0), f.high.unwrap_or(u64::MAX));
        if f.about { (low - low / 10, high.saturating_add(high / 10)) } else { (low, high) }
    };
    let ((a, b), (c, d)) = (range(one), range(other));
    b < c || d < a
}

#[cfg(test)]
mod tests {
    use super::{distance, figures_differ, places_differ};
    use waqai_schema::Place;
    use waqai_schema::world::Figure;

    fn place(name: &str, country: &str, lat: f64, lon: f64) -> Place {
        Place {
            entity: None,
            name: name.to_owned(),
            country: Some(country.to_owned()),
            lat: Some(lat),
            lon: Some(lon),
            precision: Some("place".to_owned()),
        }
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let (quito, meridian) = (place("a", "XXX", 0.0, 0.0), place("b", "XXX", 0.0, 1.0));
        assert!((distance(&quito, &meridian).unwrap() - 111.2).abs() < 0.1);
    }

    #[test]
    fn places_differ_by_country_or_by_far() {
        let here = place("a", "OMN", 23.0, 58.0);
        assert!(places_differ(&here, &place("b", "YEM", 23.0, 58.0)));
        assert!(places_differ(&here, &place("b", "OMN", 17.0, 54.0)));
        assert!(!places_differ(&here, &place("b", "OMN", 23.1, 58.0)));
        let country = Place { precision: Some("country".to_owned()), ..place("c", "OMN", 21.0, 56.0) };
        assert!(!places_differ(&here, &country));
    }

    #[test]
    fn figures_differ_when_their_ranges_do_not_meet() {
        let figure = |low, high, about| Figure { of: "dead".to_owned(), low, high, about };
        let exactly = |n| figure(Some(n), Some(n), false);
        assert!(figures_differ(&exactly(81), &exactly(90)));
        assert!(!figures_differ(&exactly(81), &figure(Some(80), None, false)));
        assert!(!figures_differ(&exactly(81), &figure(Some(85), Some(85), true)));
        assert!(!figures_differ(&exactly(81), &Figure { of: "injured".to_owned(), ..exactly(90) }));
    }
}
