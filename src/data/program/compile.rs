//! From a plan's row expressions and conditions to the nodes of a program.

use std::collections::BTreeMap;

use crate::base::period::day_number;
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::data::cell::date::{MICROS_PER_SECOND, SECONDS_PER_DAY};
use crate::plan::Plan;
use crate::plan::source::{Column, Comparison, Condition, RowExpr, RowOperator, Source};

use super::summed::summed_columns;
use super::usage::{Kind, Usage};
use super::{ColumnId, ColumnUse, Node, NodeId, Program, Scale};

/// Adds expressions to a source's program.
pub(crate) struct Compiler<'a> {
    plan: &'a Plan,
    source: &'a Source,
    usage: Usage,
    program: Program,
    /// The nodes by what they compute, so that each is there once.
    known: BTreeMap<String, NodeId>,
}

impl<'a> Compiler<'a> {
    pub fn new(plan: &'a Plan, source: &'a Source, usage: Usage) -> Self {
        Self { plan, source, usage, program: Program::default(), known: BTreeMap::new() }
    }

    pub fn finish(self) -> Program {
        self.program
    }

    /// The column of the source with this name.
    pub fn own_column(&mut self, name: &str, span: Span) -> ColumnId {
        self.column_use(ColumnUse { name: name.to_owned(), lookup: None, span })
    }

    pub fn column(&mut self, column: &Column) -> ColumnId {
        let lookup = column.lookup.as_ref().map(|(lookup, via)| (*lookup, self.own_column(via, column.span)));
        self.column_use(ColumnUse { name: column.name.clone(), lookup, span: column.span })
    }

    fn column_use(&mut self, wanted: ColumnUse) -> ColumnId {
        let columns = &mut self.program.columns;
        let same = |known: &ColumnUse| known.name == wanted.name && known.lookup == wanted.lookup;
        columns.iter().position(same).unwrap_or_else(|| {
            columns.push(wanted);
            self.program.with_times.push(false);
            self.program.stated_scales.push(Rational::ONE);
            columns.len() - 1
        })
    }

    /// The dates of a source's time column.
    pub fn time(&mut self, name: &str, span: Span) -> NodeId {
        let column = self.own_column(name, span);
        self.node(Node::DateColumn(column))
    }

    fn node(&mut self, node: Node) -> NodeId {
        let nodes = &mut self.program.nodes;
        *self.known.entry(format!("{node:?}")).or_insert_with(|| {
            nodes.push(node);
            nodes.len() - 1
        })
    }

    /// An expression as a number. Texts, dates and truth values are no numbers: the resolver lets none through, and
    /// here they are zero.
    pub fn number(&mut self, expr: &RowExpr) -> Scale {
        // The left side of a chain of operators may be as deep as the chain is long.
        let mut chain = Vec::new();
        let mut first = expr;
        while let RowExpr::Binary(left, operator, right) = first {
            chain.push((*operator, right));
            first = left;
        }
        let mut total = self.number_operand(first);
        for (operator, right) in chain.into_iter().rev() {
            let right = self.number(right);
            total = self.arithmetic(total, operator, right);
        }
        total
    }

    fn number_operand(&mut self, expr: &RowExpr) -> Scale {
        match expr {
            RowExpr::Column(column) => {
                let factor = self.column_factor(column);
                let column = self.column(column);
                self.state_scale(column, &factor);
                Scale { node: self.node(Node::NumberColumn(column)), factor }
            }
            RowExpr::Negate(inner) => {
                let inner = self.number(inner);
                Scale { node: self.node(Node::Negate(inner.node)), factor: inner.factor }
            }
            RowExpr::DaysBetween(end, start) => {
                let (end, start) = (self.date(end), self.date(start));
                self.ask_for_times(end);
                self.ask_for_times(start);
                let micros_per_day = i128::from(SECONDS_PER_DAY * MICROS_PER_SECOND);
                let factor = Rational::new(1, micros_per_day).unwrap_or(Rational::ONE);
                Scale { node: self.node(Node::TimeBetween(end, start)), factor }
            }
            RowExpr::Number(number) => self.constant(number.clone()),
            RowExpr::Binary(..) => self.number(expr),
            RowExpr::Text(_) | RowExpr::Date(_) | RowExpr::Truth(_) => self.constant(Rational::ZERO),
        }
    }

    /// The columns that an expression adds up as they are, whose numbers are said to be multiples of `scale`.
    pub fn summed(&mut self, expr: &RowExpr, scale: &Rational) -> Vec<(NodeId, ColumnId)> {
        let columns = summed_columns(expr).into_iter().map(|column| {
            let column = self.column(column);
            self.state_scale(column, scale);
            (self.node(Node::NumberColumn(column)), column)
        });
        columns.collect()
    }

