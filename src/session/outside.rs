//! The small files that a plan names besides its sources: holidays and targets.

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::{FiscalYear, Grain, Period, day_of_number};
use crate::base::rational::Rational;
use crate::base::span::Spanned;
use crate::data::cell::amount::read_number;
use crate::data::cell::date::{DateReading, DateRules, read_date};
use crate::data::day_list::read_day_list;
use crate::data::files::{InputFile, Reach, find_file};
use crate::data::observations::Group;
use crate::data::read_error::ReadError;
use crate::data::target_file::{TargetOfFile, read_target_file};
use crate::evaluate::outside::{Outside, TargetRow};
use crate::plan::Plan;
use crate::plan::metric::Indicator;
use crate::plan::settings::DayList;
use crate::plan::target::TargetValue;

/// Reads every small file of a plan; what could not be read is in the errors, and missing in what is read.
pub(super) fn read_outside(plan: &Plan, reach: &Reach) -> (Outside, Vec<Diagnostic>) {
    let mut outside = Outside::default();
    let mut errors = Vec::new();
    let workdays = &plan.settings.workdays;
    for list in workdays.except.iter().chain(&workdays.also) {
        let DayList::File(named) = list else { continue };
        match days(named, reach) {
            Ok(days) => _ = outside.days.insert(named.value.clone(), days),
            Err(error) => errors.push(error),
        }
    }
    for indicator in &plan.indicators {
        let Some(TargetValue::File(named)) = indicator.target.as_ref().map(|target| &target.value) else { continue };
        match targets(plan, indicator, named, reach) {
            Ok(rows) => outside.targets.entry(named.value.clone()).or_default().extend(rows),
            Err(error) => errors.push(error),
        }
    }
    (outside, errors)
}

fn days(named: &Spanned<String>, reach: &Reach) -> Result<Vec<Date>, Diagnostic> {
    let failed = |error: ReadError| error.into_diagnostic(named.span, &[]);
    let file = find_file(&named.value, reach).map_err(failed)?;
    Ok(read_day_list(&file).map_err(failed)?.days.into_iter().collect())
}

fn targets(
    plan: &Plan,
    indicator: &Indicator,
    named: &Spanned<String>,
    reach: &Reach,
) -> Result<Vec<TargetRow>, Diagnostic> {
    let failed = |error: ReadError| error.into_diagnostic(named.span, &[]);
    let file = find_file(&named.value, reach).map_err(failed)?;
    let metric = plan.metric(indicator.metric);
    let labels = indicator.label.iter().chain(&metric.label);
    let known_as: Vec<&str> = std::iter::once(&metric.name.value).chain(labels).map(String::as_str).collect();
    let rows = read_target_file(&file, &known_as).map_err(failed)?;
    let row = |row: &TargetOfFile| {
        let period = period(&row.period, indicator.period, plan.settings.fiscal).ok_or_else(|| {
            not_understood(Message::new("target-period-not-understood"), &row.period, row, &file, named)
        })?;
        let low = amount(&row.amount).ok_or_else(|| {
            not_understood(Message::new("target-amount-not-understood"), &row.amount, row, &file, named)
        })?;
        Ok(TargetRow { name: Some(metric.name.value.clone()), period, group: Group::total(), low, high: None })
    };
    rows.iter().map(row).collect()
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

fn amount(cell: &str) -> Option<Rational> {
    Some(read_number(cell)?.to_rational())
}

fn not_understood(
    message: Message,
    cell: &str,
    row: &TargetOfFile,
    file: &InputFile,
    named: &Spanned<String>,
) -> Diagnostic {
    let help = match message.id {
        "target-period-not-understood" => Message::new("target-period-not-understood.help"),
        _ => Message::new("target-amount-not-understood.help"),
    };
    let message = message.with("file", &file.shown).with("row", row.row).with("cell", cell);
    Diagnostic::error(message).at(named.span, Message::new("read-error.label-file")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(amount("1,000万円"), Some(Rational::from(10_000_000)));
        assert_eq!(amount("10%"), Rational::new(1, 10));
        assert_eq!(amount("viel"), None);
    }
}
