//! The tables of what is required, of rates, of what numbers are worth and of the bottleneck.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::bottleneck::{Bottleneck, StepCost};
use crate::evaluate::requirements::{From, Lever, LeverStep, Need, RateUsed, Still};
use crate::evaluate::sentences::called;
use crate::plan::ids::MetricId;
use crate::plan::unit::{Unit, UnitKind};
use crate::report::bottleneck::{shown_numbers, shown_parts, signed, step_name};
use crate::report::quantity;
use crate::report::table::{Align, Column, columns_that_fit, lay_out};
use crate::report::visible::visible;

use super::human::Page;

/// Tables stand so far to the right.
const INDENT: usize = 2;

/// Names keep at least so many columns before anything else gives way.
const SHORTEST_NAME: usize = 16;

fn column(page: &Page, heading: &'static str, align: Align, gives_way: u8, mut cells: Vec<String>) -> Column {
    for cell in &mut cells {
        *cell = visible(cell).into_owned();
    }
    Column {
        heading: page.text(&Message { id: heading, args: Vec::new() }),
        align,
        gives_way,
        shortest: (align == Align::Left).then_some(SHORTEST_NAME),
        cells,
    }
}

fn laid_out(page: &Page, columns: Vec<Column>) -> Vec<String> {
    lay_out(columns, page.appearance.width, INDENT)
}

/// A required number: counts of things rounded up.
pub(super) fn required(page: &Page, number: &Rational, metric: MetricId) -> String {
    let unit = page.derived.plan.metric(metric).unit;
    quantity::required(&without_cents(number, unit), unit, page.localizer.language())
}

/// A number on each line: what is required in all, of each member, a day, and what is done.
pub(super) fn needs(page: &Page, needs: &[Need]) -> Vec<String> {
    let needs: Vec<&Need> = needs.iter().filter(|need| need.required.is_ok()).collect();
    if needs.is_empty() {
        return Vec::new();
    }
    let share = |pick: &dyn Fn(&Need) -> Option<Rational>| -> Vec<String> {
        needs
            .iter()
            .map(|need| pick(need).map(|number| share_shown(page, &number, need.metric)).unwrap_or_default())
            .collect()
    };
    let names = needs.iter().map(|need| called(page.derived.plan, need.metric).to_owned()).collect();
    let whole = needs.iter().map(|need| bound_shown(page, need)).collect();
    let differs =
        needs.iter().any(|need| need.required.as_ref().ok().map(|required| &required.value) != need.planned.as_ref());
    let planned =
        |need: &&Need| need.planned.as_ref().map(|number| required(page, number, need.metric)).unwrap_or_default();
    let planned: Vec<String> = if differs { needs.iter().map(planned).collect() } else { Vec::new() };
    let first = column(page, "derive-heading.name", Align::Left, 0, names);
    stacked(
        page,
        &first,
        vec![
            column(page, "derive-heading.required", Align::Right, 0, whole),
            column(page, "derive-heading.planned", Align::Right, 0, planned),
            column(page, "derive-heading.per-member", Align::Right, 0, share(&|need| need.per_member.clone())),
            column(page, "derive-heading.per-day", Align::Right, 0, share(&|need| need.per_day.clone())),
            column(
                page,
                "derive-heading.per-member-per-day",
                Align::Right,
                0,
                share(&|need| need.per_member_per_day.clone()),
            ),
            column(
                page,
                "derive-heading.done",
                Align::Right,
                0,
                share(&|need| Some(need.progress.as_ref()?.done.clone())),
            ),
        ],
    )
}

/// Tables one below the other where one is too wide: none of the columns is left out.
fn stacked(page: &Page, first: &Column, columns: Vec<Column>) -> Vec<String> {
    let columns = columns.into_iter().filter(|column| column.cells.iter().any(|cell| !cell.is_empty())).collect();
    let tables = columns_that_fit(first, columns, page.appearance.width.saturating_sub(INDENT));
    tables.into_iter().flat_map(|table| laid_out(page, table)).collect()
}

