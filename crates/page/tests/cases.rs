//! Case files of `cases/parts`: the words of a page and the parts that are found in them.

use waqai_page::{Hints, Page};

fn main() {
    waqai_testkit::run("cases/parts", |case| {
        let hints = Hints { url: case.attrs.get("url").cloned(), content_type: None };
        let page = match case.attrs.get("as").map(String::as_str) {
            Some("article") => waqai_page::read_article(None, &case.text, None, &hints),
            _ => waqai_page::read_plain(case.text.as_bytes(), &hints),
        };
        render(&page)
    });
}

/// One line a fact, then one a part: its role and its words, the middle of long ones left out.
fn render(page: &Page) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("headline", page.headline.clone()),
        ("section", page.section.clone()),
        ("byline", page.byline.clone()),
        ("published", page.published.map(|p| format!("{} from {}", p.iso(), p.from.as_str()))),
        ("language", page.language.clone().filter(|l| l != "ar")),
    ] {
        if let Some(value) = value {
            out.push_str(&format!("{name}: {value}\n"));
        }
    }
    for part in &page.parts {
        out.push_str(&format!("[{}] {}\n", part.role.as_str(), ends(part.span.of(&page.text))));
    }
    for note in &page.notes {
        out.push_str(&format!("note {}\n", note.code));
    }
    out
}

/// The first and last four words.
fn ends(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 9 {
        return words.join(" ");
    }
    format!("{} … {}", words[..4].join(" "), words[words.len() - 4..].join(" "))
}
