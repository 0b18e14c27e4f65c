//! Expressions of templates, checked and translated to minijinja's: headings
//! become the names that [`super::scope`] answers to, `=` and `và` become `==`
//! and `and`, and a field is handed over as text, as a number or as its cell,
//! whichever its neighbours ask for.
//!
//! Depends on `lexer`, `filters` and `functions`. What is wrong is said of all
//! words at once.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::filters::FILTERS;
use super::lexer::{Headings, KEYWORDS, Token, keyword, tokens};
use crate::diagnostic::suggestion;
use crate::model::fields::closest;
use crate::model::list::name;

/// The variable that counts the rows of a table.
pub(super) const ROW_NUMBER: &str = "stt";

/// Operators that want numbers on both sides.
const ARITHMETIC: &[&str] = &["<", ">", "<=", ">=", "+", "-", "*", "/"];
const EQUALITY: &[&str] = &["==", "!="];

/// A table whose rows a template can count and add up.
#[derive(Clone, Debug, Default)]
pub(super) struct TableNames {
    /// What the table is called: its sheet or its appendix.
    pub name: String,
    /// The headings of its columns, the lowest one of each.
    pub headings: Headings,
    /// Whether it has rows that belong to one commune.
    pub filtered: bool,
}

/// What an expression may name.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The columns of the list.
    pub headings: &'a Headings,
    /// Their headings as they stand.
    pub columns: &'a [String],
    /// The variables of the loops around.
    pub loops: &'a [String],
    /// Names that need not be columns: `co("…")` asks for them.
    pub optional: &'a BTreeSet<String>,
    /// The tables of the plan.
    pub tables: &'a [TableNames],
    /// The table in whose cell the expression stands.
    pub own_table: Option<usize>,
}

/// An expression as minijinja has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Expression {
    /// minijinja's code.
    pub code: String,
    /// The columns used, in order.
    pub fields: Vec<usize>,
    /// Whether it needs the rows of tables.
    pub counts: bool,
    /// The code that gives the place of a value from a loop's row.
    pub place: Option<String>,
    /// Columns compared with a string: which, and the string.
    pub compared: Vec<(usize, String)>,
}

/// What is wrong with an expression, and what to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    /// A sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Problem {
    /// A problem with what to do.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// Translates the expression `source`.
///
/// # Errors
/// Everything in it that is unknown or means nothing.
pub(super) fn compile(source: &str, scope: Scope) -> Result<Expression, Vec<Problem>> {
    let tokens = tokens(source, scope.headings);
    let made = Expression::default();
    let mut compiler = Compiler { tokens: &tokens, scope, made, problems: Vec::new() };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = compiler.token(token, at);
    }
    if tokens.is_empty() {
        compiler.problem("Thẻ này không có gì ở trong.", "ghi tên một cột của danh sách");
    }
    if compiler.problems.is_empty() { Ok(compiler.made) } else { Err(compiler.problems) }
}

/// The code of what a loop goes over, from the code of an expression: a column
/// of rows, such a column of another loop's row, or the rows of a table.
///
/// # Errors
/// It is something else.
pub(super) fn rows(code: &str) -> Result<String, Vec<Problem>> {
    let (before, last) = code.rsplit_once('.').map_or(("", code), |(before, last)| (before, last));
    let is_word = |rest: &str| rest.chars().all(|c| c.is_alphanumeric() || c == '_');
    match (last.strip_prefix('t'), before) {
        (Some(rest), "") if is_word(rest) => Ok(format!("r{rest}")),
        (Some(rest), before) if is_word(rest) => Ok(format!("{before}.r{rest}")),
        _ if code.starts_with('k') && is_word(code) => Ok(code.to_owned()),
        _ => Err(vec![Problem::new(
            "Sau “in” phải là các dòng riêng của xã.",
            "ghi tên một cột chứa mảng (tệp JSON), hoặc cac_dong()",
        )]),
    }
}

