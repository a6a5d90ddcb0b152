//! The rules of names and statements, and the hints.

use waqai_corpus::rules::{Rules, check, hints};
use waqai_corpus::{Tables, read};

const NAME: &str = "corpus/articles/t001.txt";
const HEAD: &str = "id: t001\noutlet: test-wire\npublished: 2015-11-18\ntopic: diplomacy\n";
const TEXT: &str = "الوالي: الطريق مفتوح

زار الوالي نادر الشامي أمس مدينة سهلان ومخيم الرمل وشركة «نهر». وأشاد الشامي بالتعاون، وأعرب عن أمله في أن تفتح الطريق. \
وطالبت البلدية بإصلاح الجسر. وتسلمت السلطات اللبنانية ثلاثة زوارق من خفر السواحل، وقال بيان للشامي إن العمل بدأ.";

const NAMES: &str = "PER نادر الشامي; الشامي | SYR | GOV | الوالي
LOC سهلان | SYR
LOC مخيم الرمل | SYR
ORG شركة «نهر» | SYR | BUS
ORG السلطات اللبنانية | LBN | GOV
ORG خفر السواحل | LBN | MIL
";

fn rules() -> Rules {
    Rules::parse(
        "words\tkind\trule\nمدينة\tLOC\tout\nمخيم\tLOC\tin\nشركة\tORG\tin\nبلدية\tORG\tbody\nمهرجان\tORG\tno-name\nمدينة نصر\tLOC\tofficial\n",
        "words\trule\nخفر السواحل\tname\nالبلدية\tphrase\nالسلطات\torgan\n",
        "class\tlemma\tforms\nsay\tقال\tقال قالت\ndemand\tطالب\tطالب طالبت\nact\tأشاد\tأشاد\nact\tأعرب\tأعرب\n",
        "iso3\tname\taliases\tdemonym_m\tdemonym_f\nLBN\tلبنان\t\tلبناني\tلبنانية\n",
    )
}

/// The departures, counted from the record's first line, and the hints.
fn told(record: &str) -> (Vec<String>, Vec<String>) {
    let tables = Tables::parse(
        "id\tname\tpart\tregion\tstyle\tprefix\ntest-wire\tوكالة التجربة\ttrain\tx\ty\tt\n",
        "iso3\tname\nSYR\tسوريا\nLBN\tلبنان\n",
    );
    let filler: Vec<String> = (0..70).map(|n| format!("سطر{n}")).collect();
    let record = record.trim_end();
    let raw = format!("{HEAD}===\n{TEXT}\n\n{}\n===\n{record}\n", filler.join(" "));
    let first = 1 + raw.lines().count() - record.lines().count();
    let (article, problems) = read(NAME, &raw, &tables);
    assert!(problems.is_empty(), "{problems:#?}");
    let Some(article) = article else { panic!("no article") };
    let departures = check(NAME, &article, &rules());
    let told = departures.iter().map(|p| format!("{}: {}", p.line + 1 - first, p.what));
    (told.collect(), hints(&article, &rules()))
}

/// That exactly one departure is told, in `line`, of `words`.
#[track_caller]
fn one(record: &str, line: usize, words: &str) {
    let (departures, _) = told(record);
    assert_eq!(departures.len(), 1, "{departures:#?}");
    assert!(
        departures[0].starts_with(&format!("{line}: ")) && departures[0].contains(words),
        "{departures:?}"
    );
}

#[test]
fn names_that_keep_the_rules_are_in_order() {
    assert_eq!(told(NAMES).0, Vec::<String>::new());
}

#[test]
fn the_word_before_a_name_belongs_to_it_or_not() {
    one(&NAMES.replace("LOC سهلان", "LOC مدينة سهلان"), 2, "«مدينة سهلان»");
    one(&NAMES.replace("LOC مخيم الرمل", "LOC الرمل"), 3, "«ومخيم» before «الرمل»");
    one(&NAMES.replace("ORG شركة «نهر»", "ORG نهر"), 4, "before «نهر»");
    // Of another kind than the word.
    assert_eq!(told(&NAMES.replace("ORG شركة «نهر» | SYR | BUS", "LOC نهر | SYR")).0, Vec::<String>::new());
}

#[test]
fn bare_bodies_are_what_the_table_says() {
    one(&format!("{NAMES}ORG البلدية | SYR | GOV"), 7, "«البلدية» is a phrase");
    one(&NAMES.replace("ORG خفر السواحل | LBN | MIL\n", ""), 1, "«خفر السواحل» is a name");
    one(&NAMES.replace("ORG السلطات اللبنانية | LBN | GOV\n", ""), 1, "«السلطات اللبنانية» is a name");
    assert_eq!(
        told(&NAMES.replace("ORG خفر السواحل | LBN | MIL", "skip: خفر السواحل")).0,
        Vec::<String>::new(),
        "skipped on purpose"
    );
    let fuller = NAMES.replace("ORG السلطات اللبنانية |", "ORG السلطات اللبنانية; البلدية |");
    assert_eq!(told(&fuller).0, Vec::<String>::new(), "the short form of a fuller name");
}

#[test]
fn praise_is_a_statement_with_a_clause_alone() {
    one(&format!("{NAMES}ST الشامي | أشاد | بالتعاون"), 7, "«أشاد»");
    one(&format!("{NAMES}ST الشامي | أعرب | عن أمله"), 7, "«أعرب»");
    assert_eq!(told(&format!("{NAMES}ST الشامي | أعرب | تفتح الطريق")).0, Vec::<String>::new());
}

#[test]
fn an_office_in_somebodys_line_is_that_somebody() {
    one(&format!("{NAMES}ST الوالي [SYR GOV] | : | الطريق مفتوح"), 7, "write نادر الشامي");
    assert_eq!(told(&format!("{NAMES}ST نادر الشامي | : | الطريق مفتوح")).0, Vec::<String>::new());
}

#[test]
fn hints_tell_of_words_of_saying_and_of_names_left_out() {
    let words = |record: &str| -> Vec<String> {
        let bracketed = |h: String| h.split(['[', ']']).nth(1).unwrap_or_default().to_owned();
        told(record).1.into_iter().map(bracketed).collect()
    };
    assert_eq!(words(NAMES), ["وأشاد", "وأعرب", "وطالبت", "وقال"]);
    let event = "EV REQUEST change | actual | core | طالبت | A: البلدية [SYR GOV]\n";
    let said = "ST نادر الشامي | قال | العمل بدأ\nST نادر الشامي | أعرب | تفتح الطريق\n";
    assert_eq!(words(&format!("{NAMES}{event}{said}")), ["وأشاد", "وطالبت"], "a demand is a statement too");
    assert_eq!(words(&format!("{NAMES}ST البلدية [SYR GOV] | طالبت | بإصلاح الجسر\n{said}")), ["وأشاد"]);
    let shorter = NAMES.replace("; الشامي", "");
    assert!(words(&shorter).contains(&"الشامي".to_owned()));
}
