//! What is declared and asked by nothing is read and checked all the same.

use super::*;
use crate::plan::source::ColumnUnit;

const FACTS: &str = "date,rep\n2026-04-01,佐藤\n2026-04-02,鈴木\n2026-04-03,\n";

/// The codes of the errors of a plan over these files, with the words that they stand at, as numbers.
fn codes(plan: &Plan, files: &[(&str, &str)]) -> Vec<(&'static str, u32)> {
    let observed = Folder::new(files).observe(plan, &request(plan, "2026-04-30", &[Grain::Month], &[]));
    let place =
        |error: &crate::base::diagnostic::Diagnostic| error.primary.as_ref().map_or(0, |label| label.span.start);
    observed.errors.iter().map(|error| (error.code, place(error))).collect()
}

fn by_team() -> Plan {
    let team = Column { span: span(9), ..joined("team", "rep") };
    let mut plan = plan(source("facts.csv", "date", &[("team", team)]), vec![count(None)]);
    plan.lookups.push(Lookup { key: Spanned::new("rep".to_owned(), span(11)), ..lookup("members.csv", "rep") });
    plan
}

#[test]
fn a_dimensions_column_must_be_there_unasked() {
    let plan = plan(source("facts.csv", "date", &[("by", column("region"))]), vec![count(None)]);
    assert_eq!(codes(&plan, &[("facts.csv", FACTS)]), [("missing-column", 7)]);
    let mut plan = super::plan(source("facts.csv", "date", &[("rep", column("rep"))]), vec![count(None)]);
    assert_eq!(codes(&plan, &[("facts.csv", FACTS)]), []);
    let column = Spanned::new("amount".to_owned(), span(13));
    plan.sources[0].layout.column_units = vec![ColumnUnit { column, scale: Rational::from(1000), unit: Unit::COUNT }];
    assert_eq!(codes(&plan, &[("facts.csv", FACTS)]), [("missing-column", 13)]);
}

#[test]
fn a_lookup_is_read_unasked_and_rows_without_a_match_are_counted() {
    let plan = by_team();
    let with = |members| codes(&plan, &[("facts.csv", FACTS), ("members.csv", members)]);
    assert_eq!(with("rep,team\n佐藤,東京\n"), []);
    assert_eq!(with("rep,team\n佐藤,東京\n佐藤,大阪\n"), [("duplicate-lookup-key", 11)]);
    assert_eq!(with("name,team\n佐藤,東京\n"), [("missing-column", 11)]);
    assert_eq!(with("rep,office\n佐藤,東京\n"), [("missing-column", 9)]);
    assert_eq!(codes(&plan, &[("facts.csv", FACTS)]), [("missing-file", 0)]);
    let folder = Folder::new(&[("facts.csv", FACTS), ("members.csv", "rep,team\n佐藤,東京\n")]);
    let observed = folder.observe(&plan, &request(&plan, "2026-04-30", &[Grain::Month], &[]));
    assert_eq!(observed.observations.sources[0].unmatched[0].rows, 2);
}

#[test]
fn a_lookup_that_nothing_joins_is_read() {
    let mut plan = by_team();
    plan.sources[0].dimensions.clear();
    let with = |members| codes(&plan, &[("facts.csv", FACTS), ("members.csv", members)]);
    assert_eq!(with("rep\n佐藤\n"), []);
    assert_eq!(with("rep\n佐藤\n佐藤\n"), [("duplicate-lookup-key", 11)]);
    assert_eq!(codes(&plan, &[("facts.csv", FACTS)]), [("missing-file", 0)]);
}

#[test]
fn a_source_that_nothing_counts_is_read() {
    let mut plan = plan(source("facts.csv", "date", &[]), Vec::new());
    assert_eq!(codes(&plan, &[]), [("missing-file", 3)]);
    assert_eq!(codes(&plan, &[("facts.csv", "date\n")]), [("no-rows", 3)]);
    assert_eq!(codes(&plan, &[("facts.csv", "date\nsoon\n")]), [("unreadable-date", 5)]);
    let folder = Folder::new(&[("facts.csv", FACTS)]);
    let observed = folder.observe(&plan, &request(&plan, "2026-04-30", &[Grain::Month], &[&["rep"]]));
    let facts = &observed.observations.sources[0];
    assert_eq!((facts.rows, facts.newest), (3, Some(day("2026-04-03"))));
    // Without even a time.
    plan.sources[0].time = None;
    assert_eq!(codes(&plan, &[("facts.csv", FACTS)]), []);
    assert_eq!(codes(&plan, &[("facts.csv", "date\n")]), [("no-rows", 3)]);
}
