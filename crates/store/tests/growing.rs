//! Many reports, one event; every change a version; decisions that outlive everything.

mod common;

use common::{NOW, Told, meeting, store};
use waqai_merge::{Decision, Field, ReportRef};
use waqai_schema::world::WorldEvent;
use waqai_store::{EventFilter, Store, What};

const LATER: &str = "2026-02-13T09:00:00Z";
const LATEST: &str = "2026-02-14T09:00:00Z";

fn events(store: &Store, filter: &EventFilter) -> Vec<WorldEvent> {
    let mut events = Vec::new();
    store
        .events(filter, |event| {
            events.push(event);
            Ok(())
        })
        .expect("readable");
    assert_eq!(store.count(filter).expect("readable"), events.len() as u64, "{filter:?}");
    events
}

fn ids(store: &Store) -> Vec<String> {
    events(store, &EventFilter::default()).into_iter().map(|e| e.id).collect()
}

fn changes(store: &Store) -> Vec<(String, String, u32)> {
    let changes = store.changes(None).expect("readable");
    changes.into_iter().map(|c| (c.what, c.event, c.version)).collect()
}

#[track_caller]
fn holds(store: &Store) {
    let found = store.verify(&mut |_, _, _| {}).expect("readable");
    assert_eq!(found.problems, Vec::<String>::new());
    assert!(found.versions > 0 && found.spans > 0);
}

fn take(store: &mut Store, told: &[Told], at: &str) -> Vec<waqai_store::Outcome> {
    store.add(told.iter().map(Told::intake).collect(), at).expect("taken in")
}

/// A protest that has nothing to do with the meeting.
fn protest(id: &str) -> Told {
    Told {
        text: format!("تظاهر مئات العمال أمام المصنع في صفاقس مطالبين بأجورهم ({id})."),
        kind: "PROTEST",
        trigger: "تظاهر",
        actors: vec![("تونس", "TUN")],
        day: Some("2026-01-15"),
        published: "2026-01-16",
        ..meeting(id)
    }
}

#[test]
fn a_second_report_makes_a_second_version_of_the_same_event() {
    let (_folder, mut store) = store();
    take(&mut store, &[meeting("a")], NOW);
    let id = ids(&store).remove(0);
    take(&mut store, &[meeting("b")], LATER);
    assert_eq!(ids(&store), std::slice::from_ref(&id));
    let event = store.event(&id, None).expect("readable").expect("there");
    assert_eq!((event.version, event.reports.len(), event.recorded.as_str()), (2, 2, LATER));
    assert_eq!(changes(&store), [("new".to_owned(), id.clone(), 1), ("changed".to_owned(), id.clone(), 2)]);
    let before = store.event(&id, Some("2026-02-12")).expect("readable").expect("there");
    assert_eq!((before.version, before.reports.len()), (1, 1));
    assert_eq!(store.event(&id, Some("2026-02-11")).expect("readable"), None);
    assert!(store.event(&id, Some("soon")).is_err());
    let then = EventFilter { as_of: Some("2026-02-12".to_owned()), ..EventFilter::default() };
    assert_eq!(events(&store, &then), [before]);
    assert_eq!(store.why(&event).expect("readable").len(), 1);
    holds(&store);
}

#[test]
fn a_copy_is_a_report_and_no_voice() {
    let (_folder, mut store) = store();
    let long = "وقال الوزير إن المباحثات تناولت إعادة فتح السفارات وتبادل الوفود التجارية خلال العام الجاري، وأضاف أن الجانبين \
                اتفقا على عقد اجتماع ثان في الربيع المقبل بحضور ممثلين عن غرف الصناعة والزراعة، فيما أكد نظيره أن بلاده \
                مستعدة لتقديم منح دراسية لطلاب الهندسة والطب، وأن الخطوط الجوية ستعيد رحلاتها الأسبوعية قبل نهاية الصيف.";
    let mut one = meeting("a");
    one.text = format!("التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس. {long}");
    let two = Told {
        id: "b".to_owned(),
        url: Some("https://sada.example/b".to_owned()),
        source: Some("صدى".to_owned()),
        published: "2026-02-12",
        ..one.clone()
    };
    let first = take(&mut store, &[one], NOW);
    let second = take(&mut store, &[two], LATER);
    assert_eq!(second[0].what, What::CopyOf(first[0].article.clone()));
    let event = events(&store, &EventFilter::default()).remove(0);
    assert_eq!((event.reports.len(), event.voices), (2, 1));
    assert_eq!(store.totals().expect("readable").copies, 1);
    holds(&store);
}

