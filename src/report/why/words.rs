//! Names, sides and differences, as people of a language write them.

use crate::base::message::{Message, UnitName};
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::bottleneck::StepName;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{Change, Comparison, Versus};
use crate::evaluate::why::formula::Leaf;
use crate::plan::unit::{Unit, UnitKind};
use crate::report::bottleneck::step_name;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::quantity;

use super::Context;

/// The longest piece of a formula that stands for a name.
const LONGEST_FORMULA: usize = 60;

/// What a factor is called. An aggregate without a name is called as it is written.
#[must_use]
pub fn leaf_title(context: &Context, leaf: Leaf) -> String {
    match leaf {
        Leaf::Metric(metric) => called(context.plan, metric).to_owned(),
        Leaf::Previous(metric) => {
            context.localizer.text(&Message::new("why-previous").with("name", called(context.plan, metric)))
        }
        Leaf::Measure(measure) => {
            let written = context.checked.sources.slice(context.plan.measure(measure).span);
            let words: Vec<&str> = written.split_whitespace().collect();
            let words = words.join(" ");
            match words.char_indices().nth(LONGEST_FORMULA) {
                Some((end, _)) => format!("{} …", &words[..end]),
                None => words,
            }
        }
        Leaf::Between { from, to } => step_name(context.plan, StepName::Between { from, to }, context.localizer),
        Leaf::Yield(meeting) => step_name(context.plan, StepName::Yield(meeting), context.localizer),
        Leaf::Planned { funnel, stage } => {
            let stages = context.plan.funnels[funnel.index()].stages.get(stage - 1..=stage);
            let [from, to] = stages.unwrap_or_default() else { return String::new() };
            leaf_title(context, Leaf::Between { from: from.metric, to: to.metric })
        }
    }
}

/// The members of a group.
#[must_use]
pub fn member(group: &Group, localizer: &Localizer) -> String {
    let name = |member: &Option<String>| member.clone().unwrap_or_else(|| localizer.word("no-member"));
    group.members.iter().map(|(_, member)| name(member)).collect::<Vec<_>>().join(" / ")
}

/// The other side of a comparison, as it heads a column.
#[must_use]
pub fn other_side(comparison: Comparison, localizer: &Localizer) -> String {
    match comparison.versus {
        Versus::Period(period) => quantity::period(&period, localizer.language()),
        Versus::Target => localizer.word("heading.target"),
    }
}

/// With how many decimals differences of a unit are shown: tenths of a point, whole things and amounts; with more where
/// the whole is so small that nothing would be left of it.
#[must_use]
pub fn decimals(unit: Unit, parts: &[Rational]) -> u32 {
    let largest = parts.iter().map(Rational::abs).max().unwrap_or(Rational::ZERO);
    let is_whole = parts.iter().all(Rational::is_whole);
    let usual = match unit.kind() {
        UnitKind::Ratio => 3,
        UnitKind::Count | UnitKind::Money(_) if is_whole || largest >= 100 => 0,
        UnitKind::Count | UnitKind::Duration => 1,
        UnitKind::Money(currency) => currency_decimals(currency.code()),
        UnitKind::Compound => 2,
    };
    // Of anything at least two digits are shown, as far as a reader follows.
    let mut decimals = usual;
    let has_two_digits = |decimals: u32| largest >= Rational::from_decimal(10, decimals);
    while !largest.is_zero() && !has_two_digits(decimals) && decimals < usual + 3 && !is_whole {
        decimals += 1;
    }
    decimals
}

/// What a currency is called behind an amount.
#[must_use]
pub fn currency_word(code: &str, language: Language) -> &str {
    if code == "JPY" && language == Language::Japanese { "円" } else { code }
}

fn currency_decimals(code: &str) -> u32 {
    if code == "JPY" { 0 } else { 2 }
}

/// A difference with its sign and its unit: `-3.2 points`, `+120,000 JPY`.
#[must_use]
pub fn signed(difference: &Rational, unit: Unit, decimals: u32, language: Language) -> String {
    let shown = match unit.kind() {
        UnitKind::Ratio => {
            let points = bare(difference, unit, decimals);
            return match language {
                Language::Japanese => format!("{points}ポイント"),
                Language::English if points.trim_start_matches(['+', '-']) == "1" => format!("{points} point"),
                Language::English => format!("{points} points"),
            };
        }
        UnitKind::Money(money) => {
            let space = if language == Language::Japanese && money.code() == "JPY" { "" } else { " " };
            return format!("{}{space}{}", bare(difference, unit, decimals), currency_word(money.code(), language));
        }
        UnitKind::Count => return bare(difference, unit, decimals),
        UnitKind::Duration => quantity::quantity(difference, &UnitName::Days, language),
        UnitKind::Compound => quantity::value(difference, unit, language),
    };
    if *difference > 0 { format!("+{shown}") } else { shown }
}

/// The same without its unit, where a table's heading says it.
#[must_use]
pub fn bare(difference: &Rational, unit: Unit, decimals: u32) -> String {
    let (difference, decimals) = match unit.kind() {
        UnitKind::Ratio => (difference * &Rational::from(100), decimals.saturating_sub(2)),
        _ => (difference.clone(), decimals),
    };
    let digits = quantity::group_digits(&difference.to_fixed(decimals));
    if difference.round_to(decimals) > 0 { format!("+{digits}") } else { digits }
}

/// A number with its unit as it stands in a sentence.
#[must_use]
pub fn number(number: &Rational, unit: Unit, language: Language) -> String {
    quantity::value(number, unit, language)
}

/// Both ends of a change. Where their usual digits would not give the difference that is shown they have more: 8.64% and
/// 11.28% for 2.6 points.
#[must_use]
pub fn ends(change: &Change, language: Language) -> (String, String) {
    let unit = change.unit;
    let difference = change.difference();
    let shown = decimals(unit, std::slice::from_ref(&difference));
    let usual = match unit.kind() {
        UnitKind::Ratio => 3,
        UnitKind::Count => 1,
        UnitKind::Money(_) | UnitKind::Duration | UnitKind::Compound => {
            return (number(&change.before, unit, language), number(&change.after, unit, language));
        }
    };
    let gives_difference = |digits: &u32| {
        let read = &change.after.round_to(*digits) - &change.before.round_to(*digits);
        read.round_to(shown) == difference.round_to(shown)
    };
    let digits = (usual..usual + 3).find(gives_difference).unwrap_or(usual + 3);
    let end = |side: &Rational| match unit.kind() {
        _ if digits == usual => number(side, unit, language),
        UnitKind::Ratio => format!("{}%", quantity::group_digits(&(side * &Rational::from(100)).to_fixed(digits - 2))),
        _ => quantity::group_digits(&side.to_fixed(digits)),
    };
    (end(&change.before), end(&change.after))
}

/// The share of a change in what was before, without a sign; `None` where that was nothing.
#[must_use]
pub fn relative(difference: &Rational, before: &Rational, language: Language) -> Option<String> {
    let share = difference.abs().checked_div(&before.abs())?;
    Some(quantity::quantity(&share.round_to(3), &UnitName::Percent, language))
}
