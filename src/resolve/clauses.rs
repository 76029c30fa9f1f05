//! What holds for the clauses of every block.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use crate::base::message::Message;
use crate::base::span::Span;
use crate::plan::metric::Allow;
use crate::syntax::tree::{Allow as AllowText, Clause};

use super::errors::{Errors, error_at};

/// Reports clauses that stand in a block more than once and may not.
pub(super) fn report_repeated<K>(clauses: &[Clause<K>], may_repeat: impl Fn(&K) -> bool, errors: &mut Errors) {
    let mut first: HashMap<Discriminant<K>, Span> = HashMap::new();
    for clause in clauses.iter().filter(|clause| !may_repeat(&clause.kind)) {
        let keyword = clause.keyword.span;
        if let Some(earlier) = first.get(&discriminant(&clause.kind)) {
            errors.push(
                error_at(
                    keyword,
                    Message::new("clause-twice").with("clause", &clause.keyword.value),
                    Message::new("clause-twice.label"),
                )
                .related(*earlier, Message::new("clause-twice.first"))
                .help(Message::new("clause-twice.help")),
            );
        } else {
            first.insert(discriminant(&clause.kind), keyword);
        }
    }
}

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