#[test]
fn an_event_that_no_report_tells_any_longer_leaves_a_tombstone() {
    let (_folder, mut store) = store();
    take(&mut store, &[meeting("a")], NOW);
    let id = ids(&store).remove(0);
    let mut record = meeting("a").record();
    record.events.clear();
    let mut intake = meeting("a").intake();
    (intake.record, intake.capture) = (record, b"corrected".to_vec());
    assert_eq!(store.add(vec![intake], LATER).expect("taken in")[0].what, What::Updated);
    assert_eq!(ids(&store), Vec::<String>::new());
    let all = EventFilter { include_withdrawn: true, ..EventFilter::default() };
    let gone = events(&store, &all).remove(0);
    assert_eq!((gone.id.as_str(), gone.state.as_str(), gone.version), (id.as_str(), "withdrawn", 2));
    assert_eq!(changes(&store)[1].0, "withdrawn");
    holds(&store);
}

/// A meeting and a protest, whatever linking thinks of them, merged by a person.
fn merged(store: &mut Store) -> (String, String) {
    take(store, &[meeting("a"), protest("b")], NOW);
    let (a, b) = (event_of(store, "a"), event_of(store, "b"));
    assert_ne!(a, b);
    let reports: Vec<ReportRef> =
        [&a, &b].iter().flat_map(|id| store.reports_of(id).expect("there")).collect();
    store.decide(Decision::Merge { reports }, "هدى", "محاضر الاجتماع", LATER).expect("decided");
    (a, b)
}

/// The event of an article's first report.
fn event_of(store: &Store, id: &str) -> String {
    let mut found = None;
    store
        .articles(|article| {
            if article.record.document.id == id {
                let event = article.record.events[0].id.clone();
                found = store.event_of(&ReportRef { article: article.id, event })?;
            }
            Ok(())
        })
        .expect("readable");
    found.expect("an event")
}

#[test]
fn merged_events_keep_the_older_id_and_the_other_says_where_it_went() {
    let (_folder, mut store) = store();
    let (a, b) = merged(&mut store);
    assert_eq!(ids(&store), std::slice::from_ref(&a));
    let event = store.event(&a, None).expect("readable").expect("there");
    assert_eq!((event.reports.len(), event.review.as_str()), (2, "reviewed"));
    let gone = store.event(&b, None).expect("readable").expect("a tombstone");
    assert_eq!((gone.state.as_str(), gone.merged_into.as_ref()), ("merged", Some(&a)));
    let last = store.changes(None).expect("readable").pop().expect("a change");
    assert_eq!((last.what.as_str(), last.merged_into), ("merged", Some(a.clone())));
    let decided = store.decisions().expect("readable").remove(0);
    assert_eq!(
        (decided.who.as_str(), decided.why.as_str(), decided.at.as_str()),
        ("هدى", "محاضر الاجتماع", LATER)
    );
    holds(&store);
    // Taken apart again, the other has its id back.
    let reports: Vec<ReportRef> = store.reports_of(&a).expect("there");
    let (from, out): (Vec<_>, Vec<_>) = reports.into_iter().partition(|r| *event_first(&event) == r.article);
    store.decide(Decision::Split { reports: out, from }, "هدى", "", LATEST).expect("decided");
    assert_eq!(event_of(&store, "a"), a);
    assert_eq!(event_of(&store, "b"), b);
    assert_eq!(
        store.versions(&b).expect("readable").last().map(|v| v.what.clone()).as_deref(),
        Some("restored")
    );
    holds(&store);
}

/// The article of the meeting.
fn event_first(event: &WorldEvent) -> &str {
    &event.reports.iter().find(|r| r.trigger.text == "التقى").expect("the meeting").article
}

#[test]
fn a_decision_outlives_new_readings() {
    let (_folder, mut store) = store();
    let (a, _) = merged(&mut store);
    let reports = store.reports_of(&a).expect("there");
    let value = serde_json::json!("planned");
    store.decide(Decision::Edit { reports, field: Field::Status, value }, "هدى", "", LATER).expect("decided");
    // The program has learned to read another event before it: what was v1 is v2 now.
    let mut intake = meeting("a").intake();
    let mut other = intake.record.events[0].clone();
    intake.record.events[0].id = "v2".to_owned();
    (other.kind, other.trigger.start, other.trigger.end) = ("AID".to_owned(), 0, 3);
    other.trigger.text = intake.record.document.text.chars().take(3).collect();
    intake.record.events.insert(0, other);
    assert_eq!(store.add(vec![intake], LATEST).expect("taken in")[0].what, What::Updated);
    let event = store.event(&a, None).expect("readable").expect("there");
    assert_eq!(event.state, "current");
    assert_eq!(event.reports.len(), 2);
    assert_eq!(event.status[0].value, "planned");
    assert!(event.reports.iter().any(|r| r.event == "v2"));
    assert!(store.decisions().expect("readable").iter().all(|d| d.lost.is_empty()));
    assert_eq!(ids(&store).len(), 2);
    holds(&store);
}

