//! Whether an action worked.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::ground::Ground;
use crate::evaluate::sentences::{points, quantity};
use crate::plan::practice::Action;
use crate::plan::unit::{Unit, UnitKind};

use super::compare::Comparison;

/// What the numbers say of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval of the effect lies wholly on the good side of nothing.
    Worked,
    /// It lies wholly on the bad side.
    Worse,
    /// Nothing lies in it, and an effect of the size that was hoped for would have shown.
    NoEvidence,
    /// Nothing lies in it, and the sample could not have told such an effect from nothing; or there is no interval.
    TooEarly,
}

impl Verdict {
    /// As machine formats write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Worked => "worked",
            Self::Worse => "worse",
            Self::NoEvidence => "no-evidence",
            Self::TooEarly => "too-early",
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    More,
    Less,
}

impl Better {
    /// As the stated target of the metric's first indicator says, else what a goal requires of the metric; where nothing is
    /// required, or a range, towards what is expected.
    #[must_use]
    pub fn of(ground: Ground, action: &Action, before: &Rational) -> Self {
        let (plan, metric) = (ground.plan, action.metric.value);
        let stated = plan.indicators_on(metric).find_map(|indicator| indicator.target.as_ref());
        let required = || {
            let period = Period::containing(ground.as_of, plan.settings.period, plan.settings.fiscal);
            Some(ground.aims.required(metric, period).ok()?.direction)
        };
        match (stated.map(|target| target.direction).or_else(required), &action.expect) {
            (Some(Direction::AtLeast), _) => Self::More,
            (Some(Direction::AtMost), _) => Self::Less,
            (_, Some(expect)) if expect.value < *before => Self::Less,
            _ => Self::More,
        }
    }

    /// Whether a value is as good as another.
    #[must_use]
    pub fn reaches(self, value: &Rational, expected: &Rational) -> bool {
        match self {
            Self::More => value >= expected,
            Self::Less => value <= expected,
        }
    }
}

/// The verdict, and why it is none.
#[must_use]
pub fn verdict(
    comparison: &Comparison,
    expect: Option<&Rational>,
    better: Better,
    unit: Unit,
) -> (Verdict, Option<Message>) {
    let Some(interval) = &comparison.interval else {
        let is_said = comparison.notes.iter().any(|note| note.id == "action-few");
        return (Verdict::TooEarly, (!is_said).then(|| Message::new("action-no-interval")));
    };
    let (is_more, is_less) = (interval.low > 0, interval.high < 0);
    match (better, is_more, is_less) {
        (Better::More, true, _) | (Better::Less, _, true) => return (Verdict::Worked, None),
        (Better::More, _, true) | (Better::Less, true, _) => return (Verdict::Worse, None),
        _ => {}
    }
    let half = &(&interval.high - &interval.low) * &Rational::from_decimal(5, 1);
    let hoped = hoped_for(&comparison.before, expect, better);
    let (verdict, message) = if half > hoped {
        (Verdict::TooEarly, Message::new("action-sample"))
    } else {
        (Verdict::NoEvidence, Message::new("action-no-effect"))
    };
    let message = message.with("half", change(&half, unit)).with("hoped", change(&hoped, unit));
    (verdict, Some(message))
}

/// The effect that would matter: what is expected beyond what there was. Without that, a tenth of what there was.
fn hoped_for(before: &Rational, expect: Option<&Rational>, better: Better) -> Rational {
    let tenth = &before.abs() * &Rational::from_decimal(1, 1);
    let is_beyond = |expect: &&Rational| !better.reaches(before, expect);
    expect.filter(is_beyond).map_or(tenth, |expect| (expect - before).abs())
}

/// A difference, as it is shown: of ratios in points.
#[must_use]
pub fn change(difference: &Rational, unit: Unit) -> crate::base::message::Arg {
    if unit.kind() == UnitKind::Ratio { points(difference) } else { quantity(difference, unit) }
}
