//! The table of a change by the members of a dimension.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::evaluate::why::answer::{Change, Kind, Segment, Segmentation, Side, Sides};
use crate::evaluate::why::factors::unit;
use crate::plan::metric::Expr;
use crate::plan::unit::{Unit, UnitKind};
use crate::report::paint::Tone;
use crate::report::quantity;
use crate::report::table::{Align, Column, lay_out};
use crate::report::visible::visible;
use crate::report::width::wrap;

use super::Context;
use super::rows::Rows;
use super::tables::{painted, part_heading, sum_heading};
use super::words::{bare, decimals, ends, member, number, other_side};

/// Stands beside a change that may be chance.
const CHANCE: &str = "*";

/// What each member brought, and all together.
pub(super) fn segments(context: &Context, change: &Change, segmentation: &Segmentation) -> Vec<String> {
    let table = SegmentTable {
        context,
        change,
        segmentation,
        rows: Rows::of(segmentation, decimals(change.unit, &[change.difference()])),
    };
    let mut lines = painted(context, lay_out(table.columns(), context.appearance.width, 2));
    if table.chance().iter().any(|mark| !mark.is_empty()) {
        let words = format!("{CHANCE} {}", context.localizer.word("why-chance-mark"));
        let wrapped = wrap(&words, context.appearance.width.saturating_sub(2));
        lines.extend(wrapped.iter().map(|line| context.paint(Tone::Dim, &format!("  {line}"))));
    }
    lines
}

struct SegmentTable<'a> {
    context: &'a Context<'a>,
    change: &'a Change,
    segmentation: &'a Segmentation,
    rows: Rows<'a>,
}

/// One side of a member, and the same side of the whole.
type OfSide<'a> = (fn(&Segment) -> &Side, &'a str);

