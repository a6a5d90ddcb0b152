//! Whatever comes in: one clear line with its place, the rest goes on, the exit code says what happened.

mod common;

use common::{Ran, file, folder, line, records, waqai};

const GOOD: &str = "التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس.";

#[track_caller]
fn one_line(ran: &Ran, code: i32, want: &str) {
    assert_eq!(ran.code, Some(code), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains(want), "{want:?} is not in {:?}", ran.err);
}

#[test]
fn an_empty_file() {
    let path = file(&folder("empty"), "empty.html", b"");
    one_line(&waqai(&["read", &path], b""), 1, "empty.html: empty;");
}

#[test]
fn a_file_of_spaces() {
    let path = file(&folder("spaces"), "spaces.txt", b" \n\n\t ");
    one_line(&waqai(&["read", &path], b""), 1, "spaces.txt: ");
}

#[test]
fn a_picture() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x02\0\0\0".to_vec();
    png.extend((0..5000_u32).map(|i| (i * 7919 % 251) as u8));
    let path = file(&folder("picture"), "photo.html", &png);
    let ran = waqai(&["read", &path], b"");
    one_line(&ran, 1, "photo.html: ");
    assert!(ran.err.contains("PNG") && ran.err.contains("[no-text]"), "{}", ran.err);
}

#[test]
fn a_page_of_60_megabytes() {
    let mut page = b"<html><body>".to_vec();
    page.resize(60 << 20, b'x');
    let path = file(&folder("large"), "large.html", &page);
    one_line(&waqai(&["read", &path], b""), 1, "large.html: larger than 16 MB; give --max-size");
    one_line(&waqai(&["read", "-"], &page), 1, "stdin: larger than 16 MB; give --max-size");
}

