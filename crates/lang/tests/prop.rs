//! What holds of every analysis, whatever the text.

use proptest::prelude::*;
use waqai_lang::{Analysis, Kind, Lexicon, Role, analyse};
use waqai_text::letters::is_invisible;

/// Everything that must be true of an analysis of `text`.
fn check(analysis: &Analysis<'_>, text: &str) {
    let mut at = 0;
    for (i, token) in analysis.tokens.iter().enumerate() {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        assert!(start >= at && end > start, "tokens in order, none empty");
        assert!(text.get(start..end).is_some(), "on character boundaries");
        let gap = &text[at..start];
        assert!(
            gap.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c)),
            "only space between: {gap:?}"
        );
        at = end;
        assert!(!token.readings.is_empty());
        assert!((0.0..=1.0).contains(&token.confidence));
        // The segments cover the word, in order; only an article that shares its lam is empty.
        let mut inside = token.span.start;
        for segment in &token.segments {
            assert_eq!(segment.span.start, inside);
            assert!(text.get(segment.span.range()).is_some());
            assert!(
                !segment.span.is_empty() || segment.role == Role::Article || has_ligature(&text[start..end])
            );
            inside = segment.span.end;
        }
        assert_eq!(inside, token.span.end);
        let stems: Vec<_> = token.segments.iter().filter(|s| s.role == Role::Stem).collect();
        assert_eq!(stems.len(), 1);
        assert_eq!(stems[0].span, token.stem);
        let sentence = &analysis.sentences[token.sentence as usize];
        assert!(sentence.tokens.contains(&i) && sentence.span.contains(token.span));
    }
    let rest = &text[at..];
    assert!(
        rest.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c)),
        "nothing left over: {rest:?}"
    );
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next, "every token belongs to one sentence");
        assert!(sentence.tokens.end > next);
        next = sentence.tokens.end;
    }
    assert_eq!(next, analysis.tokens.len());
}

fn has_ligature(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'))
}

/// Texts of the characters that news has, and of those that break programs.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ]{1,9}",
        2 => "(و|ف)?(ال|لل|بال|س|ل|ب|ك)?[ابتدرسعفقكلمنهوي]{2,6}(ه|ها|هم|نا|ة|ات|ون|ين)?",
        1 => "[ابتلم][\u{064B}-\u{0652}\u{0640}\u{200F}\u{0670}]{0,3}[ابتلمه]{0,4}",
        1 => "[0-9٠-٩۰-۹]{1,4}([./,:-][0-9٠-٩]{1,4}){0,3}",
        1 => "[A-Za-z][A-Za-z0-9.'-]{0,8}",
        1 => "[.!؟?…،؛:«»\"'()\\[\\]%$-]{1,3}",
        1 => "[ \n\t\r\u{00A0}\u{200B}\u{202B}\u{FEFF}\u{0000}\u{001F}]{1,3}",
        1 => "[\u{FB50}-\u{FDFB}\u{FE70}-\u{FEFC}پچژگیکھ]{1,4}",
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec(prop_oneof![3 => piece.clone(), 1 => piece.prop_map(|p| p + " ")], 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn tokens_cover_the_text_and_segments_the_tokens(text in text()) {
        let lexicon = Lexicon::load();
        check(&analyse(&lexicon, &text), &text);
    }

    #[test]
    fn any_string_is_analysed(text in any::<String>()) {
        let lexicon = Lexicon::load();
        check(&analyse(&lexicon, &text), &text);
    }

    #[test]
    fn the_same_text_gives_the_same_analysis(text in text(), before in text()) {
        let lexicon = Lexicon::load();
        let first = format!("{:?}", analyse(&lexicon, &text));
        // Other texts in between fill the caches.
        let _ = analyse(&lexicon, &before);
        let second = format!("{:?}", analyse(&lexicon, &text));
        let other_thread = std::thread::scope(|s| {
            s.spawn(|| format!("{:?}", analyse(&Lexicon::load(), &text))).join().unwrap_or_default()
        });
        prop_assert_eq!(&first, &second);
        prop_assert_eq!(&first, &other_thread);
    }

    #[test]
    fn values_of_numbers_end_where_they_say(text in text()) {
        let lexicon = Lexicon::load();
        let analysis = analyse(&lexicon, &text);
        for at in 0..analysis.tokens.len() {
            if let Some((_, next)) = lexicon.numeral_value(&analysis.tokens, at) {
                prop_assert!(next > at && next <= analysis.tokens.len());
            }
        }
        prop_assert!(lexicon.numeral_value(&analysis.tokens, analysis.tokens.len()).is_none());
    }
}

#[test]
fn a_very_long_word_is_one_token() {
    let lexicon = Lexicon::load();
    for word in ["و".repeat(50_000), "ال".repeat(20_000), "ب".repeat(39)] {
        let analysis = analyse(&lexicon, &word);
        assert_eq!(analysis.tokens.len(), 1);
        assert_eq!(analysis.tokens[0].kind, Kind::Word);
        check(&analysis, &word);
    }
}

#[test]
fn nothing_gives_nothing() {
    let lexicon = Lexicon::load();
    for text in ["", " \n\t", "\u{200F}\u{202B}\u{0000}"] {
        let analysis = analyse(&lexicon, text);
        assert!(analysis.tokens.is_empty() && analysis.sentences.is_empty());
    }
}

#[test]
fn the_lexicon_loads_without_building_anything() {
    let start = std::time::Instant::now();
    let lexicon = Lexicon::load();
    assert!(start.elapsed().as_millis() < 50, "{:?}", start.elapsed());
    assert_eq!(analyse(&lexicon, "وزير").tokens[0].key(), "وزير");
}
