//! Members side by side: shares, ranks, scores, one member's own numbers; and what contractors are owed.

use super::*;
use crate::evaluate::ranking::Place;
use crate::evaluate::score::Score;
use crate::plan::ids::ContractorId;
use crate::plan::metric::{Owner, Weight};
use crate::plan::practice::{Contractor, Paid};
use crate::plan::source::{Column, Dimension};
use crate::plan::target::Amount;

/// Calls and appointments of October by member.
fn october(plan: &Plan, members: &[(Group, &str, &str)]) -> Observations {
    let mut observations = observations(plan);
    let total = |values: &mut dyn Iterator<Item = &str>| values.map(number).sum::<Rational>().to_string();
    observations.put(plan, "calls", "2026-10", &total(&mut members.iter().map(|(_, calls, _)| *calls)));
    observations.put(
        plan,
        "appointments",
        "2026-10",
        &total(&mut members.iter().map(|(_, _, appointments)| *appointments)),
    );
    for (group, calls, appointments) in members {
        observations.put_for(plan, "calls", "2026-10", group, calls);
        observations.put_for(plan, "appointments", "2026-10", group, appointments);
    }
    observations
}

fn by_rep() -> Query {
    let month = period("2026-10");
    Query { by: vec!["rep".to_owned()], periods: Some((month, month)), ..as_of(date(2026, 11, 30)) }
}

/// `member rank share`, or why there is no rank.
fn standing(plan: &Plan, evaluation: &Evaluation, name: &str) -> Vec<String> {
    let metric = plan.find(name);
    let rows = evaluation.rows.iter().filter(|row| row.metric == metric && !row.whole);
    let mut said: Vec<String> = rows
        .map(|row| {
            let place = match row.place.as_ref().unwrap() {
                Place::Ranked(rank) => rank.to_string(),
                Place::Unranked(why) => why.id.to_owned(),
            };
            let share = row.share.as_ref().map_or(String::new(), |share| format!(" {share}"));
            format!("{place} {}{share}", row.group.members[0].1.as_deref().unwrap_or("-"))
        })
        .collect();
    said.sort();
    said
}

fn contractor(name: &str, label: &str) -> Contractor {
    Contractor {
        name: spanned(name.to_owned()),
        label: Some(label.to_owned()),
        paid: Vec::new(),
        note: None,
        allows: Vec::new(),
        span: nowhere(),
    }
}

fn nobody() -> Group {
    Group { members: vec![("rep".to_owned(), None)] }
}

#[test]
fn sums_are_shared_out_and_equal_ones_share_a_rank() {
    let plan = inside_sales();
    let members =
        [(rep("伊藤"), "200", "30"), (rep("佐藤"), "500", "50"), (rep("鈴木"), "200", "10"), (nobody(), "100", "20")];
    let evaluation = run(&plan, &october(&plan, &members), &by_rep());
    let expected = ["1 佐藤 0.5", "2 伊藤 0.2", "2 鈴木 0.2", "unranked-nobody - 0.1"];
    assert_eq!(standing(&plan, &evaluation, "calls"), expected);
    assert_eq!(standing(&plan, &evaluation, "appointment_rate"), ["1 伊藤", "2 佐藤", "3 鈴木", "unranked-nobody -"]);
    let told_apart = |name: &str| {
        let place = plan.indicators.iter().position(|indicator| indicator.metric == plan.find(name)).unwrap();
        let ranking = evaluation.rankings.iter().find(|ranking| ranking.indicator == place).unwrap();
        ranking.spread.as_ref().map(|spread| (spread.members, spread.is_told_apart))
    };
    assert_eq!((told_apart("calls"), told_apart("appointment_rate")), (None, Some((3, Some(true)))));
}

#[test]
fn rates_of_a_small_sample_are_shown_and_not_ranked() {
    let mut plan = inside_sales();
    let members = [(rep("伊藤"), "99", "30"), (rep("佐藤"), "500", "9"), (rep("鈴木"), "100", "10")];
    let observations = october(&plan, &members);
    let evaluation = run(&plan, &observations, &by_rep());
    // `needs 100 calls` for the rate; the show rate needs ten appointments, for the plan says nothing else.
    assert_eq!(standing(&plan, &evaluation, "appointment_rate"), ["1 鈴木", "2 佐藤", "unranked-sample-of 伊藤"]);
    let shown = standing(&plan, &evaluation, "show_rate");
    assert_eq!(shown, ["1 伊藤", "1 鈴木", "unranked-sample-of 佐藤"]);
    plan.indicators[3].needs = Some(needs("1", plan.find("appointments")));
    let evaluation = run(&plan, &observations, &by_rep());
    assert_eq!(standing(&plan, &evaluation, "show_rate"), ["1 伊藤", "1 佐藤", "1 鈴木"]);
}

