//! `cargo xtask pages [--show ID]`: how well pages are read, over `pages-dev` beside the checkout.
//!
//! For each page: precision, recall and F1 of the words of the body (as bags), the headline (folded), the day of
//! publication, and strings that must not be in the body. The gold body is the page's own text between the first and last words that
//! the gold names, cut by a reader of tags of its own, so that the measure does not rest on what it measures.

use anyhow::Context as _;
use serde_json::Value;
use std::collections::BTreeMap;
use waqai_page::{Hints, PartRole};
use waqai_text::fold;

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let dir = crate::shared().context("no folder `shared` beside the checkout")?.join("pages-dev");
    let show = args.iter().position(|a| a == "--show").and_then(|i| args.get(i + 1));
    let mut files: Vec<_> = std::fs::read_dir(dir.join("gold"))?.flatten().map(|e| e.path()).collect();
    files.sort();
    let mut sum = Totals::default();
    for file in files {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let id = gold["id"].as_str().context("gold without id")?;
        let bytes = std::fs::read(dir.join("html").join(format!("{id}.html")))?;
        let started = std::time::Instant::now();
        let page = waqai_page::read_html(&bytes, &Hints::default());
        let took = started.elapsed();
        let body = body_of(&page);
        if show.is_some_and(|s| s == id) {
            write(&format!("{:?} {:?} {:?}\n{:#?}\n", page.headline, page.section, page.byline, page.notes))?;
            for part in &page.parts {
                write(&format!("[{}] {}\n", part.role.as_str(), part.span.of(&page.text)))?;
            }
        }
        let source = String::from_utf8_lossy(&bytes);
        let want = gold_body(&source, &gold);
        let (precision, recall, f1) = compare(&want, &body);
        let headline = headline_fits(&gold, page.headline.as_deref());
        let day = page.published.map(|p| p.value.to_string());
        let gold_day = gold["published"].as_str().map(|d| d[..d.len().min(10)].to_owned());
        let day_fits = day == gold_day;
        let leaks = leaks(&gold, &body);
        sum.add(f1, headline, day_fits, leaks.len());
        write(&format!(
            "{id}  P {precision:.3}  R {recall:.3}  F1 {f1:.3}  {:>4}/{:>4} words  headline {}  day {} {}  {:.1} ms\n",
            want.len(),
            gold["body_words"],
            if headline { "ok" } else { "WRONG" },
            if day_fits { "ok" } else { "WRONG" },
            day.unwrap_or_else(|| "none".to_owned()),
            took.as_secs_f64() * 1000.0,
        ))?;
        write(&format!(
            "      section {:?} ({})  byline {:?} ({})\n",
            page.section.unwrap_or_default(),
            gold["section"],
            page.byline.unwrap_or_default(),
            gold["byline"]
        ))?;
        for leak in leaks {
            write(&format!("      LEAK {leak}\n"))?;
        }
    }
    write(&sum.to_string())
}

fn write(line: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    Ok(std::io::stdout().lock().write_all(line.as_bytes())?)
}

#[derive(Default)]
struct Totals {
    pages: usize,
    f1: f64,
    headlines: usize,
    days: usize,
    leaks: usize,
}

impl Totals {
    fn add(&mut self, f1: f64, headline: bool, day: bool, leaks: usize) {
        self.pages += 1;
        self.f1 += f1;
        self.headlines += usize::from(headline);
        self.days += usize::from(day);
        self.leaks += leaks;
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} pages: body F1 {:.4}, headlines {}, days {}, leaks {}",
            self.pages,
            self.f1 / self.pages.max(1) as f64,
            self.headlines,
            self.days,
            self.leaks
        )
    }
}

/// The words of a page that count as body: of the body itself, and the place and date that open it.
fn body_of(page: &waqai_page::Page) -> String {
    let after_headline = page.headline.as_ref().map_or(0, |h| h.len() as u32);
    page.parts
        .iter()
        .filter(|p| {
            p.role == PartRole::Body || (p.role == PartRole::Dateline && p.span.start > after_headline)
        })
        .map(|p| p.span.of(&page.text))
        .collect::<Vec<_>>()
        .join("\n")
}

