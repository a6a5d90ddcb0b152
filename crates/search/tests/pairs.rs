//! Queries and words: `cases/search/pairs.tsv`, through a whole index. Each word is an article of one word.

mod common;

struct Pair<'a> {
    query: &'a str,
    word: &'a str,
    wanted: bool,
}

fn pairs(table: &str) -> Vec<Pair<'_>> {
    let rows = table.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        Pair { query: cells[0], word: cells[1], wanted: cells[2] == "yes" }
    })
    .collect()
}

#[test]
fn words_are_found_by_their_queries_and_others_are_not() {
    let table = include_str!("../../../cases/search/pairs.tsv");
    let pairs = pairs(table);
    let records: Vec<_> =
        pairs.iter().enumerate().map(|(i, p)| common::record(&format!("a{i}"), p.word)).collect();
    let fixture = common::index(&records);
    let (mut missed, mut confused) = (Vec::new(), Vec::new());
    for (i, pair) in pairs.iter().enumerate() {
        let found = fixture.ids(pair.query).contains(&format!("a{i}"));
        if found != pair.wanted {
            let list = if pair.wanted { &mut missed } else { &mut confused };
            list.push(format!("{}/{}", pair.query, pair.word));
        }
    }
    let wanted = pairs.iter().filter(|p| p.wanted).count();
    let unwanted = pairs.len() - wanted;
    assert!(wanted >= 125 && unwanted >= 121, "{wanted} and {unwanted} pairs");
    let few = |list: &[String], of: usize| list.len() * 20 <= of;
    assert!(
        few(&missed, wanted) && few(&confused, unwanted),
        "missed {} of {wanted}: {missed:?}; confused {} of {unwanted}: {confused:?}",
        missed.len(),
        confused.len()
    );
}
