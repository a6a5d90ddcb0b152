//! Articles and indexes for tests.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "shared by test files")]

use waqai_schema::{Document, Entity, Mention, Part, Published, Record, SCHEMA};
use waqai_search::{Answer, Error, Index, IndexedArticle, Language, Options, Query};

/// A record of this text in which nothing was read.
pub fn record(id: &str, text: &str) -> Record {
    Record {
        schema: SCHEMA.to_owned(),
        document: Document {
            id: id.to_owned(),
            url: None,
            source: None,
            language: Some("ar".to_owned()),
            headline: None,
            section: None,
            byline: None,
            published: Some(Published {
                value: "2026-02-11".to_owned(),
                precision: "day".to_owned(),
                from: "given".to_owned(),
            }),
            text: text.to_owned(),
            sha256: String::new(),
            parts: vec![Part { start: 0, end: text.chars().count() as u32, role: "body".to_owned() }],
        },
        entities: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        dates: Vec::new(),
        notes: Vec::new(),
    }
}

/// Names `name`, which stands in the text once, as an entity.
pub fn name(record: &mut Record, kind: &str, key: Option<&str>, name: &str) {
    let text = &record.document.text;
    let byte = text.find(name).expect("the name stands in the text");
    let start = text[..byte].chars().count() as u32;
    let end = start + name.chars().count() as u32;
    let id = format!("e{}", record.entities.len() + 1);
    record.entities.push(Entity {
        id,
        kind: kind.to_owned(),
        name: name.to_owned(),
        qid: None,
        key: key.map(str::to_owned),
        geonames: None,
        country: None,
        sectors: Vec::new(),
        role: None,
        mentions: vec![Mention { start, end, text: name.to_owned(), kind: "name".to_owned() }],
        rule: "test".to_owned(),
    });
}

/// The article of a record.
pub fn article(record: &Record) -> IndexedArticle<'_> {
    IndexedArticle {
        id: &record.document.id,
        source: record.document.source.as_deref(),
        url: record.document.url.as_deref(),
        published: record.document.published.as_ref().map(|p| p.value.as_str()),
        retrieved: None,
        record,
        words: None,
    }
}

/// An index of these records in a folder of its own.
pub struct Fixture {
    pub folder: tempfile::TempDir,
    pub language: Language,
    pub index: Index,
}

pub fn index(records: &[Record]) -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let language = Language::load();
    let articles: Vec<IndexedArticle<'_>> = records.iter().map(article).collect();
    let index = Index::rebuild(&folder.path().join("index"), &language, |u| u.put(&articles).map(|()| 1))
        .map_err(|e: Error| e)
        .expect("an index");
    Fixture { folder, language, index }
}

impl Fixture {
    pub fn ask(&self, query: &str) -> Answer {
        let query = Query::parse(query).expect("a query");
        let options = Options { limit: 1000, ..Options::default() };
        self.index.search(&self.language, &query).run(options).expect("an answer")
    }
    /// Ids in order.
    pub fn ids(&self, query: &str) -> Vec<String> {
        self.ask(query).articles
    }
}
