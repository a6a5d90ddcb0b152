//! Every claim of an event in one list, whatever its field: the long table of what the reports say.

use std::borrow::Cow;
use waqai_schema::Place;
use waqai_schema::world::{Claim, Day, Figure, Party, Support, WorldEvent};

/// One claim.
pub(crate) struct ClaimView<'a> {
    /// `status`, `date`, `figures.dead`, …
    pub(crate) field: Cow<'static, str>,
    /// 1 for the best supported of its field.
    pub(crate) rank: usize,
    /// The value in a few signs.
    pub(crate) value: Cow<'a, str>,
    /// The whole value as JSON.
    pub(crate) json: String,
    pub(crate) support: &'a [Support],
    pub(crate) voices: u32,
    pub(crate) decided: Option<&'a str>,
    /// Whether the reports contradict each other in this field.
    pub(crate) disputed: bool,
}

/// The claims of an event in the order of its fields, the best supported of each first.
pub(crate) fn claims(event: &WorldEvent) -> Vec<ClaimView<'_>> {
    let mut list = List { event, claims: Vec::new() };
    list.add("modes", &event.modes, |mode| mode.as_str().into());
    list.add("contexts", &event.contexts, |context| context.as_str().into());
    list.add("status", &event.status, |status| status.as_str().into());
    list.add("actors", &event.actors, party);
    list.add("recipients", &event.recipients, party);
    list.add("date", &event.date, day);
    list.add("place", &event.place, place);
    for claim in &event.figures {
        let field = format!("figures.{}", claim.value.of);
        let rank = 1 + list.claims.iter().filter(|other| other.field == field).count();
        list.push(field.into(), rank, claim, figure);
    }
    list.claims
}

struct List<'a> {
    event: &'a WorldEvent,
    claims: Vec<ClaimView<'a>>,
}

impl<'a> List<'a> {
    fn add<T: serde::Serialize>(
        &mut self,
        field: &'static str,
        claims: &'a [Claim<T>],
        show: fn(&T) -> Cow<'_, str>,
    ) {
        for (i, claim) in claims.iter().enumerate() {
            self.push(field.into(), i + 1, claim, show);
        }
    }

    fn push<T: serde::Serialize>(
        &mut self,
        field: Cow<'static, str>,
        rank: usize,
        claim: &'a Claim<T>,
        show: fn(&T) -> Cow<'_, str>,
    ) {
        let disputed = self.event.differs.iter().any(|other| *other == field);
        self.claims.push(ClaimView {
            field,
            rank,
            value: show(&claim.value),
            // Values of the record have text keys and finite numbers only, so this does not fail.
            json: serde_json::to_string(&claim.value).unwrap_or_default(),
            support: &claim.support,
            voices: claim.voices,
            decided: claim.decided.as_deref(),
            disputed,
        });
    }
}

fn party(party: &Party) -> Cow<'_, str> {
    party.name.as_str().into()
}

fn place(place: &Place) -> Cow<'_, str> {
    place.name.as_str().into()
}

/// `2026-02-03`, or an ISO 8601 interval.
fn day(day: &Day) -> Cow<'_, str> {
    match &day.value_end {
        None => day.value.as_str().into(),
        Some(end) => format!("{}/{end}", day.value).into(),
    }
}

/// `12`, `3..5`, `30..` (or more), `..30` (or fewer), with `~` before it where the number is said to be near only.
fn figure(figure: &Figure) -> Cow<'_, str> {
    let about = if figure.about { "~" } else { "" };
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => format!("{about}{low}"),
        (Some(low), Some(high)) => format!("{about}{low}..{high}"),
        (Some(low), None) => format!("{about}{low}.."),
        (None, Some(high)) => format!("{about}..{high}"),
        (None, None) => String::new(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::figure;
    use waqai_schema::world::Figure;

    #[test]
    fn a_figure_says_how_it_is_meant() {
        let check = |low, high, about, want: &str| {
            assert_eq!(figure(&Figure { of: "dead".to_owned(), low, high, about }), want);
        };
        check(Some(12), Some(12), false, "12");
        check(Some(3), Some(5), false, "3..5");
        check(Some(30), None, false, "30..");
        check(None, Some(30), false, "..30");
        check(Some(30), Some(30), true, "~30");
    }
}
