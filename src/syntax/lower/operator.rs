//! Operators as they are written, here and in other languages.

use super::Lowering;
use crate::base::diagnostic::{Diagnostic, Fix};
use crate::base::full_width::narrow;
use crate::base::message::Message;
use crate::base::span::Span;
use crate::syntax::tree::BinaryOperator;

/// The operator that a token of the grammar means, and how it is written here where that is another way.
pub(super) fn read(written: &str) -> (BinaryOperator, Option<&'static str>) {
    let ascii: String = written.chars().map(ascii).collect();
    let operator = match ascii.as_str() {
        "+" => BinaryOperator::Add,
        "-" => BinaryOperator::Subtract,
        "*" => BinaryOperator::Multiply,
        "/" => BinaryOperator::Divide,
        "==" => BinaryOperator::Equal,
        "!=" | "≠" => BinaryOperator::NotEqual,
        "<" => BinaryOperator::Less,
        "<=" | "≤" | "≦" => BinaryOperator::LessOrEqual,
        ">" => BinaryOperator::Greater,
        ">=" | "≥" | "≧" => BinaryOperator::GreaterOrEqual,
        "contains" => BinaryOperator::Contains,
        "and" => BinaryOperator::And,
        "or" => BinaryOperator::Or,
        "=" => return (BinaryOperator::Equal, Some("==")),
        "=<" => return (BinaryOperator::LessOrEqual, Some("<=")),
        "=>" => return (BinaryOperator::GreaterOrEqual, Some(">=")),
        "<>" | "=!" => return (BinaryOperator::NotEqual, Some("!=")),
        "&" | "&&" => return (BinaryOperator::And, Some("and")),
        "|" | "||" => return (BinaryOperator::Or, Some("or")),
        // `starts with`, with any blanks between.
        _ => BinaryOperator::StartsWith,
    };
    (operator, None)
}

fn ascii(character: char) -> char {
    match character {
        '−' => '-',
        '×' => '*',
        '÷' => '/',
        _ => narrow(character),
    }
}

/// Whether an operator compares, and so can't stand in a chain.
pub(super) fn is_comparison(operator: BinaryOperator) -> bool {
    use BinaryOperator as Op;
    matches!(
        operator,
        Op::Equal
            | Op::NotEqual
            | Op::Less
            | Op::LessOrEqual
            | Op::Greater
            | Op::GreaterOrEqual
            | Op::Contains
            | Op::StartsWith
    )
}

impl Lowering<'_> {
    pub(super) fn single_equals(&mut self, at: Span) {
        let mut error = Diagnostic::error(Message::new("single-equals"))
            .at(at, Message::new("single-equals.label"))
            .help(Message::new("single-equals.help"));
        error.fix = Some(Fix { edits: vec![(at, "==".to_owned())], safe: true });
        self.errors.push(error);
    }

    pub(super) fn foreign_operator(&mut self, at: Span, written: &str, instead: &'static str) {
        self.errors.push(foreign_operator(at, written, instead));
    }

    pub(super) fn chained_comparison(&mut self, at: Span, before: Span) {
        self.errors.push(
            Diagnostic::error(Message::new("chained-comparison"))
                .at(at, Message::new("chained-comparison.label"))
                .related(before, Message::new("chained-comparison.first"))
                .help(Message::new("chained-comparison.help")),
        );
    }
}

/// That an operator is written in another way here.
pub(super) fn foreign_operator(at: Span, written: &str, instead: &'static str) -> Diagnostic {
    let mut error = Diagnostic::error(Message::new("foreign-operator").with("written", written))
        .at(at, Message::new("foreign-operator.label"))
        .help(Message::new("foreign-operator.help").with("instead", instead));
    let spaced = if instead.starts_with(|first: char| first.is_ascii_alphabetic()) { " " } else { "" };
    error.fix = Some(Fix { edits: vec![(at, format!("{spaced}{instead}{spaced}"))], safe: true });
    error
}
