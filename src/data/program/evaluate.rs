//! A program run over one batch.

mod columns;

use std::cmp::Ordering;

use crate::base::rational::Rational;
use crate::data::bits::Bits;
use crate::data::cell::number::{MOST_DECIMALS, Number};
use crate::data::column::Cells;
use crate::data::column::dates::{DateReader, Dates};
use crate::data::column::numbers::{Numbers, Values};
use crate::data::column::truths::Truths;
use crate::data::place::BatchPlace;
use crate::plan::source::{Comparison, RowOperator};

use super::{ColumnId, Node, NodeId, Program};

/// What a node has come to so far, for the rows that were asked for.
#[derive(Debug)]
enum Outcome {
    Numbers(Numbers),
    Dates(Dates),
    Truths(Truths),
}

impl Outcome {
    fn done(&self) -> &Bits {
        match self {
            Self::Numbers(numbers) => &numbers.done,
            Self::Dates(dates) => &dates.done,
            Self::Truths(truths) => &truths.done,
        }
    }
}

/// One batch's columns and what has been computed of them.
pub(crate) struct Evaluation<'a> {
    program: &'a Program,
    rows: usize,
    cells: Vec<Cells>,
    /// The cells of typed columns as texts, made when they are asked for.
    texts: Vec<Option<Cells>>,
    outcomes: Vec<Option<Outcome>>,
    place: BatchPlace<'a>,
}

