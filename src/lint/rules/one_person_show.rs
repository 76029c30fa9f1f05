//! An outcome of which one member brings most: the team's number is that person's number.

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message, UnitName};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Layer;
use crate::data::observations::Group as Members;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "one-person-show",
    group: Group::Data,
    level: Level::Note,
    options: &[MOST, EVEN, TEAM, PERIODS],
    fixable: false,
    check: Check::Members(check),
};

/// The share of an outcome that one member may bring.
const MOST: RuleOption = RuleOption::percent("most", 50);

/// How much of an even share that may be.
const EVEN: RuleOption = RuleOption::percent("even", 200);

/// From how many members on a team is looked at.
const TEAM: RuleOption = RuleOption::count("team", 4);

/// How many of the newest whole periods are added up.
const PERIODS: RuleOption = RuleOption::count("periods", 3);

/// What one member brought.
struct Brought {
    member: String,
    amount: Rational,
    total: Rational,
    share: Rational,
}

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let Some(team) = subject.plan.settings.team.as_ref() else { return };
    let (Some(dimension), Some(size)) = (&team.by, team.size_on(subject.as_of)) else { return };
    if *size < subject.option(&RULE, &TEAM) {
        return;
    }
    let most = subject.option(&RULE, &MOST);
    let even = subject.option(&RULE, &EVEN).checked_div(size).unwrap_or(Rational::ZERO);
    let groups = history.ground.observations.groups(std::slice::from_ref(&dimension.value));
    let groups: Vec<Members> = groups.into_iter().collect();
    for (place, indicator) in subject.plan.indicators.iter().enumerate() {
        let is_outcome = subject.layers.indicators[place] == Some(Layer::Final);
        if !is_outcome || !subject.plan.metric(indicator.metric).additive {
            continue;
        }
        let periods = newest(subject, history, indicator);
        let Some(brought) = first_member(history, indicator, &periods, &groups) else { continue };
        if brought.share > most && brought.share > even {
            report(subject, indicator, (&periods, size), &brought, findings);
        }
    }
}

fn newest(subject: &Subject, history: &History, indicator: &Indicator) -> Vec<Period> {
    let count = usize::try_from(subject.option(&RULE, &PERIODS).to_u64().unwrap_or(1)).unwrap_or(usize::MAX);
    let mut periods = history.periods(indicator.metric, indicator.period);
    periods.drain(..periods.len().saturating_sub(count));
    periods
}

/// The member who brought most; rows without a member count in the total. `None` where the total is nothing, or some of
/// it is negative: shares mean nothing then.
fn first_member(history: &History, indicator: &Indicator, periods: &[Period], groups: &[Members]) -> Option<Brought> {
    let of = |group: &Members| -> Rational {
        periods.iter().filter_map(|period| history.ground.values.number(indicator.metric, *period, group)).sum()
    };
    let total = of(&Members::total());
    let amounts: Vec<(&Members, Rational)> = groups.iter().map(|group| (group, of(group))).collect();
    if amounts.iter().any(|(_, amount)| amount.is_negative()) {
        return None;
    }
    let named = amounts.into_iter().filter_map(|(group, amount)| Some((group.members.first()?.1.clone()?, amount)));
    let (member, amount) = named.max_by(|(_, one), (_, other)| one.cmp(other))?;
    let share = amount.checked_div(&total)?;
    Some(Brought { member, amount, total, share })
}

fn report(
    subject: &Subject,
    indicator: &Indicator,
    (periods, size): (&[Period], &Rational),
    brought: &Brought,
    findings: &mut Findings,
) {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return };
    let shown = |number: &Rational| quantity(number, subject.plan.metric(indicator.metric).unit);
    let when = if first == last {
        Message::new("one-person-show.in").with("period", *first)
    } else {
        Message::new("one-person-show.from-to").with("first", *first).with("last", *last)
    };
    let message = Message::new("one-person-show")
        .with("member", &brought.member)
        .with("share", Arg::Quantity(brought.share.clone(), UnitName::Percent))
        .with("name", subject.name(indicator.metric))
        .with("when", when)
        .with("amount", shown(&brought.amount))
        .with("total", shown(&brought.total))
        .with("size", Arg::Number(size.clone()));
    let label = Message::new("one-person-show.label").with("member", &brought.member);
    findings
        .report(indicator.name_span, message, label)
        .help(Message::new("one-person-show.help").with("member", &brought.member));
}
