//! Every character of a merged document leads back to the template's cell or the
//! commune's, letter for letter where nothing was made of it.

use std::collections::BTreeMap;

use kehoach::model::list::List;
use kehoach::model::node::{Node, Value};
use kehoach::model::values::Datum;
use kehoach::origin::Origin;

use super::*;

/// The text of every cell or JSON value, by its place.
#[derive(Default)]
struct Cells(BTreeMap<String, String>);

impl Cells {
    fn add(&mut self, origin: &Origin, text: &str) {
        self.0.insert(origin.to_string(), text.to_owned());
    }

    fn add_node(&mut self, node: &Node) {
        match &node.value {
            Value::Text(raw) => self.add(&node.origin, &raw.text),
            Value::List(nodes) => nodes.iter().for_each(|node| self.add_node(node)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.add_node(&entry.value)),
            _ => {}
        }
    }

    fn add_list(&mut self, list: &List) {
        for cell in list.rows.iter().flat_map(|row| &row.cells) {
            self.add(&cell.origin, &cell.text);
            if let Datum::Rows(rows) = &cell.datum {
                self.add_list(rows);
            }
        }
    }
}

#[test]
fn every_character_leads_back_to_its_cell() {
    let (mut same, mut made, mut of_communes) = (0, 0, 0);
    for name in ["fields", "tables", "hostile", "rows"] {
        let (node, list) = case(&folder().join(format!("{name}.json")));
        let mut cells = Cells::default();
        cells.add_node(&node);
        cells.add_list(&list);
        let template = Template::new(node, Some(list.clone())).0.unwrap();
        for row in 0..list.rows.len() {
            let document = merge::document(&template.plan(row).0.unwrap()).0;
            for text in document.texts() {
                let plain = text.to_plain();
                for (at, c) in plain.char_indices() {
                    let (origin, offset) = text.source(at).unwrap_or_else(|| {
                        panic!("{name}, row {row}: “{plain}” has no source at {at}")
                    });
                    let place = origin.to_string();
                    of_communes += usize::from(place.starts_with("ds.json"));
                    let Some(offset) = offset else {
                        made += 1;
                        continue;
                    };
                    let cell = cells.0.get(&place).unwrap_or_else(|| panic!("no cell {place}"));
                    let there = cell.get(offset..).and_then(|rest| rest.chars().next());
                    assert_eq!(there, Some(c), "{name}, row {row}: “{plain}” at {at}, {place}");
                    same += 1;
                }
            }
        }
    }
    assert!(same > 1000 && made > 50 && of_communes > 100, "{same} {made} {of_communes}");
}