/// What is still needed, of each day that is left, and of each member on each of them.
pub(super) fn rest(page: &Page, needs: &[&Need]) -> Vec<String> {
    let of = |pick: &dyn Fn(&Still) -> Option<Rational>, shown: &dyn Fn(&Rational, MetricId) -> String| {
        let cell = |need: &&Need| pick(need.still.as_ref()?).map(|number| shown(&number, need.metric));
        needs.iter().map(|need| cell(need).unwrap_or_default()).collect::<Vec<String>>()
    };
    let whole = |number: &Rational, metric: MetricId| required(page, number, metric);
    let share = |number: &Rational, metric: MetricId| share_shown(page, number, metric);
    let names = needs.iter().map(|need| called(page.derived.plan, need.metric).to_owned()).collect();
    let first = column(page, "derive-heading.name", Align::Left, 0, names);
    let columns = [
        ("derive-heading.still", of(&|still| Some(still.value.clone()), &whole)),
        ("derive-heading.still-per-day", of(&|still| Some(still.per_day.clone()), &share)),
        ("derive-heading.still-per-member-per-day", of(&|still| still.per_member_per_day.clone(), &share)),
    ];
    let columns = columns.into_iter().map(|(heading, cells)| column(page, heading, Align::Right, 0, cells));
    stacked(page, &first, columns.collect())
}

/// A share of a requirement: with decimals, for it is no number of things.
fn share_shown(page: &Page, number: &Rational, metric: MetricId) -> String {
    let unit = page.derived.plan.metric(metric).unit;
    if unit.kind() == UnitKind::Count && number.abs() < 1 {
        return quantity::number(&number.round_to(2));
    }
    quantity::value(&without_cents(number, unit), unit, page.localizer.language())
}

/// What is required, with the side on which one should be.
fn bound_shown(page: &Page, need: &Need) -> String {
    let Ok(found) = &need.required else { return String::new() };
    let unit = page.derived.plan.metric(need.metric).unit;
    let language = page.localizer.language();
    match (found.direction, &found.high) {
        (Direction::Between, Some(high)) => {
            let high = quantity::allowed(&without_cents(high, unit), unit, language);
            let range = Message::new("target.between").with("low", required(page, &found.value, need.metric));
            page.localizer.text(&range.with("high", high))
        }
        (Direction::AtMost, _) => {
            let most = quantity::allowed(&without_cents(&found.value, unit), unit, language);
            page.localizer.text(&Message::new("target.at-most").with("value", most))
        }
        _ => required(page, &found.value, need.metric),
    }
}

/// Large amounts of money without decimals that mean nothing.
fn without_cents(number: &Rational, unit: Unit) -> Rational {
    if matches!(unit.kind(), UnitKind::Money(_)) && number.abs() >= 100 { number.round_to(0) } else { number.clone() }
}

