//! What a number is counted from, here and in the plans whose numbers it reads.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::evaluate::ground::Ground;
use crate::evaluate::program::Op;
use crate::plan::ids::{MeasureId, MetricId};

/// The measures that a metric is counted from, each with the plan whose they are.
#[must_use]
pub fn origins(ground: Ground, metric: MetricId) -> Vec<(Ground, MeasureId)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![(ground, None, metric)];
    while let Some((ground, id, metric)) = waiting.pop() {
        if !seen.insert((id, metric)) {
            continue;
        }
        for op in ground.programs.reached(vec![metric]).into_iter().flat_map(|reached| ground.programs.of(reached)) {
            match op {
                Op::Measure(measure) => found.push((ground, *measure)),
                Op::Foreign(part, of) => waiting.extend(ground.part(*part).map(|there| (there, Some(*part), *of))),
                _ => {}
            }
        }
    }
    found
}

/// The dimensions that all sources of a metric have, each alone, sorted by name.
#[must_use]
pub fn shared_dimensions(ground: Ground, metric: MetricId) -> Vec<Vec<String>> {
    let of_source = |(ground, measure): (Ground, MeasureId)| -> BTreeSet<String> {
        let source = ground.plan.measures.get(measure.index()).map(|measure| measure.source.index());
        let source = source.and_then(|source| ground.plan.sources.get(source));
        let dimensions = source.into_iter().flat_map(|source| &source.dimensions);
        dimensions.map(|dimension| dimension.name.value.clone()).collect()
    };
    let all = origins(ground, metric).into_iter().map(of_source);
    let shared = all.reduce(|all, own| all.intersection(&own).cloned().collect()).unwrap_or_default();
    shared.into_iter().map(|name| vec![name]).collect()
}

/// That the rows of a metric begin only after more than a fifth of a period's working days: what there is of it is no
/// whole one, and can't be held against another. Where empty periods are zero, nothing is missing before.
pub fn begun_before(ground: Ground, metric: MetricId, period: Period) -> Result<(), Message> {
    for (own, measure) in origins(ground, metric) {
        let Some(measure) = own.plan.measures.get(measure.index()) else { continue };
        let (source, facts) = (measure.source.index(), own.observations.sources.get(measure.source.index()));
        let is_later = |first: &Date| period.contains(*first) && *first > period.start;
        let (Some(source), Some(first)) = (own.plan.sources.get(source), facts.and_then(|facts| facts.first)) else {
            continue;
        };
        if source.empty_periods_are_zero || !is_later(&first) {
            continue;
        }
        let missing = first.yesterday().map_or(0, |last| own.calendar.working_days(period.start, last));
        if missing.saturating_mul(5) > own.calendar.working_days_in(period) {
            let message = Message::new("why-data-begins").with("source", &source.name.value).with("date", first);
            return Err(message.with("period", period));
        }
    }
    Ok(())
}
