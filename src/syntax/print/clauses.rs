//! The clauses of everything but metrics.

use super::block;
use super::expression::expr;
use super::metrics::threshold;
use super::values::{join, literal, name, path, quantity, text, unit_text, who};
use crate::base::period::Grain;
use crate::syntax::tree::{
    ActionClause, Allow, ContractorClause, DayList, DimensionDecl, Expected, FunnelClause, PlanClause, Review,
    SourceClause, Team, TeamSize, TestClause, Workdays,
};

pub(super) fn plan(kind: &PlanClause) -> Option<String> {
    Some(match kind {
        PlanClause::Range { from, to } => format!("from {} to {}", from.text, to.text),
        PlanClause::Currency(code) => format!("currency {}", name(code)),
        PlanClause::Period(grain) => format!("period {}", grain.word()),
        PlanClause::Timezone(zone) => format!("timezone {}", text(zone)),
        PlanClause::FiscalYear { from, named_by_end } => {
            format!("fiscal year from {}{}", from.word(), if *named_by_end { " named by end" } else { "" })
        }
        PlanClause::Workdays(of) => workdays(of),
        PlanClause::Phase(phase) => format!("phase {}", phase.word()),
        PlanClause::Team(of) => team(of),
        PlanClause::Review(of) => format!("review {}", review(of)),
        PlanClause::Reviewed(date) => format!("reviewed {}", date.value),
        PlanClause::Changed { date, why } => {
            format!("changed {}{}", date.value, why.as_ref().map_or_else(String::new, |why| format!(" {}", text(why))))
        }
        PlanClause::Analyst(of) => format!("analyst {}", who(of)),
        PlanClause::Confidence(level) => format!("confidence {}", literal(level)),
        PlanClause::Thresholds(of) => {
            let lines: Vec<String> = of.iter().map(|clause| threshold(&clause.kind)).collect();
            format!("thresholds{}", block(&lines, 1))
        }
        PlanClause::Note(note) => format!("note {}", text(note)),
        PlanClause::Allow(of) => allow(of),
        PlanClause::Broken => return None,
    })
}

fn workdays(of: &Workdays) -> String {
    let mut line = format!("workdays {}", join(&of.days, ", ", |day| day.word().to_owned()));
    for (word, lists) in [("except", &of.except), ("also", &of.also)] {
        if !lists.is_empty() {
            line = format!("{line} {word} {}", join(lists, ", ", day_list));
        }
    }
    line
}

fn day_list(list: &DayList) -> String {
    match list {
        DayList::File(file) => text(file),
        DayList::Range { from, to } if from.value == to.value => from.value.to_string(),
        DayList::Range { from, to } => format!("{}..{}", from.value, to.value),
    }
}

fn team(of: &Team) -> String {
    let size = match &of.size {
        TeamSize::Fixed(size) => format!(" {}", literal(size)),
        TeamSize::From(sizes) => {
            let lines: Vec<String> =
                sizes.iter().map(|(period, size)| format!("{} {}", period.text, literal(size))).collect();
            block(&lines, 1)
        }
    };
    format!("team{size}{}", of.by.as_ref().map_or_else(String::new, |by| format!(" by {}", name(by))))
}

/// A review without its keyword.
pub(super) fn review(of: &Review) -> String {
    let (count, grain) = of.every.value;
    let every = match (count, grain) {
        (1, Grain::Day) => "daily".to_owned(),
        (1, Grain::Week) => "weekly".to_owned(),
        (1, Grain::Month) => "monthly".to_owned(),
        (1, Grain::Quarter) => "quarterly".to_owned(),
        (1, Grain::Year) => "yearly".to_owned(),
        (1, Grain::Half) => "every half".to_owned(),
        (_, Grain::Half) => format!("every {count} halves"),
        _ => format!("every {count} {}s", grain.word()),
    };
    format!("{every}{}", of.by.as_ref().map_or_else(String::new, |by| format!(" by {}", who(by))))
}

/// An `allow`, wherever it stands.
pub(super) fn allow(of: &Allow) -> String {
    let until = of.until.as_ref().map_or_else(String::new, |until| format!(" until {}", until.value));
    format!("allow {} because {}{until}", of.rule.value, text(&of.reason))
}

