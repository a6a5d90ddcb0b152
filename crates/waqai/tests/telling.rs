//! What one sentence leaves open and another tells: days, figures, who is meant, what it is about, who confirms it.

use waqai::schema::{Event, Participant};
use waqai::{Article, Engine, Record};

#[track_caller]
fn read(text: &str) -> Record {
    Engine::new().read_article(&Article {
        id: "a1".to_owned(),
        text: format!("خبر\n\n{text}"),
        published: Some("2026-02-11".to_owned()),
        ..Article::default()
    })
}

#[track_caller]
fn event<'r>(record: &'r Record, kind: &str) -> &'r Event {
    record.events.iter().find(|e| e.kind == kind).expect("the text tells such an event")
}

fn name(record: &Record, p: &Participant) -> String {
    let entity = p.entity.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id));
    entity.map_or_else(|| p.text.clone(), |e| e.name.clone())
}

fn day(event: &Event) -> Option<&str> {
    event.date.as_ref().and_then(|d| d.value.as_deref())
}

#[test]
fn figures_of_a_later_sentence_belong_to_the_event_before() {
    let record = read("هاجم مسلحون حافلة في صنعاء أمس. وأسفر الهجوم عن مقتل 12 شخصا وإصابة 30 آخرين.");
    assert_eq!(record.events.len(), 1, "the victims are those of the attack");
    assert_eq!((record.events[0].size.dead, record.events[0].size.injured), (Some(12), Some(30)));

    let record = read("تظاهر محتجون في تونس ضد الحكومة. وقدر عدد المشاركين بنحو خمسة آلاف شخص.");
    let protest = event(&record, "PROTEST");
    assert_eq!(protest.size.protesters, Some(5000));
    assert!(protest.size_bounds.protesters.as_ref().is_some_and(|b| b.about));

    let record = read("انفجرت سيارة مفخخة في حلب. وارتفعت حصيلة القتلى إلى 9.");
    assert_eq!(event(&record, "ASSAULT").size.dead, Some(9));
}

#[test]
fn a_count_of_something_else_is_no_figure() {
    let record = read("هاجم مسلحون حافلة في صنعاء أمس. وبلغ عدد المدارس في المدينة 40 مدرسة.");
    let size = &event(&record, "ASSAULT").size;
    assert!(size.dead.is_none() && size.injured.is_none());
}

#[test]
fn a_day_that_is_a_bound_or_lies_ahead_is_not_the_day_of_what_was_said() {
    let record = read("طالبت وزارة الخارجية القطرية إسرائيل بسحب قواتها قبل نهاية مارس المقبل.");
    assert_eq!(day(event(&record, "REQUEST")), Some("2026-02-11"));
    let record = read("دعت فرنسا المعارضة السورية إلى اجتماع يوم الخميس المقبل.");
    assert_eq!(day(event(&record, "REQUEST")), Some("2026-02-11"));
}

#[test]
fn the_day_of_an_attack_is_not_that_of_its_condemnation() {
    let record = read("أدانت تونس الهجوم الذي استهدف أمس مدينة حلب السورية.");
    assert_eq!(day(event(&record, "ACCUSE")), Some("2026-02-11"));
}

#[test]
fn what_has_no_day_has_the_day_of_the_news() {
    let record = read(
        "التقى وزير الخارجية العماني سالم البلوشي أمس نظيره الكويتي فهد العتيبي في مسقط.\n\nتفاصيل أخرى عن المدينة.\n\nوتفاصيل عن الطريق.\n\n\
         ووقع الجانبان اتفاقا لتبادل المعلومات.",
    );
    let signed = event(&record, "SUPPORT");
    assert_eq!(day(signed), Some("2026-02-10"));
    // "الجانبان" are the two who met.
    let names: Vec<String> = signed.actors.iter().map(|p| name(&record, p)).collect();
    assert_eq!(names, ["سالم البلوشي", "فهد العتيبي"]);
}

#[test]
fn members_lead_to_their_body_where_the_text_has_one() {
    let record = read("هاجم مسلحو تنظيم داعش قرية شرق حلب أمس. وقتل المسلحون أربعة مزارعين يوم الاثنين.");
    let last = record.events.last().expect("told");
    assert!(last.actors.iter().any(|p| name(&record, p).contains("داعش")), "{:?}", last.actors);
}

#[test]
fn a_demand_joined_to_a_clause_is_said_by_who_spoke_there() {
    let record = read("قالت وزارة الخارجية القطرية إن الحصار غير قانوني، وطالبت إيران بفتح المضيق.");
    let demand = event(&record, "REQUEST");
    assert_eq!(
        demand.actors.iter().map(|p| name(&record, p)).collect::<Vec<_>>(),
        ["وزارة الخارجية القطرية"]
    );
    assert_eq!(demand.recipients.iter().map(|p| name(&record, p)).collect::<Vec<_>>(), ["إيران"]);
}