impl SegmentTable<'_> {
    fn columns(&self) -> Vec<Column> {
        let Self { context, change, segmentation, rows } = self;
        let localizer = context.localizer;
        let names = visible(&localizer.list(&segmentation.dimensions)).into_owned();
        let mut columns = vec![Column { shortest: Some(8), ..column(names, Align::Left, 0, self.names()) }];
        let heading = |id| localizer.word(id);
        let mut part = part_heading(context, change.unit);
        let (before_whole, after_whole) = ends(change, localizer.language());
        let (before, after): (OfSide, OfSide) = ((|own| &own.before, &before_whole), (|own| &own.after, &after_whole));
        if segmentation.kind == Kind::Rate {
            part = sum_heading(context, change.unit);
            let is_rate = change.unit.kind() == UnitKind::Ratio;
            let (value, by_value) = if is_rate {
                ("why-heading.rate", "why-heading.by-rate")
            } else {
                ("why-heading.value", "why-heading.by-value")
            };
            let values = marked(arrows(&self.values(before), &self.values(after)), &self.chance());
            columns.push(column(heading("why-heading.weight"), Align::Right, 2, self.weights()));
            columns.push(column(heading("why-heading.counts"), Align::Right, 1, self.counts()));
            columns.push(column(heading(value), Align::Right, 0, values));
            columns.push(column(heading("why-heading.by-mix"), Align::Right, 0, self.parts(&rows.mix)));
            columns.push(column(heading(by_value), Align::Right, 0, self.parts(&rows.rate)));
        } else {
            let period = quantity::period(&context.comparison.period, localizer.language());
            columns.push(column(other_side(context.comparison, localizer), Align::Right, 0, self.values(before)));
            columns.push(column(period, Align::Right, 0, self.values(after)));
        }
        columns.push(column(part, Align::Right, 0, self.parts(&rows.whole)));
        columns
    }

    /// A cell for each member that is shown, nothing for the others, and the last for the whole.
    fn cells(&self, cell: impl Fn(&Segment) -> String, whole: String) -> Vec<String> {
        let mut cells: Vec<String> = self.rows.shown.iter().map(cell).collect();
        cells.extend((self.rows.left_out > 0).then(String::new));
        cells.push(whole);
        cells
    }

    fn names(&self) -> Vec<String> {
        let localizer = self.context.localizer;
        let name = |own: &Segment| visible(&member(&own.group, localizer)).into_owned();
        let mut names = self.cells(name, localizer.word("why-heading.whole"));
        if self.rows.left_out > 0 {
            let others = Message::new("why-heading.others").with("count", self.rows.left_out);
            names[self.rows.shown.len()] = self.context.say(others);
        }
        names
    }

    fn values(&self, (side, whole): OfSide) -> Vec<String> {
        let language = self.context.localizer.language();
        let value = |own: &Segment| {
            side(own).value.as_ref().map_or_else(|| "-".to_owned(), |value| number(value, self.change.unit, language))
        };
        self.cells(value, whole.to_owned())
    }

    fn weights(&self) -> Vec<String> {
        let weight = |side: &Side| {
            let shown = |weight: &Rational| number(&weight.round_to(3), Unit::RATIO, self.context.localizer.language());
            side.weight.as_ref().map(shown).unwrap_or_default()
        };
        self.cells(|own| arrow(&weight(&own.before), &weight(&own.after)), String::new())
    }

    /// Of one count ÷ another how many of how many; of anything else over a count of how many things it is made. Empty
    /// where neither is.
    fn counts(&self) -> Vec<String> {
        let Self { context, change, segmentation, rows } = self;
        if change.is_of_counts() {
            let shown = |(above, below): &Sides| format!("{}/{}", quantity::number(above), quantity::number(below));
            // Those of the whole are said above.
            return self.cells(|own| arrow(&shown(&own.before.sides()), &shown(&own.after.sides())), String::new());
        }
        let is_average = match context.plan.metric(change.metric).expr {
            Expr::Measure(measure) => context.plan.measure(measure).function == Function::Avg,
            _ => false,
        };
        let is_count = segmentation.base.is_some_and(|base| unit(context.plan, base).kind() == UnitKind::Count);
        if !is_average && !is_count {
            return vec![String::new(); rows.whole.len()];
        }
        let shown = |side: &Side| quantity::number(&side.denominator);
        let all = |side: fn(&Segment) -> &Side| {
            let sum: Rational = segmentation.segments.iter().map(|own| side(own).denominator.clone()).sum();
            quantity::number(&sum)
        };
        let whole = arrow(&all(|own| &own.before), &all(|own| &own.after));
        self.cells(|own| arrow(&shown(&own.before), &shown(&own.after)), whole)
    }

    /// A mark where a change may be chance.
    fn chance(&self) -> Vec<String> {
        let mark = |may_be_chance: Option<bool>, difference: &Rational| {
            if may_be_chance == Some(true) && !difference.is_zero() { CHANCE.to_owned() } else { String::new() }
        };
        self.cells(|own| mark(own.may_be_chance, &own.rate), mark(self.change.may_be_chance, &self.change.difference()))
    }

    fn parts(&self, parts: &[Rational]) -> Vec<String> {
        let decimals = decimals(self.change.unit, &[self.change.difference()]);
        parts.iter().map(|part| bare(part, self.change.unit, decimals)).collect()
    }
}

fn column(heading: String, align: Align, gives_way: u8, cells: Vec<String>) -> Column {
    Column { heading, align, gives_way, shortest: None, cells }
}

fn arrow(before: &str, after: &str) -> String {
    if before.is_empty() && after.is_empty() { String::new() } else { format!("{before} → {after}") }
}

fn arrows(before: &[String], after: &[String]) -> Vec<String> {
    before.iter().zip(after).map(|(before, after)| arrow(before, after)).collect()
}

/// The cells with their marks behind them; where there is none, they stay in line with the others.
fn marked(cells: Vec<String>, marks: &[String]) -> Vec<String> {
    if marks.iter().all(String::is_empty) {
        return cells;
    }
    cells.into_iter().zip(marks).map(|(cell, mark)| format!("{cell} {mark:<1}")).collect()
}
