//! Conditions that are true of no row: mostly a word that is written otherwise in the file.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::plan::source::{Column, Condition, RowExpr};

use super::partial::Partial;
use super::source_program::SourceProgram;

/// What is to be said of the conditions on words that were true of no row, although there are rows.
pub(crate) fn remarks(program: &SourceProgram, partial: &Partial) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    if partial.rows == 0 {
        return remarks;
    }
    let source = &program.source.name.value;
    for (condition, applied) in program.source.skip.iter().zip(&partial.skip_applied) {
        if let Some(column) = column_of_words(condition).filter(|_| !applied) {
            remarks.push(
                Diagnostic::new(Level::Warn, Message::new("no-row-skipped").with("source", source))
                    .at(column.span, Message::new("no-row-skipped.label"))
                    .help(Message::new("no-row-skipped.help").with("column", &column.name)),
            );
        }
    }
    if partial.rows == partial.skipped + partial.filtered {
        return remarks;
    }
    for (measure, matched) in program.measures.iter().zip(&partial.matched) {
        let column = measure.measure.filter.as_ref().and_then(column_of_words);
        if let Some(column) = column.filter(|_| !matched) {
            remarks.push(
                Diagnostic::new(Level::Warn, Message::new("no-row-matches").with("source", source))
                    .at(column.span, Message::new("no-row-matches.label"))
                    .help(Message::new("no-row-matches.help").with("column", &column.name)),
            );
        }
    }
    remarks
}

/// The first column that a condition holds against words.
fn column_of_words(condition: &Condition) -> Option<&Column> {
    let column = |value: &RowExpr| matches!(value, RowExpr::Column(_));
    let word = |value: &RowExpr| matches!(value, RowExpr::Text(_));
    let mut rest = vec![condition];
    while let Some(condition) = rest.pop() {
        let value = match condition {
            Condition::And(left, right) | Condition::Or(left, right) => {
                rest.extend([right.as_ref(), left]);
                continue;
            }
            Condition::Not(inner) => {
                rest.push(inner);
                continue;
            }
            Condition::Compare(left, _, right) if column(left) && word(right) => left,
            Condition::Compare(left, _, right) if word(left) && column(right) => right,
            Condition::In { value, list, .. } if list.iter().any(word) => value,
            Condition::Contains { value, .. } | Condition::StartsWith { value, .. } => value,
            Condition::Compare(..) | Condition::In { .. } | Condition::Is { .. } | Condition::Holds(_) => continue,
        };
        if let RowExpr::Column(column) = value {
            return Some(column);
        }
    }
    None
}
