//! Nothing is lost: killed, full, two at once; afterwards everything holds, and is what an undisturbed run makes.

#![cfg(unix)]

mod common;

use common::{Ran, file, folder, waqai};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use waqai_store::{EventFilter, Store};

const NOW: &str = "2026-02-12T08:30:00Z";

/// Articles that tell of different things, with some that tell of the same, and copies.
fn articles(from: usize, to: usize) -> String {
    let cities = ["حمص", "باريس", "بيروت", "تونس", "الخرطوم", "صنعاء", "عمان"];
    let texts = [
        "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس، وقال إن المباحثات كانت مثمرة.",
        "قتل ثلاثة جنود وأصيب خمسة آخرون في هجوم مسلح قرب",
        "وقعت الحكومة اللبنانية اتفاقا مع البنك الدولي لتمويل محطات المياه في",
        "تظاهر مئات العمال أمام مقر البلدية مطالبين بأجورهم في",
    ];
    (from..to)
        .map(|n| {
            let (city, text) = (cities[n % cities.len()], texts[n % texts.len()]);
            let text = format!("{text} {city}. وأضاف بيان رقم {} أن الأوضاع مستقرة في {city}.", n / 3);
            let line = serde_json::json!({
                "id": format!("a{n}"), "url": format!("https://akhbar.example/2026/{n}"), "source": format!("صحيفة {}", n % 5),
                "text": text, "published": format!("2026-02-{:02}", 1 + n % 20),
            });
            format!("{line}\n")
        })
        .collect()
}

fn add(store: &Path, inputs: &[&str]) -> Ran {
    let store = store.to_string_lossy();
    waqai(&[&["add", "--store", &store, "--now", NOW, "--threads", "2"], inputs].concat(), b"")
}

