//! Everything that is asked of one source, laid out so that one pass over its rows answers it.

use std::collections::BTreeSet;

use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::plan::Plan;
use crate::plan::ids::{LookupId, MeasureId, SourceId};
use crate::plan::source::{Condition, Dimension, Measure, RowExpr, Source};

use super::observations::Request;
use super::program::compile::Compiler;
use super::program::usage::Usage;
use super::program::{ColumnId, Node, NodeId, Program};
use super::trouble::CellKind;

/// What is computed of a source's rows.
#[derive(Debug)]
pub(crate) struct SourceProgram<'a> {
    pub plan: &'a Plan,
    pub source: &'a Source,
    pub program: Program,
    /// The columns that the files must have, in the order in which they are asked for.
    pub asked: Vec<String>,
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
    /// The columns that are asked of the lookup.
    pub columns: Vec<String>,
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
    /// What the aggregate is to be multiplied by.
    pub factor: Rational,
    pub grains: BTreeSet<Grain>,
    /// The axes that it is added up on: for each base grain one for each breakdown.
    pub axes: Vec<usize>,
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
    /// The program for those measures of a source that the request asks for; `None` where it asks for none.
    pub fn new(plan: &'a Plan, id: SourceId, request: &Request) -> Option<Self> {
        let source = plan.source(id);
        let asked = |index: &usize| request.grains.get(*index).is_some_and(|grains| !grains.is_empty());
        let measures: Vec<(MeasureId, &Measure)> = (0..plan.measures.len())
            .filter(asked)
            .map(|index| (MeasureId::of(index), &plan.measures[index]))
            .filter(|(_, measure)| measure.source == id)
            .collect();
        if measures.is_empty() {
            return None;
        }
        let compiler = Compiler::new(plan, source, usage(source, &measures));
        Some(Builder::new(compiler, source, request).build(plan, &measures, request))
    }

    /// Where the plan names a column.
    pub fn column_span(&self, column: ColumnId) -> Span {
        self.program.columns[column].span
    }

    /// The column and the kind of value that a leaf reads.
    pub fn leaf(&self, node: NodeId) -> Option<(ColumnId, CellKind)> {
        leaf(&self.program.nodes[node])
    }
}

fn leaf(node: &Node) -> Option<(ColumnId, CellKind)> {
    match node {
        Node::NumberColumn(column) => Some((*column, CellKind::Number)),
        Node::DateColumn(column) => Some((*column, CellKind::Date)),
        Node::TruthColumn(column) => Some((*column, CellKind::Truth)),
        _ => None,
    }
}

/// What all expressions together say of the columns.
fn usage(source: &Source, measures: &[(MeasureId, &Measure)]) -> Usage {
    let mut usage = Usage::default();
    let times = measures.iter().filter_map(|(_, measure)| measure.on.as_ref()).chain(&source.time);
    times.for_each(|time| usage.add_time(&time.value));
    source.skip.iter().chain(&source.filter).for_each(|condition| usage.add_condition(condition));
    for (_, measure) in measures {
        measure.filter.iter().for_each(|condition| usage.add_condition(condition));
        let bare = matches!(measure.argument, Some(RowExpr::Column(_)));
        if let Some(argument) = measure.argument.as_ref().filter(|_| !(bare && counts(measure))) {
            usage.add_number(argument);
        }
    }
    usage
}

fn counts(measure: &Measure) -> bool {
    measure.function == crate::base::vocabulary::Function::Count
}

/// The grains to aggregate rows in, of which all asked ones are made: days for all, else weeks by themselves and the
/// shortest of those that consist of months.
fn base_grains(asked: &BTreeSet<Grain>) -> Vec<Grain> {
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

struct Builder<'a> {
    compiler: Compiler<'a>,
    member_columns: Vec<ColumnId>,
    breakdowns: Vec<Breakdown>,
    times: Vec<(String, NodeId)>,
    axes: Vec<Axis>,
    lists: Vec<Node>,
}

/// A measure whose nodes are known, but not yet what they need.
struct Draft<'a> {
    measure: MeasureProgram<'a>,
    filter: Option<NodeId>,
    argument: DraftArgument,
}

enum DraftArgument {
    Done(Argument),
    Number(NodeId),
    Distinct(NodeId, usize),
}

impl<'a> Builder<'a> {
    fn new(compiler: Compiler<'a>, source: &'a Source, request: &Request) -> Self {
        let mut builder = Self {
            compiler,
            member_columns: Vec::new(),
            breakdowns: Vec::new(),
            times: Vec::new(),
            axes: Vec::new(),
            lists: Vec::new(),
        };
        for names in &request.breakdowns {
            builder.add_breakdown(source, names);
        }
        if builder.breakdowns.is_empty() {
            builder.breakdowns.push(Breakdown { names: Vec::new(), members: Vec::new() });
        }
        builder
    }

    /// A breakdown by dimensions that the source has; another one is left out.
    fn add_breakdown(&mut self, source: &Source, names: &[String]) {
        let find = |name: &String| source.dimensions.iter().find(|dimension| dimension.name.value == *name);
        let Some(dimensions) = names.iter().map(find).collect::<Option<Vec<&Dimension>>>() else { return };
        if names.is_empty() || self.breakdowns.iter().any(|known| known.names == names) {
            return;
        }
        let members = dimensions.iter().map(|dimension| {
            let column = self.compiler.column(&dimension.column);
            place_of(&mut self.member_columns, column)
        });
        let members = members.collect();
        self.breakdowns.push(Breakdown { names: names.to_vec(), members });
    }

