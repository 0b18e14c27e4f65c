//! Words on two sides of an account, for the fuzz target of documents and for the tests.

use std::collections::BTreeMap;

/// Words, each with how often it stands more on the left side than on the right.
#[derive(Default)]
pub struct Balance(BTreeMap<String, i64>);

impl Balance {
    /// Words are letters and figures: marks between them are added and taken away.
    pub fn add(&mut self, text: &str, weight: i64) {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.for_each(|word| *self.0.entry(word.to_lowercase()).or_default() += weight);
    }

    /// The words that are on one side only.
    pub fn uneven(&self) -> Vec<String> {
        let uneven = self.0.iter().filter(|(_, count)| **count != 0);
        uneven.map(|(word, count)| format!("{word} {count:+}")).collect()
    }
}