#[test]
fn a_page_cut_in_half_is_read_as_far_as_it_goes() {
    let page = format!(
        "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>لقاء في باريس</title></head><body><article>\
         <h1>لقاء في باريس</h1><p>{GOOD} وبحث الجانبان العلاقات بين البلدين وسبل تطويرها في المجالات كافة.</p><p>وأعلن الوزير"
    );
    let path = file(&folder("half"), "half.html", page.as_bytes());
    let ran = waqai(&["read", "--jsonl", &path], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = records(&ran.out)[0]["document"]["text"].to_string();
    assert!(text.contains("نظيره الفرنسي"), "{text}");
}

#[test]
fn a_page_cut_inside_a_letter_is_read() {
    let page = format!("<html><body><p>{GOOD} {GOOD}");
    let cut = &page.as_bytes()[..page.len() - 3];
    let path = file(&folder("inside"), "cut.html", cut);
    let ran = waqai(&["read", "--jsonl", &path], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("باريس"));
}

#[test]
fn a_million_nested_tags() {
    let mut page = "<html><body>".to_owned();
    page.push_str(&"<div>".repeat(1_000_000));
    page.push_str(GOOD);
    let path = file(&folder("nested"), "nested.html", page.as_bytes());
    let ran = waqai(&["read", "--jsonl", &path], b"");
    // The words may be found or not; the program ends in order either way.
    assert!(matches!(ran.code, Some(0 | 1)), "{:?} {}", ran.code, ran.err);
    assert!(ran.err.lines().count() <= 1, "{}", ran.err);
}

#[test]
fn a_megabyte_without_a_space() {
    for letters in ["س", "ال", "x", "1", "ـ", "«", "\u{0651}", "1/"] {
        let text = letters.repeat((1 << 20) / letters.len());
        let ran = waqai(&["code"], line("long", &text).as_bytes());
        assert_eq!(ran.code, Some(0), "{letters}: {}", ran.err);
        assert_eq!(records(&ran.out).len(), 1);
    }
}

#[test]
fn other_languages_give_an_empty_record_and_say_so() {
    for (name, text) in [
        (
            "Persian",
            "وزیر امور خارجه ایران روز گذشته در تهران با همتای خود دیدار کرد و گفت که این گفتگوها درباره همکاری های دو کشور بوده است. او همچنین گفت که می خواهد برای پایان دادن به این بحران چاره ای پیدا کند.",
        ),
        (
            "Urdu",
            "وزیر خارجہ نے کل اسلام آباد میں اپنے ہم منصب سے ملاقات کی اور کہا کہ دونوں ملکوں کے درمیان تعلقات کو مزید بہتر بنایا جائے گا۔ انہوں نے یہ بھی کہا کہ اس مسئلے کا حل بات چیت سے ہی ممکن ہے۔",
        ),
        (
            "Kurdish",
            "وەزیری دەرەوە دوێنێ لە هەولێر لەگەڵ هاوتاکەی کۆبووەوە و گوتی کە پەیوەندییەکانی نێوان هەردوو وڵات باشتر دەبێت. هەروەها گوتی ئەم کێشەیە تەنیا بە گفتوگۆ چارەسەر دەکرێت.",
        ),
        (
            "English",
            "The foreign minister met his counterpart in Paris on Tuesday and said that the two countries would go on working together. He added that the talks had been useful for both of them.",
        ),
    ] {
        let input = format!("{}{}", line("other", text), line("good", GOOD));
        let ran = waqai(&["code"], input.as_bytes());
        one_line(&ran, 0, &format!("stdin:1: the text is in {name}"));
        let records = records(&ran.out);
        assert_eq!(records.len(), 2);
        for list in ["entities", "events", "statements", "dates"] {
            assert_eq!(records[0][list], serde_json::json!([]), "{name}: {list}");
        }
        assert_eq!(records[0]["notes"][0]["code"], "language");
        assert_eq!(records[0]["document"]["text"], text);
    }
}

#[test]
fn bytes_that_are_no_utf_8() {
    let mut input = line("a", GOOD).into_bytes();
    input.extend(b"{\"id\": \"b\", \"text\": \"\xff\xfe\"}\n");
    input.extend(line("c", GOOD).into_bytes());
    let ran = waqai(&["code"], &input);
    one_line(&ran, 3, "stdin:2: not UTF-8 at byte");
    assert_eq!(records(&ran.out).len(), 2);
    // As a page the same bytes are read, whatever they are.
    let path = file(&folder("bytes"), "bytes.txt", b"\xff\xd0\xe1 \xfe\x80 x y z\xf0\x28\x8c\x28");
    assert!(matches!(waqai(&["read", "--jsonl", &path], b"").code, Some(0 | 1)));
}

#[test]
fn broken_lines_and_missing_fields_keep_their_numbers() {
    let folder = folder("lines");
    let input = [
        line("a", GOOD).trim_end(),
        "",
        "{\"id\": \"b\", \"text\": \"half",
        "{\"id\": \"c\"}",
        "{\"text\": \"d\"}",
        "[]",
        "{\"id\": \"e\", \"text\": 5}",
        line("f", GOOD).trim_end(),
    ]
    .join("\n");
    let path = file(&folder, "articles.jsonl", input.as_bytes());
    let ran = waqai(&["code", &path], b"");
    assert_eq!(ran.code, Some(3));
    let places: Vec<&str> =
        ran.err.lines().filter_map(|l| l.split_once("articles.jsonl:")?.1.split(';').next()).collect();
    assert_eq!(
        places,
        [
            "3: broken JSON: it ends too early",
            "4: no field `text`",
            "5: no field `id`",
            "6: not a JSON object",
            "7: field `text` is a number, not a string",
        ]
    );
    let ids: Vec<String> = records(&ran.out).iter().map(|r| r["document"]["id"].to_string()).collect();
    assert_eq!(ids, ["\"a\"", "\"f\""]);
}

#[test]
fn only_broken_lines_is_a_failure() {
    one_line(&waqai(&["code"], b"{\n"), 1, "stdin:1: broken JSON");
}

#[test]
fn a_line_that_is_too_long_is_skipped() {
    let input = format!("{}{}", line("long", &"كلمة ".repeat(200_000)), line("good", GOOD));
    let ran = waqai(&["code", "--max-size", "1"], input.as_bytes());
    one_line(&ran, 3, "stdin:1: larger than 1 MB");
    assert_eq!(records(&ran.out).len(), 1);
}

#[test]
fn a_page_given_to_code_is_pointed_to_read() {
    one_line(&waqai(&["code"], b"<html><p>x</p>"), 1, "stdin: a page, not JSON Lines; use `waqai read`");
}

#[test]
fn a_file_that_is_not_there() {
    one_line(
        &waqai(&["read", "no/such/page.html"], b""),
        1,
        "no/such/page.html: no such file; check the path [io]",
    );
}

#[test]
fn a_folder_is_read_in_order_and_skips_what_is_no_page() {
    let folder = folder("tree");
    std::fs::create_dir_all(folder.join("b/deep")).expect("a folder");
    std::fs::create_dir_all(folder.join(".hidden")).expect("a folder");
    file(&folder, "c.txt", GOOD.as_bytes());
    file(&folder, "a.txt", GOOD.as_bytes());
    file(&folder.join("b/deep"), "x.html", format!("<p>{GOOD}</p>").as_bytes());
    file(&folder, "script.js", b"x");
    file(&folder.join(".hidden"), "y.txt", GOOD.as_bytes());
    let ran = waqai(&["read", "--jsonl", &folder.to_string_lossy()], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let names: Vec<String> = records(&ran.out)
        .iter()
        .filter_map(|r| Some(r["document"]["id"].as_str()?.rsplit('/').next()?.to_owned()))
        .collect();
    assert_eq!(names, ["a.txt", "x.html", "c.txt"]);
}

#[test]
fn a_folder_without_pages_says_so() {
    let folder = folder("bare");
    file(&folder, "photo.png", b"x");
    one_line(
        &waqai(&["read", &folder.to_string_lossy()], b""),
        1,
        "a folder without pages; files ending in html",
    );
}

#[test]
fn messages_hold_no_words_of_the_article() {
    let secret = "كلمةسرية";
    let input = format!(
        "{{\"id\": \"{secret}\", \"text\": [\"{secret}\"]}}\n{{\"{secret}\": 1}}\n\"{secret}\"\n{{\"id\": \"a\", \"text\": \"{secret}\n"
    );
    let ran = waqai(&["code"], input.as_bytes());
    assert_eq!(ran.code, Some(1));
    assert!(!ran.err.contains(secret), "{}", ran.err);
}

#[test]
fn finding_nothing_is_told_apart_when_asked() {
    let input = line("a", "الطقس جميل.");
    assert_eq!(waqai(&["code"], input.as_bytes()).code, Some(0));
    assert_eq!(waqai(&["code", "--fail-empty"], input.as_bytes()).code, Some(4));
}

#[test]
fn wrong_usage_ends_with_2() {
    for args in [&["read", "--no-such-flag"][..], &["code", "--threads", "x"], &["nonsense"], &[]] {
        assert_eq!(waqai(args, b"").code, Some(2), "{args:?}");
    }
}
