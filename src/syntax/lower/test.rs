//! A plan's own unit tests.

use super::Lowering;
use super::parts::Parts;
use crate::base::span::Spanned;
use crate::base::vocabulary::Status;
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{Expected, Item, Path, Quantity, TestClause, TestDecl};

impl<'t> Lowering<'t> {
    pub(super) fn test_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let clauses = self.block(declaration.block.take(), Block::Test, Self::test_clause);
        let label = declaration.header.take().and_then(|mut header| self.label(&mut header));
        let Some(label) = label else { return declaration.broken() };
        Item::Test(TestDecl { span: declaration.span, label, clauses })
    }

    fn test_clause(&mut self, clause: Pair<'t>) -> Option<TestClause> {
        let rule = clause.as_rule();
        let mut values = self.values(clause);
        Some(match rule {
            Rule::test_in => TestClause::In(self.period(values.next()?)?),
            Rule::given => {
                let (metric, value) = self.metric_and_value(values)?;
                TestClause::Given { metric, value }
            }
            Rule::expect_required => {
                let (metric, value) = self.metric_and_value(values)?;
                TestClause::ExpectRequired { metric, value }
            }
            Rule::expect => {
                let metric = self.path(values.next_if(Rule::path)?);
                self.stray_mark(&mut values);
                TestClause::Expect { metric, expected: self.expected(values.next()?)? }
            }
            _ => TestClause::Note(self.text(&values.next()?)),
        })
    }

    fn metric_and_value(&mut self, mut values: Parts<'t>) -> Option<(Path, Quantity)> {
        let metric = self.path(values.next_if(Rule::path)?);
        self.stray_mark(&mut values);
        Some((metric, self.quantity(values.next()?)?))
    }

    fn expected(&mut self, pair: Pair<'t>) -> Option<Expected> {
        if pair.as_rule() == Rule::quantity {
            return self.quantity(pair).map(Expected::Value);
        }
        let span = self.span(&pair);
        let status = self.choice(&pair, Status::ALL, Status::word)?;
        Some(Expected::Status(Spanned::new(status, span)))
    }
}
