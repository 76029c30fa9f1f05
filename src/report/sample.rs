//! A small checked plan for the tests of the formats.

use jiff::civil::date;

use crate::base::message::Message;
use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::rational::Rational;
use crate::base::source_map::SourceMap;
use crate::base::span::{FileId, Span, Spanned};
use crate::base::vocabulary::{Direction, Layer, Status};
use crate::data::observations::{Group, SourceFacts};
use crate::evaluate::result::{Aim, Evaluation, Limits, ResultRow, TargetFrom, Value};
use crate::plan::ids::{MeasureId, MetricId, PlanId};
use crate::plan::metric::{Expr, Indicator, Metric, MetricOrigin, Owner, Role, WhenMissed};
use crate::plan::settings::Settings;
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};
use crate::session::checked::{AsOf, AsOfFrom, Checked, CheckedPlan};

const TEXT: &str = "plan \"営業\" {}\nkgi 受注数 {}\nkpi calls \"架電数\" {}\nmetric アポ率 = a / b\n";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_default();
    Span::new(FileId(0), start, start + words.len())
}

fn metric(name: &str, label: Option<&str>, unit: Unit) -> Metric {
    Metric {
        name: Spanned::new(name.into(), span(name)),
        label: label.map(String::from),
        origin: MetricOrigin::Measure,
        expr: Expr::Measure(MeasureId(0)),
        unit,
        additive: true,
        layer: None,
        note: None,
        span: span(name),
    }
}

fn indicator(role: Role, metric: u32, name: &str) -> Indicator {
    Indicator {
        owner: Some(Owner::Person(Spanned::new("佐藤".into(), span(name)))),
        when_missed: Some(WhenMissed {
            actions: vec!["架電リストを入れ替える".into()],
            questions: vec!["つながらない時間帯は?".into()],
        }),
        ..Indicator::plain(role, MetricId(metric), Grain::Month, span(name))
    }
}

fn row(metric: u32, indicator: Option<usize>, period: Period, value: i64) -> ResultRow {
    let complete = period.end() <= date(2026, 11, 22);
    let target = Rational::from(1000);
    let expected = if complete { target.clone() } else { Rational::from(750) };
    let value = Rational::from(value);
    let unit = if metric == 2 { Unit::RATIO } else { Unit::COUNT };
    ResultRow {
        metric: MetricId(metric),
        indicator,
        role: indicator.map(|place| if place == 0 { Role::Kgi } else { Role::Kpi }),
        layer: Some(Layer::Activity),
        horizon: None,
        unit,
        period,
        complete,
        group: Group::total(),
        whole: true,
        share: None,
        place: None,
        numerator: None,
        denominator: None,
        sample: None,
        interval: None,
        previous: Some(Rational::from(900)),
        limits: Limits { warn: indicator.map(|_| expected.clone()), fail: None },
        aim: indicator.map(|_| Aim {
            met: Some(value >= expected),
            gap: Some(&value - &expected),
            attainment: value.checked_div(&expected),
            expected,
            target,
            high: None,
            from: TargetFrom::Stated,
            direction: Direction::AtLeast,
        }),
        forecast: (!complete).then(|| Rational::from(933)),
        guards: Vec::new(),
        guard_status: None,
        status: indicator.map(|_| Status::Ok),
        evidence: None,
        reason: None,
        history: [800, 900, 1000].map(|value| Some(Rational::from(value))).into(),
        value: Value::Known(value),
    }
}

/// November in progress and October: a goal, a KPI that is missed in November, and a number that is neither.
pub fn checked() -> Checked {
    let mut sources = SourceMap::default();
    sources.add("plan.kpi", TEXT);
    let metrics = vec![
        metric("受注数", None, Unit::COUNT),
        metric("calls", Some("架電数"), Unit::COUNT),
        metric("アポ率", None, Unit::RATIO),
    ];
    let plan = Plan {
        settings: Settings { label: Some(Spanned::new("営業".into(), span("営業"))), ..Settings::default() },
        metrics,
        indicators: vec![indicator(Role::Kgi, 0, "受注数"), indicator(Role::Kpi, 1, "calls")],
        ..Plan::empty(FileId(0))
    };
    let november = Period { start: date(2026, 11, 1), grain: Grain::Month, fiscal: FiscalYear::CALENDAR };
    let mut rows = Vec::new();
    for period in [november, november.previous()] {
        rows.push(row(0, Some(0), period, 1081));
        rows.push(row(1, Some(1), period, 1081));
        rows.push(ResultRow { value: Value::Known(Rational::from_decimal(113, 3)), ..row(2, None, period, 0) });
    }
    rows[1].status = Some(Status::Warn);
    rows[1].reason = Some(Message::new("rows").with("count", 682u64));
    let facts = SourceFacts { files: vec!["calls.csv".into()], rows: 1763, ..SourceFacts::default() };
    let checked = CheckedPlan {
        path: "plan.kpi".into(),
        plan: Some(PlanId(0)),
        as_of: AsOf { date: date(2026, 11, 22), from: AsOfFrom::CommandLine },
        sources: vec![("activities".into(), facts)],
        evaluation: Some(Evaluation { as_of: Some(date(2026, 11, 22)), rows, ..Evaluation::default() }),
        basis: None,
        trials: Vec::new(),
    };
    Checked { sources, workspace: Workspace { plans: vec![plan] }, plans: vec![checked], ..Checked::default() }
}

/// Gives the sample's KPI a status, in October (`complete`) or November, and lets everything else be fine.
pub fn set_status(checked: &mut Checked, complete: bool, status: Status) {
    for row in checked.plans.iter_mut().filter_map(|plan| plan.evaluation.as_mut()).flat_map(|e| &mut e.rows) {
        let chosen = row.indicator == Some(1) && row.complete == complete;
        row.status = row.indicator.map(|_| if chosen { status } else { Status::Ok });
    }
}
