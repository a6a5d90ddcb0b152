//! The CAMEO code of an event in the world: of the codes of its reports what they agree on. Modes and status are those of the merged
//! event, the rule that of each report.

use crate::view::View;
use waqai_rules::cameo;

/// The code, of two digits or three; `None` where none is sure, and for what did not happen, which CAMEO has no place for.
pub(crate) fn code(view: &View<'_>) -> Option<&'static str> {
    let status = view.status()?;
    let modes: Vec<&str> = view.event.modes.iter().map(|claim| claim.value.as_str()).collect();
    let of = |rule: &str| cameo::code(&view.event.kind, &modes, status, rule);
    let codes: Option<Vec<_>> = view.event.reports.iter().map(|report| of(&report.rule)).collect();
    // A report without a sure code leaves the event without one.
    cameo::common(codes?.into_iter())
}

/// The quadrant of a root: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
pub(crate) fn quad(code: &str) -> Option<u8> {
    match code.get(..2)?.parse().ok()? {
        1_u8..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::quad;
    use waqai_rules::cameo::code;

    #[test]
    fn the_closest_row_counts() {
        let done = |kind, modes: &[&str], rule| code(kind, modes, "actual", rule);
        assert_eq!(done("CONSULT", &["visit"], "own/rule"), Some("042"));
        assert_eq!(done("CONSULT", &[], "events/consult/message"), None);
        assert_eq!(done("CONSULT", &["visit", "phone"], "own/rule"), Some("04"));
        assert_eq!(done("NOTHING", &[], "own/rule"), None);
        assert_eq!(code("AGREE", &[], "planned", "events/agree/will-host"), Some("036"));
    }

    #[test]
    fn a_code_has_a_quadrant() {
        assert_eq!([quad("042"), quad("07"), quad("112"), quad("190")], [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!([quad("x"), quad("99")], [None, None]);
    }
}
