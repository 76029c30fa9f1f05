//! Everything that is asked of one source, laid out so that one pass over its rows answers it.

use std::collections::BTreeSet;

use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::plan::Plan;
use crate::plan::ids::{LookupId, MeasureId, SourceId};
use crate::plan::source::{Measure, Source};

use super::cohorts::{CohortProgram, StageProgram};
use super::observations::Request;
use super::program::compile::Compiler;
use super::program::{ColumnId, ColumnUse, Node, NodeId, Program};
use super::source_builder::{Builder, usage};
use super::trouble::CellKind;

/// What is computed of a source's rows.
#[derive(Debug)]
pub(crate) struct SourceProgram<'a> {
    pub plan: &'a Plan,
    pub source: &'a Source,
    pub program: Program,
    /// The columns that are read of the files, in the order in which they are asked for.
    pub asked: Vec<String>,
    /// Columns that the plan declares something of and that nothing reads: they only have to be there.
    pub declared: Vec<Spanned<String>>,
    /// For each column of the program, where its cells come from.
    pub origins: Vec<ColumnOrigin>,
    pub joins: Vec<Join>,
    pub skip: Vec<Root>,
    pub filter: Option<Root>,
    pub times: Vec<TimeColumn>,
    /// The source's own time column, in `times`.
    pub own_time: Option<usize>,
    /// The dimension columns, each once.
    pub member_columns: Vec<ColumnId>,
    /// At least one; the first is the one that totals are made of.
    pub breakdowns: Vec<Breakdown>,
    pub axes: Vec<Axis>,
    pub measures: Vec<MeasureProgram<'a>>,
    pub cohorts: Vec<CohortProgram>,
    /// How many lists of distinct values are kept.
    pub distinct_lists: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum ColumnOrigin {
    /// A place in `asked`.
    Own(usize),
    /// A join, and the place among the columns asked of its lookup.
    Joined(usize, usize),
}

/// A lookup joined by a column of the source.
#[derive(Clone, Debug)]
pub(crate) struct Join {
    pub lookup: LookupId,
    pub via: ColumnId,
    /// The columns that are asked of the lookup, where the plan first names them.
    pub columns: Vec<Spanned<String>>,
}

/// A node with all that it takes to compute it and to say why it can't be.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub node: NodeId,
    pub needed: Vec<NodeId>,
    /// The nodes that read cells as numbers, dates or truth values.
    pub leaves: Vec<NodeId>,
}

#[derive(Clone, Debug)]
pub(crate) struct TimeColumn {
    pub name: String,
    pub root: Root,
}

/// A set of dimensions to group by.
#[derive(Clone, Debug)]
pub(crate) struct Breakdown {
    pub names: Vec<String>,
    /// Places in `member_columns`.
    pub members: Vec<usize>,
}

/// One way to lay rows into slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Axis {
    pub time: usize,
    pub grain: Grain,
    pub breakdown: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct MeasureProgram<'a> {
    pub id: MeasureId,
    pub measure: &'a Measure,
    pub time: usize,
    pub filter: Option<Root>,
    pub argument: Argument,
    /// The columns whose amounts are added up as they are: the currencies that their cells say must be the measure's.
    pub amounts: Vec<(NodeId, ColumnId)>,
    /// What the aggregate is to be multiplied by.
    pub factor: Rational,
    pub grains: BTreeSet<Grain>,
    /// The axes that it is added up on: for each base grain one for each breakdown.
    pub axes: Vec<usize>,
    /// The stages of cohorts whose rows are its own.
    pub stages: Vec<StageProgram>,
}

#[derive(Clone, Debug)]
pub(crate) enum Argument {
    /// The row itself.
    Row,
    /// A cell that is there, whatever it holds.
    Cell(ColumnId),
    Number(Root),
    /// A cell's text, in a list of distinct values.
    DistinctCell(ColumnId, usize),
    /// A number, in a list of distinct values.
    DistinctNumber(Root, usize),
}

