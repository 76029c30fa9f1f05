//! Trees of plans built by hand, and laws that hold for any plan.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::base::vocabulary::Status;
use crate::data::observations::Observations;
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::outside::Outside;
use crate::evaluate::test_support::{
    as_of, at_least, autumn, combined, inside_sales, number, observations, period, plan, spanned,
};
use crate::plan::metric::{Drives, Expr, MetricOrigin, Operator, Role};
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};

fn grown(plan: &Plan, observations: Observations, query: &Query) -> Tree {
    let basis = Basis { observations, outside: Outside::default(), ..Basis::default() };
    let input = Input { plan, workspace: &Workspace::default(), basis: &basis, as_of: query.as_of };
    on_ground(input, |ground| tree(ground, query))
}

fn of(plan: &Plan) -> Tree {
    grown(plan, observations(plan), &as_of(date(2026, 11, 22)))
}

/// A line for each entry: how deep it is, its link, its name; `~` before what is elsewhere.
fn outline(plan: &Plan, tree: &Tree) -> Vec<String> {
    let line = |(place, entry): (usize, &Entry)| {
        let link = match entry.link {
            Link::Root => "",
            Link::Part(Sign::Equals) => "= ",
            Link::Part(Sign::Plus) => "+ ",
            Link::Part(Sign::Minus) => "- ",
            Link::Part(Sign::Times) => "* ",
            Link::Part(Sign::Over) => "/ ",
            Link::Conversion => "at ",
            Link::Within => "in ",
            Link::Measures => "measure: ",
            Link::Guards => "guard: ",
            Link::Drives => "drive: ",
        };
        let name = tree.metric(place).map_or("", |metric| &plan.metric(metric).name.value);
        let content = match &entry.content {
            Content::Metric(_) => name.to_owned(),
            Content::Again(_) => format!("~{name}"),
            Content::Previous(_) => format!("before {name}"),
            Content::Number(number, _) => number.to_fixed(1),
            Content::Aggregate(_) => "aggregate".to_owned(),
            Content::Group => "()".to_owned(),
            Content::Funnel(funnel) => format!("funnel {}", funnel.0),
        };
        format!("{}{link}{content}", ".".repeat(entry.depth))
    };
    tree.entries.iter().enumerate().map(line).collect()
}

fn kinds(tree: &Tree) -> Vec<(SectionKind, Vec<usize>)> {
    tree.sections.iter().map(|section| (section.kind, section.roots.clone())).collect()
}

#[test]
fn a_funnel_leads_back_from_the_goal_and_guards_stand_by_what_they_guard() {
    let plan = inside_sales();
    let tree = grown(&plan, autumn(&plan), &as_of(date(2026, 11, 22)));
    let expected = [
        "revenue",
        ".= orders",
        "..= meetings",
        "...= appointments",
        "....= calls",
        "....at appointment_rate",
        "....guard: show_rate",
        ".....= attended",
        "...../ ~appointments",
        "...at meeting_rate",
        "..at win_rate",
        ".at order_value",
    ];
    assert_eq!(outline(&plan, &tree), expected);
    assert_eq!(kinds(&tree), [(SectionKind::Goals, vec![0])]);
    assert_eq!((tree.period.to_string(), tree.complete, tree.left_out), ("2026-10".to_owned(), true, 0));
    let row = |entry: usize| &tree.entries[entry].standings[0];
    assert_eq!(row(0).status, Some(Status::Warn));
    assert_eq!(row(4).aim.as_ref().map(|aim| aim.target.clone()), Some(number("1000")));
    // Nobody is held to the meetings, but the goal requires them.
    let meetings = row(2);
    assert_eq!((meetings.status, meetings.value.known()), (None, Some(&number("91"))));
    assert_eq!(meetings.aim.as_ref().map(|aim| (aim.target.clone(), aim.met)), Some((number("80"), None)));
    assert!(tree.entries[8].standings.is_empty());
}

