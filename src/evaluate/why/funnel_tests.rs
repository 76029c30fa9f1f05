//! Changes of goals to which several funnels lead.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::answer::{Explanation, Link, Method};
use super::formula::Leaf;
use super::question::{AskedVersus, Question};
use super::tests::{asked, explained};
use crate::base::rational::Rational;
use crate::evaluate::bottleneck::{StepName, bottleneck};
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::test_funnels::{Funnels, any_funnels};
use crate::evaluate::test_support::{number, observations, period};
use crate::evaluate::why::answer::About;
use crate::plan::{Plan, Workspace};

fn october(metric: &str, versus: AskedVersus) -> Question {
    Question { metric: Some(metric.to_owned()), period: Some("2026-10".to_owned()), versus, ..Question::default() }
}

/// Two funnels of two stages each that meet at what they lead to.
fn funnels() -> Funnels {
    let counted = [vec![90, 100, 20, 50, 25], vec![60, 100, 10, 40, 20]];
    Funnels { own: vec![vec![20, 300], vec![50, 200]], shared: Vec::new(), is_formula: false, target: 100, counted }
}

fn parts(plan: &Plan, explanation: &Explanation) -> Vec<(String, Rational)> {
    let name = |leaf: Leaf| match leaf {
        Leaf::Metric(metric) => plan.metric(metric).name.value.clone(),
        Leaf::Yield(metric) => format!("yield of {}", plan.metric(metric).name.value),
        other => format!("{other:?}"),
    };
    let factors = explanation.factors.as_ref().unwrap();
    factors.list.iter().map(|factor| (name(factor.leaf), factor.part.clone())).collect()
}

#[test]
fn each_funnel_has_its_stages_and_all_together_a_yield() {
    let funnels = funnels();
    let plan = funnels.plan();
    let observed = funnels.observed(&plan);
    let explanation = explained(&plan, &observed, &october("met0", AskedVersus::Previous));
    let parts = parts(&plan, &explanation);
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["f0s0", "f0r0", "f1s0", "f1r0", "yield of met0"]);
    assert_eq!(explanation.factors.as_ref().unwrap().method, Method::Shapley);
    assert_eq!(parts.iter().map(|(_, part)| part.clone()).sum::<Rational>(), number("-30"));
    // 20 × 300% and 25 × 200% would have made 110, and 90 came of it; 10 and 20 would have made 70, and 60 came.
    let yielded = &explanation.factors.as_ref().unwrap().list[4];
    assert_eq!((&yielded.before, &yielded.after), (&Some(number("9/11")), &Some(number("6/7"))));
}

#[test]
fn every_step_is_linked_with_the_goal() {
    let funnels = funnels();
    let plan = funnels.plan();
    let observed = funnels.observed(&plan);
    let goal = parts(&plan, &explained(&plan, &observed, &october("met0", AskedVersus::Previous)));
    let link = |name: &str| explained(&plan, &observed, &october(name, AskedVersus::Previous)).reached.unwrap().link;
    assert_eq!(link("f0s0"), Link::Factor(goal[0].1.clone()));
    assert_eq!(
        link("f0s1"),
        Link::Stage {
            part: &goal[0].1 + &goal[1].1,
            of: ["f0s0", "f0r0"].map(|name| Leaf::Metric(plan.find(name))).to_vec()
        }
    );
    // What all funnels make of their last stages is not told apart.
    assert_eq!(link("f1r1"), Link::Within(Leaf::Yield(plan.find("met0"))));
}

#[test]
fn without_a_planned_conversion_nothing_says_what_a_funnel_brought() {
    let mut plan = funnels().plan();
    let observed = funnels().observed(&plan);
    plan.funnels[1].stages[2].at = None;
    plan.indicators[0].target = None;
    let explanation = explained(&plan, &observed, &october("met0", AskedVersus::Previous));
    assert_eq!(explanation.factors.unwrap_err().id, "why-unplanned-conversion");
}

#[test]
fn a_stage_at_which_nothing_could_come_divides_nothing_by_nothing() {
    let funnels = Funnels { counted: [vec![0; 5], vec![60, 100, 10, 40, 20]], ..funnels() };
    let plan = funnels.plan();
    let explanation = explained(&plan, &funnels.observed(&plan), &october("met0", AskedVersus::Previous));
    let total: Rational = parts(&plan, &explanation).into_iter().map(|(_, part)| part).sum();
    assert_eq!(total, number("60"));
    let observed = observations(&plan);
    assert!(asked(&plan, &observed, date(2026, 11, 30), &october("met0", AskedVersus::Previous)).is_err());
}

proptest! {
    #[test]
    fn the_parts_of_several_funnels_are_the_whole_change(funnels in any_funnels()) {
        let plan = funnels.plan();
        let observed = funnels.observed(&plan);
        for name in ["profit", "met0", "met1", "met2"] {
            for versus in [AskedVersus::Previous, AskedVersus::Target] {
                let question = october(name, versus);
                let as_of = date(2026, 11, 30);
                let Ok(answer) = asked(&plan, &observed, as_of, &question) else { continue };
                let About::One(explanation) = answer.about else { continue };
                match &explanation.factors {
                    Ok(factors) => {
                        let parts: Rational = factors.list.iter().map(|factor| factor.part.clone()).sum();
                        prop_assert_eq!(&parts + &factors.rest, explanation.change.difference(), "{}", name);
                        prop_assert!(factors.rest.is_zero(), "{}", name);
                    }
                    Err(why) => {
                        let is_empty = funnels.counted.iter().flatten().any(|counted| *counted == 0);
                        prop_assert!(is_empty, "{}: {}", name, why.id);
                    }
                }
            }
        }
    }

    /// Held against its target a goal is taken apart as its bottleneck is.
    #[test]
    fn against_the_target_the_parts_are_those_of_the_bottleneck(funnels in any_funnels()) {
        let plan = funnels.plan();
        let observed = funnels.observed(&plan);
        let basis = Basis { observations: observed.clone(), ..Basis::default() };
        let as_of = date(2026, 11, 30);
        let input = Input { plan: &plan, workspace: &Workspace::default(), basis: &basis, as_of };
        let Some(found) = on_ground(input, |ground| bottleneck(ground, 0, period("2026-10"))) else { return Ok(()) };
        let goal = plan.metric(found.goal).name.value.clone();
        let Ok(answer) = asked(&plan, &observed, as_of, &october(&goal, AskedVersus::Target)) else { return Ok(()) };
        let About::One(explanation) = answer.about else { return Ok(()) };
        let (Ok(steps), Ok(factors)) = (&found.steps, &explanation.factors) else { return Ok(()) };
        // With a stage that nothing reached, each begins its chain at another place.
        if funnels.counted[1].contains(&0) || factors.method != Method::Shapley {
            return Ok(());
        }
        let leaf = |step: StepName| match step {
            StepName::Metric(metric) => Leaf::Metric(metric),
            StepName::Between { from, to } => Leaf::Between { from, to },
            StepName::Yield(metric) => Leaf::Yield(metric),
        };
        let steps: BTreeMap<Leaf, Rational> = steps.iter().map(|own| (leaf(own.step), own.part.clone())).collect();
        let factors: BTreeMap<Leaf, Rational> =
            factors.list.iter().map(|factor| (factor.leaf, factor.part.clone())).collect();
        prop_assert_eq!(steps, factors);
    }
}
