//! The verdict on an indicator in a period and a group.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Status};
use crate::data::observations::Group;
use crate::plan::metric::{Indicator, Needs};
use crate::plan::target::{Limit, Severity};

use super::evidence::{Evidence, Reach};
use super::ground::Ground;
use super::result::{Aim, Limits, Value};
use super::sentences::{Side, both, expected, name, quantity};
use super::standing::{Broken, Standing};
use super::targets::TargetNumbers;
use super::thresholds::{Rule, rules};

/// What an indicator is held to be, against what, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    pub aim: Option<Aim>,
    pub limits: Limits,
    /// `None` for what is not judged.
    pub status: Option<Status>,
    pub reason: Option<Message>,
    /// Whether the sample can bear the verdict; `None` for what no sample decides about.
    pub evidence: Option<Evidence>,
}

/// Judges an indicator in one of its periods, its guards apart.
#[must_use]
pub fn judge(ground: Ground<'_>, indicator: &Indicator, period: Period, group: &Group) -> Judgement {
    let standing = Standing::new(ground, indicator, period, group);
    let rules = Rules {
        warn: rules(indicator, &ground.plan.settings, Severity::Warn, standing.direction),
        fail: rules(indicator, &ground.plan.settings, Severity::Fail, standing.direction),
    };
    let target = standing.target.as_ref().ok().and_then(Option::as_ref);
    let aim = target.map(|target| aim(&standing, target));
    // A group without a target of its own has values and no verdict.
    let limits = match standing.target {
        Ok(None) => Limits::default(),
        _ => Limits { warn: first_met(&standing, &rules.warn), fail: first_met(&standing, &rules.fail) },
    };
    let Verdict { status, reason, evidence } = verdict(ground, &standing, &rules);
    Judgement { aim, limits, status, reason, evidence }
}

struct Rules {
    warn: Vec<Rule>,
    fail: Vec<Rule>,
}

struct Verdict {
    status: Option<Status>,
    reason: Option<Message>,
    evidence: Option<Evidence>,
}

impl Verdict {
    /// What no sample decides about.
    fn plain(status: Option<Status>, reason: Option<Message>) -> Self {
        Self { status, reason, evidence: None }
    }
}

fn verdict(ground: Ground<'_>, standing: &Standing<'_>, rules: &Rules) -> Verdict {
    if let Some(why) = not_judged(ground, standing) {
        return Verdict::plain(None, Some(why));
    }
    let is_judged = |rules: &[Rule]| rules.iter().any(|rule| standing.is_judged_by(rule));
    match &standing.target {
        Ok(None) => return Verdict::plain(None, None),
        Err(why) if !is_judged(&rules.warn) && !is_judged(&rules.fail) => {
            return Verdict::plain(None, Some(why.clone()));
        }
        _ => {}
    }
    if let Some(why) = sample_too_small(ground, standing) {
        return Verdict::plain(Some(Status::TooFew), Some(why));
    }
    let computed = ground.values.of(standing.indicator.metric, standing.period, standing.group);
    if let Value::Missing(why) = &computed.value {
        return Verdict::plain(Some(Status::NoData), Some(why.clone()));
    }
    if let Some(why) = sample_missing(ground, standing).or_else(|| too_soon(ground, standing)) {
        return Verdict::plain(Some(Status::TooFew), Some(why));
    }
    let pace = pace_sentence(standing);
    match worst(ground, standing, rules) {
        Some(found) => found.verdict(ground, standing, pace),
        None => all_kept(ground, standing, rules, pace),
    }
}

/// The worst of the limits that are broken.
struct Found {
    status: Status,
    broken: Broken,
    /// Whether it would be worse, were there evidence.
    is_pardoned: bool,
}

