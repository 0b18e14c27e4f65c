//! One text with tags to a [`TextTemplate`]: what stands between the tags becomes
//! numbered literals, the tags minijinja's code.
//!
//! Depends on `compile`, `expression` and `text`. A new statement is an arm of
//! `statement`.
use std::collections::BTreeSet;
use std::ops::Range;

use super::compile::{Compiler, Place, next_tag};
use super::expression::{self, Expression, Problem};
use super::text::{END, Literal, MARK, NUMBERED, Piece, TextTemplate, ValueTag, cut};
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::closest;
use crate::model::list::name;
use crate::model::node::Style;
use crate::model::tags::{Kind, Tag};
use crate::model::text::{Inline, Segment, Text};
use crate::origin::Origin;

/// One text being compiled.
pub(super) struct Writer<'a> {
    compiler: &'a mut Compiler,
    place: Place<'a>,
    optional: BTreeSet<String>,
    origin: &'a Origin,
    source: String,
    literals: Vec<Literal>,
    values: Vec<ValueTag>,
    order: Vec<Piece>,
    /// Statements that are not closed: `if` or `for`, and a loop's variable.
    open: Vec<(&'static str, Option<String>)>,
    counts: bool,
    /// Whether the tag before ended in `-%}`: white space after it goes.
    trims: bool,
}

impl<'a> Writer<'a> {
    /// A writer of `text`; `optional` are names that need not be columns.
    pub fn new(
        compiler: &'a mut Compiler,
        text: &'a Text,
        place: Place<'a>,
        optional: BTreeSet<String>,
    ) -> Self {
        Self {
            compiler,
            place,
            optional,
            origin: &text.origin,
            source: String::new(),
            literals: Vec::new(),
            values: Vec::new(),
            order: Vec::new(),
            open: Vec::new(),
            counts: false,
            trims: false,
        }
    }

    /// The template of the text.
    pub fn write(mut self, text: &Text) -> TextTemplate {
        self.inlines(text);
        self.finish()
    }

    fn inlines(&mut self, text: &Text) {
        let mut at = 0;
        for inline in &text.inlines {
            let (run, style) = match inline {
                Inline::Run { text, style } => (text.as_str(), *style),
                Inline::Footnote { mark } => {
                    self.literal(Literal::Footnote(mark.clone()));
                    continue;
                }
            };
            let mut rest = run;
            while let Some((before, tag)) = next_tag(rest) {
                let start = at + run.len() - rest.len();
                self.run(text, start..start + before, style);
                let shown = rest.get(before..before + tag.length).unwrap_or_default();
                self.tag(tag, shown, style);
                rest = rest.get(before + tag.length..).unwrap_or_default();
            }
            let start = at + run.len() - rest.len();
            self.run(text, start..at + run.len(), style);
            at += run.len();
        }
        if let Some((kind, _)) = self.open.last() {
            let problem = Problem::new(
                format!("“{{% {kind} … %}}” chưa được đóng."),
                format!("thêm {{% end{kind} %}} vào cuối phần đó"),
            );
            self.compiler.report(vec![problem], &format!("{{% {kind} %}}"), self.origin);
        }
    }

    fn finish(self) -> TextTemplate {
        let name = self.compiler.count.to_string();
        self.compiler.count += 1;
        if self.compiler.checks {
            let added = self.compiler.environment.add_template_owned(name.clone(), self.source);
            if let Err(error) = added
                && self.compiler.diagnostics.is_empty()
            {
                let problem = Problem::new(
                    format!("Không hiểu các thẻ của ô này: {error}."),
                    "xem lại cách viết trong các thẻ",
                );
                self.compiler.report(vec![problem], "{% %}", self.origin);
            }
        }
        TextTemplate {
            name,
            literals: self.literals,
            values: self.values,
            order: self.order,
            counts: self.counts,
            origin: self.origin.clone(),
        }
    }

    /// The bytes `range` of the whole text, which have no tag.
    fn run(&mut self, text: &Text, mut range: Range<usize>, style: Style) {
        let plain = text.to_plain();
        if self.trims {
            let given = plain.get(range.clone()).unwrap_or_default();
            range.start += given.len() - given.trim_start().len();
        }
        let given = plain.get(range.clone()).unwrap_or_default();
        if !given.is_empty() {
            self.trims = false;
            let (text, segments) = (given.to_owned(), text.segments_of(range));
            self.literal(Literal::Run { text, style, segments });
        }
    }

    fn literal(&mut self, literal: Literal) {
        let number = self.literals.len();
        self.literals.push(literal);
        self.order.push(Piece::Literal(number));
        self.source.push_str(&format!("{MARK}L{number}{NUMBERED}"));
    }

    fn tag(&mut self, tag: Tag, shown: &str, style: Style) {
        match tag.kind {
            Kind::Value => self.value(tag.inside, shown, style),
            Kind::Word => self.word(tag.inside, shown, style),
            Kind::Statement => {
                let inside = tag.inside.strip_prefix('-');
                if inside.is_some() {
                    self.trim_before();
                }
                let inside = inside.unwrap_or(tag.inside);
                self.trims = inside.ends_with('-');
                let inside = inside.strip_suffix('-').unwrap_or(inside);
                if let Err(problems) = self.statement(inside.trim()) {
                    self.compiler.report(problems, shown, self.origin);
                }
            }
        }
    }

    /// Takes away the white space before a tag `{%- … %}`.
    fn trim_before(&mut self) {
        if let Some(Literal::Run { text, segments, .. }) = self.literals.last_mut() {
            let length = text.trim_end().len();
            cut(segments, 0..length);
            text.truncate(length);
        }
    }

