//! What must hold of any data: how rows are split, ordered and grouped changes nothing.

use proptest::prelude::*;

use super::*;

const REPS: [&str; 4] = ["佐藤", "a rep with a long name", "鈴木", ""];

/// One line of facts.
fn line() -> impl Strategy<Value = String> {
    let amount = prop_oneof![
        Just(String::new()),
        (-9999i64..9999).prop_map(|number| number.to_string()),
        (0i64..9_999_999, 1u32..4)
            .prop_map(|(mantissa, scale)| Rational::from_decimal(mantissa.into(), scale).to_fixed(scale)),
        Just("\"1,234\"".to_owned()),
    ];
    (0i32..120, 0usize..REPS.len(), prop::bool::ANY, amount, 0u32..20).prop_map(|(day, rep, call, amount, lead)| {
        let day = crate::base::period::day_of_number(20_000 + day).unwrap();
        format!("{day},{},{},{amount},L{lead}", REPS[rep], if call { "call" } else { "order" })
    })
}

fn the_plan() -> Plan {
    let amount = || Some(cell("amount"));
    let doubled = RowExpr::Binary(
        Box::new(cell("amount")),
        crate::plan::source::RowOperator::Multiply,
        Box::new(RowExpr::Number(Rational::from(2))),
    );
    let mut measures: Vec<Measure> =
        Function::ALL.iter().map(|function| measure(*function, amount(), Some(is("kind", "order")))).collect();
    measures.extend([count(None), distinct("lead"), sum("amount", None), measure(Function::Avg, Some(doubled), None)]);
    plan(source("facts*.csv", "date", &[("rep", column("rep")), ("kind", column("kind"))]), measures)
}

/// All values of a plan over these lines, split over files.
fn values(lines: &[String], files: usize) -> Vec<crate::data::observations::MeasureObservations> {
    let plan = the_plan();
    let texts: Vec<(String, String)> = lines
        .chunks(lines.len().div_ceil(files).max(1))
        .enumerate()
        .map(|(number, lines)| {
            (format!("facts{number}.csv"), format!("date,rep,kind,amount,lead\n{}\n", lines.join("\n")))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let grains = [Grain::Week, Grain::Month, Grain::Quarter];
    let request = request(&plan, "2024-12-31", &grains, &[&["rep"], &["rep", "kind"], &["kind"]]);
    let observed = Folder::new(&texts).observe(&plan, &request);
    assert_eq!(observed.errors, []);
    observed.observations.measures
}

fn same(
    left: &[crate::data::observations::MeasureObservations],
    right: &[crate::data::observations::MeasureObservations],
) -> bool {
    left.iter().zip(right).all(|(left, right)| left.values == right.values && left.covered == right.covered)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn splitting_and_shuffling_rows_changes_nothing(
        (lines, shuffled) in prop::collection::vec(line(), 1..60).prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        files in 1usize..5,
    ) {
        let once = values(&lines, 1);
        prop_assert!(same(&once, &values(&lines, files)));
        prop_assert!(same(&once, &values(&shuffled, files)));
    }

    #[test]
    fn a_teams_numbers_are_its_members_sums(lines in prop::collection::vec(line(), 1..60)) {
        let observed = values(&lines, 2);
        // Counts and sums add up over members; an average is the quotient of what adds up.
        for place in [0, 1, 2, 9, 11, 12] {
            let values = &observed[place].values;
            let parts = |aggregated: &crate::data::observations::Aggregated| {
                aggregated.quotient.clone().unwrap_or_else(|| (aggregated.value.clone(), Rational::ONE))
            };
            for ((period, group), aggregated) in values.iter().filter(|((_, group), _)| group.members.is_empty()) {
                let members = values.iter().filter(|((own, members), _)| own == period && members.members.len() == 1 && members.members[0].0 == "rep");
                let (mut sum, mut count) = (Rational::ZERO, Rational::ZERO);
                for (_, member) in members {
                    let (numerator, denominator) = parts(member);
                    (sum, count) = (&sum + &numerator, &count + &denominator);
                }
                let (expected, denominator) = parts(aggregated);
                prop_assert_eq!(&sum, &expected, "measure {}, {} {:?}", place, period, group);
                if aggregated.quotient.is_some() {
                    prop_assert_eq!(count, denominator);
                    prop_assert_eq!(sum.checked_div(&parts(aggregated).1).unwrap(), aggregated.value.clone());
                }
            }
        }
    }
}

#[test]
fn many_blocks_on_many_threads_give_what_one_gives() {
    use std::fmt::Write;
    let mut text = "date,kind,amount,lead\n".to_owned();
    let (mut orders, mut sum) = (0u64, 0u64);
    for row in 0..400_000u64 {
        let order = row % 7 == 3;
        let amount = row * 37 % 1000;
        (orders, sum) = (orders + u64::from(order), sum + if order { amount } else { 0 });
        let month = row / 40_000 + 1;
        writeln!(text, "2026-{month:02}-15,{},{amount},L{:07}", if order { "order" } else { "call" }, row % 50_000)
            .unwrap();
    }
    let plan = plan(
        source("facts.csv", "date", &[]),
        vec![
            count(Some(is("kind", "order"))),
            sum_of(),
            distinct("lead"),
            measure(Function::Max, Some(cell("amount")), None),
        ],
    );
    let folder = Folder::new(&[("facts.csv", &text)]);
    let observed = folder.observe(&plan, &request(&plan, "2026-12-31", &[Grain::Year, Grain::Month], &[]));
    assert_eq!(observed.errors, []);
    let values: Vec<String> = (0..4).map(|measure| total(&plan, &observed.observations, measure, "2026")).collect();
    assert_eq!(values, [orders.to_string(), sum.to_string(), "50000".to_owned(), "999".to_owned()]);
    assert_eq!(total(&plan, &observed.observations, 2, "2026-03"), "40000");
    assert_eq!(observed.observations.sources[0].rows, 400_000);
}

fn sum_of() -> Measure {
    sum("amount", Some(is("kind", "order")))
}
