//! Whole folders of plans: what is found, what counts, and where reports go.

use std::path::PathBuf;

use crate::harness::kpi;

/// A folder of its own for one test, gone when it ends.
struct Project(PathBuf);

impl Project {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("kpi-{name}-{}", std::process::id()));
        for (path, text) in files {
            let file = folder.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const CALLS: &str = "date\n2026-10-05\n2026-10-06\n";
const SHARED: &str = "source calls from \"calls.csv\" {\n  time date\n}\nmeasure made = count(calls)\n";
const PLAN: &str = "plan \"Sales\" {}\nuse \"shared.kpi\"\nkpi made { target 2 }\n";

fn project(name: &str) -> Project {
    let failing = PLAN.replace("target 2", "target 20");
    let files = [
        ("plan.kpi", PLAN),
        ("shared.kpi", SHARED),
        ("calls.csv", CALLS),
        ("north/plan.kpi", &failing),
        ("north/shared.kpi", SHARED),
        ("north/calls.csv", CALLS),
        (".hidden/plan.kpi", "kpi {"),
        ("target/plan.kpi", "kpi {"),
    ];
    Project::new(name, &files)
}

#[test]
fn a_folder_means_every_plan_below_it_once() {
    let project = project("folder");
    let outcome = kpi(&project.0, "en", &["check", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["summary"]["plans"], 2, "{}", outcome.stdout);
    assert_eq!(document["errors"], serde_json::json!([]));
    assert_eq!((document["as_of"].as_str(), outcome.exit), (Some("2026-11-22"), 1));
    let again = kpi(&project.0, "en", &["check", "--format", "json"]);
    assert_eq!(again, outcome, "the same input gives the same bytes");
}

#[test]
fn paths_start_at_the_file_that_names_them() {
    let library = "source calls from \"calls.csv\" {\n  time date\n  by team = members.team via rep\n}\n\
                   lookup members from \"tables/members.csv\" {\n  key rep\n}\nmeasure made = count(calls)\n\
                   kpi made { target from \"targets.csv\" }\n";
    let files = [
        ("plans/plan.kpi", "plan \"Sales\" {}\nuse \"../shared/calls.kpi\"\n"),
        ("shared/calls.kpi", library),
        ("shared/calls.csv", "date,rep\n2026-10-05,A\n2026-10-06,B\n"),
        ("shared/tables/members.csv", "rep,team\nA,East\n"),
        ("shared/targets.csv", "period,target\n2026-10,2\n"),
        ("kpi.toml", ""),
    ];
    let project = Project::new("two-folders", &files);
    let line = ["check", "plans/plan.kpi", "--period", "2026-10", "--format", "json"];
    let outcome = kpi(&project.0, "en", &line);
    let document: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["errors"], serde_json::json!([]));
    assert_eq!(document["sources"][0]["files"], serde_json::json!(["../shared/calls.csv"]));
    assert_eq!(document["sources"][0]["unmatched"], 1);
    assert_eq!((&document["results"][0]["value"], &document["results"][0]["target"]), (&2.into(), &2.into()));
}

#[test]
fn rows_with_words_for_a_date_can_be_skipped() {
    let plan = "plan \"Sales\" {}\nsource calls from \"calls.csv\" {\n  time day\n  amount in JPY\n  \
                skip rows where day == \"10月計\" or amount in (\"-\")\n}\nkpi sold = sum(calls.amount) { target 5 JPY }\n";
    let calls = "day,amount\n2026-10-05,3\n2026-10-06,-\n10月計,3\n";
    let line = ["check", "--period", "2026-10", "--format", "json"];
    let check = |plan: &str| {
        let project = Project::new("words-for-dates", &[("plan.kpi", plan), ("calls.csv", calls)]);
        let outcome = kpi(&project.0, "en", &line);
        serde_json::from_str::<serde_json::Value>(&outcome.stdout).unwrap()
    };
    let document = check(plan);
    assert_eq!(document["errors"], serde_json::json!([]));
    assert_eq!((&document["results"][0]["value"], &document["sources"][0]["skipped"]), (&3.into(), &2.into()));
    // Elsewhere it is a slip.
    let document = check(&plan.replace("skip rows where", "where"));
    assert_eq!(document["errors"].as_array().unwrap().len(), 2, "{document}");
}

#[test]
fn a_file_of_targets_has_rows_for_each_member() {
    let plan = "plan \"Sales\" {}\nsource calls from \"calls.csv\" {\n  time date\n  by rep\n}\n\
                kpi made = count(calls) { target from \"targets.csv\" }\n";
    let calls = "date,rep\n2026-10-05,A\n2026-10-06,B\n2026-10-07,B\n";
    let targets = "period,rep,target\n2026-10,A,2\n2026-10,B,3\n";
    let files = [("plan.kpi", plan), ("calls.csv", calls), ("targets.csv", targets)];
    let project = Project::new("targets-of-members", &files);
    let line = ["check", "--by", "rep", "--period", "2026-10", "--format", "json"];
    let outcome = kpi(&project.0, "en", &line);
    let document: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let rows = document["results"].as_array().unwrap();
    let shown = |row: &serde_json::Value| format!("{} {} {}", row["by"]["rep"], row["value"], row["target"]);
    let shown: Vec<String> = rows.iter().map(shown).collect();
    assert_eq!(shown, ["null 3 5", "\"A\" 1 2", "\"B\" 2 3"], "{}", outcome.stdout);
}

#[test]
fn the_exit_status_follows_fail_on() {
    let project = project("exit");
    let exit = |words: &[&str]| kpi(&project.0, "en", &[&["check"], words].concat()).exit;
    assert_eq!(exit(&["plan.kpi", "--eval-only"]), 0);
    assert_eq!(exit(&["plan.kpi"]), 1, "there is no goal");
    assert_eq!(exit(&["north", "--eval-only"]), 1);
    assert_eq!(exit(&["north", "--fail-on", "never"]), 0);
    assert_eq!(exit(&["north", "--lint-only", "--preset", "minimal", "--allow", "missing-kgi"]), 0);
    assert_eq!(exit(&["plan.kpi", "nowhere.kpi"]), 2);
}

#[test]
fn a_date_fixed_by_the_configuration_is_said() {
    let project = project("fixed");
    std::fs::write(project.0.join("kpi.toml"), "as-of = \"2026-10-31\"\nlang = \"ja\"\n").unwrap();
    let said = kpi(&project.0, "", &["check", "plan.kpi"]).stdout;
    assert!(said.contains("2026年10月31日時点（`kpi.toml`で固定）"), "{said}");
    let said = kpi(&project.0, "", &["check", "plan.kpi", "--as-of", "2026-11-01", "--lang", "en"]).stdout;
    assert!(said.contains("as of 2026-11-01, as asked by `--as-of`"), "{said}");
}

#[test]
fn a_report_goes_to_a_file() {
    let project = project("output");
    let outcome =
        kpi(&project.0, "en", &["check", "plan.kpi", "--eval-only", "--format", "short", "--output", "report.txt"]);
    assert_eq!((outcome.stdout.as_str(), outcome.exit), ("", 0));
    let report = std::fs::read_to_string(project.0.join("report.txt")).unwrap();
    assert!(report.contains("plan.kpi:3:5: ok[made] 2026-10: 2 / 2"), "{report}");
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let project = project("quiet");
    assert_eq!(kpi(&project.0, "en", &["check", "plan.kpi", "--eval-only", "-q"]).stdout, "");
    let said = kpi(&project.0, "en", &["check", "north", "--eval-only", "-q"]).stdout;
    assert!(said.starts_with("north/plan.kpi:3:5: fail[made] 2026-10: 2 / 20"), "{said}");
}

/// A cell that says `%` is that share, whatever its column is said to be in; a bare number is what the column says.
#[test]
fn percentages_are_read_once() {
    let project = project("percent");
    std::fs::write(project.0.join("rates.csv"), "date,a,b\n2026-10-05,12.3%,0.123\n2026-10-06,20,20%\n").unwrap();
    let plan = "plan { period month }\nsource s from \"rates.csv\" { time date; b in ratio }\n\
                measure a = avg(s.a) in %\nmeasure b = avg(s.b)\nkgi a { target 10% }\nkpi b { target 10% }\n";
    std::fs::write(project.0.join("plan.kpi"), plan).unwrap();
    let said = kpi(
        &project.0,
        "en",
        &["check", "plan.kpi", "--as-of", "2026-10-31", "--format", "json", "--period", "2026-10"],
    );
    let document: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let values: Vec<_> = document["results"].as_array().unwrap().iter().map(|row| row["value"].clone()).collect();
    assert_eq!(values, [0.1615, 0.1615], "{}", said.stdout);
}