#[test]
fn a_decision_about_what_is_no_more_says_so() {
    let (_folder, mut store) = store();
    merged(&mut store);
    let mut intake = meeting("a").intake();
    intake.record.events.clear();
    store.add(vec![intake], LATEST).expect("taken in");
    let decided = store.decisions().expect("readable").remove(0);
    assert_eq!(decided.lost.len(), 1);
    holds(&store);
    // The event comes back with the next reading, and the decision with it.
    store.add(vec![meeting("a").intake()], LATEST).expect("taken in");
    let mut again = meeting("a").intake();
    again.record.notes.clear();
    again.capture = b"once more".to_vec();
    store.add(vec![again], LATEST).expect("taken in");
    assert!(store.decisions().expect("readable")[0].lost.is_empty());
    assert_eq!(ids(&store).len(), 1);
    holds(&store);
}

#[test]
fn rejected_events_are_kept_and_can_come_back() {
    let (_folder, mut store) = store();
    take(&mut store, &[meeting("a")], NOW);
    let id = ids(&store).remove(0);
    let reports = store.reports_of(&id).expect("there");
    store.decide(Decision::Reject { reports: reports.clone() }, "هدى", "لم يحدث", LATER).expect("decided");
    assert_eq!(ids(&store), Vec::<String>::new());
    // Another report of it does not bring it back.
    take(&mut store, &[meeting("b")], LATER);
    assert_eq!(ids(&store), Vec::<String>::new());
    store.decide(Decision::Restore { reports }, "هدى", "", LATEST).expect("decided");
    assert_eq!(ids(&store), std::slice::from_ref(&id));
    let what: Vec<String> = store.versions(&id).expect("readable").into_iter().map(|v| v.what).collect();
    assert_eq!(what, ["new", "rejected", "changed", "restored"]);
    holds(&store);
}

#[test]
fn decisions_that_cannot_be_are_refused() {
    let (_folder, mut store) = store();
    take(&mut store, &[meeting("a")], NOW);
    let id = ids(&store).remove(0);
    let reports = store.reports_of(&id).expect("there");
    let nothing = ReportRef { article: "ar-nothing".to_owned(), event: "v1".to_owned() };
    let edit = |value| Decision::Edit { reports: reports.clone(), field: Field::Date, value };
    for (decision, who) in [
        (Decision::Reject { reports: Vec::new() }, "هدى"),
        (Decision::Reject { reports: reports.clone() }, " "),
        (Decision::Reject { reports: vec![nothing] }, "هدى"),
        (
            Decision::Reject { reports: vec![ReportRef { event: "v9".to_owned(), ..reports[0].clone() }] },
            "هدى",
        ),
        (edit(serde_json::json!("2026-02-10")), "هدى"),
        (edit(serde_json::json!({"value": "soon", "precision": "day", "from": "expression"})), "هدى"),
    ] {
        assert!(store.decide(decision.clone(), who, "", LATER).is_err(), "{decision:?}");
    }
    assert_eq!(store.decisions().expect("readable"), []);
    assert!(store.reports_of("ev-nothing").expect_err("not there").is_unknown());
    assert_eq!(changes(&store).len(), 1);
    holds(&store);
}

#[test]
fn changes_can_be_followed_by_time_and_by_number() {
    let (_folder, mut store) = store();
    take(&mut store, &[meeting("a")], NOW);
    take(&mut store, &[protest("b")], LATER);
    // The clock goes backwards; the record does not.
    take(&mut store, &[protest("c")], "2026-01-01T00:00:00Z");
    let all = store.changes(None).expect("readable");
    assert_eq!(all[1].recorded, LATER);
    assert!(all.iter().skip(1).all(|c| c.recorded == LATER));
    assert_eq!(store.changes(Some(LATER)).expect("readable"), all[1..]);
    assert_eq!(store.changes(Some("2026-02-13")).expect("readable"), all[1..]);
    assert_eq!(store.changes(Some("2026-02-15")).expect("readable"), []);
    assert_eq!(store.changes(Some(&all[0].number.to_string())).expect("readable"), all[1..]);
    assert!(store.changes(Some("soon")).is_err());
}

