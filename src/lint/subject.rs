//! A plan as the rules look at it.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::source_map::SourceMap;
use crate::base::span::Span;
use crate::base::vocabulary::Layer;
use crate::evaluate::aims::Aims;
use crate::evaluate::derive::Derivations;
use crate::evaluate::ground::Ground;
use crate::evaluate::layers::Layers;
use crate::evaluate::outside::Outside;
use crate::evaluate::periods::overlapping;
use crate::evaluate::program::Programs;
use crate::evaluate::sentences;
use crate::evaluate::targets::StatedTargets;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, Role};
use crate::plan::{Plan, Workspace};

use super::Request;
use super::goals::Goals;
use super::numbers::{Print, prints};
use super::options::RuleOption;
use super::precision::slack;
use super::rule::Rule;
use super::rules;
use super::settings::RuleSettings;
use super::steering::Steering;

/// A plan, with what several rules ask of it worked out once.
pub struct Subject<'a> {
    pub plan: &'a Plan,
    pub workspace: &'a Workspace,
    pub sources: &'a SourceMap,
    pub outside: &'a Outside,
    pub as_of: Date,
    pub settings: &'a RuleSettings,
    pub programs: &'a Programs,
    pub layers: &'a Layers,
    pub derivations: &'a Derivations<'a>,
    pub aims: &'a Aims<'a>,
    goals: OnceCell<Goals>,
    steering: OnceCell<Steering>,
    slack: OnceCell<Rational>,
    prints: OnceCell<Vec<Print>>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(request: Request<'a>, ground: Ground<'a>) -> Self {
        let Ground { programs, layers, derivations, aims, .. } = ground;
        Self {
            plan: request.plan,
            workspace: request.workspace,
            sources: request.sources,
            outside: &request.basis.outside,
            as_of: request.as_of,
            settings: request.settings,
            programs,
            layers,
            derivations,
            aims,
            goals: OnceCell::new(),
            steering: OnceCell::new(),
            slack: OnceCell::new(),
            prints: OnceCell::new(),
        }
    }

    /// The targets that the plan states.
    pub fn stated(&self) -> &StatedTargets<'a> {
        self.aims.stated()
    }

    /// What leads to the goals.
    pub(super) fn goals(&self) -> &Goals {
        self.goals.get_or_init(|| Goals::new(self.plan, self.programs))
    }

    /// By which share a number that is worked out may be off because rates are rounded.
    pub(super) fn slack(&self) -> &Rational {
        self.slack.get_or_init(|| slack(self))
    }

    /// By metric: the print by which numbers are told to be the same.
    pub(super) fn prints(&self) -> &[Print] {
        self.prints.get_or_init(|| prints(self.plan, self.programs))
    }

    /// What the plan steers people by.
    pub(super) fn steering(&self) -> &Steering {
        self.steering.get_or_init(|| Steering::new(self))
    }

    /// Every `kpi` that has not left the plan, with its layer: nobody acts on one that has.
    pub fn kpis(&self) -> impl Iterator<Item = (&'a Indicator, Option<Layer>)> {
        let today = self.day();
        self.all_kpis().filter(move |(kpi, _)| kpi.active.1.is_none_or(|until| today <= until))
    }

    /// Every `kpi`, with its layer.
    pub fn all_kpis(&self) -> impl Iterator<Item = (&'a Indicator, Option<Layer>)> {
        let layers = self.layers;
        let indicators = self.plan.indicators.iter().zip(&layers.indicators);
        indicators.filter(|(indicator, _)| indicator.role == Role::Kpi).map(|(indicator, layer)| (indicator, *layer))
    }

    /// Every `kgi`, with its place among the plan's indicators.
    pub fn kgis(&self) -> impl Iterator<Item = (usize, &'a Indicator)> {
        self.plan.indicators.iter().enumerate().filter(|(_, indicator)| indicator.role == Role::Kgi)
    }

    /// A metric's name, as the plan writes it.
    pub fn name(&self, metric: MetricId) -> &'a str {
        sentences::name(self.plan, metric)
    }

    /// What people call an indicator.
    pub fn title(&self, indicator: &'a Indicator) -> &'a str {
        sentences::title(self.plan, indicator)
    }

    /// The words at a place, with one space between.
    pub fn words(&self, span: Span) -> String {
        self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a rule runs, and so speaks for what others need not say again.
    pub fn is_on(&self, rule: &str) -> bool {
        rules::find(rule).is_some_and(|registered| self.settings.level(registered.rule).is_some())
    }

    /// The number of a rule's option.
    pub fn option(&self, rule: &Rule, option: &RuleOption) -> Rational {
        self.settings.option(rule, option)
    }

    /// The words to point at for what is true of the whole plan: `plan "label"`, else the goal's name, else the first
    /// KPI's.
    pub fn plan_place(&self) -> Option<Span> {
        let goal = || self.kgis().next().map(|(_, goal)| goal.name_span);
        let first = || self.plan.indicators.first().map(|indicator| indicator.name_span);
        self.plan.settings.place.or_else(goal).or_else(first)
    }

    /// The day of the plan that is nearest to the one that it is judged on.
    pub fn day(&self) -> Date {
        self.plan.settings.range.map_or(self.as_of, |(first, last)| self.as_of.clamp(first, last.max(first)))
    }

    /// The periods of a grain in which the plan's targets are looked at, in the order of time: those of the plan, else
    /// those that schedules name, else the one in progress. Where all are alike the first stands for them.
    pub fn periods(&self, grain: Grain) -> Vec<Period> {
        let fiscal = self.plan.settings.fiscal;
        let now = Period::containing(self.as_of, grain, fiscal);
        let (from, to) = match self.plan.settings.range {
            Some(range) => range,
            None => self.scheduled().unwrap_or((now.start, now.start)),
        };
        let periods = overlapping(from, to, grain, fiscal);
        if self.steering().is_the_same_in_every_period {
            return periods.take(1).collect();
        }
        periods.take(MOST_LOOKS / self.plan.metrics.len().max(MOST_LOOKS / MOST_PERIODS)).collect()
    }

    /// The days from the first to the last that schedules and files of targets name.
    fn scheduled(&self) -> Option<(Date, Date)> {
        self.steering().scheduled
    }
}

/// A plan of very many numbers is looked at in fewer periods, so that this many numbers are worked out at most; one of
/// few in no more than the second.
const MOST_LOOKS: usize = 400_000;
const MOST_PERIODS: usize = 120;

/// The first day, and those of the others that come after it up to the last: each once, in the order of time.
pub fn days_from(first: Date, last: Date, others: impl Iterator<Item = Date>) -> Vec<Date> {
    let later = others.filter(|day| first < *day && *day <= last);
    let mut days: Vec<Date> = std::iter::once(first).chain(later).collect();
    days.sort_unstable();
    days.dedup();
    days
}