#[test]
fn a_verb_that_is_also_a_name_opens_a_sentence_as_the_verb() {
    let record = read("طالب وزير الخارجية العماني سالم البلوشي إيران بوقف النار.");
    assert_eq!(name(&record, &event(&record, "REQUEST").actors[0]), "سالم البلوشي");
    assert_eq!(record.entities[0].role.as_deref(), Some("وزير الخارجية العماني"));
}

#[test]
fn who_condemns_an_arrest_did_not_make_it() {
    let record = read("أدانت المفوضية السامية لحقوق الإنسان اعتقال الصحفيين.");
    assert!(event(&record, "COERCE").actors.is_empty());
}

#[test]
fn contexts_come_from_the_words_of_the_paragraph() {
    let record = read("وقعت مصر وقبرص اتفاقا لترسيم الحدود البحرية والتنقيب عن الغاز.");
    assert_eq!(event(&record, "SUPPORT").contexts, ["territory"]);
    let record = read("التقى وزير الخارجية العماني سالم البلوشي نظيره الكويتي فهد العتيبي في مسقط.");
    assert!(event(&record, "CONSULT").contexts.is_empty());
}

#[test]
fn who_confirms_what_was_told_stands_with_it() {
    let record = read(
        "قصفت القوات الإسرائيلية بلدة الخيام أمس، بحسب ما قالت وكالة الأرز. وأكد الجيش اللبناني أن القوات الإسرائيلية قصفت بلدة الخيام.",
    );
    let told = event(&record, "ASSAULT");
    assert_eq!(record.events.iter().filter(|e| e.kind == "ASSAULT").count(), 1);
    assert_eq!(
        told.confirmed_by.iter().map(|a| name(&record, &a.speaker)).collect::<Vec<_>>(),
        ["الجيش اللبناني"]
    );
}

#[test]
fn dollars_are_a_figure_of_what_is_given() {
    let record = read("قدمت الكويت للبنان مساعدات بقيمة 15 مليون دولار لإغاثة النازحين.");
    assert_eq!(event(&record, "AID").size.money, Some(15_000_000));
    let record = read("قدمت الكويت للبنان مساعدات غذائية.");
    assert_eq!(event(&record, "AID").size.money, None);
}

#[track_caller]
fn actors(text: &str, kind: &str) -> Vec<String> {
    let record = read(text);
    event(&record, kind).actors.iter().map(|p| name(&record, p)).collect()
}

#[test]
fn who_leads_a_delegation_takes_part_with_it() {
    let text = "التقى وزير الخارجية العماني سالم البلوشي في مسقط وفدا من حركة حماس برئاسة سامي الوهيبي.";
    assert_eq!(actors(text, "CONSULT"), ["سالم البلوشي", "وفدا من حركة حماس", "سامي الوهيبي"]);
}

#[test]
fn what_a_name_is_behind_it_is_nobody_else() {
    let text = "ضم اللقاء وزير الخارجية العماني سالم البلوشي مع سامي الوهيبي رئيس المكتب السياسي لحركة حماس.";
    assert_eq!(actors(text, "CONSULT"), ["سالم البلوشي", "سامي الوهيبي"]);
}

#[test]
fn a_body_in_brackets_is_whose_members_they_are() {
    assert_eq!(
        actors("اندلعت اشتباكات بين الجيش العراقي ومسلحي (داعش) في الموصل.", "ASSAULT"),
        ["الجيش العراقي", "داعش"]
    );
}

#[test]
fn those_arrested_did_not_arrest() {
    let record = read("اعتصم معلمون أمام البرلمان احتجاجا على اعتقال معلمين.");
    let arrest = record.events.iter().find(|e| e.kind == "COERCE");
    assert!(arrest.is_none_or(|e| e.actors.is_empty()), "{arrest:?}");
}

#[test]
fn who_carried_an_attack_out_stands_behind_it() {
    for text in [
        "قتل أربعة جنود في هجوم نفذه مسلحون على حاجز.",
        "قتل أربعة جنود في الهجوم الذي نفذه مسلحون على حاجز.",
    ] {
        let record = read(text);
        let attack = event(&record, "ASSAULT");
        assert_eq!(attack.actors.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["مسلحون"], "{text}");
        assert!(attack.recipients.iter().any(|p| p.text == "أربعة جنود"), "{text}");
    }
}

#[test]
fn what_hangs_on_during_is_no_part_of_what_is_sought() {
    let record = read("سعى وزير الخارجية العماني سالم البلوشي إلى التقارب خلال زيارته إلى الكويت.");
    assert_eq!(event(&record, "CONSULT").status, "actual");
}

#[test]
fn what_somebody_else_did_is_an_aside() {
    let text =
        "عبر الوزير سالم البلوشي عن سعادته بما حققته قوات الجيش الوطني من انتصارات، مطالبا الكويت بالدعم.";
    assert_eq!(actors(text, "REQUEST"), ["سالم البلوشي"]);
}
