//! The answers of `kpi derive`: of each plan that was asked, and of those whose numbers its goal is made of.

use crate::evaluate::derive::Step;
use crate::evaluate::requirements::{Answer, OfPart, Question, answers, of_parts};
use crate::report::derive::Derived;
use crate::session::checked::{Checked, CheckedPlan};

/// Answers, each with those of the plans that it asks something of.
type Answered = Vec<(Answer, Vec<OfPart>)>;

/// Every plan's answers, each with those of the plans that it asks something of. A plan that is named itself answers
/// there: without a target of its own from what is required of it.
pub(super) fn worked_back<'c>(checked: &'c Checked, questions: &[Question]) -> Vec<Derived<'c>> {
    let asked = checked.plans.iter().zip(questions);
    let mut all: Vec<(&CheckedPlan, Answered)> = asked
        .map(|(one, question)| {
            let answered = checked.look(one, |ground| {
                let with_parts = answers(ground, question).into_iter().map(|answer| {
                    let parts = of_parts(ground, question, &answer);
                    (answer, parts)
                });
                with_parts.collect()
            });
            (one, answered.unwrap_or_default())
        })
        .collect();
    let mut derived = Vec::new();
    let mut required: Vec<(&CheckedPlan, OfPart, String)> = Vec::new();
    for (one, answered) in &mut all {
        let name = called(checked, one);
        for (_, parts) in answered {
            let (named, others) = std::mem::take(parts).into_iter().partition(|part| is_named(checked, part));
            *parts = others;
            required.extend(Vec::into_iter(named).filter_map(|part| Some((of(checked, &part)?, part, name.clone()))));
        }
    }
    for (one, answered) in all {
        let mut own: Vec<&(&CheckedPlan, OfPart, String)> =
            required.iter().filter(|(there, ..)| std::ptr::eq(*there, one)).collect();
        for (answer, parts) in answered {
            let stands_in = own.iter().position(|(_, part, _)| {
                !has_target(&answer) && (part.answer.goal, part.answer.period) == (answer.goal, answer.period)
            });
            match stands_in.map(|place| own.remove(place)) {
                Some((_, part, by)) => derived.extend(of_plan(checked, one, part.answer.clone(), Some(by.clone()))),
                None => derived.extend(of_plan(checked, one, answer, None)),
            }
            for part in parts {
                derived.extend(beside(checked, one, part));
            }
        }
        let has_goal = derived.iter().any(|derived| std::ptr::eq(derived.one, one));
        if !has_goal {
            let required = own.into_iter();
            derived.extend(
                required.filter_map(|(_, part, by)| of_plan(checked, one, part.answer.clone(), Some(by.clone()))),
            );
        }
    }
    derived
}

fn has_target(answer: &Answer) -> bool {
    matches!(answer.derivation.steps.first(), Some(Step::Goal { .. }))
}

/// The plan that was asked for which a part is, where it was named itself.
fn of<'c>(checked: &'c Checked, part: &OfPart) -> Option<&'c CheckedPlan> {
    checked.plans.iter().find(|one| one.plan == Some(part.plan))
}

fn is_named(checked: &Checked, part: &OfPart) -> bool {
    of(checked, part).is_some()
}

/// What a plan is called: its label, else its path.
fn called(checked: &Checked, one: &CheckedPlan) -> String {
    let label = checked.plan(one).and_then(|plan| plan.settings.label.as_ref());
    label.map_or_else(|| one.path.clone(), |label| label.value.clone())
}

fn of_plan<'c>(
    checked: &'c Checked,
    one: &'c CheckedPlan,
    answer: Answer,
    required_by: Option<String>,
) -> Option<Derived<'c>> {
    Some(Derived { plan: checked.plan(one)?, one, path: &one.path, required_by, answer })
}

/// The answer of a plan that nobody named.
fn beside<'c>(checked: &'c Checked, one: &'c CheckedPlan, part: OfPart) -> Option<Derived<'c>> {
    let plan = checked.workspace.plans.get(part.plan.index())?;
    let path = &checked.sources.file(plan.file).path;
    Some(Derived { plan, one, path, required_by: Some(called(checked, one)), answer: part.answer })
}
