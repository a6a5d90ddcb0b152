//! The partition is a function of the set: neither order nor batches change it, and decisions always hold.

use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use waqai_merge::{
    ArticleSignature, Change, Decision, Linking, Memory, ReportRef, Ruling, Sketch, Source, combine, link,
    relink,
};
use waqai_schema as schema;

const PEOPLE: [(&str, &str); 4] =
    [("سالم الرويشد", "OMN"), ("الرويشد", "OMN"), ("نبيل شعيب", "YEM"), ("هيام الزين", "LBN")];
const KINDS: [&str; 4] = ["CONSULT", "AGREE", "ASSAULT", "COERCE"];
const TEXTS: [&str; 4] = [
    "التقى الوزيران في ميناء الرمانة وبحثا تبادل الأسرى عبر معبر الصفصاف",
    "بحث الوزيران تبادل الأسرى في لقاء بميناء الرمانة",
    "هاجم مسلحون قافلة قرب معبر الصفصاف وقتل ثلاثة جنود",
    "افتتح مهرجان التمور في واحة النخيل القديمة بحضور الأهالي",
];

/// An event: type, text, who, the day of the month, with words or by publication.
type Draft = (usize, usize, usize, usize, u8, bool);

fn source(number: usize, day: u8, drafts: &[Draft]) -> Source {
    let text: String = drafts.iter().map(|d| format!("{}.\n", TEXTS[d.1])).collect();
    let entities = PEOPLE.iter().enumerate().map(|(i, (name, country))| schema::Entity {
        id: format!("e{i}"),
        kind: "PER".to_owned(),
        name: (*name).to_owned(),
        qid: None,
        key: None,
        geonames: None,
        country: Some((*country).to_owned()),
        sectors: vec!["GOV".to_owned()],
        role: None,
        mentions: Vec::new(),
        rule: "test".to_owned(),
    });
    let mut start = 0;
    let mut events = Vec::new();
    for (index, (kind, words, actor, recipient, date, worded)) in drafts.iter().enumerate() {
        let end = start + TEXTS[*words].chars().count() as u32;
        let party = |i: &usize| schema::Participant {
            entity: Some(format!("e{i}")),
            text: PEOPLE[*i].0.to_owned(),
            country: Some(PEOPLE[*i].1.to_owned()),
            ..schema::Participant::default()
        };
        let date = worded.then(|| {
            json!({"value": format!("2020-05-{date:02}"), "precision": "day", "start": null, "end": null, "text": null, "from": "expression"})
        });
        let trigger: String = TEXTS[*words].chars().take(4).collect();
        let event = json!({
            "id": format!("v{}", index + 1), "type": KINDS[*kind], "modes": [], "contexts": [], "status": "actual",
            "actors": [party(actor)], "recipients": [party(recipient)], "date": date, "place": null,
            "trigger": {"start": start, "end": start + 4, "text": trigger}, "sentence": {"start": start, "end": end},
            "evidence": [], "attribution": [], "size": {}, "confidence": 0.5, "rule": "test",
        });
        events.extend(serde_json::from_value::<schema::Event>(event));
        start = end + 2;
    }
    let record = schema::Record {
        schema: schema::SCHEMA.to_owned(),
        document: schema::Document {
            id: format!("a{number}"),
            url: None,
            source: None,
            language: None,
            headline: None,
            section: None,
            byline: None,
            published: Some(schema::Published {
                value: format!("2020-05-{day:02}"),
                precision: "day".to_owned(),
                from: "given".to_owned(),
            }),
            text: text.clone(),
            sha256: String::new(),
            parts: Vec::new(),
        },
        entities: entities.collect(),
        events,
        statements: Vec::new(),
        dates: Vec::new(),
        notes: Vec::new(),
    };
    let signature = ArticleSignature::of(text.split_whitespace());
    Source { article: format!("a{number}"), capture: String::new(), signature, record }
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let draft = (0..KINDS.len(), 0..TEXTS.len(), 0..PEOPLE.len(), 0..PEOPLE.len(), 1u8..20, any::<bool>());
    let article = (1u8..20, prop::collection::vec(draft, 1..4));
    prop::collection::vec(article, 2..14).prop_map(|articles| {
        articles.iter().enumerate().map(|(i, (day, drafts))| source(i, *day, drafts)).collect()
    })
}

fn rulings(sources: &[Source], picks: &[(bool, usize, usize)]) -> Vec<Ruling> {
    let all: Vec<ReportRef> = sources
        .iter()
        .flat_map(|s| {
            s.record.events.iter().map(|e| ReportRef { article: s.article.clone(), event: e.id.clone() })
        })
        .collect();
    let of = |i: usize| all[i % all.len()].clone();
    picks
        .iter()
        .filter(|(_, a, b)| of(*a) != of(*b))
        .enumerate()
        .map(|(i, (merge, a, b))| Ruling {
            id: format!("d{i}"),
            decision: if *merge {
                Decision::Merge { reports: vec![of(*a), of(*b)] }
            } else {
                Decision::Split { reports: vec![of(*a)], from: vec![of(*b)] }
            },
        })
        .collect()
}

