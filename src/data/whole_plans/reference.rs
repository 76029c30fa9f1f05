//! The reference plans' measures against numbers that another engine computed.

use super::*;

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");

fn inside_sales() -> (Plan, Vec<&'static str>) {
    let dimensions = [("rep", column("rep")), ("list", column("list"))];
    let kind = |kind: &str| Some(is("kind", kind));
    let attended = and(is("kind", "appointment"), Condition::Holds(column("attended")));
    let measures = vec![
        count(kind("call")),
        count(kind("appointment")),
        count(Some(attended)),
        count(kind("meeting")),
        count(kind("order")),
        sum("amount", kind("order")),
    ];
    let mut plan = plan(source("data/activities-*.csv", "occurred_at", &dimensions), measures);
    plan.settings.timezone = Some(spanned("Asia/Tokyo".to_owned()));
    (plan, vec!["calls", "appointments", "attended", "meetings", "orders", "revenue"])
}

fn crm() -> (Plan, Vec<&'static str>) {
    let dimensions = [("agent", column("sales_agent")), ("product", column("product"))];
    let texts = |texts: &[&str]| texts.iter().map(|text| RowExpr::Text((*text).to_owned())).collect();
    let closed = Condition::In { value: cell("deal_stage"), negated: false, list: texts(&["Won", "Lost"]) };
    let duration = RowExpr::DaysBetween(Box::new(cell("close_date")), Box::new(cell("engage_date")));
    let measures = vec![
        on(count(None), "engage_date"),
        count(Some(closed)),
        count(Some(is("deal_stage", "Won"))),
        sum("close_value", Some(is("deal_stage", "Won"))),
        measure(Function::Avg, Some(duration), Some(is("deal_stage", "Won"))),
    ];
    let plan = plan(source("sales_pipeline.csv", "close_date", &dimensions), measures);
    (plan, vec!["engaged", "closed", "won", "revenue", "days_to_close"])
}

/// Compares every line of `expected.csv` that is about a measure; gives how many there were.
fn compare(folder: &str, plan: &Plan, names: &[&str], as_of: &str, grains: &[Grain], dimensions: &[&str]) -> usize {
    let folder = PathBuf::from(REFERENCE).join(folder);
    let expected = fs::read_to_string(folder.join("expected.csv")).unwrap();
    let reach = Reach::new(folder.clone(), folder);
    let breakdowns: Vec<&[&str]> = dimensions.chunks(1).collect();
    let observed = observe(plan, &request(plan, as_of, grains, &breakdowns), &reach, &NoProgress);
    assert_eq!(observed.errors, []);
    let mut compared = 0;
    for line in expected.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(',').collect();
        let [when, by, name, value, numerator, denominator] = cells[..] else { panic!("{line}") };
        let Some(measure) = names.iter().position(|known| *known == name) else { continue };
        let members: Vec<(&str, Option<&str>)> =
            by.split_once('=').map(|(name, member)| (name, Some(member))).into_iter().collect();
        let found = shown(plan, &observed.observations, measure, when, &members);
        let exact = if denominator.is_empty() {
            value.to_owned()
        } else {
            let part = |text: &str| Rational::parse_decimal(text).unwrap();
            part(numerator).checked_div(&part(denominator)).unwrap().to_string()
        };
        assert_eq!(found, exact, "{line}");
        compared += 1;
    }
    compared
}

#[test]
fn an_inside_sales_team_in_half_a_year() {
    let (plan, names) = inside_sales();
    let grains = [Grain::Day, Grain::Week, Grain::Month];
    assert!(compare("inside-sales", &plan, &names, "2026-11-22", &grains, &["rep", "list"]) > 200);
    assert!(compare("inside-sales", &plan, &names, "2026-11-22", &[Grain::Month, Grain::Week], &["list", "rep"]) > 200);
}

#[test]
fn a_pipeline_of_real_deals() {
    let (plan, names) = crm();
    assert!(compare("crm", &plan, &names, "2017-12-31", &[Grain::Quarter], &["agent", "product"]) > 200);
    assert!(compare("crm", &plan, &names, "2017-12-31", &[Grain::Month, Grain::Quarter], &["agent", "product"]) > 200);
}

#[test]
fn a_call_log_of_a_bank() {
    let measures =
        vec![count(None), count(Some(is("y", "yes"))), measure(Function::Avg, Some(cell("duration_s")), None)];
    let plan = plan(source("bank_calls_dated.csv", "contact_date", &[]), measures);
    let folder = PathBuf::from(REFERENCE).join("../data/bank");
    let reach = Reach::new(folder.clone(), folder);
    let grains = [Grain::Month, Grain::Year];
    let observed = observe(&plan, &request(&plan, "2030-12-31", &grains, &[]), &reach, &NoProgress);
    assert_eq!(observed.errors, []);
    let value = |measure, when| total(&plan, &observed.observations, measure, when);
    assert_eq!((value(0, "2008-05").as_str(), value(1, "2008-05").as_str()), ("7957", "258"));
    assert_eq!((value(0, "2009-03").as_str(), value(1, "2009-03").as_str()), ("258", "125"));
    assert_eq!(value(0, "2008-09"), "no rows");
    assert_eq!(observed.observations.sources[0].rows, 45_211);
    let years = ["2008", "2009", "2010"].map(|year| period(&plan, year));
    let averages =
        years.map(|year| observed.observations.measures[2].values[&(year, Group::total())].quotient.clone().unwrap());
    let (seconds, calls) = averages
        .iter()
        .fold((Rational::ZERO, Rational::ZERO), |(sum, count), (more, rows)| (&sum + more, &count + rows));
    assert_eq!(seconds.checked_div(&calls).unwrap().to_fixed(3), "258.163");
}

#[test]
fn what_a_lookup_does_not_know_is_told_by_measure() {
    let (mut plan, names) = crm();
    plan.sources[0]
        .dimensions
        .push(Dimension { name: spanned("series".to_owned()), column: joined("series", "product") });
    plan.lookups.push(lookup("products.csv", "product"));
    let folder = PathBuf::from(REFERENCE).join("crm");
    let reach = Reach::new(folder.clone(), folder);
    let observed = observe(&plan, &request(&plan, "2017-12-31", &[Grain::Quarter], &[]), &reach, &NoProgress);
    let [unmatched] = &observed.observations.sources[0].unmatched[..] else { panic!("all is matched") };
    assert_eq!((unmatched.via.as_str(), unmatched.rows), ("product", 1480));
    let shown = unmatched
        .measures
        .iter()
        .map(|amount| format!("{}: {} of {}", names[amount.measure.index()], amount.amount, amount.total));
    // `days_to_close` is an average, of which no part is anybody's.
    let expected =
        ["engaged: 1400 of 8300", "closed: 1147 of 6711", "won: 729 of 4238", "revenue: 3510578 of 10005534"];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
    let [example] = &unmatched.examples[..] else { panic!("{unmatched:?}") };
    assert_eq!((example.key.as_str(), example.rows, example.similar.as_deref()), ("GTXPro", 1480, Some("GTX Pro")));
    // On an earlier day the rows that are later are nobody's: neither open deals' nor those before it are left out.
    let early = observe(&plan, &request(&plan, "2017-06-30", &[Grain::Quarter], &[]), &reach, &NoProgress);
    assert_eq!(early.observations.sources[0].unmatched[0].rows, 959);
}
