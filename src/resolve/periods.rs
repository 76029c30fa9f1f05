//! Written periods, in the plan's fiscal year.

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::span::Span;
use crate::syntax::tree::PeriodText;

use super::errors::{Errors, error_at};

/// The period of a text, which the parser has checked to exist.
pub(super) fn period(text: &PeriodText, fiscal: FiscalYear) -> Option<Period> {
    Period::parse(&text.text, fiscal)
}

/// A date with the place it was written at.
pub(super) type Placed = (Date, Span);

/// Whether the first date is not after the second; the other way round is an error.
pub(super) fn in_order(from: Placed, to: Placed, errors: &mut Errors) -> bool {
    let in_order = from.0 <= to.0;
    if !in_order {
        errors.push(
            error_at(
                to.1,
                Message::new("range-backwards").with("from", from.0).with("to", to.0),
                Message::new("range-backwards.label"),
            )
            .related(from.1, Message::new("range-backwards.start"))
            .help(Message::new("range-backwards.help")),
        );
    }
    in_order
}

/// Reports the keys of a schedule that share a day.
pub(super) fn check_overlaps(keys: &mut [(Period, Span)], errors: &mut Errors) {
    keys.sort_by_key(|(period, span)| (period.start, span.start));
    let mut furthest: Option<(Date, Period, Span)> = None;
    for &(period, span) in keys.iter() {
        if let Some((end, earlier, first)) = furthest
            && period.start <= end
        {
            // The later one in the text is the one that is one too many.
            let ((first, first_period), (second, second_period)) = if first.start <= span.start {
                ((first, earlier), (span, period))
            } else {
                ((span, period), (first, earlier))
            };
            errors.push(
                error_at(
                    second,
                    Message::new("overlapping-periods")
                        .with("first", first_period.to_string())
                        .with("second", second_period.to_string()),
                    Message::new("overlapping-periods.label"),
                )
                .related(first, Message::new("overlapping-periods.first"))
                .help(Message::new("overlapping-periods.help")),
            );
        }
        if furthest.is_none_or(|(end, ..)| end < period.end()) {
            furthest = Some((period.end(), period, span));
        }
    }
}

/// Whether a schedule's key holds at least one whole period of the indicator; a finer one is an error.
pub(super) fn is_coarse_enough(key: &PeriodText, grain: Grain, errors: &mut Errors) -> bool {
    let coarse_enough = key.grain >= grain;
    if !coarse_enough {
        errors.push(
            error_at(
                key.span,
                Message::new("period-too-fine")
                    .with("key", &key.text)
                    .with("written", key.grain.word())
                    .with("period", grain.word()),
                Message::new("period-too-fine.label").with("period", grain.word()),
            )
            .help(Message::new("period-too-fine.help").with("written", key.grain.word())),
        );
    }
    coarse_enough
}
