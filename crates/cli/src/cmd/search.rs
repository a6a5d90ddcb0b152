//! `waqai search`: articles of the store by their words.

use super::place::{Place, failed};
use super::{Dress, Lang, json_line};
use crate::finding;
use crate::out::Out;
use crate::report::{Outcome, say};
use crate::show::Style;
use clap::{Args, ValueEnum};
use serde::Serialize;
use waqai_search::{
    Also, Answer, Highlight, Index, Language, Layer, Options, Order, Query, Search as Ready, Snippet,
};
use waqai_store::{Store, StoredArticle};

/// Find articles of the store by their words, names and what was read in them.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Search {
    /// What to look for; several arguments are one query. One that begins with - goes behind --.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// Articles to list; 0 lists all that fit.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Articles to pass over first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Their order.
    #[arg(long, value_enum, default_value = "relevance")]
    order: By,
    /// Write how many articles fit, and nothing else.
    #[arg(long)]
    count: bool,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// End with exit code 4 when no article fits.
    #[arg(long)]
    fail_empty: bool,
    #[command(flatten)]
    dress: Dress,
}

const AFTER_HELP: &str = "\
Words must all be there; \"a phrase\" stands as it is written; OR between two; - before what must not be there; ( ).
Filters: actor: place: said-by: name: type: status: outlet: from: to: event-from: event-to: added-from: added-to: confidence:
A word finds its other forms too (وزير: الوزير، للوزراء); layer:exact, layer:folded or layer:lemma narrows that.
Numbers count articles.";

/// Orders of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Those that fit best first: the very word before its other forms.
    Relevance,
    /// The newest first.
    Newest,
}

/// Forms of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people.
    Text,
    /// One object: the number of articles, the forms matched, the articles.
    Json,
    /// One article a line.
    Jsonl,
}

/// An article that fits, as it is written.
#[derive(Serialize)]
struct Hit<'a> {
    article: &'a str,
    published: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    headline: Option<&'a str>,
    copy_of: Option<&'a str>,
    sentences: Vec<&'a Snippet>,
    highlights: &'a [Highlight],
}

#[derive(Serialize)]
struct Whole<'a> {
    query: &'a str,
    /// Articles that fit.
    total: u64,
    matched: &'a [Also],
    articles: Vec<serde_json::Value>,
}

/// Sentences shown of an article.
const SENTENCES: usize = 2;
/// Forms shown of a word.
const FORMS: usize = 12;

impl Search {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let typed = self.query.join(" ");
        let query = Query::parse(&typed).map_err(|e| {
            say(format_args!("query, {e} [query]"));
            Outcome::Usage
        })?;
        let store = self.place.open_read_only()?;
        let index = Index::open(&finding::folder(&store)).map_err(|e| failure(&e))?;
        told_if_behind(&store, &index)?;
        let language = Language::load();
        let search = index.search(&language, &query);
        let options = Options {
            limit: match (self.count, self.limit) {
                (true, _) => 0,
                (false, 0) => usize::MAX,
                (false, limit) => limit,
            },
            offset: self.offset,
            order: match self.order {
                By::Relevance => Order::Relevance,
                By::Newest => Order::Newest,
            },
        };
        let answer = search.run(options).map_err(|e| failure(&e))?;
        let mut out = Out::new();
        let written = if self.count {
            out.write(format!("{}\n", answer.total).as_bytes())
        } else {
            self.write(&typed, &store, &search, &answer, &mut out)?
        };
        Ok(match written & out.finish() {
            false => Outcome::Failed,
            true if answer.total == 0 && self.fail_empty => Outcome::Empty,
            true => Outcome::Done,
        })
    }

    fn write(
        &self,
        typed: &str,
        store: &Store,
        search: &Ready<'_>,
        answer: &Answer,
        out: &mut Out,
    ) -> Result<bool, Outcome> {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        let form = self.format.unwrap_or(if terminal { Form::Text } else { Form::Jsonl });
        let (style, lang) = (self.dress.style(), self.dress.lang);
        let mut written = true;
        if form == Form::Text {
            written &= out.write(total(answer.total, lang).as_bytes());
        }
        let mut hits = Vec::new();
        for id in &answer.articles {
            // The index may know an article that the store no longer has.
            let Some(article) = store.article(id).map_err(|e| failed(&e))? else { continue };
            let lit = search.highlights(&article.record);
            let hit = Hit {
                article: id,
                published: article.published.as_deref(),
                source: article.source.as_deref(),
                url: article.url.as_deref(),
                headline: article.record.document.headline.as_deref(),
                copy_of: article.copy_of.as_deref(),
                sentences: lit.best(SENTENCES),
                highlights: &lit.words,
            };
            match form {
                Form::Text => written &= out.write(text(&hit, &article, style).as_bytes()),
                Form::Jsonl => written &= out.write(&json_line(&hit)),
                Form::Json => hits.push(serde_json::to_value(&hit).unwrap_or_default()),
            }
        }
        match form {
            Form::Text => written &= out.write(matched(&answer.also, style).as_bytes()),
            Form::Json => {
                let whole =
                    Whole { query: typed, total: answer.total, matched: &answer.also, articles: hits };
                written &= out.write(&json_line(&whole));
            }
            Form::Jsonl => {}
        }
        Ok(written)
    }
}

