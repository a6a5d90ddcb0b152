//! The language of a text, by its letters.
//!
//! Languages in Arabic script are told apart by the letters that only they use; how often they use them comes from any text of the
//! language. Foreign names in Arabic ("ڤ", "پ", "گ") use a few; so each profile asks for a share of all letters.

use waqai_text::letters;

/// Texts with fewer letters are not judged.
const FEW: u32 = 20;

/// ISO 639 code, `other` for a language of Latin script that is not English and for other scripts; `None` for too
/// few letters.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
    const LOOK_AT: usize = 20_000;
    let mut counts = Counts::default();
    for c in text.chars().take(LOOK_AT) {
        counts.add(c);
    }
    let all = counts.arabic + counts.latin + counts.other;
    if all < FEW {
        return None;
    }
    if counts.arabic * 2 >= all {
        return Some(counts.arabic_script());
    }
    if counts.latin * 2 >= all { Some(if is_english(text) { "en" } else { "other" }) } else { Some("other") }
}

#[derive(Debug, Default)]
struct Counts {
    arabic: u32,
    latin: u32,
    other: u32,
    // Letters of one language or family.
    kurdish: u32,
    pashto: u32,
    urdu: u32,
    persian: u32,
    uyghur: u32,
    sindhi: u32,
    // Kaf and ya as Persian keyboards write them; Arabic texts typed on one have these and no others.
    persian_forms: u32,
    // Letters that Persian, Urdu and Kurdish lack in native words, or write otherwise.
    arabic_forms: u32,
    // Teh marbuta, which ends one Arabic word of eight and no Persian one.
    ta_marbuta: u32,
}

impl Counts {
    fn add(&mut self, c: char) {
        if !letters::is_arabic_letter(c) {
            match c {
                'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => self.latin += 1,
                c if c.is_alphabetic() => self.other += 1,
                _ => {}
            }
            return;
        }
        self.arabic += 1;
        match c {
            // reh and lam with small v, oe, yeh with small v; ae as a letter of its own
            '\u{0695}' | '\u{06B5}' | '\u{06C6}' | '\u{06CE}' => self.kurdish += 1,
            '\u{06D5}' => {
                self.kurdish += 1;
                self.uyghur += 1;
            }
            // teh, dal, reh, noon with ring; tseh, dzeh, seh with dots, the yehs of Pashto
            '\u{067C}' | '\u{0689}' | '\u{0693}' | '\u{06BC}' | '\u{0685}' | '\u{0681}' | '\u{069A}'
            | '\u{0696}' | '\u{06D0}' | '\u{06CD}' | '\u{06AB}' => self.pashto += 1,
            // tteh, ddal, rreh, yeh barree, heh doachashmee, heh goal, noon ghunna
            '\u{0679}' | '\u{0688}' | '\u{0691}' | '\u{06D2}' | '\u{06BE}' | '\u{06C1}' | '\u{06BA}' => {
                self.urdu += 1;
            }
            // oe, u, yu, ve of Uyghur
            '\u{06C7}' | '\u{06C8}' | '\u{06CB}' => self.uyghur += 2,
            // letters of Sindhi alone
            '\u{067B}' | '\u{0680}' | '\u{067A}' | '\u{0684}' | '\u{0687}' | '\u{06BB}' | '\u{06B3}'
            | '\u{06B1}' => {
                self.sindhi += 1;
            }
            // peh, tcheh, jeh, gaf
            '\u{067E}' | '\u{0686}' | '\u{0698}' | '\u{06AF}' => self.persian += 1,
            '\u{06A9}' | '\u{06CC}' => self.persian_forms += 1,
            letters::TA_MARBUTA => {
                self.ta_marbuta += 1;
                self.arabic_forms += 1;
            }
            letters::YA | letters::KAF | letters::ALIF_HAMZA_BELOW => self.arabic_forms += 1,
            _ => {}
        }
    }

    fn arabic_script(&self) -> &'static str {
        let share = |n: u32, per_mille: u32| n * 1000 >= self.arabic * per_mille;
        if share(self.sindhi, 8) {
            return "sd";
        }
        if share(self.uyghur, 60) && self.uyghur > self.kurdish {
            return "ug";
        }
        if share(self.kurdish, 40) {
            return "ckb";
        }
        if share(self.pashto, 15) {
            return "ps";
        }
        if share(self.urdu, 40) {
            return "ur";
        }
        // Persian has its four letters in about one of thirty and never the Arabic kaf, or has them typed the
        // Arabic way; an Arabic text with many foreign names stays well below.
        let persian =
            share(self.persian, 20) || (share(self.persian, 8) && self.persian_forms > self.arabic_forms);
        if persian && !share(self.ta_marbuta, 15) { "fa" } else { "ar" }
    }
}

/// Latin text with English function words.
fn is_english(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["the", "of", "and", "to", "in", "is", "for", "that", "with", "on", "was", "said"];
    let (mut all, mut hits) = (0_u32, 0_u32);
    for word in text.split_whitespace().take(3000) {
        all += 1;
        hits += u32::from(WORDS.iter().any(|w| word.eq_ignore_ascii_case(w)));
    }
    hits * 8 >= all
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[track_caller]
    fn check(text: &str, want: Option<&str>) {
        assert_eq!(detect(text), want, "{text}");
    }

    #[test]
    fn languages_of_arabic_script_are_told_apart() {
        check("وصل وزير الخارجية إلى العاصمة صباح اليوم في زيارة رسمية تستمر يومين", Some("ar"));
        check(
            "وزیر خارجه امروز برای یک دیدار رسمی دو روزه وارد پایتخت شد و با همتای خود گفتگو کرد",
            Some("fa"),
        );
        check(
            "وزیر خارجہ آج صبح دو روزہ سرکاری دورے پر دارالحکومت پہنچے جہاں ان کا استقبال کیا گیا",
            Some("ur"),
        );
        check("وەزیری دەرەوە ئەمڕۆ بۆ سەردانێکی فەرمی گەیشتە پایتەخت و لەگەڵ هاوتاکەی کۆبووەوە", Some("ckb"));
        check(
            "د بهرنیو چارو وزیر نن سهار د یوې رسمي سفر لپاره پلازمېنې ته ورسېد او له خپل سیال سره یې وکتل",
            Some("ps"),
        );
    }

    #[test]
    fn foreign_names_leave_arabic_arabic() {
        check(
            "التقى گورباتشوف في پاريس مديرة منظمة الصحة العالمية، وقالت المتحدثة إن اللقاء كان مفيدا للغاية",
            Some("ar"),
        );
        check("وصل رئیس الوزراء الى العاصمة فی زیارة رسمیة تستمر یومین", Some("ar"));
    }

    #[test]
    fn other_scripts_and_short_texts() {
        check(
            "The minister arrived in the capital for a visit of two days and said that talks went well",
            Some("en"),
        );
        check(
            "Le ministre est arrivé dans la capitale pour une visite officielle de deux jours",
            Some("other"),
        );
        check("Министр прибыл в столицу с официальным визитом", Some("other"));
        check("دمشق", None);
    }
}
