//! The same leads followed through the stages of a funnel, against one lead looked at after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use proptest::prelude::*;

use super::super::cohorts::{CohortRequest, CohortStageRequest, LastDay, Window};
use super::super::observations::{CohortCounts, CohortObservations};
use super::*;

const REPS: [&str; 3] = ["佐藤", "鈴木", ""];
const KINDS: [&str; 3] = ["call", "appointment", "order"];
const AS_OF: i32 = 20_060;

#[derive(Clone, Debug)]
struct Event {
    day: i32,
    kind: usize,
    rep: usize,
    /// 0 is nobody.
    lead: u32,
    amount: u32,
}

fn event() -> impl Strategy<Value = Event> {
    (20_000i32..20_070, 0usize..3, 0usize..3, 0u32..6, 0u32..1000).prop_map(|(day, kind, rep, lead, amount)| Event {
        day,
        kind,
        rep,
        lead,
        amount,
    })
}

/// Calls and appointments in one source, orders in another.
fn the_plan() -> Plan {
    let orders = Source { name: spanned("deals".to_owned()), ..source("deals.csv", "date", &[]) };
    let in_deals = |measure: Measure| Measure { source: SourceId(1), ..measure };
    let measures = vec![
        count(Some(is("kind", "call"))),
        count(Some(is("kind", "appointment"))),
        in_deals(count(None)),
        in_deals(sum("amount", None)),
    ];
    let mut plan = plan(source("facts.csv", "date", &[("rep", column("rep"))]), measures);
    plan.sources.push(orders);
    plan
}

fn followed(plan: &Plan, days: i64, by: &[&str]) -> Request {
    let stage = |measure: u32| CohortStageRequest { measure: MeasureId(measure), adds_up: measure == 3 };
    let cohort = CohortRequest {
        key: spanned("lead".to_owned()),
        stages: vec![stage(0), stage(1), stage(2), stage(3)],
        window: Window::Days(LastDay(Arc::new(move |day: Date| day.saturating_add(days.days())))),
        grain: Grain::Month,
        by: by.iter().map(|name| (*name).to_owned()).collect(),
    };
    let as_of = crate::base::period::day_of_number(AS_OF).unwrap().to_string();
    let breakdowns = if by.is_empty() { Vec::new() } else { vec![by] };
    Request { cohorts: vec![cohort], ..request(plan, &as_of, &[Grain::Month], &breakdowns) }
}

