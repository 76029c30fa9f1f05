//! Plans of several files.

use super::{argument, resolved_files, resolved_roots};
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{Expr, MetricOrigin};

const SHARED: &str = "source s from \"s.csv\" { time day }\nmeasure calls = count(s)";
const TOKYO: &str = "plan \"東京\" { currency JPY }\nsource s from \"s.csv\" { time day }\nmeasure revenue = sum(s.x) in JPY\nkgi revenue { target 5円 }";

fn codes(files: &[(&str, &str)]) -> Vec<&'static str> {
    resolved_files(files).errors.iter().map(|error| error.code).collect()
}

#[test]
fn declarations_are_taken_in_once() {
    let main = "plan \"p\" { }\nuse \"a.kpi\"\nuse \"b.kpi\"\nkpi calls { target 5 }";
    let through = "use \"shared.kpi\"";
    let files = [("plan.kpi", main), ("a.kpi", through), ("b.kpi", through), ("shared.kpi", SHARED)];
    assert_eq!(codes(&files), Vec::<&str>::new());
    let plan = resolved_files(&files).workspace.plans.remove(0);
    assert_eq!((plan.metrics.len(), plan.indicators.len()), (1, 1));
}

#[test]
fn a_plan_behind_a_name_gives_its_numbers() {
    let main = "plan \"全社\" { }\nuse \"tokyo.kpi\" as tokyo\nmetric total = tokyo.revenue * 2\nkgi total { target 10円 }\nkpi half = total / 2 { guards tokyo.revenue; target 5円 }";
    let resolved = resolved_files(&[("plan.kpi", main), ("tokyo.kpi", TOKYO)]);
    assert_eq!(resolved.errors, []);
    let plan = resolved.workspace.plan(resolved.roots[0]);
    assert_eq!(plan.parts.len(), 1);
    assert_eq!(plan.metrics[0].unit.to_string(), "JPY");
    assert!(plan.metrics[0].additive);
    let foreign = plan.metric(plan.indicators[1].guards[0].value);
    assert_eq!((foreign.name.value.as_str(), foreign.origin), ("tokyo.revenue", MetricOrigin::Foreign));
    assert!(matches!(foreign.expr, Expr::Foreign(..)));
    // Formulas read the metric that stands for it.
    let standing = plan.foreign().map(|(place, ..)| MetricId::of(place)).collect::<Vec<_>>();
    assert_eq!(plan.metrics[0].expr.metrics(), standing);
    assert_eq!(plan.indicators[1].guards[0].value, standing[0]);
}

#[test]
fn a_number_of_another_plan_is_one_metric_however_often_it_is_read() {
    let tokyo = TOKYO.replace("kgi revenue {", "kgi revenue \"月間受注額\" {");
    let main = "plan \"全社\" { }\nuse \"tokyo.kpi\" as 東京\n\
        metric a = 東京.revenue\nmetric b = (東京.revenue + a) / 2\nkgi b { target 10円 }";
    let resolved = resolved_files(&[("plan.kpi", main), ("tokyo.kpi", &tokyo)]);
    assert_eq!(resolved.errors, []);
    let plan = resolved.workspace.plan(resolved.roots[0]);
    let standing: Vec<&str> = plan.foreign().map(|(place, ..)| plan.metrics[place].name.value.as_str()).collect();
    assert_eq!(standing, ["東京.revenue"]);
    assert_eq!(plan.metrics.last().unwrap().label.as_deref(), Some("東京 月間受注額"));
    assert_eq!(resolved.workspace.read_by(plan).into_iter().collect::<Vec<_>>(), [PlanId(0)]);
}

#[test]
fn members_of_a_part_may_have_targets_in_the_whole() {
    let tokyo = TOKYO.replace("time day", "time day; by rep");
    let main =
        "plan \"全社\" { }\nuse \"tokyo.kpi\" as tokyo\nkgi all = tokyo.revenue { target by rep { \"佐藤\" 5円 } }";
    assert_eq!(codes(&[("plan.kpi", main), ("tokyo.kpi", &tokyo)]), Vec::<&str>::new());
    assert_eq!(codes(&[("plan.kpi", main), ("tokyo.kpi", TOKYO)]), ["unknown-dimension"]);
}

