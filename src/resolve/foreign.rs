//! Metrics of other plans: `tokyo.revenue`.

use std::collections::BTreeSet;

use crate::base::message::Message;
use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::Metric;
use crate::syntax::tree::{Name, Path};

use super::errors::{Errors, short_list};
use super::names::{Names, unknown};

/// A resolved plan's names, with the metric behind each number (`None` where it had an error).
#[derive(Debug)]
pub(super) struct Exports<'t> {
    pub(super) names: Names<'t>,
    pub(super) metrics: Vec<Option<MetricId>>,
}

/// The plans that are resolved, by their ids.
#[derive(Clone, Copy, Debug)]
pub(super) struct Others<'a, 't> {
    pub(super) plans: &'a [Plan],
    pub(super) exports: &'a [Exports<'t>],
    /// How many plans stand behind one another in each.
    pub(super) depths: &'a [usize],
    /// By what the numbers of each can be broken down.
    pub(super) dimensions: &'a [BTreeSet<String>],
}

impl<'t> Others<'_, 't> {
    pub(super) fn get(&self, plan: PlanId, metric: MetricId) -> Option<&Metric> {
        self.plans.get(plan.index())?.metrics.get(metric.index())
    }

    /// What people call the metric behind a path where its plan has words for it: `tokyo`'s "monthly revenue".
    pub(super) fn label(&self, path: &Path, plan: PlanId, metric: MetricId) -> Option<String> {
        let part = self.plans.get(plan.index())?;
        let of_indicator = part.indicators_on(metric).find_map(|indicator| indicator.label.as_ref());
        let label = of_indicator.or(part.metrics.get(metric.index())?.label.as_ref())?;
        let (_, plans) = path.parts.split_last()?;
        let names: Vec<&str> = plans.iter().map(|name| name.value.as_str()).collect();
        Some(format!("{} {label}", names.join(".")))
    }

    /// The metric of a path of at least two parts. `None` where it has been reported or comes of an error that has.
    pub(super) fn metric(&self, path: &Path, own: &Names<'t>, errors: &mut Errors) -> Option<(PlanId, MetricId)> {
        let (last, plans) = path.parts.split_last()?;
        let first = plans.first()?;
        if own.plans.get(&first.value).is_none() {
            own.report_path(path, first, errors);
            return None;
        }
        let mut names = own;
        let mut plan = None;
        for part in plans {
            let Some(entry) = names.plans.get(&part.value) else {
                report(part, names.plans.similar(&part.value, errors), Vec::new(), errors);
                return None;
            };
            plan = Some(entry.id?.plan);
            names = &self.exports.get(entry.id?.plan.index())?.names;
        }
        let plan = plan?;
        let exports = self.exports.get(plan.index())?;
        let Some(number) = exports.names.numbers.get(&last.value) else {
            if !exports.names.numbers.incomplete {
                let known = exports.names.numbers.names().collect();
                report(last, exports.names.numbers.similar(&last.value, errors), known, errors);
            }
            return None;
        };
        let metric = exports.metrics.get(number.id?).copied().flatten()?;
        Some((plan, metric))
    }
}

fn report(name: &Name, similar: Option<&str>, known: Vec<&str>, errors: &mut Errors) {
    let mut error = unknown(name);
    if let Some(similar) = similar {
        error = error.help(Message::new("unknown-name.help-similar").with("similar", similar));
    } else if let Some(names) = short_list(known) {
        error = error.help(Message::new("unknown-name.help-plan").with("names", names));
    }
    errors.push(error);
}
