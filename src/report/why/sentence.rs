//! The answer in words: what moved, where it came from, where it reached.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{
    Change, Explanation, Factor, Factors, Kind, Moves, Portion, Segment, Segmentation, Sides, Versus,
};
use crate::plan::unit::{Unit, UnitKind};

use super::Context;
use super::parts::ShownParts;
use super::reach::of_goal;
use super::rows::Rows;
use super::words::{decimals, ends, leaf_title, member, number, relative, signed};

/// Everything that is said of a change, sentence by sentence.
#[must_use]
pub fn sentences(context: &Context, explanation: &Explanation) -> Vec<String> {
    let change = &explanation.change;
    let mut said = vec![headline(context, change, explanation.portion.as_ref())];
    if !change.difference().is_zero() {
        let told = explanation.told.and_then(|place| explanation.segmentations.get(place));
        said.extend(told.and_then(|told| of_segments(context, change, told)));
        // Of a rate of counts the two sides say nothing by themselves: more calls are no cause of a lower rate.
        let factors = explanation.factors.as_ref().ok().filter(|_| !change.is_of_counts());
        said.extend(factors.and_then(|factors| of_factors(context, change, factors)));
    }
    said.extend(explanation.reached.as_ref().map(|reached| of_goal(context, change.metric, reached)));
    said
}

/// What is said of all that moved.
#[must_use]
pub fn sentences_of_moves(context: &Context, moves: &Moves) -> Vec<String> {
    let Ok(goal) = &moves.goal else { return Vec::new() };
    let mut said = vec![headline(context, &goal.change, goal.portion.as_ref())];
    if goal.change.difference().is_zero() {
        return said;
    }
    said.extend(goal.factors.as_ref().ok().and_then(|factors| of_factors(context, &goal.change, factors)));
    if let Some(cause) = &moves.cause {
        let told = cause.told.and_then(|place| cause.segmentations.get(place));
        let because = told.and_then(|told| of_segments(context, &cause.change, told));
        if let Some(because) = because {
            said.push(headline(context, &cause.change, cause.portion.as_ref()));
            said.push(because);
        }
    }
    said
}

fn direction(difference: &Rational) -> &'static str {
    if difference.is_zero() {
        "same"
    } else if difference.is_negative() {
        "down"
    } else {
        "up"
    }
}

/// The same of a number of things or an amount, which in some languages have verbs of their own.
fn direction_of(difference: &Rational, unit: Unit) -> &'static str {
    match (direction(difference), unit.kind()) {
        ("up", UnitKind::Count | UnitKind::Money(_)) => "more",
        ("down", UnitKind::Count | UnitKind::Money(_)) => "less",
        ("up", UnitKind::Duration) => "longer",
        ("down", UnitKind::Duration) => "shorter",
        (direction, _) => direction,
    }
}

/// A number as it stands in a sentence: in some languages things that are counted have a word behind their number.
fn counted(context: &Context, unit: Unit, number: String) -> String {
    if unit.kind() == UnitKind::Count { context.say(Message::new("why-count").with("number", number)) } else { number }
}

/// By how much, from what to what; of a rate, of how many.
fn headline(context: &Context, change: &Change, portion: Option<&Portion>) -> String {
    let language = context.localizer.language();
    let difference = change.difference();
    let unit = change.unit;
    let size = signed(&difference.abs(), unit, decimals(unit, std::slice::from_ref(&difference)), language);
    let size = counted(context, unit, size.trim_start_matches('+').to_owned());
    let share = relative(&difference, &change.before, language).filter(|_| unit.kind() != UnitKind::Ratio);
    let size = match share {
        Some(share) => context.say(Message::new("why-size").with("size", size).with("share", share)),
        None => size,
    };
    let (message, direction) = match (context.comparison.versus, portion) {
        (Versus::Target, None) => (Message::new("why-against-target"), direction(&difference)),
        (Versus::Target, Some(_)) => (Message::new("why-against-expected"), direction(&difference)),
        (Versus::Period(_), _) => (Message::new("why-changed"), direction_of(&difference, unit)),
    };
    let message = message.with("name", called(context.plan, change.metric)).with("direction", direction);
    let message = message.with("size", size).with("sample", sample(context, change).unwrap_or_default());
    let (before, after) = ends(change, language);
    let (before, after) = (counted(context, unit, before), counted(context, unit, after));
    let said = context.say(message.with("before", before).with("after", after));
    let is_doubtful = change.may_be_chance == Some(true) && !difference.is_zero();
    let doubt = is_doubtful.then(|| context.localizer.word("why-chance"));
    [Some(said), doubt].into_iter().flatten().collect::<Vec<_>>().join(&context.localizer.word("why-between-sentences"))
}

