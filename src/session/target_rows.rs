//! Files of targets as targets: periods, members and amounts, each once.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::{FiscalYear, Grain, Period, day_of_number};
use crate::base::rational::Rational;
use crate::base::span::Spanned;
use crate::data::cell::amount::read_amount;
use crate::data::cell::date::{DateReading, DateRules, read_date};
use crate::data::files::{InputFile, find_file};
use crate::data::observations::Group;
use crate::data::reach::Reach;
use crate::data::read_error::ReadError;
use crate::data::target_file::{TargetOfFile, read_target_file};
use crate::evaluate::outside::TargetRow;
use crate::plan::Plan;
use crate::plan::metric::Indicator;
use crate::plan::unit::{Unit, UnitKind};

/// A target with the number of its row.
type NumberedTarget = (u64, TargetRow);

/// The targets that a file has for an indicator.
pub(super) fn targets(
    plan: &Plan,
    indicator: &Indicator,
    named: &Spanned<String>,
    reach: &Reach,
) -> Result<Vec<TargetRow>, Diagnostic> {
    let failed = |error: ReadError| error.into_diagnostic(named.span, &[]);
    let file = find_file(&named.value, &reach.of_file(named.span.file)).map_err(failed)?;
    let metric = plan.metric(indicator.metric);
    let labels = indicator.label.iter().chain(&metric.label);
    let known_as: Vec<&str> = std::iter::once(&metric.name.value).chain(labels).map(String::as_str).collect();
    let dimensions = dimensions(plan);
    let rows = read_target_file(&file, &known_as, &dimensions).map_err(failed)?;
    let row = |row: &TargetOfFile| {
        let period = period(&row.period, indicator.period, plan.settings.fiscal).ok_or_else(|| {
            not_understood(Message::new("target-period-not-understood"), &row.period, row, &file, named)
                .help(Message::new("target-period-not-understood.help"))
        })?;
        let low = amount(&row.amount, metric.unit).map_err(|help| {
            not_understood(Message::new("target-amount-not-understood"), &row.amount, row, &file, named).help(help)
        })?;
        let members = row.members.iter().map(|(dimension, member)| (dimension.clone(), Some(member.clone())));
        let group = Group { members: members.collect() };
        Ok((row.row, TargetRow { name: Some(metric.name.value.clone()), period, group, low, high: None }))
    };
    let targets: Vec<NumberedTarget> = rows.iter().map(row).collect::<Result<_, _>>()?;
    match overlap(&targets) {
        Some((first, second)) => Err(twice(first, second, &file, named)),
        None => Ok(targets.into_iter().map(|(_, target)| target).collect()),
    }
}

/// The names of all dimensions, each once, with the columns that they are in the facts.
fn dimensions(plan: &Plan) -> Vec<(&str, &str)> {
    let mut dimensions: Vec<(&str, &str)> = Vec::new();
    for dimension in plan.sources.iter().flat_map(|source| &source.dimensions) {
        if dimensions.iter().all(|(known, _)| *known != dimension.name.value) {
            dimensions.push((&dimension.name.value, &dimension.column.name));
        }
    }
    dimensions
}

/// Two rows of the same members whose periods share a day, the first such pair in the order of time.
fn overlap(targets: &[NumberedTarget]) -> Option<(&NumberedTarget, &NumberedTarget)> {
    let mut sorted: Vec<&NumberedTarget> = targets.iter().collect();
    sorted.sort_by_key(|(row, target)| (&target.group, target.period.start, *row));
    let shares = |(first, second): (&NumberedTarget, &NumberedTarget)| {
        first.1.group == second.1.group && second.1.period.start <= first.1.period.end()
    };
    // The first pair that overlaps are neighbours: the periods before it end before the next begin.
    let pair = sorted.windows(2).find_map(|pair| match pair {
        [first, second] if shares((first, second)) => Some((*first, *second)),
        _ => None,
    });
    pair.map(|(one, other)| if one.0 <= other.0 { (one, other) } else { (other, one) })
}

fn twice(
    (first_row, first): &NumberedTarget,
    (second_row, second): &NumberedTarget,
    file: &InputFile,
    named: &Spanned<String>,
) -> Diagnostic {
    let message = Message::new("target-twice")
        .with("file", &file.shown)
        .with("first_row", *first_row)
        .with("first", first.period)
        .with("second_row", *second_row)
        .with("second", second.period);
    let help = Message::new("target-twice.help");
    Diagnostic::error(message).at(named.span, Message::new("read-error.label-file")).help(help)
}

