//! The four operations, with what can go wrong: nothing is ever infinite, and no number grows without end.

use crate::base::rational::Rational;
use crate::plan::metric::Operator;

/// Why an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    DividedByZero,
    /// The number would take more than [`LARGEST_BITS`]: formulas that square each other grow without bound.
    TooLarge,
}

/// Some 20,000 digits: far more than any indicator has, little enough to be computed at once.
pub const LARGEST_BITS: usize = 1 << 16;

/// `left operator right`, exactly.
pub fn combine(left: &Rational, operator: Operator, right: &Rational) -> Result<Rational, Fault> {
    if left.bit_length() + right.bit_length() > LARGEST_BITS {
        return Err(Fault::TooLarge);
    }
    match operator {
        Operator::Add => Ok(left + right),
        Operator::Subtract => Ok(left - right),
        Operator::Multiply => Ok(left * right),
        Operator::Divide => left.checked_div(right).ok_or(Fault::DividedByZero),
    }
}
