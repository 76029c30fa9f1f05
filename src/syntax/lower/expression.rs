//! Expressions: operators by their precedence, over operands.

use std::cell::RefCell;
use std::sync::LazyLock;

use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::Lowering;
use super::number::digit_value;
use super::operator;
use super::parts::Parts;
use super::reference::comma_in_number;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{Span, Spanned};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, UnaryOperator};

/// How deep a tree may become, counting what a long chain of operators adds; those who walk it recurse.
pub(super) const DEEPEST_TREE: usize = 512;

/// From the loosest to the tightest.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::disjunction, Assoc::Left))
        .op(Op::infix(Rule::conjunction, Assoc::Left))
        .op(Op::prefix(Rule::not) | Op::prefix(Rule::bang))
        .op(Op::infix(Rule::comparison, Assoc::Left) | Op::postfix(Rule::in_list) | Op::postfix(Rule::is_test))
        .op(Op::infix(Rule::additive, Assoc::Left))
        .op(Op::infix(Rule::multiplicative, Assoc::Left))
        .op(Op::prefix(Rule::negate))
});

/// An expression and how deep its tree is.
pub(super) struct Measured {
    pub expr: Expr,
    pub depth: usize,
}

impl Measured {
    /// An expression without parts.
    pub(super) fn leaf(span: Span, kind: ExprKind) -> Self {
        Self { expr: Expr { span, kind }, depth: 1 }
    }
}

impl<'t> Lowering<'t> {
    /// A `line_expression`, `inner_expression` or `argument`.
    pub(super) fn expression(&mut self, pair: &Pair<'t>) -> Expr {
        self.too_long = false;
        self.measured(pair).expr
    }

    pub(super) fn measured(&mut self, pair: &Pair<'t>) -> Measured {
        let mut parts = Parts::of(pair.clone()).peekable();
        let Some(first) = parts.next() else { return Measured::leaf(self.span(pair), ExprKind::Broken) };
        // Most expressions are one operand.
        if parts.peek().is_none() {
            return self.operand(first);
        }
        let this = RefCell::new(self);
        PRECEDENCE
            .map_primary(|operand| this.borrow_mut().operand(operand))
            .map_prefix(|operator, operand| this.borrow_mut().prefixed(&operator, operand))
            .map_postfix(|operand, test| this.borrow_mut().tested(operand, test))
            .map_infix(|left, operator, right| this.borrow_mut().combined(left, &operator, right))
            .parse(std::iter::once(first).chain(parts))
    }

