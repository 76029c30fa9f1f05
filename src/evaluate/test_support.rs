//! Plans and observations built by hand, for the tests of this layer.

use jiff::civil::{Date, date};

use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::{FileId, Span, Spanned};
use crate::base::vocabulary::{Direction, Function};
use crate::data::observations::{Aggregated, Group, MeasureObservations, Observations};
use crate::plan::funnel::{Funnel, Stage};
use crate::plan::ids::{FunnelId, MeasureId, MetricId, SourceId};
use crate::plan::metric::{Expr, Indicator, Metric, MetricOrigin, Needs, Operator, Role};
use crate::plan::source::{Layout, Measure, Origin, Source};
use crate::plan::target::{Amount, Goal, Limit, LimitValue, Severity, Target, TargetValue, Threshold};
use crate::plan::unit::{Currency, Unit};
use crate::plan::{Plan, Workspace};

use super::ground::{Basis, Input, on_ground};
use super::outside::Outside;
use super::result::Evaluation;
use super::{Query, evaluate};

/// A place for what was never written.
pub fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}

pub fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, nowhere())
}

/// A number from a decimal or a fraction: `0.1`, `1/3`.
pub fn number(text: &str) -> Rational {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let read = |text: &str| Rational::parse_decimal(text).expect("a number of a test");
    read(above).checked_div(&read(below)).expect("a fraction of a test")
}

pub fn period(text: &str) -> Period {
    Period::parse(text, FiscalYear::CALENDAR).expect("a period of a test")
}

pub fn yen() -> Unit {
    Unit::money(Currency::new("JPY").expect("a currency"))
}

pub fn amount(text: &str) -> Amount {
    Amount { value: number(text), per_member: false, per: None, span: nowhere() }
}

pub fn goal(text: &str) -> Goal {
    Goal { low: amount(text), high: None }
}

pub fn target(value: TargetValue) -> Target {
    Target { direction: Direction::AtLeast, value, span: nowhere() }
}

pub fn at_least(text: &str) -> Target {
    target(TargetValue::One(goal(text)))
}

pub fn at_most(text: &str) -> Target {
    Target { direction: Direction::AtMost, ..at_least(text) }
}

pub fn between(low: &str, high: &str) -> Target {
    let goal = Goal { low: amount(low), high: Some(amount(high)) };
    Target { direction: Direction::Between, ..target(TargetValue::One(goal)) }
}

pub fn schedule(entries: &[(&str, &str)]) -> Target {
    let entries = entries.iter().map(|(key, value)| (period(key), goal(value)));
    target(TargetValue::Schedule(entries.collect()))
}

pub fn warn(limit: Limit) -> Threshold {
    Threshold { severity: Severity::Warn, limit, periods: 1, span: nowhere() }
}

pub fn fail(limit: Limit) -> Threshold {
    Threshold { severity: Severity::Fail, ..warn(limit) }
}

pub fn below(text: &str) -> Limit {
    Limit::Below(LimitValue::Amount(amount(text)))
}

pub fn above(text: &str) -> Limit {
    Limit::Above(LimitValue::Amount(amount(text)))
}

pub fn combined(left: MetricId, operator: Operator, right: MetricId) -> Expr {
    Expr::Binary(Box::new(Expr::Metric(left)), operator, Box::new(Expr::Metric(right)))
}

/// A plan with one source, `activities`, by `rep`.
pub fn plan() -> Plan {
    let source = Source {
        name: spanned("activities".to_owned()),
        label: None,
        origin: Origin::Files(spanned("activities.csv".to_owned())),
        time: Some(spanned("at".to_owned())),
        dimensions: Vec::new(),
        filter: None,
        skip: Vec::new(),
        empty_periods_are_zero: false,
        lag: None,
        layout: Layout::default(),
        note: None,
        span: nowhere(),
    };
    Plan { sources: vec![source], ..Plan::empty(FileId(0)) }
}