    fn state_scale(&mut self, column: ColumnId, scale: &Rational) {
        if let Some(stated) = self.program.stated_scales.get_mut(column).filter(|stated| **stated == Rational::ONE) {
            *stated = scale.clone();
        }
    }

    fn constant(&mut self, number: Rational) -> Scale {
        Scale { node: self.node(Node::Constant(number)), factor: Rational::ONE }
    }

    /// The time of day of these dates is wanted.
    pub fn ask_for_times(&mut self, date: NodeId) {
        if let Node::DateColumn(column) = self.program.nodes[date] {
            self.program.with_times[column] = true;
        }
    }

    /// What `COLUMN in 千円` says of a column.
    fn column_factor(&self, column: &Column) -> Rational {
        let layout =
            column.lookup.as_ref().map_or(&self.source.layout, |(lookup, _)| &self.plan.lookup(*lookup).layout);
        let stated = layout.column_units.iter().find(|unit| unit.column.value == column.name);
        stated.map_or(Rational::ONE, |unit| unit.scale.clone())
    }

    fn arithmetic(&mut self, left: Scale, operator: RowOperator, right: Scale) -> Scale {
        let factor = match operator {
            RowOperator::Multiply => Some(&left.factor * &right.factor),
            RowOperator::Divide => left.factor.checked_div(&right.factor),
            RowOperator::Add | RowOperator::Subtract => (left.factor == right.factor).then(|| left.factor.clone()),
        };
        let (left, right, factor) = match factor {
            Some(factor) => (left.node, right.node, factor),
            None => (self.unscaled(left), self.unscaled(right), Rational::ONE),
        };
        Scale { node: self.node(Node::Arithmetic(left, operator, right)), factor }
    }

    /// The number itself, its factor multiplied in.
    fn unscaled(&mut self, number: Scale) -> NodeId {
        if number.factor == Rational::ONE { number.node } else { self.node(Node::Scaled(number.node, number.factor)) }
    }

    fn date(&mut self, expr: &RowExpr) -> NodeId {
        let node = match expr {
            RowExpr::Column(column) => Node::DateColumn(self.column(column)),
            RowExpr::Date(date) => Node::DateConstant(day_number(*date)),
            _ => Node::DateConstant(0),
        };
        self.node(node)
    }

    pub fn condition(&mut self, condition: &Condition) -> NodeId {
        match condition {
            Condition::And(..) => {
                let parts = self.parts(condition, |condition| match condition {
                    Condition::And(left, right) => Some((left, right)),
                    _ => None,
                });
                self.node(Node::All(parts))
            }
            Condition::Or(..) => {
                let parts = self.parts(condition, |condition| match condition {
                    Condition::Or(left, right) => Some((left, right)),
                    _ => None,
                });
                self.node(Node::Any(parts))
            }
            Condition::Not(inner) => {
                let inner = self.condition(inner);
                self.node(Node::Not(inner))
            }
            Condition::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Condition::In { value, negated, list } => {
                let found = self.one_of(value, list);
                if *negated { self.node(Node::Not(found)) } else { found }
            }
            Condition::Is { value, present } => {
                let found = self.present(value);
                if *present { found } else { self.node(Node::Not(found)) }
            }
            Condition::Contains { value, part } => {
                self.on_text(value, |column| Node::Contains(column, part.clone()), |text| text.contains(part.as_str()))
            }
            Condition::StartsWith { value, part } => self.on_text(
                value,
                |column| Node::StartsWith(column, part.clone()),
                |text| text.starts_with(part.as_str()),
            ),
            Condition::Holds(column) => {
                let column = self.column(column);
                self.node(Node::TruthColumn(column))
            }
        }
    }

    /// The parts of a chain of `and`s or of `or`s, in order; the chain may be as deep as it is long.
    fn parts<'c>(
        &mut self,
        chain: &'c Condition,
        split: impl Fn(&'c Condition) -> Option<(&'c Box<Condition>, &'c Box<Condition>)>,
    ) -> Vec<NodeId> {
        let mut parts = Vec::new();
        let mut rest = vec![chain];
        while let Some(condition) = rest.pop() {
            match split(condition) {
                Some((left, right)) => rest.extend([right.as_ref(), left]),
                None => parts.push(self.condition(condition)),
            }
        }
        parts
    }

    fn on_text(
        &mut self,
        value: &RowExpr,
        node: impl FnOnce(ColumnId) -> Node,
        holds: impl FnOnce(&str) -> bool,
    ) -> NodeId {
        let node = match value {
            RowExpr::Column(column) => node(self.column(column)),
            RowExpr::Text(text) => Node::Always(holds(text)),
            _ => Node::Always(false),
        };
        self.node(node)
    }

