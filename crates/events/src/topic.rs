//! Articles that are about no politics: sport, markets, weather, accidents, culture, religion.

use crate::tables::TOPICS;
use waqai_lang::{Analysis, Kind};

/// Weight a hundred words above which an article is of a topic.
const THRESHOLD: f32 = 10.0;
/// Different words of the topic that must occur.
const DISTINCT: usize = 5;

/// The topic of the text, if it is one that yields no political events.
pub(crate) fn topic_of(analysis: &Analysis<'_>) -> Option<&'static str> {
    let words = analysis.tokens.iter().filter(|t| t.kind == Kind::Word).count().max(40);
    let mut best: Option<(&'static str, f32)> = None;
    for (name, weights) in TOPICS.iter() {
        let mut sum = 0.0;
        let mut seen: Vec<&str> = Vec::new();
        for t in &analysis.tokens {
            if let Some(w) = weights.get(t.key()).or_else(|| weights.get(t.form.as_str())) {
                sum += w;
                if !seen.contains(&t.key()) {
                    seen.push(t.key());
                }
            }
        }
        let score = sum * 100.0 / words as f32;
        if score > THRESHOLD && seen.len() >= DISTINCT && best.is_none_or(|(_, s)| score > s) {
            best = Some((name, score));
        }
    }
    best.map(|(name, _)| name)
}
