//! The tables below the words: factors, members, and what else moved.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{Change, Explanation, Kind, Link, Move, Moves, Segment, Segmentation, Side};
use crate::plan::unit::{Unit, UnitKind};
use crate::report::paint::Tone;
use crate::report::quantity;
use crate::report::table::{Align, Column, lay_out};
use crate::report::visible::visible;

use super::Context;
use super::rounded::adding_up;
use super::rows::{MOST_LINES, Rows};
use super::words::{bare, currency_word, leaf_title, member, number, other_side, signed, step};

/// Names keep at least so many columns before anything else gives way.
const SHORTEST_NAME: usize = 16;

/// The order of a table's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As the formula has them.
    Formula,
    /// What brought most first.
    Rank,
}

/// What each factor brought, and all together; none for what has no factors.
pub(super) fn factors(context: &Context, explanation: &Explanation, order: Order) -> Vec<String> {
    let Ok(factors) = &explanation.factors else { return Vec::new() };
    let language = context.localizer.language();
    let change = &explanation.change;
    let exact: Vec<Rational> =
        factors.list.iter().map(|factor| factor.part.clone()).chain([factors.rest.clone()]).collect();
    let step = step(change.unit, &[change.difference()]);
    let mut parts = adding_up(&exact, &step);
    let rest = parts.pop().filter(|_| !factors.rest.is_zero());
    let side = |value: &Option<Rational>, unit| {
        value.as_ref().map_or_else(|| "-".to_owned(), |value| number(value, unit, language))
    };
    let mut table = Table::new(context, change.unit, step.clone(), "why-heading.factor");
    let ranked = |place: &usize| std::cmp::Reverse(factors.list[*place].part.abs());
    let mut places: Vec<usize> = (0..factors.list.len()).collect();
    places.sort_by_cached_key(ranked);
    let is_long = places.len() > MOST_LINES;
    let left_out = if is_long { places.split_off(MOST_LINES - 1) } else { Vec::new() };
    if order == Order::Formula {
        places.sort_unstable();
    }
    for place in places {
        let factor = &factors.list[place];
        table.line(
            &leaf_title(context, factor.leaf),
            side(&factor.before, factor.unit),
            side(&factor.after, factor.unit),
            &parts[place],
        );
    }
    if is_long {
        let words = context.say(Message::new("why-heading.others").with("count", left_out.len()));
        let others: Rational = left_out.into_iter().map(|place| parts[place].clone()).sum();
        table.line(&words, String::new(), String::new(), &others);
    }
    if let Some(rest) = rest {
        table.line(&context.localizer.word("why-heading.rest"), String::new(), String::new(), &rest);
    }
    let name = called(context.plan, change.metric);
    let whole = adding_up(&[change.difference()], &step).pop().unwrap_or(Rational::ZERO);
    let (before, after) = (number(&change.before, change.unit, language), number(&change.after, change.unit, language));
    table.line(name, before, after, &whole);
    table.drawn()
}

/// A table of names with both sides and what each brought, the whole last.
struct Table<'a> {
    context: &'a Context<'a>,
    unit: Unit,
    /// In which the parts are shown.
    step: Rational,
    heading: &'static str,
    names: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    parts: Vec<Rational>,
}

