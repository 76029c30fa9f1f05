//! Formulas with one unknown: every part is a quotient of two linear terms of it, (a + b·x) ÷ (c + d·x).

use crate::base::rational::Rational;
use crate::plan::metric::Operator;

use super::arithmetic::{Fault, LARGEST_BITS};

/// A linear term: `constant` + `slope` · x.
#[derive(Clone, Debug, PartialEq)]
struct Term {
    constant: Rational,
    slope: Rational,
}

impl Term {
    fn constant(constant: Rational) -> Self {
        Self { constant, slope: Rational::ZERO }
    }

    fn is_constant(&self) -> bool {
        self.slope.is_zero()
    }

    fn plus(&self, other: &Self) -> Self {
        Self { constant: &self.constant + &other.constant, slope: &self.slope + &other.slope }
    }

    /// The product; `None` where the unknown would be squared.
    fn times(&self, other: &Self) -> Option<Self> {
        let (factor, term) = if self.is_constant() { (self, other) } else { (other, self) };
        factor
            .is_constant()
            .then(|| Self { constant: &term.constant * &factor.constant, slope: &term.slope * &factor.constant })
    }

    fn bits(&self) -> usize {
        self.constant.bit_length() + self.slope.bit_length()
    }
}

/// A number, the unknown, or what formulas make of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Fraction {
    above: Term,
    below: Term,
}

/// Why an equation has no one solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsolvable {
    DividedByZero,
    TooLarge,
    /// The unknown is multiplied or divided by itself.
    NotLinear,
    /// No value of the unknown, or every one, gives the result.
    NoEffect,
}

impl From<Fault> for Unsolvable {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::DividedByZero => Self::DividedByZero,
            Fault::TooLarge => Self::TooLarge,
        }
    }
}

impl Fraction {
    /// A known number.
    #[must_use]
    pub fn known(number: Rational) -> Self {
        Self { above: Term::constant(number), below: Term::constant(Rational::ONE) }
    }

    /// The unknown itself.
    #[must_use]
    pub fn unknown() -> Self {
        let above = Term { constant: Rational::ZERO, slope: Rational::ONE };
        Self { above, below: Term::constant(Rational::ONE) }
    }

    #[must_use]
    pub fn negated(&self) -> Self {
        let minus = Term::constant(-Rational::ONE);
        Self { above: self.above.times(&minus).unwrap_or_else(|| self.above.clone()), below: self.below.clone() }
    }

    /// `self operator other`.
    pub fn combine(&self, operator: Operator, other: &Self) -> Result<Self, Unsolvable> {
        if [&self.above, &self.below, &other.above, &other.below].iter().map(|term| term.bits()).sum::<usize>()
            > LARGEST_BITS
        {
            return Err(Unsolvable::TooLarge);
        }
        if operator == Operator::Divide && other.above == Term::constant(Rational::ZERO) {
            return Err(Unsolvable::DividedByZero);
        }
        let made = match operator {
            Operator::Add => self.plus(other),
            Operator::Subtract => self.plus(&other.negated()),
            Operator::Multiply => self.times(other),
            Operator::Divide => self.times(&Self { above: other.below.clone(), below: other.above.clone() }),
        };
        made.map(Self::reduced).ok_or(Unsolvable::NotLinear)
    }

    /// The value of the unknown for which this becomes `result`, and whether a larger result takes a larger one.
    pub fn solve(&self, result: &Rational) -> Result<(Rational, bool), Unsolvable> {
        // (a + b·x) = result · (c + d·x)  ⇒  x = (a − result · c) ÷ (result · d − b)
        let (Term { constant: a, slope: b }, Term { constant: c, slope: d }) = (&self.above, &self.below);
        let unknown = (a - &(result * c)).checked_div(&(&(result * d) - b)).ok_or(Unsolvable::NoEffect)?;
        if (c + &(d * &unknown)).is_zero() {
            return Err(Unsolvable::DividedByZero);
        }
        Ok((unknown, &(b * c) - &(a * d) > Rational::ZERO))
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        if self.below == other.below {
            return Some(Self { above: self.above.plus(&other.above), below: self.below.clone() });
        }
        let above = self.above.times(&other.below)?.plus(&other.above.times(&self.below)?);
        Some(Self { above, below: self.below.times(&other.below)? })
    }

    fn times(&self, other: &Self) -> Option<Self> {
        // What stands on both sides is taken away first, as in (x − 3) ÷ 2 ÷ (x ÷ 2).
        if self.above == other.below {
            return Some(Self { above: other.above.clone(), below: self.below.clone() });
        }
        if self.below == other.above {
            return Some(Self { above: self.above.clone(), below: other.below.clone() });
        }
        Some(Self { above: self.above.times(&other.above)?, below: self.below.times(&other.below)? })
    }

    /// With a constant divisor divided out.
    fn reduced(self) -> Self {
        if !self.below.is_constant() {
            return self;
        }
        let (Some(constant), Some(slope)) =
            (self.above.constant.checked_div(&self.below.constant), self.above.slope.checked_div(&self.below.constant))
        else {
            return self;
        };
        Self { above: Term { constant, slope }, below: Term::constant(Rational::ONE) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(number: i64) -> Fraction {
        Fraction::known(number.into())
    }

    #[test]
    fn an_unknown_that_stands_twice_is_found() {
        // (x − 300) ÷ x = 70%
        let unknown = Fraction::unknown();
        let margin = unknown.combine(Operator::Subtract, &known(300)).unwrap();
        let margin = margin.combine(Operator::Divide, &unknown).unwrap();
        let (revenue, rises) = margin.solve(&Rational::new(7, 10).unwrap()).unwrap();
        assert_eq!((revenue, rises), (Rational::from(1000), true));
    }

    #[test]
    fn what_has_no_one_solution_says_so() {
        let unknown = Fraction::unknown();
        assert_eq!(unknown.combine(Operator::Multiply, &unknown), Err(Unsolvable::NotLinear));
        assert_eq!(unknown.combine(Operator::Divide, &known(0)), Err(Unsolvable::DividedByZero));
        let nothing = unknown.combine(Operator::Multiply, &known(0)).unwrap();
        assert_eq!(nothing.solve(&Rational::ONE), Err(Unsolvable::NoEffect));
        let inverse = known(5).combine(Operator::Divide, &unknown).unwrap();
        assert_eq!(inverse.solve(&Rational::ZERO), Err(Unsolvable::NoEffect));
    }

    proptest! {
        #[test]
        fn solving_inverts_computing(
            steps in proptest::collection::vec((0usize..4, 1i64..50, any::<bool>()), 1..12),
            unknown in 1i64..1000,
        ) {
            const OPERATORS: [Operator; 4] = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide];
            let mut formula = Fraction::unknown();
            let mut value = Rational::from(unknown);
            for (operator, constant, is_left) in steps {
                let operator = OPERATORS[operator];
                let constant = Rational::from(constant);
                let (left, right) = if is_left { (&constant, &value) } else { (&value, &constant) };
                let Ok(next) = crate::evaluate::arithmetic::combine(left, operator, right) else { return Ok(()) };
                let constant = Fraction::known(constant.clone());
                let (left, right) = if is_left { (&constant, &formula) } else { (&formula, &constant) };
                formula = left.combine(operator, right).unwrap();
                value = next;
            }
            prop_assert_eq!(formula.solve(&value).unwrap().0, Rational::from(unknown));
        }
    }
}
