//! The clauses of `kgi`, `kpi`, `metric` and `measure`.

use super::Lowering;
use super::parts::Parts;
use crate::base::period::Grain;
use crate::base::vocabulary::{Horizon, Layer};
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::MetricClause;

impl<'t> Lowering<'t> {
    /// One clause of a metric.
    pub(super) fn metric_clause(&mut self, clause: Pair<'t>) -> Option<MetricClause> {
        let rule = clause.as_rule();
        let span = self.span(&clause);
        if rule == Rule::threshold {
            return self.threshold(clause).map(MetricClause::Threshold);
        }
        let mut values = self.values(clause);
        Some(match rule {
            Rule::target => MetricClause::Target(self.target(values)?),
            Rule::owner => MetricClause::Owner(self.who(values.next()?)?),
            Rule::needs => {
                let least = self.literal(values.next()?);
                let metric = self.path(values.next()?);
                MetricClause::Needs { least: least?, metric }
            }
            Rule::guards => MetricClause::Guards(
                values.filter(|part| part.as_rule() == Rule::path).map(|path| self.path(path)).collect(),
            ),
            Rule::drives => {
                let metric = self.path(values.next()?);
                MetricClause::Drives { metric, why: values.next().map(|why| self.text(&why)) }
            }
            Rule::when_missed => self.when_missed(values)?,
            Rule::layer => MetricClause::Layer(self.choice(&values.next()?, Layer::ALL, Layer::word)?),
            Rule::horizon => MetricClause::Horizon(self.choice(&values.next()?, Horizon::ALL, Horizon::word)?),
            Rule::metric_period => MetricClause::Period(self.choice(&values.next()?, Grain::ALL, Grain::word)?),
            Rule::active_from => MetricClause::From(self.period(values.next()?)?),
            Rule::active_until => MetricClause::Until(self.period(values.next()?)?),
            Rule::matures => MetricClause::Matures(self.literal(values.next()?)?),
            Rule::pace => self.choice(&values.next()?, &[()], |()| "none").map(|()| MetricClause::PaceNone)?,
            Rule::review => MetricClause::Review(self.review(values)?),
            Rule::weight => {
                let share = self.literal(values.next()?);
                let of_role = values.seek(Rule::kw_for).and_then(|_| values.next()).map(|role| self.text(&role));
                MetricClause::Weight { share: share?, role: of_role }
            }
            Rule::shared_with => MetricClause::SharedWith(self.texts(values)),
            Rule::note => MetricClause::Note(self.text(&values.next()?)),
            _ => MetricClause::Allow(self.allow(span, values)?),
        })
    }

    fn when_missed(&mut self, mut values: Parts<'t>) -> Option<MetricClause> {
        let block = values.seek(Rule::missed_block)?;
        let (mut actions, mut questions) = (Vec::new(), Vec::new());
        self.entries(block, Block::Missed, |this, entry| {
            let rule = entry.as_rule();
            let text = this.values(entry).next().filter(|_| rule != Rule::broken_clause).map(|text| this.text(&text));
            match rule {
                Rule::missed_do => actions.extend(text),
                Rule::missed_ask => questions.extend(text),
                _ => {}
            }
        });
        Some(MetricClause::WhenMissed { actions, questions })
    }
}
