//! Figures told in a later sentence: "وقال الدفاع المدني إن الحصيلة بلغت 14 قتيلا", "وقدر عدد المشاركين بنحو خمسة آلاف".

use super::words::{Side, Toll, figure, toll};
use super::{Reader, tokens_apart};
use crate::extract::Input;
use crate::types::{Count, Event, Figure, Status};
use waqai_lang::{Kind, Sentence};

/// Sentences after the last one of an event in which its toll may stand.
const LATER: usize = 3;

/// Tokens after "عدد الموقوفين" within which the number stands.
const REACH: usize = 9;

/// Gives each event that happened the figures that a later sentence counts for it: one that opens with a word of counting and
/// tells no event of that kind itself. The nearest event before it is meant.
pub(super) fn read(input: &Input<'_>, events: &mut [Event]) {
    for (s, sentence) in input.analysis.sentences.iter().enumerate() {
        let Some(at) =
            sentence.tokens.clone().find(|&i| toll(&input.analysis.tokens[i]) == Some(Toll::Opens))
        else {
            continue;
        };
        for figure in counts(input, sentence, at) {
            if events.iter().any(|e| e.sentence == sentence.span && figure.count.belongs_to(e.kind)) {
                continue;
            }
            let place = |e: &Event| input.analysis.sentences.iter().position(|x| x.span == e.sentence);
            let nearest = events
                .iter_mut()
                .filter(|e| {
                    figure.count.belongs_to(e.kind)
                        && matches!(e.status, Status::Actual | Status::Historical)
                        && (figure.count != Count::Arrested || e.modes.iter().any(|m| m == "arrest"))
                        && place(e).is_some_and(|p| p < s && s - p <= LATER)
                })
                .max_by_key(|e| e.trigger.start);
            if let Some(e) = nearest
                && !e.figures.iter().any(|f| f.count == figure.count)
            {
                e.figures.push(figure);
            }
        }
    }
}

/// What the sentence counts, from the word of counting at token `at` on.
fn counts(input: &Input<'_>, sentence: &Sentence, at: usize) -> Vec<Figure> {
    let tokens = &input.analysis.tokens;
    let reader = Reader { input, analysis: input.analysis, sentence: sentence.tokens.clone() };
    let mut out: Vec<Figure> = Vec::new();
    // "حصيلة القتلى إلى تسعة": what is counted stands right behind, its number further on.
    if let Some(Toll::Of(count)) = tokens.get(at + 1).and_then(toll) {
        let end = sentence.tokens.end.min(at + 2 + REACH);
        let number = (at + 2..end).find_map(|j| {
            let q = reader.quantity(j, sentence.tokens.end)?;
            (q.value.is_some() || q.low.is_some()).then_some(q)
        });
        if let Some(q) = number.filter(|q| !tokens_apart(tokens, at + 2..q.tokens.start)) {
            out.push(reader.figure(count, &q));
        }
    }
    // "الحصيلة بلغت 14 قتيلا و20 جريحا": the number stands before what is counted.
    for (i, token) in tokens.iter().enumerate().take(sentence.tokens.end).skip(at) {
        if token.kind != Kind::Word {
            continue;
        }
        for &(count, side) in figure(token).unwrap_or_default() {
            if side == Side::Before
                && !out.iter().any(|f| f.count == count)
                && let Some(q) = reader.before(i)
            {
                out.push(reader.figure(count, &q));
            }
        }
    }
    out
}
