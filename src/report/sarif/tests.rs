//! The structure of the log, held against what its readers need.

use serde_json::Value;

use super::*;
use crate::base::diagnostic::Fix;
use crate::base::span::Spanned;
use crate::base::vocabulary::Status;
use crate::lint::finding::Suppressed;
use crate::lint::rules::REGISTERED;
use crate::report::language::Language;
use crate::report::sample::{checked, set_status};
use crate::report::summary::FailOn;

fn run(checked: &Checked, show: Level, language: Language) -> Value {
    let summary = Summary::of(checked, show, FailOn::default());
    let log: Value = serde_json::from_str(&sarif(checked, &summary, show, &Localizer::new(language))).unwrap();
    assert_eq!(log["version"], "2.1.0");
    log["runs"][0].clone()
}

/// A finding at the name of the sample's KPI.
fn found(checked: &Checked, level: Level) -> Diagnostic {
    let span = checked.workspace.plans[0].indicators[1].name_span;
    let mut found = Diagnostic::new(level, Message::new("missing-owner").with("name", "calls"));
    found.about = Some("calls".into());
    found.at(span, Message::new("missing-owner.label"))
}

fn words<'a>(of: &'a Value, key: &str) -> Vec<&'a str> {
    of.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap()).collect()
}

#[test]
fn every_rule_is_told_of_and_every_result_points_at_its_own() {
    let mut checked = checked();
    let mut own = found(&checked, Level::Warn);
    own.own_rule = Some("our-rule".into());
    let remark = Diagnostic { code: "no-row-skipped", ..found(&checked, Level::Note) };
    checked.diagnostics = vec![found(&checked, Level::Deny), own, remark];
    set_status(&mut checked, true, Status::Fail);
    for language in Language::ALL {
        let run = run(&checked, Level::Note, *language);
        let rules = &run["tool"]["driver"]["rules"];
        let ids = words(rules, "id");
        assert_eq!(ids.len(), REGISTERED.len() + 4);
        assert!(REGISTERED.iter().zip(&ids).all(|(registered, id)| registered.rule.name == *id));
        assert_eq!(ids[REGISTERED.len()..], ["kpi-failed", "kpi-warned", "no-row-skipped", "our-rule"]);
        for rule in rules.as_array().unwrap() {
            for text in [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["markdown"]]
            {
                assert!(!text.as_str().unwrap().is_empty(), "{rule}");
            }
        }
        let results = run["results"].as_array().unwrap();
        let rule_of = |result: &Value| ids[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()].to_owned();
        assert!(results.iter().all(|result| rule_of(result) == result["ruleId"].as_str().unwrap()));
        assert_eq!(words(&run["results"], "ruleId"), ["missing-owner", "kpi-failed", "our-rule", "no-row-skipped"]);
        assert_eq!(words(&run["results"], "level"), ["error", "error", "warning", "note"]);
        assert_eq!((&run["language"], &run["columnKind"]), (&language.code().into(), &"unicodeCodePoints".into()));
        assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    }
}

