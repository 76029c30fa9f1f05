//! How the program of a source comes about.

use crate::base::span::{Span, Spanned};
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, SourceId};
use crate::plan::source::{Condition, Dimension, Measure, RowExpr, Source};

use super::cohorts::{CohortProgram, CohortRequest, Window, of_source, stages_of};
use super::observations::Request;
use super::program::compile::Compiler;
use super::program::usage::Usage;
use super::program::{ColumnId, Node, NodeId, Program};
use super::source_program::{
    Argument, Axis, Breakdown, ColumnOrigin, Join, MeasureProgram, Root, SourceProgram, TimeColumn, base_grains, leaf,
};

/// What all expressions together say of the columns.
pub(crate) fn usage(source: &Source, measures: &[(MeasureId, &Measure)]) -> Usage {
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

/// A source's program under construction.
pub(crate) struct Builder<'a> {
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
    /// Nothing to compute yet, but the breakdowns that the request asks for.
    pub fn new(compiler: Compiler<'a>, source: &'a Source, request: &Request) -> Self {
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

    /// Joins every lookup that a dimension of the source comes of, asked for or not: rows without a match are counted.
    fn join_dimensions(&mut self, source: &Source) {
        for dimension in source.dimensions.iter().filter(|dimension| dimension.column.lookup.is_some()) {
            self.compiler.column(&dimension.column);
        }
    }

    /// The program for these measures of the source.
    pub fn build(
        mut self,
        plan: &'a Plan,
        id: SourceId,
        measures: &[(MeasureId, &'a Measure)],
        request: &Request,
    ) -> SourceProgram<'a> {
        let source = plan.source(id);
        let skip: Vec<NodeId> = source.skip.iter().map(|condition| self.compiler.condition(condition)).collect();
        let filter = source.filter.as_ref().map(|condition| self.compiler.condition(condition));
        let own_time = source.time.as_ref().map(|time| self.time(&time.value, time.span));
        let drafts: Vec<Draft> =
            measures.iter().filter_map(|(id, measure)| self.draft(*id, measure, own_time, request)).collect();
        let followed: Vec<(usize, &CohortRequest)> = of_source(plan, id, request);
        let cohorts = followed.iter().map(|cohort| self.cohort(*cohort, request)).collect();
        self.join_dimensions(source);
        let program = self.compiler.finish();
        let root = |node: NodeId| {
            let needed = program.needed(node);
            let leaves = needed.iter().copied().filter(|node| leaf(&program.nodes[*node]).is_some()).collect();
            Root { node, needed, leaves }
        };
        let measures = drafts.into_iter().map(|draft| MeasureProgram {
            filter: draft.filter.map(root),
            stages: stages_of(draft.measure.id, &followed),
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
            declared: declared(source, &asked),
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
            cohorts,
            distinct_lists: self.lists.len(),
            program,
        }
    }

    /// What the source contributes to a funnel's cohorts.
    fn cohort(&mut self, (place, cohort): (usize, &CohortRequest), request: &Request) -> CohortProgram {
        let key = self.compiler.own_column(&cohort.key.value, cohort.key.span);
        if matches!(cohort.window, Window::Seconds(_)) {
            self.times.iter().for_each(|(_, node)| self.compiler.ask_for_times(*node));
        }
        CohortProgram::new((place, cohort), key, request.as_of, &self.breakdowns)
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
        let mut amounts = Vec::new();
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
                    amounts = self.compiler.summed(expr, &measure.scale);
                    factor = &factor * &number.factor;
                    DraftArgument::Number(number.node)
                }
            }
        };
        let grains = request.grains.get(id.index()).cloned().unwrap_or_default();
        let axes = base_grains(&grains)
            .into_iter()
            .flat_map(|grain| (0..self.breakdowns.len()).map(move |breakdown| Axis { time, grain, breakdown }))
            .collect::<Vec<_>>();
        let axes = axes.into_iter().map(|axis| place_of(&mut self.axes, axis)).collect();
        // What is not known before all expressions are there is filled in then.
        let (no_filter, row, stages) = (None, Argument::Row, Vec::new());
        let measure = MeasureProgram {
            id,
            measure,
            time,
            filter: no_filter,
            argument: row,
            amounts,
            factor,
            grains,
            axes,
            stages,
        };
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

/// The source's own columns that it names as dimensions or says a unit of, without those that are `asked` anyway.
fn declared(source: &Source, asked: &[String]) -> Vec<Spanned<String>> {
    let dimensions = source.dimensions.iter().filter(|dimension| dimension.column.lookup.is_none());
    let dimensions = dimensions.map(|dimension| Spanned::new(dimension.column.name.clone(), dimension.column.span));
    let units = source.layout.column_units.iter().map(|unit| unit.column.clone());
    let mut declared = Vec::new();
    for column in dimensions.chain(units).filter(|column| !asked.contains(&column.value)) {
        place_of(&mut declared, column);
    }
    declared
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
            let columns = &mut joins[join].columns;
            // Each column of the program is another one, so none is asked twice of a join.
            columns.push(Spanned::new(column.name.clone(), column.span));
            ColumnOrigin::Joined(join, columns.len() - 1)
        }
    });
    let origins = origins.collect();
    (asked, origins, joins)
}