    fn operand(&mut self, pair: Pair<'t>) -> Measured {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::reference => return self.reference(pair),
            Rule::parenthesised => {
                let Some(inner) = Parts::of(pair).seek(Rule::inner_expression) else {
                    return Measured::leaf(span, ExprKind::Broken);
                };
                let inner = self.measured(&inner);
                let depth = inner.depth;
                return self.deeper(span, depth, ExprKind::Paren(Box::new(inner.expr)));
            }
            Rule::text | Rule::open_text => ExprKind::Text(self.text(&pair).value),
            Rule::dated | Rule::wrong_year_month => self.period_token(&pair).map_or(ExprKind::Broken, ExprKind::Period),
            _ => self.literal(pair).map_or(ExprKind::Broken, ExprKind::Literal),
        };
        Measured::leaf(span, kind)
    }

    /// A node over a part of the depth `inner`; broken, and reported, where that is too deep.
    pub(super) fn deeper(&mut self, span: Span, inner: usize, kind: ExprKind) -> Measured {
        if inner < DEEPEST_TREE {
            return Measured { expr: Expr { span, kind }, depth: inner + 1 };
        }
        if !std::mem::replace(&mut self.too_long, true) {
            self.errors.push(too_long(span));
        }
        Measured::leaf(span, ExprKind::Broken)
    }

    fn prefixed(&mut self, operator: &Pair<'t>, operand: Measured) -> Measured {
        let at = self.span(operator);
        let span = at.to(operand.expr.span);
        let unary = if operator.as_rule() == Rule::negate { UnaryOperator::Negate } else { UnaryOperator::Not };
        if operator.as_rule() == Rule::bang {
            self.foreign_operator(at, operator.as_str(), "not");
        }
        let kind = ExprKind::Unary(Spanned::new(unary, at), Box::new(operand.expr));
        self.deeper(span, operand.depth, kind)
    }

    /// `is present`, `in (…)`.
    fn tested(&mut self, operand: Measured, test: Pair<'t>) -> Measured {
        let span = operand.expr.span.to(self.span(&test));
        let value = Box::new(operand.expr);
        let rule = test.as_rule();
        let mut parts = Parts::of(test);
        let kind = if rule == Rule::is_test {
            let present = parts.seek(Rule::word).and_then(|word| {
                self.choice(&word, &[true, false], |present| if present { "present" } else { "missing" })
            });
            present.map_or(ExprKind::Broken, |present| ExprKind::Is { value, present })
        } else {
            let negated = parts.next_if(Rule::not).is_some();
            let list: Vec<Expr> = parts.filter_map(|part| self.list_item(part)).collect();
            self.thousands_in_list(&list);
            ExprKind::In { value, negated, list }
        };
        self.deeper(span, operand.depth, kind)
    }

    /// A member of the list behind `in`; `None` for what stands between members.
    fn list_item(&mut self, part: Pair<'t>) -> Option<Expr> {
        match part.as_rule() {
            Rule::list_path => {
                let path = self.path(part);
                Some(Expr { span: path.span, kind: self.path_or_truth(path) })
            }
            Rule::text | Rule::open_text | Rule::dated | Rule::signed_plain_number => Some(self.operand(part).expr),
            _ => None,
        }
    }

    /// Reports `1,000` in a list, where a comma divides members: without a space behind it nobody means two.
    fn thousands_in_list(&mut self, list: &[Expr]) {
        for pair in list.windows(2) {
            let [first, second] = pair else { continue };
            let between = Span { start: first.span.end, end: second.span.start, ..first.span };
            let digits = |expr: &Expr| self.words(expr.span).chars().all(|c| digit_value(c).is_some());
            let three = self.words(second.span).chars().count() == 3;
            if matches!(self.words(between), "," | "，") && three && digits(first) && digits(second) {
                self.errors.push(comma_in_number(between));
            }
        }
    }

    fn combined(&mut self, left: Measured, operator: &Pair<'t>, right: Measured) -> Measured {
        let at = self.span(operator);
        let span = left.expr.span.to(right.expr.span);
        let binary = self.binary_operator(operator.as_str(), at);
        if operator::is_comparison(binary) && is_comparison(&left.expr) {
            self.chained_comparison(at, left.expr.span);
            return Measured::leaf(span, ExprKind::Broken);
        }
        let depth = left.depth.max(right.depth);
        let kind = ExprKind::Binary(Box::new(left.expr), Spanned::new(binary, at), Box::new(right.expr));
        self.deeper(span, depth, kind)
    }

    fn binary_operator(&mut self, written: &str, at: Span) -> BinaryOperator {
        let (binary, instead) = operator::read(written);
        match (written, instead) {
            ("=" | "＝", _) => self.single_equals(at),
            (_, Some(instead)) => self.foreign_operator(at, written, instead),
            (_, None) => {}
        }
        binary
    }
}

fn too_long(span: Span) -> Diagnostic {
    Diagnostic::error(Message::new("expression-too-long").with("deepest", DEEPEST_TREE))
        .at(span, Message::new("expression-too-long.label"))
        .help(Message::new("expression-too-long.help"))
}

/// Whether an expression, as it stands, is a comparison.
fn is_comparison(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(_, operator, _) => operator::is_comparison(operator.value),
        ExprKind::In { .. } | ExprKind::Is { .. } => true,
        _ => false,
    }
}