impl Plan {
    pub(crate) fn add_metric(&mut self, name: &str, origin: MetricOrigin, expr: Expr, unit: Unit) -> MetricId {
        let additive = origin == MetricOrigin::Measure;
        let name = spanned(name.to_owned());
        self.metrics.push(Metric {
            name,
            label: None,
            origin,
            expr,
            unit,
            additive,
            layer: None,
            note: None,
            span: nowhere(),
        });
        MetricId::of(self.metrics.len() - 1)
    }

    /// `measure name = count(activities)`, or a sum where the unit is no count.
    pub(crate) fn add_measure(&mut self, name: &str, unit: Unit) -> MetricId {
        self.measures.push(Measure {
            source: SourceId(0),
            function: if unit == Unit::COUNT { Function::Count } else { Function::Sum },
            distinct: false,
            argument: None,
            rank: None,
            on: None,
            filter: None,
            unit,
            scale: Rational::ONE,
            span: nowhere(),
        });
        let measure = MeasureId::of(self.measures.len() - 1);
        self.add_metric(name, MetricOrigin::Measure, Expr::Measure(measure), unit)
    }

    /// A funnel; each step after the first gives its stage, what is expected and the conversion's name.
    pub(crate) fn add_funnel(
        &mut self,
        share: Option<&str>,
        first: MetricId,
        steps: &[(MetricId, &str, &str)],
    ) -> Vec<MetricId> {
        let funnel = FunnelId::of(self.funnels.len());
        let mut stages =
            vec![Stage { metric: first, conversion: None, at: None, at_in_percent: false, span: nowhere() }];
        let mut conversions = Vec::new();
        for (place, (metric, at, name)) in steps.iter().enumerate() {
            let unit = self.metric(*metric).unit.over(self.metric(stages[place].metric).unit).unwrap_or(Unit::RATIO);
            let origin = MetricOrigin::Conversion { funnel, stage: place + 1 };
            let expr = combined(*metric, Operator::Divide, stages[place].metric);
            let conversion = self.add_metric(name, origin, expr, unit);
            conversions.push(conversion);
            let at = (!at.is_empty()).then(|| spanned(number(at)));
            stages.push(Stage {
                metric: *metric,
                conversion: Some(conversion),
                at,
                at_in_percent: false,
                span: nowhere(),
            });
        }
        let share = share.map(|share| spanned(number(share)));
        let funnel =
            Funnel { label: None, share, stages, cohort: None, note: None, allows: Vec::new(), span: nowhere() };
        self.funnels.push(funnel);
        conversions
    }

    pub(crate) fn add_indicator(&mut self, role: Role, metric: MetricId, target: Option<Target>) -> &mut Indicator {
        let period = self.settings.period;
        self.indicators.push(Indicator { target, ..Indicator::plain(role, metric, period, nowhere()) });
        self.indicators.last_mut().expect("just added")
    }

    pub(crate) fn find(&self, name: &str) -> MetricId {
        let place = self.metrics.iter().position(|metric| metric.name.value == name);
        MetricId::of(place.expect("a metric of the test"))
    }
}

pub fn needs(least: &str, metric: MetricId) -> Needs {
    Needs { least: number(least), metric, span: nowhere() }
}

/// Observations for the measures of a plan, none yet.
pub fn observations(plan: &Plan) -> Observations {
    let measure = MeasureObservations {
        zero_when_empty: true,
        dimensions: ["rep".to_owned()].into(),
        ..MeasureObservations::default()
    };
    Observations { measures: vec![measure; plan.measures.len()], ..Observations::default() }
}

pub fn rep(name: &str) -> Group {
    Group { members: vec![("rep".to_owned(), Some(name.to_owned()))] }
}

impl Observations {
    /// Puts a value in, for everybody, and covers the period for every measure (they are of one source).
    pub(crate) fn put(&mut self, plan: &Plan, name: &str, at: &str, value: &str) {
        self.put_for(plan, name, at, &Group::total(), value);
    }

    pub(crate) fn put_for(&mut self, plan: &Plan, name: &str, at: &str, group: &Group, value: &str) {
        let at = period(at);
        for measure in &mut self.measures {
            measure.covered.insert(Period { fiscal: plan.settings.fiscal, ..at });
        }
        let Expr::Measure(measure) = plan.metric(plan.find(name)).expr else { panic!("{name} is no measure") };
        let key = (Period { fiscal: plan.settings.fiscal, ..at }, group.clone());
        let aggregated = Aggregated { value: number(value), quotient: None };
        self.measures[measure.index()].values.insert(key, aggregated);
    }
}

