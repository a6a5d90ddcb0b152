//! `cargo xtask eval --merge`: whether reports of one event are linked, and those of different ones are not.
//!
//! Gold: `corpus/links.tsv`, which events of a cluster's articles are one. All articles of a part are linked at once, with all their events: what
//! is linked across clusters, or outside of them, counts as wrong. Pairs of reports are counted: precision is the share of
//! the linked pairs that the table has, recall the share of its pairs that are linked.
//!
//! - **gold records**: the annotated events.
//! - **own records**: what the program reads, restricted to the events that match an annotated one ([`matching`]); pairs of which a side
//!   was not read at all are not counted here, they are the reader's misses.
//!
//! `--test` measures the test part too; `--pairs FOLDER` writes every compared pair with its features and whether it is one event, for
//! fitting `data/merge/weights.tsv`; `--errors` lists what was missed and what was wrongly linked (never of the test part).

mod gold;
mod matching;

use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use waqai::Engine;
use waqai_corpus::Corpus;
use waqai_corpus::model::Article;
use waqai_merge::{ArticleSignature, ReportRef, Sketch, Source, link};

const LINKS: &str = "corpus/links.tsv";

/// A telling: the article, and the position of the event among the annotated ones.
type Telling = (String, usize);

pub(super) fn run(args: &[String]) -> anyhow::Result<()> {
    let flag = |name: &str| args.iter().any(|a| a == name);
    let folder = args.iter().position(|a| a == "--pairs").map(|i| args.get(i + 1).context("--pairs FOLDER"));
    let folder = folder.transpose()?;
    let root = crate::root();
    let corpus = Corpus::read(&root, "").context("corpus/ cannot be read")?;
    let engine = Engine::new();
    for part in ["train", "tune", "test"] {
        if part == "test" && !flag("--test") {
            continue;
        }
        let articles: Vec<&Article> = corpus.articles.iter().filter(|a| corpus.part(a) == part).collect();
        let truth = Truth::read(&root.join(LINKS), &articles)?;
        let sets = [
            ("gold records", gold::sources(&articles, |a| corpus.source(a).to_owned())),
            ("own records", own(&engine, &corpus, &articles)),
        ];
        for (name, sources) in sets {
            let told = if name == "gold records" {
                gold::numbers(&sources)
            } else {
                matching::numbers(&articles, &sources)
            };
            let outcome = Outcome::of(&sources, &told, &truth);
            println!("{part}, {name}: {}", outcome.line());
            if flag("--errors") && part != "test" {
                print!("{}", outcome.errors(&sources, &told));
            }
            if let Some(folder) = folder
                && part != "test"
            {
                let file = Path::new(folder).join(format!("{part}-{}.jsonl", name.replace(' ', "-")));
                std::fs::write(&file, pairs(&sources, &told, &truth))
                    .with_context(|| file.display().to_string())?;
            }
        }
    }
    Ok(())
}

/// The articles as the program reads them.
fn own(engine: &Engine, corpus: &Corpus, articles: &[&Article]) -> Vec<Source> {
    let read = |article: &&Article| {
        let given = &waqai::Article {
            id: article.id.clone(),
            source: Some(corpus.source(article).to_owned()),
            text: article.body.clone(),
            published: Some(article.published.clone()),
            ..waqai::Article::default()
        };
        let (record, signature) =
            engine.read_article_and(given, |_, analysis| ArticleSignature::of(waqai::lemmas(analysis)));
        let signature = signature.unwrap_or_default();
        Source { article: article.id.clone(), capture: String::new(), signature, record }
    };
    articles.iter().map(read).collect()
}

/// Which tellings are one event.
struct Truth {
    event_of: BTreeMap<Telling, String>,
}

impl Truth {
    /// The rows of the table that are about these articles.
    fn read(path: &Path, articles: &[&Article]) -> anyhow::Result<Truth> {
        let known: BTreeSet<&str> = articles.iter().map(|a| a.id.as_str()).collect();
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut event_of = BTreeMap::new();
        for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, event, article, number] = cells[..] else { anyhow::bail!("{LINKS}: {line}") };
            if known.contains(article) {
                let number: usize = number.parse().with_context(|| format!("{LINKS}: {line}"))?;
                event_of.insert((article.to_owned(), number - 1), event.to_owned());
            }
        }
        Ok(Truth { event_of })
    }

    fn one(&self, a: &Telling, b: &Telling) -> bool {
        self.event_of.get(a).is_some_and(|event| self.event_of.get(b) == Some(event))
    }
}

