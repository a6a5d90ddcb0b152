//! `cargo xtask data events`: trains what the event stage learns from the annotated corpus.
//!
//! Reads the articles of the corpus' train part, runs the stages with the rules alone, and learns from the annotations
//! who fills which role, and how likely an event is right. The tune part measures it; the test part is not touched.

mod discourse;
mod matching;
mod regression;
mod roles;
mod uncovered;
mod worth;

use waqai_corpus::Corpus;
use waqai_corpus::model::Article;
use waqai_dates::DateValue;
use waqai_events::RuleSet;
use waqai_lang::Lexicon;
use waqai_names::NameData;
use waqai_text::Span;

/// Trains and writes all models; with `--uncovered`, lists the events that no rule matches instead.
pub(super) fn run(args: &[String]) -> anyhow::Result<()> {
    let root = crate::root();
    let corpus = Corpus::read(&root, "")?;
    let reader = Reader::new();
    let part =
        |name: &str| -> Vec<&Article> { corpus.articles.iter().filter(|a| corpus.part(a) == name).collect() };
    let (train, tune) = (part("train"), part("tune"));
    anyhow::ensure!(!train.is_empty(), "{}: no articles of the train part", waqai_corpus::FOLDER);
    if args.iter().any(|a| a == "--uncovered") {
        uncovered::print(&reader, &train);
        return Ok(());
    }
    println!("{} articles to train on, {} to measure with", train.len(), tune.len());
    let assets = root.join("crates/data/assets");
    let roles: &'static [u8] = roles::train(&reader, &train, &tune, &assets.join("event-roles.bin"))?.leak();
    let with_roles = |bytes: &'static [u8]| RuleSet::built_in().without_models().with_role_model(bytes);
    // Each model learns from what the ones before it leave in articles that those have not seen: a model is far better on
    // the articles it was trained on, and leaves little there to learn from.
    let seen: Vec<RuleSet> =
        (0..FOLDS).map(|k| with_roles(roles::weights_of(&reader, &others(&train, k)).leak())).collect();
    let unseen: Vec<(&Article, &RuleSet)> =
        train.iter().enumerate().map(|(i, a)| (*a, &seen[i % FOLDS])).collect();
    let path = assets.join("event-discourse.bin");
    let discourse: &'static [u8] =
        discourse::train(&reader, &with_roles(roles), &unseen, &tune, &path)?.leak();
    let rules = with_roles(roles).with_discourse_model(discourse);
    let seen: Vec<RuleSet> = (0..FOLDS)
        .map(|k| {
            let own = discourse::trained_on(&reader, &others(&unseen, k)).leak();
            with_roles(roles::weights_of(&reader, &others(&train, k)).leak()).with_discourse_model(own)
        })
        .collect();
    let unseen: Vec<(&Article, &RuleSet)> =
        train.iter().enumerate().map(|(i, a)| (*a, &seen[i % FOLDS])).collect();
    worth::train(&reader, &rules, &unseen, &tune, &assets.join("event-worth.bin"))
}

/// Parts of the train part, each read by models trained on the others.
const FOLDS: usize = 5;

/// All but every fifth, from the k-th on.
fn others<T: Copy>(all: &[T], k: usize) -> Vec<T> {
    all.iter().enumerate().filter(|(i, _)| i % FOLDS != k).map(|(_, a)| *a).collect()
}

/// The stages before events.
pub(super) struct Reader {
    lexicon: Lexicon,
    names: NameData,
    rules: RuleSet,
}

impl Reader {
    fn new() -> Reader {
        Reader {
            lexicon: Lexicon::load(),
            names: NameData::load(),
            rules: RuleSet::built_in().without_models(),
        }
    }

    /// Calls `f` with what the stages made of an article.
    pub(super) fn read<T>(
        &self,
        article: &Article,
        f: impl FnOnce(&waqai_events::Input<'_>, &RuleSet) -> T,
    ) -> T {
        let text = article.body.as_str();
        let published = day(&article.published);
        let analysis = waqai_lang::analyse(&self.lexicon, text);
        let context = waqai_names::Context {
            published: published.and_then(|d| Some((d.year, d.month?, d.day?))),
            source_country: None,
            outlet: None,
        };
        let names = waqai_names::find_names(&analysis, &self.names, &context);
        let dates = waqai_dates::find_dates(text, published);
        let cut = text.find("\n\n");
        let headline = cut.map(|end| Span { start: 0, end: end as u32 });
        let body = Span { start: cut.map_or(0, |c| c + 2) as u32, end: text.len() as u32 };
        let input = waqai_events::Input {
            analysis: &analysis,
            names: &names,
            dates: &dates,
            published,
            headline,
            body,
            name_data: &self.names,
            lexicon: &self.lexicon,
        };
        f(&input, &self.rules)
    }
}

fn day(value: &str) -> Option<DateValue> {
    let mut parts = value.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().and_then(|m| m.parse().ok());
    let day = parts.next().and_then(|d| d.parse().ok());
    Some(DateValue { year, month, day })
}
