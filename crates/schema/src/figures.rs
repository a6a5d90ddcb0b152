//! The figures of an event by name, for all that goes through them.

use crate::{Bounds, Size, SizeBounds};

/// What figures count: the fields of [`Size`], in their order.
pub const FIGURES: [&str; 7] = ["dead", "injured", "arrested", "protesters", "displaced", "missing", "money"];

impl Size {
    /// The figures that there are: what is counted, the number, and how it is meant with its words. Records written before there
    /// were bounds have the number alone; ranges have the bounds alone.
    pub fn told<'a>(
        &self,
        bounds: &'a SizeBounds,
    ) -> impl Iterator<Item = (&'static str, Option<u64>, Option<&'a Bounds>)> {
        let numbers = [
            self.dead,
            self.injured,
            self.arrested,
            self.protesters,
            self.displaced,
            self.missing,
            self.money,
        ];
        let meant = [
            &bounds.dead,
            &bounds.injured,
            &bounds.arrested,
            &bounds.protesters,
            &bounds.displaced,
            &bounds.missing,
            &bounds.money,
        ];
        FIGURES
            .into_iter()
            .zip(numbers.into_iter().zip(meant))
            .map(|(of, (number, meant))| (of, number, meant.as_ref()))
            .filter(|(_, number, meant)| number.is_some() || meant.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::FIGURES;
    use crate::Size;

    #[test]
    fn the_names_are_the_fields() {
        let given: serde_json::Map<String, serde_json::Value> = FIGURES
            .into_iter()
            .zip(1_u64..)
            .map(|(of, n)| (of.to_owned(), serde_json::Value::from(n)))
            .collect();
        let size: Size = serde_json::from_value(given.into()).expect("every name is a field");
        let told: Vec<_> = size.told(&Default::default()).map(|(of, n, _)| (of, n)).collect();
        assert_eq!(told, FIGURES.into_iter().zip((1_u64..).map(Some)).collect::<Vec<_>>());
    }
}
