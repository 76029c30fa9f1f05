//! The clauses of `plan`.

use super::Lowering;
use super::block::ClauseKind;
use super::parts::Parts;
use crate::base::period::Grain;
use crate::base::vocabulary::{MonthName, Phase, Weekday};
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{DayList, Literal, PeriodText, PlanClause, Team, TeamSize, Threshold, Workdays};

impl ClauseKind for Threshold {
    fn broken() -> Option<Self> {
        None
    }
}

impl<'t> Lowering<'t> {
    /// One clause of `plan`.
    pub(super) fn plan_clause(&mut self, clause: Pair<'t>) -> Option<PlanClause> {
        let rule = clause.as_rule();
        let span = self.span(&clause);
        let mut values = self.values(clause);
        Some(match rule {
            Rule::plan_range => {
                let from = values.seek(Rule::period).and_then(|from| self.period(from));
                let to = values.seek(Rule::period).and_then(|to| self.period(to));
                PlanClause::Range { from: from?, to: to? }
            }
            Rule::currency => PlanClause::Currency(self.name(&values.next()?)),
            Rule::plan_period => PlanClause::Period(self.choice(&values.next()?, Grain::ALL, Grain::word)?),
            Rule::timezone => PlanClause::Timezone(self.text(&values.next()?)),
            Rule::plan_fiscal_year => self.plan_fiscal_year(values)?,
            Rule::workdays => PlanClause::Workdays(self.workdays(values)?),
            Rule::phase => PlanClause::Phase(self.choice(&values.next()?, Phase::ALL, Phase::word)?),
            Rule::team => PlanClause::Team(self.team(values)?),
            Rule::review => PlanClause::Review(self.review(values)?),
            Rule::reviewed => PlanClause::Reviewed(self.date(values.next()?)?),
            Rule::changed => {
                let date = self.date(values.next()?);
                let why = values.next().map(|why| self.text(&why));
                PlanClause::Changed { date: date?, why }
            }
            Rule::analyst => PlanClause::Analyst(self.who(values.next()?)?),
            Rule::confidence => PlanClause::Confidence(self.literal(values.next()?)?),
            Rule::thresholds => {
                let block = values.seek(Rule::thresholds_block)?;
                PlanClause::Thresholds(self.clauses(block, Block::Thresholds, Self::threshold))
            }
            Rule::note => PlanClause::Note(self.text(&values.next()?)),
            _ => PlanClause::Allow(self.allow(span, values)?),
        })
    }

    fn plan_fiscal_year(&mut self, mut values: Parts<'t>) -> Option<PlanClause> {
        let from = values.seek(Rule::word).and_then(|month| self.choice(&month, MonthName::ALL, MonthName::word));
        let end = match values.seek(Rule::word) {
            None => Some(false),
            Some(word) => self.choice(&word, &[false, true], |end| if end { "end" } else { "start" }),
        };
        Some(PlanClause::FiscalYear { from: from?, named_by_end: end? })
    }

    fn workdays(&mut self, values: Parts<'t>) -> Option<Workdays> {
        let mut workdays = Workdays { days: Vec::new(), except: Vec::new(), also: Vec::new() };
        let mut understood = true;
        for part in values {
            match part.as_rule() {
                Rule::weekdays => match self.weekdays(part) {
                    Some(days) => workdays.days.extend(days),
                    None => understood = false,
                },
                Rule::except => understood &= self.day_lists(part, &mut workdays.except),
                Rule::also => understood &= self.day_lists(part, &mut workdays.also),
                _ => {}
            }
        }
        let mut seen = Vec::new();
        workdays.days.retain(|day| {
            !seen.contains(day) && {
                seen.push(*day);
                true
            }
        });
        understood.then_some(workdays)
    }

    /// `mon..fri` laid out; `sat..mon` goes round the week's end.
    fn weekdays(&mut self, pair: Pair<'t>) -> Option<Vec<Weekday>> {
        let words: Vec<_> = Parts::of(pair).filter(|part| part.as_rule() == Rule::word).collect();
        let days: Vec<_> = words.iter().map(|word| self.choice(word, Weekday::ALL, Weekday::word)).collect();
        let first = (*days.first()?)?;
        let last = (*days.last()?)?;
        let mut days: Vec<_> = Weekday::ALL
            .iter()
            .copied()
            .cycle()
            .skip_while(|day| *day != first)
            .take_while(|day| *day != last)
            .take(7)
            .collect();
        days.push(last);
        Some(days)
    }

    fn day_lists(&mut self, pair: Pair<'t>, into: &mut Vec<DayList>) -> bool {
        let mut understood = true;
        for days in Parts::of(pair).filter(|part| part.as_rule() == Rule::days) {
            match self.days(days) {
                Some(days) => into.push(days),
                None => understood = false,
            }
        }
        understood
    }

    fn days(&mut self, pair: Pair<'t>) -> Option<DayList> {
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        if first.as_rule() != Rule::date {
            return Some(DayList::File(self.text(&first)));
        }
        let from = self.date(first);
        let to = match parts.seek(Rule::date) {
            Some(to) => self.last_date(to),
            None => from.clone(),
        };
        Some(DayList::Range { from: from?, to: to? })
    }

    fn team(&mut self, mut values: Parts<'t>) -> Option<Team> {
        let size = values.next()?;
        let size = match size.as_rule() {
            Rule::team_block => TeamSize::From(self.team_sizes(size)),
            _ => TeamSize::Fixed(self.literal(size)?),
        };
        let by = values.seek(Rule::name).map(|by| self.name(&by));
        Some(Team { size, by })
    }

    fn team_sizes(&mut self, block: Pair<'t>) -> Vec<(PeriodText, Literal)> {
        let mut sizes = Vec::new();
        self.entries(block, Block::TeamSizes, |this, entry| {
            let mut parts = Parts::of(entry);
            let period = parts.next_if(Rule::period).and_then(|period| this.period(period));
            this.stray_mark(&mut parts);
            let size = parts.next_if(Rule::literal).and_then(|size| this.literal(size));
            sizes.extend(period.zip(size));
        });
        sizes
    }
}
