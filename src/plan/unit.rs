//! Units, as types.

use std::fmt;

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The code of three ASCII capitals; `None` for anything else. Whether such a currency exists is not asked here.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The unit of a value: powers of one currency and of time, and for what has neither, whether it counts things or
/// is a ratio.
///
/// Counts are numbers of things and multiply like plain numbers (20 orders × 500,000 JPY is JPY, JPY ÷ orders is JPY
/// each); only between themselves they differ from ratios: count ÷ count is a ratio, count × ratio a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    money: Option<(Currency, i8)>,
    /// The power of time; the base is a day.
    time: i8,
    counts: bool,
}

impl Unit {
    pub const COUNT: Self = Self { money: None, time: 0, counts: true };
    pub const RATIO: Self = Self { money: None, time: 0, counts: false };
    /// In days.
    pub const DURATION: Self = Self { money: None, time: 1, counts: false };

    #[must_use]
    pub fn money(currency: Currency) -> Self {
        Self { money: Some((currency, 1)), time: 0, counts: false }
    }

    /// The unit of a product; `None` where two currencies would be multiplied.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.combine(other, 1, self.counts || other.counts)
    }

    /// The unit of a quotient; `None` where two currencies meet.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.combine(other, -1, self.counts && !other.counts)
    }

    /// Powers stop at the ends of their type: no plan means anything there, and none may make the program stop.
    fn combine(self, other: Self, sign: i8, counts: bool) -> Option<Self> {
        let signed = |power: i8| power.saturating_mul(sign);
        let money = match (self.money, other.money) {
            (Some((a, power)), Some((b, other_power))) if a == b => {
                Some((a, power.saturating_add(signed(other_power))))
            }
            (Some(_), Some(_)) => return None,
            (own, None) => own,
            (None, Some((currency, power))) => Some((currency, signed(power))),
        };
        let money = money.filter(|(_, power)| *power != 0);
        let time = self.time.saturating_add(signed(other.time));
        Some(Self { money, time, counts: counts && money.is_none() && time == 0 })
    }

    /// What kind of value it is.
    #[must_use]
    pub fn kind(self) -> UnitKind {
        match (self.money, self.time) {
            (None, 0) if self.counts => UnitKind::Count,
            (None, 0) => UnitKind::Ratio,
            (None, 1) => UnitKind::Duration,
            (Some((currency, 1)), 0) => UnitKind::Money(currency),
            _ => UnitKind::Compound,
        }
    }

    /// The powers of money and time.
    #[must_use]
    pub fn powers(self) -> (Option<(Currency, i8)>, i8) {
        (self.money, self.time)
    }
}

/// The units that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    Count,
    Ratio,
    Duration,
    Money(Currency),
    /// Any other product of powers, as JPY per day.
    Compound,
}

impl fmt::Display for Unit {
    /// As machine formats write it: `count`, `ratio`, `duration`, `JPY`, `JPY/duration`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            UnitKind::Count => f.write_str("count"),
            UnitKind::Ratio => f.write_str("ratio"),
            UnitKind::Duration => f.write_str("duration"),
            UnitKind::Money(currency) => f.write_str(currency.code()),
            UnitKind::Compound => {
                let factors = [
                    self.money.map(|(currency, power)| (currency.code().to_owned(), power)),
                    (self.time != 0).then(|| ("duration".to_owned(), self.time)),
                ];
                let side = |above: bool| {
                    let names = factors.iter().flatten().filter(|(_, power)| (*power > 0) == above);
                    let names: Vec<String> = names
                        .map(|(name, power)| match power.unsigned_abs() {
                            1 => name.clone(),
                            power => format!("{name}^{power}"),
                        })
                        .collect();
                    names.join("*")
                };
                let above = side(true);
                let above = if above.is_empty() { "count".to_owned() } else { above };
                match side(false).as_str() {
                    "" => f.write_str(&above),
                    below => write!(f, "{above}/{below}"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_quotients_follow_the_things_they_stand_for() {
        let yen = Unit::money(Currency::new("JPY").unwrap());
        let dollar = Unit::money(Currency::new("USD").unwrap());
        let unit = |unit: Option<Unit>| unit.map(|unit| unit.to_string());
        assert_eq!(unit(Unit::COUNT.over(Unit::COUNT)).as_deref(), Some("ratio"));
        assert_eq!(unit(Unit::COUNT.times(Unit::RATIO)).as_deref(), Some("count"));
        assert_eq!(unit(Unit::COUNT.times(yen)).as_deref(), Some("JPY"));
        assert_eq!(unit(yen.over(Unit::COUNT)).as_deref(), Some("JPY"));
        assert_eq!(unit(yen.over(yen)).as_deref(), Some("ratio"));
        assert_eq!(unit(yen.over(Unit::DURATION)).as_deref(), Some("JPY/duration"));
        assert_eq!(unit(Unit::COUNT.over(Unit::DURATION)).as_deref(), Some("count/duration"));
        assert_eq!(unit(yen.times(yen)).as_deref(), Some("JPY^2"));
        assert_eq!(yen.over(dollar), None);
    }

    #[test]
    fn a_product_of_very_many_does_not_overflow() {
        let yen = Unit::money(Currency::new("JPY").unwrap());
        let product = (0..1000).try_fold(yen, |product, _| product.times(yen));
        assert!(product.is_some());
        assert!(
            (0..1000)
                .try_fold(Unit::DURATION, |quotient, _| quotient.over(Unit::DURATION.times(Unit::DURATION)?))
                .is_some()
        );
    }
}
