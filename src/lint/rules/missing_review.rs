//! A plan that nobody looks at again: no cadence of reviews, or nobody who holds them.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::span::Span;
use crate::base::vocabulary::Phase;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "missing-review",
    group: Group::Operation,
    level: Level::Warn,
    options: &[],
    fixable: true,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let settings = &subject.plan.settings;
    // KPIs may be looked at each in its own time.
    let has_review = |kpi: &Indicator| kpi.review.as_ref().is_some_and(|review| review.by.is_some());
    let of_kpis = subject.kpis().next().is_some() && subject.kpis().all(|(kpi, _)| has_review(kpi));
    let Some(place) = subject.plan_place().filter(|_| !of_kpis) else { return };
    let cadence = match settings.phase.as_ref().map(|phase| phase.value) {
        Some(Phase::Launch) => "weekly",
        _ => "monthly",
    };
    match &settings.review {
        None => {
            let finding = findings
                .report(place, Message::new("missing-review"), Message::new("missing-review.label"))
                .help(Message::new("missing-review.help").with("cadence", cadence));
            if let Some(plan) = settings.span {
                let line = mend::added_clause(subject.sources, plan, &format!("review {cadence} by \"?\""));
                finding.fix(mend::unsafe_(vec![line]));
            }
        }
        Some(review) if review.by.is_none() => {
            let end = Span { start: review.span.end, ..review.span };
            findings
                .report(review.span, Message::new("missing-review.nobody"), Message::new("missing-review.label-nobody"))
                .help(Message::new("missing-review.help-nobody"))
                .fix(mend::unsafe_(vec![(end, " by \"?\"".to_owned())]));
        }
        Some(_) => {}
    }
}