#[test]
fn an_indicator_with_a_period_of_its_own_stands_beside_the_number_of_the_trees() {
    let mut plan = inside_sales();
    plan.indicators[1].period = crate::base::period::Grain::Week;
    let tree = of(&plan);
    let periods: Vec<String> = tree.entries[4].standings.iter().map(|row| row.period.to_string()).collect();
    assert_eq!(periods, ["2026-10", "2026-W47"]);
    assert_eq!(tree.entries[4].standings[0].indicator, None);
    let november = Query { periods: Some((period("2026-11"), period("2026-11"))), ..as_of(date(2026, 11, 22)) };
    let tree = grown(&plan, observations(&plan), &november);
    assert_eq!((tree.period.to_string(), tree.complete), ("2026-11".to_owned(), false));
    // Of a month's weeks it is the newest whole one.
    assert_eq!(tree.entries[4].standings[1].period.to_string(), "2026-W47");
}

#[test]
fn formulas_are_drawn_with_their_signs() {
    let mut plan = plan();
    let [won, lost, price, fixed] = ["won", "lost", "price", "fixed"].map(|name| plan.add_measure(name, Unit::COUNT));
    let metric = |metric| Box::new(Expr::Metric(metric));
    let decided = Box::new(Expr::Binary(metric(won), Operator::Add, metric(lost)));
    let rate = Expr::Binary(metric(won), Operator::Divide, decided);
    let rate = plan.add_metric("rate", MetricOrigin::Metric, rate, Unit::RATIO);
    let income = combined(won, Operator::Multiply, price);
    let income = plan.add_metric("income", MetricOrigin::Metric, income, Unit::COUNT);
    let profit = combined(income, Operator::Subtract, fixed);
    let profit = plan.add_metric("profit", MetricOrigin::Indicator, profit, Unit::COUNT);
    plan.add_indicator(Role::Kgi, profit, Some(at_least("5")));
    plan.add_indicator(Role::Kpi, rate, Some(at_least("0.5")));
    let tree = of(&plan);
    let expected = [
        "profit",
        ".= income",
        "..= won",
        "...measure: rate",
        "....= ~won",
        "..../ ()",
        ".....= ~won",
        ".....+ lost",
        "..* price",
        ".- fixed",
    ];
    assert_eq!(outline(&plan, &tree), expected);
}

#[test]
fn a_rate_of_a_goal_says_what_the_goal_is_made_of() {
    let mut plan = plan();
    let [asked, won] = ["asked", "won"].map(|name| plan.add_measure(name, Unit::COUNT));
    let rate = combined(won, Operator::Divide, asked);
    let rate = plan.add_metric("rate", MetricOrigin::Indicator, rate, Unit::RATIO);
    plan.add_indicator(Role::Kgi, won, Some(at_least("5")));
    plan.add_indicator(Role::Kpi, rate, Some(at_least("0.5")));
    plan.add_indicator(Role::Kpi, asked, None);
    assert_eq!(outline(&plan, &of(&plan)), ["won", ".= asked", ".at rate"]);
}

#[test]
fn what_nothing_ties_to_the_goal_stands_apart() {
    let mut plan = plan();
    let names = ["won", "mails", "late", "sent", "quality", "unused", "hope"];
    let [won, mails, late, sent, quality, _, hope] = names.map(|name| plan.add_measure(name, Unit::COUNT));
    let lateness = combined(late, Operator::Divide, sent);
    let lateness = plan.add_metric("lateness", MetricOrigin::Indicator, lateness, Unit::RATIO);
    plan.add_indicator(Role::Kgi, won, Some(at_least("5")));
    plan.add_indicator(Role::Kpi, late, None);
    plan.add_indicator(Role::Kpi, lateness, None);
    plan.add_indicator(Role::Kpi, mails, None);
    plan.add_indicator(Role::Kpi, quality, None).guards = vec![spanned(mails)];
    plan.add_indicator(Role::Kpi, hope, None).drives = vec![Drives { metric: spanned(won), why: None }];
    let tree = of(&plan);
    let expected = ["won", ".drive: hope", "lateness", ".= late", "./ sent", "mails", ".guard: quality"];
    assert_eq!(outline(&plan, &tree), expected);
    assert_eq!(kinds(&tree), [(SectionKind::Goals, vec![0]), (SectionKind::NotLinked, vec![2, 5])]);
    assert_eq!(tree.left_out, 1);
    plan.indicators.remove(0);
    assert_eq!(of(&plan).sections[0].kind, SectionKind::Indicators);
}

