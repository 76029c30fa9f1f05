//! Rows whose key a lookup doesn't know: they are counted in the whole and in none of its parts.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::data::observations::{UnmatchedAmount, UnmatchedKey, UnmatchedRows};
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::measured::measure_name;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::SourceId;
use crate::plan::source::{Column, Condition, Measure, RowExpr};
use crate::plan::unit::Unit;

pub static RULE: Rule = Rule {
    name: "unmatched-rows",
    group: Group::Data,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Data(check),
};

/// Of how many measures the share is told, the largest first.
const MEASURES_TOLD: usize = 3;

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let plan = subject.plan;
    for (place, facts) in history.ground.observations.sources.iter().enumerate() {
        let id = SourceId::of(place);
        for unmatched in &facts.unmatched {
            let lookup = plan.lookup(unmatched.lookup);
            let message = match shares(subject, unmatched) {
                shares if shares.is_empty() => Message::new("unmatched-rows"),
                shares => Message::new("unmatched-rows.shares").with("shares", shares),
            };
            let message = message
                .with("rows", unmatched.rows)
                .with("source", &plan.source(id).name.value)
                .with("column", &unmatched.via)
                .with("lookup", &lookup.name.value);
            findings
                .report(joined_at(subject, id, unmatched), message, Message::new("unmatched-rows.label"))
                .related(lookup.name.span, Message::new("unmatched-rows.lookup"))
                .help(help(unmatched).with("path", &lookup.path.value));
        }
    }
}

/// What of the measures is theirs, the largest shares first.
fn shares(subject: &Subject, unmatched: &UnmatchedRows) -> Vec<Message> {
    let share = |own: &UnmatchedAmount| own.amount.checked_div(&own.total).filter(|share| *share > Rational::ZERO);
    let mut own: Vec<(Rational, &UnmatchedAmount)> =
        unmatched.measures.iter().filter_map(|own| Some((share(own)?, own))).collect();
    own.sort_by(|(one, _), (other, _)| other.cmp(one));
    let told = own.into_iter().take(MEASURES_TOLD).map(|(share, own)| {
        let unit = subject.plan.measure(own.measure).unit;
        Message::new("unmatched-rows.share")
            .with("measure", measure_name(subject, own.measure))
            .with("amount", quantity(&own.amount, unit))
            .with("total", quantity(&own.total, unit))
            .with("share", quantity(&share, Unit::RATIO))
    });
    told.collect()
}

/// Which keys they have, and what these may stand for.
fn help(unmatched: &UnmatchedRows) -> Message {
    let told = |example: &UnmatchedKey| {
        let message = match &example.similar {
            Some(similar) => Message::new("unmatched-rows.key-similar").with("similar", similar),
            None => Message::new("unmatched-rows.key"),
        };
        message.with("key", &example.key).with("rows", example.rows)
    };
    let keys: Vec<Message> = unmatched.examples.iter().map(told).collect();
    if keys.is_empty() {
        return Message::new("unmatched-rows.help-empty").with("column", &unmatched.via);
    }
    Message::new("unmatched-rows.help").with("keys", keys)
}

fn columns(measure: &Measure) -> Vec<&Column> {
    let argument = measure.argument.iter().flat_map(RowExpr::columns);
    argument.chain(measure.filter.iter().flat_map(Condition::columns)).collect()
}

/// Where the plan asks the lookup by that column for the first time: for a dimension, else for a condition or a sum.
fn joined_at(subject: &Subject, id: SourceId, unmatched: &UnmatchedRows) -> Span {
    let (plan, source) = (subject.plan, subject.plan.source(id));
    let measures = plan.measures.iter().filter(|measure| measure.source == id).flat_map(columns);
    let conditions = source.filter.iter().chain(&source.skip).flat_map(Condition::columns);
    let dimensions = source.dimensions.iter().map(|dimension| &dimension.column);
    let is_asked = |column: &&Column| {
        column.lookup.as_ref().is_some_and(|(lookup, via)| *lookup == unmatched.lookup && *via == unmatched.via)
    };
    let asked = dimensions.chain(conditions).chain(measures).find(is_asked);
    asked.map_or_else(|| plan.lookup(unmatched.lookup).name.span, |column| column.span)
}