#[test]
fn plans_may_stand_behind_one_another_up_to_a_depth() {
    let levels = |deepest: usize| -> Vec<(String, String)> {
        let plan = |level: usize| format!("plan \"{level}\" {{ }}\nuse \"{}.kpi\" as next", level + 1);
        let mut files: Vec<_> = (0..deepest).map(|level| (format!("{level}.kpi"), plan(level))).collect();
        files.push((format!("{deepest}.kpi"), "plan \"last\" { }".to_owned()));
        files
    };
    for (deepest, expected) in [(32, vec![]), (33, vec!["parts-too-deep"])] {
        let files = levels(deepest);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(codes(&files), expected, "{deepest}");
    }
}

#[test]
fn names_of_other_plans_are_looked_up_in_them() {
    let main = "plan \"全社\" { }\nuse \"tokyo.kpi\" as tokyo\nmetric a = tokyo.revenu\nmetric b = osaka.revenue\nmetric c = tokyo\nmetric d = previous(tokyo.revenue)\nmetric e = tokyo.revenue + 5%";
    let resolved = resolved_files(&[("plan.kpi", main), ("tokyo.kpi", TOKYO)]);
    let codes: Vec<&str> = resolved.errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, ["unknown-name", "unknown-name", "not-a-metric", "previous-of-other", "unit-mismatch"]);
    assert_eq!(argument(resolved.errors[0].help.as_ref().unwrap(), "similar"), "revenue");
}

#[test]
fn a_circle_of_files_is_shown() {
    let files = [("plan.kpi", "use \"a.kpi\""), ("a.kpi", "use \"b.kpi\""), ("b.kpi", "use \"plan.kpi\"")];
    let resolved = resolved_files(&files);
    assert_eq!(resolved.errors.len(), 1);
    assert_eq!(resolved.errors[0].code, "circular-use");
    assert_eq!(argument(&resolved.errors[0].message, "circle"), "plan.kpi → a.kpi → b.kpi → plan.kpi");
    assert_eq!(codes(&[("plan.kpi", "use \"plan.kpi\"")]), ["circular-use"]);
}

#[test]
fn a_plan_needs_a_name_and_only_a_plan_gets_one() {
    assert_eq!(codes(&[("plan.kpi", "use \"tokyo.kpi\"\nkpi revenue { }"), ("tokyo.kpi", TOKYO)]), ["use-needs-name"]);
    let named = "use \"shared.kpi\" as shared\nmetric a = shared.calls";
    assert_eq!(codes(&[("plan.kpi", named), ("shared.kpi", SHARED)]), ["named-use-needs-plan"]);
}

#[test]
fn a_file_that_could_not_be_read_silences_names() {
    let text = "use \"gone.kpi\"\nuse \"lost.kpi\" as lost\nmetric a = calls + lost.revenue\nkpi calls { owner abc }";
    assert_eq!(codes(&[("plan.kpi", text)]), Vec::<&str>::new());
    assert!(!resolved_files(&[("plan.kpi", text)]).workspace.plans[0].complete);
}

#[test]
fn a_file_that_is_taken_in_is_no_root_of_its_own() {
    let main = "plan \"p\" { }\nuse \"kpis.kpi\"\nsource s from \"s.csv\" { time day }";
    let kpis = "kpi calls = count(s) { target 5% }";
    let resolved = resolved_roots(&[("plan.kpi", main), ("kpis.kpi", kpis)], 2);
    assert_eq!(resolved.roots.len(), 1);
    // Its error is told once, though the file was asked for twice.
    assert_eq!(resolved.errors.iter().map(|error| error.code).collect::<Vec<_>>(), ["wrong-unit"]);
}

#[test]
fn an_error_in_a_part_leaves_the_whole_incomplete_and_silent() {
    let tokyo = "plan \"東京\" { }\nmeasure revenue = sum(nothing.x)";
    let main = "plan \"全社\" { }\nuse \"tokyo.kpi\" as tokyo\nmetric total = tokyo.revenue\nkgi total { target 5% }";
    let resolved = resolved_files(&[("plan.kpi", main), ("tokyo.kpi", tokyo)]);
    assert_eq!(resolved.errors.iter().map(|error| error.code).collect::<Vec<_>>(), ["unknown-name"]);
    assert!(resolved.workspace.plans.iter().all(|plan| !plan.complete));
}
