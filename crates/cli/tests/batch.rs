//! The batch: order, threads, memory, and a reader that goes away.

mod common;

use common::{file, folder, line, records, waqai};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Articles of very different lengths, so that threads finish out of order.
fn articles(count: usize) -> String {
    let sentences = [
        "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس.",
        "وقال الوزير إن المباحثات كانت مثمرة.",
        "وأدانت الحكومة الهجوم الذي وقع في المدينة يوم الثلاثاء الماضي.",
        "وطالب المجلس بالإفراج عن المعتقلين قبل نهاية الشهر.",
    ];
    (0..count)
        .map(|i| {
            let text: Vec<&str> = (0..1 + i * 7 % 40).map(|j| sentences[(i + j) % sentences.len()]).collect();
            line(&format!("a{i}"), &text.join(" "))
        })
        .collect()
}

#[test]
fn the_number_of_threads_does_not_change_a_byte() {
    let input = articles(300);
    let one = waqai(&["code", "--threads", "1"], input.as_bytes());
    assert_eq!(one.code, Some(0), "{}", one.err);
    let ids: Vec<String> =
        records(&one.out).iter().filter_map(|r| r["document"]["id"].as_str().map(str::to_owned)).collect();
    assert_eq!(ids, (0..300).map(|i| format!("a{i}")).collect::<Vec<_>>());
    for threads in ["2", "5", "0"] {
        let many = waqai(&["code", "--threads", threads], input.as_bytes());
        assert!(many.out == one.out, "{threads} threads give other bytes than one");
    }
}

#[test]
fn the_same_article_gives_the_same_bytes_wherever_it_stands() {
    let article = line("same", "التقى الوزير نظيره في باريس أمس، وقال إن المباحثات كانت مثمرة.");
    let input = format!("{}{article}{}{article}", articles(20), articles(35));
    let ran = waqai(&["code", "--threads", "3"], input.as_bytes());
    let same: Vec<&str> = ran.out.lines().filter(|l| l.contains("\"id\":\"same\"")).collect();
    assert_eq!(same.len(), 2);
    assert_eq!(same[0], same[1]);
}

#[test]
fn files_follow_each_other_and_may_be_gzipped() {
    let folder = folder("files");
    let plain = file(&folder, "1.jsonl", line("a", "زار الوزير دمشق.").as_bytes());
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(line("b", "زار الوزير حلب.").as_bytes()).expect("compress");
    let zipped = file(&folder, "2.jsonl.gz", &gz.finish().expect("compress"));
    let ran = waqai(&["code", &plain, "-", &zipped], line("c", "زار الوزير حمص.").as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ids: Vec<_> = records(&ran.out).iter().map(|r| r["document"]["id"].clone()).collect();
    assert_eq!(ids, ["a", "c", "b"]);
}

#[test]
fn records_come_out_while_articles_still_come_in() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_waqai"))
        .args(["code", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut to = child.stdin.take().expect("standard input");
    let mut from = BufReader::new(child.stdout.take().expect("standard output"));
    // Far more than the program may hold in flight; it must write before it has seen the end.
    let batch = articles(400);
    let writer = std::thread::spawn(move || {
        to.write_all(batch.as_bytes()).expect("the program reads");
        to
    });
    let mut first = String::new();
    from.read_line(&mut first).expect("a first record");
    assert!(first.contains("\"id\":\"a0\""));
    let drain = std::thread::spawn(move || from.lines().count());
    drop(writer.join().expect("the writer ends"));
    assert_eq!(drain.join().expect("the reader ends"), 399);
    assert!(child.wait().expect("the program ends").success());
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let peak = |count: usize| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_waqai"))
            .args(["code", "--threads", "2"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut to = child.stdin.take().expect("standard input");
        let batch = articles(100);
        for _ in 0..count {
            to.write_all(batch.as_bytes()).expect("the program reads");
        }
        // Standard input is still open, so the program is still there to be asked.
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("its status");
        drop(to);
        assert!(child.wait().expect("the program ends").success());
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).expect("a high-water mark");
        line.trim().trim_end_matches("kB").trim().parse::<u64>().expect("a number")
    };
    let (short, long) = (peak(4), peak(24));
    assert!(long < short + short / 4 + 20_000, "{short} kB for 400 articles, {long} kB for 2400");
    assert!(long < 400_000, "{long} kB");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_waqai"))
        .args(["code"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut to = child.stdin.take().expect("standard input");
    let batch = articles(200);
    // The program may end before it has read all of this: that is the point.
    let writer = std::thread::spawn(move || drop(to.write_all(batch.as_bytes())));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn tokens_have_the_contract_s_fields() {
    let ran = waqai(&["tokens"], line("t", "وللوزير كتابهم.").as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let record = &records(&ran.out)[0];
    assert_eq!(record["id"], "t");
    let text: Vec<char> = "وللوزير كتابهم.".chars().collect();
    let tokens = record["tokens"].as_array().expect("a list");
    assert_eq!(tokens.len(), 3);
    for token in tokens {
        let at = |key: &str| token[key].as_u64().expect("a number") as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(token["text"], words.as_str());
        for key in ["segments", "lemma", "vocalised", "upos", "features", "sentence"] {
            assert!(token.get(key).is_some(), "no {key}");
        }
        for segment in token["segments"].as_array().expect("a list") {
            let role = segment["role"].as_str().unwrap_or_default();
            assert!(["proclitic", "article", "stem", "enclitic"].contains(&role), "{role}");
        }
    }
}

#[test]
fn tokens_show_all_analyses_when_asked() {
    let article = line("t", "وللوزير كتابهم.");
    let plain = waqai(&["tokens"], article.as_bytes());
    let plain = &records(&plain.out)[0];
    let ran = waqai(&["tokens", "--analyses"], article.as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut record = records(&ran.out)[0].clone();
    let book = record["tokens"][1]["analyses"].as_array().expect("a list").clone();
    assert!(book.len() > 1, "one analysis only: {book:?}");
    let noun = book.iter().find(|a| a["root"] == "كتب" && a["upos"] == "NOUN").expect("the noun");
    assert_eq!(noun["stem"], "كتاب");
    assert_eq!(noun["features"]["Definite"], "Cons");
    assert_eq!(noun["segments"][1]["role"], "enclitic");
    // Nothing else changes.
    for token in record["tokens"].as_array_mut().expect("a list") {
        token.as_object_mut().expect("an object").remove("analyses");
    }
    assert_eq!(&record, plain);
}