/// The rates on the way, where others than the plan's are asked for: the plan's and what is taken instead.
pub(super) fn rates(page: &Page) -> Vec<String> {
    let (plan, answer) = (page.derived.plan, &page.derived.answer);
    let is_asked = answer.history.is_some() || answer.rates.iter().any(|rate| rate.value != rate.planned);
    if !is_asked || answer.rates.is_empty() {
        return Vec::new();
    }
    let language = page.localizer.language();
    let shown = |number: Option<&Rational>, metric: MetricId| {
        let unit = plan.metric(metric).unit;
        number.map(|number| quantity::value(&without_cents(number, unit), unit, language)).unwrap_or_default()
    };
    let names = answer.rates.iter().map(|rate| called(plan, rate.metric).to_owned()).collect();
    let planned = answer.rates.iter().map(|rate| shown(rate.planned.as_ref(), rate.metric)).collect();
    let past = |metric: MetricId| answer.history.as_ref()?.rates.get(&metric);
    let from_history =
        answer.rates.iter().map(|rate| shown(past(rate.metric).map(|past| &past.value), rate.metric)).collect();
    let of = |metric: MetricId| {
        let Some(past) = past(metric) else { return String::new() };
        format!("{} ÷ {}", quantity::number(&past.numerator), quantity::number(&past.denominator))
    };
    let quotients = answer.rates.iter().map(|rate| of(rate.metric)).collect();
    let is_set = |rate: &&RateUsed| matches!(rate.from, From::Set | From::Solved);
    let set = |rate| Some(rate).filter(is_set).and_then(|rate| rate.value.as_ref());
    let set = answer.rates.iter().map(|rate| shown(set(rate), rate.metric)).collect();
    let mut history = column(page, "derive-heading.history", Align::Right, 0, from_history);
    if let Some(asked) = &answer.history {
        history.heading = page.text(&match asked.periods.as_slice() {
            [.., last] if asked.periods.len() > 1 => {
                Message::new("derive-history").with("first", asked.periods[0]).with("last", *last)
            }
            [only] => Message::new("period-whole").with("period", *only),
            _ => Message::new("derive-heading.history"),
        });
    }
    laid_out(
        page,
        vec![
            column(page, "derive-heading.rate", Align::Left, 0, names),
            column(page, "derive-heading.planned", Align::Right, 0, planned),
            history,
            column(page, "derive-heading.quotient", Align::Right, 1, quotients),
            column(page, "derive-heading.set", Align::Right, 0, set),
        ],
    )
}

/// What more of each number is worth.
pub(super) fn levers(page: &Page) -> Vec<String> {
    let (plan, answer) = (page.derived.plan, &page.derived.answer);
    let Ok(levers) = &answer.levers else { return Vec::new() };
    let goal = plan.metric(answer.goal).unit;
    let names = levers.iter().map(|lever| called(plan, lever.metric).to_owned()).collect();
    let steps = levers.iter().map(|lever| page.text(&step_of(lever))).collect();
    let worths = levers.iter().map(|lever| signed(&without_cents(&lever.worth, goal), goal, page.localizer)).collect();
    laid_out(
        page,
        vec![
            column(page, "derive-heading.lever", Align::Left, 0, names),
            column(page, "derive-heading.step", Align::Left, 0, steps),
            column(page, "derive-heading.worth", Align::Right, 0, worths),
        ],
    )
}

fn step_of(lever: &Lever) -> Message {
    let percent = |percent: i64| Arg::Quantity(Rational::from_decimal(percent.into(), 2), UnitName::Percent);
    match lever.step {
        LeverStep::Point => {
            Message::new("derive-lever.point").with("points", Arg::Quantity(lever.change.clone(), UnitName::Points))
        }
        LeverStep::Percent => Message::new("derive-lever.percent").with("percent", percent(1)),
        LeverStep::PerDay => Message::new("derive-lever.per-day"),
        LeverStep::PerMemberPerDay => Message::new("derive-lever.per-member-per-day"),
    }
}

/// Each step with its part of the gap.
pub(super) fn bottleneck(page: &Page, bottleneck: &Bottleneck, steps: &[StepCost]) -> Vec<String> {
    let plan = page.derived.plan;
    let names = steps.iter().map(|step| step_name(plan, step.step, page.localizer)).collect();
    let (planned, actual) = steps.iter().map(|step| shown_numbers(plan, step, page.localizer)).unzip();
    laid_out(
        page,
        vec![
            column(page, "derive-heading.step-name", Align::Left, 0, names),
            column(page, "derive-heading.expected", Align::Right, 0, planned),
            column(page, "derive-heading.actual", Align::Right, 0, actual),
            column(page, "derive-heading.part", Align::Right, 0, shown_parts(plan, bottleneck, steps, page.localizer)),
        ],
    )
}
