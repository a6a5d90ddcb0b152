//! The figures of the data card, kept current between its marks.

use crate::corpus::Corpus;

/// The data card from the root of the repository.
pub const CARD: &str = "corpus/README.md";

/// The card with its figures as they are now.
///
/// In: the card as it stands. Out: the same, with what lies between the marks `<!-- counts -->` and `<!-- agreement -->`
/// and their ends made anew; an error names the mark that is missing.
///
/// # Errors
/// When a mark is missing.
pub fn card(corpus: &Corpus, old: &str) -> Result<String, String> {
    let agreement = match crate::agree::agreement(corpus) {
        Some(figures) => {
            format!("{} articles were annotated twice.\n\n{}", figures.items, crate::agree::table(&figures))
        }
        None => "No article has been annotated twice so far.\n".to_owned(),
    };
    let with_counts = replace(old, "counts", &crate::balance::summary(corpus))?;
    replace(&with_counts, "agreement", &agreement)
}

/// Replaces what stands between `<!-- name -->` and `<!-- end of name -->`.
fn replace(card: &str, name: &str, new: &str) -> Result<String, String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let missing = || format!("{CARD}: no `{}` … `{end}`; put the marks back", begin.trim_end());
    let (before, rest) = card.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    Ok(format!("{before}{begin}\n{}\n\n{end}{after}", new.trim()))
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[test]
    fn only_what_lies_between_the_marks_is_replaced() {
        let card = "a\n<!-- counts -->\nold\n<!-- end of counts -->\nb\n";
        let new = replace(card, "counts", "new\n").unwrap();
        assert_eq!(new, "a\n<!-- counts -->\n\nnew\n\n<!-- end of counts -->\nb\n");
        assert_eq!(replace(&new, "counts", "new\n").unwrap(), new);
        assert!(replace(card, "agreement", "").is_err());
    }
}
