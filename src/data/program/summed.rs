//! Which columns' amounts go into a sum as they are.

use crate::plan::source::{Column, RowExpr, RowOperator};

/// The columns whose unit is that of the expression: those that are added and subtracted, perhaps times a number. What
/// is multiplied by another column (a price by a rate of exchange) may be of any unit.
pub(crate) fn summed_columns(expr: &RowExpr) -> Vec<&Column> {
    let mut found = Vec::new();
    let mut rest = vec![expr];
    while let Some(expr) = rest.pop() {
        match expr {
            RowExpr::Column(column) => found.push(column),
            RowExpr::Negate(inner) => rest.push(inner),
            RowExpr::Binary(left, RowOperator::Add | RowOperator::Subtract, right) => {
                rest.extend([right.as_ref(), left]);
            }
            RowExpr::Binary(left, operator, right) => match (left.as_ref(), right.as_ref()) {
                (amount, RowExpr::Number(_)) => rest.push(amount),
                (RowExpr::Number(_), amount) if *operator == RowOperator::Multiply => rest.push(amount),
                _ => {}
            },
            RowExpr::Number(_) | RowExpr::Text(_) | RowExpr::Date(_) | RowExpr::Truth(_) | RowExpr::DaysBetween(..) => {
            }
        }
    }
    found
}
