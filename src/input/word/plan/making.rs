//! What a plan is made with: nodes, the account of words, and what is said of a reading
//! that is not certain.
//!
//! Depends on `origin`, `diagnostic` and `model`.

use crate::diagnostic::Diagnostic;
use crate::model::node::{Entry as Member, Node, RawText, Value};
use crate::origin::Origin;

use crate::input::word::flow::{Entry, Fate};

/// The code of what is said where the reading is not certain.
pub const UNCERTAIN: &str = "word-uncertain";
/// The code of what is said of words that were left out.
pub const LEFT_OUT: &str = "word-left-out";

/// Letters of a text that a message shows.
const SHOWN: usize = 60;

/// What is found while a plan is made of a document.
#[derive(Debug, Default)]
pub struct Making {
    /// The account of words.
    pub account: Vec<Entry>,
    /// What there is to say.
    pub said: Vec<Diagnostic>,
}

impl Making {
    /// These words are printed by the program itself.
    pub fn printed(&mut self, text: &str, origin: &Origin) {
        self.enter(text, origin, Fate::Printed);
    }

    /// These words are only in the plan.
    pub fn added(&mut self, text: &str, origin: &Origin) {
        self.enter(text, origin, Fate::Added);
    }

    /// These words are left out, and that is said.
    pub fn left(&mut self, text: &str, origin: &Origin, why: &'static str, hint: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.enter(text, origin, Fate::Left(why));
        let message = format!("{} không được đưa vào kế hoạch: {why}.", quoted(text));
        self.said.push(Diagnostic::warning(LEFT_OUT, origin, message).hint(hint));
    }

    /// These words are left out, which only the account tells: nothing is to be done.
    pub fn left_aside(&mut self, text: &str, origin: &Origin, why: &'static str) {
        self.enter(text, origin, Fate::Left(why));
    }

    /// The reading at this place is not certain.
    pub fn doubt(&mut self, origin: &Origin, message: String, hint: &str) {
        self.said.push(Diagnostic::warning(UNCERTAIN, origin, message).hint(hint));
    }

    fn enter(&mut self, text: &str, origin: &Origin, fate: Fate) {
        if !text.trim().is_empty() {
            self.account.push(Entry { origin: origin.clone(), text: text.to_owned(), fate });
        }
    }
}

/// The start of a text between quotation marks.
pub fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = text.chars().take(SHOWN).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    format!("“{start}{more}”")
}

/// A map being made.
pub struct Map {
    members: Vec<Member>,
    origin: Origin,
}

impl Map {
    /// A map that stands at `origin`.
    pub fn new(origin: &Origin) -> Self {
        Self { members: Vec::new(), origin: origin.clone() }
    }

    /// Adds a member.
    pub fn add(&mut self, key: &str, value: Node) {
        self.members.push(Member { key: key.to_owned(), origin: value.origin.clone(), value });
    }

    /// Adds a text.
    pub fn text(&mut self, key: &str, given: Passage) {
        self.add(key, given.node());
    }

    /// Adds a text that there may be.
    pub fn optional(&mut self, key: &str, given: Option<Passage>) {
        if let Some(given) = given {
            self.text(key, given);
        }
    }

    /// Adds a word of the program's own.
    pub fn word(&mut self, key: &str, word: &str, origin: &Origin) {
        self.text(key, Passage { text: RawText::plain(word), origin: origin.clone() });
    }

    /// Adds a list that is not empty.
    pub fn list(&mut self, key: &str, nodes: Vec<Node>) {
        if let Some(first) = nodes.first() {
            let origin = first.origin.clone();
            self.add(key, Node { value: Value::List(nodes), origin });
        }
    }

    /// Whether nothing has been added.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The map.
    pub fn node(self) -> Node {
        Node { value: Value::Map(self.members), origin: self.origin }
    }
}

/// A number as a node.
pub fn number(value: impl ToString, origin: &Origin) -> Node {
    Node { value: Value::Number(value.to_string()), origin: origin.clone() }
}

/// A text with the place that it stands at.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The text.
    pub text: RawText,
    /// Where it stands.
    pub origin: Origin,
}

impl Passage {
    /// The text as a node; a look that no letter, figure or sign has is none.
    pub fn node(self) -> Node {
        let mut text = self.text;
        let plain = |c: char| c.is_whitespace() || ".,;:_-–—()…“”\"'".contains(c);
        text.styles.retain(|(range, _)| {
            text.text.get(range.clone()).is_some_and(|styled| !styled.chars().all(plain))
        });
        Node { value: Value::Text(text), origin: self.origin }
    }
}

/// Several passages as one, line by line, at the place of the first.
pub fn joined(passages: &[Passage]) -> Option<Passage> {
    let first = passages.first()?;
    let text = crate::input::word::flow::join(passages.iter().map(|passage| &passage.text), "\n");
    Some(Passage { text, origin: first.origin.clone() })
}
