//! One plan for each error: it gives that error and no other.

use std::path::Path;

use super::{ParsedFiles, resolve};
use crate::base::span::FileId;
use crate::syntax;

const CODES: &[&str] = &[
    "aggregate-of-metric",
    "aggregate-without-source",
    "bad-change",
    "bad-column-path",
    "bad-date-pattern",
    "bad-fiscal-year",
    "bad-rank",
    "bad-separator",
    "bad-share",
    "bad-share-of-target",
    "bad-team-size",
    "between-backwards",
    "circular-definition",
    "circular-use",
    "column-outside-aggregate",
    "column-wanted",
    "column-without-source",
    "condition-wanted",
    "conversion-not-positive",
    "date-wanted",
    "declared-twice",
    "distinct-not-here",
    "division-by-zero",
    "duration-wanted",
    "expression-too-long",
    "fee-not-money",
    "first-stage-conversion",
    "given-twice",
    "guards-itself",
    "lookup-as-source",
    "measure-not-aggregate",
    "member-twice",
    "missing-key",
    "missing-team",
    "missing-time",
    "missing-unit",
    "missing-via",
    "named-use-needs-plan",
    "negative-duration",
    "nested-aggregate",
    "not-a-metric",
    "not-a-source",
    "not-comparable",
    "number-wanted",
    "overlapping-periods",
    "per-not-additive",
    "per-not-here",
    "per-twice",
    "period-too-fine",
    "plan-named-twice",
    "points-not-here",
    "points-of-no-ratio",
    "previous-of-other",
    "range-backwards",
    "stage-not-countable",
    "stage-twice",
    "text-wanted",
    "threshold-without-metric",
    "two-currencies",
    "two-plans",
    "two-sources",
    "uneven-duration",
    "unit-mismatch",
    "unknown-contractor",
    "unknown-currency",
    "unknown-dimension",
    "unknown-encoding",
    "unknown-name",
    "unknown-per",
    "unknown-timezone",
    "unsaid-column-unit",
    "use-needs-name",
    "wrong-unit",
    "wrong-unit-said",
    "zero-periods",
];

fn check(code: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors").join(code);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "kpi"))
        .collect();
    names.sort_by_key(|name| (name != "plan.kpi", name.clone()));
    let mut parsed = ParsedFiles::new();
    let mut found = Vec::new();
    for (place, name) in (0..).zip(&names) {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let read = syntax::parse(FileId(place), &text);
        found.extend(read.errors.iter().map(|error| format!("syntax:{}", error.code)));
        parsed.add(read.tree);
        for from in 0..names.len() {
            parsed.link(FileId(u32::try_from(from).unwrap()), name, Some(FileId(place)));
        }
    }
    found.extend(resolve(&parsed, &[FileId(0)]).errors.iter().map(|error| error.code.to_owned()));
    (found != [code]).then(|| format!("{code}: {found:?}"))
}

#[test]
fn each_reproduction_gives_its_error_alone() {
    let wrong: Vec<String> = CODES.iter().filter_map(|code| check(code)).collect();
    assert_eq!(wrong, Vec::<String>::new());
}
