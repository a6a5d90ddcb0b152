//! Wire copies and updates are found as copies; another article about the same event is none.

use waqai_merge::ArticleSignature;

const WIRE: &str = "أعلنت وزارة النقل في الجمهورية البحرية اليوم إغلاق ميناء الرمانة أمام السفن الكبيرة لمدة ثلاثة أيام بسبب العاصفة التي تضرب الساحل منذ الفجر. \
وقال مدير الميناء نبيل شعيب إن الرافعات توقفت عن العمل وإن فرق الطوارئ أخلت الأرصفة من العمال. \
وأضاف أن سفينة شحن تحمل القمح جنحت قرب المدخل الشمالي من دون أن يصاب أحد من طاقمها.";

const MORE: &str =
    "وفي وقت لاحق ذكرت إدارة الأرصاد أن سرعة الرياح ستتراجع مساء غد وأن الملاحة قد تستأنف يوم الخميس.";

const OTHER: &str = "توقفت الملاحة في ميناء الرمانة بعد أن ضربت رياح عاتية ساحل الجمهورية البحرية. وروى بحارة نجوا من سفينة جانحة أنهم قضوا الليل في العراء، \
فيما طالب تجار القمح بتعويضات عن تأخر البضائع. ولم تعلن الوزارة موعدا لفتح الأرصفة مجددا، غير أن مصادر في الإدارة رجحت أن يستمر الإغلاق حتى نهاية الأسبوع.";

fn signature(text: &str) -> ArticleSignature {
    ArticleSignature::of(text.split_whitespace())
}

#[test]
fn a_wire_copy_is_a_copy() {
    let copy = format!("{WIRE} المصدر وكالة الساحل");
    assert!(signature(WIRE).copies(&signature(&copy)).is_some_and(|likeness| likeness > 0.8));
}

#[test]
fn an_update_is_a_copy_of_what_it_updates() {
    let update = format!("{WIRE} {MORE}");
    assert!(signature(WIRE).copies(&signature(&update)).is_some());
    assert!(signature(&update).copies(&signature(WIRE)).is_some());
}

#[test]
fn another_article_of_the_same_event_is_none() {
    assert_eq!(signature(WIRE).copies(&signature(OTHER)), None);
    assert!(signature(WIRE).similarity(&signature(OTHER)) < 0.1);
}

#[test]
fn an_empty_article_is_like_nothing() {
    let empty = signature("");
    assert!(empty.is_empty());
    assert_eq!(empty.copies(&empty), None);
    assert_eq!(empty.containment(&signature(WIRE)), 0.0);
}

#[test]
fn bytes_have_a_fixed_size() {
    let bytes = signature(WIRE).to_bytes();
    assert_eq!(bytes.len(), ArticleSignature::BYTES);
    assert_eq!(ArticleSignature::from_bytes(&bytes), Some(signature(WIRE)));
    assert_eq!(ArticleSignature::from_bytes(&bytes[1..]), None);
}
