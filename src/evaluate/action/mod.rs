//! Whether what was tried worked: a metric since an action's start, held against as many days before.
//!
//! So that an easier list doesn't pass for a better script, the mix between the segments of a rate is held as it was
//! before: each segment's rate since counts as much as the segment counted before (direct standardisation).

mod compare;
mod daily;
mod rhythm;
mod shape;
mod verdict;
mod window;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::base::message::Message;
use crate::base::period::Grain;
use crate::plan::Plan;
use crate::plan::ids::MeasureId;
use crate::plan::practice::Action;

use super::ground::Ground;
use super::program::Programs;
use super::sentences::both;

pub use self::compare::{Comparison, How, Share};
pub use self::verdict::{Better, Verdict, change};
pub use self::window::{Days, Windows};

use self::compare::compared;
use self::daily::segments;
use self::rhythm::rhythm;
use self::shape::Shapes;
use self::verdict::verdict;

/// So many actions of a plan are measured: each looks at the days of up to two years.
const MOST_ACTIONS: usize = 200;

/// What came of an action.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The place in the plan's `actions`.
    pub action: usize,
    /// `None` before there is anything to look at.
    pub windows: Option<Windows>,
    /// `None` where nothing can be compared.
    pub comparison: Option<Comparison>,
    pub verdict: Option<Verdict>,
    /// Whether what was expected is reached, with the mix held. `None` where nothing is expected or known.
    pub reached: Option<bool>,
    /// Whether the day by which it was expected is over. `None` without such a day.
    pub due: Option<bool>,
    /// Why there is no verdict, or why it is none, and what else is to be known.
    pub reason: Option<Message>,
}

/// Measures every action of a plan.
#[must_use]
pub fn measured(ground: Ground) -> Vec<Measured> {
    let mut shapes = Shapes::new(ground.plan, ground.programs);
    let actions = ground.plan.actions.iter().enumerate();
    let measured = actions.map(|(place, action)| {
        let of_action =
            if place < MOST_ACTIONS { measure(ground, &mut shapes, action) } else { beyond(ground, action) };
        Measured { action: place, ..of_action }
    });
    measured.collect()
}

fn measure(ground: Ground, shapes: &mut Shapes, action: &Action) -> Measured {
    let mut measured = unmeasured(ground, action);
    let shape = shapes.of(action.metric.value);
    let rhythm = shape.as_ref().map_or(Grain::Day, |shape| rhythm(ground, shape));
    let windows = match Windows::of(ground, action).and_then(|windows| windows.in_whole(rhythm, ground)) {
        Ok(windows) => windows,
        Err(why) => return Measured { reason: Some(why), ..measured },
    };
    measured.windows = Some(windows);
    let comparison = match compared(ground, shape, action.metric.value, windows) {
        Ok(comparison) => comparison,
        Err(why) => return Measured { reason: Some(why), ..measured },
    };
    let expect = action.expect.as_ref().map(|expect| &expect.value);
    let better = Better::of(ground, action, &comparison.before);
    let unit = ground.plan.metric(action.metric.value).unit;
    let (verdict, why) = verdict(&comparison, expect, better, unit);
    measured.verdict = Some(verdict);
    measured.reached = expect.map(|expect| better.reaches(comparison.judged(), expect));
    measured.reason =
        why.into_iter().chain(comparison.notes.iter().cloned()).fold(None, |all, note| both(all, Some(note)));
    measured.comparison = Some(comparison);
    measured
}

/// An action without anything that could be said of its numbers.
fn unmeasured(ground: Ground, action: &Action) -> Measured {
    let due = action.by.as_ref().map(|by| by.value <= ground.as_of);
    Measured { action: 0, windows: None, comparison: None, verdict: None, reached: None, due, reason: None }
}

/// One that is not measured, for there are so many.
fn beyond(ground: Ground, action: &Action) -> Measured {
    let why = Message::new("action-too-many").with("count", MOST_ACTIONS);
    Measured { reason: Some(why), ..unmeasured(ground, action) }
}

/// What the measuring of a plan's actions needs to know day by day: the measures, and by what they are told apart.
#[must_use]
pub fn needed(plan: &Plan, programs: &Programs) -> (Vec<MeasureId>, Vec<Vec<String>>) {
    let (mut measures, mut breakdowns) = (Vec::new(), Vec::new());
    let (mut seen, mut shapes) = (BTreeSet::new(), Shapes::new(plan, programs));
    for action in plan.actions.iter().filter(|action| action.from.is_some()) {
        let metric = action.metric.value;
        let Some(shape) = seen.insert(metric).then(|| shapes.of(metric)).flatten() else { continue };
        measures.extend(shape.measures());
        let dimensions = segments(plan, &shape);
        if shape.counts_among(plan) && !dimensions.is_empty() && !breakdowns.contains(&dimensions) {
            breakdowns.push(dimensions);
        }
    }
    (measures, breakdowns)
}
