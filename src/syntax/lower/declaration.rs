//! Declarations: keyword, header and block, each of which may be broken by itself.

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{Span, Spanned};
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{Broken, Clause, Item, MetricDecl, Name, PlanDecl, UseDecl};

/// A declaration's outer shape.
pub(super) struct Declaration<'t> {
    pub span: Span,
    pub keyword: Spanned<String>,
    /// `None` where it could not be read, which has been reported.
    pub header: Option<Parts<'t>>,
    pub name: Option<Name>,
    pub block: Option<Pair<'t>>,
}

impl Declaration<'_> {
    /// What is left of a declaration that could not be read.
    pub(super) fn broken(self) -> Item {
        Item::Broken(Broken { span: self.span, keyword: Some(self.keyword), name: self.name })
    }
}

impl<'t> Lowering<'t> {
    pub(super) fn item(&mut self, pair: Pair<'t>) -> Item {
        match pair.as_rule() {
            Rule::metric_item => self.metric_item(pair),
            Rule::source_item => self.source_item(pair),
            Rule::lookup_item => self.lookup_item(pair),
            Rule::plan_item => self.plan_item(pair),
            Rule::funnel_item => self.funnel_item(pair),
            Rule::contractor_item => self.contractor_item(pair),
            Rule::action_item => self.action_item(pair),
            Rule::test_item => self.test_item(pair),
            Rule::use_item => self.use_item(pair),
            Rule::allow_item => self.allow_item(pair),
            _ => self.junk_item(&pair),
        }
    }

    /// Takes a declaration apart. A header that could not be read is reported.
    pub(super) fn declaration(&mut self, pair: Pair<'t>) -> Declaration<'t> {
        let mut span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let keyword = parts.next().map_or(Spanned::new(String::new(), span), |keyword| {
            Spanned::new(keyword.as_str().to_owned(), self.span(&keyword))
        });
        self.keyword.clone_from(&keyword.value);
        let mut declaration = Declaration { span, keyword, header: None, name: None, block: None };
        let mut end = declaration.keyword.span;
        for part in parts {
            let rule = part.as_rule();
            if rule == Rule::broken_header {
                let found = self.diagnose_header(&declaration.keyword, &part);
                declaration.name = found;
                end = end.to(self.trimmed(&part));
            } else if rule.is_block() {
                span.end = self.block_end(&part);
                declaration.block = Some(part);
            } else {
                let name = Parts::of(part.clone()).next().filter(|first| first.as_rule() == Rule::name);
                declaration.name = name.map(|name| self.name(&name));
                end = end.to(self.trimmed(&part));
                declaration.header = Some(Parts::of(part));
            }
        }
        declaration.span = if declaration.block.is_some() { span } else { end };
        declaration
    }

    /// A piece's span without blanks at its ends.
    fn trimmed(&self, pair: &Pair<'t>) -> Span {
        let span = self.span(pair);
        let words = self.words(span);
        let length = words.trim_end().len();
        let start = length - words.trim_end().trim_start().len();
        let offset = |by: usize| span.start + u32::try_from(by).unwrap_or(0);
        Span { start: offset(start), end: offset(length), ..span }
    }

    /// Where a block ends: after its brace, or where that is missing after its last clause.
    fn block_end(&self, block: &Pair<'t>) -> u32 {
        let ends = Parts::of(block.clone()).filter(|part| part.as_rule() != Rule::unclosed_block);
        ends.last().map_or_else(|| self.span(block).end, |last| self.span(&last).end)
    }

    /// The clauses of a declaration's block, if it has one.
    pub(super) fn block<K: super::block::ClauseKind>(
        &mut self,
        block: Option<Pair<'t>>,
        kind: Block,
        lower: fn(&mut Self, Pair<'t>) -> Option<K>,
    ) -> Vec<Clause<K>> {
        block.map_or_else(Vec::new, |block| self.clauses(block, kind, lower))
    }

    fn plan_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let clauses = self.block(declaration.block.take(), Block::Plan, Self::plan_clause);
        let Some(mut header) = declaration.header.take() else { return declaration.broken() };
        let label = header.next().map(|label| self.text(&label));
        Item::Plan(PlanDecl { span: declaration.span, keyword: declaration.keyword.span, label, clauses })
    }

    fn metric_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let formula = matches!(declaration.keyword.value.as_str(), "measure" | "metric");
        let kind = if formula { Block::Formula } else { Block::Goal };
        let clauses = self.block(declaration.block.take(), kind, Self::metric_clause);
        let (Some(header), Some(name)) = (declaration.header.take(), declaration.name.clone()) else {
            return declaration.broken();
        };
        let (mut label, mut expr) = (None, None);
        for part in header {
            match part.as_rule() {
                Rule::text | Rule::open_text => label = Some(self.text(&part)),
                Rule::line_expression => expr = Some(self.expression(&part)),
                _ => {}
            }
        }
        if formula && expr.is_none() {
            self.missing_formula(&declaration.keyword.value, &name);
            return declaration.broken();
        }
        let keyword = declaration.keyword.span;
        let metric = MetricDecl { span: declaration.span, keyword, name, label, expr, clauses };
        match declaration.keyword.value.as_str() {
            "measure" => Item::Measure(metric),
            "metric" => Item::Metric(metric),
            "kgi" => Item::Kgi(metric),
            _ => Item::Kpi(metric),
        }
    }

    fn missing_formula(&mut self, keyword: &str, name: &Name) {
        self.errors.push(
            Diagnostic::error(Message::new("missing-formula").with("keyword", keyword).with("name", &name.value))
                .at(name.span, Message::new("missing-formula.label"))
                .help(Message::new("missing-formula.help").with("keyword", keyword).with("name", &name.value)),
        );
    }

    fn use_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let Some(mut header) = declaration.header.take() else { return declaration.broken() };
        let Some(path) = header.next().map(|path| self.text(&path)) else { return declaration.broken() };
        let alias = header.seek(Rule::name).map(|alias| self.name(&alias));
        Item::Use(UseDecl { span: declaration.span, path, alias })
    }

    fn allow_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let allow = declaration.header.take().and_then(|header| self.allow(declaration.span, header));
        allow.map_or_else(|| declaration.broken(), Item::Allow)
    }
}

impl Rule {
    fn is_block(self) -> bool {
        matches!(
            self,
            Self::metric_block
                | Self::source_block
                | Self::plan_block
                | Self::funnel_block
                | Self::contractor_block
                | Self::action_block
                | Self::test_block
        )
    }
}