/// Adds counted stages `s0`, `s1`, … with a funnel through them, whose conversions `r0`, `r1`, … are expected to be these
/// fractions. The stages.
pub fn add_chain(plan: &mut Plan, rates: &[(i128, i128)]) -> Vec<MetricId> {
    let stages: Vec<MetricId> =
        (0..=rates.len()).map(|place| plan.add_measure(&format!("s{place}"), Unit::COUNT)).collect();
    let texts: Vec<(String, String)> = rates
        .iter()
        .enumerate()
        .map(|(place, (above, below))| (format!("{above}/{below}"), format!("r{place}")))
        .collect();
    let later = texts.iter().zip(&stages[1..]);
    let steps: Vec<(MetricId, &str, &str)> = later.map(|((rate, name), stage)| (*stage, &**rate, &**name)).collect();
    plan.add_funnel(None, stages[0], &steps);
    stages
}

/// The question `--as-of DATE`.
pub fn as_of(day: Date) -> Query {
    Query { history: 12, ..Query::on(day) }
}

/// Evaluates a plan that uses no other one.
pub fn run_with(plan: &Plan, observations: &Observations, outside: Outside, query: &Query) -> Evaluation {
    let basis = Basis { observations: observations.clone(), outside, ..Basis::default() };
    let input = Input { plan, workspace: &Workspace::default(), basis: &basis, as_of: query.as_of };
    on_ground(input, |ground| evaluate(ground, query))
}

/// The team after the guide: calls to revenue, in its first half year.
pub fn inside_sales() -> Plan {
    let mut plan = plan();
    plan.settings.range = Some((date(2026, 10, 1), date(2027, 3, 31)));
    plan.settings.fiscal = FiscalYear { first_month: 4, named_by_end: false };
    plan.settings.period = Grain::Month;
    let holidays = crate::plan::settings::DayList::File(spanned("holidays.csv".to_owned()));
    plan.settings.workdays.except = vec![holidays];
    let counts =
        ["calls", "appointments", "attended", "meetings", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    let [calls, appointments, attended, meetings, orders] = counts;
    let revenue = plan.add_measure("revenue", yen());
    let steps = [
        (appointments, "0.1", "appointment_rate"),
        (meetings, "0.8", "meeting_rate"),
        (orders, "0.25", "win_rate"),
        (revenue, "500000", "order_value"),
    ];
    let conversions = plan.add_funnel(None, calls, &steps);
    let show_rate = combined(attended, Operator::Divide, appointments);
    let show_rate = plan.add_metric("show_rate", MetricOrigin::Indicator, show_rate, Unit::RATIO);
    plan.add_indicator(Role::Kgi, revenue, Some(at_least("10000000")));
    plan.add_indicator(Role::Kpi, calls, None);
    let rate = plan.add_indicator(Role::Kpi, conversions[0], Some(at_least("0.1")));
    rate.thresholds = vec![warn(below("0.09")), fail(below("0.08"))];
    rate.needs = Some(needs("100", calls));
    plan.add_indicator(Role::Kpi, show_rate, Some(at_least("0.85"))).guards = vec![spanned(appointments)];
    plan.add_indicator(Role::Kpi, conversions[1], Some(at_least("0.8")));
    plan
}

/// What the team's sources say of October and November 2026, up to the 22nd.
pub fn autumn(plan: &Plan) -> Observations {
    let mut observations = observations(plan);
    let names = ["calls", "appointments", "attended", "meetings", "orders", "revenue"];
    let october = ["1081", "122", "97", "91", "16", "8284000"];
    let november = ["682", "84", "76", "73", "20", "9106000"];
    for (place, name) in names.iter().enumerate() {
        observations.put(plan, name, "2026-10", october[place]);
        observations.put(plan, name, "2026-11", november[place]);
    }
    observations
}
