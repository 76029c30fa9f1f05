//! Targets and thresholds.

use std::collections::HashMap;

use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::base::vocabulary::Direction;
use crate::plan::settings::Settings;
use crate::plan::target::{
    Amount, Baseline, Change, Goal, Limit, LimitValue, Severity, Target, TargetValue, Threshold,
};
use crate::plan::unit::UnitKind;
use crate::syntax::tree::{
    self, Baseline as BaselineText, Clause, Limit as LimitText, LimitValue as LimitValueText, Literal, LiteralUnit,
    Name, Quantity, TargetDirection, TargetRange, TargetValue as TargetValueText, Threshold as ThresholdText,
};

use super::errors::{Errors, error_at, short_list};
use super::literals;
use super::periods;
use super::sources::Tables;
use super::units::{self, Subject, Term, unit_message};

/// What a metric's targets and thresholds are written for.
#[derive(Clone, Copy)]
pub(super) struct Aims<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) additive: bool,
    /// The indicator's own period.
    pub(super) period: Grain,
    pub(super) settings: &'a Settings,
    pub(super) tables: &'a Tables,
}

impl Aims<'_> {
    pub(super) fn target(&self, target: &tree::Target, span: Span, errors: &mut Errors) -> Option<Target> {
        let value = match &target.value {
            TargetValueText::One(range) => TargetValue::One(self.goal(range, errors)?),
            TargetValueText::Schedule(entries) => TargetValue::Schedule(self.schedule(entries, errors)?),
            TargetValueText::File(path) => TargetValue::File(path.clone()),
            TargetValueText::By { dimension, members } => {
                check_dimension(dimension, self.tables, errors)?;
                let members = self.members(members, errors)?;
                TargetValue::By { dimension: dimension.clone(), members }
            }
        };
        let direction = match target.direction {
            TargetDirection::AtLeast => Direction::AtLeast,
            TargetDirection::AtMost => Direction::AtMost,
            TargetDirection::Between => Direction::Between,
        };
        Some(Target { direction, value, span })
    }

    fn schedule(
        &self,
        entries: &[(tree::PeriodText, TargetRange)],
        errors: &mut Errors,
    ) -> Option<Vec<(Period, Goal)>> {
        let before = errors.count();
        let mut read = Vec::new();
        for (key, range) in entries {
            let goal = self.goal(range, errors);
            if !periods::is_coarse_enough(key, self.period, errors) {
                continue;
            }
            if let (Some(period), Some(goal)) = (periods::period(key, self.settings.fiscal), goal) {
                read.push((period, goal, key.span));
            }
        }
        let mut keys: Vec<(Period, Span)> = read.iter().map(|(period, _, span)| (*period, *span)).collect();
        periods::check_overlaps(&mut keys, errors);
        read.sort_by_key(|(period, _, span)| (period.start, span.start));
        (errors.count() == before).then(|| read.into_iter().map(|(period, goal, _)| (period, goal)).collect())
    }

    fn members(&self, members: &[(tree::Text, TargetRange)], errors: &mut Errors) -> Option<Vec<(tree::Text, Goal)>> {
        let before = errors.count();
        let mut first: HashMap<&str, Span> = HashMap::new();
        let mut read = Vec::new();
        for (member, range) in members {
            if let Some(earlier) = first.get(member.value.as_str()) {
                errors.push(
                    error_at(
                        member.span,
                        Message::new("member-twice").with("member", &member.value),
                        Message::new("member-twice.label"),
                    )
                    .related(*earlier, Message::new("member-twice.first"))
                    .help(Message::new("member-twice.help")),
                );
            }
            first.entry(&member.value).or_insert(member.span);
            if let Some(goal) = self.goal(range, errors) {
                read.push((member.clone(), goal));
            }
        }
        (errors.count() == before).then_some(read)
    }

    fn goal(&self, range: &TargetRange, errors: &mut Errors) -> Option<Goal> {
        match range {
            TargetRange::Single(value) => Some(Goal { low: self.amount(value, errors)?, high: None }),
            TargetRange::Between(low, high) => {
                let (from, to) = (low, high);
                let low = self.amount(low, errors);
                let high = self.amount(high, errors);
                let (low, high) = (low?, high?);
                if low.per == high.per && low.per_member == high.per_member && low.value > high.value {
                    errors.push(
                        error_at(to.span, Message::new("between-backwards"), Message::new("between-backwards.label"))
                            .related(from.span, Message::new("between-backwards.first"))
                            .help(Message::new("between-backwards.help")),
                    );
                    return None;
                }
                Some(Goal { low, high: Some(high) })
            }
        }
    }

    /// A number in the metric's unit, perhaps per member and per grain.
    pub(super) fn amount(&self, quantity: &Quantity, errors: &mut Errors) -> Option<Amount> {
        let before = errors.count();
        let value = units::amount(&quantity.literal, self.subject, errors);
        let mut amount = Amount { value: Rational::ZERO, per_member: false, per: None, span: quantity.span };
        for word in &quantity.per {
            self.per(word, &mut amount, errors);
        }
        amount.value = value?;
        (errors.count() == before).then_some(amount)
    }

    fn per(&self, word: &Name, amount: &mut Amount, errors: &mut Errors) {
        let team = self.settings.team.as_ref();
        let by = team.and_then(|team| team.by.as_ref()).map(|by| by.value.as_str());
        let is_member = word.value == "member" || by == Some(word.value.as_str());
        let said_twice = if let Some(grain) = Grain::from_word(&word.value) {
            let again = amount.per.is_some();
            amount.per = Some(grain);
            again
        } else if is_member {
            let again = amount.per_member;
            amount.per_member = true;
            again
        } else {
            self.report_per(word, by, errors);
            return;
        };
        if said_twice {
            errors.push(
                error_at(word.span, Message::new("per-twice"), Message::new("per-twice.label"))
                    .help(Message::new("per-twice.help")),
            );
        } else if !self.additive {
            errors.push(
                error_at(
                    word.span,
                    Message::new("per-not-additive").with("name", self.subject.name).with("word", &word.value),
                    Message::new("per-not-additive.label"),
                )
                .related(self.subject.because.span, self.subject.because.label(self.subject.term.settled()))
                .help(Message::new("per-not-additive.help").with("word", &word.value)),
            );
        } else if is_member && team.is_none() {
            errors.push(
                error_at(
                    word.span,
                    Message::new("missing-team").with("word", &word.value),
                    Message::new("missing-team.label"),
                )
                .help(Message::new("missing-team.help")),
            );
        }
    }

    fn report_per(&self, word: &Name, by: Option<&str>, errors: &mut Errors) {
        let grains = Grain::ALL.iter().map(|grain| grain.word());
        let help = if self.tables.has_dimension(&word.value) {
            Message::new("unknown-per.help-team").with("word", &word.value)
        } else {
            match errors.similar(&word.value, grains.chain(["member"]).chain(by)) {
                Some(similar) => Message::new("unknown-per.help-similar").with("similar", similar),
                None => Message::new("unknown-per.help"),
            }
        };
        errors.push(
            error_at(
                word.span,
                Message::new("unknown-per").with("word", &word.value),
                Message::new("unknown-per.label"),
            )
            .help(help),
        );
    }

    pub(super) fn threshold(&self, threshold: &ThresholdText, errors: &mut Errors) -> Option<Threshold> {
        let limit = match &threshold.limit {
            LimitText::Below(value) => Limit::Below(self.limit_value(value, errors)?),
            LimitText::Above(value) => Limit::Above(self.limit_value(value, errors)?),
            LimitText::Down { by, against } => {
                Limit::Down { by: self.change(by, errors)?, against: baseline(*against) }
            }
            LimitText::Up { by, against } => Limit::Up { by: self.change(by, errors)?, against: baseline(*against) },
        };
        finished(threshold, limit, errors)
    }

    fn limit_value(&self, value: &LimitValueText, errors: &mut Errors) -> Option<LimitValue> {
        Some(match value {
            LimitValueText::Value(quantity) => {
                let before = errors.count();
                let amount = self.amount(quantity, errors);
                if matches!(quantity.literal.unit, LiteralUnit::Percent) && errors.count() > before {
                    errors.help_last(share_meant(&quantity.literal));
                }
                LimitValue::Amount(amount?)
            }
            LimitValueText::OfTarget(share) => LimitValue::OfTarget(of_target(share, errors)?),
        })
    }

    /// Points are differences of ratios: nothing else has them.
    fn change(&self, by: &Literal, errors: &mut Errors) -> Option<Change> {
        let change = change(by, errors)?;
        if let (Change::Points(_), Term::Of(unit)) = (&change, self.subject.term)
            && unit.kind() != UnitKind::Ratio
        {
            errors.push(
                error_at(
                    by.span,
                    Message::new("points-of-no-ratio").with("name", self.subject.name).with("unit", unit_message(unit)),
                    Message::new("points-of-no-ratio.label"),
                )
                .related(self.subject.because.span, self.subject.because.label(unit))
                .help(Message::new("points-of-no-ratio.help")),
            );
            return None;
        }
        Some(change)
    }
}

