//! Where each KPI stands between what people do and what it is for, also where the plan doesn't say it.

use std::collections::BTreeSet;

use crate::base::vocabulary::{Direction, Function, Layer};
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;

use super::numbers::measure_of;
use super::subject::Subject;

/// A KPI's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// By its own layer, stated or inferred.
    Layer(Layer),
    /// Without a layer, but nothing that people do more of: a rate, an average, a time or a stock, what is to stay low,
    /// and what another KPI is said to drive. It comes of what they do.
    Outcome,
    /// Without a layer of its own, and there for no more than to keep another number honest, which has this layer.
    Guard(Option<Layer>),
    /// Nobody can tell whether people do it or it comes of what they do.
    Unknown,
}

/// Every KPI with its place.
pub(super) fn places<'a>(subject: &Subject<'a>) -> Vec<(&'a Indicator, Place)> {
    let driven = driven(subject);
    let place = |(kpi, with_guards): (&'a Indicator, Option<Layer>)| {
        // What a guard has of what it guards is no layer of its own.
        let metric = subject.layers.metrics[kpi.metric.index()];
        let own = if kpi.layer.is_some() { with_guards } else { metric };
        let place = match own {
            Some(layer) => Place::Layer(layer),
            None if !kpi.guards.is_empty() && kpi.drives.is_empty() => Place::Guard(with_guards),
            None if driven.contains(&kpi.metric) || !may_be_done(subject, kpi) => Place::Outcome,
            None => Place::Unknown,
        };
        (kpi, place)
    };
    subject.kpis().map(place).collect()
}

/// The names of the KPIs at a place, as messages write them.
pub(super) fn names_at(subject: &Subject, wanted: Place) -> Vec<String> {
    let there = places(subject).into_iter().filter(|(_, place)| *place == wanted);
    there.map(|(kpi, _)| format!("`{}`", subject.name(kpi.metric))).collect()
}

/// Whether people may decide to do more of it: it counts or sums up, and isn't to stay low.
fn may_be_done(subject: &Subject, kpi: &Indicator) -> bool {
    let plan = subject.plan;
    let counts = measure_of(plan, subject.programs, kpi.metric)
        .is_some_and(|measure| matches!(plan.measure(measure).function, Function::Count | Function::Sum));
    let stays_low = kpi.target.as_ref().is_some_and(|target| target.direction == Direction::AtMost);
    (plan.metric(kpi.metric).additive || counts) && !stays_low
}

/// What the plan believes that another KPI leads to.
fn driven(subject: &Subject) -> BTreeSet<MetricId> {
    let drives = |kpi: &Indicator| kpi.drives.iter().map(|drives| drives.metric.value).collect::<Vec<_>>();
    let pairs = subject.kpis().flat_map(|(kpi, _)| drives(kpi).into_iter().map(|driven| (kpi.metric, driven)));
    pairs.filter(|(by, driven)| by != driven).map(|(_, driven)| driven).collect()
}