#[test]
fn less_is_better_where_the_target_says_so_and_nothing_is_between() {
    let mut plan = inside_sales();
    let members = [(rep("伊藤"), "1", "1"), (rep("佐藤"), "2", "1")];
    plan.indicators[1].target = Some(at_most("10"));
    let observations = october(&plan, &members);
    let evaluation = run(&plan, &observations, &by_rep());
    assert_eq!(standing(&plan, &evaluation, "calls"), ["1 伊藤 1/3", "2 佐藤 2/3"]);
    plan.indicators[1].target = Some(crate::evaluate::test_support::between("1", "10"));
    let evaluation = run(&plan, &observations, &by_rep());
    assert_eq!(standing(&plan, &evaluation, "calls"), ["unranked-between 伊藤 1/3", "unranked-between 佐藤 2/3"]);
}

#[test]
fn a_contractor_and_its_people_are_shown_and_not_ranked() {
    let mut plan = inside_sales();
    plan.contractors = vec![contractor("abc", "ABC営業代行")];
    let column = |name: &str| Column { name: name.to_owned(), lookup: None, span: nowhere() };
    for name in ["rep", "company"] {
        plan.sources[0].dimensions.push(Dimension { name: spanned(name.to_owned()), column: column(name) });
    }
    let members = [(rep("ABC営業代行"), "300", "30"), (rep("佐藤"), "500", "9"), (rep("鈴木"), "100", "10")];
    let mut observations = october(&plan, &members);
    let pair = |name: &str, company: Option<&str>| Group {
        members: vec![("rep".to_owned(), Some(name.to_owned())), ("company".to_owned(), company.map(str::to_owned))],
    };
    observations.listed = [pair("鈴木", Some("abc")), pair("佐藤", Some("abc")), pair("佐藤", None)].into();
    let evaluation = run(&plan, &observations, &by_rep());
    let expected = ["1 佐藤 5/9", "unranked-contractor ABC営業代行 1/3", "unranked-contractor 鈴木 1/9"];
    assert_eq!(standing(&plan, &evaluation, "calls"), expected);
    // What a contractor answers for is not the team's to be ranked by.
    plan.indicators[1].owner = Some(Owner::Contractor(ContractorId::of(0), nowhere()));
    let evaluation = run(&plan, &observations, &by_rep());
    assert!(standing(&plan, &evaluation, "calls").iter().all(|said| said.starts_with("unranked-owned")));
}

fn weigh(plan: &mut Plan, weights: &[(usize, &str, Option<&str>)]) {
    for (place, share, role) in weights {
        let role = role.map(str::to_owned);
        plan.indicators[*place].weights.push(Weight { share: number(share), role, span: nowhere() });
    }
}

fn own<'e>(evaluation: &'e Evaluation, role: Option<&str>) -> &'e Score {
    evaluation.scores.iter().find(|score| score.whole && score.role.as_deref() == role).unwrap()
}

#[test]
fn the_score_is_what_was_reached_as_much_as_it_weighs() {
    let mut plan = inside_sales();
    plan.indicators[1].target = Some(at_least("1000"));
    weigh(&mut plan, &[(1, "0.3", None), (2, "0.5", None), (4, "0.2", None), (1, "1", Some("SDR"))]);
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "900");
    observations.put(&plan, "appointments", "2026-10", "108");
    observations.put(&plan, "meetings", "2026-10", "54");
    let evaluation = run(&plan, &observations, &Query { by: Vec::new(), ..by_rep() });
    // 90% × 30% + 120% × 50% + 62.5% × 20%
    assert_eq!(own(&evaluation, None).value, Some(number("0.995")));
    assert_eq!(own(&evaluation, Some("SDR")).value, Some(number("0.9")));
    // What has no attainment is left out, and the rest weighs what it weighs.
    plan.indicators[1].target = Some(at_most("1000"));
    let evaluation = run(&plan, &observations, &Query { by: Vec::new(), ..by_rep() });
    let score = own(&evaluation, None);
    assert_eq!((&score.value, &score.left_out), (&number("0.725").checked_div(&number("0.7")), &vec![1]));
    assert_eq!((&own(&evaluation, Some("SDR")).value, own(&evaluation, Some("SDR")).parts.len()), (&None, 0));
    // What is too little to be judged is too little for a score.
    plan.indicators[2].needs = Some(needs("901", plan.find("calls")));
    let evaluation = run(&plan, &observations, &Query { by: Vec::new(), ..by_rep() });
    assert_eq!(own(&evaluation, None).left_out, [1, 2]);
}

