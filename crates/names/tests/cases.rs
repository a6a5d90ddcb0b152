//! The case files of the names stage: `cases/names/*.md`.
//!
//! Each entity on a line: kind, name, country, sectors, then its mentions in order of the text; a nominal one in
//! brackets; the title after "as".

use waqai_lang::Lexicon;
use waqai_names::{Context, MentionKind, NameData, find_names};

fn main() {
    waqai_testkit::run("cases/names", render);
}

fn render(case: &waqai_testkit::Case) -> String {
    let (data, lexicon) = (NameData::load(), Lexicon::load());
    let analysis = waqai_lang::analyse(&lexicon, &case.text);
    let context = Context {
        published: case.attrs.get("published").and_then(|d| date(d)),
        source_country: case.attrs.get("country").map(String::as_str),
        outlet: case.attrs.get("outlet").map(String::as_str),
    };
    let names = find_names(&analysis, &data, &context);
    let mut out = String::new();
    for (k, e) in names.entities.iter().enumerate() {
        let mentions: Vec<String> = names
            .mentions
            .iter()
            .filter(|m| m.entity == k)
            .map(|m| match m.kind {
                MentionKind::Name => m.span.of(&case.text).to_owned(),
                _ => format!("[{}]", m.span.of(&case.text)),
            })
            .collect();
        out.push_str(&format!("{} {}", e.kind.name(), e.name));
        out.push_str(&format!(" {}", e.country.as_deref().unwrap_or("-")));
        if !e.sectors.is_empty() {
            out.push_str(&format!(" {}", e.sectors.join(",")));
        }
        if let Some(role) = &e.role {
            out.push_str(&format!(" as {role}"));
        }
        out.push_str(&format!(": {}\n", mentions.join(" | ")));
    }
    out
}

fn date(s: &str) -> Option<(i16, u8, u8)> {
    let mut parts = s.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
