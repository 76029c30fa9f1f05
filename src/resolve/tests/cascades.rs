//! A mistake is told once, and never hides another.

use super::{argument, resolved, shown};

const SOURCE: &str = "source s from \"s.csv\" { time day }\n";

fn codes(text: &str) -> Vec<String> {
    let text = format!("{SOURCE}{text}");
    shown(&text, &resolved(&text).errors)
}

#[test]
fn what_depends_on_a_mistake_is_silent() {
    let text =
        "measure a = sum(s.x) in ZZZ\nmetric b = a + 5\nkpi b { target 10%; needs 5 a }\nfunnel \"f\" { b -> a at 5% }";
    assert_eq!(codes(text), ["unknown-currency @ ZZZ"]);
}

#[test]
fn a_broken_declaration_is_known_by_its_name() {
    let text = "measure a = count(s\nmetric b = a / 2\nkpi a { target 10% }\nkpi b { target 5 }";
    assert_eq!(codes(text), Vec::<String>::new());
    let text = "source t from { time day }\nmeasure a = count(t)\nkpi a { target 5 }";
    assert_eq!(codes(text), Vec::<String>::new());
}

#[test]
fn one_mistake_does_not_hide_another() {
    let text =
        "measure a = count(q)\nmeasure b = count(r)\nkpi c { }\nkpi d = sum(s.x where y = ) { }\nmetric e = zz + 1";
    let codes = codes(text);
    for expected in ["unknown-name @ q", "unknown-name @ r", "unknown-name @ c", "unknown-name @ zz"] {
        assert!(codes.iter().any(|code| code == expected), "{expected} in {codes:?}");
    }
}

#[test]
fn a_nested_mistake_in_a_block_leaves_the_rest_checked() {
    let text = "kpi a = count(s) { target 10%; owner nobody; warn above 5 days }";
    assert_eq!(codes(text), ["wrong-unit @ 10%", "unknown-contractor @ nobody", "wrong-unit @ 5 days"]);
}

#[test]
fn a_circle_is_told_once_and_silences_what_hangs_on_it() {
    let text = "metric a = b + 1\nmetric b = c\nmetric c = a\nmetric d = a + b\nkpi d { target 5 }";
    let text = format!("{SOURCE}{text}");
    let resolved = resolved(&text);
    assert_eq!(shown(&text, &resolved.errors), ["circular-definition @ a"]);
    assert_eq!(argument(&resolved.errors[0].message, "circle"), "a → b → c → a");
}

#[test]
fn deep_expressions_are_refused_not_followed() {
    let sum = vec!["1"; 450].join(" + ");
    assert_eq!(codes(&format!("metric m = {sum}")).len(), 1);
    let sum = vec!["n"; 300].join(" + ");
    assert_eq!(codes(&format!("measure n = count(s)\nmetric m = {sum}")), Vec::<String>::new());
    let or = vec!["x == 1"; 300].join(" or ");
    assert_eq!(codes(&format!("measure n = count(s where {or})")), Vec::<String>::new());
}
