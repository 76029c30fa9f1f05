//! Columns of lookups: as dimensions, in conditions and in sums.

use super::super::observations::UnmatchedKey;
use super::*;

const FACTS: &str = "date,rep,product,count\n2026-04-01,佐藤,A,2\n2026-04-02,鈴木,B,1\n2026-04-03,佐藤,B,1\n2026-04-04,田中,C,5\n2026-04-05,,A,1\n";
const MEMBERS: &str = "rep,team,price\n佐藤,東京,\"1,000\"\n鈴木,大阪,500\n高橋,大阪,1\n";

fn the_plan() -> Plan {
    let dimensions = [("rep", column("rep")), ("team", joined("team", "rep"))];
    let worth = RowExpr::Binary(
        Box::new(cell("count")),
        crate::plan::source::RowOperator::Multiply,
        Box::new(RowExpr::Column(joined("price", "rep"))),
    );
    let tokyo =
        Condition::Compare(RowExpr::Column(joined("team", "rep")), Comparison::Equal, RowExpr::Text("東京".to_owned()));
    let measures = vec![count(None), count(Some(tokyo)), measure(Function::Sum, Some(worth), None)];
    let mut plan = plan(source("facts.csv", "date", &dimensions), measures);
    plan.lookups.push(lookup("members.csv", "rep"));
    plan
}

#[test]
fn a_lookups_columns_stand_wherever_a_column_may() {
    let plan = the_plan();
    let folder = Folder::new(&[("facts.csv", FACTS), ("members.csv", MEMBERS)]);
    let observed = folder.observe(&plan, &request(&plan, "2026-04-30", &[Grain::Month], &[&["rep"], &["team"]]));
    assert_eq!(observed.errors, []);
    let observations = &observed.observations;
    let by = |measure, name, member| shown(&plan, observations, measure, "2026-04", &[(name, member)]);
    assert_eq!(total(&plan, observations, 0, "2026-04"), "5");
    assert_eq!(by(0, "team", Some("東京")), "2");
    assert_eq!(by(0, "team", Some("大阪")), "1");
    // Rows without a match are never dropped.
    assert_eq!(by(0, "team", None), "2");
    assert_eq!(by(0, "rep", Some("田中")), "1");
    assert_eq!(total(&plan, observations, 1, "2026-04"), "2");
    assert_eq!(total(&plan, observations, 2, "2026-04"), "3500");
    let [unmatched] = &observations.sources[0].unmatched[..] else { panic!("{observations:?}") };
    assert_eq!((unmatched.lookup, unmatched.via.as_str(), unmatched.rows), (LookupId(0), "rep", 2));
    let amounts = unmatched.measures.iter().map(|measure| format!("{} of {}", measure.amount, measure.total));
    assert_eq!(amounts.collect::<Vec<_>>(), ["2 of 5", "0 of 2", "0 of 3500"]);
    assert_eq!(unmatched.examples, [UnmatchedKey { key: "田中".to_owned(), rows: 1, similar: None }]);
    // A member without a row still shows.
    let reps = observations.groups(&["rep".to_owned()]);
    assert!(reps.contains(&Group { members: vec![("rep".to_owned(), Some("高橋".to_owned()))] }));
    assert_eq!(by(0, "rep", Some("高橋")), "0");
    assert_eq!(shown(&plan, observations, 0, "2026-04", &[("region", None)]), "no region");
}

#[test]
fn a_member_whose_rows_no_measure_keeps_has_zero() {
    let mut source = source("facts.csv", "date", &[("rep", column("rep")), ("product", column("product"))]);
    source.filter = Some(Condition::Not(Box::new(is("rep", "test"))));
    let plan = plan(source, vec![count(Some(is("product", "A")))]);
    let facts = "date,rep,product\n2026-04-01,佐藤,A\n2026-04-02,鈴木,B\n2026-04-02,test,B\n2026-06-01,later,A\n";
    let folder = Folder::new(&[("facts.csv", facts)]);
    let asked = request(&plan, "2026-05-01", &[Grain::Month], &[&["rep"], &["rep", "product"]]);
    let observed = folder.observe(&plan, &asked);
    let members = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let groups = observed.observations.groups(&names);
        let text = |(_, member): &(String, Option<String>)| member.clone().unwrap_or_default();
        groups.iter().map(|group| group.members.iter().map(text).collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(members(&["rep"]), ["佐藤", "鈴木"]);
    assert_eq!(members(&["rep", "product"]), ["佐藤A", "鈴木B"]);
    assert_eq!(shown(&plan, &observed.observations, 0, "2026-04", &[("rep", Some("鈴木"))]), "0");
}

#[test]
fn a_key_that_stands_twice_is_an_error_with_an_example() {
    let plan = the_plan();
    let folder = Folder::new(&[
        ("facts.csv", FACTS),
        ("members.csv", "rep,team,price\n佐藤,東京,1\n鈴木,大阪,1\n佐藤,大阪,1\n"),
    ]);
    let observed = folder.observe(&plan, &request(&plan, "2026-04-30", &[Grain::Month], &[&["team"]]));
    let [error] = &observed.errors[..] else { panic!("{:?}", observed.errors) };
    assert_eq!(error.code, "duplicate-lookup-key");
    let arg = |name: &str| error.message.args.iter().find(|(own, _)| *own == name).map(|(_, arg)| arg.clone());
    assert_eq!(arg("key"), Some("佐藤".into()));
    assert_eq!((arg("first"), arg("second")), (Some(2u64.into()), Some(4u64.into())));
}
