//! Weights that don't make 100%: the score that they give is of something else.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::diagnostic::{Fix, Level};
use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::{Subject, days_from};
use crate::plan::metric::{Indicator, Weight};

pub static RULE: Rule = Rule {
    name: "weights-off",
    group: Group::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: true,
    check: Check::Plan(check),
};

/// A weight, and the KPI that has it.
type Weighed<'a> = (&'a Indicator, &'a Weight);

fn check(subject: &Subject, findings: &mut Findings) {
    let mut roles: BTreeMap<Option<&str>, Vec<Weighed>> = BTreeMap::new();
    for (kpi, _) in subject.all_kpis() {
        for weight in &kpi.weights {
            roles.entry(weight.role.as_deref()).or_default().push((kpi, weight));
        }
    }
    for (role, weights) in roles {
        let off = days(subject, &weights).into_iter().find_map(|day| {
            let active: Vec<Weighed> = weights.iter().filter(|(kpi, _)| kpi.is_active_on(day)).copied().collect();
            let total: Rational = active.iter().map(|(_, weight)| weight.share.clone()).sum();
            (!active.is_empty() && total != Rational::ONE).then_some((day, active, total))
        });
        if let Some((day, active, total)) = off {
            let changes = weights.iter().any(|(kpi, _)| kpi.active != (None, None));
            report(subject, (role, changes.then_some(day)), &active, &total, findings);
        }
    }
}

fn report(
    subject: &Subject,
    (role, since): (Option<&str>, Option<Date>),
    weights: &[Weighed],
    total: &Rational,
    findings: &mut Findings,
) {
    let percent = |share: &Rational| Arg::Quantity(share.clone(), UnitName::Percent);
    let parts = weights.iter().map(|(kpi, weight)| {
        let part = Message::new("weights-off.part").with("name", subject.name(kpi.metric));
        part.with("weight", percent(&weight.share))
    });
    let parts: Vec<Message> = parts.collect();
    let message = match role {
        Some(role) => Message::new("weights-off.role").with("role", role),
        None => Message::new("weights-off"),
    };
    let Some((_, first)) = weights.first() else { return };
    let help = match since {
        Some(day) => Message::new("weights-off.help-since").with("date", day),
        None => Message::new("weights-off.help"),
    };
    let finding = findings
        .report(
            first.span,
            message.with("total", percent(total)).with("parts", parts),
            Message::new("weights-off.label"),
        )
        .help(help);
    for (_, weight) in &weights[1..] {
        finding.related(weight.span, Message::new("weights-off.other"));
    }
    if let Some(fix) = scaled(subject, weights, total).filter(|_| since.is_none()) {
        finding.fix(fix);
    }
}

/// Each weight in proportion: to whole percents where these come out even, else to tenths, of which the largest rests are
/// rounded up until they make 100%. One weight alone rather lacks its others.
fn scaled(subject: &Subject, weights: &[Weighed], total: &Rational) -> Option<Fix> {
    let tenths_of_all = Rational::from(1000);
    let exact: Vec<Rational> =
        weights.iter().map(|(_, weight)| (&weight.share * &tenths_of_all).checked_div(total)).collect::<Option<_>>()?;
    let mut tenths: Vec<Rational> = exact.iter().map(Rational::floor).collect();
    let given: Rational = tenths.iter().cloned().sum();
    let left = (&tenths_of_all - &given).to_u64().and_then(|left| usize::try_from(left).ok())?;
    let mut by_rest: Vec<usize> = (0..exact.len()).collect();
    by_rest.sort_by_key(|at| std::cmp::Reverse(&exact[*at] - &tenths[*at]));
    for at in by_rest.into_iter().take(left) {
        tenths[at] = &tenths[at] + &Rational::ONE;
    }
    let edits = weights.iter().zip(&tenths).map(|((_, weight), tenths)| {
        let percent = (tenths * &Rational::from_decimal(1, 1)).to_fixed(1);
        let percent = percent.strip_suffix(".0").unwrap_or(&percent);
        mend::number_in(subject.sources, weight.span, &format!("{percent}%"))
    });
    let edits: Option<Vec<_>> = edits.collect();
    Some(if weights.len() > 1 { mend::safe(edits?) } else { mend::unsafe_(edits?) })
}

/// The plan's first day, and each later one on which the weights change.
fn days(subject: &Subject, weights: &[Weighed]) -> Vec<Date> {
    let (first, last) = subject.plan.settings.range.unwrap_or((subject.as_of, Date::MAX));
    let changes = weights.iter().flat_map(|(kpi, _)| [kpi.active.0, kpi.active.1.and_then(|day| day.tomorrow().ok())]);
    days_from(first, last, changes.flatten())
}
