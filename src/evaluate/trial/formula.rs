//! Formulas with their numbers filled in, for people: `appointment_rate = appointments 9 ÷ calls 100 = 9%`.

use std::collections::BTreeSet;

use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::derive::Step;
use crate::evaluate::ground::Ground;
use crate::evaluate::periods::middle;
use crate::evaluate::program::Op;
use crate::evaluate::result::Value;
use crate::evaluate::sentences::{name, quantity};
use crate::plan::ids::MetricId;
use crate::plan::metric::{Operator, Role};

/// Of longer formulas only the result is told: nobody reads them in a line.
const LONGEST: usize = 64;

/// So many formulas are told of at most, from the one that is asked for down.
const MOST: usize = 6;

/// How tightly the parts of a formula hold together: what binds less than its surroundings stands in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Whole,
}

/// A part of a formula as words and signs, one after the other.
struct Part {
    words: Vec<Arg>,
    binding: Binding,
}

/// How a metric came to its value in a period: its formula, then those of the numbers in it that are computed themselves.
/// What is given is not told of; nothing where the metric itself is given.
#[must_use]
pub fn formulas(ground: Ground, metric: MetricId, period: Period, given: &BTreeSet<MetricId>) -> Option<Message> {
    let mut lines = Vec::new();
    let (mut told, mut waiting) = (given.clone(), vec![metric]);
    let mut done = 0;
    while let Some(metric) = waiting.get(done).copied() {
        done += 1;
        if !told.insert(metric) || lines.len() == MOST {
            continue;
        }
        lines.extend(formula(ground, metric, period).map(Arg::from));
        waiting.extend(ground.programs.of(metric).iter().take(LONGEST).filter_map(|op| match op {
            Op::Metric(read) => Some(*read),
            _ => None,
        }));
    }
    (!lines.is_empty()).then(|| Message::new("trial-computed").with("formulas", Arg::Joined("; ", lines)))
}

/// A metric's formula with the numbers of a period; `None` for one that reads a source.
fn formula(ground: Ground, metric: MetricId, period: Period) -> Option<Message> {
    let program = ground.programs.of(metric);
    if program.iter().any(|op| matches!(op, Op::Measure(_) | Op::Foreign(..))) {
        return None;
    }
    let is_known = ground.values.of(metric, period, &Group::total()).value.known().is_some();
    let message = match (laid_out(ground, program, period), is_known) {
        (Some(words), true) => Message::new("trial-formula").with("formula", Arg::Joined(" ", words)),
        (Some(words), false) => Message::new("trial-formula.missing").with("formula", Arg::Joined(" ", words)),
        (None, _) => Message::new("trial-formula.long"),
    };
    Some(message.with("name", name(ground.plan, metric)).with("value", shown(ground, metric, period)))
}

/// How what is required of a metric follows from a goal: the steps along the funnel, from the metric up.
#[must_use]
pub fn worked_back(ground: Ground, metric: MetricId, period: Period) -> Option<Message> {
    let goals = ground.plan.indicators.iter().enumerate().filter(|(_, goal)| goal.role == Role::Kgi);
    let derivations = goals.map(|(place, goal)| {
        let own = Period::containing(middle(period), goal.period, period.fiscal);
        ground.derivations.of(place, own)
    });
    let derivation = derivations.into_iter().find(|derivation| derivation.required.contains_key(&metric))?;
    let mut lines = Vec::new();
    let mut current = metric;
    while let Some((line, next)) = derivation.steps.iter().find_map(|step| of_step(ground, step, current)) {
        lines.push(Arg::from(line));
        let Some(next) = next.filter(|_| lines.len() < MOST) else { break };
        current = next;
    }
    (!lines.is_empty()).then(|| Message::new("trial-computed").with("formulas", Arg::Joined("; ", lines)))
}

