//! The tables written by hand: organisations, people, titles, first words of names, groups, grammar, outlets.

use super::countries::Countries;
use super::phrases::Phrases;
use super::tsv::{Row, Table};
use std::path::Path;
use waqai_names::data::{COMMON, Class};
use waqai_names::key::phrase_key;

/// How many occurrences in a million make a single word too ordinary to be a name without more evidence.
const ORDINARY: u32 = 3;

/// Adds every hand table to the phrases and to the compiled tables.
pub(crate) fn build(
    data: &Path,
    phrases: &mut Phrases,
    countries: &Countries,
    common: &dyn Fn(&str) -> u32,
    out: &mut String,
) -> anyhow::Result<()> {
    let names = data.join("names");
    entities(
        &names,
        ["organisations.tsv", "extra_organisations.tsv"],
        "orgs",
        Class::Org,
        phrases,
        countries,
        common,
        out,
    )?;
    entities(
        &names,
        ["people.tsv", "extra_people.tsv"],
        "people",
        Class::Person,
        phrases,
        countries,
        common,
        out,
    )?;
    words(
        &names,
        ["titles.tsv", "extra_titles.tsv"],
        "titles",
        "title",
        &["kind", "sectors"],
        Class::Title,
        phrases,
        out,
    )?;
    words(
        &names,
        ["orgheads.tsv", "extra_heads.tsv"],
        "heads",
        "word",
        &["type", "sectors", "note"],
        Class::Head,
        phrases,
        out,
    )?;
    words(
        &names,
        ["groups.tsv", "extra_groups.tsv"],
        "groups",
        "phrase_head",
        &["sectors"],
        Class::Group,
        phrases,
        out,
    )?;
    words(&names, ["words.tsv", "extra_words.tsv"], "words", "word", &["class"], Class::Word, phrases, out)?;
    out.push_str("@outlets\n");
    let mut outlets: Vec<(String, String)> = Table::read(&names.join("extra_outlets.tsv"))?
        .rows()
        .map(|r| (r.get("domain").to_owned(), r.get("country").to_owned()))
        .collect();
    outlets.sort();
    for (domain, country) in outlets {
        out.push_str(&format!("{domain}\t{country}\n"));
    }
    for row in Table::read(&names.join("hints.tsv"))?.rows() {
        let kind = ["person", "organisation", "place", "people"].iter().position(|k| *k == row.get("kind"));
        let Some(kind) = kind else { anyhow::bail!("hints.tsv: unknown kind {:?}", row.get("kind")) };
        row.list("names").for_each(|n| phrases.add_key(phrase_key(n), Class::Hint, kind as u32));
    }
    for row in Table::read(&names.join("given_names.tsv"))?.rows() {
        let key = phrase_key(row.get("name"));
        // Written by hand: trusted as much as a name counted a hundred times.
        let doubt =
            if row.get("note").contains("ambiguous") || common(&key) >= ORDINARY { COMMON } else { 0 };
        phrases.add_key(key, Class::Given, 100 | doubt);
    }
    Ok(())
}

#[allow(clippy::too_many_arguments, reason = "the two tables differ in all of these")]
fn entities(
    dir: &Path,
    files: [&str; 2],
    section: &str,
    class: Class,
    phrases: &mut Phrases,
    countries: &Countries,
    common: &dyn Fn(&str) -> u32,
    out: &mut String,
) -> anyhow::Result<()> {
    out.push_str(&format!("@{section}\n"));
    let mut n = 0;
    for file in files {
        let table = Table::read(&dir.join(file))?;
        for row in table.rows() {
            let country = row.get("country");
            if !country.is_empty() && countries.row(country).is_none() {
                eprintln!("{file}: unknown country {country:?} of {}", row.get("id"));
            }
            let flag = row.get("note").contains("ambiguous");
            let base = |field: &str| field.replace(['|', ','], " ");
            out.push_str(&format!(
                "{}\t{}\t{country}\t{}\t{}\t{}",
                row.get("id"),
                row.get("name"),
                base(row.get("sectors")),
                row.get("note"),
                row.get("qid")
            ));
            if class == Class::Person {
                out.push_str(&format!("\t{}", row.get("offices")));
            }
            out.push('\n');
            for alias in aliases(row) {
                let key = phrase_key(alias);
                let single = !key.contains(' ');
                let doubt = if single && (flag || common(&key) >= ORDINARY) { COMMON } else { 0 };
                phrases.add_key(key, class, n | doubt);
            }
            if class == Class::Org {
                for short in short_names(row) {
                    phrases.add_key(short, class, n | COMMON);
                }
            }
            n += 1;
        }
    }
    Ok(())
}

/// Short names that a club's or an outlet's row does not list: without نادي or صحيفة before it, or a nationality after it.
/// They are ordinary words or places more often than not.
fn short_names(row: Row<'_>) -> Vec<String> {
    const CODES: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];
    let country = row.get("country");
    let club = row.get("sectors").is_empty() && country.len() == 3 && !CODES.contains(&country);
    let outlet = row.get("sectors").starts_with("JRN");
    // نادي؛ صحيفة، جريدة، مجلة، قناة.
    let prefixes: &[&str] = match (club, outlet) {
        (true, _) => &["\u{0646}\u{0627}\u{062F}\u{064A} "],
        (_, true) => &[
            "\u{0635}\u{062D}\u{064A}\u{0641}\u{0647} ",
            "\u{062C}\u{0631}\u{064A}\u{062F}\u{0647} ",
            "\u{0645}\u{062C}\u{0644}\u{0647} ",
            "\u{0642}\u{0646}\u{0627}\u{0647} ",
        ],
        _ => &[],
    };
    let article = |w: &str| w.starts_with(waqai_names::key::AL);
    let one = |alias: &str| {
        let key = phrase_key(alias);
        let short = prefixes.iter().find_map(|p| key.strip_prefix(p)).map(str::to_owned);
        short.or_else(|| {
            let (name, nationality) = key.split_once(' ')?;
            let adjective =
                article(nationality) && !nationality.contains(' ') && nationality.ends_with('\u{064A}');
            (club && article(name) && adjective).then(|| name.to_owned())
        })
    };
    aliases(row).filter_map(one).collect()
}

fn aliases<'t>(row: Row<'t>) -> impl Iterator<Item = &'t str> {
    std::iter::once(row.get("name")).chain(row.list("aliases"))
}

#[allow(clippy::too_many_arguments, reason = "the tables differ in all of these")]
fn words(
    dir: &Path,
    files: [&str; 2],
    section: &str,
    column: &str,
    fields: &[&str],
    class: Class,
    phrases: &mut Phrases,
    out: &mut String,
) -> anyhow::Result<()> {
    out.push_str(&format!("@{section}\n"));
    let mut n = 0;
    for file in files {
        for row in Table::read(&dir.join(file))?.rows() {
            let key = phrase_key(row.get(column));
            let rest: Vec<String> = fields.iter().map(|f| row.get(f).replace(['|', ','], " ")).collect();
            out.push_str(&format!("{key}\t{}\n", rest.join("\t")));
            phrases.add_key(key, class, n);
            n += 1;
        }
    }
    Ok(())
}
