//! What is expected, held against what comes.

use std::collections::BTreeSet;

use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::data::observations::Group;
use crate::evaluate::ground::Ground;
use crate::evaluate::result::Value;
use crate::evaluate::rounding;
use crate::evaluate::sentences::{name, quantity, status_word};
use crate::evaluate::status::judge;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::practice::{Expectation, Expected};
use crate::plan::unit::{Unit, UnitKind};

use super::Failure;
use super::formula::{formulas, worked_back};

/// A test's numbers, to be held against its expectations.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// Its values are those of the test.
    pub ground: Ground<'a>,
    pub period: Period,
    pub given: &'a BTreeSet<MetricId>,
}

impl Judge<'_> {
    /// How an expectation was not met; `None` where it was.
    #[must_use]
    pub fn failure(&self, expectation: &Expectation) -> Option<Failure> {
        let metric = expectation.metric.value;
        let failed = match &expectation.expected {
            Expected::Status(status) => self.status(metric, *status),
            Expected::Value { value, decimals } => self.value(metric, value, *decimals),
            Expected::Required { value, decimals } => return self.required(expectation, value, *decimals),
        };
        let message = failed?.with("name", name(self.ground.plan, metric));
        let how = formulas(self.ground, metric, self.period, self.given);
        Some(Failure { span: expectation.span, message, how })
    }

    /// Every indicator on the metric that is judged in such a period must be held to be what is expected.
    fn status(&self, metric: MetricId, expected: Status) -> Option<Message> {
        let mut indicators = self.ground.plan.indicators_on(metric).peekable();
        let Some(first) = indicators.peek().copied() else { return Some(Message::new("trial-status-of-number")) };
        let mut judged = indicators.filter(|indicator| indicator.period == self.period.grain).peekable();
        if judged.peek().is_none() {
            let own = Period::containing(self.period.start, first.period, self.period.fiscal);
            return Some(Message::new("trial-other-period").with("period", self.period).with("own", own));
        }
        judged.find_map(|indicator| self.status_of(indicator, expected))
    }

    fn status_of(&self, indicator: &Indicator, expected: Status) -> Option<Message> {
        let judgement = judge(self.ground, indicator, self.period, &Group::total());
        let message = match (judgement.status, judgement.reason) {
            (Some(status), _) if status == expected => return None,
            (Some(status), Some(why)) => {
                Message::new("trial-status.because").with("status", status_word(status)).with("why", why)
            }
            (Some(status), None) => self.plain_status(indicator, status),
            (None, Some(why)) => Message::new("trial-not-judged").with("why", why),
            (None, None) => Message::new("trial-not-judged.target"),
        };
        Some(message.with("expected", status_word(expected)))
    }

    /// A status that needs no reason: the value is as it should be.
    fn plain_status(&self, indicator: &Indicator, status: Status) -> Message {
        let number = self.ground.values.number(indicator.metric, self.period, &Group::total());
        let message = Message::new("trial-status").with("status", status_word(status));
        let unit = self.ground.plan.metric(indicator.metric).unit;
        message.with("value", number.map_or(Arg::from("-"), |number| quantity(&number, unit)))
    }

    fn value(&self, metric: MetricId, expected: &Rational, decimals: u32) -> Option<Message> {
        let unit = self.ground.plan.metric(metric).unit;
        let message = match &self.ground.values.of(metric, self.period, &Group::total()).value {
            Value::Known(number) if number.round_to(decimals) == *expected => return None,
            Value::Known(number) => Message::new("trial-value").with("value", shown(number, unit, decimals)),
            Value::Missing(why) => Message::new("trial-value.missing").with("why", why.clone()),
        };
        Some(message.with("expected", shown(expected, unit, decimals)))
    }

    /// What the goal requires, as it is shown: counts rounded up, for nobody makes half a call.
    fn required(&self, expectation: &Expectation, expected: &Rational, decimals: u32) -> Option<Failure> {
        let Ground { plan, aims, .. } = self.ground;
        let metric = expectation.metric.value;
        let unit = plan.metric(metric).unit;
        let message = match aims.required(metric, self.period) {
            Ok(required) => {
                let whole = if decimals == 0 { rounding::at_least(&required.value, unit) } else { required.value };
                if whole.round_to(decimals) == *expected {
                    return None;
                }
                Message::new("trial-required").with("value", shown(&whole, unit, decimals))
            }
            Err(why) => Message::new("trial-required.missing").with("why", why),
        };
        let message = message.with("expected", shown(expected, unit, decimals)).with("name", name(plan, metric));
        Some(Failure { span: expectation.span, message, how: worked_back(self.ground, metric, self.period) })
    }
}

/// A number with as many decimals as were written, where more are than are usually shown: what differs must look
/// different.
fn shown(number: &Rational, unit: Unit, decimals: u32) -> Arg {
    match unit.kind() {
        UnitKind::Ratio if decimals > 3 => {
            Arg::Text(format!("{}%", (number * &Rational::from(100)).to_fixed(decimals - 2)))
        }
        UnitKind::Count | UnitKind::Compound if decimals > 1 => Arg::Text(number.to_fixed(decimals)),
        _ => quantity(number, unit),
    }
}