/// The files; `filler` makes them so large that several threads read them.
fn files(events: &[Event], filler: &str) -> [(&'static str, String); 2] {
    let line = |event: &&Event| {
        let day = crate::base::period::day_of_number(event.day).unwrap();
        let lead = if event.lead == 0 { String::new() } else { format!("L{:03}", event.lead) };
        format!("{day},{},{},{lead},{},{filler}\n", KINDS[event.kind], REPS[event.rep], event.amount)
    };
    let text = |orders: bool| {
        let own = events.iter().filter(|event| (event.kind == 2) == orders);
        // A source without any row is an error of its own.
        let dummy = "2030-01-01,none,,,0,\n";
        format!("date,kind,rep,lead,amount,filler\n{dummy}{}", own.map(|event| line(&event)).collect::<String>())
    };
    [("facts.csv", text(false)), ("deals.csv", text(true))]
}

fn observed(events: &[Event], filler: &str, days: i64, by: &[&str]) -> CohortObservations {
    let plan = the_plan();
    let files = files(events, filler);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let observed = Folder::new(&files).observe(&plan, &followed(&plan, days, by));
    assert_eq!(observed.errors, []);
    observed.observations.cohorts[0].clone()
}

/// One lead after the other.
fn naively(events: &[Event], days: i32, by_rep: bool) -> CohortObservations {
    let events: Vec<&Event> = events.iter().filter(|event| event.day <= AS_OF).collect();
    let mut cohorts: BTreeMap<(Period, Group), CohortCounts> = BTreeMap::new();
    for lead in 1..6 {
        let own = || events.iter().filter(move |event| event.lead == lead);
        let Some(entry) = own().filter(|event| event.kind == 0).map(|event| event.day).min() else { continue };
        let within = || own().filter(move |event| event.day >= entry && event.day <= entry + days);
        let reached = 1 + (1..3).take_while(|kind| within().any(|event| event.kind == *kind)).count();
        let amount: u32 = within().filter(|event| event.kind == 2 && reached == 3).map(|event| event.amount).sum();
        let first = own().filter(|event| event.kind == 0 && event.day == entry).map(|event| REPS[event.rep]).min();
        let rep = first.filter(|rep| !rep.is_empty()).map(str::to_owned);
        let period = Period::containing(
            crate::base::period::day_of_number(entry).unwrap(),
            Grain::Month,
            Plan::empty(FileId(0)).settings.fiscal,
        );
        let mut groups = vec![Group::total()];
        groups.extend(by_rep.then(|| Group { members: vec![("rep".to_owned(), rep)] }));
        for group in groups {
            let counts = cohorts.entry((period, group)).or_insert_with(|| CohortCounts::none(4));
            counts.open += u64::from(entry + days > AS_OF);
            (0..reached).for_each(|stage| counts.reached[stage] += 1);
            counts.reached[3] += u64::from(reached == 3);
            let sum = counts.amounts[3].take().unwrap_or(Rational::ZERO);
            counts.amounts[3] = Some(&sum + &Rational::from(u64::from(amount)));
        }
    }
    let without = |kind: usize| events.iter().filter(|event| event.kind == kind && event.lead == 0).count() as u64;
    CohortObservations { cohorts, without_key: vec![without(0), without(1), without(2), without(2)] }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn leads_are_followed_as_one_would_by_hand(
        events in prop::collection::vec(event(), 0..60), days in 0i32..50, by_rep in prop::bool::ANY,
    ) {
        let by: &[&str] = if by_rep { &["rep"] } else { &[] };
        prop_assert_eq!(observed(&events, "", i64::from(days), by), naively(&events, days, by_rep));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn several_threads_see_what_one_sees(events in prop::collection::vec(event(), 40..70), days in 0i32..50) {
        let filler = "x".repeat(60_000);
        prop_assert_eq!(observed(&events, &filler, i64::from(days), &["rep"]), naively(&events, days, true));
    }
}

#[test]
fn hours_are_counted_by_the_clock() {
    let measures = vec![count(Some(is("kind", "inquiry"))), count(Some(is("kind", "call")))];
    let mut plan = plan(source("facts.csv", "at", &[]), measures);
    plan.settings.timezone = Some(spanned("Asia/Tokyo".to_owned()));
    let stage = |measure: u32| CohortStageRequest { measure: MeasureId(measure), adds_up: false };
    let cohort = CohortRequest {
        key: spanned("lead".to_owned()),
        stages: vec![stage(0), stage(1)],
        window: Window::Seconds(7200),
        grain: Grain::Day,
        by: Vec::new(),
    };
    // In Tokyo the first four enter on the 2nd; two are called within two hours, one a second late, one before it asked.
    let text = "at,kind,lead\n2026-10-01T23:30:00Z,inquiry,a\n2026-10-02T01:30:00Z,call,a\n2026-10-01T23:30:00Z,inquiry,b\n\
                2026-10-02T01:30:01Z,call,b\n2026-10-02T01:00:00Z,inquiry,c\n2026-10-02T00:59:59Z,call,c\n\
                2026-10-02 08:00,inquiry,d\n2026-10-02 08:00,call,d\n2026-10-02 23:30,inquiry,e\n";
    let folder = Folder::new(&[("facts.csv", text)]);
    let asked = Request { cohorts: vec![cohort], ..request(&plan, "2026-10-02", &[Grain::Day], &[]) };
    let observed = folder.observe(&plan, &asked);
    assert_eq!(observed.errors, []);
    let cohorts = &observed.observations.cohorts[0].cohorts;
    let counts: Vec<_> = cohorts.iter().map(|((period, _), counts)| (period.start, counts)).collect();
    let [(start, counts)] = counts[..] else { panic!("{counts:?}") };
    assert_eq!(start, day("2026-10-02"));
    // Of the one who asked at half past eleven the time is not over at midnight.
    assert_eq!((counts.reached.as_slice(), counts.open), (&[5, 2][..], 1));
}

#[test]
fn a_source_without_the_key_is_an_error_where_the_plan_names_it() {
    let mut plan = the_plan();
    plan.sources[1].origin = Origin::Files(spanned("nokey.csv".to_owned()));
    let mut asked = followed(&plan, 10, &[]);
    asked.cohorts[0].key.span = span(42);
    let facts = "date,kind,rep,lead\n2026-04-01,call,a,L1\n";
    let folder = Folder::new(&[("facts.csv", facts), ("nokey.csv", "date,amount,leads\n2026-04-02,5,L1\n")]);
    let observed = folder.observe(&plan, &asked);
    let [error] = &observed.errors[..] else { panic!("{:?}", observed.errors) };
    assert_eq!((error.code, error.primary.as_ref().map(|label| label.span.start)), ("missing-column", Some(42)));
}