/// Of how many things a rate was taken, on either side: what a change of it is worth depends on that.
fn sample(context: &Context, change: &Change) -> Option<String> {
    let count = |side: &Option<Sides>| {
        let (above, below) = side.as_ref()?;
        let counts = |number: &Rational| crate::report::quantity::number(number);
        Some(context.say(Message::new("why-of").with("part", counts(above)).with("whole", counts(below))))
    };
    match (count(&change.samples.0), count(&change.samples.1)) {
        (Some(before), Some(after)) => {
            Some(context.say(Message::new("why-samples").with("before", before).with("after", after)))
        }
        (None, Some(after)) => Some(context.say(Message::new("why-sample").with("after", after))),
        _ => None,
    }
}

/// How much came of the mix and how much of the members themselves; of sums, which members moved it.
fn of_segments(context: &Context, change: &Change, told: &Segmentation) -> Option<String> {
    match told.kind {
        Kind::Sum => of_members(context, change, told),
        Kind::Rate => of_mix_and_rate(context, change, told),
    }
}

fn of_members(context: &Context, change: &Change, told: &Segmentation) -> Option<String> {
    let decimals = decimals(change.unit, &[change.difference()]);
    let rows = Rows::of(told, decimals);
    let largest = along_with(&change.difference(), &told.segments, Segment::part)?;
    let place = rows.shown.iter().position(|own| own.group == largest.group);
    let part = place.and_then(|place| rows.whole.get(place)).cloned().unwrap_or_else(|| largest.part());
    let message = Message::new("why-by-member").with("dimension", visible_list(context, told));
    let part = signed(&part, change.unit, decimals, context.localizer.language());
    let part = counted(context, change.unit, part);
    Some(context.say(with_sides(context, change, largest, message).with("part", part)))
}

fn of_mix_and_rate(context: &Context, change: &Change, told: &Segmentation) -> Option<String> {
    let language = context.localizer.language();
    let decimals = decimals(change.unit, &[change.difference()]);
    let rows = Rows::of(told, decimals);
    let words =
        |parts: &[Rational]| parts.last().map(|part| signed(part, change.unit, decimals, language)).unwrap_or_default();
    let with_parts = |message: Message| {
        let message = message.with("dimension", visible_list(context, told));
        let kind = if change.unit.kind() == UnitKind::Ratio { "rate" } else { "value" };
        message.with("mix", words(&rows.mix)).with("rate", words(&rows.rate)).with("kind", kind)
    };
    if told.mix.abs() > told.rate.abs() {
        return mix_first(context, change, told).map(|message| context.say(with_parts(message)));
    }
    let message = if let Some(direction) = everywhere(change, told) {
        Message::new("why-rate-everywhere").with("direction", direction).with("count", told.segments.len())
    } else {
        let largest = along_with(&told.rate, &told.segments, |own| own.rate.clone())?;
        let place = rows.shown.iter().position(|own| own.group == largest.group);
        let part = place.and_then(|place| rows.rate.get(place)).unwrap_or(&largest.rate);
        let part = signed(part, change.unit, decimals, language);
        with_sides(context, change, largest, Message::new("why-rate")).with("part", part)
    };
    Some(context.say(with_parts(message)))
}