impl<'a> Table<'a> {
    fn new(context: &'a Context<'a>, unit: Unit, step: Rational, heading: &'static str) -> Self {
        let (names, before, after, parts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { context, unit, step, heading, names, before, after, parts }
    }

    fn line(&mut self, name: &str, before: String, after: String, part: &Rational) {
        self.names.push(visible(name).into_owned());
        self.before.push(before);
        self.after.push(after);
        self.parts.push(part.clone());
    }

    fn drawn(self) -> Vec<String> {
        let Self { context, unit, .. } = self;
        let localizer = context.localizer;
        let column = |heading: String, align, cells| Column { heading, align, gives_way: 0, shortest: None, cells };
        let parts = self.parts.iter().map(|part| bare(part, unit, &self.step)).collect();
        let mut name = column(localizer.word(self.heading), Align::Left, self.names);
        name.shortest = Some(SHORTEST_NAME);
        let period = quantity::period(&context.comparison.period, localizer.language());
        let columns = vec![
            name,
            column(other_side(context.comparison, localizer), Align::Right, self.before),
            column(period, Align::Right, self.after),
            column(part_heading(context, unit), Align::Right, parts),
        ];
        painted(context, lay_out(columns, context.appearance.width, 2))
    }
}

/// What the parts are measured in.
fn part_heading(context: &Context, unit: Unit) -> String {
    let unit = match unit.kind() {
        UnitKind::Ratio => context.localizer.word("why-heading.points"),
        UnitKind::Money(money) => currency_word(money.code(), context.localizer.language()).to_owned(),
        UnitKind::Duration => context.localizer.word("why-heading.days"),
        UnitKind::Count => return context.localizer.word("why-heading.part"),
        UnitKind::Compound => unit.to_string(),
    };
    context.say(Message::new("why-heading.part-in").with("unit", unit))
}

/// The heading dimmed, the last line standing out.
fn painted(context: &Context, lines: Vec<String>) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let paint = |(place, line): (usize, String)| match place {
        0 => context.paint(Tone::Dim, &line),
        place if place == last => context.paint(Tone::Bold, &line),
        _ => line,
    };
    std::iter::once(String::new()).chain(lines.into_iter().enumerate().map(paint)).collect()
}

/// What each member brought, and all together.
pub(super) fn segments(context: &Context, change: &Change, segmentation: &Segmentation) -> Vec<String> {
    let step = step(change.unit, &[change.difference()]);
    let rows = Rows::of(segmentation, &step);
    let localizer = context.localizer;
    let language = localizer.language();
    let is_rate = segmentation.kind == Kind::Rate;
    let mut names: Vec<String> =
        rows.shown.iter().map(|own| visible(&member(&own.group, localizer)).into_owned()).collect();
    let of_side = |side: fn(&Segment) -> &Side, cell: &dyn Fn(&Side) -> String, whole: String| -> Vec<String> {
        let mut cells: Vec<String> = rows.shown.iter().map(|own| cell(side(own))).collect();
        cells.extend((rows.left_out > 0).then(String::new));
        cells.push(whole);
        cells
    };
    let value =
        |side: &Side| side.value.as_ref().map_or_else(|| "-".to_owned(), |value| number(value, change.unit, language));
    let weight = |side: &Side| {
        side.weight.as_ref().map_or_else(String::new, |weight| number(&weight.round_to(3), Unit::RATIO, language))
    };
    if rows.left_out > 0 {
        names.push(context.say(Message::new("why-heading.others").with("count", rows.left_out)));
    }
    names.push(localizer.word("why-heading.whole"));
    let column = |heading: String, align, cells: Vec<String>, gives_way| Column {
        heading,
        align,
        gives_way,
        shortest: None,
        cells,
    };
    let period = quantity::period(&context.comparison.period, language);
    let other = other_side(context.comparison, localizer);
    let before_whole = number(&change.before, change.unit, language);
    let after_whole = number(&change.after, change.unit, language);
    let parts = |parts: &[Rational]| parts.iter().map(|part| bare(part, change.unit, &step)).collect::<Vec<_>>();
    let mut name = column(visible(&localizer.list(&segmentation.dimensions)).into_owned(), Align::Left, names, 0);
    name.shortest = Some(8);
    let mut columns = vec![name];
    if is_rate {
        let none = String::new;
        let heading = |id| localizer.word(id);
        let weights = |side| of_side(side, &weight, none());
        let before = weights(|own: &Segment| &own.before);
        let after = weights(|own: &Segment| &own.after);
        let shifted = before.iter().zip(&after).map(|(before, after)| arrow(before, after)).collect();
        let values = of_side(|own| &own.before, &value, before_whole)
            .iter()
            .zip(&of_side(|own| &own.after, &value, after_whole))
            .map(|(before, after)| arrow(before, after))
            .collect();
        columns.push(column(heading("why-heading.weight"), Align::Right, shifted, 0));
        columns.push(column(heading("why-heading.rate"), Align::Right, values, 0));
        columns.push(column(heading("why-heading.by-mix"), Align::Right, parts(&rows.mix), 0));
        columns.push(column(heading("why-heading.by-rate"), Align::Right, parts(&rows.rate), 0));
    } else {
        columns.push(column(other, Align::Right, of_side(|own| &own.before, &value, before_whole), 0));
        columns.push(column(period, Align::Right, of_side(|own| &own.after, &value, after_whole), 0));
    }
    columns.push(column(part_heading(context, change.unit), Align::Right, parts(&rows.whole), 0));
    painted(context, lay_out(columns, context.appearance.width, 2))
}

