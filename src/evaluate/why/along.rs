//! The change of a formula, passed down along its operations to its factors: for formulas of which not every mixture of
//! old and new numbers exists.

use crate::base::rational::Rational;
use crate::evaluate::arithmetic::{Fault, combine};
use crate::plan::metric::Operator;

use super::formula::{Formula, Step};

/// An operation that was done on either side, and the places of the results that it was done with.
struct Done {
    before: Rational,
    after: Rational,
    left: usize,
    right: usize,
}

/// What each factor brings of the change, where every operation's change is shared out among its two sides by their
/// Shapley values, from the last operation to the first. The parts add up to the whole change exactly, and exist wherever
/// both ends do; they take one pass there and one back. Of a formula with one operation they are the Shapley values.
///
/// L × R: ΔL·(R₀ + R₁)/2 and ΔR·(L₀ + L₁)/2. L ÷ R is L × (1/R), and Δ(1/R) is −ΔR/(R₀R₁).
pub fn parts(formula: &Formula, before: &[Rational], after: &[Rational]) -> Result<Vec<Rational>, Fault> {
    let done = run(formula, before, after)?;
    let mut weight_at = vec![Rational::ZERO; done.len()];
    if let Some(last) = weight_at.last_mut() {
        *last = Rational::ONE;
    }
    let mut weights = vec![Rational::ZERO; formula.leaves.len()];
    for (place, step) in formula.steps.iter().enumerate().rev() {
        let weight = std::mem::replace(&mut weight_at[place], Rational::ZERO);
        let Done { left, right, .. } = done[place];
        let (to_left, to_right) = match step {
            Step::Leaf(leaf) => {
                weights[*leaf] = &weights[*leaf] + &weight;
                continue;
            }
            Step::Number(_) => continue,
            Step::Negate => {
                weight_at[left] = &weight_at[left] + &-weight;
                continue;
            }
            Step::Apply(Operator::Add) => (weight.clone(), weight),
            Step::Apply(Operator::Subtract) => (weight.clone(), -weight),
            Step::Apply(Operator::Multiply) => {
                (times(&weight, &mean(&done[right])?)?, times(&weight, &mean(&done[left])?)?)
            }
            Step::Apply(Operator::Divide) => {
                let (first, second) = (inverse(&done[right].before)?, inverse(&done[right].after)?);
                let both = Done { before: first.clone(), after: second.clone(), left, right };
                let to_right = -times(&times(&weight, &mean(&done[left])?)?, &times(&first, &second)?)?;
                (times(&weight, &mean(&both)?)?, to_right)
            }
        };
        weight_at[left] = &weight_at[left] + &to_left;
        weight_at[right] = &weight_at[right] + &to_right;
    }
    let changes = after.iter().zip(before).map(|(after, before)| after - before);
    weights.iter().zip(changes).map(|(weight, change)| times(weight, &change)).collect()
}

fn times(left: &Rational, right: &Rational) -> Result<Rational, Fault> {
    combine(left, Operator::Multiply, right)
}

fn inverse(number: &Rational) -> Result<Rational, Fault> {
    combine(&Rational::ONE, Operator::Divide, number)
}

fn mean(done: &Done) -> Result<Rational, Fault> {
    combine(&(&done.before + &done.after), Operator::Divide, &Rational::from(2))
}

/// Does every operation on either side and keeps the results.
fn run(formula: &Formula, before: &[Rational], after: &[Rational]) -> Result<Vec<Done>, Fault> {
    let mut done: Vec<Done> = Vec::with_capacity(formula.steps.len());
    let mut stack: Vec<usize> = Vec::new();
    for step in &formula.steps {
        let next = match step {
            Step::Leaf(leaf) => Done { before: before[*leaf].clone(), after: after[*leaf].clone(), left: 0, right: 0 },
            Step::Number(number) => Done { before: number.clone(), after: number.clone(), left: 0, right: 0 },
            Step::Negate => {
                let inner = stack.pop().unwrap_or(0);
                Done {
                    before: -done[inner].before.clone(),
                    after: -done[inner].after.clone(),
                    left: inner,
                    right: inner,
                }
            }
            Step::Apply(operator) => {
                let (right, left) = (stack.pop().unwrap_or(0), stack.pop().unwrap_or(0));
                let before = combine(&done[left].before, *operator, &done[right].before)?;
                let after = combine(&done[left].after, *operator, &done[right].after)?;
                Done { before, after, left, right }
            }
        };
        stack.push(done.len());
        done.push(next);
    }
    Ok(done)
}