/// Thresholds for every indicator of a plan: without a metric they have no unit, so that they are shares of targets
/// and changes.
pub(super) fn plan_thresholds(clauses: &[Clause<ThresholdText>], errors: &mut Errors) -> Vec<Threshold> {
    let mut read = Vec::new();
    for clause in clauses {
        let threshold = &clause.kind;
        let limit_value = |value: &LimitValueText, errors: &mut Errors| match value {
            LimitValueText::OfTarget(share) => of_target(share, errors).map(LimitValue::OfTarget),
            LimitValueText::Value(quantity) => {
                errors.push(
                    error_at(
                        quantity.span,
                        Message::new("threshold-without-metric"),
                        Message::new("threshold-without-metric.label"),
                    )
                    .help(Message::new("threshold-without-metric.help")),
                );
                None
            }
        };
        let limit = match &threshold.limit {
            LimitText::Below(value) => limit_value(value, errors).map(Limit::Below),
            LimitText::Above(value) => limit_value(value, errors).map(Limit::Above),
            LimitText::Down { by, against } => {
                change(by, errors).map(|by| Limit::Down { by, against: baseline(*against) })
            }
            LimitText::Up { by, against } => change(by, errors).map(|by| Limit::Up { by, against: baseline(*against) }),
        };
        read.extend(limit.and_then(|limit| finished(threshold, limit, errors)));
    }
    read
}

