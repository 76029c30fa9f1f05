//! Which numbers of a plan are the same, whatever they are called: a fingerprint of each, computed like the number
//! itself, over one that stands for what is counted.

use std::collections::BTreeSet;

use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::{Expr, Operator};
use crate::plan::source::{Comparison, Condition, Measure, RowExpr, RowOperator};

use crate::evaluate::program::{Op, Programs};

/// A prime below 2^61: numbers that are equal as fractions are equal here, and others hardly ever.
const PRIME: u64 = (1 << 61) - 1;

/// Two independent stand-ins for a number. Two formulas with the same print are the same number, but for a chance of
/// one in 2^100 (R. Zippel, "Probabilistic algorithms for sparse polynomials", 1979).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print([u64; 2]);

impl Print {
    const ONE: Self = Self([1, 1]);

    fn of_key(key: &str) -> Self {
        Self([1_u64, 2].map(|seed| hash(seed, key) % PRIME))
    }

    fn combined(self, other: Self, with: impl Fn(u64, u64) -> u64) -> Self {
        Self([with(self.0[0], other.0[0]), with(self.0[1], other.0[1])])
    }

    fn plus(self, other: Self) -> Self {
        self.combined(other, |a, b| (a + b) % PRIME)
    }

    fn minus(self, other: Self) -> Self {
        self.combined(other, |a, b| (a + PRIME - b) % PRIME)
    }

    fn times(self, other: Self) -> Self {
        self.combined(other, times)
    }

    /// The print of 1 ÷ the number.
    #[must_use]
    pub fn inverse(self) -> Self {
        // Fermat: n^(p-2) is the inverse of n; of zero it is zero, which is nobody's print.
        Self(self.0.map(|number| power(number, PRIME - 2)))
    }

    /// The print of 1 − the number.
    #[must_use]
    pub fn complement(self) -> Self {
        Self::ONE.minus(self)
    }

    fn of_number(number: &Rational) -> Self {
        let (numerator, denominator) = number.abs().parts();
        let digits = |text: &str| {
            text.bytes().fold(0, |sum, digit| (times(sum, 10) + u64::from(digit.wrapping_sub(b'0') % 10)) % PRIME)
        };
        let size = times(digits(&numerator), power(digits(&denominator), PRIME - 2));
        let value = Self([size, size]);
        if number.is_negative() { Self([0, 0]).minus(value) } else { value }
    }
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    // 2^61 is 1 here: what lies above the 61st bit is added below.
    let part = |bits: u128| u64::try_from(bits & u128::from(PRIME)).unwrap_or_default();
    let sum = part(product) + part(product >> 61);
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut base, mut result) = (base % PRIME, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

/// FNV-1a, 64 bits, from a seed; the last step spreads the bits of short keys.
fn hash(seed: u64, key: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = key.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// The print of every metric of a plan, by id.
#[must_use]
pub fn prints(plan: &Plan, programs: &Programs) -> Vec<Print> {
    let mut prints: Vec<Print> =
        (0..plan.metrics.len()).map(|place| Print::of_key(&format!("unknown {place}"))).collect();
    for metric in programs.order() {
        let mut stack: Vec<Print> = Vec::new();
        for op in programs.of(*metric) {
            let print = match op {
                Op::Number(number) => Print::of_number(number),
                Op::Measure(measure) => of_measure(plan.measure(*measure)),
                Op::Metric(read) => prints[read.index()],
                Op::Previous(read) => Print::of_key(&format!("previous {:?}", prints[read.index()])),
                Op::Foreign(plan, metric) => Print::of_key(&format!("foreign {plan:?} {metric:?}")),
                Op::Negate => Print([0, 0]).minus(stack.pop().unwrap_or(Print::ONE)),
                Op::Apply(operator) => {
                    let right = stack.pop().unwrap_or(Print::ONE);
                    let left = stack.pop().unwrap_or(Print::ONE);
                    match operator {
                        Operator::Add => left.plus(right),
                        Operator::Subtract => left.minus(right),
                        Operator::Multiply => left.times(right),
                        Operator::Divide => left.times(right.inverse()),
                    }
                }
            };
            stack.push(print);
        }
        if let Some(print) = stack.pop() {
            prints[metric.index()] = print;
        }
    }
    prints
}

/// A count or sum over rows of which something is not so is that over all of them without those of which it is. (Rows of
/// which nobody knows are in neither, but hardly what anybody means.)
fn of_measure(measure: &Measure) -> Print {
    let mut conditions = conjuncts(measure);
    let denied = conditions.iter().enumerate().filter_map(|(place, condition)| Some((denied(condition)?, place)));
    let print = match denied.min().filter(|_| measure.is_additive()) {
        Some((key, place)) => {
            conditions.remove(place);
            of_rows(measure, &conditions, None).minus(of_rows(measure, &conditions, Some(key)))
        }
        None => of_rows(measure, &conditions, None),
    };
    print.times(Print::of_number(&measure.scale))
}

/// What a condition says is not so.
fn denied(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Not(inner) => Some(condition_key(inner)),
        Condition::Compare(left, Comparison::NotEqual, right) => Some(equal_key(left, right)),
        // Late is what isn't in time.
        Condition::Compare(left, Comparison::Less, right) => Some(at_most_key(right, left)),
        Condition::Compare(left, Comparison::Greater, right) => Some(at_most_key(left, right)),
        _ => None,
    }
}

/// A count or sum over rows whose column is one of several values is the sum of those over each.
fn of_rows(measure: &Measure, conjuncts: &[&Condition], further: Option<String>) -> Print {
    let conditions: Vec<String> = conjuncts.iter().copied().map(condition_key).chain(further).collect();
    let base = measure_key(measure);
    let key = |conditions: &BTreeSet<&str>| Print::of_key(&format!("{base} where {conditions:?}"));
    let parts = conjuncts.iter().enumerate().find_map(|(place, condition)| Some((place, is_list(condition)?)));
    match parts {
        Some((place, (column, list))) if measure.is_additive() => {
            let each: BTreeSet<String> = list.iter().map(|value| equal_key(column, value)).collect();
            let others = || conditions.iter().enumerate().filter(|(at, _)| *at != place);
            let of_one = |one: &String| {
                let mut all: BTreeSet<&str> = others().map(|(_, condition)| condition.as_str()).collect();
                all.insert(one);
                key(&all)
            };
            each.iter().map(of_one).reduce(Print::plus).unwrap_or(Print::ONE)
        }
        _ => key(&conditions.iter().map(String::as_str).collect()),
    }
}

fn measure_key(measure: &Measure) -> String {
    let argument = measure.argument.as_ref().map(row_key);
    let rank = measure.rank.as_ref().map(Rational::parts);
    let on = measure.on.as_ref().map(|on| &on.value);
    format!("{:?} {:?} {} {argument:?} {rank:?} {on:?}", measure.source, measure.function, measure.distinct)
}

/// The conditions all of which a measure's rows satisfy.
fn conjuncts(measure: &Measure) -> Vec<&Condition> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Condition> = measure.filter.iter().collect();
    while let Some(condition) = waiting.pop() {
        match condition {
            Condition::And(left, right) => waiting.extend([&**left, &**right]),
            other => found.push(other),
        }
    }
    found
}