/// The names that `co("…")` asks for in `source`.
pub(super) fn asked_for(source: &str, headings: &Headings) -> Vec<String> {
    let tokens = tokens(source, headings);
    let calls = tokens.windows(3).filter_map(|window| match window {
        [Token::Name(co), Token::Operator("("), Token::Text(asked)] if co == "co" => {
            Some(name(asked))
        }
        _ => None,
    });
    calls.collect()
}

/// An expression being translated.
pub(super) struct Compiler<'a> {
    pub tokens: &'a [Token],
    pub scope: Scope<'a>,
    pub made: Expression,
    problems: Vec<Problem>,
}

impl Compiler<'_> {
    pub fn problem(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::new(message, hint));
    }

    pub fn emit(&mut self, code: &str) {
        if !self.made.code.is_empty() && !code.starts_with('.') {
            self.made.code.push(' ');
        }
        self.made.code.push_str(code);
    }

    /// Translates the token at `at` and gives the index of the next one.
    fn token(&mut self, token: &Token, at: usize) -> usize {
        match token {
            Token::Field(column) => {
                self.made.fields.push(*column);
                self.compared(*column, at);
                let code = format!("{}{column}", self.manner(at, at));
                self.emit(&code);
            }
            Token::Text(text) if text.is_empty() => self.emit("nothing"),
            Token::Text(text) => self.emit(&quoted(text)),
            Token::Number(number) => self.emit(number),
            Token::Operator("|") => return self.filter(at),
            Token::Operator(operator) => self.emit(operator),
            Token::Name(word) => return self.name(word, at),
            Token::Unknown(c) => self.problem(
                format!("Không hiểu dấu “{c}” ở đây."),
                "chữ ghi trong dấu ngoặc kép; nhiều giá trị thì dùng nhiều thẻ {{ }} liền nhau",
            ),
        }
        at + 1
    }

    /// How the operand that stands from `first` to `last` is wanted: `v` its
    /// cell, before a filter; `n` a number; `t` its text.
    fn manner(&self, first: usize, last: usize) -> char {
        let closing = |token: &&Token| **token == Token::Operator(")");
        let opening = |token: &&Token| **token == Token::Operator("(");
        let next = self.tokens.get(last + 1..).unwrap_or_default();
        if next.first() == Some(&Token::Operator("|")) {
            return 'v';
        }
        let mut next = next.iter().skip_while(closing);
        let mut before =
            self.tokens.get(..first).unwrap_or_default().iter().rev().skip_while(opening);
        let beside = [(next.next(), next.next()), (before.next(), before.next())];
        let number = |token: Option<&Token>| match token {
            Some(Token::Number(_)) => true,
            Some(Token::Name(word)) => word == "tong",
            _ => false,
        };
        let wants = beside.into_iter().any(|(near, far)| match near {
            Some(Token::Operator(operator)) => {
                ARITHMETIC.contains(operator)
                    || EQUALITY.contains(operator) && (number(far) || is_minus(far))
            }
            Some(Token::Name(word)) => word == "in" && self.lists_numbers(last),
            _ => false,
        });
        if wants { 'n' } else { 't' }
    }

    /// Whether `in [1, …]` follows.
    fn lists_numbers(&self, last: usize) -> bool {
        matches!(self.tokens.get(last + 3), Some(Token::Number(_)))
    }

    /// Notes a comparison of the column with a string.
    fn compared(&mut self, column: usize, at: usize) {
        let equality = |token: Option<&Token>| matches!(token, Some(Token::Operator(operator)) if EQUALITY.contains(operator));
        let beside =
            [(at.checked_add(1), at.checked_add(2)), (at.checked_sub(1), at.checked_sub(2))];
        for (near, far) in beside {
            let token = |index: Option<usize>| index.and_then(|index| self.tokens.get(index));
            if let (true, Some(Token::Text(text))) = (equality(token(near)), token(far)) {
                self.made.compared.push((column, text.clone()));
            }
        }
    }

    fn filter(&mut self, at: usize) -> usize {
        let Some(Token::Name(typed)) = self.tokens.get(at + 1) else {
            self.problem("Thiếu tên bộ lọc sau dấu “|”.", filters_hint());
            return at + 1;
        };
        match FILTERS.iter().find(|known| **known == name(typed)) {
            Some(known) => self.emit(&format!("| {known}")),
            None => {
                let hint = match closest(typed, FILTERS.iter().copied()) {
                    Some(close) => suggestion(close),
                    None => filters_hint(),
                };
                self.problem(format!("Không có bộ lọc nào tên là “{typed}”."), hint);
            }
        }
        at + 2
    }

    fn name(&mut self, word: &str, at: usize) -> usize {
        if let Some(known) = keyword(word) {
            self.emit(known);
            return at + 1;
        }
        let called = name(word);
        if self.tokens.get(at + 1) == Some(&Token::Operator("(")) {
            return self.call(&called, word, at);
        }
        if called == ROW_NUMBER && self.scope.own_table.is_some() {
            self.emit(ROW_NUMBER);
            return at + 1;
        }
        if called == "loop" || self.scope.loops.contains(&called) {
            return self.member(&called, at);
        }
        if self.scope.optional.contains(&called) {
            self.emit("nothing");
            return at + 1;
        }
        self.unknown(word);
        at + 1
    }

    /// A column of the row that a loop is at: `dong.so_ho`, `dong["Số hộ"]`.
    fn member(&mut self, variable: &str, at: usize) -> usize {
        let (asked, last) = match self.tokens.get(at + 1..).unwrap_or_default() {
            [Token::Operator("."), Token::Name(asked), ..] => (asked.clone(), at + 2),
            [Token::Operator("."), Token::Field(column), ..] => {
                let heading = self.scope.columns.get(*column);
                (heading.cloned().unwrap_or_default(), at + 2)
            }
            [Token::Operator("["), Token::Text(asked), Token::Operator("]"), ..] => {
                (asked.clone(), at + 3)
            }
            _ => {
                let hint = format!("ghi tên cột sau dấu chấm, ví dụ {variable}.ten");
                self.problem(format!("“{variable}” là cả một dòng, không in được."), hint);
                return at + 1;
            }
        };
        if variable == "loop" {
            const KNOWN: &[&str] = &["index", "first", "last", "length"];
            match KNOWN.iter().find(|known| **known == asked) {
                Some(known) => self.emit(&format!("loop.{known}")),
                None => self.problem(
                    format!("Không có “loop.{asked}”."),
                    format!("dùng được: {}", KNOWN.join(", ")),
                ),
            }
        } else {
            let manner = self.manner(at, last);
            let asked = name(&asked);
            self.made.place = Some(format!("x_{variable}.o_{asked}"));
            self.emit(&format!("x_{variable}.{manner}_{asked}"));
        }
        last + 1
    }

    fn unknown(&mut self, word: &str) {
        let columns = self.scope.columns;
        let known = columns.iter().map(String::as_str).chain(self.scope.loops.iter().map(|s| &**s));
        let keywords = KEYWORDS.iter().map(|(typed, _)| *typed);
        let mut hint = match closest(word, known.chain(keywords)) {
            Some(close) => format!("{}; ", suggestion(close)),
            None => String::new(),
        };
        let _ = write!(hint, "các cột của danh sách: {}", columns.join(", "));
        self.problem(format!("Danh sách không có cột nào tên là “{word}”."), hint);
    }
}

fn is_minus(token: Option<&Token>) -> bool {
    token == Some(&Token::Operator("-"))
}

fn filters_hint() -> String {
    format!("các bộ lọc: {}", FILTERS.join(", "))
}

/// A string as minijinja reads it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
