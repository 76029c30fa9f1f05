//! How exactly a number is meant, by how it is written.

use unicode_normalization::UnicodeNormalization;

use crate::base::rational::Rational;
use crate::plan::ids::MetricId;
use crate::plan::target::{Target, TargetValue};

use super::subject::Subject;

/// Whether an exact number is what a target says, rounded as it is written there. Of a sum nothing is rounded away.
pub(super) fn is_written_as(subject: &Subject, metric: MetricId, target: &Target, exact: &Rational) -> bool {
    let TargetValue::One(goal) = &target.value else { return false };
    let ends = std::iter::once(&goal.low).chain(&goal.high);
    let mut rounded = ends.map(|end| is_rounded(&end.value, subject.sources.slice(end.span), exact));
    !subject.plan.metric(metric).additive && rounded.any(|is_rounded| is_rounded)
}

/// Whether a number is an exact one, rounded: what is written as `2.7%` may be meant for 2.728%. One digit is too few to
/// tell: `2%` is no 2.4%.
fn is_rounded(number: &Rational, written: &str, exact: &Rational) -> bool {
    let text: String = written.nfkc().collect();
    let start = text.find(|character: char| character.is_ascii_digit()).unwrap_or(text.len());
    let is_part = |character: &char| character.is_ascii_digit() || matches!(character, '.' | ',' | '_');
    let digits: String = text[start..].chars().take_while(is_part).filter(|part| !matches!(part, ',' | '_')).collect();
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let significant = digits.replace('.', "").trim_start_matches('0').len();
    let (Some(shown), Ok(decimals)) = (Rational::parse_decimal(&digits), u32::try_from(decimals)) else { return false };
    let half_a_digit = Rational::from_decimal(5, decimals + 1);
    let share = half_a_digit.checked_div(&shown).filter(|_| significant > 1);
    share.is_some_and(|share| (exact - number).abs() <= &share * &number.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_as_it_is_written() {
        let is = |number: &str, written: &str, exact: &str| {
            let decimal = |text: &str| Rational::parse_decimal(text).unwrap();
            is_rounded(&decimal(number), written, &decimal(exact))
        };
        assert!(is("0.027", "2.7%", "0.02728"));
        assert!(is("0.027", "２．７％", "0.02728"));
        assert!(!is("0.026", "2.6%", "0.02728"));
        assert!(!is("0.02", "2%", "0.024"));
        assert!(is("1200", "1,200 JPY", "1200.4"));
        assert!(!is("1200", "1,200 JPY", "1201"));
        assert!(is("0.9", "90%", "0.904"));
        assert!(!is("0", "0", "0.1"));
        assert!(!is("1", "?", "1"));
    }
}