impl<'a> Evaluation<'a> {
    /// `cells` are those of the program's columns.
    pub fn new(program: &'a Program, rows: usize, cells: Vec<Cells>, place: BatchPlace<'a>) -> Self {
        let outcomes = program.nodes.iter().map(|_| None).collect();
        let texts = cells.iter().map(|_| None).collect();
        Self { program, rows, cells, texts, outcomes, place }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn cells(&self, column: ColumnId) -> &Cells {
        &self.cells[column]
    }

    /// A column's cells as texts.
    pub fn texts(&mut self, column: ColumnId) -> &Cells {
        if !matches!(self.cells[column], Cells::Typed(_)) {
            return &self.cells[column];
        }
        let cells = &self.cells[column];
        self.texts[column].get_or_insert_with(|| cells.clone().into_texts())
    }

    /// A column's cells as texts, which [`Evaluation::texts`] has made before.
    pub fn texts_made(&self, column: ColumnId) -> &Cells {
        self.texts[column].as_ref().unwrap_or(&self.cells[column])
    }

    /// Computes the nodes of `needed` (see [`Program::needed`]) for the rows of `demand` at least.
    pub fn compute(&mut self, needed: &[NodeId], demand: &Bits, readers: &mut [DateReader]) {
        let Some(root) = needed.last() else { return };
        if self.is_done(*root, demand) {
            return;
        }
        for node in needed {
            if !self.is_done(*node, demand) {
                let outcome = self.outcome(*node, demand, readers);
                self.outcomes[*node] = Some(outcome);
            }
        }
    }

    fn is_done(&self, node: NodeId, demand: &Bits) -> bool {
        self.outcomes[node].as_ref().is_some_and(|outcome| demand.is_subset_of(outcome.done()))
    }

    /// A computed node's numbers.
    pub fn numbers(&self, node: NodeId) -> Option<&Numbers> {
        match &self.outcomes[node] {
            Some(Outcome::Numbers(numbers)) => Some(numbers),
            _ => None,
        }
    }

    /// A computed node's dates.
    pub fn dates(&self, node: NodeId) -> Option<&Dates> {
        match &self.outcomes[node] {
            Some(Outcome::Dates(dates)) => Some(dates),
            _ => None,
        }
    }

    /// A computed node's truth values.
    pub fn truths(&self, node: NodeId) -> Option<&Truths> {
        match &self.outcomes[node] {
            Some(Outcome::Truths(truths)) => Some(truths),
            _ => None,
        }
    }

    /// The rows for which a node hangs on a cell that cannot be read.
    pub fn bad(&self, node: NodeId) -> Option<&Bits> {
        Some(match self.outcomes[node].as_ref()? {
            Outcome::Numbers(numbers) => &numbers.bad,
            Outcome::Dates(dates) => &dates.bad,
            Outcome::Truths(truths) => &truths.bad,
        })
    }

    fn outcome(&mut self, node: NodeId, demand: &Bits, readers: &mut [DateReader]) -> Outcome {
        let rows = self.rows;
        match &self.program.nodes[node] {
            Node::NumberColumn(column) | Node::OrderedColumn(column) => {
                let mut numbers = match self.outcomes[node].take() {
                    Some(Outcome::Numbers(numbers)) => numbers,
                    _ => Numbers::new(rows),
                };
                numbers.read(&self.cells[*column], demand, &self.program.stated_scales[*column]);
                Outcome::Numbers(numbers)
            }
            Node::DateColumn(column) => {
                let mut dates = match self.outcomes[node].take() {
                    Some(Outcome::Dates(dates)) => dates,
                    _ => Dates::new(rows, self.program.with_times[*column]),
                };
                if let Some(reader) = readers.get_mut(*column) {
                    dates.read(&self.cells[*column], demand, reader, &self.place);
                }
                Outcome::Dates(dates)
            }
            Node::TruthColumn(column) => {
                let mut truths = match self.outcomes[node].take() {
                    Some(Outcome::Truths(truths)) => truths,
                    _ => Truths::new(rows),
                };
                truths.read(&self.cells[*column], demand);
                Outcome::Truths(truths)
            }
            Node::DateConstant(day) => Outcome::Dates(Dates::constant(*day, rows)),
            Node::Constant(_) | Node::Negate(_) | Node::Arithmetic(..) | Node::Scaled(..) | Node::TimeBetween(..) => {
                Outcome::Numbers(self.number(node, demand))
            }
            Node::CompareColumns(left, comparison, right) => {
                let truths = self.compare_columns([*left, *right], *comparison, demand, readers);
                Outcome::Truths(Truths { done: demand.clone(), ..truths })
            }
            _ => Outcome::Truths(self.condition(node, demand)),
        }
    }

    fn number(&self, node: NodeId, demand: &Bits) -> Numbers {
        let rows = self.rows;
        let numbers = |node: &NodeId| self.numbers(*node);
        let combined = match &self.program.nodes[node] {
            Node::Constant(number) => Some(Numbers::constant(number, rows)),
            Node::Negate(inner) => {
                let zero = Numbers::constant(&Rational::ZERO, rows);
                numbers(inner).map(|inner| arithmetic(&zero, RowOperator::Subtract, inner, demand))
            }
            Node::Scaled(inner, factor) => {
                let factor = Numbers::constant(factor, rows);
                numbers(inner).map(|inner| arithmetic(inner, RowOperator::Multiply, &factor, demand))
            }
            Node::Arithmetic(left, operator, right) => {
                numbers(left).zip(numbers(right)).map(|(left, right)| arithmetic(left, *operator, right, demand))
            }
            Node::TimeBetween(end, start) => {
                self.dates(*end).zip(self.dates(*start)).map(|(end, start)| time_between(end, start, demand))
            }
            _ => None,
        };
        combined.unwrap_or_else(|| Numbers::new(rows))
    }

    fn condition(&mut self, node: NodeId, demand: &Bits) -> Truths {
        let rows = self.rows;
        let program = self.program;
        let mut truths = match &program.nodes[node] {
            Node::Always(answer) => Truths::always(*answer, rows),
            Node::CompareNumbers(left, comparison, right) => self.compare_numbers(*left, *comparison, *right),
            Node::CompareDates(left, comparison, right) => self.compare_dates(*left, *comparison, *right),
            Node::CompareText(column, comparison, text) => {
                let cells = self.texts(*column);
                let yes = match comparison {
                    Comparison::Equal => cells.texts_equal(rows, text),
                    Comparison::NotEqual => Bits::all(rows).without(&cells.texts_equal(rows, text)),
                    _ => cells.texts_where(rows, |cell| comparison.holds(cell.cmp(text))),
                };
                Truths::of(&yes, &cells.present(rows))
            }
            Node::CompareTexts(left, comparison, right) => self.compare_texts(*left, *comparison, *right),
            Node::TextIn(column, wanted) => {
                let cells = self.texts(*column);
                let yes = if wanted.len() <= 4 {
                    wanted.iter().fold(Bits::none(rows), |yes, text| yes.or(&cells.texts_equal(rows, text)))
                } else {
                    cells.texts_where(rows, |cell| wanted.binary_search_by(|text| text.as_str().cmp(cell)).is_ok())
                };
                Truths::of(&yes, &cells.present(rows))
            }
            Node::Contains(column, part) => {
                let finder = memchr::memmem::Finder::new(part);
                let cells = self.texts(*column);
                let yes = cells.texts_where(rows, |cell| finder.find(cell.as_bytes()).is_some());
                Truths::of(&yes, &cells.present(rows))
            }
            Node::StartsWith(column, part) => {
                let cells = self.texts(*column);
                Truths::of(&cells.texts_where(rows, |cell| cell.starts_with(part)), &cells.present(rows))
            }
            Node::PresentCell(column) => Truths::of(&self.cells[*column].present(rows), &Bits::all(rows)),
            Node::PresentNumber(number) => self.numbers(*number).map_or_else(
                || Truths::new(rows),
                |numbers| Truths {
                    bad: numbers.bad.clone(),
                    ..Truths::of(&numbers.present, &Bits::all(rows).without(&numbers.bad))
                },
            ),
            Node::All(parts) => self.folded(parts, true),
            Node::Any(parts) => self.folded(parts, false),
            Node::Not(inner) => self.truths(*inner).cloned().map_or_else(|| Truths::new(rows), Truths::not),
            _ => Truths::new(rows),
        };
        truths.done = demand.clone();
        truths
    }

    fn folded(&self, parts: &[NodeId], all: bool) -> Truths {
        let parts = parts.iter().filter_map(|part| self.truths(*part));
        parts.fold(Truths::always(all, self.rows), |total, part| if all { total.and(part) } else { total.or(part) })
    }

    fn compare_numbers(&self, left: NodeId, comparison: Comparison, right: NodeId) -> Truths {
        let rows = self.rows;
        let Some(numbers) = self.numbers(left) else { return Truths::new(rows) };
        if let Node::Constant(constant) = &self.program.nodes[right] {
            let yes = compare_with(numbers, comparison, constant);
            return Truths { bad: numbers.bad.clone(), ..Truths::of(&yes, &numbers.present) };
        }
        let Some(others) = self.numbers(right) else { return Truths::new(rows) };
        let known = numbers.present.and(&others.present);
        let yes = Bits::where_true(rows, |row| {
            known.contains(row) && comparison.holds(numbers.values.compare(&others.values, row))
        });
        Truths { bad: numbers.bad.or(&others.bad), ..Truths::of(&yes, &known) }
    }

    fn compare_dates(&self, left: NodeId, comparison: Comparison, right: NodeId) -> Truths {
        let Some((left, right)) = self.dates(left).zip(self.dates(right)) else { return Truths::new(self.rows) };
        let yes = Bits::where_true(self.rows, |row| comparison.holds(left.days[row].cmp(&right.days[row])));
        Truths { bad: left.bad.or(&right.bad), ..Truths::of(&yes, &left.present.and(&right.present)) }
    }

    fn compare_texts(&mut self, left: ColumnId, comparison: Comparison, right: ColumnId) -> Truths {
        let rows = self.rows;
        let left = self.texts(left).clone();
        let right = self.texts(right);
        let known = left.present(rows).and(&right.present(rows));
        let yes =
            Bits::where_true(rows, |row| known.contains(row) && comparison.holds(left.text(row).cmp(&right.text(row))));
        Truths::of(&yes, &known)
    }
}

/// Which rows' numbers compare with a constant as asked; of rows without a number nothing is said.
fn compare_with(numbers: &Numbers, comparison: Comparison, constant: &Rational) -> Bits {
    let rows = numbers.done.rows();
    match &numbers.values {
        Values::Exact(exact) => Bits::where_true(rows, |row| comparison.holds(exact[row].cmp(constant))),
        Values::Fixed { mantissas, scale } => {
            let scaled = constant * &Rational::from(10i128.pow(*scale));
            let floor = scaled.floor();
            let whole = scaled == floor;
            // A constant that no mantissa reaches lies above or below them all.
            let beyond = if constant.is_negative() { i128::MIN } else { i128::MAX };
            let floor: i128 = floor.parts().0.parse().unwrap_or(beyond);
            Bits::where_true(rows, |row| {
                let order = match i128::from(mantissas[row]).cmp(&floor) {
                    Ordering::Equal if !whole => Ordering::Less,
                    order => order,
                };
                comparison.holds(order)
            })
        }
    }
}

fn time_between(end: &Dates, start: &Dates, demand: &Bits) -> Numbers {
    let rows = demand.rows();
    let mut mantissas = vec![0; rows];
    let present = end.present.and(&start.present);
    if let (Some(ends), Some(starts)) = (&end.times, &start.times) {
        present.for_each(|row| mantissas[row] = ends[row].since(starts[row]));
    }
    Numbers {
        done: demand.clone(),
        present,
        bad: end.bad.or(&start.bad),
        values: Values::Fixed { mantissas, scale: 0 },
        marks: Vec::new(),
    }
}

fn arithmetic(left: &Numbers, operator: RowOperator, right: &Numbers, demand: &Bits) -> Numbers {
    let bad = left.bad.or(&right.bad);
    let both = left.present.and(&right.present).and(demand);
    if let Some(values) = fixed(left, operator, right, &both) {
        return Numbers { done: demand.clone(), present: both, bad, values, marks: Vec::new() };
    }
    let mut numbers = Numbers::new(demand.rows());
    both.for_each(|row| {
        let (left, right) = (left.values.rational(row), right.values.rational(row));
        let value = match operator {
            RowOperator::Add => Some(&left + &right),
            RowOperator::Subtract => Some(&left - &right),
            RowOperator::Multiply => Some(&left * &right),
            RowOperator::Divide => left.checked_div(&right),
        };
        if let Some(value) = value {
            numbers.put(row, Some(Number::of_rational(value)));
        }
    });
    Numbers { done: demand.clone(), bad, ..numbers }
}

/// The result in mantissas of one scale; `None` where one doesn't fit and for quotients.
fn fixed(left: &Numbers, operator: RowOperator, right: &Numbers, rows: &Bits) -> Option<Values> {
    let (Values::Fixed { mantissas: a, scale: a_scale }, Values::Fixed { mantissas: b, scale: b_scale }) =
        (&left.values, &right.values)
    else {
        return None;
    };
    let scale = match operator {
        RowOperator::Add | RowOperator::Subtract => *a_scale.max(b_scale),
        RowOperator::Multiply => a_scale + b_scale,
        RowOperator::Divide => return None,
    };
    if scale > MOST_DECIMALS {
        return None;
    }
    let (a_factor, b_factor) = (10i64.pow(scale.saturating_sub(*a_scale)), 10i64.pow(scale.saturating_sub(*b_scale)));
    let mut mantissas = vec![0; rows.rows()];
    let mut fits = true;
    rows.for_each(|row| {
        let value = match operator {
            RowOperator::Multiply => a[row].checked_mul(b[row]),
            _ => a[row]
                .checked_mul(a_factor)
                .zip(b[row].checked_mul(b_factor))
                .and_then(|(a, b)| if operator == RowOperator::Add { a.checked_add(b) } else { a.checked_sub(b) }),
        };
        match value {
            Some(value) => mantissas[row] = value,
            None => fits = false,
        }
    });
    fits.then_some(Values::Fixed { mantissas, scale })
}
