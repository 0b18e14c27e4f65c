//! clap's errors in Vietnamese.
//!
//! clap keeps what it found (the argument, the value, what is close) apart from
//! its English sentences, so the sentences are written anew here.

use crate::diagnostic::suggestion;
use std::error::Error as _;
use std::fmt::Write;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The text for a command line that cannot be understood: what is wrong, what
/// was probably meant, the usage, where help is.
///
/// For no arguments at all it is the help itself.
pub fn explain(error: &Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error.render().to_string();
    }
    let mut text = format!("lỗi: {}\n", message(error));
    if let Some(meant) = advice(error) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "   cách sửa: {meant}");
    }
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    if let Some(usage) = usage.strip_prefix("Usage: ") {
        let _ = writeln!(text, "\nCách dùng: {}", usage.trim_end());
    }
    text + "\nXem thêm: kehoach --help, kehoach build --help\n"
}

fn message(error: &Error) -> String {
    let argument = words(error, ContextKind::InvalidArg);
    let value = words(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("Không có đối số hoặc tùy chọn “{argument}”."),
        ErrorKind::InvalidSubcommand => {
            format!("Không có lệnh “{}”.", words(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => {
            "Thiếu lệnh: init, build, batch, report, convert hoặc schema.".into()
        }
        ErrorKind::MissingRequiredArgument => format!("Thiếu {argument}."),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("Tùy chọn “{argument}” thiếu giá trị.")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = words(error, ContextKind::ValidValue);
            let known = if known.is_empty() { known } else { format!(" Dùng được: {known}.") };
            let why = error
                .source()
                .map(|why| format!(": {}", why.to_string().trim_end_matches('.')))
                .unwrap_or_default();
            format!("Giá trị “{value}” của “{argument}” không dùng được{why}.{known}")
        }
        ErrorKind::TooManyValues => {
            format!("Tùy chọn “{argument}” không nhận giá trị “{value}”.")
        }
        ErrorKind::ArgumentConflict => match words(error, ContextKind::PriorArg) {
            prior if prior == argument || prior.is_empty() => {
                format!("“{argument}” chỉ ghi được một lần.")
            }
            prior => format!("“{argument}” và “{prior}” không dùng cùng nhau."),
        },
        ErrorKind::InvalidUtf8 => "Dòng lệnh có ký tự không phải Unicode (UTF-8).".into(),
        _ => "Dòng lệnh không đúng.".into(),
    }
}

fn advice(error: &Error) -> Option<String> {
    let unknown = words(error, ContextKind::InvalidSubcommand);
    let close =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .map(|kind| words(error, kind))
            .find(|close| !close.is_empty());
    match close {
        Some(close) => Some(suggestion(&close)),
        // A plan's name where the command should be.
        None if unknown.contains('.') => Some(suggestion(&format!("kehoach build {unknown}"))),
        None => None,
    }
}

/// What clap noted under `kind`, joined by commas; empty if nothing.
fn words(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
