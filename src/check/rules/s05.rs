//! The title under "KT." is the deputy's.

use crate::check::citation::nd30;
use crate::check::closing::signatures;
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::words;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S05",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.7b"),
    page: include_str!("s05.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for signed in signatures(view) {
        let pairs = signed.lines.windows(2);
        for pair in pairs {
            let [above, below] = pair else { continue };
            if above.mark != Some("KT") || below.mark.is_some() {
                continue;
            }
            let (head, deputy) = (upper(above.rest()), upper(below.text));
            let behind = deputy.iter().position(|word| word == "PHÓ");
            let known = deputy.starts_with(&["THỨ".to_owned(), "TRƯỞNG".to_owned()]);
            let head: Vec<String> = head.into_iter().take(2).collect();
            let fits = match behind {
                Some(0) => deputy.get(1..).is_some_and(|rest| rest.starts_with(&head)),
                Some(_) => true,
                None => known,
            };
            if !fits {
                let head = above.rest();
                let message = match behind {
                    Some(_) => format!("“{}” không phải là cấp phó của “{head}”.", below.text),
                    None => format!(
                        "Dưới “KT. {head}” là “{}”, không phải chức vụ cấp phó.",
                        below.text
                    ),
                };
                found.push(
                    Found::new(below.at(), message)
                        .hint(format!("chức vụ cấp phó là “PHÓ {head}”")),
                );
            }
        }
    }
    found
}

fn upper(text: &str) -> Vec<String> {
    words(text).map(|word| word.text.to_uppercase()).collect()
}
