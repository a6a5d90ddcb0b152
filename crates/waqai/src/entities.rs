//! One list of entities out of those of the stretches.

use crate::engine::Reading;
use crate::record::Quoter;
use waqai_names::{Entity, MentionKind};
use waqai_schema as out;
use waqai_text::fold;

/// The record's id of each entity of one stretch, by its index there.
pub(crate) struct EntityIds(Vec<usize>);

impl EntityIds {
    /// `e1`, …; `None` for an index that names nothing.
    pub(crate) fn get(&self, entity: usize) -> Option<String> {
        self.0.get(entity).map(|n| format!("e{}", n + 1))
    }
}

/// Merges the entities of the stretches and numbers them in order of appearance.
///
/// Stretches are read apart, so two of them may name one thing. They count as one only by what does not depend on the
/// text around: the same identifier, or the same full name, kind and country.
pub(crate) fn merge(readings: &[Reading<'_>], quoter: &Quoter<'_>) -> (Vec<out::Entity>, Vec<EntityIds>) {
    let mut merged: Vec<(&Entity, out::Entity)> = Vec::new();
    let mut maps: Vec<Vec<usize>> = Vec::new();
    for (number, reading) in readings.iter().enumerate() {
        let mut map = Vec::with_capacity(reading.names.entities.len());
        for entity in &reading.names.entities {
            let same = merged.iter().position(|(other, _)| number > 0 && same_thing(other, entity));
            let at = same.unwrap_or_else(|| {
                merged.push((entity, blank(entity)));
                merged.len() - 1
            });
            map.push(at);
        }
        for mention in &reading.names.mentions {
            let Some((_, entity)) = map.get(mention.entity).and_then(|at| merged.get_mut(*at)) else {
                continue;
            };
            let out::Quote { start, end, text } = quoter.quote(reading.stretch.place(mention.span));
            let kind = match mention.kind {
                MentionKind::Name => "name",
                MentionKind::Nominal => "nominal",
                MentionKind::Pronoun => "pronoun",
            };
            entity.mentions.push(out::Mention { start, end, text, kind: kind.to_owned() });
        }
        maps.push(map);
    }
    for (_, entity) in &mut merged {
        entity.mentions.sort_by_key(|m| (m.start, m.end));
    }
    let mut order: Vec<usize> = (0..merged.len()).collect();
    order.sort_by_key(|i| merged[*i].1.mentions.first().map_or(u32::MAX, |m| m.start));
    let mut rank = vec![0; merged.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old] = new;
    }
    let mut entities: Vec<(usize, out::Entity)> =
        merged.into_iter().enumerate().map(|(old, (_, entity))| (rank[old], entity)).collect();
    entities.sort_by_key(|(new, _)| *new);
    let entities = entities
        .into_iter()
        .map(|(new, entity)| out::Entity { id: format!("e{}", new + 1), ..entity })
        .collect();
    let ids = maps.into_iter().map(|map| EntityIds(map.into_iter().map(|old| rank[old]).collect())).collect();
    (entities, ids)
}

fn same_thing(a: &Entity, b: &Entity) -> bool {
    let same = |x: Option<&str>, y: Option<&str>| x.is_some() && x == y;
    a.kind == b.kind
        && (same(a.qid.as_deref(), b.qid.as_deref())
            || same(a.key.as_deref(), b.key.as_deref())
            || (a.geonames.is_some() && a.geonames == b.geonames)
            || (a.country == b.country && fold(&a.name) == fold(&b.name)))
}

fn blank(entity: &Entity) -> out::Entity {
    out::Entity {
        id: String::new(),
        kind: entity.kind.name().to_owned(),
        name: entity.name.clone(),
        qid: entity.qid.as_ref().map(ToString::to_string),
        key: entity.key.as_ref().map(ToString::to_string),
        geonames: entity.geonames,
        country: entity.country.as_ref().map(ToString::to_string),
        sectors: entity.sectors.iter().map(ToString::to_string).collect(),
        role: entity.role.clone(),
        mentions: Vec::new(),
        rule: entity.rule.to_string(),
    }
}