/// The column and the values of `column in (…)`.
fn is_list(condition: &Condition) -> Option<(&RowExpr, &[RowExpr])> {
    match condition {
        Condition::In { value, negated: false, list } => Some((value, list)),
        _ => None,
    }
}

fn equal_key(left: &RowExpr, right: &RowExpr) -> String {
    format!("{} == {}", row_key(left), row_key(right))
}

fn at_most_key(left: &RowExpr, right: &RowExpr) -> String {
    format!("{} <= {}", row_key(left), row_key(right))
}

/// A condition without its places; the sides of `and` and `or` in one order.
fn condition_key(condition: &Condition) -> String {
    match condition {
        Condition::Compare(left, Comparison::Equal, right) => equal_key(left, right),
        Condition::Compare(left, Comparison::LessOrEqual, right) => at_most_key(left, right),
        Condition::Compare(left, Comparison::GreaterOrEqual, right) => at_most_key(right, left),
        Condition::Compare(left, Comparison::NotEqual, right) => format!("not {}", equal_key(left, right)),
        Condition::Compare(left, Comparison::Less, right) => format!("not {}", at_most_key(right, left)),
        Condition::Compare(left, Comparison::Greater, right) => format!("not {}", at_most_key(left, right)),
        Condition::In { value, negated, list } => match list.as_slice() {
            [one] if !negated => equal_key(value, one),
            _ => {
                let list: BTreeSet<String> = list.iter().map(row_key).collect();
                format!("{} in {negated} {list:?}", row_key(value))
            }
        },
        Condition::Is { value, present } => format!("{} is {present}", row_key(value)),
        Condition::Contains { value, part } => format!("{} contains {part:?}", row_key(value)),
        Condition::StartsWith { value, part } => format!("{} starts {part:?}", row_key(value)),
        Condition::Holds(column) => format!("{} holds", row_key(&RowExpr::Column(column.clone()))),
        Condition::And(left, right) => format!("and {:?}", BTreeSet::from([condition_key(left), condition_key(right)])),
        Condition::Or(left, right) => format!("or {:?}", BTreeSet::from([condition_key(left), condition_key(right)])),
        Condition::Not(inner) => format!("not {}", condition_key(inner)),
    }
}

