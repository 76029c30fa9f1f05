//! What stands in a table of cohorts, cell by cell.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::vocabulary::{DurationUnit, Status};
use crate::evaluate::evidence::Evidence;
use crate::evaluate::result::{CohortRow, CohortStage, Unkeyed};
use crate::plan::Plan;
use crate::plan::funnel::Funnel;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::settings::Length;
use crate::plan::unit::{Unit, UnitKind};

use super::localizer::Localizer;
use super::spark::Glyphs;
use super::{naming, quantity};

/// The cohorts of each funnel that has any, in order.
#[must_use]
pub fn by_funnel<'a>(plan: &'a Plan, rows: &'a [CohortRow]) -> Vec<(&'a Funnel, FunnelId, Vec<&'a CohortRow>)> {
    let funnels = plan.funnels.iter().enumerate().map(|(place, funnel)| {
        let id = FunnelId::of(place);
        (funnel, id, rows.iter().filter(|row| row.funnel == id).collect::<Vec<_>>())
    });
    funnels.filter(|(funnel, ..)| funnel.cohort.is_some()).collect()
}

/// Whose cohorts these are, by what they are followed and for how long.
#[must_use]
pub fn heading(plan: &Plan, funnel: &Funnel) -> Option<Message> {
    let cohort = funnel.cohort.as_ref()?;
    let name = funnel.label.clone().unwrap_or_else(|| {
        funnel.stages.first().map_or_else(String::new, |stage| title(plan, stage.metric).to_owned())
    });
    let message = Message::new("cohorts").with("funnel", name).with("key", &cohort.key.value);
    Some(message.with("within", length(&cohort.within)))
}

fn length(length: &Length) -> Message {
    let message = match length.unit {
        DurationUnit::Seconds => Message::new("length.seconds"),
        DurationUnit::Minutes => Message::new("length.minutes"),
        DurationUnit::Hours => Message::new("length.hours"),
        DurationUnit::Days => Message::new("length.days"),
        DurationUnit::Weeks => Message::new("length.weeks"),
        DurationUnit::Months => Message::new("length.months"),
        DurationUnit::WorkingDays => Message::new("length.working-days"),
    };
    match length.amount.to_u64().filter(|_| length.amount.is_whole()) {
        Some(whole) => message.with("amount", whole),
        None => message.with("amount", length.amount.clone()),
    }
}

/// What people call a stage.
#[must_use]
pub fn title(plan: &Plan, metric: MetricId) -> &str {
    let Some(known) = plan.metrics.get(metric.index()) else { return "" };
    let of_indicator = plan.indicators_on(metric).find_map(|indicator| indicator.label.as_deref());
    of_indicator.or(known.label.as_deref()).unwrap_or(&known.name.value)
}

/// The period of entry.
#[must_use]
pub fn entry(period: Period, localizer: &Localizer) -> String {
    localizer.text(&Message::new("period-whole").with("period", period))
}

/// How many have time left; empty where nobody has.
#[must_use]
pub fn open(row: &CohortRow) -> String {
    if row.complete { String::new() } else { quantity::number(&row.open.into()) }
}

/// The unit of what a stage comes to: that of its amounts, else a count.
#[must_use]
pub fn unit(plan: &Plan, stage: &CohortStage) -> Unit {
    let measure = plan.measure_behind(stage.metric).and_then(|measure| plan.measures.get(measure.index()));
    match measure.filter(|measure| measure.adds_up_money()) {
        Some(measure) => measure.unit,
        None => Unit::COUNT,
    }
}

/// What a stage comes to, with its share of the stage before; behind that a sign where a complete cohort is short of what
/// is expected, and a question mark where so few can't bear the verdict.
#[must_use]
pub fn reached(plan: &Plan, stage: &CohortStage, localizer: &Localizer, glyphs: Glyphs) -> String {
    let value = quantity::value(&stage.value, unit(plan, stage), localizer.language());
    let Some(rate) = &stage.rate else { return value };
    let doubt = if stage.evidence == Some(Evidence::Thin) { "?" } else { "" };
    let sign = match stage.met {
        Some(false) => format!(" {}{doubt}", naming::status_sign(Status::Warn, glyphs)),
        _ => doubt.to_owned(),
    };
    let rate = rate_text(plan, stage, rate, localizer);
    // The currency stands before it.
    let rate = match unit(plan, stage).kind() {
        UnitKind::Money(currency) => rate.strip_suffix(&format!(" {}", currency.code())).unwrap_or(&rate).to_owned(),
        _ => rate,
    };
    format!("{value} ({rate}{sign})")
}

/// What is expected of a stage in these cohorts; empty where nothing is. Where it changed, all of it, the newest first.
#[must_use]
pub fn expected<'a>(plan: &Plan, stages: impl Iterator<Item = &'a CohortStage>, localizer: &Localizer) -> String {
    let mut rates: Vec<String> = Vec::new();
    for stage in stages {
        let rate = stage.expected.as_ref().map(|rate| rate_text(plan, stage, rate, localizer));
        rates.extend(rate.filter(|rate| !rates.contains(rate)));
    }
    if rates.is_empty() { String::new() } else { format!("({})", rates.join(" / ")) }
}

/// How to read tables of these cohorts: what stands in brackets, what their marks mean, what an open cohort is.
#[must_use]
pub fn notes(rows: &[&CohortRow], localizer: &Localizer, glyphs: Glyphs) -> Vec<String> {
    let stages = || rows.iter().flat_map(|row| &row.stages);
    let short = stages().any(|stage| stage.met == Some(false));
    let sign = naming::status_sign(Status::Warn, glyphs);
    let short = short.then(|| format!("{sign}: {}", localizer.word("cohorts.short-note")));
    let thin = stages().any(|stage| stage.evidence == Some(Evidence::Thin));
    let thin = thin.then(|| format!("?: {}", localizer.word("doubt.thin")));
    let open = rows.iter().any(|row| !row.complete).then(|| localizer.word("cohorts.open-note"));
    [Some(localizer.word("cohorts.share-note")), short, thin, open].into_iter().flatten().collect()
}

fn rate_text(
    plan: &Plan,
    stage: &CohortStage,
    rate: &crate::base::rational::Rational,
    localizer: &Localizer,
) -> String {
    let unit = unit(plan, stage);
    let unit = if unit == Unit::COUNT { Unit::RATIO } else { unit };
    quantity::value(rate, unit, localizer.language())
}

/// Of a funnel's stages the rows that name nobody.
#[must_use]
pub fn unkeyed(plan: &Plan, funnel: &Funnel, id: FunnelId, unkeyed: &[Unkeyed]) -> Option<Message> {
    let key = &funnel.cohort.as_ref()?.key.value;
    let own = unkeyed.iter().filter(|unkeyed| unkeyed.funnel == id);
    let stages: Vec<Message> = own
        .map(|unkeyed| {
            let name = title(plan, unkeyed.metric);
            Message::new("cohorts.unkeyed-stage").with("name", name).with("count", unkeyed.rows)
        })
        .collect();
    (!stages.is_empty()).then(|| Message::new("cohorts.unkeyed").with("key", key).with("stages", stages))
}
