//! What is the same in every article: the keys of the knowledge base; and the place that is meant, with where it lies.

use waqai_lang::{Lexicon, analyse};
use waqai_names::{Context, Entity, NameData, find_names};

fn entities(text: &str) -> Vec<Entity> {
    let lexicon = Lexicon::load();
    find_names(&analyse(&lexicon, text), &NameData::load(), &Context::default()).entities
}

fn key_of(text: &str, name: &str) -> Option<String> {
    entities(text).into_iter().find(|e| e.name == name).and_then(|e| e.key).map(String::from)
}

#[test]
fn one_thing_has_one_key_in_every_article() {
    let first = key_of("أكدت حركة حماس موقفها.", "حركة حماس");
    assert_eq!(first.as_deref(), Some("organisation/hamas"));
    assert_eq!(key_of("نفت حماس ذلك.", "حماس"), first);
    let king = "person/salman-bin-abdulaziz".to_owned();
    assert_eq!(key_of("استقبل سلمان بن عبد العزيز وفدا.", "سلمان بن عبد العزيز"), Some(king));
    assert_eq!(key_of("عاد الوفد إلى سورية.", "سورية").as_deref(), Some("country/SYR"));
    assert_eq!(key_of("قال سالم المرزوق إن العمل مستمر.", "سالم المرزوق"), None);
}

#[test]
fn the_text_chooses_between_places_of_one_name() {
    let tripoli = |text: &str| entities(text).into_iter().find(|e| e.name == "طرابلس").expect("found");
    let east = tripoli("وقعت اشتباكات في طرابلس، وقال مسؤول في بيروت إن لبنان هادئ.");
    let west = tripoli("وقعت اشتباكات في طرابلس، وقال مسؤول في بنغازي إن ليبيا هادئة.");
    assert_eq!((east.country.as_deref(), west.country.as_deref()), (Some("LBN"), Some("LBY")));
    assert_eq!((east.precision, west.precision), (Some("place"), Some("place")));
    let (east_at, west_at) = (east.position.expect("known"), west.position.expect("known"));
    assert!((east_at.0 - 34.4).abs() < 0.2 && (east_at.1 - 35.8).abs() < 0.2, "{east_at:?}");
    assert!((west_at.0 - 32.9).abs() < 0.2 && (west_at.1 - 13.2).abs() < 0.2, "{west_at:?}");
    assert_ne!(east.key, west.key);
    assert_eq!(east.key, east.geonames.map(|g| format!("geonames/{g}").into()));
}
