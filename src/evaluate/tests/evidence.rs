//! What a sample can bear: intervals, verdicts that they leave open, and a `confidence` that asks for evidence.

use super::*;
use crate::evaluate::evidence::Evidence;

/// The appointment rate in October 2026: `warn below 9%`, `fail below 8%`, nothing said of a sample.
fn rate_of(appointments: &str, calls: &str, set: impl FnOnce(&mut Plan)) -> ResultRow {
    let mut plan = inside_sales();
    plan.indicators[2].needs = None;
    set(&mut plan);
    let mut observations = observations(&plan);
    for (at, name, value) in [
        ("2026-09", "calls", "1000"),
        ("2026-09", "appointments", "120"),
        ("2026-10", "calls", calls),
        ("2026-10", "appointments", appointments),
    ] {
        observations.put(&plan, name, at, value);
    }
    let query = Query { periods: Some((period("2026-10"), period("2026-10"))), ..as_of(date(2026, 11, 30)) };
    let evaluation = run(&plan, &observations, &query);
    row(&plan, &evaluation, "appointment_rate", "2026-10").clone()
}

fn judged(row: &ResultRow) -> (Option<Status>, Option<Evidence>, Option<&'static str>) {
    (row.status, row.evidence, row.reason.as_ref().map(|reason| reason.id))
}

fn asks_for(confidence: &'static str) -> impl FnOnce(&mut Plan) {
    move |plan| plan.settings.confidence = Some(spanned(number(confidence)))
}

#[test]
fn a_verdict_holds_where_the_interval_leaves_the_limit_out() {
    let as_it_is = |_: &mut Plan| {};
    let (ok, warn, fail) = (Some(Status::Ok), Some(Status::Warn), Some(Status::Fail));
    assert_eq!(judged(&rate_of("125", "1000", as_it_is)), (ok, Some(Evidence::Enough), None));
    assert_eq!(judged(&rate_of("10", "100", as_it_is)), (ok, Some(Evidence::Thin), Some("reason-thin-ok")));
    assert_eq!(judged(&rate_of("85", "1000", as_it_is)), (warn, Some(Evidence::Thin), Some("reason-both")));
    assert_eq!(judged(&rate_of("8500", "100000", as_it_is)), (warn, Some(Evidence::Enough), Some("reason-below")));
    assert_eq!(judged(&rate_of("3", "42", as_it_is)), (fail, Some(Evidence::Thin), Some("reason-both")));
    assert_eq!(judged(&rate_of("30", "1000", as_it_is)), (fail, Some(Evidence::Enough), Some("reason-below")));
}

#[test]
fn a_confidence_in_the_plan_asks_for_evidence_of_a_fail() {
    let (warn, fail) = (Some(Status::Warn), Some(Status::Fail));
    let pardoned = rate_of("3", "42", asks_for("0.9"));
    assert_eq!(judged(&pardoned), (warn, Some(Evidence::Thin), Some("reason-both")));
    let second = pardoned.reason.as_ref().and_then(|reason| reason.message_of("second"));
    assert_eq!(second.map(|message| message.id), Some("reason-pardoned"));
    assert_eq!(judged(&rate_of("30", "1000", asks_for("0.9"))), (fail, Some(Evidence::Enough), Some("reason-below")));
    // The same rate of ever more calls: how sure the plan wants to be decides.
    assert_eq!(rate_of("65", "1000", asks_for("0.9")).status, fail);
    assert_eq!(rate_of("65", "1000", asks_for("0.99")).status, warn);
    assert_eq!(rate_of("65", "1000", |_| {}).status, fail);
    assert_eq!(rate_of("30", "1000", asks_for("1")).status, warn);
}

#[test]
fn another_fail_that_has_evidence_stands() {
    let both = |plan: &mut Plan| {
        plan.settings.confidence = Some(spanned(number("0.9")));
        plan.indicators[2].thresholds = vec![fail(below("0.095")), fail(below("0.12"))];
    };
    let row = rate_of("90", "1000", both);
    assert_eq!((row.status, row.evidence), (Some(Status::Fail), Some(Evidence::Enough)));
}

#[test]
fn a_fall_needs_evidence_too() {
    let fall = |plan: &mut Plan| {
        let limit = Limit::Down { by: Change::Points(number("0.02")), against: Baseline::Previous };
        plan.indicators[2].thresholds = vec![fail(limit)];
    };
    let small = rate_of("9", "100", fall);
    assert_eq!((small.status, small.evidence), (Some(Status::Fail), Some(Evidence::Thin)));
    let large = rate_of("70", "1000", fall);
    assert_eq!((large.status, large.evidence), (Some(Status::Fail), Some(Evidence::Enough)));
    let pardoned = rate_of("9", "100", |plan| {
        fall(plan);
        plan.settings.confidence = Some(spanned(number("0.95")));
    });
    assert_eq!(pardoned.status, Some(Status::Warn));
    let second = pardoned.reason.as_ref().and_then(|reason| reason.message_of("second"));
    assert_eq!(second.map(|message| message.id), Some("reason-pardoned-change"));
}

#[test]
fn what_is_no_share_has_neither_interval_nor_evidence() {
    let plan = inside_sales();
    let evaluation = run(&plan, &autumn(&plan), &as_of(date(2026, 11, 22)));
    for name in ["calls", "revenue", "order_value"] {
        let row = row(&plan, &evaluation, name, "2026-10");
        assert_eq!((&row.interval, row.evidence), (&None, None), "{name}");
    }
    let rate = row(&plan, &evaluation, "appointment_rate", "2026-10");
    assert_eq!(rate.interval.as_ref().map(|interval| interval.low.round_to(4)), Some(number("0.0954")));
}