impl<'a> SourceProgram<'a> {
    /// The program for those measures of a source that the request asks for. Without any the rows are read all the
    /// same: what is declared must hold.
    pub fn new(plan: &'a Plan, id: SourceId, request: &Request) -> Self {
        let source = plan.source(id);
        let followed = |index: usize| {
            let mut stages = request.cohorts.iter().flat_map(|cohort| &cohort.stages);
            stages.any(|stage| stage.measure.index() == index)
        };
        let asked =
            |index: &usize| followed(*index) || request.grains.get(*index).is_some_and(|grains| !grains.is_empty());
        let measures: Vec<(MeasureId, &Measure)> = (0..plan.measures.len())
            .filter(asked)
            .map(|index| (MeasureId::of(index), &plan.measures[index]))
            .filter(|(_, measure)| measure.source == id)
            .collect();
        let compiler = Compiler::new(plan, source, usage(source, &measures));
        Builder::new(compiler, source, request).build(plan, id, &measures, request)
    }

    /// Where the plan names a column.
    pub fn column_span(&self, column: ColumnId) -> Span {
        self.program.columns[column].span
    }

    /// The column that names, for each cell of a column made of several, the one that it stood in; where it is read.
    pub fn header_above(&self, column: ColumnId) -> Option<ColumnId> {
        let unpivot = self.source.layout.unpivot.as_ref()?;
        let is = |column: &ColumnUse, name: &str| column.lookup.is_none() && column.name == name;
        let columns = &self.program.columns;
        let is_made = columns.get(column).is_some_and(|column| is(column, &unpivot.value.value));
        is_made.then(|| columns.iter().position(|column| is(column, &unpivot.key.value))).flatten()
    }

    /// The axis with the shortest periods that a measure's totals are made of.
    pub fn total_axis(&self, measure: &MeasureProgram) -> Option<usize> {
        measure.axes.iter().copied().find(|axis| self.axes[*axis].breakdown == 0)
    }

    /// The column and the kind of value that a leaf reads.
    pub fn leaf(&self, node: NodeId) -> Option<(ColumnId, CellKind)> {
        leaf(&self.program.nodes[node])
    }
}

/// The column and the kind of value that a node reads.
pub(crate) fn leaf(node: &Node) -> Option<(ColumnId, CellKind)> {
    match node {
        Node::NumberColumn(column) => Some((*column, CellKind::Number)),
        Node::OrderedColumn(column) => Some((*column, CellKind::Ordered)),
        Node::DateColumn(column) => Some((*column, CellKind::Date)),
        Node::TruthColumn(column) => Some((*column, CellKind::Truth)),
        _ => None,
    }
}

/// The grains to aggregate rows in, of which all asked ones are made: days for all, else weeks by themselves and the
/// shortest of those that consist of months.
pub(crate) fn base_grains(asked: &BTreeSet<Grain>) -> Vec<Grain> {
    if asked.contains(&Grain::Day) {
        return vec![Grain::Day];
    }
    let week = asked.contains(&Grain::Week).then_some(Grain::Week);
    let months = asked.iter().copied().find(|grain| *grain != Grain::Week);
    week.into_iter().chain(months).collect()
}

/// The base grain that a grain's periods consist of.
pub(crate) fn base_of(grain: Grain, asked: &BTreeSet<Grain>) -> Grain {
    let bases = base_grains(asked);
    let own = bases.iter().copied().find(|base| (*base == Grain::Week) == (grain == Grain::Week));
    own.or(bases.first().copied()).unwrap_or(grain)
}

impl MeasureProgram<'_> {
    /// The list of distinct values that its numbers belong to.
    pub fn distinct_list(&self) -> Option<usize> {
        match self.argument {
            Argument::DistinctCell(_, list) | Argument::DistinctNumber(_, list) => Some(list),
            Argument::Row | Argument::Cell(_) | Argument::Number(_) => None,
        }
    }
}
