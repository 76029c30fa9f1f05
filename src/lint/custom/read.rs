//! From the text of a condition to a test over fields, with every fault located.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::rational::Rational;
use crate::base::span::{FileId, Span};
use crate::base::suggest::did_you_mean;
use crate::plan::source::Comparison;
use crate::syntax;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, Path, UnaryOperator};

use super::field::{Field, FieldKind};
use super::test::Test;

/// Reads a condition that begins at `offset` of a file. What is wrong with it is added to `errors`.
pub fn read_test(file: FileId, text: &str, offset: usize, errors: &mut Vec<Diagnostic>) -> Option<Test> {
    let before = errors.len();
    let (expr, faults) = syntax::parse_condition(file, text, offset);
    errors.extend(faults);
    let read = test(&expr?, errors);
    read.filter(|_| errors.len() == before)
}

fn test(expr: &Expr, errors: &mut Vec<Diagnostic>) -> Option<Test> {
    match &expr.kind {
        ExprKind::Paren(inner) => test(inner, errors),
        ExprKind::Unary(operator, inner) if operator.value == UnaryOperator::Not => {
            Some(Test::Not(Box::new(test(inner, errors)?)))
        }
        ExprKind::Name(path) => Some(Test::Present(field(path, errors)?)),
        ExprKind::Is { value, present } => {
            let there = Test::Present(field_of(value, errors)?);
            Some(if *present { there } else { Test::Not(Box::new(there)) })
        }
        ExprKind::In { value, negated, list } => {
            let field = field_of(value, errors)?;
            let words: Vec<Option<String>> = list.iter().map(|item| word(field, item, errors)).collect();
            let words = words.into_iter().collect::<Option<_>>()?;
            Some(if *negated { Test::NoneOf(field, words) } else { Test::OneOf(field, words) })
        }
        ExprKind::Binary(left, operator, right) => binary(expr.span, left, operator.value, right, errors),
        ExprKind::Broken => None,
        _ => no_condition(expr.span, errors),
    }
}

fn binary(
    span: Span,
    left: &Expr,
    operator: BinaryOperator,
    right: &Expr,
    errors: &mut Vec<Diagnostic>,
) -> Option<Test> {
    use BinaryOperator as Op;
    let comparison = match operator {
        Op::And | Op::Or => {
            let (left, right) = (test(left, errors), test(right, errors));
            let (left, right) = (Box::new(left?), Box::new(right?));
            return Some(if operator == Op::And { Test::And(left, right) } else { Test::Or(left, right) });
        }
        Op::Contains | Op::StartsWith => {
            let field = field_of(left, errors)?;
            let part = word(field, right, errors)?;
            return Some(if operator == Op::Contains {
                Test::Contains(field, part)
            } else {
                Test::StartsWith(field, part)
            });
        }
        Op::Equal => Comparison::Equal,
        Op::NotEqual => Comparison::NotEqual,
        Op::Less => Comparison::Less,
        Op::LessOrEqual => Comparison::LessOrEqual,
        Op::Greater => Comparison::Greater,
        Op::GreaterOrEqual => Comparison::GreaterOrEqual,
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide => return no_condition(span, errors),
    };
    let field = field_of(left, errors)?;
    match (field.kind(), comparison) {
        (FieldKind::Number, comparison) => Some(Test::Compare(field, comparison, number(right, errors)?)),
        (FieldKind::Presence, _) => not_comparable(left, Message::new("rule-not-comparable.help-presence"), errors),
        (_, Comparison::Equal) => Some(Test::OneOf(field, vec![word(field, right, errors)?])),
        (_, Comparison::NotEqual) => Some(Test::NoneOf(field, vec![word(field, right, errors)?])),
        _ => not_comparable(left, Message::new("rule-not-comparable.help-words"), errors),
    }
}

fn field_of(expr: &Expr, errors: &mut Vec<Diagnostic>) -> Option<Field> {
    match &expr.kind {
        ExprKind::Name(path) => field(path, errors),
        ExprKind::Paren(inner) => field_of(inner, errors),
        ExprKind::Broken => None,
        _ => no_condition(expr.span, errors),
    }
}

fn field(path: &Path, errors: &mut Vec<Diagnostic>) -> Option<Field> {
    let written: Vec<&str> = path.parts.iter().map(|part| part.value.as_str()).collect();
    let written = written.join(".");
    let found = Field::from_word(&written);
    if found.is_none() {
        let known = || Field::WORDS.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
        let help = did_you_mean(&written, Field::WORDS.iter().copied()).map_or_else(
            || Message::new("unknown-field.help").with("known", known()),
            |similar| Message::new("unknown-field.help-similar").with("similar", similar),
        );
        let message = Message::new("unknown-field").with("name", written);
        errors.push(Diagnostic::error(message).at(path.span, Message::new("unknown-field.label")).help(help));
    }
    found
}

/// A word to compare with: in quotes, or bare.
fn word(field: Field, expr: &Expr, errors: &mut Vec<Diagnostic>) -> Option<String> {
    let word = match &expr.kind {
        ExprKind::Text(text) => text.clone(),
        ExprKind::Name(path) => {
            let parts: Vec<&str> = path.parts.iter().map(|part| part.value.as_str()).collect();
            parts.join(".")
        }
        ExprKind::Broken => return None,
        _ => return not_comparable(expr, Message::new("rule-not-comparable.help-words"), errors),
    };
    if let FieldKind::Choice(known) = field.kind()
        && !known.contains(&word.as_str())
    {
        let known = Arg::choice(known.iter().map(|word| format!("`{word}`")));
        return not_comparable(expr, Message::new("rule-not-comparable.help-choice").with("known", known), errors);
    }
    if let FieldKind::Number | FieldKind::Presence = field.kind() {
        return not_comparable(expr, Message::new("rule-not-comparable.help-presence"), errors);
    }
    Some(word)
}

fn number(expr: &Expr, errors: &mut Vec<Diagnostic>) -> Option<Rational> {
    match &expr.kind {
        ExprKind::Literal(literal) => Some(literal.number.clone()),
        ExprKind::Paren(inner) => number(inner, errors),
        ExprKind::Broken => None,
        _ => not_comparable(expr, Message::new("rule-not-comparable.help-number"), errors),
    }
}

fn no_condition<T>(span: Span, errors: &mut Vec<Diagnostic>) -> Option<T> {
    let error = Diagnostic::error(Message::new("no-rule-condition"));
    errors.push(error.at(span, Message::new("no-rule-condition.label")).help(Message::new("no-rule-condition.help")));
    None
}

fn not_comparable<T>(expr: &Expr, help: Message, errors: &mut Vec<Diagnostic>) -> Option<T> {
    let error = Diagnostic::error(Message::new("rule-not-comparable"));
    errors.push(error.at(expr.span, Message::new("rule-not-comparable.label")).help(help));
    None
}
