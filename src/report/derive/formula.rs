//! A formula with its numbers, as people write one.

use crate::base::message::Message;
use crate::evaluate::sentences::{called, quantity};
use crate::plan::ids::MetricId;
use crate::plan::metric::{Expr, Operator};
use crate::report::localizer::Localizer;

use super::Derived;

/// Longer formulas are named, not written out: nobody reads them in a line.
const LONGEST: usize = 15;

/// A metric's formula: each name with its number, the one that is looked for by its name alone. `None` for one that is
/// too long for a line.
pub(super) fn written(
    derived: &Derived,
    metric: MetricId,
    unknown: Option<MetricId>,
    localizer: &Localizer,
) -> Option<String> {
    let mut left = LONGEST;
    let expr = &derived.plan.metric(metric).expr;
    Writer { derived, unknown, localizer }.expr(expr, Tightness::Sum, &mut left)
}

/// How tightly what stands around a part binds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Sum,
    Product,
    Atom,
}

struct Writer<'a> {
    derived: &'a Derived<'a>,
    unknown: Option<MetricId>,
    localizer: &'a Localizer,
}

impl Writer<'_> {
    /// `left` counts the parts that may still be written; it bounds the depth, too.
    fn expr(&self, expr: &Expr, around: Tightness, left: &mut usize) -> Option<String> {
        *left = left.checked_sub(1)?;
        match expr {
            Expr::Number(number) => Some(crate::report::quantity::number(number)),
            Expr::Metric(metric) => Some(self.metric(*metric)),
            Expr::Measure(_) | Expr::Previous(_) | Expr::Foreign(..) => None,
            Expr::Negate(inner) => Some(format!("−{}", self.expr(inner, Tightness::Atom, left)?)),
            Expr::Binary(one, operator, other) => {
                let (sign, own, right) = match operator {
                    Operator::Add => ("+", Tightness::Sum, Tightness::Sum),
                    Operator::Subtract => ("−", Tightness::Sum, Tightness::Product),
                    Operator::Multiply => ("×", Tightness::Product, Tightness::Product),
                    Operator::Divide => ("÷", Tightness::Product, Tightness::Atom),
                };
                let (one, other) = (self.expr(one, own, left)?, self.expr(other, right, left)?);
                let written = format!("{one} {sign} {other}");
                Some(if own < around { format!("({written})") } else { written })
            }
        }
    }

    fn metric(&self, metric: MetricId) -> String {
        let plan = self.derived.plan;
        let name = called(plan, metric);
        let number = self.derived.answer.numbers.get(metric.index()).and_then(Option::as_ref);
        let number = number.filter(|_| self.unknown != Some(metric));
        match number {
            Some(number) => {
                let value = quantity(number, plan.metric(metric).unit);
                self.localizer.text(&Message::new("derive-term").with("name", name).with("value", value))
            }
            None => name.to_owned(),
        }
    }
}
