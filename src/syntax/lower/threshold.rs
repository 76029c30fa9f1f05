//! Thresholds: `warn below 9%`, `fail down 2 points on year for 3 periods`.

use super::Lowering;
use super::parts::Parts;
use super::target::less_than;
use crate::base::span::Span;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{Baseline, Limit, LimitValue, Severity, Threshold};

impl<'t> Lowering<'t> {
    /// A `threshold`.
    pub(super) fn threshold(&mut self, pair: Pair<'t>) -> Option<Threshold> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let severity = if parts.next()?.as_str() == "warn" { Severity::Warn } else { Severity::Fail };
        self.stray_mark(&mut parts);
        let limit = parts.next_if(Rule::limit).and_then(|limit| self.limit(limit));
        let (mut on_year, mut periods): (Option<Span>, Option<(Span, u32)>) = (None, None);
        for part in parts {
            let at = self.span(&part);
            if part.as_rule() == Rule::on_year {
                if let Some(first) = on_year.replace(at) {
                    self.repeated_clause("on year", at, first);
                }
            } else if let Some(count) = Parts::of(part).seek(Rule::integer).and_then(|count| self.integer(&count))
                && let Some((first, _)) = periods.replace((at, count.value))
            {
                self.repeated_clause("for", at, first);
            }
        }
        let limit = self.against(limit?, on_year);
        Some(Threshold { severity, limit, periods: periods.map_or(1, |(_, count)| count), span })
    }

    fn limit(&mut self, pair: Pair<'t>) -> Option<Limit> {
        let mut parts = Parts::of(pair);
        let word = parts.next()?;
        let falling = match word.as_rule() {
            Rule::kw_down => true,
            Rule::kw_up => false,
            rule => {
                let below = match rule {
                    Rule::comparison_mark => self.side_mark(&word),
                    _ => rule == Rule::kw_below,
                };
                self.stray_mark(&mut parts);
                let value = self.limit_value(&mut parts)?;
                return Some(if below { Limit::Below(value) } else { Limit::Above(value) });
            }
        };
        self.stray_mark(&mut parts);
        let by = self.literal(parts.next()?)?;
        let against = Baseline::Previous;
        Some(if falling { Limit::Down { by, against } } else { Limit::Up { by, against } })
    }

    /// `warn < 9%`: whether it means below.
    fn side_mark(&mut self, mark: &Pair<'t>) -> bool {
        let below = less_than(mark.as_str());
        let instead = if below { "below" } else { "above" };
        self.comparison_for_words(self.span(mark), mark.as_str(), instead);
        below
    }

    fn limit_value(&mut self, parts: &mut Parts<'t>) -> Option<LimitValue> {
        let quantity = self.quantity(parts.next_if(Rule::quantity)?)?;
        Some(match parts.next_if(Rule::of_target) {
            Some(_) => LimitValue::OfTarget(quantity.literal),
            None => LimitValue::Value(quantity),
        })
    }

    /// Turns a change round to the year before. Only a change is against something.
    fn against(&mut self, limit: Limit, on_year: Option<Span>) -> Limit {
        let Some(at) = on_year else { return limit };
        let against = Baseline::YearBefore;
        match limit {
            Limit::Down { by, .. } => Limit::Down { by, against },
            Limit::Up { by, .. } => Limit::Up { by, against },
            level => {
                self.errors.push(
                    crate::base::diagnostic::Diagnostic::error(crate::base::message::Message::new("level-on-year"))
                        .at(at, crate::base::message::Message::new("level-on-year.label"))
                        .help(crate::base::message::Message::new("level-on-year.help")),
                );
                level
            }
        }
    }
}
