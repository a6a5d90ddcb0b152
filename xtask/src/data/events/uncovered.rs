//! Events of the train part whose words no rule matches: what the rules still have to learn.

use super::Reader;
use waqai_corpus::Stretch;
use waqai_corpus::model::Article;
use waqai_events::learned::role_examples;
use waqai_text::{CodePoints, Span};

/// One line an event: article, type, status, trigger, the words around it.
pub(super) fn print(reader: &Reader, articles: &[&Article]) {
    let (mut all, mut none) = (0, 0);
    for article in articles {
        let triggers: Vec<Stretch> = reader.read(article, |input, rules| {
            let points = CodePoints::new(&article.body);
            let stretch =
                |s: Span| Stretch { start: points.at(s.start) as usize, end: points.at(s.end) as usize };
            role_examples(input, rules).iter().map(|e| stretch(e.trigger)).collect()
        });
        let text: Vec<char> = article.body.chars().collect();
        for event in article.events.iter().filter(|e| e.weight == "core") {
            all += 1;
            let told = std::iter::once(&event.trigger).chain(&event.evidence);
            if told.clone().any(|t| triggers.iter().any(|x| x.overlaps(*t))) {
                continue;
            }
            none += 1;
            let t = event.trigger;
            let around: String = text[t.start.saturating_sub(40)..(t.end + 60).min(text.len())]
                .iter()
                .map(|c| if *c == '\n' { ' ' } else { *c })
                .collect();
            let trigger: String = text[t.start..t.end].iter().collect();
            println!("{}\t{}\t{}\t{trigger}\t{around}", article.id, event.kind, event.status);
        }
    }
    println!("{none} of {all} core events have no trigger that a rule matches");
}
