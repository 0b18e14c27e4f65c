//! `kehoach` typesets Vietnamese KẾ HOẠCH (plan) documents, given as a workbook
//! or JSON, in the form that Nghị định 30/2020/NĐ-CP fixes.
//!
//! ```text
//!  .xlsx .xlsm .xlsb .xls .ods .csv ─┐
//!  .json .docx ──────────────────────┴─► input ─► Node      neutral tree; every value knows its Origin
//!                                        model ─► Plan      typed and checked; all faults collected
//!              list of communes ───────► merge ─► Document  one plan for one commune, complete; each
//!                                                           character leads back to its cell
//!                    templates/ ───────► typeset ─► Typeset minijinja writes Typst, Typst lays it out
//!                                        check ─► findings  rules of the decree over Document, pages and PDF
//!                                       output ─► PDF, PNG, SVG; the files and the report of a run
//!                                      convert ─► a Plan back to .xlsx or .json
//!                                        amend ─► the plan's own file, corrected or with notes on its cells
//!                                      preview ─► the pages in a browser while the plan is written
//! ```
//!
//! # Who may know whom
//!
//! `origin` ← `diagnostic` ← `model` ← {`input`, `merge`, `check`, `convert`,
//! `amend`, `typeset`} ← `output` ← `pipeline` ← `preview` ← `cli`. Stages never name one
//! another (`output` alone takes a `Typeset`), and no type of zip, minijinja, axum or
//! serde_json crosses a module's border. A test reads the `use crate::` lines
//! against this.
//!
//! # Where do I add …
//!
//! - a field of the plan: a row in [`model::fields::FIELDS`], a field in
//!   `model/plan.rs`, a line in `model/read/mod.rs`;
//! - a type of document: a row in [`model::kind::KINDS`];
//! - a file format to read: a file in `input/` and a row in its `READERS`, or for
//!   a workbook a module in `input/workbook/`;
//! - a way in which offices set a part of a Word document: an arm in that part's file in
//!   `input/word/`;
//! - an encoding of the time before Unicode: a file in `input/legacy/`;
//! - a file format to write: a file in `output/` and a row in
//!   [`output::FORMATS`];
//! - a form in which findings are shown: a file in `output/findings/` and a row in
//!   [`output::findings::FORMATS`];
//! - a column of the report on many documents: `output/batch/record.rs`;
//! - a file format to convert to: a file in `convert/` and a row in
//!   [`convert::FORMATS`]; a word of workbooks: [`model::vocabulary`];
//! - a file format to correct in place: a module in `amend/` and an arm in
//!   [`amend::mend`];
//! - a part of a page: a file in `templates/nd30/`, the `.jinja` file that calls
//!   it, and a line in `typeset/templates.rs`;
//! - a filter or function of templates: [`merge::template`];
//! - a rule of the decree: a file and its page in `check/rules/`, a name in
//!   `check/rules/mod.rs`, a line in `check/ND30.md`;
//! - something that a page tells its reader: [`typeset::layer`]; something that rules
//!   measure on it: [`model::printed`], `typeset/printed.rs` and `check/layout/`;
//! - a request of the browser's page: a function in `preview/` and a route in
//!   `preview/server.rs`; a file of the page: `preview/page/` and a name in
//!   `preview/assets.rs`;
//! - a subcommand: a file in `cli/`.

pub mod amend;
pub mod check;
pub mod cli;
pub mod convert;
pub mod diagnostic;
pub mod input;
pub mod merge;
pub mod model;
pub mod origin;
pub mod output;
pub mod pipeline;
pub mod preview;
pub mod typeset;
