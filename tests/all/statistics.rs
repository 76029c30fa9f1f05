//! Quantiles and intervals against those of `SciPy` and statsmodels: `tests/independent/intervals.py` writes them down.

use kpi_lang::base::rational::Rational;
use kpi_lang::evaluate::statistics::homogeneity::chance_of_differences;
use kpi_lang::evaluate::statistics::interval::{Interval, Sample, newcombe, wilson};
use kpi_lang::evaluate::statistics::quantile::{two_sided_normal, two_sided_student_t};

use crate::repository::read;

fn number(cell: &str) -> Rational {
    Rational::parse_decimal(cell).unwrap()
}

/// What we say to a line of the table; the upper end is `None` for a quantile.
fn ours(cells: &[&str]) -> (f64, Option<f64>) {
    let ends = |interval: Option<Interval>| {
        let Interval { low, high } = interval.unwrap();
        (low.to_f64(), Some(high.to_f64()))
    };
    if cells[0] == "homogeneity" {
        let column = |cell: &str| cell.split(' ').map(number).collect::<Vec<_>>();
        let counts: Vec<(Rational, Rational)> = column(cells[2]).into_iter().zip(column(cells[3])).collect();
        let chance = chance_of_differences(&counts.iter().map(Sample::of).collect::<Vec<_>>());
        return (chance.unwrap().to_f64(), None);
    }
    let confidence = number(cells[1]);
    match cells[0] {
        "normal" => (two_sided_normal(&confidence).unwrap(), None),
        "student" => (two_sided_student_t(&confidence, cells[2].parse().unwrap()).unwrap(), None),
        "wilson" => ends(wilson(&number(cells[2]), &number(cells[3]), &confidence)),
        "newcombe" => {
            let before = Sample { successes: &number(cells[2]), trials: &number(cells[3]) };
            let after = Sample { successes: &number(cells[4]), trials: &number(cells[5]) };
            ends(newcombe(before, after, &confidence))
        }
        kind => panic!("{kind}"),
    }
}

#[test]
fn quantiles_and_intervals_are_those_of_other_libraries() {
    let table = read("tests/independent/intervals.csv");
    let mut faults = Vec::new();
    let mut kinds = std::collections::BTreeMap::<&str, usize>::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        *kinds.entry(cells[0]).or_default() += 1;
        let (low, high) = ours(&cells);
        let agrees = |cell: &str, found: f64| {
            let known: f64 = cell.parse().unwrap();
            // Ends are rounded to nine decimals, quantiles have as many digits, chances are rounded to six.
            let slack = if cells[0] == "homogeneity" { 0.6e-6 } else { 0.6e-9 };
            (known - found).abs() <= slack * known.abs().max(1.0)
        };
        if !agrees(cells[6], low) || high.is_some_and(|high| !agrees(cells[7], high)) {
            faults.push(format!("{line}: {low} {high:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(kinds.len() == 5 && kinds["wilson"] > 300, "{kinds:?}");
}