/// What was linked, against the truth.
struct Outcome {
    right: Vec<(ReportRef, ReportRef)>,
    missed: Vec<(ReportRef, ReportRef)>,
    wrong: Vec<(ReportRef, ReportRef)>,
    reports: usize,
}

impl Outcome {
    fn of(sources: &[Source], told: &BTreeMap<ReportRef, Telling>, truth: &Truth) -> Outcome {
        let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
        let linking = link(&sketches, &[]);
        let group: BTreeMap<&ReportRef, usize> =
            linking.groups.iter().enumerate().flat_map(|(i, g)| g.iter().map(move |r| (r, i))).collect();
        let mut outcome = Outcome { right: vec![], missed: vec![], wrong: vec![], reports: told.len() };
        let all: Vec<(&ReportRef, &Telling)> = told.iter().collect();
        for (index, (left, a)) in all.iter().enumerate() {
            for (right, b) in all.iter().skip(index + 1) {
                let linked = group.contains_key(left) && group.get(left) == group.get(right);
                let list = match (linked, truth.one(a, b)) {
                    (true, true) => &mut outcome.right,
                    (true, false) => &mut outcome.wrong,
                    (false, true) => &mut outcome.missed,
                    (false, false) => continue,
                };
                list.push(((*left).clone(), (*right).clone()));
            }
        }
        outcome
    }

    fn line(&self) -> String {
        let (right, wrong, missed) =
            (self.right.len() as f64, self.wrong.len() as f64, self.missed.len() as f64);
        let share = |n: f64, of: f64| if of == 0.0 { 0.0 } else { n / of };
        let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
        format!(
            "precision {precision:.3}, recall {recall:.3}, F1 {:.3} ({} of {} pairs, {} wrong, {} reports)",
            share(2.0 * right, 2.0 * right + wrong + missed),
            self.right.len(),
            self.right.len() + self.missed.len(),
            self.wrong.len(),
            self.reports
        )
    }

    fn errors(&self, sources: &[Source], told: &BTreeMap<ReportRef, Telling>) -> String {
        let mut out = String::new();
        for (what, list) in [("missed", &self.missed), ("wrong", &self.wrong)] {
            for (left, right) in list {
                let of = |r: &ReportRef| sources.iter().find(|s| s.article == r.article);
                let (Some(a), Some(b)) = (of(left), of(right)) else { continue };
                let number = |r| told.get(r).map_or(0, |t| t.1 + 1);
                let why = waqai_merge::why((a, &left.event), (b, &right.event));
                let (score, reasons) = why.map_or((0.0, String::new()), |w| {
                    let shown = |r: &waqai_merge::Reason| {
                        format!("\n      {:+.2} {} [{}] [{}]", r.weight, r.feature, r.left, r.right)
                    };
                    let comparable = if w.comparable { "" } else { "\n      not compared" };
                    (w.score, comparable.to_owned() + &w.reasons.iter().map(shown).collect::<String>())
                });
                let _ = writeln!(
                    out,
                    "   {what} {}#{} {}#{} {score:+.2}{reasons}",
                    left.article,
                    number(left),
                    right.article,
                    number(right)
                );
            }
        }
        out
    }
}

/// Every compared pair of told events, an object a line.
fn pairs(sources: &[Source], told: &BTreeMap<ReportRef, Telling>, truth: &Truth) -> String {
    let sketches: Vec<Sketch> = sources.iter().map(Sketch::of).collect();
    let mut out = String::new();
    waqai_merge::pairs(&sketches, |pair| {
        if let (Some(a), Some(b)) = (told.get(&pair.left), told.get(&pair.right)) {
            let features: serde_json::Map<String, serde_json::Value> =
                pair.features.iter().map(|(name, amount)| ((*name).to_owned(), (*amount).into())).collect();
            let line =
                serde_json::json!({"left": a, "right": b, "one": truth.one(a, b), "features": features});
            let _ = writeln!(out, "{line}");
        }
    });
    out
}