#[test]
fn a_result_has_its_place_its_mend_and_what_belongs_to_it() {
    let mut checked = checked();
    let goal = checked.workspace.plans[0].indicators[0].name_span;
    let mut finding = found(&checked, Level::Warn).related(goal, Message::new("missing-owner.label"));
    finding.help = Some(Message::new("missing-owner.help"));
    finding.fix = Some(Fix { edits: vec![(goal, "a\"b".into())], safe: true });
    checked.diagnostics = vec![finding];
    let run = run(&checked, Level::Note, Language::English);
    let result = &run["results"][0];
    assert_eq!(
        result["message"]["text"],
        "nobody owns `calls`\nhelp: write `owner \"…\"` with the one who says what happened when it is missed"
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"], serde_json::json!({ "uri": "plan.kpi", "uriBaseId": "SRCROOT" }));
    let region = serde_json::json!({ "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 10 });
    assert_eq!(place["region"], region);
    assert_eq!(
        (&result["relatedLocations"][0]["id"], &result["relatedLocations"][0]["message"]["text"]),
        (&1.into(), &"no `owner`".into())
    );
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    // 受注数 is three characters, not nine bytes.
    let deleted = serde_json::json!({ "startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8 });
    assert_eq!((&replacement["deletedRegion"], &replacement["insertedContent"]["text"]), (&deleted, &"a\"b".into()));
    assert_eq!(result["partialFingerprints"]["kpiFinding/v1"].as_str().unwrap().len(), 32);
}

#[test]
fn what_a_plan_silences_is_there_and_says_why() {
    let mut checked = checked();
    let allow_span = checked.workspace.plans[0].indicators[0].name_span;
    let by = Allow {
        rule: Spanned::new("missing-owner".into(), allow_span),
        reason: "one person's plan".into(),
        until: None,
        span: allow_span,
    };
    checked.diagnostics = vec![found(&checked, Level::Warn)];
    checked.suppressed = vec![Suppressed { finding: found(&checked, Level::Warn), by }];
    let shown = run(&checked, Level::Warn, Language::English);
    let results = shown["results"].as_array().unwrap();
    assert_eq!(words(&shown["results"], "ruleId"), ["missing-owner", "kpi-warned", "missing-owner"]);
    assert_eq!(results[0].get("suppressions"), None);
    let suppression = &results[2]["suppressions"][0];
    assert_eq!(
        (&suppression["kind"], &suppression["justification"]),
        (&"inSource".into(), &"one person's plan".into())
    );
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 2);
    assert_ne!(results[0]["partialFingerprints"], results[2]["partialFingerprints"]);
    assert_eq!(run(&checked, Level::Deny, Language::English)["results"], serde_json::json!([]));
}

#[test]
fn errors_are_notifications() {
    let mut checked = checked();
    let span = checked.workspace.plans[0].indicators[1].name_span;
    let error = Diagnostic::error(Message::new("unknown-rule").with("name", "[x](y)"))
        .at(span, Message::new("unknown-rule.label"));
    checked.diagnostics = vec![Diagnostic::error(Message::new("no-plan-found").with("path", ".")), error];
    let run = run(&checked, Level::Warn, Language::English);
    let invocation = &run["invocations"][0];
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&false.into(), &2.into()));
    let notifications = &invocation["toolExecutionNotifications"];
    assert_eq!(words(notifications, "level"), ["error", "error"]);
    assert_eq!(notifications[0].get("locations"), None);
    assert_eq!(notifications[1]["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    assert_eq!(notifications[1]["message"]["text"], "there is no rule `[x] (y)`");
    assert_eq!(notifications[1]["descriptor"], serde_json::json!({ "id": "unknown-rule" }));
}

#[test]
fn the_worst_stay_and_what_is_left_out_is_counted() {
    let mut checked = checked();
    set_status(&mut checked, true, Status::Ok);
    let (warning, failure) = (found(&checked, Level::Warn), found(&checked, Level::Deny));
    checked.diagnostics = vec![warning; MOST_RESULTS + 9];
    checked.diagnostics.push(failure);
    checked.diagnostics.push(found(&checked, Level::Note));
    let run = run(&checked, Level::Warn, Language::English);
    let levels = words(&run["results"], "level");
    assert_eq!((levels.len(), levels[0]), (MOST_RESULTS, "error"));
    let notifications = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(
        notifications[0]["message"]["text"],
        "10 results are left out: code scanning services show the worst 5,000."
    );
    assert_eq!(notifications[1]["message"]["text"], "1 finding hidden (--show note)");
    let prints: std::collections::BTreeSet<String> =
        run["results"].as_array().unwrap().iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(prints.len(), MOST_RESULTS);
}

#[test]
fn long_words_are_cut() {
    assert_eq!(cut("アポ", 2), "アポ");
    assert_eq!(cut("アポ率", 2), "アポ…");
    assert_eq!(without_links("a [b](c) d[]"), "a [b] (c) d[]");
}