fn arrow(before: &str, after: &str) -> String {
    if before.is_empty() && after.is_empty() { String::new() } else { format!("{before} → {after}") }
}

/// What moved besides the goal and its factors, and where each move reached.
pub(super) fn others(context: &Context, moves: &Moves) -> Vec<String> {
    if moves.others.is_empty() {
        return Vec::new();
    }
    let localizer = context.localizer;
    let language = localizer.language();
    let goal = moves.goal.as_ref().ok().map(|goal| &goal.change);
    let cells = |cell: &dyn Fn(&Move) -> String| moves.others.iter().map(cell).collect::<Vec<String>>();
    let column = |heading: String, align, gives_way, cells| Column { heading, align, gives_way, shortest: None, cells };
    let mut name = column(
        localizer.word("why-heading.other"),
        Align::Left,
        0,
        cells(&|own| visible(called(context.plan, own.change.metric)).into_owned()),
    );
    name.shortest = Some(SHORTEST_NAME);
    let value = |value: &Rational, change: &Change| number(value, change.unit, language);
    let difference = |own: &Move| {
        let difference = own.change.difference();
        let step = step(own.change.unit, std::slice::from_ref(&difference));
        signed(&adding_up(&[difference], &step)[0], own.change.unit, &step, language)
    };
    let columns = vec![
        name,
        column(
            other_side(context.comparison, localizer),
            Align::Right,
            0,
            cells(&|own| value(&own.change.before, &own.change)),
        ),
        column(
            quantity::period(&context.comparison.period, language),
            Align::Right,
            0,
            cells(&|own| value(&own.change.after, &own.change)),
        ),
        column(localizer.word("why-heading.difference"), Align::Right, 0, cells(&difference)),
        column(localizer.word("why-heading.reached"), Align::Left, 1, cells(&|own| reached(context, goal, own))),
    ];
    let lines = lay_out(columns, context.appearance.width, 2).into_iter().enumerate();
    let lines = lines.map(|(place, line)| if place == 0 { context.paint(Tone::Dim, &line) } else { line });
    std::iter::once(String::new()).chain(lines).collect()
}

/// What a move brought of the goal's change, or how else it is linked.
fn reached(context: &Context, goal: Option<&Change>, own: &Move) -> String {
    let titles = |metrics: &[crate::plan::ids::MetricId]| {
        let titles = metrics.iter().map(|metric| called(context.plan, *metric).to_owned());
        context.localizer.list(&titles.collect::<Vec<_>>())
    };
    let words = match (&own.link, goal) {
        (Link::Factor(part) | Link::Stage(part), Some(goal)) => {
            let step = step(goal.unit, &[goal.difference()]);
            let part = adding_up(std::slice::from_ref(part), &step);
            signed(&part[0], goal.unit, &step, context.localizer.language())
        }
        (Link::Within(leaf), _) => {
            context.say(Message::new("why-heading.within").with("whole", leaf_title(context, *leaf)))
        }
        (Link::Guards(metrics), _) => context.say(Message::new("why-heading.guards").with("names", titles(metrics))),
        (Link::Drives(metrics), _) => context.say(Message::new("why-heading.drives").with("names", titles(metrics))),
        _ => context.localizer.word("why-heading.unlinked"),
    };
    visible(&words).into_owned()
}
