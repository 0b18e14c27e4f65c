//! A single line of template that stands alone: the name of a commune's file,
//! and the condition by which communes are chosen.
//!
//! Depends on `compile` and `text`.

use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::Value;

use super::compile::{Compiler, Place};
use super::scope::Scope;
use super::text::TextTemplate;
use crate::diagnostic::Diagnostic;
use crate::model::list::List;
use crate::model::node::RawText;
use crate::model::text::Text;
use crate::origin::{Origin, Sourced};

/// A line of template over the columns of a list.
pub struct Line {
    environment: Environment<'static>,
    list: Arc<List>,
    text: Text,
    template: Option<TextTemplate>,
}

impl Line {
    /// A text such as `{{ ma_xa }}-{{ ten_xa | slug }}`; `origin` is where it was
    /// typed.
    ///
    /// # Errors
    /// Everything in it that is unknown or means nothing.
    pub fn text(source: &str, origin: &Origin, list: &Arc<List>) -> Result<Self, Vec<Diagnostic>> {
        let raw = RawText { text: source.to_owned(), template: true, ..RawText::default() };
        let text = Text::new(&raw, origin);
        Self::new(list, text, |compiler, text| compiler.text(text, Place::default()))
    }

    /// A condition such as `loai = "phường"`.
    ///
    /// # Errors
    /// As for [`Self::text`].
    pub fn condition(
        source: &str,
        origin: &Origin,
        list: &Arc<List>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let condition = Sourced::new(source.to_owned(), origin.clone());
        Self::new(list, Text::blank(origin), |compiler, _| Some(compiler.condition(&condition)))
    }

    fn new(
        list: &Arc<List>,
        text: Text,
        compile: impl FnOnce(&mut Compiler, &Text) -> Option<TextTemplate>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut compiler = Compiler::new(Some(super::headings(list)));
        let template = compile(&mut compiler, &text);
        if !compiler.diagnostics.is_empty() {
            return Err(compiler.diagnostics);
        }
        Ok(Self { environment: compiler.environment, list: list.clone(), text, template })
    }

    /// The line for the row at `row` of the list; blank where a condition does not
    /// hold.
    ///
    /// # Errors
    /// The commune lacks something that the line needs.
    pub fn of(&self, row: usize) -> Result<String, Vec<Diagnostic>> {
        let Some(template) = &self.template else { return Ok(self.text.to_plain()) };
        let scope = Scope { list: self.list.clone(), row, tables: Arc::default(), number: None };
        let context = Value::from_object(scope);
        let merged = template.merge(&self.environment, &context, &self.list, row);
        if merged.failures.is_empty() {
            return Ok(merged.text.to_plain());
        }
        let errors = merged.failures.into_iter().map(|failure| {
            let mut error = Diagnostic::error("merge-value", &template.origin, failure.message);
            error.related.extend(failure.cell);
            error.hint(failure.hint)
        });
        Err(errors.collect())
    }
}
