//! How exactly a number is meant, by how it is written.

use unicode_normalization::UnicodeNormalization;

use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::plan::ids::MetricId;
use crate::plan::metric::Role;
use crate::plan::target::{Target, TargetValue};

use super::subject::Subject;

/// From how many digits on a rate may be one that doesn't come out even: 33.3%, but not 25%.
const UNEVEN: usize = 3;

/// Whether an exact number is what a target says, rounded as it is written there with two digits or more: `2.7%` may be
/// meant for 2.728%, but `2%` is no 2.4%. Of a sum nothing is rounded away.
pub(super) fn is_written_as(subject: &Subject, metric: MetricId, target: &Target, exact: &Rational) -> bool {
    let TargetValue::One(goal) = &target.value else { return false };
    let is_rounded = |value: &Rational, span: Span| {
        let written = Digits::of(subject.sources.slice(span)).filter(|digits| digits.all > 1);
        written.is_some_and(|digits| (exact - value).abs() <= &digits.half_a_digit * &value.abs())
    };
    let mut ends = std::iter::once(&goal.low).chain(&goal.high);
    !subject.plan.metric(metric).additive && ends.any(|end| is_rounded(&end.value, end.span))
}

/// By which share a number that is worked out may be off because the rates of the plan are rounded: three in ten thousand
/// where one of them is 16.7%.
pub(super) fn slack(subject: &Subject) -> Rational {
    let plan = subject.plan;
    let steps = plan.funnels.iter().flat_map(|funnel| &funnel.stages).filter_map(|stage| Some(stage.at.as_ref()?.span));
    let rates = plan.indicators.iter().filter(|rate| rate.role == Role::Kpi && !plan.metric(rate.metric).additive);
    let targets = rates.filter_map(|rate| match &rate.target.as_ref()?.value {
        TargetValue::One(goal) => Some(goal.low.span),
        _ => None,
    });
    let digits = steps.chain(targets).filter_map(|span| Digits::of(subject.sources.slice(span)));
    digits.filter(|digits| digits.without_zeros >= UNEVEN).map(|digits| digits.half_a_digit).sum()
}

/// The digits of a number that is written somewhere.
struct Digits {
    /// How many there are from the first that is no zero on.
    all: usize,
    /// The same without the zeros at the end of a whole number.
    without_zeros: usize,
    /// Half of the last one's worth, as a share of the number.
    half_a_digit: Rational,
}

impl Digits {
    fn of(written: &str) -> Option<Self> {
        let text: String = written.nfkc().collect();
        let start = text.find(|character: char| character.is_ascii_digit())?;
        let is_part = |character: &char| character.is_ascii_digit() || matches!(character, '.' | ',' | '_');
        let number: String = text[start..].chars().take_while(is_part).filter(|part| !",_".contains(*part)).collect();
        let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
        let digits = [whole, decimals].concat();
        let digits = digits.trim_start_matches('0');
        let without_zeros = if decimals.is_empty() { digits.trim_end_matches('0') } else { digits };
        let half = Rational::from_decimal(5, u32::try_from(decimals.len()).ok()? + 1);
        let half_a_digit = half.checked_div(&Rational::parse_decimal(&number)?)?;
        Some(Self { all: digits.len(), without_zeros: without_zeros.len(), half_a_digit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_say_how_exactly_a_number_is_meant() {
        let of = |written: &str| Digits::of(written).map(|digits| (digits.all, digits.without_zeros));
        assert_eq!(of("2.7%"), Some((2, 2)));
        assert_eq!(of("２．７％"), Some((2, 2)));
        assert_eq!(of("at least 1,200 JPY"), Some((4, 2)));
        assert_eq!(of("100%"), Some((3, 1)));
        assert_eq!(of("90.0%"), Some((3, 3)));
        assert_eq!(of("0.05"), Some((1, 1)));
        assert_eq!((of("0"), of("?")), (None, None));
        let half = Digits::of("83.33 EUR").map(|digits| digits.half_a_digit);
        assert_eq!(half, Rational::new(5, 83_330));
    }
}
