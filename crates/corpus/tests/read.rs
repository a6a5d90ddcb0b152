//! A whole file: what is found in it, and what is complained of.

use proptest::prelude::*;
use waqai_corpus::model::Article;
use waqai_corpus::{DayWords, Tables, read};

const NAME: &str = "corpus/articles/t001.txt";
const HEAD: &str = "id: t001\noutlet: test-wire\npublished: 2015-11-18\ntopic: diplomacy\n";
const TEXT: &str = "لقاء في الميناء

استقبل الوزير نادر الشامي أمس مدير هيئة المرفأ سالم وهبة. وقال الشامي إن الهيئة ستفتح الرصيف، \
وأضاف: \"قال لي سالم وهبة إن الرصيف جاهز\". وقالت للهيئة مصادر إن العمل بدأ.";

/// Words that make a text long enough and mean nothing.
fn filler() -> String {
    let number = |n: usize| format!("سطر{n}");
    (0..70).map(number).collect::<Vec<_>>().join(" ")
}

fn tables() -> Tables {
    let days = DayWords::parse("name\tnumber\n", "phrase\toffset\nأمس\t-1\n", "phrase\tkind\n");
    let tables = Tables::parse(
        "id\tname\tpart\tregion\tstyle\tprefix\ntest-wire\tوكالة التجربة\ttrain\tx\ty\tt\n",
        "iso3\tname\nSYR\tسوريا\nLBN\tلبنان\n",
    );
    Tables { days, ..tables }
}

fn file(record: &str) -> String {
    format!("{HEAD}===\n{TEXT}\n\n{}\n===\n{record}\n", filler())
}

/// The article and the complaints about its record, counted from the record's first line.
fn check(record: &str) -> (Option<Article>, Vec<String>) {
    let raw = file(record);
    let first = 1 + raw.lines().count() - record.lines().count();
    let (article, problems) = read(NAME, &raw, &tables());
    (article, problems.iter().map(|p| format!("{}: {}", p.line as i64 - first as i64 + 1, p.what)).collect())
}

const NAMES: &str = "PER نادر الشامي; الشامي | SYR | GOV | الوزير
PER سالم وهبة | LBN | BUS
ORG هيئة المرفأ; الهيئة | LBN | BUS
";

#[test]
fn every_quote_is_found_where_it_stands() {
    let (article, problems) = check(&format!(
        "{NAMES}EV CONSULT visit | actual | core | استقبل; لقاء | A: سالم وهبة | R: نادر الشامي | on: 2015-11-17
ST الشامي | قال | الهيئة ستفتح الرصيف
ST الشامي | أضاف | قال لي … جاهز | direct
ST سالم وهبة | قال | الرصيف جاهز | in: 2
ST مصادر [SYR] | قالت | العمل بدأ | to: الهيئة
DA أمس = 2015-11-17"
    ));
    assert_eq!(problems, Vec::<String>::new());
    let article = article.unwrap();
    let words = |s| article.text.of(s);
    let mentions: Vec<String> =
        article.entities.iter().flat_map(|e| &e.mentions).map(|m| words(*m)).collect();
    assert_eq!(
        mentions,
        ["نادر الشامي", "الشامي", "سالم وهبة", "سالم وهبة", "هيئة المرفأ", "الهيئة", "لهيئة"],
        "all occurrences, longest first, none inside another"
    );
    let event = article.events.first().unwrap();
    assert_eq!((words(event.trigger), words(event.evidence[0])), ("استقبل".to_owned(), "لقاء".to_owned()));
    let said: Vec<(String, Option<usize>)> =
        article.statements.iter().map(|s| (words(s.content), s.inside)).collect();
    assert_eq!(said[2], ("الرصيف جاهز".to_owned(), Some(1)));
    assert_eq!(said[0].0, "الهيئة ستفتح الرصيف");
    assert!(article.statements[0].cue.start < article.statements[0].content.start);
    // The second قال is the one that stands before what Salim says.
    assert!(article.statements[2].cue.start > article.statements[1].cue.start);
    assert_eq!(article.statements[3].addressee.as_ref().and_then(|a| a.entity), Some(2));
}

#[test]
fn every_fault_is_told_with_its_line() {
    let (_, problems) = check(&format!(
        "{NAMES}PER الشامي | XXX | GOV
LOC البحر | SYR
EV CONSULT demo | real | core | استقبل | A: وزيرة | on: 2015-13 | size: dead=many
EV ASSULT | actual | main | استقبل
ST نادر الشامي | همس | الهيئة ستفتح الرصيف
ST سالم وهبة | قال | الرصيف جاهز | in: 7
DA أمس = 2015-11-18
PART footer | سطر1
XY"
    ));
    let lines: Vec<&str> = problems.iter().map(|p| p.split(':').next().unwrap_or_default()).collect();
    assert_eq!(
        lines,
        ["4", "4", "5", "6", "6", "6", "6", "6", "7", "7", "7", "8", "9", "10", "11", "12"],
        "{problems:#?}"
    );
}

#[test]
fn the_head_belongs_to_its_file() {
    let raw = file(NAMES).replace("id: t001", "id: t002").replace("topic: diplomacy", "topic: gossip");
    let (_, problems) = read(NAME, &raw, &tables());
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told[0].starts_with("corpus/articles/t001.txt:1: id t002 in the file t001.txt"), "{told:?}");
    assert!(told[1].starts_with("corpus/articles/t001.txt:4: «gossip» is no topic"), "{told:?}");
    assert!(read(NAME, "no separators", &tables()).0.is_none());
}

proptest! {
    /// Nothing that a writer may type ends the program, and what is resolved lies in the text.
    #[test]
    fn no_record_ends_the_program(
        lines in prop::collection::vec(
            "(PER|ORG|LOC|skip:|EV|ST|DA|PART) ?(نادر الشامي|قال|أمس|الرصيف … جاهز|[|;:=#>()\\[\\] ]|[A-Z]{3}|in: ?[0-9]|A:|by:|size:|dead=|[0-9]){0,12}",
            0..8,
        ),
    ) {
        let (article, _) = read(NAME, &file(&lines.join("\n")), &tables());
        if let Some(article) = article {
            for stretch in article.entities.iter().flat_map(|e| e.mentions.iter().copied())
                .chain(article.events.iter().map(|e| e.trigger))
                .chain(article.statements.iter().map(|s| s.content)) {
                prop_assert!(stretch.start < stretch.end && stretch.end <= article.text.len());
            }
        }
    }
}