fn failure(error: &waqai_search::Error) -> Outcome {
    let advice = if error.needs_rebuild() { "; make it with `waqai reindex`" } else { "" };
    say(format_args!("{error}{advice} [index]"));
    Outcome::Failed
}

/// Says when the store holds more than the index knows.
fn told_if_behind(store: &Store, index: &Index) -> Result<(), Outcome> {
    let newest = store.newest_reading().map_err(|e| failed(&e))?;
    if newest != index.sequence() {
        say(
            "the search index does not know all that the store holds; `waqai reindex` brings it in step [index]",
        );
    }
    Ok(())
}

fn total(total: u64, lang: Lang) -> String {
    match lang {
        Lang::En => format!("articles: {total}\n"),
        Lang::Ar => format!("المقالات: {total}\n"),
    }
}

/// An article: a line of where and when, its headline, and the sentences with what was found in bold.
fn text(hit: &Hit<'_>, article: &StoredArticle, style: Style) -> String {
    let known = [Some(hit.article), hit.published, hit.source.or(hit.url)];
    let known: Vec<String> = known.iter().flatten().map(|v| style.words(v)).collect();
    let mut out = format!("\n{}\n", style.dim(&known.join("  ")));
    if let Some(headline) = hit.headline {
        out.push_str(&format!("  {}\n", style.words(headline)));
    }
    let letters: Vec<char> = article.record.document.text.chars().collect();
    let slice = |start: u32, end: u32| -> String {
        letters.get(start as usize..end as usize).map_or_else(String::new, |c| c.iter().collect())
    };
    for sentence in &hit.sentences {
        let mut line = String::new();
        let mut at = sentence.start;
        for word in hit.highlights.get(sentence.words.clone()).unwrap_or_default() {
            line.push_str(&slice(at, word.start));
            line.push_str(&style.bold(&word.text));
            at = word.end;
        }
        line.push_str(&slice(at, sentence.end));
        let line: Vec<&str> = line.split_whitespace().collect();
        out.push_str(&format!("  … {}\n", line.join(" ")));
    }
    out
}

/// As what the words of the query were found, with numbers of articles, and how to narrow it.
fn matched(also: &[Also], style: Style) -> String {
    let mut out = String::new();
    for word in also.iter().filter(|a| !a.forms.is_empty()) {
        let forms: Vec<String> = word
            .forms
            .iter()
            .take(FORMS)
            .map(|f| format!("{} [{}] {}", style.words(&f.text), f.layer.name(), f.articles))
            .collect();
        let more = word.forms.len().saturating_sub(FORMS);
        let more = if more > 0 { format!(", … +{more}") } else { String::new() };
        let label = match style.lang {
            Lang::En => "matched as",
            Lang::Ar => "وُجدت بصيغة",
        };
        out.push_str(&format!("\n{label}: {}{more}\n", forms.join(", ")));
    }
    let wide = also.iter().flat_map(|a| &a.forms).any(|f| f.layer > Layer::Exact);
    if wide {
        let advice = match style.lang {
            Lang::En => "to narrow: layer:exact, layer:folded or layer:lemma in the query",
            Lang::Ar => "للتضييق: layer:exact أو layer:folded أو layer:lemma في الاستعلام",
        };
        out.push_str(&format!("{}\n", style.dim(advice)));
    }
    out
}
