//! A KPI that fails again and again, and nobody tries anything.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::data::observations::Group as Members;
use crate::evaluate::sentences::quantity;
use crate::evaluate::status::judge;
use crate::lint::effects::Effects;
use crate::lint::finding::Findings;
use crate::lint::history::{History, Judged};
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::practice::Action;

pub static RULE: Rule = Rule {
    name: "red-without-action",
    group: Group::Data,
    level: Level::Warn,
    options: &[PERIODS],
    fixable: false,
    check: Check::Data(check),
};

/// In how many whole periods running a KPI fails before somebody should have tried something.
const PERIODS: RuleOption = RuleOption::count("periods", 2);

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let periods = subject.option(&RULE, &PERIODS);
    let most = usize::try_from(periods.to_u64().unwrap_or(1)).unwrap_or(usize::MAX);
    let tried = tried(subject);
    for (kpi, _) in subject.kpis() {
        let judged = history.judged(kpi, most);
        let has_failed = judged.len() == most && judged.iter().all(|judged| judged.status == Status::Fail);
        let Some(first) = judged.first().filter(|_| has_failed) else { continue };
        let is_acted_on = tried.iter().any(|tried| tried.is_for(subject, kpi, first.period));
        if is_acted_on || is_well_now(history, kpi) {
            continue;
        }
        let message = Message::new("red-without-action")
            .with("name", subject.name(kpi.metric))
            .with("count", judged.len())
            .with("values", values(subject, history, kpi, &judged));
        findings.report(kpi.name_span, message, Message::new("red-without-action.label")).help(help(subject, kpi));
    }
}

fn values(subject: &Subject, history: &History, kpi: &Indicator, judged: &[Judged]) -> Vec<Message> {
    let unit = subject.plan.metric(kpi.metric).unit;
    let value = |judged: &Judged| {
        let value = history.value(kpi.metric, judged.period).unwrap_or(Rational::ZERO);
        Message::new("red-without-action.value").with("value", quantity(&value, unit)).with("period", judged.period)
    };
    judged.iter().map(value).collect()
}

/// What the plan says to do when it is missed, as an action to be measured.
fn help(subject: &Subject, kpi: &Indicator) -> Message {
    let planned = kpi.when_missed.as_ref().and_then(|missed| missed.actions.first());
    let help = match planned {
        Some(planned) => Message::new("red-without-action.help-planned").with("planned", planned),
        None => Message::new("red-without-action.help"),
    };
    help.with("name", subject.name(kpi.metric))
}

/// Whether the period in progress goes well so far.
fn is_well_now(history: &History, kpi: &Indicator) -> bool {
    let ground = history.ground;
    let now = Period::containing(ground.as_of, kpi.period, ground.plan.settings.fiscal);
    now.end() > ground.as_of && judge(ground, kpi, now, &Members::total()).status == Some(Status::Ok)
}

/// Something that is tried, with what it has an effect on, by metric.
struct Tried<'a> {
    action: &'a Action,
    affects: Vec<bool>,
}

impl Tried<'_> {
    /// Whether it is for this KPI, or for what that comes of, and has begun since or still goes on.
    fn is_for(&self, subject: &Subject, kpi: &Indicator, since: Period) -> bool {
        let has_begun_since = self.action.from.as_ref().is_none_or(|from| since.start <= from.value);
        let goes_on = self.action.by.as_ref().is_some_and(|by| subject.as_of <= by.value);
        self.affects[kpi.metric.index()] && (has_begun_since || goes_on)
    }
}

fn tried<'a>(subject: &Subject<'a>) -> Vec<Tried<'a>> {
    let actions = &subject.plan.actions;
    if actions.is_empty() {
        return Vec::new();
    }
    let (effects, prints) = (Effects::new(subject), subject.prints());
    // Under whatever name the number goes that it is on.
    let same = |action: &Action| {
        let own = prints[action.metric.value.index()];
        (0..prints.len()).filter(move |place| prints[*place] == own).map(MetricId::of)
    };
    actions.iter().map(|action| Tried { action, affects: effects.of(same(action)) }).collect()
}