    fn compile(&mut self, source: &str) -> Result<Expression, Vec<Problem>> {
        let loops: Vec<String> = self.open.iter().filter_map(|(_, name)| name.clone()).collect();
        let scope = expression::Scope {
            headings: &self.compiler.headings,
            columns: &self.compiler.columns,
            loops: &loops,
            optional: &self.optional,
            tables: &self.compiler.tables,
            own_table: self.place.table,
        };
        if !self.compiler.checks {
            return Ok(Expression::default());
        }
        let made = expression::compile(source, scope)?;
        if self.compiler.environment.compile_expression(&made.code).is_err() {
            let problem = Problem::new(
                "Không hiểu cách viết trong thẻ này.",
                "xem mục “Trường trộn” của hướng dẫn: tên cột, rồi các bộ lọc sau dấu |",
            );
            return Err(vec![problem]);
        }
        Ok(self.note(made))
    }

    /// Keeps what the whole plan must know of an expression.
    fn note(&mut self, made: Expression) -> Expression {
        self.counts |= made.counts;
        self.compiler.used.extend(&made.fields);
        let compared = made.compared.iter().cloned();
        let origin = self.origin;
        self.compiler
            .compared
            .extend(compared.map(|(column, text)| (column, text, origin.clone())));
        made
    }

    fn value(&mut self, inside: &str, shown: &str, style: Style) {
        let label = inside.split('|').next().unwrap_or(inside).trim();
        match self.compile(inside) {
            Ok(made) => self.print(made, label, shown, style),
            Err(problems) => self.compiler.report(problems, shown, self.origin),
        }
    }

    fn print(&mut self, made: Expression, label: &str, shown: &str, style: Style) {
        let number = self.values.len();
        if let Some(place) = &made.place {
            self.source.push_str(&format!("{MARK}R{NUMBERED}{{{{ {place} }}}}{END}"));
        }
        let code = format!("{MARK}E{number}{NUMBERED}{{{{ {} }}}}{END}", made.code);
        self.source.push_str(&code);
        let known = made.fields.first().and_then(|column| self.compiler.columns.get(*column));
        let label = known.map_or(label, String::as_str).to_owned();
        self.values.push(ValueTag { source: shown.to_owned(), label, style, fields: made.fields });
        self.order.push(Piece::Value(number));
    }

    /// Word's «Tên xã»; quotation marks of that form are text.
    fn word(&mut self, inside: &str, shown: &str, style: Style) {
        let inside = inside.trim();
        if self.compiler.headings.column(inside).is_some() {
            return self.value(inside, shown, style);
        }
        if self.compiler.checks {
            let columns = self.compiler.columns.iter().map(String::as_str);
            let close = closest(inside, columns).map(str::to_owned);
            let message =
                format!("Danh sách không có cột “{inside}”, nên {shown} được in như chữ.");
            let found = match close {
                Some(close) => {
                    let message = format!("Danh sách không có cột nào tên là “{inside}”.");
                    Diagnostic::error("template-tag", self.origin, message).hint(suggestion(&close))
                }
                None => Diagnostic::warning("not-a-field", self.origin, message)
                    .hint("là trường trộn thì sửa cho đúng tên cột của danh sách"),
            };
            self.compiler.diagnostics.push(found);
        }
        let segment = Segment { length: shown.len(), origin: self.origin.clone(), offset: None };
        self.literal(Literal::Run { text: shown.to_owned(), style, segments: vec![segment] });
    }

    fn statement(&mut self, inside: &str) -> Result<(), Vec<Problem>> {
        let (word, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        match word {
            "if" => {
                self.open.push(("if", None));
                let made = self.compile(rest)?;
                self.source.push_str(&format!("{{% if {} %}}", made.code));
            }
            "elif" => {
                self.inside("if", word)?;
                let made = self.compile(rest)?;
                self.source.push_str(&format!("{{% elif {} %}}", made.code));
            }
            "else" => {
                if self.open.is_empty() {
                    return Err(vec![misplaced(word)]);
                }
                self.source.push_str("{% else %}");
            }
            "for" => self.start_loop(rest)?,
            "endif" | "endfor" => {
                self.inside(word.trim_start_matches("end"), word)?;
                self.open.pop();
                self.source.push_str(&format!("{{% {word} %}}"));
            }
            _ => {
                let message = format!("Không có lệnh “{word}”.");
                let hint = "dùng được: if, elif, else, endif, for, endfor";
                return Err(vec![Problem::new(message, hint)]);
            }
        }
        Ok(())
    }

    /// Whether the statement that is open is of this kind.
    fn inside(&self, kind: &str, word: &str) -> Result<(), Vec<Problem>> {
        match self.open.last() {
            Some((open, _)) if *open == kind => Ok(()),
            _ => Err(vec![misplaced(word)]),
        }
    }

    fn start_loop(&mut self, rest: &str) -> Result<(), Vec<Problem>> {
        let parts = rest.split_once(" in ");
        let variable = parts.map(|(variable, _)| name(variable)).filter(|name| !name.is_empty());
        let (Some(variable), Some((_, rows))) = (variable, parts) else {
            self.open.push(("for", None));
            let hint = "viết như {% for dong in cac_dong() %}…{% endfor %}";
            return Err(vec![Problem::new("Lệnh for viết chưa đúng.", hint)]);
        };
        let made = self.compile(rows);
        self.open.push(("for", Some(variable.clone())));
        if !self.compiler.checks {
            return Ok(());
        }
        let code = expression::rows(&made?.code)?;
        self.source.push_str(&format!("{{% for x_{variable} in {code} %}}"));
        Ok(())
    }
}

fn misplaced(word: &str) -> Problem {
    Problem::new(
        format!("“{{% {word} %}}” không nằm trong phần nào đang mở."),
        "mỗi {% if … %} có một {% endif %}, mỗi {% for … %} có một {% endfor %}",
    )
}
