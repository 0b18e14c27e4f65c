//! The functions of templates: sums and rows of tables, and whether a commune
//! has something at all.
//!
//! Depends on `expression` and `lexer`. A new function is a row in
//! [`FUNCTIONS`], an arm of `call` and a row in the guide (docs/huong-dan.md).

use super::expression::{Compiler, TableNames};
use super::lexer::Token;
use crate::diagnostic::suggestion;
use crate::model::fields::closest;
use crate::model::list::name;

/// The functions by name.
const FUNCTIONS: &[&str] = &["tong", "co", "cac_dong"];

impl Compiler<'_> {
    /// A call whose arguments are strings.
    pub fn call(&mut self, called: &str, typed: &str, at: usize) -> usize {
        let mut arguments = Vec::new();
        let mut next = at + 2;
        while let Some(token) = self.tokens.get(next) {
            next += 1;
            match token {
                Token::Operator(")") => break,
                Token::Text(text) => arguments.push(text.as_str()),
                Token::Operator(",") => {}
                _ => self.problem(
                    format!("Trong ngoặc của “{typed}” chỉ ghi được chữ trong dấu ngoặc kép."),
                    format!("ví dụ {typed}(\"Số hộ\")"),
                ),
            }
        }
        match (called, arguments.as_slice()) {
            ("co", [asked]) => match self.scope.headings.column(asked) {
                Some(column) => {
                    self.made.fields.push(column);
                    self.emit(&format!("h{column}"));
                }
                None => self.emit("false"),
            },
            ("tong", [heading]) => self.sum(heading, None),
            ("tong", [heading, table]) => self.sum(heading, Some(table)),
            ("cac_dong", []) => self.rows(None),
            ("cac_dong", [table]) => self.rows(Some(table)),
            ("co" | "tong" | "cac_dong", _) => self.problem(
                format!("Số giá trị trong ngoặc của “{typed}” không đúng."),
                "viết như co(\"Số hộ\"), tong(\"Số hộ\"), cac_dong()",
            ),
            _ => {
                let hint = match closest(typed, FUNCTIONS.iter().copied()) {
                    Some(close) => suggestion(close),
                    None => format!("dùng được: {}", FUNCTIONS.join(", ")),
                };
                self.problem(format!("Không có hàm nào tên là “{typed}”."), hint);
            }
        }
        next
    }

    fn sum(&mut self, heading: &str, table: Option<&str>) {
        self.made.counts = true;
        let called = |index: &usize| match (table, self.scope.own_table) {
            (Some(table), _) => {
                self.scope.tables.get(*index).is_some_and(|t| name(&t.name) == name(table))
            }
            (None, Some(own)) => *index == own,
            (None, None) => true,
        };
        let tables = (0..self.scope.tables.len()).filter(called);
        let found: Vec<(usize, usize)> = tables
            .filter_map(|index| {
                let table = self.scope.tables.get(index)?;
                Some((index, table.headings.column(heading)?))
            })
            .collect();
        match found.as_slice() {
            [(table, column)] => self.emit(&format!("s{table}_{column}")),
            [] => self.problem(
                format!("Không có bảng nào có cột “{heading}” để cộng."),
                "ghi đúng tiêu đề cột của bảng",
            ),
            _ => self.problem(
                format!("Có {} bảng có cột “{heading}”.", found.len()),
                format!("ghi thêm tên bảng: tong(\"{heading}\", \"{}\")", self.names(&found)),
            ),
        }
    }

    fn names(&self, found: &[(usize, usize)]) -> String {
        let table = found.first().and_then(|(table, _)| self.scope.tables.get(*table));
        table.map(|table| table.name.clone()).unwrap_or_default()
    }

    fn rows(&mut self, called: Option<&str>) {
        self.made.counts = true;
        let fits = |table: &TableNames| match called {
            Some(called) => name(&table.name) == name(called),
            None => table.filtered,
        };
        let tables = self.scope.tables.iter().enumerate().filter(|(_, table)| fits(table));
        let found: Vec<usize> = tables.map(|(index, _)| index).collect();
        match found.as_slice() {
            [table] => self.emit(&format!("k{table}")),
            [] => self.problem(
                "Không có bảng nào như thế có dòng riêng của từng xã.",
                "thêm cột mang tên cột khóa của danh sách (Mã xã) vào bảng",
            ),
            _ => self.problem(
                "Có nhiều bảng có dòng riêng của từng xã.",
                "ghi tên bảng trong ngoặc: cac_dong(\"Phụ lục I\")",
            ),
        }
    }
}
