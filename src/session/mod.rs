//! Load, parse, resolve, evaluate: once, for the command line and the language server alike.

pub mod checked;
pub mod file_errors;
pub mod request;

use crate::base::diagnostic::Diagnostic;
use crate::base::source_map::SourceMap;

use self::checked::Checked;
use self::request::Request;

/// Checks what is asked for. `sources` and `diagnostics` are what is known before: the configuration and its faults.
#[must_use]
pub fn check(request: &Request, sources: SourceMap, diagnostics: Vec<Diagnostic>) -> Checked {
    let _ = request;
    Checked { sources, diagnostics, ..Checked::default() }
}
