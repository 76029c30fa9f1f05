//! Files of plans and settings that can't be read.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;

/// A file that can't be read.
#[must_use]
pub fn unreadable(shown: &str, error: &std::io::Error) -> Diagnostic {
    let help = match error.kind() {
        std::io::ErrorKind::NotFound => Message::new("cannot-read.help-missing"),
        std::io::ErrorKind::PermissionDenied => Message::new("cannot-read.help-permission"),
        _ => Message::new("cannot-read.help").with("reason", error.to_string()),
    };
    Diagnostic::error(Message::new("cannot-read").with("path", shown)).help(help)
}

/// A file that is no UTF-8 text.
#[must_use]
pub fn not_utf8(shown: &str) -> Diagnostic {
    Diagnostic::error(Message::new("not-utf8").with("path", shown)).help(Message::new("not-utf8.help"))
}