#[test]
fn several_funnels_to_one_number_are_added() {
    let mut plan = plan();
    let [web, fair, won] = ["web", "fair", "won"].map(|name| plan.add_measure(name, Unit::COUNT));
    plan.add_funnel(Some("0.6"), web, &[(won, "0.1", "web_rate")]);
    plan.add_funnel(Some("0.4"), fair, &[(won, "0.2", "fair_rate")]);
    plan.add_indicator(Role::Kgi, won, Some(at_least("5")));
    let expected = ["won", ".= funnel 0", "..= web", "..at web_rate", ".+ funnel 1", "..= fair", "..at fair_rate"];
    assert_eq!(outline(&plan, &of(&plan)), expected);
}

#[test]
fn indicators_that_guard_each_other_are_drawn_all_the_same() {
    let mut plan = plan();
    let [one, other] = ["one", "other"].map(|name| plan.add_measure(name, Unit::COUNT));
    plan.add_indicator(Role::Kpi, one, None).guards = vec![spanned(other)];
    plan.add_indicator(Role::Kpi, other, None).guards = vec![spanned(one)];
    assert_eq!(outline(&plan, &of(&plan)), ["one", ".guard: other", "..guard: ~one"]);
    assert_eq!(outline(&Plan::empty(plan.file), &of(&Plan::empty(plan.file))), Vec::<String>::new());
}

/// What any tree is.
fn is_sound(plan: &Plan, tree: &Tree) {
    let mut in_full = vec![0; plan.metrics.len()];
    for (place, entry) in tree.entries.iter().enumerate() {
        if let Content::Metric(metric) = entry.content {
            in_full[metric.index()] += 1;
        }
        assert!(entry.depth <= DEEPEST + 3, "{entry:?}");
        assert!(entry.children.iter().all(|child| *child > place && tree.entries[*child].parent == Some(place)));
        assert_eq!(entry.parent.is_none(), entry.link == Link::Root);
    }
    assert!(in_full.iter().all(|count| *count <= 1));
    for entry in &tree.entries {
        if let Content::Again(metric) = entry.content {
            assert_eq!(in_full[metric.index()], 1, "{} is nowhere", plan.metric(metric).name.value);
        }
    }
    assert!(plan.indicators.iter().all(|indicator| in_full[indicator.metric.index()] == 1));
    assert!(of_goals(plan).into_iter().all(|metric| in_full[metric.index()] == 1));
    let roots: Vec<usize> = tree.sections.iter().flat_map(|section| section.roots.clone()).collect();
    assert_eq!(roots.iter().collect::<BTreeSet<_>>().len(), roots.len());
    assert_eq!(roots.len(), tree.entries.iter().filter(|entry| entry.parent.is_none()).count());
}

/// What formulas and funnels make of the goals, by the plan's own words.
fn of_goals(plan: &Plan) -> BTreeSet<MetricId> {
    let goals = plan.indicators.iter().filter(|indicator| indicator.role == Role::Kgi);
    let mut found = BTreeSet::new();
    let mut waiting: Vec<MetricId> = goals.map(|goal| goal.metric).collect();
    while let Some(metric) = waiting.pop() {
        if found.insert(metric) {
            waiting.extend(plan.metric(metric).expr.metrics());
            for funnel in &plan.funnels {
                let stages = funnel.stages.windows(2).filter(|pair| pair[1].metric == metric);
                waiting.extend(stages.flat_map(|pair| [Some(pair[0].metric), pair[1].conversion]).flatten());
            }
        }
    }
    found
}

