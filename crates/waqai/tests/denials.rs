//! What one reports and another denies stands side by side, and each leads to the other.

use waqai::{Article, Engine};

#[test]
fn an_event_leads_to_its_denial_and_back() {
    let record = Engine::new().read_article(&Article {
        id: "a1".to_owned(),
        text: "نفي قصف المستشفى\n\nقصفت قوات الحكومة مستشفى الأمل في المدينة أمس، بحسب ما أعلنه مجلس البلدة. ونفى المتحدث باسم قوات \
               الحكومة العميد فارس الحلبي أن تكون قوات الحكومة قد قصفت المستشفى."
            .to_owned(),
        published: Some("2026-02-11".to_owned()),
        ..Article::default()
    });
    let of = |status: &str| {
        record.events.iter().find(|e| e.kind == "ASSAULT" && e.status == status).expect("told in the text")
    };
    let (told, denied) = (of("actual"), of("negated"));
    assert_eq!(denied.denies.as_ref(), Some(&told.id));
    assert_eq!(told.denied_by, std::slice::from_ref(&denied.id));
    assert_eq!(denied.attribution.last().map(|a| a.speaker.text.as_str()), Some("فارس الحلبي"));
    assert!(told.denies.is_none() && denied.denied_by.is_empty());
}
