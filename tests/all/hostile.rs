//! Plans and data from strangers: whatever they hold, the program answers, and with a sound document.

use std::path::Path;

use kpi_lang::report::format::Format;
use proptest::prelude::*;
use serde_json::Value;

use crate::harness::{Outcome, kpi, kpi_with_input};
use crate::repository::{read, root};

const EXAMPLES: &[&str] = &["company", "contractor", "crm-pipeline", "inside-sales"];

/// Exit status and document agree, and nothing but the document is printed.
fn is_sound(ran: &Outcome) -> Result<(), TestCaseError> {
    let document: Result<Value, _> = serde_json::from_str(&ran.stdout);
    prop_assert!(document.is_ok(), "{}", ran.stdout);
    let document = document.unwrap_or_default();
    prop_assert_eq!(&document["summary"]["exit"], &Value::from(ran.exit));
    let errors = document["errors"].as_array().map_or(0, Vec::len);
    prop_assert_eq!(errors > 0, ran.exit == 2, "{}", ran.stdout);
    prop_assert_eq!(&ran.stderr, "");
    Ok(())
}

/// A stretch of a text taken out, with something else in its place.
fn damaged(text: &str, from: prop::sample::Index, length: usize, filling: &str) -> String {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let start = from.index(places.len());
    let end = places.get(start + length).copied().unwrap_or(text.len());
    format!("{}{filling}{}", &text[..places[start]], &text[end..])
}

fn filling() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "\\PC{1,4}",
        prop::sample::select(vec!["\"", "{", "}", "(", ")", "->", "0", "-1", "%", "円", "\n", ",", "1e400", "９"])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_damaged_plan_over_sound_data_gets_an_answer(
        example in prop::sample::select(EXAMPLES), from in any::<prop::sample::Index>(), length in 0usize..40, filling in filling(),
    ) {
        let folder = root().join("examples").join(example);
        let plan = damaged(&read(&format!("examples/{example}/plan.kpi")), from, length, &filling);
        is_sound(&kpi_with_input(&folder, "en", &["check", "-", "--stdin-path", "plan.kpi", "--format", "json"], &plan))?;
        let shown = kpi_with_input(&folder, "ja", &["check", "-", "--stdin-path", "plan.kpi", "--show", "note"], &plan);
        let steers = shown.stdout.contains(['\u{1b}', '\u{7}']);
        prop_assert!(shown.exit <= 2 && !steers);
    }

    #[test]
    fn sound_plans_over_damaged_data_get_an_answer(
        from in any::<prop::sample::Index>(), length in 0usize..40, filling in filling(), by in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let copy = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let example = Path::new("examples/crm-pipeline");
        for name in ["plan.kpi", "kpi.toml", "leads.jsonl", "deals.csv"] {
            copy(name, &read(&example.join(name).to_string_lossy()));
        }
        copy("deals.csv", &damaged(&read("examples/crm-pipeline/deals.csv"), from, length, &filling));
        copy("leads.jsonl", &damaged(&read("examples/crm-pipeline/leads.jsonl"), from, length, &filling));
        let mut words = vec!["check", "plan.kpi", "--format", "json"];
        words.extend(if by { &["--by", "channel"][..] } else { &[] });
        is_sound(&kpi(folder.path(), "en", &words))?;
    }
}

/// Nothing of a plan or its data steers a terminal.
#[test]
fn no_control_characters_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "plan.kpi",
        "plan \"a\\u{1b}[31m\u{202e}b\" { period month }\nsource s from \"s.csv\" { time date; by rep }\nkgi calls \"x\u{1b}]0;t\u{7}\" = count(s) { target 1 }\n",
    );
    write("s.csv", "date,rep\n2026-10-05,\u{1b}[2Jeve\n2026-10-06,\u{202e}mallory\n");
    for format in Format::WORDS {
        for language in ["en", "ja"] {
            let ran = kpi(folder.path(), language, &["check", "plan.kpi", "--by", "rep", "--format", format]);
            let said = ran.stdout + &ran.stderr;
            assert!(!said.contains(['\u{1b}', '\u{7}']), "{format}: {said:?}");
            assert!(*format == "json" || !said.contains('\u{202e}'), "{format}: {said:?}");
        }
    }
}

/// Lines of a megabyte, in a plan and in its data, are read, and cut where they are shown.
#[test]
fn lines_of_a_megabyte_are_read_and_cut_where_they_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let long = "架".repeat(350_000);
    write("data.csv", &format!("date,note,amount\n2026-10-05,{long},5\n2026-10-06,\"{long}\",7\n"));
    write(
        "plan.kpi",
        &format!(
            "plan {{ period month }} # {long}\nsource s from \"data.csv\" {{ time date }}\nmeasure n = sum(s.amount)\nkgi n {{ target 12; note \"{long}\" }}\n"
        ),
    );
    let words = ["check", "plan.kpi", "--as-of", "2026-10-31"];
    let ran = kpi(folder.path(), "en", &words);
    assert_eq!((ran.exit, ran.stdout.contains("100%")), (0, true), "{}", ran.stdout);

    write("wrong.kpi", &format!("plan {{ period month }}\nmetric {long} = b + (1 {long}\nmetric a{long}é = nothing\n"));
    let ran = kpi(folder.path(), "en", &["check", "wrong.kpi"]);
    assert_eq!(ran.exit, 2);
    let longest = ran.stdout.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    assert!(longest < 1_100, "a line of {longest} characters");

    write("data.csv", &format!("date,note,amount\n2026-10-05,x,{long}\n"));
    let ran = kpi(folder.path(), "ja", &words);
    assert!(ran.exit == 2 && ran.stdout.len() < 5_000, "{}", ran.stdout.len());
}
