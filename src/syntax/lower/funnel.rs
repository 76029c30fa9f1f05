//! Funnels: stages in order, and the steps between them.

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::{Diagnostic, Fix};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{Clause, CohortDecl, FunnelClause, FunnelDecl, Item, StageDecl};

/// A funnel while its block is read.
#[derive(Default)]
struct Chain {
    stages: Vec<StageDecl>,
    cohort: Option<CohortDecl>,
    /// An arrow with nothing behind it: what comes next is its stage.
    open_arrow: bool,
    /// A stage could not be read, so that the next one has nothing to be joined to.
    broken: bool,
}

impl<'t> Lowering<'t> {
    pub(super) fn funnel_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let mut chain = Chain::default();
        let clauses = declaration.block.take().map_or_else(Vec::new, |block| self.funnel_block(block, &mut chain));
        let Some(header) = declaration.header.take() else { return declaration.broken() };
        let (mut label, mut share) = (None, None);
        for part in header {
            match part.as_rule() {
                Rule::text | Rule::open_text => label = Some(self.text(&part)),
                Rule::literal => share = self.literal(part),
                _ => {}
            }
        }
        let Chain { stages, cohort, .. } = chain;
        let keyword = declaration.keyword.span;
        Item::Funnel(FunnelDecl { span: declaration.span, keyword, label, share, stages, cohort, clauses })
    }

    fn funnel_block(&mut self, block: Pair<'t>, chain: &mut Chain) -> Vec<Clause<FunnelClause>> {
        let mut clauses = Vec::new();
        self.entries(block, Block::Funnel, |this, entry| {
            let span = this.span(&entry);
            let kind = match entry.as_rule() {
                Rule::stage => return this.stage(entry, chain),
                Rule::step => return this.step(entry, chain),
                Rule::cohort => return this.cohort(entry, chain),
                Rule::note => this.values(entry.clone()).next().map(|note| FunnelClause::Note(this.text(&note))),
                Rule::allow => {
                    let values = this.values(entry.clone());
                    this.allow(span, values).map(FunnelClause::Allow)
                }
                _ => {
                    chain.broken = true;
                    None
                }
            };
            let keyword = this.first_word(&entry);
            clauses.push(Clause { span, keyword, kind: kind.unwrap_or(FunnelClause::Broken) });
        });
        clauses
    }

    fn cohort(&mut self, pair: Pair<'t>, chain: &mut Chain) {
        let span = self.span(&pair);
        let mut values = self.values(pair);
        let key = values.next_if(Rule::name).map(|key| self.name(&key));
        let within = values.seek(Rule::literal).and_then(|within| self.literal(within));
        let (Some(key), Some(within)) = (key, within) else { return };
        match &chain.cohort {
            Some(first) => self.repeated_clause("by", span, first.span),
            None => chain.cohort = Some(CohortDecl { key, within, span }),
        }
    }

    /// `-> stage`.
    fn step(&mut self, pair: Pair<'t>, chain: &mut Chain) {
        let mut parts = Parts::of(pair);
        let Some(arrow) = parts.next() else { return };
        let at = self.span(&arrow);
        if arrow.as_rule() == Rule::wrong_arrow {
            self.wrong_arrow(at, arrow.as_str());
        }
        let Some(stage) = parts.next_if(Rule::stage) else {
            self.arrow_without_stage(at);
            chain.open_arrow = true;
            return;
        };
        if chain.stages.is_empty() && !chain.broken {
            self.arrow_first(at);
        }
        chain.stages.extend(self.stage_decl(stage));
    }

    /// A stage without an arrow: the first.
    fn stage(&mut self, pair: Pair<'t>, chain: &mut Chain) {
        let span = self.span(&pair);
        let joined = std::mem::take(&mut chain.open_arrow);
        if !chain.stages.is_empty() && !joined && !chain.broken {
            let name = Parts::of(pair.clone()).next().map_or(span, |name| self.span(&name));
            self.stage_without_arrow(name);
        }
        chain.stages.extend(self.stage_decl(pair));
    }

    fn stage_decl(&mut self, pair: Pair<'t>) -> Option<StageDecl> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let metric = self.path(parts.next()?);
        let mut stage = StageDecl { metric, at: None, conversion: None, label: None, span };
        let mut seen: Vec<(Rule, Span)> = Vec::new();
        for part in parts {
            let (rule, at) = (part.as_rule(), self.span(&part));
            match seen.iter().find(|(other, _)| *other == rule) {
                Some((_, first)) => {
                    let written = match rule {
                        Rule::stage_at => "at",
                        Rule::stage_as => "as",
                        _ => self.words(at),
                    };
                    self.repeated_clause(written, at, *first);
                }
                None => seen.push((rule, at)),
            }
            match rule {
                Rule::stage_at => {
                    let mut values = self.values(part);
                    stage.at = values.next().and_then(|at| self.quantity(at));
                }
                Rule::stage_as => stage.conversion = Parts::of(part).seek(Rule::name).map(|name| self.name(&name)),
                _ => stage.label = Some(self.text(&part)),
            }
        }
        Some(stage)
    }

    fn wrong_arrow(&mut self, span: Span, written: &str) {
        let mut error = Diagnostic::error(Message::new("wrong-arrow").with("written", written))
            .at(span, Message::new("wrong-arrow.label"))
            .help(Message::new("wrong-arrow.help"));
        error.fix = Some(Fix { edits: vec![(span, "->".to_owned())], safe: true });
        self.errors.push(error);
    }

    fn arrow_without_stage(&mut self, span: Span) {
        self.errors.push(
            Diagnostic::error(Message::new("arrow-without-stage"))
                .at(span, Message::new("arrow-without-stage.label"))
                .help(Message::new("arrow-without-stage.help")),
        );
    }

    fn arrow_first(&mut self, span: Span) {
        self.errors.push(
            Diagnostic::error(Message::new("arrow-first"))
                .at(span, Message::new("arrow-first.label"))
                .help(Message::new("arrow-first.help")),
        );
    }

    fn stage_without_arrow(&mut self, span: Span) {
        let mut error = Diagnostic::error(Message::new("stage-without-arrow").with("stage", self.words(span)))
            .at(span, Message::new("stage-without-arrow.label"))
            .help(Message::new("stage-without-arrow.help"));
        error.fix = Some(Fix { edits: vec![(Span { end: span.start, ..span }, "-> ".to_owned())], safe: false });
        self.errors.push(error);
    }
}
