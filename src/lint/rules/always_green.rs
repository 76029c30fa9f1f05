//! A KPI that nobody has ever been warned by: it is met whatever anybody does.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Status};
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::{History, Judged};
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "always-green",
    group: Group::Data,
    level: Level::Note,
    options: &[PERIODS],
    fixable: false,
    check: Check::Data(check),
};

/// In how many whole periods running a KPI is `ok` before it is one to retire.
const PERIODS: RuleOption = RuleOption::count("periods", 6);

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let periods = subject.option(&RULE, &PERIODS);
    let most = usize::try_from(periods.to_u64().unwrap_or(1)).unwrap_or(usize::MAX);
    for (kpi, _) in subject.kpis() {
        let judged = history.judged(kpi, most);
        let is_green = judged.len() == most && judged.iter().all(|judged| judged.status == Status::Ok);
        let (Some(first), Some(last)) = (judged.first().filter(|_| is_green), judged.last()) else { continue };
        let message = Message::new("always-green")
            .with("name", subject.name(kpi.metric))
            .with("count", judged.len())
            .with("first", first.period)
            .with("last", last.period);
        let place = kpi.target.as_ref().map_or(kpi.name_span, |target| target.span);
        findings.report(place, message, Message::new("always-green.label")).help(help(subject, history, kpi, &judged));
    }
}

/// The worst of the values is what a target that asks anything lies beyond.
fn help(subject: &Subject, history: &History, kpi: &Indicator, judged: &[Judged]) -> Message {
    let values = judged.iter().filter_map(|judged| Some((history.value(kpi.metric, judged.period)?, judged)));
    let direction = |judged: &Judged| judged.judgement.aim.as_ref().map(|aim| aim.direction);
    let worst = match judged.last().and_then(direction) {
        Some(Direction::AtLeast) => values.min_by(|(one, _), (other, _)| one.cmp(other)),
        Some(Direction::AtMost) => values.max_by(|(one, _), (other, _)| one.cmp(other)),
        _ => None,
    };
    let Some((value, judged)) = worst else { return Message::new("always-green.help") };
    let shown = |number: &Rational| quantity(number, subject.plan.metric(kpi.metric).unit);
    Message::new("always-green.help-worst").with("worst", shown(&value)).with("period", judged.period)
}
