//! The `plan` declaration.

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::MonthName;
use crate::plan::metric::Allow;
use crate::plan::settings::{Changed, DayList, Settings, Team, TeamSize, Workdays};
use crate::plan::unit::Unit;
use crate::syntax::tree::{
    DayList as DayListText, Item, Literal, PlanClause, PlanDecl, Team as TeamText, TeamSize as TeamSizeText, Tree,
    Workdays as WorkdaysText,
};

use super::clauses;
use super::errors::{Errors, error_at};
use super::literals::{self, Worth};
use super::names::Names;
use super::people;
use super::periods;
use super::targets;
use super::timezones;

/// The plan declaration of a file. A second one is an error.
pub(super) fn declaration<'t>(tree: &'t Tree, errors: &mut Errors) -> Option<&'t PlanDecl> {
    let mut plans = tree.items.iter().filter_map(|item| match item {
        Item::Plan(plan) => Some(plan),
        _ => None,
    });
    let first = plans.next()?;
    for second in plans {
        errors.push(
            error_at(second.keyword, Message::new("two-plans"), Message::new("two-plans.label"))
                .related(first.keyword, Message::new("two-plans.first"))
                .help(Message::new("two-plans.help")),
        );
    }
    Some(first)
}

/// The settings of a plan, with the defaults where it says nothing, and what its block allows.
pub(super) fn settings(plan: &PlanDecl, names: &Names, errors: &mut Errors) -> (Settings, Vec<Allow>) {
    let kinds = || plan.clauses.iter().map(|clause| &clause.kind);
    let place = plan.label.as_ref().map_or(plan.keyword, |label| plan.keyword.to(label.span));
    let mut settings =
        Settings { place: Some(place), span: Some(plan.span), label: plan.label.clone(), ..Settings::default() };
    // Every quarter, half and year of the block counts by it.
    for kind in kinds() {
        if let PlanClause::FiscalYear { from, named_by_end } = kind {
            settings.fiscal = FiscalYear { first_month: month_number(*from), named_by_end: *named_by_end };
        }
    }
    let mut reader = Reader { settings, allows: Vec::new(), notes: Vec::new(), names, errors };
    for clause in &plan.clauses {
        reader.clause(&clause.kind, clause.span);
    }
    let mut settings = reader.settings;
    settings.note = clauses::joined(reader.notes.iter().map(String::as_str));
    (settings, reader.allows)
}

fn month_number(month: MonthName) -> i8 {
    let place = MonthName::ALL.iter().position(|name| *name == month).unwrap_or(0);
    i8::try_from(place + 1).unwrap_or(1)
}

struct Reader<'a, 't> {
    settings: Settings,
    allows: Vec<Allow>,
    notes: Vec<String>,
    names: &'a Names<'t>,
    errors: &'a mut Errors,
}

impl Reader<'_, '_> {
    fn clause(&mut self, kind: &PlanClause, span: Span) {
        let settings = &mut self.settings;
        let errors = &mut *self.errors;
        match kind {
            PlanClause::Range { from, to } => {
                let first = periods::period(from, settings.fiscal);
                let last = periods::period(to, settings.fiscal);
                if let (Some(first), Some(last)) = (first, last)
                    && periods::in_order((first.start, from.span), (last.end(), to.span), errors)
                {
                    settings.range = Some((first.start, last.end()));
                }
            }
            PlanClause::Currency(name) => {
                let currency = literals::currency(&name.value, name.span, errors);
                settings.currency = currency.map(|currency| Spanned::new(currency, name.span));
            }
            PlanClause::Period(grain) => settings.period = *grain,
            PlanClause::Timezone(name) => settings.timezone = timezones::timezone(name, errors),
            PlanClause::Workdays(workdays) => settings.workdays = read_workdays(workdays, span, errors),
            PlanClause::Phase(phase) => settings.phase = Some(Spanned::new(*phase, span)),
            PlanClause::Team(team) => settings.team = read_team(team, settings.fiscal, span, errors),
            PlanClause::Review(review) => settings.review = people::review(review, self.names, errors),
            PlanClause::Reviewed(date) => settings.reviewed = Some(date.clone()),
            PlanClause::Changed { date, why } => settings.changed.push(Changed {
                date: date.value,
                why: why.as_ref().map(|why| why.value.clone()),
                span: date.span,
            }),
            PlanClause::Analyst(who) => settings.analyst = people::person(who, self.names, errors),
            PlanClause::Confidence(literal) => {
                settings.confidence =
                    literals::share(literal, "confidence", errors).map(|share| Spanned::new(share, literal.span));
            }
            PlanClause::Thresholds(thresholds) => {
                settings.thresholds = targets::plan_thresholds(thresholds, errors);
            }
            PlanClause::Note(note) => self.notes.push(note.value.clone()),
            PlanClause::Allow(allow) => self.allows.push(clauses::allow(allow)),
            PlanClause::FiscalYear { .. } | PlanClause::Broken => {}
        }
    }
}

fn read_workdays(written: &WorkdaysText, span: Span, errors: &mut Errors) -> Workdays {
    let mut lists = |lists: &[DayListText]| -> Vec<DayList> {
        let read = lists.iter().filter_map(|list| match list {
            DayListText::File(path) => Some(DayList::File(path.clone())),
            DayListText::Range { from, to } => periods::in_order((from.value, from.span), (to.value, to.span), errors)
                .then_some(DayList::Range(from.value, to.value)),
        });
        read.collect()
    };
    Workdays {
        days: written.days.clone(),
        except: lists(&written.except),
        also: lists(&written.also),
        span: Some(span),
    }
}

fn read_team(team: &TeamText, fiscal: FiscalYear, span: Span, errors: &mut Errors) -> Option<Team> {
    let size = match &team.size {
        TeamSizeText::Fixed(literal) => TeamSize::Fixed(team_size(literal, errors)?),
        TeamSizeText::From(sizes) => {
            let mut read = Vec::new();
            for (key, literal) in sizes {
                let size = team_size(literal, errors);
                if let (Some(period), Some(size)) = (periods::period(key, fiscal), size) {
                    read.push((period, size, key.span));
                }
            }
            read.sort_by_key(|(period, _, key)| (period.start, key.start));
            for pair in read.windows(2) {
                if let [(first, _, first_span), (second, _, second_span)] = pair
                    && first.start == second.start
                {
                    errors.push(
                        error_at(
                            *second_span,
                            Message::new("overlapping-periods")
                                .with("first", first.to_string())
                                .with("second", second.to_string()),
                            Message::new("overlapping-periods.label"),
                        )
                        .related(*first_span, Message::new("overlapping-periods.first"))
                        .help(Message::new("overlapping-periods.help")),
                    );
                }
            }
            TeamSize::From(read.into_iter().map(|(period, size, _)| (period, size)).collect())
        }
    };
    Some(Team { size, by: team.by.clone(), span })
}

/// How many people: more than none. Somebody who works half days may be a half.
fn team_size(literal: &Literal, errors: &mut Errors) -> Option<Rational> {
    match literals::worth(literal, errors)? {
        Worth::Bare(size) | Worth::Of(size, Unit::COUNT) if size > 0 => Some(size),
        _ => {
            errors.push(
                error_at(literal.span, Message::new("bad-team-size"), Message::new("bad-team-size.label"))
                    .help(Message::new("bad-team-size.help")),
            );
            None
        }
    }
}
