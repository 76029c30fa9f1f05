//! Clauses that every block may have.

use crate::plan::metric::Allow;
use crate::syntax::tree::Allow as AllowText;

/// An `allow`, as it stands. Which rules there are is the linter's to know.
pub(super) fn allow(written: &AllowText) -> Allow {
    Allow {
        rule: written.rule.clone(),
        reason: written.reason.value.clone(),
        until: written.until.clone(),
        span: written.span,
    }
}

/// Notes, one below the other.
pub(super) fn joined<'a>(notes: impl Iterator<Item = &'a str>) -> Option<String> {
    let notes: Vec<&str> = notes.collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}
