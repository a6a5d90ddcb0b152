//! The CAMEO code of an event as it was read.

use crate::types::Event;
use waqai_rules::cameo::code;

/// The CAMEO code of the event, where one is sure.
#[must_use]
pub fn cameo(event: &Event) -> Option<&'static str> {
    let modes: Vec<&str> = event.modes.iter().map(|mode| mode.as_str()).collect();
    code(event.kind, &modes, event.status.name(), &event.rule)
}

#[cfg(test)]
mod tests {
    use super::cameo;
    use crate::types::{Event, Status};
    use waqai_rules::cameo::{ANY, TABLES};
    use waqai_rules::{EVENT_TYPES, parse_rule};
    use waqai_text::Span;

    fn event(kind: &'static str, modes: &[&str], status: Status, rule: &str) -> Event {
        Event {
            kind,
            modes: modes.iter().map(|m| (*m).into()).collect(),
            contexts: Vec::new(),
            status,
            actors: Vec::new(),
            recipients: Vec::new(),
            date: None,
            place: None,
            trigger: Span::new(0, 1),
            sentence: Span::new(0, 1),
            evidence: Vec::new(),
            attribution: Vec::new(),
            confirmed_by: Vec::new(),
            denies: None,
            figures: Vec::new(),
            confidence: 0.7,
            rule: rule.into(),
            why: Vec::new(),
        }
    }

    #[test]
    fn the_closest_row_counts() {
        let code = |kind, modes: &[&str], rule: &str| cameo(&event(kind, modes, Status::Actual, rule));
        assert_eq!(code("CONSULT", &[], "own/meet"), Some("04"));
        assert_eq!(code("CONSULT", &["visit"], "own/meet"), Some("042"));
        assert_eq!(code("SUPPORT", &[], "events/support/sign"), Some("057"));
        assert_eq!(code("ASSAULT", &["explosives"], "events/assault/bombing"), Some("183"));
        assert_eq!(code("ASSAULT", &["aerial"], "events/assault/shell"), Some("195"));
        assert_eq!(code("REQUEST", &["yield"], "events/request/demand"), Some("10"));
    }

    #[test]
    fn what_is_ambiguous_has_no_code() {
        let code = |kind, modes: &[&str]| cameo(&event(kind, modes, Status::Actual, "own/rule"));
        assert_eq!(code("ASSAULT", &[]), None);
        assert_eq!(code("ASSAULT", &["firearms"]), None);
        // A mode without a sure code leaves the other's.
        assert_eq!(code("ASSAULT", &["firearms", "targeted"]), Some("18"));
        // One root, two codes; two roots.
        assert_eq!(code("ASSAULT", &["aerial", "heavy-weapons"]), Some("19"));
        assert_eq!(code("ASSAULT", &["aerial", "suicide-attack"]), None);
        assert_eq!(code("PROTEST", &["unknown"]), Some("14"));
    }

    #[test]
    fn plans_are_intentions_and_denials_nothing() {
        let code = |kind, status, rule| cameo(&event(kind, &[], status, rule));
        assert_eq!(code("AGREE", Status::Planned, "events/consult/meet"), Some("036"));
        assert_eq!(code("AGREE", Status::Actual, "events/agree/accept"), Some("03"));
        assert_eq!(code("CONCEDE", Status::Planned, "events/retreat/release"), Some("035"));
        assert_eq!(code("PROTEST", Status::Planned, "events/protest/demonstrate"), None);
        assert_eq!(code("CONSULT", Status::Negated, "events/consult/meet"), None);
        assert_eq!(code("CONSULT", Status::Historical, "events/consult/meet"), Some("04"));
    }

    #[test]
    fn the_table_names_types_rules_and_codes_that_are() {
        for kind in EVENT_TYPES {
            assert!(TABLES[0].contains_key(&(kind, ANY, ANY)), "{kind}");
        }
        let mut rows: Vec<_> = TABLES.iter().flatten().collect();
        rows.sort();
        for ((kind, _, rule), code) in rows {
            assert!(EVENT_TYPES.contains(kind), "{kind}");
            let file = crate::RuleSet::files().iter().find(|(id, _)| id == rule);
            if *rule != ANY {
                let (id, source) = file.unwrap_or_else(|| panic!("no rule {rule}"));
                let emits = parse_rule(id, id, source).expect("rules that ship are well formed").emits;
                let planned = matches!(*kind, "AGREE" | "CONCEDE");
                assert!(emits == Some(*kind) || planned, "{rule} does not emit {kind}");
            }
            if let Some(code) = code {
                let root: u32 = code.get(..2).and_then(|r| r.parse().ok()).unwrap_or(0);
                assert!((1..=20).contains(&root) && (2..=3).contains(&code.len()), "{code}");
            }
        }
    }
}
