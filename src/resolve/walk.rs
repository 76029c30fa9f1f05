//! Walking expressions without recursion: they come from strangers.

use crate::base::message::Message;
use crate::syntax::tree::{Expr, ExprKind};

use super::errors::{Errors, error_at};

/// So deep may brackets and chains of operators be. Every later layer follows an expression by recursion.
const DEEPEST: usize = 400;

/// Visits an expression and its parts, from left to right, but not what stands inside of aggregates. Returns how
/// deep they go.
pub(super) fn each<'t>(expr: &'t Expr, mut visit: impl FnMut(&'t Expr)) -> usize {
    let mut deepest = 0;
    let mut waiting = vec![(expr, 1)];
    while let Some((expr, depth)) = waiting.pop() {
        deepest = deepest.max(depth);
        visit(expr);
        let below = depth + 1;
        match &expr.kind {
            ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => waiting.push((inner, below)),
            ExprKind::Binary(left, _, right) => waiting.extend([(&**right, below), (&**left, below)]),
            ExprKind::In { value, list, .. } => {
                waiting.extend(list.iter().rev().map(|item| (item, below)));
                waiting.push((value, below));
            }
            ExprKind::Is { value, .. } => waiting.push((value, below)),
            ExprKind::Literal(_)
            | ExprKind::Text(_)
            | ExprKind::Truth(_)
            | ExprKind::Period(_)
            | ExprKind::Name(_)
            | ExprKind::Aggregate(_)
            | ExprKind::Previous(_)
            | ExprKind::Broken => {}
        }
    }
    deepest
}

/// Whether an expression and its aggregates can be followed by recursion; one that is too deep is an error.
pub(super) fn is_shallow(expr: &Expr, errors: &mut Errors) -> bool {
    let mut aggregates = Vec::new();
    let mut deepest = each(expr, |part| {
        if let ExprKind::Aggregate(aggregate) = &part.kind {
            aggregates.push(aggregate);
        }
    });
    // What stands in an aggregate in an aggregate is an error without being followed.
    for aggregate in aggregates {
        deepest = deepest.max(each(&aggregate.argument, |_| {}));
        deepest = deepest.max(aggregate.filter.as_ref().map_or(0, |filter| each(filter, |_| {})));
    }
    if deepest > DEEPEST {
        errors.push(
            error_at(
                expr.span,
                Message::new("expression-too-long").with("deepest", DEEPEST),
                Message::new("expression-too-long.label"),
            )
            .help(Message::new("expression-too-long.help")),
        );
    }
    deepest <= DEEPEST
}
