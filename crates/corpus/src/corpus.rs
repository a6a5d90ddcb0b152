//! All articles, and what holds between them.

use crate::model::Article;
use crate::problem::Problem;
use crate::tables::Tables;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the articles stand, from the root of the repository.
pub const FOLDER: &str = "corpus/articles";

/// Where the second annotations stand.
pub const SECOND: &str = "corpus/second";

/// The corpus as it was read.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Outlets and countries.
    pub tables: Tables,
    /// The articles by id.
    pub articles: Vec<Article>,
    /// Second annotations, made without seeing the first.
    pub second: Vec<Article>,
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
        let mut corpus = Corpus { tables: Tables::read(root)?, ..Corpus::default() };
        corpus.articles = corpus.read_folder(root, Path::new(FOLDER))?;
        let departures = corpus.departures();
        corpus.problems.extend(departures);
        if root.join(SECOND).is_dir() {
            corpus.read_second(root, Path::new(SECOND))?;
        }
        for between in [clusters(&corpus), twins(&corpus)] {
            corpus.problems.extend(between);
        }
        corpus.problems.retain(|p| p.file.rsplit('/').next().is_some_and(|name| name.starts_with(only)));
        corpus.problems.sort();
        Ok(corpus)
    }

    /// Reads second annotations from another `folder`, in place of those that were read.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn read_second(&mut self, root: &Path, folder: &Path) -> std::io::Result<()> {
        self.second = self.read_folder(root, folder)?;
        let other_texts = seconds(self, folder);
        self.problems.extend(other_texts);
        Ok(())
    }

    fn read_folder(&mut self, root: &Path, folder: &Path) -> std::io::Result<Vec<Article>> {
        let mut files: Vec<String> = std::fs::read_dir(root.join(folder))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        files.sort();
        let mut articles = Vec::new();
        for file in files {
            let name = format!("{}/{file}", folder.display());
            let complain = |what: &str| Problem { file: name.clone(), line: 1, what: what.to_owned() };
            // A file that has just been moved away is no article.
            let Ok(bytes) = std::fs::read(root.join(&name)) else { continue };
            if !file.ends_with(".txt") {
                self.problems.push(complain("not an article; articles are called <id>.txt"));
                continue;
            }
            let Ok(raw) = String::from_utf8(bytes) else {
                self.problems.push(complain("not UTF-8; save it as UTF-8"));
                continue;
            };
            let (article, problems) = crate::read::read(&name, &raw, &self.tables);
            articles.extend(article);
            self.problems.extend(problems);
        }
        Ok(articles)
    }

    /// Where first annotations depart from the rules. Second ones stay as they were made; hints tell of theirs.
    fn departures(&self) -> Vec<Problem> {
        let check =
            |a: &Article| crate::rules::check(&format!("{FOLDER}/{}.txt", a.id), a, &self.tables.rules);
        self.articles.iter().flat_map(check).collect()
    }

    /// The articles that were annotated twice: first and second annotation.
    pub fn twice(&self) -> impl Iterator<Item = (&Article, &Article)> {
        self.second.iter().filter_map(|s| Some((self.articles.iter().find(|a| a.id == s.id)?, s)))
    }

    /// The part that an article belongs to: train, tune or test.
    #[must_use]
    pub fn part(&self, article: &Article) -> &str {
        self.tables.outlets.get(&article.outlet).map_or("", |o| o.part.as_str())
    }

    /// The name of the outlet that an article is of.
    #[must_use]
    pub fn source(&self, article: &Article) -> &str {
        self.tables.outlets.get(&article.outlet).map_or("", |o| o.name.as_str())
    }

    /// The articles whose id begins with `only`.
    pub fn of<'a>(&'a self, only: &'a str) -> impl Iterator<Item = &'a Article> {
        self.articles.iter().filter(move |a| a.id.starts_with(only))
    }
}

/// A second annotation is of the same text.
fn seconds(corpus: &Corpus, folder: &Path) -> Vec<Problem> {
    let mut problems = Vec::new();
    for second in &corpus.second {
        let what = match corpus.articles.iter().find(|a| a.id == second.id) {
            None => format!(
                "there is no {FOLDER}/{}.txt; a second annotation has the name of the first",
                second.id
            ),
            Some(first) if first.body != second.body => {
                "the text is not that of the first annotation; copy it".to_owned()
            }
            Some(_) => continue,
        };
        problems.push(Problem { file: format!("{}/{}.txt", folder.display(), second.id), line: 1, what });
    }
    problems
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
