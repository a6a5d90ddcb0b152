//! Whatever the text, dates are in order, on character boundaries, the same each time, and never a day that does not exist.

use proptest::prelude::*;
use waqai_dates::{DateValue, find_dates, read_timestamp};

const PIECES: &[&str] = &[
    "أمس",
    "اليوم",
    "غدا",
    "يوم",
    "مساء",
    "الأربعاء",
    "الجمعة",
    "(",
    ")",
    "،",
    "/",
    "-",
    ".",
    "\n",
    "11",
    "31",
    "2",
    "2014",
    "1447",
    "٢٠٢٦",
    "شباط",
    "فبراير",
    "كانون",
    "الثاني",
    "رمضان",
    "صفر",
    "من",
    "إلى",
    "و",
    "وال",
    "الـ",
    "عام",
    "العام",
    "الماضي",
    "المقبل",
    "الجاري",
    "هذا",
    "الشهر",
    "نفس",
    "قبل",
    "ثلاثة",
    "أيام",
    "السابع",
    "والعشرين",
    "هـ",
    "م",
    "الموافق",
    "في",
    "منذ",
    "بين",
    "ليل",
    "مطلع",
    "النصف",
    "الأول",
    "9",
    ":",
    "30",
    "ص",
    "تحديث",
    "GMT",
    "\u{200F}",
    "\u{64B}",
    "\u{640}",
    "é",
    "🇸🇾",
    "سيصل",
    "قال",
    "ثورة",
    "999999999999",
    "0",
    "November",
    ",",
    "T",
    "كل",
    "سنة",
    "بعد",
    "أول",
];

fn line() -> impl Strategy<Value = String> {
    proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..30).prop_map(|parts| {
        let mut text = String::new();
        for (piece, blank) in parts {
            text.push_str(PIECES[piece]);
            if blank {
                text.push(' ');
            }
        }
        text
    })
}

fn published() -> impl Strategy<Value = Option<DateValue>> {
    let value = (1i16..=9999, proptest::option::of((1u8..=13, proptest::option::of(1u8..=32))));
    proptest::option::of(value.prop_map(|(year, rest)| DateValue {
        year,
        month: rest.map(|(m, _)| m),
        day: rest.and_then(|(_, d)| d),
    }))
}

fn check(text: &str, published: Option<DateValue>) -> Result<(), TestCaseError> {
    let found = find_dates(text, published);
    prop_assert_eq!(&found, &find_dates(text, published));
    let mut last = 0;
    for e in &found {
        prop_assert!(last <= e.span.start && e.span.start < e.span.end, "{:?} in {:?}", e, text);
        prop_assert!(text.get(e.span.range()).is_some(), "{:?} in {:?}", e, text);
        last = e.span.end;
        for value in e.value.iter().chain(&e.end) {
            prop_assert!(value.day.is_none() || value.month.is_some());
            // A whole date must exist; the year 0 and years beyond the calendar's reach never come out.
            if let (Some(month), Some(day)) = (value.month, value.day) {
                prop_assert!(jiff::civil::Date::new(value.year, month as i8, day as i8).is_ok(), "{:?}", e);
            }
        }
        prop_assert!(e.value.is_some() || e.end.is_none());
    }
    let _ = read_timestamp(text);
    Ok(())
}

proptest! {
    #[test]
    fn words_of_dates_in_any_order(text in line(), published in published()) {
        check(&text, published)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,200}", published in published()) {
        check(&text, published)?;
    }

    #[test]
    fn a_written_day_is_read_back(year in 1900i16..2100, month in 1i8..=12, day in 1i8..=28) {
        let value = DateValue { year, month: Some(month as u8), day: Some(day as u8) };
        for line in [format!("{year}-{month:02}-{day:02}"), format!("{day}/{month}/{year}"), format!("{year}/{month}/{day}")] {
            prop_assert_eq!(read_timestamp(&line).map(|(d, _)| d), Some(value));
        }
    }
}

#[test]
fn long_chains_take_no_longer_than_their_length() {
    let chains =
        ["1، ", "1-", "يوم ", "الأحد و", "إلى ", "مارس و", "في 2014-", "قبل ", "الأحد والاثنين ", "أول من "];
    for chain in chains {
        let text = chain.repeat(40_000);
        let start = std::time::Instant::now();
        let found = find_dates(&text, Some(DateValue { year: 2026, month: Some(2), day: Some(11) }));
        let _ = (read_timestamp(&text), found);
        // A second is a hundred times what a chain takes; squared growth would need minutes.
        assert!(start.elapsed().as_secs() < 10, "{chain}");
    }
}