/// A step that gives what is required of `metric`, and the number that it follows from.
fn of_step(ground: Ground, step: &Step, metric: MetricId) -> Option<(Message, Option<MetricId>)> {
    let number = |metric: MetricId, value: &Rational| quantity(value, ground.plan.metric(metric).unit);
    let (value, other, other_value, sign, rate) = match step {
        Step::Goal { metric: goal, value } if *goal == metric => {
            let goal = Message::new("trial-goal").with("name", name(ground.plan, metric));
            return Some((goal.with("value", number(metric, value)), None));
        }
        Step::Divided { metric: of, value, next, next_value, rate, .. } if *of == metric => {
            (value, *next, next_value, "÷", rate)
        }
        Step::Multiplied { metric: of, value, before, before_value, rate, .. } if *of == metric => {
            (value, *before, before_value, "×", rate)
        }
        _ => return None,
    };
    let operand = |metric, value: Arg| {
        Arg::from(Message::new("trial-operand").with("name", name(ground.plan, metric)).with("value", value))
    };
    let rate = match rate.conversion {
        Some(conversion) => operand(conversion, number(conversion, &rate.value)),
        None => Arg::Number(rate.value.clone()),
    };
    let formula = Arg::Joined(" ", vec![operand(other, number(other, other_value)), Arg::from(sign), rate]);
    let line = Message::new("trial-formula").with("formula", formula).with("name", name(ground.plan, metric));
    Some((line.with("value", number(metric, value)), Some(other)))
}

/// The words and signs of a formula; `None` for a long one.
fn laid_out(ground: Ground, program: &[Op], period: Period) -> Option<Vec<Arg>> {
    if program.len() > LONGEST {
        return None;
    }
    let mut stack: Vec<Part> = Vec::new();
    for op in program {
        let part = match op {
            Op::Number(number) => whole(Arg::Number(number.clone())),
            Op::Metric(metric) => whole(operand("trial-operand", ground, *metric, period)),
            Op::Previous(metric) => whole(operand("trial-operand.previous", ground, *metric, period.previous())),
            Op::Negate => {
                let inner = bound(stack.pop()?, Binding::Product);
                Part { words: [vec![Arg::from("-")], inner].concat(), binding: Binding::Sum }
            }
            Op::Apply(operator) => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                combined(left, *operator, right)
            }
            Op::Measure(_) | Op::Foreign(..) => return None,
        };
        stack.push(part);
    }
    stack.pop().map(|part| part.words)
}

fn whole(word: Arg) -> Part {
    Part { words: vec![word], binding: Binding::Whole }
}

fn combined(left: Part, operator: Operator, right: Part) -> Part {
    let (sign, binding, right_needs) = match operator {
        Operator::Add => ("+", Binding::Sum, Binding::Sum),
        Operator::Subtract => ("-", Binding::Sum, Binding::Product),
        Operator::Multiply => ("×", Binding::Product, Binding::Product),
        Operator::Divide => ("÷", Binding::Product, Binding::Whole),
    };
    let words = [bound(left, binding), vec![Arg::from(sign)], bound(right, right_needs)].concat();
    Part { words, binding }
}

/// The words of a part, in parentheses where it binds less than it must.
fn bound(part: Part, least: Binding) -> Vec<Arg> {
    let mut words = part.words;
    if part.binding >= least {
        return words;
    }
    let wrap = |id: &'static str, word: Arg| Arg::from(Message::new(id).with("what", word));
    if let Some(first) = words.first_mut() {
        *first = wrap("trial-parenthesis.open", first.clone());
    }
    if let Some(last) = words.last_mut() {
        *last = wrap("trial-parenthesis.close", last.clone());
    }
    words
}

fn operand(id: &'static str, ground: Ground, metric: MetricId, period: Period) -> Arg {
    let message = Message::new(id).with("name", name(ground.plan, metric));
    message.with("value", shown(ground, metric, period)).into()
}

/// A metric's value with its unit, or that there is none.
fn shown(ground: Ground, metric: MetricId, period: Period) -> Arg {
    match &ground.values.of(metric, period, &Group::total()).value {
        Value::Known(number) => quantity(number, ground.plan.metric(metric).unit),
        Value::Missing(_) => Message::new("trial-operand.missing").into(),
    }
}
