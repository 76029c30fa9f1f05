//! `kgi` and `kpi`: a metric with what is asked of it.

use std::collections::HashMap;

use crate::base::message::Message;
use crate::base::period::Grain;
use crate::base::span::{Span, Spanned};
use crate::plan::ids::MetricId;
use crate::plan::metric::{Drives, Indicator, Needs, Role, Weight, WhenMissed};
use crate::plan::settings::Settings;
use crate::syntax::tree::{Clause, Literal, MetricClause, MetricDecl, Path};

use super::clauses;
use super::errors::{Errors, error_at};
use super::literals;
use super::metrics::Metrics;
use super::names::Names;
use super::people;
use super::periods;
use super::sources::Tables;
use super::targets::Aims;
use super::units;

/// Where indicators are resolved.
pub(super) struct Indicators<'a, 'm, 't> {
    pub(super) names: &'a Names<'t>,
    pub(super) tables: &'a Tables,
    pub(super) settings: &'a Settings,
    pub(super) metrics: &'a mut Metrics<'m, 't>,
    pub(super) errors: &'a mut Errors,
}

impl Indicators<'_, '_, '_> {
    /// Every indicator without an error of its own, in the order of the text.
    pub(super) fn read(&mut self, declarations: &[(Role, &MetricDecl)]) -> Vec<Indicator> {
        let mut first: HashMap<(Role, MetricId), Span> = HashMap::new();
        let mut read = Vec::new();
        for (role, declaration) in declarations {
            let before = self.errors.count();
            // A name that is declared by this very block has been looked at; the others are looked up now.
            let Some(metric) = self.metrics.named(&declaration.name, self.errors) else {
                continue;
            };
            if let Some(earlier) = first.insert((*role, metric), declaration.name.span) {
                self.report_twice(declaration, earlier);
            }
            let indicator = self.indicator(*role, metric, declaration);
            if self.errors.count() == before {
                read.push(indicator);
            }
        }
        read
    }

    fn report_twice(&mut self, declaration: &MetricDecl, earlier: Span) {
        self.errors.push(
            error_at(
                declaration.name.span,
                Message::new("declared-twice").with("name", &declaration.name.value),
                Message::new("declared-twice.label"),
            )
            .related(earlier, Message::new("declared-twice.first"))
            .help(Message::new("declared-twice.help-indicator").with("name", &declaration.name.value)),
        );
    }

    fn indicator(&mut self, role: Role, metric: MetricId, declaration: &MetricDecl) -> Indicator {
        let period = own_period(declaration).unwrap_or(self.settings.period);
        let mut indicator = Indicator {
            label: declaration.label.as_ref().map(|label| label.value.clone()),
            name_span: declaration.name.span,
            ..Indicator::plain(role, metric, period, declaration.span)
        };
        for clause in &declaration.clauses {
            self.aim(&mut indicator, clause);
            self.link(&mut indicator, clause);
            self.practice(&mut indicator, clause);
        }
        self.check_range(declaration);
        indicator
    }

    /// Clauses about the number that is aimed for.
    fn aim(&mut self, indicator: &mut Indicator, clause: &Clause<MetricClause>) {
        let (Some(subject), Some(metric)) =
            (self.metrics.subject(indicator.metric), self.metrics.get(indicator.metric))
        else {
            return;
        };
        let aims = Aims {
            subject,
            additive: metric.additive,
            period: indicator.period,
            settings: self.settings,
            tables: self.tables,
        };
        match &clause.kind {
            MetricClause::Target(target) => indicator.target = aims.target(target, clause.span, self.errors),
            MetricClause::Threshold(threshold) => {
                indicator.thresholds.extend(aims.threshold(threshold, self.errors));
            }
            _ => {}
        }
    }

    /// Clauses that name other metrics.
    fn link(&mut self, indicator: &mut Indicator, clause: &Clause<MetricClause>) {
        match &clause.kind {
            MetricClause::Guards(guarded) => {
                for path in guarded {
                    let Some(metric) = self.metrics.resolve(path, self.errors) else { continue };
                    if metric == indicator.metric {
                        self.errors.push(
                            error_at(path.span, Message::new("guards-itself"), Message::new("guards-itself.label"))
                                .help(Message::new("guards-itself.help")),
                        );
                    }
                    indicator.guards.push(Spanned::new(metric, path.span));
                }
            }
            MetricClause::Drives { metric: path, why } => {
                let why = why.as_ref().map(|why| why.value.clone());
                let metric = self.metrics.resolve(path, self.errors);
                indicator.drives.extend(metric.map(|metric| Drives { metric: Spanned::new(metric, path.span), why }));
            }
            MetricClause::Needs { least, metric } => {
                indicator.needs = self.needs(least, metric, clause.span);
            }
            _ => {}
        }
    }

    fn needs(&mut self, least: &Literal, path: &Path, span: Span) -> Option<Needs> {
        let metric = self.metrics.resolve(path, self.errors)?;
        let least = units::amount(least, self.metrics.subject(metric)?, self.errors)?;
        Some(Needs { least, metric, span })
    }

    /// Clauses about who, when and how.
    fn practice(&mut self, indicator: &mut Indicator, clause: &Clause<MetricClause>) {
        let (names, fiscal) = (self.names, self.settings.fiscal);
        let errors = &mut *self.errors;
        match &clause.kind {
            MetricClause::Layer(layer) => indicator.layer = Some(Spanned::new(*layer, clause.span)),
            MetricClause::Matures(literal) => indicator.matures = literals::length(literal, "matures", errors),
            MetricClause::PaceNone => indicator.whole_periods_only = true,
            MetricClause::From(text) => {
                indicator.active.0 = periods::period(text, fiscal).map(|period| period.start);
            }
            MetricClause::Until(text) => {
                indicator.active.1 = periods::period(text, fiscal).map(|period| period.end());
            }
            MetricClause::Owner(who) => indicator.owner = people::owner(who, names, errors),
            MetricClause::Review(review) => indicator.review = people::review(review, names, errors),
            MetricClause::Horizon(horizon) => indicator.horizon = Some(Spanned::new(*horizon, clause.span)),
            MetricClause::Weight { share, role } => {
                let role = role.as_ref().map(|role| role.value.clone());
                let share = literals::share(share, "weight", errors);
                indicator.weights.extend(share.map(|share| Weight { share, role, span: clause.span }));
            }
            MetricClause::SharedWith(others) => {
                indicator.shared_with.extend(others.iter().map(|other| other.value.clone()));
            }
            MetricClause::Note(note) => indicator.notes.push(note.value.clone()),
            MetricClause::WhenMissed { actions, questions } => {
                let missed = indicator.when_missed.get_or_insert_with(WhenMissed::default);
                missed.actions.extend(actions.iter().map(|action| action.value.clone()));
                missed.questions.extend(questions.iter().map(|question| question.value.clone()));
            }
            MetricClause::Allow(allow) => indicator.allows.push(clauses::allow(allow)),
            MetricClause::Target(_)
            | MetricClause::Threshold(_)
            | MetricClause::Guards(_)
            | MetricClause::Drives { .. }
            | MetricClause::Needs { .. }
            | MetricClause::Period(_)
            | MetricClause::Broken => {}
        }
    }

    fn check_range(&mut self, declaration: &MetricDecl) {
        let mut ends = (None, None);
        for clause in &declaration.clauses {
            match &clause.kind {
                MetricClause::From(text) => ends.0 = Some(text),
                MetricClause::Until(text) => ends.1 = Some(text),
                _ => {}
            }
        }
        let (Some(from), Some(until)) = ends else { return };
        let first = periods::period(from, self.settings.fiscal);
        let last = periods::period(until, self.settings.fiscal);
        if let (Some(first), Some(last)) = (first, last) {
            periods::in_order((first.start, from.span), (last.end(), until.span), self.errors);
        }
    }
}

fn own_period(declaration: &MetricDecl) -> Option<Grain> {
    declaration.clauses.iter().find_map(|clause| match clause.kind {
        MetricClause::Period(grain) => Some(grain),
        _ => None,
    })
}
