//! How many, as the text says it: exact, about, at least, at most, between two, dozens; and what is no figure.

use std::sync::LazyLock;
use waqai_dates::DateValue;
use waqai_events::{Figure, Input, RuleSet, extract};
use waqai_lang::Lexicon;
use waqai_names::NameData;
use waqai_text::Span;

static STAGES: LazyLock<(Lexicon, NameData, RuleSet)> =
    LazyLock::new(|| (Lexicon::load(), NameData::load(), RuleSet::built_in().without_models()));

/// The figures of all events of the sentence: `dead 3 "ثلاثة"`, `dead >=30 (30) "…"`, `dead 3-5 "…"`, `dead ~30 "…"`.
fn figures(text: &str) -> Vec<String> {
    let (lexicon, name_data, rules) = &*STAGES;
    let published = Some(DateValue { year: 2026, month: Some(2), day: Some(11) });
    let analysis = waqai_lang::analyse(lexicon, text);
    let names = waqai_names::find_names(&analysis, name_data, &waqai_names::Context::default());
    let dates = waqai_dates::find_dates(text, published);
    let body = Span::new(0, text.len());
    let input = Input {
        analysis: &analysis,
        names: &names,
        dates: &dates,
        published,
        headline: None,
        body,
        name_data,
        lexicon,
    };
    let events = extract(&input, rules).events;
    events.iter().flat_map(|e| &e.figures).map(|f| show(f, text)).collect()
}

fn show(f: &Figure, text: &str) -> String {
    let about = if f.about { "~" } else { "" };
    let bounds = match (f.low, f.high) {
        (Some(low), Some(high)) if low == high => format!("{about}{low}"),
        (Some(low), Some(high)) => format!("{about}{low}-{high}"),
        (Some(low), None) => format!("{about}>={low}"),
        (None, Some(high)) => format!("{about}<={high}"),
        (None, None) => "?".to_owned(),
    };
    let value = f.value.map_or("none".to_owned(), |v| v.to_string());
    format!("{} {bounds} ({value}) {:?}", f.count.name(), f.span.of(text))
}

fn gives(cases: &[(&str, &[&str])]) {
    for (text, want) in cases {
        assert_eq!(figures(text), *want, "{text}");
    }
}

#[test]
fn a_number_is_exact_unless_the_text_says_otherwise() {
    gives(&[
        ("مقتل ثلاثة جنود في هجوم شنه مسلحون.", &["dead 3 (3) \"ثلاثة\""]),
        ("اعتقلت الشرطة 30 شخصا.", &["arrested 30 (30) \"30\""]),
        ("اعتقلت الشرطة أحد عشر شابا.", &["arrested 11 (11) \"أحد عشر\""]),
        ("مقتل نحو 30 شخصا في قصف.", &["dead ~30 (30) \"نحو 30\""]),
    ]);
}

#[test]
fn floors_ceilings_and_ranges_are_told_apart() {
    gives(&[
        ("مقتل ما لا يقل عن 30 شخصا في قصف.", &["dead >=30 (30) \"ما لا يقل عن 30\""]),
        ("مقتل أكثر من ثلاثين شخصا في قصف.", &["dead >=30 (30) \"أكثر من ثلاثين\""]),
        ("مقتل 22 جنديا على الأقل في هجوم.", &["dead >=22 (22) \"22 جنديا على الأقل\""]),
        ("مقتل أقل من عشرة أشخاص في قصف.", &["dead <=10 (10) \"أقل من عشرة\""]),
        ("مقتل ما بين 3 و5 أشخاص في قصف.", &["dead 3-5 (none) \"ما بين 3 و5\""]),
        ("مقتل بين ثلاثة وخمسة أشخاص في قصف.", &["dead 3-5 (none) \"بين ثلاثة وخمسة\""]),
        ("مقتل عشرات المدنيين في قصف.", &["dead >=10 (none) \"عشرات\""]),
        ("مقتل آلاف المدنيين في قصف.", &["dead >=1000 (none) \"آلاف\""]),
    ]);
}

#[test]
fn one_and_two_are_told_without_a_number() {
    gives(&[
        ("مقتل جندي في هجوم شنه مسلحون.", &["dead 1 (1) \"جندي\""]),
        ("لقي شخصان مصرعهما في قصف.", &["dead 2 (2) \"شخصان\""]),
        ("قبض جهاز الأمن الداخلي على سبعة أشخاص.", &["arrested 7 (7) \"سبعة\""]),
        ("أودى القصف بحياة سبعة نازحين.", &["dead 7 (7) \"سبعة\""]),
    ]);
}

#[test]
fn those_joined_to_the_first_are_counted_or_leave_a_floor() {
    gives(&[
        ("مقتل 5 جنود و3 مدنيين في قصف.", &["dead 8 (8) \"5 جنود و3\""]),
        ("مقتل جندي ومدني في قصف.", &["dead 2 (2) \"جندي ومدني\""]),
        // Nobody says that the girl is the only other one.
        ("مقتل مزارع وابنة عمه في قصف.", &["dead >=1 (none) \"مزارع\""]),
        ("مقتل 3 جنود في غزة ورفح في قصف.", &["dead 3 (3) \"3\""]),
        ("مقتل 5 جنود وإصابة 7 في قصف.", &["dead 5 (5) \"5\"", "injured 7 (7) \"7\""]),
    ]);
}

#[test]
fn protesters_displaced_and_missing_are_counted() {
    gives(&[
        ("تظاهر نحو خمسمئة مزارع أمام البرلمان.", &["protesters ~500 (500) \"نحو خمسمئة\""]),
        (
            "أدى قصف الجيش إلى نزوح أكثر من 200 شخص وفقدان ثلاثة.",
            &["displaced >=200 (200) \"أكثر من 200\"", "missing 3 (3) \"ثلاثة\""],
        ),
    ]);
}

#[test]
fn the_roles_tell_a_figure_that_stands_far_from_its_word() {
    gives(&[
        ("أوقفت عناصر حاجز المعصرة سبعة شبان.", &["arrested 7 (7) \"سبعة\""]),
        ("تظاهر في ساحة المدينة نحو 300 طالب.", &["protesters ~300 (300) \"نحو 300\""]),
        ("قتل مسلحان شرطيا في المدينة.", &[]),
    ]);
}

#[test]
fn things_days_and_shares_are_no_figures() {
    gives(&[
        ("احتجزت الشرطة الناشط في 10 فبراير.", &[]),
        ("اعتقلت الشرطة الناشط 15 يوما.", &[]),
        ("مقتل 30 في المئة من السكان في قصف.", &[]),
        ("قتل الجيش 25 خروفا في قصف.", &[]),
    ]);
}
