//! The store as its users meet it: taken in, listed, shown, decided about, checked.

mod common;

use common::{Ran, file, folder, records, waqai};
use serde_json::Value;
use std::path::{Path, PathBuf};

const NOW: &str = "2026-02-12T08:30:00Z";
const LATER: &str = "2026-02-13T09:00:00Z";

fn article(id: &str, day: &str, text: &str) -> String {
    let line = serde_json::json!({
        "id": id, "url": format!("https://akhbar.example/{id}"), "source": "أخبار المدينة", "text": text, "published": day,
    });
    format!("{line}\n")
}

/// Two reports of a meeting and one of a strike.
fn news() -> String {
    [
        article(
            "a",
            "2026-02-11",
            "التقى وزير الخارجية السوري أسعد الشيباني نظيره الفرنسي جان نويل بارو في باريس أمس الثلاثاء.",
        ),
        article(
            "b",
            "2026-02-11",
            "اجتمع وزير الخارجية السوري أسعد الشيباني مع وزير الخارجية الفرنسي جان نويل بارو في باريس أمس الثلاثاء، وبحثا العلاقات.",
        ),
        article("c", "2026-01-16", "قتل ثلاثة جنود سودانيين في هجوم على قاعدة عسكرية قرب الأبيض أمس."),
    ]
    .concat()
}

/// A store with the news in it.
fn stocked(name: &str) -> (PathBuf, String) {
    let here = folder(name);
    let store = here.join("store").to_string_lossy().into_owned();
    let input = file(&here, "news.jsonl", news().as_bytes());
    let ran = waqai(&["add", "--store", &store, "--now", NOW, &input], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.starts_with("added: 3 new, 0 copies, 0 updated, 0 known before\nin the store: 3 articles; ")
    );
    (here, store)
}

fn on(store: &str, command: &str, args: &[&str]) -> Ran {
    waqai(&[&[command, "--store", store], args].concat(), b"")
}