/// The mix did more: which member weighs more or less now, and what became of the members themselves.
fn mix_first(context: &Context, change: &Change, told: &Segmentation) -> Option<Message> {
    let shifted = along_with(&told.mix, &told.segments, |own| own.mix.clone())?;
    let (before, after) = (shifted.before.weight.as_ref()?, shifted.after.weight.as_ref()?);
    let base = told.base.map(|base| leaf_title(context, base));
    let base = base.unwrap_or_else(|| context.localizer.word("why-weight"));
    let weight = |weight: &Rational| number(&weight.round_to(3), Unit::RATIO, context.localizer.language());
    let whole = change.difference();
    let moved_much = told.segments.iter().any(|own| !is_little(&own.rate, &whole));
    let message = match (is_little(&told.rate, &whole), moved_much) {
        (true, false) => Message::new("why-mix"),
        (true, true) => Message::new("why-mix-cancelled"),
        (false, _) => Message::new("why-mix-and-rate"),
    };
    let message = message.with("member", member(&shifted.group, context.localizer)).with("base", base);
    let message = message.with("direction", direction(&(after - before)));
    Some(message.with("before", weight(before)).with("after", weight(after)))
}

/// The way in which every member's own rate moved, where all of them moved the same way as the whole.
fn everywhere(change: &Change, told: &Segmentation) -> Option<&'static str> {
    let whole = direction(&change.difference());
    let is_along = |own: &Segment| {
        let both = own.after.value.as_ref().zip(own.before.value.as_ref());
        both.is_some_and(|(after, before)| direction(&(after - before)) == whole)
    };
    (told.segments.len() > 1 && told.segments.iter().all(is_along)).then_some(whole)
}

fn visible_list(context: &Context, told: &Segmentation) -> String {
    context.localizer.list(&told.dimensions)
}

/// Whether a part is next to nothing beside the whole change.
fn is_little(part: &Rational, whole: &Rational) -> bool {
    &part.abs() * &Rational::from(10) < whole.abs()
}

/// What a member was and is.
fn with_sides(context: &Context, change: &Change, segment: &Segment, message: Message) -> Message {
    let side = |value: &Option<Rational>| {
        let shown = value.as_ref().map(|value| number(value, change.unit, context.localizer.language()));
        shown.unwrap_or_else(|| "-".to_owned())
    };
    let message = message.with("member", member(&segment.group, context.localizer));
    message.with("before", side(&segment.before.value)).with("after", side(&segment.after.value))
}

/// The one that did most in the direction of the whole.
fn along_with<'a, T>(whole: &Rational, all: &'a [T], part: impl Fn(&T) -> Rational) -> Option<&'a T> {
    let along = all.iter().filter(|own| !part(own).is_zero() && part(own).is_negative() == whole.is_negative());
    along.rev().max_by_key(|own| part(own).abs())
}

/// The factors that did most, and the one that did most against them.
fn of_factors(context: &Context, change: &Change, factors: &Factors) -> Option<String> {
    let difference = change.difference();
    let ShownParts { decimals, parts: shown, .. } = ShownParts::of(change, factors);
    let mut moved: Vec<(&Factor, &Rational)> =
        factors.list.iter().zip(&shown).filter(|(factor, _)| !factor.part.is_zero()).collect();
    moved.sort_by_cached_key(|(factor, _)| std::cmp::Reverse(factor.part.abs()));
    let phrase = |(factor, shown): &(&Factor, &Rational)| factor_phrase(context, change, factor, shown, decimals);
    let along = |factor: &Factor| factor.part.is_negative() == difference.is_negative();
    let with: Vec<String> = moved.iter().filter(|(factor, _)| along(factor)).take(2).map(phrase).collect();
    let against: Vec<String> = moved.iter().filter(|(factor, _)| !along(factor)).take(1).map(phrase).collect();
    if with.is_empty() {
        return None;
    }
    let message = match against.first() {
        Some(against) => Message::new("why-factors-against").with("against", against.clone()),
        None => Message::new("why-factors"),
    };
    Some(context.say(message.with("factors", with)))
}

fn factor_phrase(context: &Context, change: &Change, factor: &Factor, shown: &Rational, decimals: u32) -> String {
    let language = context.localizer.language();
    let side = |value: &Option<Rational>| {
        value.as_ref().map_or_else(|| "-".to_owned(), |value| number(value, factor.unit, language))
    };
    let message = Message::new("why-factor")
        .with("name", leaf_title(context, factor.leaf))
        .with("part", signed(shown, change.unit, decimals, language))
        .with("before", side(&factor.before))
        .with("after", side(&factor.after));
    context.say(message)
}
