//! Every stretch of a sentence's tokens that may be a name, with its probability (Culotta and McCallum 2004, "Confidence
//! estimation for information extraction").

use super::features::Features;
use super::field::{Field, LABELS, Row, Sums, Transitions, label};
use crate::EntityKind;
use std::ops::Range;

/// A stretch of tokens that may be a name; others may overlap it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Its tokens, counted within the sentence.
    pub tokens: Range<usize>,
    /// What it would name.
    pub kind: EntityKind,
    /// Probability that just these tokens are a name of this kind, from 0 to 1.
    pub likely: f32,
}

/// A stretch less likely than this is not looked at.
const LEAST: f32 = 0.05;
/// Most tokens of a stretch.
const LONGEST: usize = 12;

/// What may be a name in a sentence, in order of the first token.
#[must_use]
pub fn stretches(field: &Field, sentence: &[Features]) -> Vec<Stretch> {
    if field.is_empty() {
        return Vec::new();
    }
    let support: Vec<Row> = sentence.iter().map(|f| field.support(f)).collect();
    of_support(&support, field.pairs())
}

/// The same from how much each token counts for each label and each label after another.
#[must_use]
pub fn of_support(support: &[Row], pairs: &Transitions) -> Vec<Stretch> {
    let sums = Sums::of(support, pairs);
    let mut out = Vec::new();
    for i in 0..support.len() {
        for kind in [EntityKind::Per, EntityKind::Org, EntityKind::Loc] {
            if sums.left[i][label(kind, false)] * sums.right[i][label(kind, false)] >= LEAST {
                from(i, kind, support, pairs, &sums, &mut out);
            }
        }
    }
    out
}

/// The stretches of one kind that begin at token `i`.
fn from(
    i: usize,
    kind: EntityKind,
    support: &[Row],
    pairs: &Transitions,
    sums: &Sums,
    out: &mut Vec<Stretch>,
) {
    let (mut last, inside) = (label(kind, false), label(kind, true));
    // How likely it is that a name begins at `i` and has not ended before `j`, by what stands up to `j`.
    let mut path = sums.left[i][last];
    for j in i..support.len().min(i + LONGEST) {
        if j > i {
            path *= pairs[last][inside] * support[j][inside] / sums.scale[j];
            last = inside;
        }
        if path * sums.right[j][last] < LEAST {
            break;
        }
        let ends = match sums.right.get(j + 1) {
            None => 1.0,
            Some(right) => {
                let after = (0..LABELS).filter(|b| *b != inside);
                after.map(|b| pairs[last][b] * support[j + 1][b] * right[b]).sum::<f32>() / sums.scale[j + 1]
            }
        };
        if path * ends >= LEAST {
            out.push(Stretch { tokens: i..j + 1, kind, likely: path * ends });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recogniser::field::pairs;

    #[test]
    fn what_ends_sooner_and_what_ends_later_share_the_probability() {
        let pairs = pairs(&[[0.0; LABELS]; LABELS + 1]);
        // Surely a person begins; whether it goes on is as likely as not.
        let mut support = vec![[0.0; LABELS]; 2];
        support[0][1] = 1.0;
        support[1][0] = 0.5;
        support[1][2] = 0.5;
        let found = of_support(&support, &pairs);
        let half = |end| Stretch { tokens: 0..end, kind: EntityKind::Per, likely: 0.5 };
        assert_eq!(found, vec![half(1), half(2)]);
    }

    #[test]
    fn a_sentence_without_tokens_has_none() {
        assert!(of_support(&[], &pairs(&[[0.0; LABELS]; LABELS + 1])).is_empty());
    }
}
