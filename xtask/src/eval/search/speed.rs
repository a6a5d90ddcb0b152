//! Time and size on a real corpus.

use anyhow::Context;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};
use waqai::{Article, Engine, Record};
use waqai_search::{Error, Index, IndexedArticle, Language, Options, Query};

/// Queries of each kind.
const QUERIES: usize = 500;
/// Articles listed, with their sentences, for each query.
const LISTED: usize = 10;

/// A section of the page; none without the corpus.
pub(super) fn measure(language: &Language) -> anyhow::Result<Option<String>> {
    let corpus = crate::shared()
        .map(|s| s.join("data/permissive/antcorpus/articles.jsonl.gz"))
        .filter(|p| p.is_file());
    let Some(corpus) = corpus else { return Ok(None) };
    let work = crate::root().join("target/eval/search");
    std::fs::create_dir_all(&work)?;
    let (records, bytes) = records(&corpus)?;
    let dir = work.join("index");
    let started = Instant::now();
    let articles: Vec<IndexedArticle<'_>> = records.iter().map(article).collect();
    let index = Index::rebuild(&dir, language, |u| u.put(&articles).map(|()| 0))
        .map_err(|e: Error| anyhow::Error::from(e))?;
    let building = started.elapsed();
    let size = size(&dir)?;
    let mut out = format!(
        "\n## Speed and size\n\n{} articles of antcorpus, {:.1} MB of text and headlines; {} cores; nothing but this run on the machine was not \
         guaranteed. Making the index anew: {:.1} s, {} articles a second. The index: {:.1} MB, {:.2} of the input.\n\n\
         {QUERIES} queries of each kind, made of words and names of the corpus; each lists {LISTED} articles, counts all that fit, counts \
         as which forms they were found, and finds the words in the {LISTED} (whose records are in memory). One thread; milliseconds.\n\n\
         | query | median | 95 % | 99 % | longest | of it finding the words in the articles (median) |\n| --- | --- | --- | --- | --- | --- |\n",
        records.len(),
        bytes as f64 / 1e6,
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        building.as_secs_f64(),
        (records.len() as f64 / building.as_secs_f64()).round(),
        size as f64 / 1e6,
        size as f64 / bytes as f64,
    );
    let by_id: std::collections::BTreeMap<&str, &Record> =
        records.iter().map(|r| (r.document.id.as_str(), r)).collect();
    let mut all = Vec::new();
    for (kind, queries) in queries(&records) {
        let mut times = Vec::new();
        for query in queries {
            times.push(ask(&index, language, &query, &by_id)?);
        }
        row(&mut out, kind, &mut times);
        all.extend(times);
    }
    row(&mut out, "all", &mut all);
    Ok(Some(out))
}

type Times = (Duration, Duration);

fn ask(
    index: &Index,
    language: &Language,
    query: &str,
    by_id: &std::collections::BTreeMap<&str, &Record>,
) -> anyhow::Result<Times> {
    let started = Instant::now();
    let query = Query::parse(query)?;
    let search = index.search(language, &query);
    let answer = search.run(Options { limit: LISTED, ..Options::default() })?;
    let answered = Instant::now();
    let mut sentences = 0;
    for id in &answer.articles {
        let record = by_id.get(id.as_str()).context("an article that is not there was found")?;
        sentences += search.highlights(record).best(2).len();
    }
    let end = Instant::now();
    anyhow::ensure!(
        sentences > 0 || answer.articles.is_empty(),
        "articles were found in which no word stands"
    );
    Ok((end - started, end - answered))
}

fn row(out: &mut String, kind: &str, times: &mut [Times]) {
    times.sort_unstable();
    let at = |share: f64| {
        let i = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len()) - 1;
        times.get(i).map_or(0.0, |t| t.0.as_secs_f64() * 1e3)
    };
    let mut lit: Vec<Duration> = times.iter().map(|t| t.1).collect();
    lit.sort_unstable();
    let lit = lit.get(lit.len() / 2).map_or(0.0, |t| t.as_secs_f64() * 1e3);
    let _ = writeln!(
        out,
        "| {kind} | {:.2} | {:.2} | {:.2} | {:.2} | {lit:.2} |",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
}