fn events(store: &str, args: &[&str]) -> Vec<Value> {
    let ran = on(store, "events", args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let count = on(store, "events", &[&["--count"], args].concat());
    let listed = records(&ran.out);
    assert_eq!(count.out.trim(), listed.len().to_string());
    listed
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn what_was_added_is_listed_and_shown() {
    let (here, store) = stocked("listed");
    let all = events(&store, &[]);
    assert!(all.len() >= 2, "{all:?}");
    let meetings = events(&store, &["--type", "CONSULT", "--actor", "SYR", "--actor", "FRA"]);
    assert!(!meetings.is_empty());
    assert_eq!(events(&store, &["--actor", "SYR", "--actor", "SDN"]), Vec::<Value>::new());
    assert_eq!(on(&store, "events", &["--actor", "XXX", "--fail-empty"]).code, Some(4));
    let id = text(&meetings[0]["id"]);
    let shown = on(&store, "show", &[&id[..10], "--format", "text"]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    assert!(shown.out.contains(id) && shown.out.contains("sha256 "), "{}", shown.out);
    let arabic = on(&store, "show", &[id, "--format", "text", "--lang", "ar", "--why"]);
    assert!(arabic.out.contains("الفاعلون") && arabic.out.contains("التاريخ السابق"), "{}", arabic.out);
    let article = text(&meetings[0]["reports"][0]["article"]).to_owned();
    let shown = on(&store, "show", &[&article]);
    assert_eq!(records(&shown.out)[0]["schema"], "waqai.record/1");
    let capture = on(&store, "show", &[&article, "--capture"]);
    assert!(news().contains(capture.out.trim()) && !capture.out.is_empty());
    let text_of_article = on(&store, "show", &[&article, "--format", "text"]);
    assert!(text_of_article.out.contains(id), "{}", text_of_article.out);
    let nothing = on(&store, "show", &["ev-nothing"]);
    assert_eq!((nothing.code, nothing.err.lines().count()), (Some(1), 1));
    // The same once more: nothing is read again, nothing changes.
    let input = here.join("news.jsonl");
    let ran = waqai(&["add", "--store", &store, "--format", "jsonl", &input.to_string_lossy()], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(records(&ran.out).iter().all(|line| line["what"] == "seen"), "{}", ran.out);
    let again = waqai(&["add", "--store", &store, "--again", &input.to_string_lossy()], b"");
    assert!(again.out.starts_with("added: 0 new, 0 copies, 0 updated, 3 known before"), "{}", again.out);
    assert_eq!(events(&store, &[]), all);
}

#[test]
fn the_store_can_be_named_in_the_environment() {
    let (_here, store) = stocked("environment");
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_waqai"))
        .args(["events", "--count"])
        .env("WAQAI_STORE", &store)
        .output()
        .expect("it ran");
    assert_ne!(String::from_utf8_lossy(&ran.stdout).trim(), "0");
    let home = Path::new(&store).parent().expect("a folder");
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_waqai"))
        .args(["events"])
        .env_remove("WAQAI_STORE")
        .env("XDG_DATA_HOME", home)
        .output()
        .expect("it ran");
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("waqai add"));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_kept() {
    let here = folder("unreadable");
    let store = here.join("store").to_string_lossy().into_owned();
    let input = file(&here, "news.jsonl", format!("{}{{\"id\": 1}}\n", news()).as_bytes());
    let ran = waqai(&["add", "--store", &store, &input, "/nowhere/x.html"], b"");
    assert_eq!(ran.code, Some(3));
    assert!(ran.out.starts_with("added: 3 new"), "{}", ran.out);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    let only = waqai(&["add", "--store", &store, "/nowhere/x.html"], b"");
    assert_eq!(only.code, Some(1));
}

#[test]
fn decisions_are_kept_shown_and_obeyed() {
    let (_here, store) = stocked("decided");
    let all = events(&store, &[]);
    let (first, second) = (text(&all[0]["id"]).to_owned(), text(&all[1]["id"]).to_owned());
    let by = ["--by", "هدى", "--why", "خبر واحد", "--now", LATER];
    let merged = on(&store, "merge", &[&[first.as_str(), &second], &by[..]].concat());
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    assert!(merged.err.starts_with("kept as de-"), "{}", merged.err);
    assert_eq!(events(&store, &[]).len(), all.len() - 1);
    let kept = text(&records(&merged.out)[0]["id"]).to_owned();
    let gone = if kept == first { &second } else { &first };
    let tombstone = &records(&on(&store, "show", &[gone]).out)[0];
    assert_eq!((text(&tombstone["state"]), text(&tombstone["merged_into"])), ("merged", kept.as_str()));
    let refused = on(&store, "reject", &[&[gone.as_str()], &by[..]].concat());
    assert!(refused.code == Some(1) && refused.err.contains(&kept), "{}", refused.err);
    // As it was before.
    assert_eq!(events(&store, &["--as-of", "2026-02-12"]), all);
    let why = on(&store, "show", &[&kept, "--why", "--format", "text"]);
    assert!(why.out.contains("merge  هدى  خبر واحد"), "{}", why.out);
    let edited = on(
        &store,
        "edit",
        &[&[kept.as_str(), "status=planned", "dead=81-90", "--confirm"], &by[..]].concat(),
    );
    assert_eq!(edited.code, Some(0), "{}", edited.err);
    let event = &records(&edited.out)[0];
    assert_eq!((text(&event["status"][0]["value"]), text(&event["review"])), ("planned", "reviewed"));
    assert_eq!(event["figures"][0]["value"]["high"], 90);
    let split = on(&store, "split", &[&[kept.as_str(), "1"], &by[..]].concat());
    assert_eq!(split.code, Some(0), "{}", split.err);
    assert_eq!(events(&store, &[]).len(), all.len());
    let rejected = on(&store, "reject", &[&[kept.as_str()], &by[..]].concat());
    assert_eq!(rejected.code, Some(0), "{}", rejected.err);
    assert_eq!(events(&store, &[]).len(), all.len() - 1);
    assert_eq!(on(&store, "reject", &[&[kept.as_str(), "--undo"], &by[..]].concat()).code, Some(0));
    assert_eq!(events(&store, &[]).len(), all.len());
    for wrong in
        [vec!["edit", &kept, "colour=red"], vec!["edit", &kept, "date=soon"], vec!["split", &kept, "99"]]
    {
        let ran = on(&store, wrong[0], &[&wrong[1..], &by[..]].concat());
        assert!(ran.code == Some(1) && ran.err.lines().count() == 1, "{wrong:?}: {}", ran.err);
    }
    let changes = on(&store, "changes", &["--since", LATER]);
    let what: Vec<String> = records(&changes.out).iter().map(|c| text(&c["what"]).to_owned()).collect();
    for kind in ["merged", "changed", "rejected", "restored"] {
        assert!(what.iter().any(|w| w == kind), "{kind}: {what:?}");
    }
    assert_eq!(on(&store, "changes", &["--since", "soon"]).code, Some(1));
    let verified = on(&store, "verify", &[]);
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
}

#[test]
fn a_timeline_has_every_event_on_its_day() {
    let (_here, store) = stocked("timeline");
    let ran = on(&store, "timeline", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for event in events(&store, &[]) {
        assert!(ran.out.contains(text(&event["id"])), "{}", ran.out);
    }
    let counts = on(&store, "timeline", &["--counts", "--type", "CONSULT"]);
    assert!(counts.out.starts_with("2026-02-10\tCONSULT "), "{}", counts.out);
}

#[test]
fn damage_is_found() {
    let (_here, store) = stocked("damaged");
    let database = Path::new(&store).join(waqai_store::FILE);
    let mut bytes = std::fs::read(&database).expect("readable");
    // The first page says that it is a database; what comes after it is lost.
    bytes[16_384..].fill(0xA5);
    std::fs::write(&database, &bytes).expect("written");
    let ran = on(&store, "verify", &[]);
    assert_eq!(ran.code, Some(6), "{}{}", ran.out, ran.err);
    assert!(!ran.err.is_empty());
    std::fs::write(&database, b"no database at all, but long enough to be looked at as one".repeat(100))
        .expect("written");
    assert_eq!(on(&store, "verify", &[]).code, Some(6));
}
