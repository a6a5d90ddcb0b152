//! Rules from the command line.

mod common;

use common::{file, folder, waqai};

#[test]
fn every_rule_is_listed_with_its_type() {
    let ran = waqai(&["rules", "list"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|l| l.split('\t').collect()).collect();
    assert!(rows.len() > 40, "{} rules", rows.len());
    assert!(rows.iter().all(|r| r.len() == 3 && !r[2].is_empty()));
    assert!(rows.iter().any(|r| r[0].starts_with("events/consult/") && r[1] == "CONSULT"));
    assert!(rows.iter().any(|r| r[0].starts_with("statements/") && r[1] == "-"));
}

#[test]
fn a_mistake_in_a_rule_is_told_with_its_place() {
    let folder = folder("rules");
    let good = file(
        &folder,
        "good.rule",
        "about     Two sides meet.\nemits     CONSULT\n\nverb      التقى\n  actor     subject\n".as_bytes(),
    );
    let bad = file(&folder, "bad.rule", "about     X.\nemits     NONSENSE\n".as_bytes());
    assert_eq!(waqai(&["rules", "check", &good], b"").code, Some(0));
    let ran = waqai(&["rules", "check", &bad, &good], b"");
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("bad.rule:2:"), "{}", ran.err);
    assert_eq!(waqai(&["rules", "check", "no-such.rule"], b"").code, Some(1));
}
