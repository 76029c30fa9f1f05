//! The resolved plan: every name an id, every unit known, every period real. No text, no input or output.

pub mod funnel;
pub mod ids;
pub mod metric;
pub mod practice;
pub mod settings;
pub mod source;
pub mod target;
pub mod unit;

use crate::base::span::{FileId, Span};

use self::funnel::Funnel;
use self::ids::{LookupId, MeasureId, MetricId, PlanId, SourceId};
use self::metric::{Allow, Expr, Indicator, Metric};
use self::practice::{Action, Contractor, Test};
use self::settings::Settings;
use self::source::{Lookup, Measure, Source};

/// One plan, with the declarations that it took in by `use "file.kpi"`. What had an error of its own is not in it.
///
/// The resolver holds these for every plan that it gives out: each id lies in its list, formulas have no circle, and
/// every number stands in the base of its unit (money in its currency, durations in days, `10%` as 1/10).
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The file that was asked for.
    pub file: FileId,
    pub settings: Settings,
    pub sources: Vec<Source>,
    pub lookups: Vec<Lookup>,
    pub measures: Vec<Measure>,
    pub metrics: Vec<Metric>,
    pub indicators: Vec<Indicator>,
    pub funnels: Vec<Funnel>,
    pub contractors: Vec<Contractor>,
    pub actions: Vec<Action>,
    pub tests: Vec<Test>,
    /// Those that stand at the top or in the `plan` block.
    pub allows: Vec<Allow>,
    /// Those that stand in the block of a source, lookup, measure or metric, with the span of that declaration.
    pub block_allows: Vec<(Span, Allow)>,
    /// Plans taken in by `use … as`: the name and the plan.
    pub parts: Vec<(String, PlanId)>,
    /// Whether nothing had to be left out. A plan that is not complete can be shown and looked through; its numbers
    /// and what it lacks mean nothing.
    pub complete: bool,
}

impl Plan {
    /// An empty plan: every setting at its default, nothing declared.
    #[must_use]
    pub fn empty(file: FileId) -> Self {
        Self {
            file,
            settings: Settings::default(),
            sources: Vec::new(),
            lookups: Vec::new(),
            measures: Vec::new(),
            metrics: Vec::new(),
            indicators: Vec::new(),
            funnels: Vec::new(),
            contractors: Vec::new(),
            actions: Vec::new(),
            tests: Vec::new(),
            allows: Vec::new(),
            block_allows: Vec::new(),
            parts: Vec::new(),
            complete: true,
        }
    }

    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    #[must_use]
    pub fn lookup(&self, id: LookupId) -> &Lookup {
        &self.lookups[id.index()]
    }

    #[must_use]
    pub fn measure(&self, id: MeasureId) -> &Measure {
        &self.measures[id.index()]
    }

    #[must_use]
    pub fn metric(&self, id: MetricId) -> &Metric {
        &self.metrics[id.index()]
    }

    /// The measure that a metric is, under whatever name; `None` for what is computed.
    #[must_use]
    pub fn measure_behind(&self, metric: MetricId) -> Option<MeasureId> {
        let mut metric = metric;
        // No formula has a circle; in a plan that isn't complete one may.
        for _ in 0..=self.metrics.len() {
            match self.metrics.get(metric.index())?.expr {
                Expr::Measure(measure) => return Some(measure),
                Expr::Metric(same) => metric = same,
                _ => return None,
            }
        }
        None
    }

    /// The indicators on a metric (a `kgi` and a `kpi` may share one).
    pub fn indicators_on(&self, metric: MetricId) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.metric == metric)
    }
}

/// Every plan of a run: those that were asked for and those that they use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    pub plans: Vec<Plan>,
}

impl Workspace {
    #[must_use]
    pub fn plan(&self, id: PlanId) -> &Plan {
        &self.plans[id.index()]
    }
}
