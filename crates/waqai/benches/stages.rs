//! The hot parts one by one: `cargo bench -p waqai`. The whole program from outside: `cargo xtask bench`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use waqai::{Article, Engine};
use waqai_events::{Input, RuleSet};
use waqai_lang::Lexicon;
use waqai_names::{Context, NameData};
use waqai_text::Span;

/// A text of about 1,000 words in the manner of news, made of sentences of different kinds.
fn text() -> String {
    let sentences = [
        "التقى وزير الخارجية السوري سامر النحاس نظيره الفرنسي بيير لوران في باريس أمس الثلاثاء، وبحث الجانبان العلاقات بين البلدين.",
        "وقال المتحدث باسم الحكومة إن المباحثات تناولت سبل دعم الاستقرار في المنطقة، مؤكدا أن اللقاء المقبل سيعقد في دمشق نهاية الشهر.",
        "وقتل ثلاثة جنود وأصيب سبعة آخرون في هجوم شنه مسلحون مجهولون على نقطة تفتيش قرب مدينة الموصل في 12 شباط/فبراير 2026.",
        "وأدانت الأمم المتحدة الهجوم وطالبت جميع الأطراف بضبط النفس والعودة إلى طاولة المفاوضات.",
        "ونفى مصدر في وزارة الدفاع العراقية أن تكون القوات قد انسحبت من مواقعها، فيما قالت وكالة الأنباء إن تعزيزات وصلت صباح اليوم.",
    ];
    let mut text = "لقاء في باريس\n\n".to_owned();
    for i in 0..50 {
        text.push_str(sentences[i % sentences.len()]);
        text.push(if i % 4 == 3 { '\n' } else { ' ' });
    }
    text
}

fn stages(c: &mut Criterion) {
    let text = text();
    let published = waqai_dates::DateValue { year: 2026, month: Some(2), day: Some(11) };
    let (lexicon, data, rules) = (Lexicon::load(), NameData::load(), RuleSet::built_in());
    let context = Context { published: Some((2026, 2, 11)), ..Context::default() };
    let analysis = waqai_lang::analyse(&lexicon, &text);
    let names = waqai_names::find_names(&analysis, &data, &context);
    let dates = waqai_dates::find_dates(&text, Some(published));
    let input = Input {
        analysis: &analysis,
        names: &names,
        dates: &dates,
        published: Some(published),
        headline: None,
        body: Span::new(0, text.len()),
        name_data: &data,
        lexicon: &lexicon,
    };
    let engine = Engine::new();
    let article = Article {
        id: "bench".to_owned(),
        text: text.clone(),
        published: Some("2026-02-11".to_owned()),
        ..Article::default()
    };
    let mut group = c.benchmark_group("stages");
    group.throughput(Throughput::Elements(text.split_whitespace().count() as u64));
    group.bench_function("fold", |b| b.iter(|| waqai_text::fold(black_box(&text))));
    group.bench_function("analyse", |b| b.iter(|| waqai_lang::analyse(&lexicon, black_box(&text))));
    group.bench_function("find_names", |b| {
        b.iter(|| waqai_names::find_names(black_box(&analysis), &data, &context));
    });
    group.bench_function("find_dates", |b| {
        b.iter(|| waqai_dates::find_dates(black_box(&text), Some(published)))
    });
    group.bench_function("extract", |b| b.iter(|| waqai_events::extract(black_box(&input), &rules)));
    group.bench_function("whole", |b| b.iter(|| engine.read_article(black_box(&article))));
    group.finish();
    c.bench_function("load", |b| b.iter(Engine::new));
}

criterion_group!(benches, stages);
criterion_main!(benches);
