//! The tables below the words: factors, members, and what else moved.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{Change, Explanation, Factors, Link, Move, Moves};
use crate::plan::unit::{Unit, UnitKind};
use crate::report::paint::Tone;
use crate::report::quantity;
use crate::report::table::{Align, Column, lay_out};
use crate::report::visible::visible;

use super::Context;
use super::parts::ShownParts;
use super::rows::MOST_LINES;
use super::words::{bare, currency_word, decimals, ends, leaf_title, number, other_side, signed};

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

/// What each factor brought, and all together; none for what has no factors, and for a rate of counts: those are said.
pub(super) fn factors(context: &Context, explanation: &Explanation, order: Order) -> Vec<String> {
    let Some(factors) = explanation.factors.as_ref().ok().filter(|_| !explanation.change.is_of_counts()) else {
        return Vec::new();
    };
    let language = context.localizer.language();
    let change = &explanation.change;
    let ShownParts { decimals, parts, rest } = ShownParts::of(change, factors);
    let rest = Some(rest).filter(|_| !factors.rest.is_zero());
    let side = |value: &Option<Rational>, unit| {
        value.as_ref().map_or_else(|| "-".to_owned(), |value| number(value, unit, language))
    };
    let mut table = Table::new(context, change.unit, decimals, "why-heading.factor");
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
    let (before, after) = ends(change, language);
    table.line(name, before, after, &change.difference());
    table.drawn()
}

/// A table of names with both sides and what each brought, the whole last.
struct Table<'a> {
    context: &'a Context<'a>,
    unit: Unit,
    /// In which the parts are shown.
    decimals: u32,
    heading: &'static str,
    names: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    parts: Vec<Rational>,
}

impl<'a> Table<'a> {
    fn new(context: &'a Context<'a>, unit: Unit, decimals: u32, heading: &'static str) -> Self {
        let (names, before, after, parts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { context, unit, decimals, heading, names, before, after, parts }
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
        let parts = self.parts.iter().map(|part| bare(part, unit, self.decimals)).collect();
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
pub(super) fn part_heading(context: &Context, unit: Unit) -> String {
    let measured_in = measured_in(context, unit);
    measured_in.map_or_else(
        || context.localizer.word("why-heading.part"),
        |unit| context.say(Message::new("why-heading.part-in").with("unit", unit)),
    )
}

/// The same over the sum of two columns.
pub(super) fn sum_heading(context: &Context, unit: Unit) -> String {
    let measured_in = measured_in(context, unit);
    measured_in.map_or_else(
        || context.localizer.word("why-heading.sum"),
        |unit| context.say(Message::new("why-heading.sum-in").with("unit", unit)),
    )
}

/// `None` for counts.
fn measured_in(context: &Context, unit: Unit) -> Option<String> {
    Some(match unit.kind() {
        UnitKind::Ratio => context.localizer.word("why-heading.points"),
        UnitKind::Money(money) => currency_word(money.code(), context.localizer.language()).to_owned(),
        UnitKind::Duration => context.localizer.word("why-heading.days"),
        UnitKind::Count => return None,
        UnitKind::Compound => unit.to_string(),
    })
}

/// The heading dimmed, the last line standing out.
pub(super) fn painted(context: &Context, lines: Vec<String>) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let paint = |(place, line): (usize, String)| match place {
        0 => context.paint(Tone::Dim, &line),
        place if place == last => context.paint(Tone::Bold, &line),
        _ => line,
    };
    std::iter::once(String::new()).chain(lines.into_iter().enumerate().map(paint)).collect()
}

/// What moved besides the goal and its factors, and where each move reached.
pub(super) fn others(context: &Context, moves: &Moves) -> Vec<String> {
    if moves.others.is_empty() {
        return Vec::new();
    }
    let localizer = context.localizer;
    let language = localizer.language();
    let goal = moves.goal.as_ref().ok();
    let goal = goal.and_then(|goal| Some((&goal.change, goal.factors.as_ref().ok()?)));
    let cells = |cell: &dyn Fn(&Move) -> String| moves.others.iter().map(cell).collect::<Vec<String>>();
    let column = |heading: String, align, gives_way, cells| Column { heading, align, gives_way, shortest: None, cells };
    let mut name = column(
        localizer.word("why-heading.other"),
        Align::Left,
        0,
        cells(&|own| visible(called(context.plan, own.change.metric)).into_owned()),
    );
    name.shortest = Some(SHORTEST_NAME);
    let difference = |own: &Move| {
        let difference = own.change.difference();
        signed(&difference, own.change.unit, decimals(own.change.unit, std::slice::from_ref(&difference)), language)
    };
    let columns = vec![
        name,
        column(other_side(context.comparison, localizer), Align::Right, 0, cells(&|own| ends(&own.change, language).0)),
        column(
            quantity::period(&context.comparison.period, language),
            Align::Right,
            0,
            cells(&|own| ends(&own.change, language).1),
        ),
        column(localizer.word("why-heading.difference"), Align::Right, 0, cells(&difference)),
        column(localizer.word("why-heading.reached"), Align::Left, 1, cells(&|own| reached(context, goal, own))),
    ];
    let lines = lay_out(columns, context.appearance.width, 2).into_iter().enumerate();
    let lines = lines.map(|(place, line)| if place == 0 { context.paint(Tone::Dim, &line) } else { line });
    std::iter::once(String::new()).chain(lines).collect()
}

/// What a move brought of the goal's change, or how else it is linked.
fn reached(context: &Context, goal: Option<(&Change, &Factors)>, own: &Move) -> String {
    let titles = |metrics: &[crate::plan::ids::MetricId]| {
        let titles = metrics.iter().map(|metric| called(context.plan, *metric).to_owned());
        context.localizer.list(&titles.collect::<Vec<_>>())
    };
    let words = match (&own.link, goal) {
        (Link::Factor(_) | Link::Stage { .. }, Some((goal, factors))) => {
            let shown = ShownParts::of(goal, factors);
            let part = shown.linked(factors, &own.link, own.change.metric).unwrap_or(Rational::ZERO);
            signed(&part, goal.unit, shown.decimals, context.localizer.language())
        }
        (Link::Within(_), _) => context.localizer.word("why-heading.within"),
        (Link::Guards(metrics), _) => context.say(Message::new("why-heading.guards").with("names", titles(metrics))),
        (Link::Drives(metrics), _) => context.say(Message::new("why-heading.drives").with("names", titles(metrics))),
        _ => context.localizer.word("why-heading.unlinked"),
    };
    visible(&words).into_owned()
}