/// With a `confidence` in the plan a `fail` needs evidence where the number is a share: without any it is a `warn`.
fn worst(ground: Ground<'_>, standing: &Standing<'_>, rules: &Rules) -> Option<Found> {
    let needs_evidence = ground.plan.settings.confidence.is_some();
    let mut pardoned = None;
    for broken in rules.fail.iter().filter_map(|rule| standing.broken(rule)) {
        let is_thin = broken.reach.as_ref().is_some_and(|reach| reach.evidence() == Evidence::Thin);
        if !(needs_evidence && is_thin) {
            return Some(Found { status: Status::Fail, broken, is_pardoned: false });
        }
        pardoned = pardoned.or(Some(Found { status: Status::Warn, broken, is_pardoned: true }));
    }
    pardoned.or_else(|| {
        let broken = rules.warn.iter().find_map(|rule| standing.broken(rule))?;
        Some(Found { status: Status::Warn, broken, is_pardoned: false })
    })
}

impl Found {
    fn verdict(self, ground: Ground<'_>, standing: &Standing<'_>, pace: Option<Message>) -> Verdict {
        let Self { status, broken: Broken { why, is_target, reach }, is_pardoned } = self;
        let why = if is_target && pace.is_some() { pace } else { both(Some(why), pace) };
        let metric = standing.indicator.metric;
        let evidence = reach.as_ref().map(Reach::evidence);
        let doubt = reach
            .filter(|_| evidence == Some(Evidence::Thin))
            .map(|reach| if is_pardoned { reach.pardon(ground, metric) } else { reach.doubt(ground, metric) });
        Verdict { status: Some(status), reason: both(why, doubt), evidence }
    }
}

/// Of a share that breaks no limit: whether it is surely on the right side of the first one that it would break.
fn all_kept(ground: Ground<'_>, standing: &Standing<'_>, rules: &Rules, pace: Option<Message>) -> Verdict {
    let reaches: Vec<Reach> = rules.warn.iter().chain(&rules.fail).filter_map(|rule| standing.reach(rule)).collect();
    let thin = reaches.iter().find(|reach| reach.evidence() == Evidence::Thin);
    let evidence = thin.or(reaches.first()).map(Reach::evidence);
    let caution = thin.zip(standing.value.as_ref());
    let caution = caution.map(|(reach, value)| reach.caution(ground, standing.indicator.metric, value));
    Verdict { status: Some(Status::Ok), reason: both(pace, caution), evidence }
}

/// Why an indicator is not judged in a period at all.
fn not_judged(ground: Ground<'_>, standing: &Standing<'_>) -> Option<Message> {
    let (period, indicator) = (standing.period, standing.indicator);
    if let Some((from, to)) = ground.plan.settings.range
        && (period.end() < from || to < period.start)
    {
        return Some(Message::new("not-judged-outside-plan").with("from", from).with("to", to));
    }
    if let (Some(from), _) = indicator.active
        && period.end() < from
    {
        return Some(Message::new("not-judged-before").with("date", from));
    }
    if let (_, Some(until)) = indicator.active
        && until < period.start
    {
        return Some(Message::new("not-judged-after").with("date", until));
    }
    if indicator.whole_periods_only && ground.as_of < period.end() {
        return Some(Message::new("not-judged-in-progress"));
    }
    // A sum over days on which nobody works is no reason for a verdict.
    (standing.is_additive() && standing.pace.total == 0).then(|| Message::new("not-judged-without-working-days"))
}

/// Why the sample is too small, where it is known how large it is.
fn sample_too_small(ground: Ground<'_>, standing: &Standing<'_>) -> Option<Message> {
    let needs = standing.indicator.needs.as_ref()?;
    let sample = ground.values.number(needs.metric, standing.period, standing.group)?;
    (sample < needs.least).then(|| too_small(ground, needs, &sample))
}

/// Why there is no sample for a number that has a value: no rows make a sample of 0, all else says why.
fn sample_missing(ground: Ground<'_>, standing: &Standing<'_>) -> Option<Message> {
    let needs = standing.indicator.needs.as_ref()?;
    let sample = ground.values.of(needs.metric, standing.period, standing.group);
    let Value::Missing(why) = &sample.value else { return None };
    if matches!(why.id, "value-no-rows" | "value-of-no-matching-row") {
        return Some(too_small(ground, needs, &Rational::ZERO)).filter(|_| needs.least > Rational::ZERO);
    }
    let message = Message::new("reason-sample-unknown").with("name", name(ground.plan, needs.metric));
    Some(message.with("why", why.clone()))
}

