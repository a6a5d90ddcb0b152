//! What holds for every input: nothing panics; parts are sorted, apart, in bounds, on character boundaries; the
//! text of an article is kept.

use proptest::prelude::*;
use waqai_page::{Hints, Page, read_article, read_bytes, read_html, read_plain};

fn check(page: &Page) {
    let mut last = 0;
    for part in &page.parts {
        assert!(part.span.start >= last && part.span.start < part.span.end, "{:?}", page.parts);
        assert!(page.text.get(part.span.range()).is_some());
        last = part.span.end;
    }
    for note in &page.notes {
        assert!(note.span.is_none_or(|s| page.text.get(s.range()).is_some()));
    }
    if let Some(headline) = &page.headline {
        assert!(page.text.contains(headline.as_str()));
    }
}

/// Pieces that pages are made of, and pieces that break them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<p>وصل وفد من المدينة إلى الميناء، وقال رئيسه إن الزيارة تستمر يومين.</p>".to_owned()),
        Just("<div class=related><a href=/x>خبر آخر عن شيء آخر تماما</a></div>".to_owned()),
        Just("<h1>وفد المدينة يزور الميناء</h1>".to_owned()),
        Just("وفد المدينة يزور الميناء\n".to_owned()),
        Just("الأحد 3 أيار/مايو 2020 - 10:15 ص\n".to_owned()),
        Just("// انتهى //".to_owned()),
        Just("سياسي / ".to_owned()),
        Just("--(بترا)".to_owned()),
        Just("اقرأ أيضا: ".to_owned()),
        Just("\n\n".to_owned()),
        Just("<script type=application/ld+json>{\"@type\":\"NewsArticle\",".to_owned()),
        Just("</script>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</div></a></b><a><p>".to_owned()),
        Just("<!--".to_owned()),
        Just("<a b=\"".to_owned()),
        "\\PC{0,12}",
        "[<>/&;\"'= a-z!-]{0,20}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&read_html(&bytes, &Hints::default()));
        check(&read_plain(&bytes, &Hints::default()));
        if let Ok(page) = read_bytes(&bytes, &Hints::default()) {
            check(&page);
        }
    }

    #[test]
    fn any_mixture_of_pieces_is_read(pieces in proptest::collection::vec(piece(), 0..40)) {
        let page = pieces.concat();
        check(&read_html(page.as_bytes(), &Hints::default()));
        check(&read_plain(page.as_bytes(), &Hints::default()));
        let article = read_article(None, &page, None, &Hints::default());
        prop_assert_eq!(&article.text, &page);
        check(&article);
        check(&read_article(Some("وفد المدينة يزور الميناء"), &page, None, &Hints::default()));
    }
}