fn finished(threshold: &ThresholdText, limit: Limit, errors: &mut Errors) -> Option<Threshold> {
    if threshold.periods == 0 {
        errors.push(
            error_at(threshold.span, Message::new("zero-periods"), Message::new("zero-periods.label"))
                .help(Message::new("zero-periods.help")),
        );
        return None;
    }
    let severity = match threshold.severity {
        tree::Severity::Warn => Severity::Warn,
        tree::Severity::Fail => Severity::Fail,
    };
    Some(Threshold { severity, limit, periods: threshold.periods, span: threshold.span })
}

fn baseline(written: BaselineText) -> Baseline {
    match written {
        BaselineText::Previous => Baseline::Previous,
        BaselineText::YearBefore => Baseline::YearBefore,
    }
}

/// A percentage of what is no ratio is most likely one of the target.
fn share_meant(share: &Literal) -> Message {
    let percent = &share.number * &Rational::from(100);
    Message::new("wrong-unit.help-share").with("value", format!("{}% of target", literals::written(&percent)))
}

/// `80% of target`: any share above none, above the whole for `at most`.
fn of_target(share: &Literal, errors: &mut Errors) -> Option<Rational> {
    if matches!(share.unit, LiteralUnit::Percent) && !share.number.is_negative() {
        return Some(share.number.clone());
    }
    let help = match share.unit {
        LiteralUnit::None => Message::new("bad-share-of-target.help-percent")
            .with("value", format!("{}% of target", literals::written(&share.number))),
        _ => Message::new("bad-share-of-target.help"),
    };
    errors.push(
        error_at(share.span, Message::new("bad-share-of-target"), Message::new("bad-share-of-target.label")).help(help),
    );
    None
}

fn change(by: &Literal, errors: &mut Errors) -> Option<Change> {
    let positive = by.number > 0;
    match by.unit {
        LiteralUnit::Percent if positive => return Some(Change::Relative(by.number.clone())),
        LiteralUnit::Points if positive => return Some(Change::Points(by.number.clone())),
        _ => {}
    }
    errors.push(
        error_at(by.span, Message::new("bad-change"), Message::new("bad-change.label"))
            .help(Message::new("bad-change.help").with("number", literals::written(&by.number.abs()))),
    );
    None
}

/// A name after `by` must be a dimension of some source.
pub(super) fn check_dimension(name: &Name, tables: &Tables, errors: &mut Errors) -> Option<()> {
    if tables.has_dimension(&name.value) {
        return Some(());
    }
    let known = tables.dimension_names();
    let help = match errors.similar(&name.value, known.iter().copied()) {
        Some(similar) => Message::new("unknown-dimension.help-similar").with("similar", similar),
        None => match short_list(known.iter().copied()) {
            Some(names) => Message::new("unknown-dimension.help-list").with("names", names),
            None => Message::new("unknown-dimension.help").with("name", &name.value),
        },
    };
    errors.push(
        error_at(
            name.span,
            Message::new("unknown-dimension").with("name", &name.value),
            Message::new("unknown-dimension.label"),
        )
        .help(help),
    );
    None
}
