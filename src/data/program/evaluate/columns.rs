//! Two columns of which nothing is said, compared by what their cells turn out to be.

use crate::data::bits::Bits;
use crate::data::column::dates::{DateReader, Dates};
use crate::data::column::truths::Truths;
use crate::data::program::{ColumnId, Node, NodeId};
use crate::plan::source::Comparison;

use super::{Evaluation, Outcome};

impl Evaluation<'_> {
    /// Numbers are compared as numbers, and dates as dates. Other texts have no order: the cells are bad.
    ///
    /// Only rows that hold no two numbers are looked at as dates, so that columns of numbers cost nothing more.
    pub(super) fn compare_columns(
        &mut self,
        [left, right]: [NodeId; 2],
        comparison: Comparison,
        demand: &Bits,
        readers: &mut [DateReader],
    ) -> Truths {
        let rows = self.rows;
        let column_of = |node: NodeId| match self.program.nodes[node] {
            Node::OrderedColumn(column) => Some(column),
            _ => None,
        };
        let (Some(left_column), Some(right_column)) = (column_of(left), column_of(right)) else {
            return Truths::new(rows);
        };
        let Some((a, b)) = self.numbers(left).zip(self.numbers(right)) else { return Truths::new(rows) };
        let numbers = a.present.and(&b.present).and(demand);
        let yes =
            Bits::where_true(rows, |row| numbers.contains(row) && comparison.holds(a.values.compare(&b.values, row)));
        let filled = self.cells[left_column].present(rows).and(&self.cells[right_column].present(rows));
        let others = filled.and(demand).without(&numbers);
        if others.is_empty() {
            return Truths::of(&yes, &numbers);
        }
        let (a, b) = (self.dates_of(left_column, &others, readers), self.dates_of(right_column, &others, readers));
        let dates = a.present.and(&b.present);
        let yes_of_dates =
            Bits::where_true(rows, |row| dates.contains(row) && comparison.holds(a.days[row].cmp(&b.days[row])));
        self.excuse(left, &a);
        self.excuse(right, &b);
        Truths { bad: others.without(&dates), ..Truths::of(&yes.or(&yes_of_dates), &numbers.or(&dates)) }
    }

    fn dates_of(&self, column: ColumnId, rows: &Bits, readers: &mut [DateReader]) -> Dates {
        let mut dates = Dates::new(self.rows, false);
        if let Some(reader) = readers.get_mut(column) {
            dates.read(&self.cells[column], rows, reader, &self.place);
        }
        dates
    }

    /// A cell that is a date is none to blame for being no number.
    fn excuse(&mut self, node: NodeId, dates: &Dates) {
        if let Some(Outcome::Numbers(numbers)) = &mut self.outcomes[node] {
            numbers.bad = numbers.bad.without(&dates.present);
        }
    }
}