#[test]
fn very_long_and_very_tangled_plans_stay_as_large_as_they_are() {
    let mut chain = plan();
    let mut last = chain.add_measure("m0", Unit::COUNT);
    for place in 1..3000 {
        let (of, operator) = (combined(last, Operator::Add, last), MetricOrigin::Metric);
        last = chain.add_metric(&format!("m{place}"), operator, of, Unit::COUNT);
    }
    chain.add_indicator(Role::Kgi, last, Some(at_least("1")));
    let tree = of(&chain);
    is_sound(&chain, &tree);
    assert!(tree.entries.len() < 3000 * 3, "{}", tree.entries.len());
    assert!(tree.sections.iter().any(|section| section.kind == SectionKind::Continued));

    let mut guards = plan();
    let metrics: Vec<MetricId> = (0..300).map(|place| guards.add_measure(&format!("k{place}"), Unit::COUNT)).collect();
    for (place, metric) in metrics.iter().enumerate() {
        let guarded = metrics[..place].iter().rev().take(20).map(|guarded| spanned(*guarded)).collect();
        guards.add_indicator(Role::Kpi, *metric, None).guards = guarded;
    }
    let tree = of(&guards);
    is_sound(&guards, &tree);
    assert!(tree.entries.len() < 300 * 22);
}

/// A plan out of numbers: what each metric is made of, what stands in a funnel, and which indicators there are.
fn plan_of(formulas: &[(usize, usize, u8)], stages: &[usize], indicators: &[(usize, usize, u8)]) -> Plan {
    let mut plan = plan();
    for (place, (one, other, kind)) in formulas.iter().enumerate() {
        let name = format!("m{place}");
        let read = |which: usize| MetricId::of(which % place.max(1));
        let operator = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide][usize::from(kind % 4)];
        if place == 0 || *kind > 8 {
            plan.add_measure(&name, Unit::COUNT);
        } else {
            plan.add_metric(&name, MetricOrigin::Metric, combined(read(*one), operator, read(*other)), Unit::COUNT);
        }
    }
    let count = plan.metrics.len();
    let stages: BTreeSet<usize> = stages.iter().map(|stage| stage % count).collect();
    let stages: Vec<MetricId> = stages.into_iter().map(MetricId::of).collect();
    if let [first, rest @ ..] = stages.as_slice()
        && !rest.is_empty()
    {
        let names: Vec<String> = (0..rest.len()).map(|step| format!("r{step}")).collect();
        let steps: Vec<_> = rest.iter().zip(&names).map(|(stage, name)| (*stage, "0.5", name.as_str())).collect();
        plan.add_funnel(None, *first, &steps);
    }
    let count = plan.metrics.len();
    for (metric, other, kind) in indicators {
        let role = if kind % 5 == 0 { Role::Kgi } else { Role::Kpi };
        let indicator = plan.add_indicator(role, MetricId::of(metric % count), None);
        if kind % 3 == 1 {
            indicator.guards = vec![spanned(MetricId::of(other % count))];
        }
        if kind % 3 == 2 {
            indicator.drives = vec![Drives { metric: spanned(MetricId::of(other % count)), why: None }];
        }
    }
    plan
}

proptest! {
    #[test]
    fn every_number_that_belongs_to_the_tree_is_in_it_once(
        formulas in prop::collection::vec((any::<usize>(), any::<usize>(), 0u8..14), 1..40),
        stages in prop::collection::vec(any::<usize>(), 0..6),
        indicators in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 0..12),
    ) {
        let plan = plan_of(&formulas, &stages, &indicators);
        let tree = of(&plan);
        is_sound(&plan, &tree);
        prop_assert_eq!(&of(&plan), &tree);
    }
}
