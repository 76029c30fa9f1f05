//! Numbers that are older than the review that they are for.

use jiff::civil::Date;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::day_number;
use crate::base::rational::Rational;
use crate::lint::finding::Findings;
use crate::lint::history::{History, days_meant};
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::SourceId;
use crate::plan::source::Source;

use super::review_too_rare::{days, every};

pub static RULE: Rule = Rule {
    name: "stale-actuals",
    group: Group::Data,
    level: Level::Warn,
    options: &[AFTER],
    fixable: false,
    check: Check::Data(check),
};

/// After how much of the review's cadence the newest row is too old.
const AFTER: RuleOption = RuleOption::percent("after", 100);

/// A table with a row for each month has no newer one until the month is over.
const MONTH: i64 = 31;

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let Some(review) = &subject.plan.settings.review else { return };
    let most = &subject.option(&RULE, &AFTER) * &Rational::from(days(review));
    for (place, source) in subject.plan.sources.iter().enumerate() {
        let Some((first, newest)) = days_of(subject, history, SourceId::of(place)) else { continue };
        let (_, through) = days_meant(first, newest);
        let is_monthly = through != newest || through == through.last_of_month() && first == first.last_of_month();
        let age = i64::from(day_number(expected_through(subject, history, source)) - day_number(through));
        let is_in_time = most >= age || is_monthly && age <= MONTH;
        if is_in_time {
            continue;
        }
        let message = Message::new("stale-actuals")
            .with("source", &source.name.value)
            .with("date", newest)
            .with("days", u64::try_from(age).unwrap_or_default())
            .with("every", every(review));
        findings
            .report(source.name.span, message, Message::new("stale-actuals.label"))
            .related(review.span, Message::new("stale-actuals.cadence"))
            .help(Message::new("stale-actuals.help"));
    }
}

/// The day up to which a source's rows should be there: the day that the plan is judged on, its last one where it is
/// over, earlier where the numbers arrive late.
fn expected_through(subject: &Subject, history: &History, source: &Source) -> Date {
    let day = subject.day().min(subject.as_of);
    source.lag.as_ref().map_or(day, |lag| history.ground.calendar.before(day, lag))
}

/// The first and the newest day of a source's rows, by whichever of its time columns.
fn days_of(subject: &Subject, history: &History, source: SourceId) -> Option<(Date, Date)> {
    let observations = history.ground.observations;
    let facts = observations.sources.get(source.index())?;
    let own = facts.first.zip(facts.newest);
    let measures = subject.plan.measures.iter().zip(&observations.measures);
    let of_measures = measures.filter(|(measure, _)| measure.source == source).filter_map(|(_, own)| own.days);
    own.into_iter().chain(of_measures).reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
}
