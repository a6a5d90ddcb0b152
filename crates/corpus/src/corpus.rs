//! All articles, and what holds between them.

use crate::model::Article;
use crate::problem::Problem;
use crate::tables::Tables;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the articles stand, from the root of the repository.
pub const FOLDER: &str = "corpus/articles";

/// The corpus as it was read.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Outlets and countries.
    pub tables: Tables,
    /// The articles by id.
    pub articles: Vec<Article>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Share of common word sequences above which two articles are one article told twice.
const TWIN: f64 = 0.2;
/// Words of a sequence.
const SHINGLE: usize = 5;

impl Corpus {
    /// Reads all articles under `root`; complains of those whose id begins with `only`.
    ///
    /// # Errors
    /// When a table or the folder cannot be read.
    pub fn read(root: &Path, only: &str) -> std::io::Result<Corpus> {
        let tables = Tables::read(root)?;
        let mut files: Vec<String> = std::fs::read_dir(root.join(FOLDER))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        files.sort();
        let mut corpus = Corpus { tables, ..Corpus::default() };
        for file in files {
            let name = format!("{FOLDER}/{file}");
            let complain = |what: &str| Problem { file: name.clone(), line: 1, what: what.to_owned() };
            let Ok(bytes) = std::fs::read(root.join(FOLDER).join(&file)) else { continue };
            let ours = file.starts_with(only);
            if !file.ends_with(".txt") {
                corpus
                    .problems
                    .extend(ours.then(|| complain("not an article; articles are called <id>.txt")));
                continue;
            }
            let Ok(raw) = String::from_utf8(bytes) else {
                corpus.problems.extend(ours.then(|| complain("not UTF-8; save it as UTF-8")));
                continue;
            };
            let (article, problems) = crate::read::read(&name, &raw, &corpus.tables);
            corpus.articles.extend(article);
            corpus.problems.extend(problems.into_iter().filter(|_| ours));
        }
        let mut between = clusters(&corpus);
        between.extend(twins(&corpus));
        corpus.problems.extend(between.into_iter().filter(|p| {
            p.file.strip_prefix(FOLDER).and_then(|f| f.strip_prefix('/')).is_some_and(|f| f.starts_with(only))
        }));
        corpus.problems.sort();
        Ok(corpus)
    }

    /// The part that an article belongs to: train, tune or test.
    #[must_use]
    pub fn part(&self, article: &Article) -> &str {
        self.tables.outlets.get(&article.outlet).map_or("", |o| o.part.as_str())
    }

    /// The articles whose id begins with `only`.
    pub fn of<'a>(&'a self, only: &'a str) -> impl Iterator<Item = &'a Article> {
        self.articles.iter().filter(move |a| a.id.starts_with(only))
    }
}

fn complaint(article: &Article, what: String) -> Problem {
    Problem { file: format!("{FOLDER}/{}.txt", article.id), line: 1, what }
}

/// A cluster stays in one part, and is told by different outlets; `near` names a cluster that is there.
fn clusters(corpus: &Corpus) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut members: BTreeMap<&str, Vec<&Article>> = BTreeMap::new();
    for article in &corpus.articles {
        if let Some(cluster) = &article.cluster {
            members.entry(cluster).or_default().push(article);
        }
    }
    for (cluster, members) in &members {
        let Some(first) = members.first() else { continue };
        let mut outlets = BTreeMap::new();
        for article in members {
            if corpus.part(article) != corpus.part(first) {
                let what = format!(
                    "cluster {cluster} is in {} ({}) and here in {}; a cluster stays in one part",
                    corpus.part(first),
                    first.id,
                    corpus.part(article)
                );
                problems.push(complaint(article, what));
            }
            if let Some(other) = outlets.insert(article.outlet.as_str(), article.id.as_str()) {
                let what = format!(
                    "cluster {cluster}: {other} is of the same outlet; its articles are of different ones"
                );
                problems.push(complaint(article, what));
            }
        }
    }
    for article in &corpus.articles {
        if let Some(near) = &article.near {
            if !members.contains_key(near.as_str()) {
                problems.push(complaint(article, format!("near: there is no cluster {near}; mend the name")));
            }
            if article.cluster.as_ref() == Some(near) {
                problems.push(complaint(article, format!("in cluster {near} and near it; keep one")));
            }
        }
    }
    problems
}

/// Articles that repeat each other, outside clusters and across parts.
fn twins(corpus: &Corpus) -> Vec<Problem> {
    let shingles: Vec<BTreeSet<u64>> = corpus.articles.iter().map(|a| shingles(&a.body)).collect();
    let mut problems = Vec::new();
    for (i, (a, first)) in corpus.articles.iter().zip(&shingles).enumerate() {
        for (b, second) in corpus.articles.iter().zip(&shingles).skip(i + 1) {
            let related = a.cluster.is_some() && a.cluster == b.cluster && corpus.part(a) == corpus.part(b);
            let common = first.intersection(second).count();
            let all = first.len() + second.len() - common;
            if related || all == 0 || common as f64 <= TWIN * all as f64 {
                continue;
            }
            for (one, other) in [(a, b), (b, a)] {
                let what = format!(
                    "{:.0} % of its sequences of {SHINGLE} words stand in {} too; write one of them anew",
                    100.0 * common as f64 / all as f64,
                    other.id
                );
                problems.push(complaint(one, what));
            }
        }
    }
    problems
}

/// Digests of all sequences of folded words.
fn shingles(text: &str) -> BTreeSet<u64> {
    let folded = waqai_text::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(SHINGLE).map(digest).collect()
}

/// FNV-1a over the words.
fn digest(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