fn too_small(ground: Ground<'_>, needs: &Needs, sample: &Rational) -> Message {
    let unit = ground.plan.metric(needs.metric).unit;
    Message::new("reason-sample")
        .with("sample", quantity(sample, unit))
        .with("least", quantity(&needs.least, unit))
        .with("name", name(ground.plan, needs.metric))
}

fn too_soon(ground: Ground<'_>, standing: &Standing<'_>) -> Option<Message> {
    if let Some(matures) = &standing.indicator.matures
        && !ground.calendar.has_passed(standing.period.end(), matures, ground.as_of)
    {
        return Some(Message::new("reason-immature").with("end", standing.period.end()));
    }
    standing.pace.is_early().then(|| {
        let (gone, total) = (standing.pace.gone, standing.pace.total);
        Message::new("reason-early").with("gone", gone).with("total", total).with("date", standing.pace.through)
    })
}

/// What is expected of a sum by now, and why.
fn pace_sentence(standing: &Standing<'_>) -> Option<Message> {
    let target = standing.target.as_ref().ok()?.as_ref().filter(|_| standing.is_paced())?;
    let value = standing.value.as_ref()?;
    let by_now = |whole: &Rational, side: Side| expected(&standing.expected(whole), side, value, standing.unit());
    let message = match (&target.high, standing.direction) {
        (Some(high), _) => Message::new("reason-pace-between")
            .with("expected", by_now(&target.low, Side::AtLeast))
            .with("high", by_now(high, Side::AtMost)),
        (None, Direction::AtMost) => Message::new("reason-pace").with("expected", by_now(&target.low, Side::AtMost)),
        (None, _) => Message::new("reason-pace").with("expected", by_now(&target.low, Side::AtLeast)),
    };
    let message = message.with("value", quantity(value, standing.unit())).with("date", standing.pace.through);
    Some(message.with("gone", standing.pace.gone).with("total", standing.pace.total))
}

/// Of the limits that lie on the same side as the first, the one that a value meets first.
fn first_met(standing: &Standing<'_>, rules: &[Rule]) -> Option<Rational> {
    let levels = rules.iter().filter_map(|rule| {
        let is_above = matches!(rule.limit, Limit::Above(_));
        Some((is_above, standing.level(&rule.limit)?.value))
    });
    let met = levels.reduce(|(is_above, met), (other_is_above, other)| match (is_above, other_is_above) {
        (true, true) => (is_above, met.min(other)),
        (false, false) => (is_above, met.max(other)),
        _ => (is_above, met),
    });
    met.map(|(_, value)| value)
}

fn aim(standing: &Standing<'_>, target: &TargetNumbers) -> Aim {
    let expected = standing.expected(&target.low);
    let expected_high = target.high.as_ref().map(|high| standing.expected(high));
    let value = standing.value.as_ref();
    let direction = standing.direction;
    let met = value.map(|value| match direction {
        Direction::AtLeast => *value >= expected,
        Direction::AtMost => *value <= expected,
        Direction::Between => *value >= expected && expected_high.as_ref().is_none_or(|high| value <= high),
    });
    let gap = value.map(|value| match direction {
        Direction::AtLeast | Direction::AtMost => value - &expected,
        Direction::Between => distance(value, &expected, expected_high.as_ref()),
    });
    Aim {
        target: target.low.clone(),
        high: target.high.clone(),
        from: target.from,
        direction,
        met,
        gap,
        attainment: match direction {
            Direction::AtLeast => value.and_then(|value| value.checked_div(&expected)),
            Direction::AtMost | Direction::Between => None,
        },
        expected,
    }
}

/// How far a value lies outside of a range; 0 inside.
fn distance(value: &Rational, low: &Rational, high: Option<&Rational>) -> Rational {
    if value < low {
        return low - value;
    }
    high.filter(|high| value > *high).map_or(Rational::ZERO, |high| value - high)
}