fn row_key(expr: &RowExpr) -> String {
    match expr {
        RowExpr::Column(column) => format!("column {:?} {:?}", column.name, column.lookup),
        RowExpr::Number(number) => format!("{:?}", number.parts()),
        RowExpr::Text(text) => format!("{text:?}"),
        RowExpr::Date(date) => date.to_string(),
        RowExpr::Truth(truth) => truth.to_string(),
        RowExpr::Negate(inner) => format!("-({})", row_key(inner)),
        RowExpr::Binary(left, operator @ (RowOperator::Add | RowOperator::Multiply), right) => {
            format!("{operator:?} {:?}", BTreeSet::from([row_key(left), row_key(right)]))
        }
        RowExpr::Binary(left, operator, right) => format!("({}) {operator:?} ({})", row_key(left), row_key(right)),
        RowExpr::DaysBetween(left, right) => format!("({}) until ({})", row_key(right), row_key(left)),
    }
}

/// The measure that a metric is, by whatever name; `None` for what is computed.
#[must_use]
pub fn measure_of(plan: &Plan, programs: &Programs, metric: MetricId) -> Option<MeasureId> {
    let mut metric = metric;
    // Names of names come to an end: formulas have no circle.
    loop {
        match programs.of(metric) {
            [Op::Measure(measure)] => return Some(*measure),
            [Op::Metric(same)] if plan.metrics.len() > same.index() => metric = *same,
            _ => return None,
        }
    }
}

/// Whether a number counts or sums up things, or how many there are at a time: nothing divided, and no average or extreme.
#[must_use]
pub fn is_volume(plan: &Plan, programs: &Programs, metric: MetricId) -> bool {
    let counts = |measure: MeasureId| {
        matches!(plan.measure(measure).function, Function::Count | Function::Sum | Function::First | Function::Last)
    };
    plan.metric(metric).additive || measure_of(plan, programs, metric).is_some_and(counts)
}

/// Whether a rate is the share of a part in its whole, whatever the data: counts over the same rows and dates, the
/// numerator's under further conditions.
#[must_use]
pub fn is_part_of_whole(plan: &Plan, programs: &Programs, metric: MetricId) -> bool {
    let expr = &plan.metric(metric).expr;
    let Expr::Binary(part, Operator::Divide, whole) = expr else {
        return matches!(expr, Expr::Metric(same) if is_part_of_whole(plan, programs, *same));
    };
    let measure = |expr: &Expr| match expr {
        Expr::Measure(measure) => Some(*measure),
        Expr::Metric(metric) => measure_of(plan, programs, *metric),
        _ => None,
    };
    let (Some(part), Some(whole)) = (measure(part), measure(whole)) else { return false };
    is_part(plan.measure(part), plan.measure(whole))
}

fn is_part(part: &Measure, whole: &Measure) -> bool {
    let both_count = part.function == Function::Count && whole.function == Function::Count && part.scale == whole.scale;
    both_count
        && measure_key(part) == measure_key(whole)
        && conjuncts(whole).into_iter().all(|wide| conjuncts(part).into_iter().any(|narrow| implies(narrow, wide)))
}

/// Whether every row that satisfies one condition satisfies the other, as far as their words show it.
fn implies(narrow: &Condition, wide: &Condition) -> bool {
    if condition_key(narrow) == condition_key(wide) {
        return true;
    }
    let Some((column, list)) = is_list(wide) else { return false };
    let list: BTreeSet<String> = list.iter().map(|value| equal_key(column, value)).collect();
    match narrow {
        Condition::In { value, negated: false, list: some } => {
            some.iter().all(|one| list.contains(&equal_key(value, one)))
        }
        other => list.contains(&condition_key(other)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn prints_compute_like_the_numbers_that_they_stand_for(
            a in 1_i128..1_000_000, b in 1_i128..1_000_000, c in 1_i128..1_000_000, d in 1_i128..1_000_000,
        ) {
            let (x, y) = (Rational::new(a, b).unwrap(), Rational::new(-c, d).unwrap());
            let print = Print::of_number;
            prop_assert_eq!(print(&x).plus(print(&y)), print(&(&x + &y)));
            prop_assert_eq!(print(&x).minus(print(&y)), print(&(&x - &y)));
            prop_assert_eq!(print(&x).times(print(&y)), print(&(&x * &y)));
            prop_assert_eq!(print(&x).times(print(&y).inverse()), print(&x.checked_div(&y).unwrap()));
            prop_assert_eq!(print(&x).complement(), print(&(&Rational::ONE - &x)));
        }

        #[test]
        fn multiplying_is_what_dividing_by_the_prime_leaves(a in 0..PRIME, b in 0..PRIME) {
            prop_assert_eq!(u128::from(times(a, b)), u128::from(a) * u128::from(b) % u128::from(PRIME));
        }
    }
}
