//! Expressions. Parentheses are nodes of the tree, so none are put in.

use std::fmt::Write;

use super::values::{join, literal, name, path, path_in_expression, quoted, unit_text};
use crate::syntax::tree::{Aggregate, BinaryOperator, Expr, ExprKind, UnaryOperator};

pub(super) fn expr(of: &Expr) -> String {
    match &of.kind {
        ExprKind::Literal(number) => literal(number),
        ExprKind::Text(words) => quoted(words),
        ExprKind::Truth(value) => value.to_string(),
        ExprKind::Period(period) => period.text.clone(),
        ExprKind::Name(of) => path_in_expression(of),
        ExprKind::Aggregate(of) => aggregate(of),
        ExprKind::Previous(of) => format!("previous({})", path(of)),
        ExprKind::Unary(operator, operand) => {
            let sign = if operator.value == UnaryOperator::Negate { "-" } else { "not " };
            format!("{sign}{}", expr(operand))
        }
        ExprKind::Binary(left, operator, right) => {
            format!("{} {} {}", expr(left), operator_word(operator.value), expr(right))
        }
        ExprKind::In { value, negated, list } => {
            format!("{} {}in ({})", expr(value), if *negated { "not " } else { "" }, join(list, ", ", expr))
        }
        ExprKind::Is { value, present } => {
            format!("{} is {}", expr(value), if *present { "present" } else { "missing" })
        }
        ExprKind::Paren(inner) => format!("({})", expr(inner)),
        ExprKind::Broken => String::new(),
    }
}

fn aggregate(of: &Aggregate) -> String {
    let distinct = if of.distinct.is_some() { "distinct " } else { "" };
    let mut inside = format!("{distinct}{}", expr(&of.argument));
    // Writing to a string does not fail.
    if let Some(rank) = &of.rank {
        let _ = write!(inside, ", {}", literal(rank));
    }
    if let Some(via) = &of.via {
        let _ = write!(inside, " via {}", name(via));
    }
    if let Some(on) = &of.on {
        let _ = write!(inside, " on {}", name(on));
    }
    if let Some(filter) = &of.filter {
        let _ = write!(inside, " where {}", expr(filter));
    }
    let unit = of.unit.as_ref().map_or_else(String::new, |unit| format!(" in {}", unit_text(unit)));
    format!("{}({inside}){unit}", of.function.value.word())
}

fn operator_word(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Equal => "==",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessOrEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterOrEqual => ">=",
        BinaryOperator::Contains => "contains",
        BinaryOperator::StartsWith => "starts with",
        BinaryOperator::And => "and",
        BinaryOperator::Or => "or",
    }
}