/// A period as it is written, or the indicator's period that a date or month lies in.
fn period(cell: &str, grain: Grain, fiscal: FiscalYear) -> Option<Period> {
    let written = Period::parse(cell.trim(), fiscal);
    if let Some(written) = written.filter(|written| written.grain != Grain::Day) {
        return Some(written);
    }
    let rules = DateRules { order: None, fiscal_year: None, fiscal };
    match read_date(cell, rules)? {
        DateReading::Certain(moment) => Some(Period::containing(day_of_number(moment.day)?, grain, fiscal)),
        // Which of two numbers is the month could only be guessed.
        DateReading::DayFirst(_) | DateReading::MonthFirst(_) | DateReading::Either { .. } => None,
    }
}

/// A cell's amount in a unit; else what to write instead.
fn amount(cell: &str, unit: Unit) -> Result<Rational, Message> {
    let amount = read_amount(cell).ok_or_else(|| Message::new("target-amount-not-understood.help"))?;
    match (unit.kind(), amount.mark) {
        (UnitKind::Money(currency), Some(mark)) if !mark.fits(currency) => {
            Err(Message::new("target-amount-not-understood.help-currency").with("currency", currency.code()))
        }
        _ => Ok(amount.number.to_rational()),
    }
}

fn not_understood(
    message: Message,
    cell: &str,
    row: &TargetOfFile,
    file: &InputFile,
    named: &Spanned<String>,
) -> Diagnostic {
    let message = message.with("file", &file.shown).with("row", row.row).with("cell", cell);
    Diagnostic::error(message).at(named.span, Message::new("read-error.label-file"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::unit::Currency;

    const APRIL: FiscalYear = FiscalYear { first_month: 4, named_by_end: false };

    #[test]
    fn periods_are_read_as_people_write_them_in_spreadsheets() {
        for (cell, expected) in [
            ("2026-10", "2026-10"),
            ("2026-10-01", "2026-10"),
            ("2026/10", "2026-10"),
            ("2026年10月", "2026-10"),
            ("2026-Q3", "2026-Q3"),
            ("2026", "2026"),
        ] {
            let period = period(cell, Grain::Month, APRIL).map(|period| period.to_string());
            assert_eq!(period.as_deref(), Some(expected), "{cell}");
        }
        assert_eq!(period("03/04/2026", Grain::Month, APRIL), None);
        assert_eq!(period("soon", Grain::Month, APRIL), None);
    }

    #[test]
    fn amounts_are_exact() {
        let yen = Unit::money(Currency::new("JPY").unwrap());
        let read = |cell, unit| amount(cell, unit).map_err(|help| help.id);
        assert_eq!(read("1,000万円", yen), Ok(Rational::from(10_000_000)));
        assert_eq!(read("10%", Unit::RATIO), Ok(Rational::new(1, 10).unwrap()));
        assert_eq!(read("viel", yen), Err("target-amount-not-understood.help"));
        assert_eq!(read("$5", yen), Err("target-amount-not-understood.help-currency"));
    }

    #[test]
    fn two_rows_that_share_a_day_are_found() {
        let row = |number: u64, text: &str, member: Option<&str>| {
            let members = member.map(|member| ("rep".to_owned(), Some(member.to_owned())));
            let group = Group { members: members.into_iter().collect() };
            let period = Period::parse(text, FiscalYear::CALENDAR).unwrap();
            (number, TargetRow { name: None, period, group, low: Rational::ONE, high: None })
        };
        let found = |rows: &[(u64, TargetRow)]| overlap(rows).map(|(first, second)| (first.0, second.0));
        assert_eq!(found(&[row(2, "2026-06", Some("A")), row(3, "2026-06", Some("B")), row(4, "2026-07", None)]), None);
        assert_eq!(found(&[row(2, "2026-06", Some("A")), row(3, "2026-06", None)]), None);
        assert_eq!(found(&[row(2, "2026-06", None), row(3, "2026-05", None), row(4, "2026-06", None)]), Some((2, 4)));
        assert_eq!(found(&[row(2, "2026-06", None), row(3, "2026-Q2", None)]), Some((2, 3)));
        assert_eq!(found(&[row(2, "2026", None), row(3, "2026-W02", None)]), Some((2, 3)));
    }
}
