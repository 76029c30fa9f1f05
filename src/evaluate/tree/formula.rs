//! A formula as the parts that are drawn below its result.

use crate::base::rational::Rational;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::{Expr, Operator};

use super::Sign;

/// A formula with more parts is listed, not drawn.
const MOST_PARTS: usize = 24;

/// Parentheses within more parentheses than this are listed, not drawn.
const DEEPEST_GROUP: usize = 2;

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Metric(MetricId),
    Previous(MetricId),
    Number(Rational),
    Aggregate(MeasureId),
    Group(Vec<(Sign, Part)>),
}

/// The parts of a formula in the order of the text: the terms of a sum, or the factors of a product, or the one thing
/// that it is another name for. Empty for what reads nothing that has a name; `None` for a formula that is too long.
pub(super) fn parts(expr: &Expr) -> Option<Vec<(Sign, Part)>> {
    match expr {
        Expr::Measure(_) | Expr::Number(_) | Expr::Foreign(..) => Some(Vec::new()),
        Expr::Metric(_) | Expr::Previous(_) => Some(vec![(Sign::Equals, leaf(expr)?)]),
        Expr::Negate(_) | Expr::Binary(..) => {
            let mut left = MOST_PARTS;
            chain(expr, 0, &mut left)
        }
    }
}

/// `left` is how many parts may still come.
fn chain(expr: &Expr, depth: usize, left: &mut usize) -> Option<Vec<(Sign, Part)>> {
    let is_product = matches!(expr, Expr::Binary(_, Operator::Multiply | Operator::Divide, _));
    let mut parts = Vec::new();
    let mut waiting = vec![(if is_product { Sign::Times } else { Sign::Plus }, expr)];
    while let Some((sign, expr)) = waiting.pop() {
        match (expr, is_product) {
            (Expr::Binary(one, operator @ (Operator::Multiply | Operator::Divide), other), true)
            | (Expr::Binary(one, operator @ (Operator::Add | Operator::Subtract), other), false) => {
                // The parts in waiting are bounded as well: a chain may be a million terms long.
                if waiting.len() > MOST_PARTS * 2 {
                    return None;
                }
                waiting.extend([(behind(sign, *operator), &**other), (sign, &**one)]);
            }
            (Expr::Negate(inner), false) => waiting.push((turned(sign), inner)),
            _ => {
                *left = left.checked_sub(1)?;
                let group = |left: &mut usize| (depth < DEEPEST_GROUP).then(|| chain(expr, depth + 1, left)).flatten();
                let part = match leaf(expr) {
                    Some(part) => part,
                    None => Part::Group(group(left)?),
                };
                parts.push((sign, part));
            }
        }
    }
    if let Some((first @ (Sign::Plus | Sign::Times), _)) = parts.first_mut() {
        *first = Sign::Equals;
    }
    Some(parts)
}

fn leaf(expr: &Expr) -> Option<Part> {
    match expr {
        Expr::Metric(metric) => Some(Part::Metric(*metric)),
        Expr::Previous(metric) => Some(Part::Previous(*metric)),
        Expr::Number(number) => Some(Part::Number(number.clone())),
        Expr::Measure(measure) => Some(Part::Aggregate(*measure)),
        Expr::Foreign(..) | Expr::Negate(_) | Expr::Binary(..) => None,
    }
}

/// The sign of an operator's right side, where the whole has `sign`.
fn behind(sign: Sign, operator: Operator) -> Sign {
    match operator {
        Operator::Add | Operator::Multiply => sign,
        Operator::Subtract | Operator::Divide => turned(sign),
    }
}

fn turned(sign: Sign) -> Sign {
    match sign {
        Sign::Equals | Sign::Plus => Sign::Minus,
        Sign::Minus => Sign::Plus,
        Sign::Times => Sign::Over,
        Sign::Over => Sign::Times,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(place: u32) -> Expr {
        Expr::Metric(MetricId(place))
    }

    fn binary(one: Expr, operator: Operator, other: Expr) -> Expr {
        Expr::Binary(Box::new(one), operator, Box::new(other))
    }

    fn shown(parts: &[(Sign, Part)]) -> String {
        let one = |(sign, part): &(Sign, Part)| {
            let sign = match sign {
                Sign::Equals => "=",
                Sign::Plus => "+",
                Sign::Minus => "-",
                Sign::Times => "*",
                Sign::Over => "/",
            };
            let part = match part {
                Part::Metric(metric) => metric.0.to_string(),
                Part::Previous(metric) => format!("p{}", metric.0),
                Part::Number(number) => format!("n{}", number.to_fixed(0)),
                Part::Aggregate(_) => "a".to_owned(),
                Part::Group(parts) => format!("({})", shown(parts)),
            };
            format!("{sign}{part}")
        };
        parts.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn chains_of_one_kind_are_laid_side_by_side() {
        use Operator::{Add, Divide, Multiply, Subtract};
        let rate = binary(metric(1), Divide, binary(metric(1), Add, metric(2)));
        assert_eq!(shown(&parts(&rate).unwrap()), "=1 /(=1 +2)");
        let sum = binary(binary(metric(1), Subtract, metric(2)), Subtract, binary(metric(3), Subtract, metric(4)));
        assert_eq!(shown(&parts(&sum).unwrap()), "=1 -2 -3 +4");
        let product = binary(metric(1), Multiply, binary(metric(2), Divide, metric(3)));
        assert_eq!(shown(&parts(&product).unwrap()), "=1 *2 /3");
        let growth =
            binary(binary(metric(1), Divide, Expr::Previous(MetricId(1))), Subtract, Expr::Number(Rational::ONE));
        assert_eq!(shown(&parts(&growth).unwrap()), "=(=1 /p1) -n1");
        let negated = binary(Expr::Negate(Box::new(metric(1))), Add, metric(2));
        assert_eq!(shown(&parts(&negated).unwrap()), "-1 +2");
        assert_eq!(shown(&parts(&metric(5)).unwrap()), "=5");
        assert_eq!(shown(&parts(&Expr::Measure(MeasureId(0))).unwrap()), "");
    }

    #[test]
    fn what_nobody_could_read_is_not_drawn() {
        let long = (0..30).map(metric).reduce(|all, one| binary(all, Operator::Add, one)).unwrap();
        assert_eq!(parts(&long), None);
        let nested = (0..6).map(metric).enumerate().fold(metric(9), |all, (place, one)| {
            binary(one, if place % 2 == 0 { Operator::Add } else { Operator::Multiply }, all)
        });
        assert_eq!(parts(&nested), None);
        let very_long = (0..100_000).map(metric).reduce(|all, one| binary(one, Operator::Add, all)).unwrap();
        assert_eq!(parts(&very_long), None);
        // Such a chain may not be dropped by recursion.
        std::mem::forget(very_long);
    }
}