/// Groups and copies as a store would keep them, changed by what `relink` gives.
#[derive(Default)]
struct Kept {
    group_of: BTreeMap<ReportRef, Vec<ReportRef>>,
    copies: BTreeMap<String, String>,
}

impl Kept {
    fn take(&mut self, linking: Linking) {
        for article in &linking.looked_at {
            self.copies.remove(article);
        }
        self.copies.extend(linking.copies.into_iter().map(|c| (c.article, c.of)));
        for group in linking.groups {
            for report in &group {
                self.group_of.insert(report.clone(), group.clone());
            }
        }
    }

    fn groups(&self) -> Vec<Vec<ReportRef>> {
        let mut groups: Vec<Vec<ReportRef>> = self.group_of.values().cloned().collect();
        groups.sort();
        groups.dedup();
        groups
    }
}

fn copies(linking: &Linking) -> BTreeMap<String, String> {
    linking.copies.iter().map(|c| (c.article.clone(), c.of.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn order_means_nothing(sources in sources(), picks in prop::collection::vec((any::<bool>(), 0usize..40, 0usize..40), 0..3)) {
        let rulings = rulings(&sources, &picks);
        let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
        let mut backwards = sketches.clone();
        backwards.reverse();
        prop_assert_eq!(link(&sketches, &rulings), link(&backwards, &rulings));
    }

    #[test]
    fn batches_mean_nothing(
        sources in sources(),
        batch in 1usize..6,
        gone in 0usize..14,
        picks in prop::collection::vec((any::<bool>(), 0usize..40, 0usize..40), 0..3),
    ) {
        let rulings = rulings(&sources, &picks);
        let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
        let mut shelf = Memory::default();
        let mut kept = Kept::default();
        for some in sketches.chunks(batch) {
            let added = some.iter().map(|s| s.article.clone()).collect();
            some.iter().for_each(|s| { shelf.put(s.clone()); });
            let Ok(linking) = relink(&mut shelf, &Change { added, ..Change::default() }, &[]);
            kept.take(linking);
        }
        // Then people decide, and an article goes.
        let ruled = rulings.iter().flat_map(|r| r.decision.reports().cloned()).collect();
        let Ok(linking) = relink(&mut shelf, &Change { ruled, ..Change::default() }, &rulings);
        kept.take(linking);
        let everything = link(&sketches, &rulings);
        prop_assert_eq!(kept.groups(), everything.groups.clone());
        prop_assert_eq!(&kept.copies, &copies(&everything));
        let gone = format!("a{}", gone % sources.len());
        let removed: Vec<Arc<Sketch>> = shelf.take(&gone).into_iter().collect();
        kept.group_of.retain(|report, _| report.article != gone);
        kept.copies.remove(&gone);
        let Ok(linking) = relink(&mut shelf, &Change { removed, ..Change::default() }, &rulings);
        kept.take(linking);
        let rest: Vec<Sketch> = sketches.into_iter().filter(|s| s.article != gone).collect();
        let rest = link(&rest, &rulings);
        prop_assert_eq!(kept.groups(), rest.groups.clone());
        prop_assert_eq!(&kept.copies, &copies(&rest));
    }

    #[test]
    fn decisions_hold(sources in sources(), a in 0usize..40, b in 0usize..40, merge in any::<bool>()) {
        let rulings = rulings(&sources, &[(merge, a, b)]);
        let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
        let linking = link(&sketches, &rulings);
        if let Some(ruling) = rulings.first() {
            let named: Vec<&ReportRef> = ruling.decision.reports().collect();
            let together = linking.groups.iter().any(|g| named.iter().all(|r| g.contains(r)));
            prop_assert_eq!(together, merge);
        }
    }

    #[test]
    fn two_events_of_one_article_are_two(sources in sources()) {
        let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
        for group in link(&sketches, &[]).groups {
            let mut articles: Vec<&str> = group.iter().map(|r| r.article.as_str()).collect();
            articles.dedup();
            prop_assert_eq!(articles.len(), group.len());
        }
    }

    #[test]
    fn every_value_rests_on_its_reports(sources in sources()) {
        let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
        let linking = link(&sketches, &[]);
        for group in &linking.groups {
            let reports: Vec<(&Source, &str)> = group
                .iter()
                .filter_map(|r| Some((sources.iter().find(|s| s.article == r.article)?, r.event.as_str())))
                .collect();
            let Some(event) = combine(&reports, &linking.copies, &[]) else { panic!("no event of {group:?}") };
            prop_assert_eq!(event.reports.len(), group.len());
            prop_assert!(event.voices >= 1 && event.voices as usize <= group.len());
            let supports = event.actors.iter().flat_map(|c| &c.support).chain(event.status.iter().flat_map(|c| &c.support));
            for support in supports {
                prop_assert!((support.report as usize) < event.reports.len());
            }
            for claim in &event.actors {
                prop_assert!(!claim.support.is_empty() && claim.voices <= event.voices);
            }
        }
    }

    #[test]
    fn a_sketch_comes_back_from_its_bytes(sources in sources()) {
        for source in &sources {
            let sketch = Sketch::of(source);
            prop_assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Sketch::from_bytes(&bytes);
        prop_assert!(ArticleSignature::from_bytes(&bytes).is_none_or(|s| s.to_bytes() == bytes));
    }
}