/// Makes a query of the n-th article and its words.
type Make<'a> = dyn Fn(usize, &Record, &[String]) -> Option<String> + 'a;

/// Queries by kind, spread over the corpus.
fn queries(records: &[Record]) -> Vec<(&'static str, Vec<String>)> {
    let step = (records.len() / QUERIES).max(1);
    let chosen = || records.iter().step_by(step).take(QUERIES).enumerate();
    let words = |record: &Record| -> Vec<String> {
        let words = record.document.text.split_whitespace();
        let words =
            words.filter(|w| w.chars().count() > 2 && w.chars().all(char::is_alphabetic) && *w != "OR");
        words.map(str::to_owned).collect()
    };
    let some =
        |make: &Make<'_>| -> Vec<String> { chosen().filter_map(|(i, r)| make(i, r, &words(r))).collect() };
    let pick = |i: usize, of: &[String]| of.get((i * 7) % of.len().max(1)).cloned();
    vec![
        ("a word", some(&|i, _, w| pick(i, w))),
        ("two words", some(&|i, _, w| Some(format!("{} {}", pick(i, w)?, pick(i + 3, w)?)))),
        (
            "a phrase of two words",
            some(&|i, _, w| {
                let at = (i * 7) % w.len().max(1);
                Some(format!("\"{} {}\"", w.get(at)?, w.get(at + 1)?))
            }),
        ),
        (
            "one of two words, in a year",
            some(&|i, _, w| Some(format!("{} OR {} from:2016 to:2016", pick(i, w)?, pick(i + 3, w)?))),
        ),
        (
            "a name",
            some(&|i, r, _| {
                let entities: Vec<_> =
                    r.entities.iter().filter(|e| e.kind != "ORG" || e.key.is_some()).collect();
                let name = &entities.get(i % entities.len().max(1))?.name;
                Some(name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect())
            }),
        ),
    ]
}

fn article(record: &Record) -> IndexedArticle<'_> {
    let document = &record.document;
    IndexedArticle {
        id: &document.id,
        source: document.source.as_deref(),
        url: document.url.as_deref(),
        published: document.published.as_ref().map(|p| p.value.as_str()),
        retrieved: None,
        record,
        words: None,
    }
}

/// The records of the corpus, as the program makes them, and the bytes of its texts and headlines.
fn records(corpus: &Path) -> anyhow::Result<(Vec<Record>, u64)> {
    let from = BufReader::new(flate2::read::MultiGzDecoder::new(std::fs::File::open(corpus)?));
    let mut articles: Vec<Article> = Vec::new();
    for line in from.lines() {
        articles.push(serde_json::from_str(&line?)?);
    }
    articles.retain(|a| !a.text.trim().is_empty());
    let bytes =
        articles.iter().map(|a| a.text.len() + a.title.as_ref().map_or(0, String::len)).sum::<usize>();
    let engine = Engine::new();
    let records: Vec<Record> = std::thread::scope(|scope| {
        let (first, second) = articles.split_at(articles.len() / 2);
        let read = |half: &[Article]| half.iter().map(|a| engine.read_article(a)).collect::<Vec<_>>();
        let second = scope.spawn(move || read(second));
        let mut all = read(first);
        second
            .join()
            .map(|half| all.extend(half))
            .map_err(|_| anyhow::anyhow!("an article could not be read"))?;
        anyhow::Ok(all)
    })?;
    Ok((records, bytes as u64))
}

fn size(dir: &Path) -> anyhow::Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(dir)? {
        size += entry?.metadata()?.len();
    }
    Ok(size)
}