#[track_caller]
fn verified(store: &Path) {
    if Store::open_read_only(store).is_err_and(|e| e.is_missing()) {
        // It was stopped before there was a store.
        return;
    }
    let ran = waqai(&["verify", "--store", &store.to_string_lossy()], b"");
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

/// Everything in the store, a line each.
fn dump(store: &Path) -> Vec<String> {
    let mut items = Vec::new();
    Store::open_read_only(store)
        .expect("a store")
        .dump(|item| {
            items.push(serde_json::to_string(&item).expect("an item"));
            Ok(())
        })
        .expect("readable");
    items
}

/// Which reports are one event.
fn groups(store: &Path) -> Vec<Vec<String>> {
    let store = Store::open_read_only(store).expect("a store");
    let mut groups = Vec::new();
    store
        .events(&EventFilter::default(), |event| {
            let mut reports: Vec<String> =
                event.reports.iter().map(|r| format!("{}#{}", r.article, r.event)).collect();
            reports.sort();
            groups.push(reports);
            Ok(())
        })
        .expect("readable");
    groups.sort();
    groups
}

#[track_caller]
fn same(one: &[String], other: &[String]) {
    let differs = one.iter().zip(other).find(|(a, b)| a != b);
    assert!(
        one.len() == other.len() && differs.is_none(),
        "{} and {} items; {differs:?}",
        one.len(),
        other.len()
    );
}

#[test]
fn killed_at_thirty_moments_it_goes_on_where_it_stopped() {
    let here = folder("killed");
    let input = file(&here, "in.jsonl", articles(0, 700).as_bytes());
    let whole = here.join("whole");
    let start = Instant::now();
    let ran = add(&whole, &[&input]);
    let took = start.elapsed();
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    verified(&whole);
    let want = dump(&whole);
    // A generator of Knuth's: the moments differ from each other, and are the same in every run of the test.
    let mut state = 20_260_212u64;
    let mut moment = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // A run that goes on has less to do than the whole.
        took.mul_f64(0.3 * (state >> 40) as f64 / f64::from(1u32 << 24))
    };
    let mut cut = 0;
    for round in 0..6 {
        let store = here.join(format!("store{round}"));
        for _ in 0..5 {
            let mut child = Command::new(env!("CARGO_BIN_EXE_waqai"))
                .args(["add", "--store", &store.to_string_lossy(), "--now", NOW, &input])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            std::thread::sleep(moment());
            cut += usize::from(child.try_wait().expect("its state").is_none());
            child.kill().expect("killed");
            child.wait().expect("ended");
            verified(&store);
        }
        let ran = add(&store, &[&input]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        verified(&store);
        same(&dump(&store), &want);
    }
    assert!(cut >= 10, "only {cut} runs were cut off");
}

#[test]
fn two_at_once_make_what_one_after_the_other_makes() {
    let here = folder("two");
    let one = file(&here, "1.jsonl", articles(0, 400).as_bytes());
    let two = file(&here, "2.jsonl", articles(300, 700).as_bytes());
    let (alone, store) = (here.join("alone"), here.join("store"));
    assert_eq!(add(&alone, &[&one, &two]).code, Some(0));
    std::thread::scope(|scope| {
        let runs = [(&one, &two), (&two, &one)].map(|(a, b)| scope.spawn(|| add(&store, &[a, b])));
        for run in runs {
            let ran = run.join().expect("it ran");
            assert_eq!(ran.code, Some(0), "{}", ran.err);
        }
    });
    verified(&store);
    assert_eq!(groups(&store), groups(&alone));
    let totals = |store: &Path| Store::open_read_only(store).expect("a store").totals().expect("readable");
    assert_eq!(totals(&store), totals(&alone));
}

#[test]
fn a_full_disk_is_told_and_costs_nothing() {
    let here = folder("full");
    let input = file(&here, "in.jsonl", articles(0, 900).as_bytes());
    let (whole, store) = (here.join("whole"), here.join("store"));
    assert_eq!(add(&whole, &[&input]).code, Some(0));
    // No file may be longer than so many blocks: the writes fail as they do on a full disk. The signal that comes with it is passed over.
    let script = "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"";
    for blocks in ["60", "700", "1200"] {
        let ran = Command::new("bash")
            .args(["-c", script, "bash", blocks, env!("CARGO_BIN_EXE_waqai"), "add", "--now", NOW, "--store"])
            .args([&store, Path::new(&input)])
            .output()
            .expect("it ran");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{err}");
        assert!(err.contains("free some space") && err.lines().count() == 1, "{err}");
        verified(&store);
    }
    assert_eq!(add(&store, &[&input]).code, Some(0));
    verified(&store);
    same(&dump(&store), &dump(&whole));
}

#[test]
fn ctrl_c_keeps_what_is_at_hand() {
    let here = folder("interrupted");
    let input = file(&here, "in.jsonl", articles(0, 1500).as_bytes());
    let store = here.join("store");
    let child = Command::new(env!("CARGO_BIN_EXE_waqai"))
        .args(["add", "--store", &store.to_string_lossy(), "--now", NOW, &input])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // It takes longer than this to read them all, and less to begin.
    let started = Instant::now();
    while !store.join(waqai_store::FILE).is_file() && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(150));
    let stop = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    let ran = child.wait_with_output().expect("it ends");
    assert!(stop.success());
    assert_eq!(ran.status.code(), Some(130), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(String::from_utf8_lossy(&ran.stdout).starts_with("added: "));
    verified(&store);
    let ran = add(&store, &[&input]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let whole = here.join("whole");
    assert_eq!(add(&whole, &[&input]).code, Some(0));
    assert_eq!(groups(&store), groups(&whole));
}

#[test]
fn order_and_batching_make_no_difference_to_which_reports_are_one_event() {
    let here = folder("order");
    let lines: Vec<String> = articles(0, 240).lines().map(|l| format!("{l}\n")).collect();
    let whole = here.join("whole");
    let input = file(&here, "in.jsonl", lines.concat().as_bytes());
    assert_eq!(add(&whole, &[&input]).code, Some(0));
    let want = groups(&whole);
    assert!(want.iter().any(|g| g.len() > 1), "no two reports are one event");
    let backwards: String = lines.iter().rev().map(String::as_str).collect();
    let store = here.join("backwards");
    assert_eq!(add(&store, &[&file(&here, "back.jsonl", backwards.as_bytes())]).code, Some(0));
    assert_eq!(groups(&store), want);
    let store = here.join("pieces");
    for (number, piece) in lines.chunks(37).enumerate() {
        let piece = file(&here, &format!("piece{number}.jsonl"), piece.concat().as_bytes());
        assert_eq!(add(&store, &[&piece]).code, Some(0));
    }
    assert_eq!(groups(&store), want);
    verified(&store);
}
