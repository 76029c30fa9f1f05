//! A KPI whose target has never been met: nobody believes it any more.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::result::Aim;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::{History, Judged};
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "never-met",
    group: Group::Data,
    level: Level::Warn,
    options: &[PERIODS],
    fixable: false,
    check: Check::Data(check),
};

/// In how many whole periods running a target is missed before nobody believes it.
const PERIODS: RuleOption = RuleOption::count("periods", 6);

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let periods = subject.option(&RULE, &PERIODS);
    let most = usize::try_from(periods.to_u64().unwrap_or(1)).unwrap_or(usize::MAX);
    for (kpi, _) in subject.kpis() {
        let judged = history.judged(kpi, most);
        let missed: Vec<(&Judged, &Aim)> = judged.iter().filter_map(|judged| Some((judged, missed(judged)?))).collect();
        let nearest = missed.iter().min_by_key(|(_, aim)| short_by(aim)).filter(|_| missed.len() == most);
        let Some((nearest, aim)) = nearest else { continue };
        let Some(value) = history.value(kpi.metric, nearest.period) else { continue };
        let shown = |number: &Rational| quantity(number, subject.plan.metric(kpi.metric).unit);
        let message = Message::new("never-met")
            .with("name", subject.name(kpi.metric))
            .with("count", judged.len())
            .with("value", shown(&value))
            .with("target", shown(nearer_end(aim, &value)))
            .with("period", nearest.period);
        let place = kpi.target.as_ref().map_or(kpi.name_span, |target| target.span);
        findings.report(place, message, Message::new("never-met.label")).help(Message::new("never-met.help"));
    }
}

/// What was aimed for in a period in which it was not reached.
fn missed(judged: &Judged) -> Option<&Aim> {
    judged.judgement.aim.as_ref().filter(|aim| aim.met == Some(false))
}

/// How far a value lay from what was aimed for, as a share of it where that is more than nothing.
fn short_by(aim: &Aim) -> Rational {
    let gap = aim.gap.as_ref().map_or(Rational::ZERO, Rational::abs);
    gap.checked_div(&aim.target.abs()).unwrap_or(gap)
}

/// The end of a range that a value lies nearer to.
fn nearer_end<'a>(aim: &'a Aim, value: &Rational) -> &'a Rational {
    aim.high.as_ref().filter(|high| value > *high).unwrap_or(&aim.target)
}