fn headline_fits(gold: &Value, got: Option<&str>) -> bool {
    let words = |t: &str| words(t).join(" ");
    let Some(got) = got.map(words) else { return false };
    let alternatives = gold["headline_alt"].as_array().into_iter().flatten();
    std::iter::once(&gold["headline"]).chain(alternatives).filter_map(Value::as_str).any(|h| words(h) == got)
}

fn leaks(gold: &Value, body: &str) -> Vec<String> {
    let body = words(body).join(" ");
    let strings = gold["body_must_not_contain"].as_array().into_iter().flatten();
    strings
        .filter_map(Value::as_str)
        .filter(|s| body.contains(&words(s).join(" ")))
        .map(str::to_owned)
        .collect()
}

/// Folded words of letters and digits.
fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn compare(want: &[String], got: &str) -> (f64, f64, f64) {
    let got = words(got);
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for word in want {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0.0;
    for word in &got {
        if let Some(n) = counts.get_mut(word.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            shared += 1.0;
        }
    }
    let precision = shared / got.len().max(1) as f64;
    let recall = shared / want.len().max(1) as f64;
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9))
}

/// The words of the gold body: the page's blocks from the one that begins with `body_first` to the one that ends with
/// `body_last`; of them those that the gold numbers, when they can be numbered alike.
fn gold_body(source: &str, gold: &Value) -> Vec<String> {
    let blocks = text_blocks(source);
    let first = words(gold["body_first"].as_str().unwrap_or_default());
    let last = words(gold["body_last"].as_str().unwrap_or_default());
    let Some(start) = blocks.iter().position(|b| b.starts_with(&first)) else { return Vec::new() };
    let Some(end) = blocks[start..].iter().position(|b| b.ends_with(&last)).map(|i| i + start) else {
        return blocks[start].clone();
    };
    let numbers: Vec<i64> =
        gold["body_block_numbers"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    let span = numbers.iter().max().zip(numbers.iter().min()).map_or(0, |(a, b)| a - b);
    if span == (end - start) as i64 {
        let base = numbers.first().copied().unwrap_or(0);
        return numbers
            .iter()
            .filter_map(|n| blocks.get(start + (n - base) as usize))
            .flatten()
            .cloned()
            .collect();
    }
    blocks[start..=end].iter().flatten().cloned().collect()
}

/// Folded words of every run of text between tags that start or end a block.
fn text_blocks(source: &str) -> Vec<Vec<String>> {
    const INLINE: [&str; 19] = [
        "a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "sup", "sub", "abbr", "time",
        "cite", "mark", "label", "ins", "q",
    ];
    let mut blocks = Vec::new();
    let mut text = String::new();
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let name: String =
            rest[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|i| i + 3)
        } else if matches!(name.as_str(), "script" | "style" | "noscript") && !rest.starts_with("</") {
            rest.find(&format!("</{name}")).and_then(|i| Some(i + rest[i..].find('>')? + 1))
        } else {
            rest.find('>').map(|i| i + 1)
        };
        if !name.is_empty() && !INLINE.contains(&name.as_str()) {
            let done = words(&unescape(&text));
            if !done.is_empty() {
                blocks.push(done);
            }
            text.clear();
        }
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    blocks
}

fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (name, c) in [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&amp;", "&"),
        ("&rdquo;", "\u{201D}"),
        ("&ldquo;", "\u{201C}"),
        ("&laquo;", "\u{AB}"),
        ("&raquo;", "\u{BB}"),
        ("&zwnj;", "\u{200C}"),
        ("&ndash;", "\u{2013}"),
        ("&hellip;", "\u{2026}"),
    ] {
        out = out.replace(name, c);
    }
    while let Some(at) = out.find("&#") {
        let end = out[at..].find(';').map_or(out.len(), |i| at + i + 1);
        let code =
            out[at + 2..end].trim_end_matches(';').parse().ok().and_then(char::from_u32).unwrap_or(' ');
        out.replace_range(at..end, &code.to_string());
    }
    out
}
