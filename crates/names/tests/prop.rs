//! What holds of every text: mentions in order, on character boundaries, names apart from each other, the same twice.

use proptest::prelude::*;
use waqai_lang::Lexicon;
use waqai_names::{Context, MentionKind, NameData, find_names};

/// Words that names are made of, ordinary words, marks, and noise.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "وزير", "الخارجية", "السوري", "محمد", "بن", "سالم", "عبد", "الله", "أبو", "قال", "في", "مدينة", "دمشق",
            "والقاهرة", "للحكومة", "وزارة", "الدفاع", "العراقية", "حزب", "«الفجر»", "،", ".", "\n", "رئيس", "الرئيس",
            "آل", "الوزير", "حركة", "صحيفة", "\"", "-", "المملكة", "ديار", "بكر", "و", "ال",
        ]).prop_map(str::to_owned),
        1 => "[ء-ي]{1,7}",
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(word, 0..40).prop_map(|w| w.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mentions_are_in_order_and_names_lie_apart(text in text()) {
        thread_local! {
            static LOADED: (NameData, Lexicon) = (NameData::load(), Lexicon::load());
        }
        LOADED.with(|(data, lexicon)| {
            let analysis = waqai_lang::analyse(lexicon, &text);
            let names = find_names(&analysis, data, &Context::default());
            let mut end = 0;
            let mut start = 0;
            for m in &names.mentions {
                prop_assert!(m.entity < names.entities.len());
                prop_assert!(m.span.start >= start, "out of order");
                start = m.span.start;
                prop_assert!(!m.span.of(&text).is_empty(), "no text at {:?}", m.span);
                prop_assert!(!m.full.of(&text).is_empty() && m.full.contains(m.span));
                prop_assert!(m.tokens.start < m.tokens.end && m.tokens.end <= analysis.tokens.len());
                if m.kind == MentionKind::Name {
                    prop_assert!(m.span.start >= end, "two names share letters");
                    end = m.span.end;
                }
            }
            for (k, e) in names.entities.iter().enumerate() {
                prop_assert!(names.mentions.iter().any(|m| m.entity == k && m.kind == MentionKind::Name), "{} is named nowhere", e.name);
                // "للحكومة" names الحكومة: the article that the preposition has swallowed is written out.
                let fused = e.name.strip_prefix("ال").is_some_and(|rest| text.contains(&format!("لل{rest}")));
                prop_assert!(text.contains(&e.name) || fused, "{} does not stand in the text", e.name);
            }
            let again = find_names(&analysis, data, &Context::default());
            prop_assert_eq!(&again.entities, &names.entities);
            prop_assert_eq!(&again.mentions, &names.mentions);
            Ok(())
        })?;
    }
}
