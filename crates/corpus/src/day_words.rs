//! What a date's own words say of its value: the day of the week, or how far it is from the day of publication.

use crate::calendar::day_number;

/// Names of days, read from the tables of the date reader; folded words.
#[derive(Debug, Clone, Default)]
pub struct DayWords {
    /// Names of week days with their numbers, Monday is 1.
    weekdays: Vec<(Vec<String>, i64)>,
    /// Phrases counted from the day of writing.
    relative: Vec<(Vec<String>, i64)>,
    /// Parts of the night: they join two days, so that either can be meant.
    nights: Vec<Vec<String>>,
}

impl DayWords {
    /// Reads `weekdays.tsv`, `relative.tsv` and `dayparts.tsv` of `data/dates`.
    #[must_use]
    pub fn parse(weekdays: &str, relative: &str, dayparts: &str) -> DayWords {
        let numbers = |table: &str| -> Vec<(Vec<String>, i64)> {
            let rows = crate::tables::rows(table);
            rows.filter_map(|r| Some((words(r.first()?), r.get(1)?.parse().ok()?))).collect()
        };
        let nights = crate::tables::rows(dayparts).filter(|r| r.get(1).is_some_and(|kind| *kind != "day"));
        DayWords {
            weekdays: numbers(weekdays),
            relative: numbers(relative),
            nights: nights.filter_map(|r| r.first().map(|phrase| words(phrase))).collect(),
        }
    }

    /// Why `value` is not what `quote` says in an article of the day `published`; `None` if it may be.
    #[must_use]
    pub fn objection(&self, quote: &str, value: &str, published: &str) -> Option<String> {
        let quote = words(quote);
        let (value, published) = (day_number(value)?, day_number(published)?);
        if self.nights.iter().any(|night| quote.windows(night.len()).any(|w| w == night)) {
            return None;
        }
        let mut named = self.weekdays.iter().filter(|(name, _)| quote.windows(name.len()).any(|w| w == name));
        // Day 0 of the count was a Wednesday.
        let weekday = (value + 2).rem_euclid(7) + 1;
        if let (Some((name, number)), None) = (named.next(), named.next())
            && *number != weekday
        {
            return Some(format!("its day of the week is not {}; mend the value", name.join(" ")));
        }
        let spoken = self.relative.iter().filter(|(words, _)| quote.windows(words.len()).any(|w| w == words));
        let (phrase, offset) = spoken.max_by_key(|(words, _)| words.len())?;
        // A longer phrase (the same day, the next day) may count from another day.
        let whole = quote.iter().all(|w| phrase.contains(w) || self.is_weekday(w));
        (whole && value != published + offset)
            .then(|| format!("{} is {offset} days from publication; mend the value", phrase.join(" ")))
    }

    fn is_weekday(&self, word: &str) -> bool {
        self.weekdays.iter().any(|(name, _)| *name == [word])
    }
}

fn words(phrase: &str) -> Vec<String> {
    waqai_text::fold(phrase).split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::DayWords;

    #[test]
    fn a_value_must_be_the_day_that_is_named() {
        let days = DayWords::parse(
            "name\tn\nالثلاثاء\t2\nالأربعاء\t3\n",
            "phrase\toffset\nأمس\t-1\nاليوم\t0\nأول أمس\t-2\n",
            "phrase\tkind\nليل\tnight\nمساء\tday\n",
        );
        // 18 November 2015 was a Wednesday.
        for (quote, value, fits) in [
            ("اليوم الأربعاء", "2015-11-18", true),
            ("اليوم الأربعاء", "2015-11-17", false),
            ("أمس", "2015-11-17", true),
            ("أمس", "2015-11-18", false),
            ("أول أمس", "2015-11-16", true),
            ("الثلاثاء المقبل", "2015-11-24", true),
            ("الثلاثاء المقبل", "2015-11-25", false),
            ("ليل الأربعاء", "2015-11-17", true),
            ("مطلع العام", "2015-01-01", true),
        ] {
            assert_eq!(days.objection(quote, value, "2015-11-18").is_none(), fits, "{quote} {value}");
        }
    }
}