#[test]
fn members_with_targets_of_their_own_have_scores_that_rank_them() {
    let mut plan = inside_sales();
    let each = vec![(spanned("伊藤".to_owned()), goal("100")), (spanned("佐藤".to_owned()), goal("400"))];
    plan.indicators[1].target = Some(target(TargetValue::By { dimension: spanned("rep".to_owned()), members: each }));
    weigh(&mut plan, &[(1, "1", None)]);
    let members = [(rep("伊藤"), "110", "9"), (rep("佐藤"), "400", "9"), (rep("鈴木"), "900", "9")];
    let evaluation = run(&plan, &october(&plan, &members), &by_rep());
    let scores: Vec<_> = evaluation.scores.iter().filter(|score| !score.whole).collect();
    let said = |score: &&Score| (score.group.clone(), score.value.clone(), score.place.as_ref().and_then(Place::rank));
    let expected = [(rep("伊藤"), Some(number("1.1")), Some(1)), (rep("佐藤"), Some(number("1")), Some(2))];
    assert_eq!(scores.iter().map(said).collect::<Vec<_>>(), expected);
}

#[test]
fn what_a_contractor_is_owed_is_the_fee_for_each() {
    let mut plan = inside_sales();
    plan.contractors = vec![contractor("abc", "ABC営業代行"), contractor("xyz", "XYZ")];
    let paid = |fee: Option<&str>, name: &str| Paid {
        fee: fee.map(|fee| (number(fee), "JPY".to_owned())),
        per: spanned(plan.find(name)),
    };
    let (by_appointment, unsaid) = (paid(Some("15000"), "appointments"), paid(None, "orders"));
    plan.contractors[0].paid = vec![by_appointment, unsaid];
    let evaluation = run(&plan, &october(&plan, &[(rep("佐藤"), "500", "96")]), &by_rep());
    let [payment] = evaluation.payments.as_slice() else { panic!("{:?}", evaluation.payments) };
    assert_eq!((&payment.amount, payment.complete), (&Some(number("1440000")), true));
    let query = Query { periods: Some((period("2026-12"), period("2026-12"))), ..by_rep() };
    let unknown = run(&plan, &october(&plan, &[(rep("佐藤"), "500", "96")]), &query);
    assert_eq!((&unknown.payments[0].amount, unknown.payments[0].complete), (&None, false));
}

#[test]
fn a_view_has_one_members_numbers_and_targets_alone() {
    let mut plan = inside_sales();
    plan.settings.team =
        Some(Team { size: TeamSize::Fixed(number("2")), by: Some(spanned("rep".to_owned())), span: nowhere() });
    let each = Amount { per_member: true, ..amount("600") };
    plan.indicators[1].target = Some(target(TargetValue::One(Goal { low: each, high: None })));
    let members = [(rep("伊藤"), "110", "9"), (rep("佐藤"), "400", "48")];
    let query = Query { view: rep("佐藤"), by: Vec::new(), ..by_rep() };
    let evaluation = run(&plan, &october(&plan, &members), &query);
    assert!(evaluation.rows.iter().all(|row| row.whole && row.group == rep("佐藤")));
    let calls = row_of(&plan, &evaluation, "calls", "2026-10", &rep("佐藤"));
    assert_eq!(summary(calls), "400 600 600 0.6667 - fail stated");
    let rate = row_of(&plan, &evaluation, "appointment_rate", "2026-10", &rep("佐藤"));
    assert_eq!((rate.value.known(), &rate.aim), (Some(&number("0.12")), &None));
}

proptest! {
    #[test]
    fn the_parts_of_a_sum_make_the_whole(calls in prop::collection::vec(0u32..50, 1..12)) {
        let plan = inside_sales();
        let names: Vec<String> = (0..calls.len()).map(|place| format!("r{place}")).collect();
        let texts: Vec<String> = calls.iter().map(u32::to_string).collect();
        let members: Vec<_> = names.iter().zip(&texts).map(|(name, calls)| (rep(name), calls.as_str(), "0")).collect();
        let evaluation = run(&plan, &october(&plan, &members), &by_rep());
        let rows = evaluation.rows.iter().filter(|row| row.metric == plan.find("calls") && !row.whole);
        let shares: Vec<Option<Rational>> = rows.clone().map(|row| row.share.clone()).collect();
        let total: Rational = shares.iter().flatten().cloned().sum();
        let has_any = calls.iter().any(|calls| *calls > 0);
        prop_assert_eq!(total, if has_any { Rational::ONE } else { Rational::ZERO });
        // Who brings more never stands behind who brings less.
        let ranked: Vec<(Rational, u32)> = rows
            .map(|row| (row.value.known().unwrap().clone(), row.place.as_ref().and_then(Place::rank).unwrap()))
            .collect();
        for (value, rank) in &ranked {
            let better = ranked.iter().filter(|(other, _)| other > value).count();
            prop_assert_eq!(*rank as usize, better + 1);
        }
    }
}
