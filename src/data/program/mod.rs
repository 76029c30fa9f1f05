//! What is computed of each row: the expressions and conditions of all measures of a source as one list of nodes, so
//! that what several measures share is computed once for each batch.

pub(crate) mod compile;
pub(crate) mod evaluate;
pub(crate) mod summed;
pub(crate) mod usage;

use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::plan::ids::LookupId;
use crate::plan::source::{Comparison, RowOperator};

/// A node's place in the program.
pub(crate) type NodeId = usize;

/// A column's place in the program's columns.
pub(crate) type ColumnId = usize;

/// A column that a source's measures read.
#[derive(Clone, Debug)]
pub(crate) struct ColumnUse {
    pub name: String,
    /// The lookup that it comes from, and the source's column that holds the lookup's key.
    pub lookup: Option<(LookupId, ColumnId)>,
    /// Where the plan first names it.
    pub span: Span,
}

/// One step. The nodes that it needs stand before it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    NumberColumn(ColumnId),
    /// A column that is compared with another, and of which nothing else is known: its numbers, as far as it has any.
    OrderedColumn(ColumnId),
    Constant(Rational),
    Negate(NodeId),
    Arithmetic(NodeId, RowOperator, NodeId),
    /// The number times a factor.
    Scaled(NodeId, Rational),
    /// Microseconds from the second date to the first.
    TimeBetween(NodeId, NodeId),
    DateColumn(ColumnId),
    /// A day, counted from 1970-01-01.
    DateConstant(i32),
    TruthColumn(ColumnId),
    Always(bool),
    CompareNumbers(NodeId, Comparison, NodeId),
    CompareDates(NodeId, Comparison, NodeId),
    /// Of ordered columns: numbers or dates, as their cells show.
    CompareColumns(NodeId, Comparison, NodeId),
    CompareText(ColumnId, Comparison, String),
    CompareTexts(ColumnId, Comparison, ColumnId),
    TextIn(ColumnId, Vec<String>),
    Contains(ColumnId, String),
    StartsWith(ColumnId, String),
    /// The cell is not missing, whatever it holds.
    PresentCell(ColumnId),
    /// The expression has a number.
    PresentNumber(NodeId),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Not(NodeId),
}

/// The nodes, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub columns: Vec<ColumnUse>,
    pub nodes: Vec<Node>,
    /// Of date columns: whether the time of day is asked for.
    pub with_times: Vec<bool>,
    /// Of number columns: what their numbers are said to be multiples of. A cell that says its own scale is none.
    pub stated_scales: Vec<Rational>,
}

/// A number node, and what one of its numbers is in the unit that people mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    pub node: NodeId,
    pub factor: Rational,
}

impl Program {
    /// The nodes that a node is computed of, itself included, in the order in which they are to be computed.
    pub fn needed(&self, root: NodeId) -> Vec<NodeId> {
        let mut wanted = vec![false; root + 1];
        wanted[root] = true;
        for node in (0..=root).rev() {
            if wanted[node] {
                self.for_each_operand(node, |operand| wanted[operand] = true);
            }
        }
        (0..=root).filter(|node| wanted[*node]).collect()
    }

    fn for_each_operand(&self, node: NodeId, mut visit: impl FnMut(NodeId)) {
        match &self.nodes[node] {
            Node::Negate(a) | Node::Scaled(a, _) | Node::PresentNumber(a) | Node::Not(a) => visit(*a),
            Node::Arithmetic(a, _, b)
            | Node::TimeBetween(a, b)
            | Node::CompareNumbers(a, _, b)
            | Node::CompareDates(a, _, b)
            | Node::CompareColumns(a, _, b) => {
                visit(*a);
                visit(*b);
            }
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| visit(*part)),
            Node::NumberColumn(_)
            | Node::OrderedColumn(_)
            | Node::Constant(_)
            | Node::DateColumn(_)
            | Node::DateConstant(_)
            | Node::TruthColumn(_)
            | Node::Always(_)
            | Node::CompareText(..)
            | Node::CompareTexts(..)
            | Node::TextIn(..)
            | Node::Contains(..)
            | Node::StartsWith(..)
            | Node::PresentCell(_) => {}
        }
    }
}
