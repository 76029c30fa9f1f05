//! How numbers that are aimed for are rounded where they are shown. Nothing is computed with what comes out here.

use crate::base::rational::Rational;
use crate::plan::unit::{Unit, UnitKind};

/// Amounts over this are not worth their decimals where they are only a share of another.
const LARGE: i64 = 1000;

/// What should at least be reached: counts of things rounded up, for nobody makes half a call.
#[must_use]
pub fn at_least(number: &Rational, unit: Unit) -> Rational {
    if unit.kind() == UnitKind::Count { number.ceil() } else { number.clone() }
}

/// What should at most be reached: counts of things rounded down.
#[must_use]
pub fn at_most(number: &Rational, unit: Unit) -> Rational {
    if unit.kind() == UnitKind::Count { number.floor() } else { number.clone() }
}

/// What is expected of an amount by now, without digits that mean nothing.
#[must_use]
pub fn expected(number: &Rational, unit: Unit) -> Rational {
    let is_large = unit.kind() != UnitKind::Count && *number > LARGE;
    if is_large { number.round_to(0) } else { number.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::test_support::{number, yen};

    #[test]
    fn counts_are_whole_and_large_amounts_have_no_decimals() {
        assert_eq!(at_least(&number("21.05"), Unit::COUNT), number("22"));
        assert_eq!(at_most(&number("21.05"), Unit::COUNT), number("21"));
        assert_eq!(at_least(&number("21.05"), Unit::RATIO), number("21.05"));
        assert_eq!(expected(&number("45714.29"), yen()), number("45714"));
        assert_eq!(expected(&number("714.29"), yen()), number("714.29"));
        assert_eq!(expected(&number("1736.2"), Unit::COUNT), number("1736.2"));
    }
}
