//! The currency that a cell says of itself.

use crate::plan::unit::Currency;

/// A sign or code of a currency beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The currency that is most likely meant.
    pub currency: Currency,
    /// Whether it is only a sign, which several currencies share.
    is_sign: bool,
}

/// The backslash is what the yen sign of CP932 becomes.
const SIGNS: [(char, &str); 5] = [('¥', "JPY"), ('\\', "JPY"), ('$', "USD"), ('€', "EUR"), ('£', "GBP")];

/// The codes that are read beside a number. Not all there are: `TOP` and `ALL` are words, too.
const CODES: [&str; 16] =
    ["AUD", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "IDR", "INR", "JPY", "KRW", "NZD", "SGD", "THB", "TWD", "USD"];

/// The currencies that share a sign with the one that is most likely meant by it.
const SHARED: [(&str, &[&str]); 2] =
    [("JPY", &["CNY"]), ("USD", &["AUD", "BRL", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD"])];

impl Mark {
    fn new(code: &str, is_sign: bool) -> Option<Self> {
        Some(Self { currency: Currency::new(code)?, is_sign })
    }

    /// Whether an amount that is marked so can be one of this currency.
    #[must_use]
    pub fn fits(self, currency: Currency) -> bool {
        let others = SHARED.iter().find(|(code, _)| *code == self.currency.code());
        let has_the_sign = || others.is_some_and(|(_, others)| others.contains(&currency.code()));
        self.currency == currency || (self.is_sign && has_the_sign())
    }

    /// Whether two amounts that are marked so can be of one currency.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        self.fits(other.currency) || other.fits(self.currency)
    }
}

/// What marks the text's beginning, and the rest.
pub(super) fn leading(text: &str) -> (Option<Mark>, &str) {
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Mark::new(code, true), rest.trim_start());
        }
    }
    for code in CODES {
        let rest = text.strip_prefix(code).filter(|rest| rest.starts_with([' ', '-']) || starts_with_digit(rest));
        if let Some(rest) = rest {
            return (Mark::new(code, false), rest.trim_start());
        }
    }
    (None, text)
}

/// What marks the text's end, and the part before it.
pub(super) fn trailing(text: &str) -> (Option<Mark>, &str) {
    if let Some(rest) = text.strip_suffix('円') {
        return (Mark::new("JPY", false), rest.trim_end());
    }
    for code in CODES {
        if let Some(rest) = text.strip_suffix(code).filter(|rest| !rest.ends_with(|c: char| c.is_ascii_alphabetic())) {
            return (Mark::new(code, false), rest.trim_end());
        }
    }
    (None, text)
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_fits_the_currencies_that_share_it_and_a_code_only_its_own() {
        let currency = |code| Currency::new(code).unwrap();
        let (dollar, _) = leading("$5");
        let (code, _) = trailing("5 USD");
        let (dollar, code) = (dollar.unwrap(), code.unwrap());
        assert!(dollar.fits(currency("USD")) && dollar.fits(currency("CAD")) && !dollar.fits(currency("JPY")));
        assert!(code.fits(currency("USD")) && !code.fits(currency("CAD")));
        assert!(dollar.agrees_with(trailing("5 CAD").0.unwrap()) && !code.agrees_with(trailing("5 CAD").0.unwrap()));
        assert!(leading("¥5").0.unwrap().agrees_with(trailing("5円").0.unwrap()));
    }
}