    fn present(&mut self, value: &RowExpr) -> NodeId {
        let node = match value {
            RowExpr::Column(column) => Node::PresentCell(self.column(column)),
            RowExpr::Text(_) | RowExpr::Date(_) | RowExpr::Truth(_) => Node::Always(true),
            RowExpr::Number(_) | RowExpr::Negate(_) | RowExpr::Binary(..) | RowExpr::DaysBetween(..) => {
                Node::PresentNumber(self.number(value).node)
            }
        };
        self.node(node)
    }

    fn one_of(&mut self, value: &RowExpr, list: &[RowExpr]) -> NodeId {
        let texts: Option<Vec<String>> = list
            .iter()
            .map(|item| match item {
                RowExpr::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect();
        if let (RowExpr::Column(column), Some(mut texts)) = (value, texts) {
            texts.sort_unstable();
            texts.dedup();
            let column = self.column(column);
            return self.node(Node::TextIn(column, texts));
        }
        let parts = list.iter().map(|item| self.compare(value, Comparison::Equal, item)).collect();
        self.node(Node::Any(parts))
    }

    fn compare(&mut self, left: &RowExpr, comparison: Comparison, right: &RowExpr) -> NodeId {
        let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        match self.usage.kind_of(left, right, ordered) {
            Kind::Number => self.compare_numbers(left, comparison, right),
            Kind::Date => {
                let node = Node::CompareDates(self.date(left), comparison, self.date(right));
                self.node(node)
            }
            Kind::Truth => self.compare_truths(left, comparison, right),
            Kind::Text => self.compare_texts(left, comparison, right),
            Kind::Unsure => self.compare_columns(left, comparison, right),
        }
    }

    /// Two columns of which nothing is known.
    fn compare_columns(&mut self, left: &RowExpr, comparison: Comparison, right: &RowExpr) -> NodeId {
        let (RowExpr::Column(left), RowExpr::Column(right)) = (left, right) else {
            return self.compare_numbers(left, comparison, right);
        };
        let (left, right) = (self.column(left), self.column(right));
        let (left, right) = (self.node(Node::OrderedColumn(left)), self.node(Node::OrderedColumn(right)));
        self.node(Node::CompareColumns(left, comparison, right))
    }

    fn compare_numbers(&mut self, left: &RowExpr, comparison: Comparison, right: &RowExpr) -> NodeId {
        let (left, right) = (self.number(left), self.number(right));
        let constant = |scale: &Scale| match &self.program.nodes[scale.node] {
            Node::Constant(number) => Some(number * &scale.factor),
            _ => None,
        };
        // Scaling the constant rather than the column is the cheaper way to the same answer.
        let node = match (constant(&left), constant(&right)) {
            (None, Some(number)) => {
                let number = number.checked_div(&left.factor).unwrap_or(Rational::ZERO);
                Node::CompareNumbers(left.node, comparison, self.constant(number).node)
            }
            (Some(number), None) => {
                let number = number.checked_div(&right.factor).unwrap_or(Rational::ZERO);
                Node::CompareNumbers(right.node, turned(comparison), self.constant(number).node)
            }
            _ if left.factor == right.factor => Node::CompareNumbers(left.node, comparison, right.node),
            _ => Node::CompareNumbers(self.unscaled(left), comparison, self.unscaled(right)),
        };
        self.node(node)
    }

    fn compare_truths(&mut self, left: &RowExpr, comparison: Comparison, right: &RowExpr) -> NodeId {
        let (column, wanted) = match (left, right) {
            (RowExpr::Column(column), RowExpr::Truth(wanted)) | (RowExpr::Truth(wanted), RowExpr::Column(column)) => {
                (column, *wanted)
            }
            (RowExpr::Truth(left), RowExpr::Truth(right)) => {
                return self.node(Node::Always((left == right) == (comparison == Comparison::Equal)));
            }
            _ => return self.node(Node::Always(false)),
        };
        let column = self.column(column);
        let holds = self.node(Node::TruthColumn(column));
        if wanted == (comparison == Comparison::Equal) { holds } else { self.node(Node::Not(holds)) }
    }

    fn compare_texts(&mut self, left: &RowExpr, comparison: Comparison, right: &RowExpr) -> NodeId {
        let node = match (left, right) {
            (RowExpr::Column(left), RowExpr::Column(right)) => {
                Node::CompareTexts(self.column(left), comparison, self.column(right))
            }
            (RowExpr::Column(column), RowExpr::Text(text)) => {
                Node::CompareText(self.column(column), comparison, text.clone())
            }
            (RowExpr::Text(text), RowExpr::Column(column)) => {
                Node::CompareText(self.column(column), turned(comparison), text.clone())
            }
            (RowExpr::Text(left), RowExpr::Text(right)) => Node::Always(comparison.holds(left.cmp(right))),
            _ => Node::Always(false),
        };
        self.node(node)
    }
}

/// The comparison with its sides changed.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}