    fn build(mut self, plan: &'a Plan, measures: &[(MeasureId, &'a Measure)], request: &Request) -> SourceProgram<'a> {
        let source = plan.source(measures[0].1.source);
        let skip: Vec<NodeId> = source.skip.iter().map(|condition| self.compiler.condition(condition)).collect();
        let filter = source.filter.as_ref().map(|condition| self.compiler.condition(condition));
        let own_time = source.time.as_ref().map(|time| self.time(&time.value, time.span));
        let drafts: Vec<Draft> =
            measures.iter().filter_map(|(id, measure)| self.draft(*id, measure, own_time, request)).collect();
        let program = self.compiler.finish();
        let root = |node: NodeId| {
            let needed = program.needed(node);
            let leaves = needed.iter().copied().filter(|node| leaf(&program.nodes[*node]).is_some()).collect();
            Root { node, needed, leaves }
        };
        let measures = drafts.into_iter().map(|draft| MeasureProgram {
            filter: draft.filter.map(root),
            argument: match draft.argument {
                DraftArgument::Done(argument) => argument,
                DraftArgument::Number(node) => Argument::Number(root(node)),
                DraftArgument::Distinct(node, list) => Argument::DistinctNumber(root(node), list),
            },
            ..draft.measure
        });
        let (asked, origins, joins) = columns(&program);
        SourceProgram {
            plan,
            source,
            asked,
            origins,
            joins,
            skip: skip.into_iter().map(root).collect(),
            filter: filter.map(root),
            times: self.times.iter().map(|(name, node)| TimeColumn { name: name.clone(), root: root(*node) }).collect(),
            own_time,
            member_columns: self.member_columns,
            breakdowns: self.breakdowns,
            axes: self.axes,
            measures: measures.collect(),
            distinct_lists: self.lists.len(),
            program,
        }
    }

    fn time(&mut self, name: &str, span: Span) -> usize {
        let node = self.compiler.time(name, span);
        let known = self.times.iter().position(|(_, known)| *known == node);
        known.unwrap_or_else(|| {
            self.times.push((name.to_owned(), node));
            self.times.len() - 1
        })
    }

    /// A measure's part of the program; `None` for one that has no time column, which the resolver has reported.
    fn draft(
        &mut self,
        id: MeasureId,
        measure: &'a Measure,
        own_time: Option<usize>,
        request: &Request,
    ) -> Option<Draft<'a>> {
        let time = measure.on.as_ref().map(|on| self.time(&on.value, on.span)).or(own_time)?;
        let filter = measure.filter.as_ref().map(|filter: &Condition| self.compiler.condition(filter));
        let mut factor = measure.scale.clone();
        let argument = match &measure.argument {
            None => DraftArgument::Done(Argument::Row),
            Some(RowExpr::Column(column)) if counts(measure) => {
                let column = self.compiler.column(column);
                DraftArgument::Done(if measure.distinct {
                    Argument::DistinctCell(column, self.list(Node::PresentCell(column)))
                } else {
                    Argument::Cell(column)
                })
            }
            Some(expr) => {
                let number = self.compiler.number(expr);
                if measure.distinct {
                    DraftArgument::Distinct(number.node, self.list(Node::PresentNumber(number.node)))
                } else {
                    factor = &factor * &number.factor;
                    DraftArgument::Number(number.node)
                }
            }
        };
        let grains = request.grains[id.index()].clone();
        let axes = base_grains(&grains)
            .into_iter()
            .flat_map(|grain| (0..self.breakdowns.len()).map(move |breakdown| Axis { time, grain, breakdown }))
            .collect::<Vec<_>>();
        let axes = axes.into_iter().map(|axis| place_of(&mut self.axes, axis)).collect();
        let measure = MeasureProgram { id, measure, time, filter: None, argument: Argument::Row, factor, grains, axes };
        Some(Draft { measure, filter, argument })
    }

    fn list(&mut self, key: Node) -> usize {
        place_of(&mut self.lists, key)
    }
}

/// Where an item stands in a list, put there if it is not yet.
fn place_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// What to ask of the files and of the lookups for the program's columns.
fn columns(program: &Program) -> (Vec<String>, Vec<ColumnOrigin>, Vec<Join>) {
    let (mut asked, mut joins) = (Vec::new(), Vec::<Join>::new());
    let origins = program.columns.iter().map(|column| match column.lookup {
        None => ColumnOrigin::Own(place_of(&mut asked, column.name.clone())),
        Some((lookup, via)) => {
            let known = joins.iter().position(|join| join.lookup == lookup && join.via == via);
            let join = known.unwrap_or_else(|| {
                joins.push(Join { lookup, via, columns: Vec::new() });
                joins.len() - 1
            });
            ColumnOrigin::Joined(join, place_of(&mut joins[join].columns, column.name.clone()))
        }
    });
    let origins = origins.collect();
    (asked, origins, joins)
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
