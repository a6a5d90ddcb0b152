//! The head: id, outlet, day, topic, cluster.

use crate::model::Article;
use crate::problem::Problems;
use crate::tables::Tables;
use crate::text::Text;
use crate::{calendar, vocabulary};
use std::collections::BTreeMap;

const FIELDS: [&str; 6] = ["id", "outlet", "published", "topic", "cluster", "near"];

/// The article without text and record; `None` without the fields that everything hangs on.
pub(super) fn read(name: &str, lines: &[&str], tables: &Tables, problems: &mut Problems) -> Option<Article> {
    let mut fields: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (number, line) in (1..).zip(lines).filter(|(_, l)| !l.trim().is_empty()) {
        match line.split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
            Some((key, value)) if FIELDS.contains(&key) => {
                if value.is_empty() {
                    problems.add(number, format!("{key} is empty; fill it in or delete the line"));
                } else if fields.insert(key, (number, value)).is_some() {
                    problems.add(number, format!("a second {key}; keep one"));
                }
            }
            _ => problems.add(number, format!("the head has the fields {}", FIELDS.join(", "))),
        }
    }
    let mut needed = |key: &str| {
        let field = fields.get(key).copied();
        if field.is_none() {
            problems.add(1, format!("the head has no {key}; add it"));
        }
        field
    };
    let (id, outlet, published, topic) =
        (needed("id"), needed("outlet"), needed("published"), needed("topic"));
    let stem = name.rsplit('/').next().and_then(|n| n.strip_suffix(".txt")).unwrap_or(name);
    if let Some((line, id)) = id
        && id != stem
    {
        problems.add(line, format!("id {id} in the file {stem}.txt; name both alike"));
    }
    if let Some((line, day)) = published
        && !calendar::is_day(day)
    {
        problems.add(line, format!("«{day}» is no day; write YYYY-MM-DD"));
    }
    if let Some((line, topic)) = topic
        && !vocabulary::TOPICS.contains(&topic)
    {
        problems.add(line, format!("«{topic}» is no topic; use one of {}", vocabulary::TOPICS.join(", ")));
    }
    if let Some((line, outlet)) = outlet {
        match tables.outlets.get(outlet) {
            None => problems.add(line, format!("no outlet {outlet} in corpus/outlets.tsv; use one of it")),
            Some(known) if !stem.starts_with(&known.prefix) => {
                problems.add(
                    line,
                    format!("ids of {outlet} begin with {}; use an outlet of yours", known.prefix),
                );
            }
            Some(_) => {}
        }
    }
    let optional = |key: &str| fields.get(key).map(|(_, value)| (*value).to_owned());
    Some(Article {
        id: stem.to_owned(),
        outlet: outlet?.1.to_owned(),
        published: published?.1.to_owned(),
        topic: topic?.1.to_owned(),
        cluster: optional("cluster"),
        near: optional("near"),
        body: String::new(),
        text: Text::new(""),
        entities: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        dates: Vec::new(),
        parts: Vec::new(),
        skipped: Vec::new(),
    })
}
