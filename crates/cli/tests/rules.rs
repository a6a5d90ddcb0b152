//! Rules from the command line.

mod common;

use common::{file, folder, line, records, waqai};
use std::path::Path;

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

/// A verb that no rule that ships knows.
const BARTER: &str = "about     Goods are bartered between states.
emits     COOPERATE
verb      قايض
  actor     subject
  recipient object
example
  text      قايضت تونس الجزائر أمس.
  trigger   قايضت
  actor     تونس
  recipient الجزائر
not
  text      بقي القمح في المخازن.
";

#[test]
fn the_examples_of_a_rule_file_are_tried() {
    let folder = folder("rules-test");
    let good = file(&folder, "barter.rule", BARTER.as_bytes());
    let ran = waqai(&["rules", "test", &good], b"");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "1 rules, 2 examples, 0 failed\n"), "{}", ran.err);

    // The recipient is wrong, and the counter-example fires.
    let wrong =
        BARTER.replace("recipient الجزائر", "recipient ليبيا").replace("بقي القمح", "قايضت ليبيا مصر");
    let wrong = file(&folder, "wrong.rule", wrong.as_bytes());
    let ran = waqai(&["rules", "test", &wrong], b"");
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.out);
    assert!(
        lines[0].starts_with(&format!("{wrong}:6: expected COOPERATE with recipient ليبيا; got COOPERATE"))
    );
    assert!(lines[0].ends_with("[قايضت] تونس -> الجزائر on 2026-02-10 in تونس (wrong)"), "{}", lines[0]);
    assert!(lines[1].starts_with(&format!("{wrong}:11: expected no event of this rule; got COOPERATE")));
    assert_eq!(lines[2], "1 rules, 2 examples, 2 failed");
    let ran = waqai(&["rules", "test", "--verbose", &wrong], b"");
    assert!(ran.out.contains("\n  names تونس/LOC | الجزائر/LOC\n"), "{}", ran.out);

    std::fs::remove_file(&good).expect("the file is there");
    // A folder stands for its rule files; a mistake in one of them does not hide the others.
    file(
        &folder,
        "broken.rule",
        "about     X.\nemits     COOPERATE\nverb      قايض\n  actor     wer\n".as_bytes(),
    );
    let ran = waqai(&["rules", "test", &folder.to_string_lossy()], b"");
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.ends_with("1 rules, 2 examples, 2 failed\n"), "{}", ran.out);
    assert!(ran.err.contains("broken.rule:4:13: unknown function `wer`"), "{}", ran.err);
}

#[test]
fn a_file_that_ships_is_tried_as_itself() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/rules/events/consult");
    let ran = waqai(&["rules", "test", &data.to_string_lossy()], b"");
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.ends_with(" examples, 0 failed\n"), "{}", ran.out);
}

#[test]
fn a_user_s_own_rules_are_read_beside_those_that_ship() {
    let folder = folder("rules-own");
    let own = folder.to_string_lossy().into_owned();
    std::fs::create_dir_all(folder.join("trade")).expect("a folder for the test");
    file(&folder, "trade/barter.rule", BARTER.as_bytes());
    let article =
        line("a1", "تبادل\n\nقايضت تونس الجزائر أمس. والتقى وزير الخارجية السوري نظيره الفرنسي في باريس.");
    let events = |args: &[&str]| {
        let ran = waqai(args, article.as_bytes());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let record = &records(&ran.out)[0];
        let events = record["events"].as_array().expect("a list of events").iter();
        events
            .map(|e| format!("{} {}", e["type"].as_str().unwrap_or(""), e["rule"].as_str().unwrap_or("")))
            .collect::<Vec<_>>()
    };
    let ships = events(&["code", "-"]);
    assert_eq!(ships, ["CONSULT events/consult/meet"]);
    let both = events(&["code", "--rules", &own, "-"]);
    assert_eq!(both, ["COOPERATE trade/barter", "CONSULT events/consult/meet"]);
    let ran = waqai(&["explain", "--rules", &own, "-"], article.as_bytes());
    assert!(ran.out.contains("trade/barter"), "{}", ran.out);

    // The id of a rule that ships: the own file replaces it.
    std::fs::create_dir_all(folder.join("events/consult")).expect("a folder for the test");
    let meet =
        "about     Two meet.\nemits     AGREE\nverb      التقى\n  actor     subject\n  actor     object\n";
    file(&folder, "events/consult/meet.rule", meet.as_bytes());
    let replaced = events(&["code", "--rules", &own, "-"]);
    assert_eq!(replaced, ["COOPERATE trade/barter", "AGREE events/consult/meet"]);
}

#[test]
fn nothing_is_read_with_rules_that_hold_a_mistake() {
    let folder = folder("rules-broken");
    let own = folder.to_string_lossy().into_owned();
    let article = line("a1", "التقى وزير الخارجية السوري نظيره الفرنسي في باريس.");
    for command in ["code", "explain", "read"] {
        let ran = waqai(&[command, "--rules", &own, "-"], article.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
        assert!(ran.err.ends_with("a folder without rules; rule files end in .rule [rule]\n"), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1);
    }
    file(&folder, "one.rule", BARTER.replace("subject", "subjekt").as_bytes());
    for command in ["code", "explain", "read"] {
        let ran = waqai(&[command, "--rules", &own, "-"], article.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
        assert!(ran.err.contains("one.rule:4:13: unknown function `subjekt`"), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    }
    // Two files with one id.
    let other = folder.join("other");
    std::fs::create_dir_all(&other).expect("a folder for the test");
    file(&folder, "one.rule", BARTER.as_bytes());
    file(&other, "one.rule", BARTER.as_bytes());
    let ran = waqai(&["code", "--rules", &own, "--rules", &other.to_string_lossy(), "-"], article.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("the rule one stands in"), "{}", ran.err);
}
