#![allow(dead_code, reason = "each test uses some of these")]
//! Articles made by hand.

use waqai_merge::ArticleSignature;
use waqai_schema::Record;
use waqai_store::Intake;

/// A moment of the tests.
pub(crate) const NOW: &str = "2026-02-12T08:30:00Z";

/// An article that tells one event.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) published: &'static str,
    pub(crate) text: String,
    pub(crate) kind: &'static str,
    pub(crate) trigger: &'static str,
    /// Names and country codes.
    pub(crate) actors: Vec<(&'static str, &'static str)>,
    pub(crate) day: Option<&'static str>,
    pub(crate) retrieved: &'static str,
}

/// A meeting of two ministers.
pub(crate) fn meeting(id: &str) -> Told {
    Told {
        id: id.to_owned(),
        url: Some(format!("https://akhbar.example/2026/{id}")),
        source: Some("أخبار المدينة".to_owned()),
        published: "2026-02-11",
        text: format!("التقى وزير الخارجية السوري نظيره الفرنسي في باريس أمس ({id})."),
        kind: "CONSULT",
        trigger: "التقى",
        actors: vec![("سوريا", "SYR"), ("فرنسا", "FRA")],
        day: Some("2026-02-10"),
        retrieved: NOW,
    }
}

/// Where `words` stand in `text`, in code points.
fn span(text: &str, words: &str) -> (usize, usize) {
    let byte = text.find(words).expect("words of the text");
    let start = text[..byte].chars().count();
    (start, start + words.chars().count())
}

impl Told {
    pub(crate) fn record(&self) -> Record {
        let text = &self.text;
        let (start, end) = span(text, self.trigger);
        let all = text.chars().count();
        let actors: Vec<_> = self
            .actors
            .iter()
            .map(|(_, code)| serde_json::json!({"start": start, "end": end, "text": self.trigger, "country": code, "sectors": ["GOV"]}))
            .zip(1..)
            .map(|(mut p, n)| {
                p["entity"] = format!("e{n}").into();
                p
            })
            .collect();
        let entities: Vec<_> = self
            .actors
            .iter()
            .zip(1..)
            .map(|((name, code), n)| {
                serde_json::json!({"id": format!("e{n}"), "type": "LOC", "name": name, "qid": null, "key": format!("country/{code}"),
                    "geonames": null, "country": code, "sectors": ["GOV"], "role": null,
                    "mentions": [{"start": start, "end": end, "text": self.trigger, "kind": "name"}], "rule": "gazetteer"})
            })
            .collect();
        let date = self.day.map(|day| {
            serde_json::json!({"value": day, "precision": "day", "start": start, "end": end, "text": self.trigger, "from": "expression"})
        });
        let record = serde_json::json!({
            "schema": "waqai.record/1",
            "document": {"id": self.id, "url": self.url, "source": self.source, "language": "ar", "headline": null, "section": null,
                "byline": null, "published": {"value": self.published, "precision": "day", "from": "given"}, "text": text,
                "sha256": sha256(text.as_bytes()), "parts": [{"start": 0, "end": all, "role": "body"}]},
            "entities": entities,
            "events": [{"id": "v1", "type": self.kind, "modes": ["meeting"], "contexts": ["diplomatic"], "status": "actual",
                "actors": actors, "recipients": [], "date": date, "place": null,
                "trigger": {"start": start, "end": end, "text": self.trigger}, "sentence": {"start": 0, "end": all}, "evidence": [],
                "attribution": [], "size": {}, "confidence": 0.5, "rule": "events/consult/meet"}],
            "statements": [], "dates": [], "notes": []
        });
        serde_json::from_value(record).expect("a record")
    }

    pub(crate) fn intake(&self) -> Intake {
        Intake {
            capture: format!("<html><p>{}</p></html>", self.text).into_bytes(),
            media_type: "text/html".to_owned(),
            url: self.url.clone(),
            source: self.source.clone(),
            retrieved: self.retrieved.to_owned(),
            name: format!("{}.html", self.id),
            locator: format!("{}.html", self.id),
            record: self.record(),
            signature: ArticleSignature::of(self.text.split_whitespace()),
        }
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A store in a folder of its own.
pub(crate) fn store() -> (tempfile::TempDir, waqai_store::Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = waqai_store::Store::create(&folder.path().join("store")).expect("a store");
    (folder, store)
}
