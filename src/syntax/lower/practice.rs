//! Who does what when: reviews, permissions, contractors and actions.

use super::Lowering;
use super::parts::Parts;
use crate::base::period::Grain;
use crate::base::span::{Span, Spanned};
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{ActionClause, ActionDecl, Allow, ContractorClause, ContractorDecl, Item, Review};

/// How often a review can be said to be, in a word.
const CADENCES: &[(&str, Grain)] = &[
    ("daily", Grain::Day),
    ("weekly", Grain::Week),
    ("monthly", Grain::Month),
    ("quarterly", Grain::Quarter),
    ("yearly", Grain::Year),
];

impl<'t> Lowering<'t> {
    /// The pieces of a `review` after its keyword.
    pub(super) fn review(&mut self, mut values: Parts<'t>) -> Option<Review> {
        let every = values.next_if(Rule::cadence).and_then(|cadence| self.cadence(cadence));
        let by = match values.seek(Rule::who) {
            Some(who) => Some(self.who(who)?),
            None => None,
        };
        Some(Review { every: every?, by })
    }

    fn cadence(&mut self, pair: Pair<'t>) -> Option<Spanned<(u32, Grain)>> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        if parts.next_if(Rule::kw_every).is_none() {
            let word = parts.next()?;
            let cadence = self.choice(&word, CADENCES, |(word, _)| word)?;
            return Some(Spanned::new((1, cadence.1), span));
        }
        let count = match parts.next_if(Rule::integer) {
            Some(count) => self.integer(&count)?.value.max(1),
            None => 1,
        };
        let word = parts.next()?;
        let singular = word.as_str().strip_suffix('s').unwrap_or(word.as_str());
        let plural = if singular == "halve" { "half" } else { singular };
        match Grain::from_word(plural) {
            Some(grain) => Some(Spanned::new((count, grain), span)),
            None => self.choice(&word, Grain::ALL, Grain::word).map(|grain| Spanned::new((count, grain), span)),
        }
    }

    /// The pieces of an `allow` after its keyword.
    pub(super) fn allow(&mut self, span: Span, mut values: Parts<'t>) -> Option<Allow> {
        self.stray_mark(&mut values);
        let rule = values.next_if(Rule::word)?;
        let rule = Spanned::new(super::normalised(rule.as_str()), self.span(&rule));
        let reason = values.seek(Rule::kw_because).and_then(|_| values.next()).map(|reason| self.text(&reason));
        let until = match values.seek(Rule::date) {
            Some(until) => Some(self.last_date(until)?),
            None => None,
        };
        Some(Allow { span, rule, reason: reason?, until })
    }

    pub(super) fn contractor_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let clauses = self.block(declaration.block.take(), Block::Contractor, Self::contractor_clause);
        let (Some(mut header), Some(name)) = (declaration.header.take(), declaration.name.clone()) else {
            return declaration.broken();
        };
        header.next();
        let label = self.label(&mut header);
        Item::Contractor(ContractorDecl { span: declaration.span, name, label, clauses })
    }

    fn contractor_clause(&mut self, clause: Pair<'t>) -> Option<ContractorClause> {
        let rule = clause.as_rule();
        let span = self.span(&clause);
        let mut values = self.values(clause);
        Some(match rule {
            Rule::paid => {
                let fee = match values.next_if(Rule::literal) {
                    Some(fee) => Some(self.literal(fee)?),
                    None => None,
                };
                ContractorClause::Paid { fee, per: self.path(values.seek(Rule::path)?) }
            }
            Rule::note => ContractorClause::Note(self.text(&values.next()?)),
            _ => ContractorClause::Allow(self.allow(span, values)?),
        })
    }

    pub(super) fn action_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let clauses = self.block(declaration.block.take(), Block::Action, Self::action_clause);
        let Some(mut header) = declaration.header.take() else { return declaration.broken() };
        let label = self.label(&mut header);
        let metric = header.seek(Rule::path).map(|metric| self.path(metric));
        let (Some(label), Some(metric)) = (label, metric) else { return declaration.broken() };
        Item::Action(ActionDecl { span: declaration.span, label, metric, clauses })
    }

    fn action_clause(&mut self, clause: Pair<'t>) -> Option<ActionClause> {
        let rule = clause.as_rule();
        let span = self.span(&clause);
        let mut values = self.values(clause);
        Some(match rule {
            Rule::action_from => ActionClause::From(self.date(values.next()?)?),
            Rule::action_expect => ActionClause::Expect(self.quantity(values.next()?)?),
            Rule::action_by => ActionClause::By(self.last_date(values.next()?)?),
            Rule::owner => ActionClause::Owner(self.who(values.next()?)?),
            Rule::heard => {
                let date = self.date(values.next()?);
                let what = self.text(&values.next()?);
                ActionClause::Heard { date: date?, what }
            }
            Rule::note => ActionClause::Note(self.text(&values.next()?)),
            _ => ActionClause::Allow(self.allow(span, values)?),
        })
    }
}