#[test]
fn filters_choose_what_they_say_and_count_as_many() {
    let (_folder, mut store) = store();
    let mut undated = meeting("d");
    (undated.day, undated.kind, undated.trigger) = (None, "AID", "باريس");
    undated.actors = vec![("سوريا", "SYR")];
    take(&mut store, &[meeting("a"), protest("b"), undated], NOW);
    let all = EventFilter::default();
    let list = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<String>>();
    let some = |text: &str| Some(text.to_owned());
    for (filter, kinds) in [
        (all.clone(), vec!["PROTEST", "CONSULT", "AID"]),
        (EventFilter { actors: list(&["SYR"]), ..all.clone() }, vec!["CONSULT", "AID"]),
        (EventFilter { actors: list(&["SYR", "FRA"]), ..all.clone() }, vec!["CONSULT"]),
        (EventFilter { actors: list(&["country/TUN"]), ..all.clone() }, vec!["PROTEST"]),
        (EventFilter { actors: list(&["فرنسا"]), ..all.clone() }, vec!["CONSULT"]),
        (EventFilter { actors: list(&["فرنس"]), ..all.clone() }, vec![]),
        (EventFilter { actors: list(&[""]), ..all.clone() }, vec![]),
        (EventFilter { kinds: list(&["consult", "PROTEST"]), ..all.clone() }, vec!["PROTEST", "CONSULT"]),
        (EventFilter { modes: list(&["meeting"]), ..all.clone() }, vec!["PROTEST", "CONSULT", "AID"]),
        (EventFilter { statuses: list(&["planned"]), ..all.clone() }, vec![]),
        (EventFilter { from: some("2026-02"), ..all.clone() }, vec!["CONSULT"]),
        (EventFilter { to: some("2026-01-15"), ..all.clone() }, vec!["PROTEST"]),
        (
            EventFilter { from: some("2026-01-15"), to: some("2026"), ..all.clone() },
            vec!["PROTEST", "CONSULT"],
        ),
        (EventFilter { reported_from: some("2026-02"), ..all.clone() }, vec!["CONSULT", "AID"]),
        (EventFilter { reported_to: some("2026-01"), ..all.clone() }, vec!["PROTEST"]),
        (EventFilter { reported_to: some("2026-01-15"), ..all.clone() }, vec![]),
        (EventFilter { outlet: some("اخبار المدينه"), kinds: list(&["AID"]), ..all.clone() }, vec!["AID"]),
        (
            EventFilter { outlet: some("www.akhbar.example"), ..all.clone() },
            vec!["PROTEST", "CONSULT", "AID"],
        ),
        (EventFilter { speaker: some("SYR"), ..all.clone() }, vec![]),
        (EventFilter { min_confidence: Some(0.5), ..all.clone() }, vec!["PROTEST", "CONSULT", "AID"]),
        (EventFilter { min_confidence: Some(0.6), ..all.clone() }, vec![]),
        (EventFilter { place: some("TUN"), ..all.clone() }, vec![]),
        (EventFilter { as_of: some("2026-02-11"), ..all.clone() }, vec![]),
    ] {
        let found: Vec<String> = events(&store, &filter).into_iter().map(|e| e.kind).collect();
        assert_eq!(found, kinds, "{filter:?}");
    }
    for filter in [
        EventFilter { from: some("soon"), ..all.clone() },
        EventFilter { reported_to: some("2026-02-30T01:02"), ..all.clone() },
        EventFilter { as_of: some("soon"), ..all.clone() },
    ] {
        assert!(store.count(&filter).is_err(), "{filter:?}");
    }
}

#[test]
fn words_are_cited_from_the_reading_they_were_found_in() {
    let (_folder, mut store) = store();
    take(&mut store, &[meeting("a")], NOW);
    let id = ids(&store).remove(0);
    let first = store.event(&id, None).expect("readable").expect("there");
    let citation = store.cite(&first, &first.date[0].support[0]).expect("readable").expect("words");
    assert_eq!((citation.text.as_str(), citation.before.as_str()), ("التقى", ""));
    assert_eq!(citation.after, " وزير الخارجية السوري نظيره الفر");
    assert_eq!(citation.after.chars().count(), 32);
    let mut changed = meeting("a");
    changed.text = format!("عاجل: {}", changed.text);
    take(&mut store, &[changed], LATER);
    // The old version still leads to the old text.
    assert_eq!(store.cite(&first, &first.date[0].support[0]).expect("readable"), Some(citation));
    let second = store.event(&id, None).expect("readable").expect("there");
    let citation = store.cite(&second, &second.date[0].support[0]).expect("readable").expect("words");
    assert_eq!(citation.before, "عاجل: ");
    let mut elsewhere = second.date[0].support[0].clone();
    elsewhere.start = elsewhere.start.map(|s| s + 1);
    assert!(store.cite(&second, &elsewhere).is_err());
    holds(&store);
}