pub(super) fn source(kind: &SourceClause) -> Option<String> {
    Some(match kind {
        SourceClause::Time(column) => format!("time {}", name(column)),
        SourceClause::By(dimensions) => format!("by {}", join(dimensions, ", ", dimension)),
        SourceClause::Key(column) => format!("key {}", name(column)),
        SourceClause::Where(filter) => format!("where {}", expr(filter)),
        SourceClause::SkipRows(filter) => format!("skip rows where {}", expr(filter)),
        SourceClause::EmptyPeriodsAreZero => "empty periods are zero".to_owned(),
        SourceClause::Lag(lag) => format!("lag {}", literal(lag)),
        SourceClause::Sheet(sheet) => format!("sheet {}", text(sheet)),
        SourceClause::HeaderRow(row) => format!("header row {}", row.value),
        SourceClause::Separator(separator) => format!("separator {}", text(separator)),
        SourceClause::Encoding(encoding) => format!("encoding {}", text(encoding)),
        SourceClause::Dates(form) => format!("dates {}", text(form)),
        SourceClause::Missing(words) => format!("missing {}", join(words, ", ", text)),
        SourceClause::Unpivot { first, last, key, value } => {
            format!("unpivot {}..{} as {} into {}", text(first), text(last), name(key), name(value))
        }
        SourceClause::FiscalYear(year) => format!("fiscal year {}", year.value),
        SourceClause::ColumnUnit { column, unit } => format!("{} in {}", name(column), unit_text(unit)),
        SourceClause::Note(note) => format!("note {}", text(note)),
        SourceClause::Allow(of) => allow(of),
        SourceClause::Broken => return None,
    })
}

fn dimension(of: &DimensionDecl) -> String {
    let column = of.column.as_ref().map_or_else(String::new, |column| format!(" = {}", path(column)));
    let via = of.via.as_ref().map_or_else(String::new, |via| format!(" via {}", name(via)));
    format!("{}{column}{via}", name(&of.name))
}

pub(super) fn funnel(kind: &FunnelClause) -> Option<String> {
    match kind {
        FunnelClause::Note(note) => Some(format!("note {}", text(note))),
        FunnelClause::Allow(of) => Some(allow(of)),
        FunnelClause::Broken => None,
    }
}

pub(super) fn contractor(kind: &ContractorClause) -> Option<String> {
    Some(match kind {
        ContractorClause::Paid { fee: Some(fee), per } => format!("paid {} per {}", literal(fee), path(per)),
        ContractorClause::Paid { fee: None, per } => format!("paid per {}", path(per)),
        ContractorClause::Note(note) => format!("note {}", text(note)),
        ContractorClause::Allow(of) => allow(of),
        ContractorClause::Broken => return None,
    })
}

pub(super) fn action(kind: &ActionClause) -> Option<String> {
    Some(match kind {
        ActionClause::From(date) => format!("from {}", date.value),
        ActionClause::Expect(value) => format!("expect {}", quantity(value)),
        ActionClause::By(date) => format!("by {}", date.value),
        ActionClause::Owner(owner) => format!("owner {}", who(owner)),
        ActionClause::Heard { date, what } => format!("heard {} {}", date.value, text(what)),
        ActionClause::Note(note) => format!("note {}", text(note)),
        ActionClause::Allow(of) => allow(of),
        ActionClause::Broken => return None,
    })
}

pub(super) fn test(kind: &TestClause) -> Option<String> {
    Some(match kind {
        TestClause::In(period) => format!("in {}", period.text),
        TestClause::Given { metric, value } => format!("given {} {}", path(metric), quantity(value)),
        TestClause::Expect { metric, expected } => {
            let expected = match expected {
                Expected::Status(status) => status.value.word().to_owned(),
                Expected::Value(value) => quantity(value),
            };
            format!("expect {} {expected}", path(metric))
        }
        TestClause::ExpectRequired { metric, value } => format!("expect required {} {}", path(metric), quantity(value)),
        TestClause::Note(note) => format!("note {}", text(note)),
        TestClause::Broken => return None,
    })
}
