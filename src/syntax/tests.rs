//! Laws of reading: every text gives a tree and errors, sound texts survive printing, and nothing makes it panic.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::syntax::print::print;

fn read(text: &str) -> Parsed {
    parse(FileId(0), text)
}

/// A tree as it prints for people who look for faults, without its places.
fn shape(tree: &Tree) -> String {
    let whole = format!("{:?}", tree.items);
    let mut shape = String::new();
    let mut rest = whole.as_str();
    while let Some(at) = rest.find("Span {") {
        let (before, after) = rest.split_at(at);
        shape.push_str(before);
        rest = after.find('}').and_then(|end| after.get(end + 1..)).unwrap_or_default();
    }
    shape + rest
}

/// The plans of the repository and those beside it.
fn plans() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples", "../shared/reference"].map(|folder| root.join(folder));
    let plans = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut plans: Vec<(String, String)> = plans
        .map(|folder| folder.join("plan.kpi"))
        .filter(|path| path.exists())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    plans.sort();
    assert!(plans.len() >= 6);
    plans
}

#[test]
fn real_plans_are_read_whole_and_survive_printing() {
    for (path, text) in plans() {
        let parsed = read(&text);
        assert_eq!(parsed.errors, [], "{path}");
        let printed = print(&parsed.tree);
        let again = read(&printed);
        assert_eq!(again.errors, [], "{path}:\n{printed}");
        assert_eq!(shape(&again.tree), shape(&parsed.tree), "{path}");
    }
}

#[test]
fn an_error_in_one_declaration_hides_none_in_another() {
    let text = "kpi a { targt 5 }\nmeasure b = count(\nkpi c { target 10% at }\nsource d \"x.csv\"\nfunnel { -> e }\n";
    let codes: Vec<&str> = read(text).errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, ["unknown-clause", "incomplete-line", "unexpected-words", "missing-from", "arrow-first"]);
}

/// A plan cut off anywhere, as while it is typed: errors, but never a lost declaration before the cut.
#[test]
fn a_plan_that_is_cut_off_keeps_what_stands_before() {
    for (path, text) in plans() {
        let whole = read(&text).tree.items.len();
        let mut before = 0;
        for (end, _) in text.char_indices().step_by(7) {
            let items = read(&text[..end]).tree.items.len();
            assert!(items + 1 >= before && items <= whole + 1, "{path} cut at {end}: {items} of {whole}");
            before = before.max(items);
        }
    }
}

#[test]
fn depth_is_bounded_and_said() {
    for deep in ["(", "-(", "not ", "{", "a + (", "\"", "`", "count(x where "] {
        let text = format!("metric a = {}", deep.repeat(10_000));
        let parsed = read(&text);
        assert!(!parsed.errors.is_empty() && parsed.errors.len() < 50, "{deep}: {}", parsed.errors.len());
    }
    let long = format!("metric a = b{}", " + b".repeat(100_000));
    assert_eq!(read(&long).errors.iter().map(|error| error.code).collect::<Vec<_>>(), ["expression-too-long"]);
}

// ---- sound plans, made up ---------------------------------------------------------------------------------------

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z_]{0,6}".prop_filter("no keyword of an expression", |name| {
            !matches!(
                name.as_str(),
                "and"
                    | "or"
                    | "not"
                    | "in"
                    | "is"
                    | "where"
                    | "via"
                    | "on"
                    | "distinct"
                    | "true"
                    | "false"
                    | "contains"
            )
        }),
        "[架電率数アポ]{1,4}",
        "`[a-z(]{1,3} [%千)]{1,2}`",
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (0u32..100_000).prop_map(|number| number.to_string()),
        Just("1,000".to_owned()),
        Just("12.5%".to_owned()),
        Just("1億2,000万円".to_owned()),
        Just("2.5M USD".to_owned()),
        Just("¥500,000".to_owned()),
        Just("3 working days".to_owned()),
        Just("30件".to_owned()),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just("12"), Just("1.5"), Just("10%"), Just("50万円")].prop_map(str::to_owned);
    let leaf =
        prop_oneof![name(), number, (name(), name()).prop_map(|(table, column)| format!("sum({table}.{column})"))];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), "[-+*/]", inner.clone()).prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.prop_map(|inner| format!("-({inner})")),
        ]
    })
}

fn condition() -> impl Strategy<Value = String> {
    let test = prop_oneof![
        (name(), "(==|!=|<=|>)", "[0-9]{1,3}").prop_map(|(column, sign, number)| format!("{column} {sign} {number}")),
        name().prop_map(|column| format!("{column} is present")),
        (name(), "[a-z架]{0,3}").prop_map(|(column, text)| format!("{column} in (\"{text}\", \"x\", 5)")),
        (name(), "[a-z架 ]{0,3}").prop_map(|(column, text)| format!("{column} contains \"{text}\"")),
        name(),
    ];
    test.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), "(and|or)", inner.clone()).prop_map(|(left, word, right)| format!("{left} {word} {right}")),
            inner.clone().prop_map(|inner| format!("not {inner}")),
            inner.prop_map(|inner| format!("({inner})")),
        ]
    })
}

fn clause() -> impl Strategy<Value = String> {
    prop_oneof![
        number().prop_map(|number| format!("target {number}")),
        (number(), number()).prop_map(|(low, high)| format!("target between {low} and {high}")),
        (number(), number()).prop_map(|(one, two)| format!("target {{ 2026-10 {one}; 2026-Q4 {two} }}")),
        number().prop_map(|number| format!("target by rep {{ \"佐藤\" {number}; \"x y\" 5 }}")),
        number().prop_map(|number| format!("target {number} per rep per day")),
        number().prop_map(|number| format!("warn below {number}")),
        Just("fail below 80% of target".to_owned()),
        Just("warn down 2 points on year for 3 periods".to_owned()),
        name().prop_map(|name| format!("guards {name}, tokyo.{name}")),
        name().prop_map(|name| format!("needs 100 {name}")),
        "[a-z架#{ ]{0,6}".prop_map(|text| format!("note \"{text}\"")),
        Just("when missed { do \"a\"; ask \"b?\" }".to_owned()),
        Just("review every 2 weeks by \"佐藤\"".to_owned()),
        Just("allow missing-owner because \"x\" until 2026-12-31".to_owned()),
    ]
}

fn declaration() -> impl Strategy<Value = String> {
    let block = prop::collection::vec(clause(), 0..5).prop_map(|clauses| {
        let mut seen: Vec<String> = Vec::new();
        let once = clauses.into_iter().filter(|clause| {
            let word = clause.split(' ').next().unwrap_or_default().to_owned();
            let repeats = matches!(word.as_str(), "warn" | "fail" | "guards" | "note" | "allow");
            let is_new = !seen.contains(&word);
            seen.push(word);
            repeats || is_new
        });
        once.fold(String::new(), |all, clause| all + "  " + &clause + " # why\n")
    });
    prop_oneof![
        (name(), block, prop::option::of(expression())).prop_map(|(name, block, formula)| {
            let formula = formula.map_or_else(String::new, |formula| format!(" = {formula}"));
            format!("kpi {name} \"label\"{formula} {{\n{block}}}")
        }),
        (name(), expression()).prop_map(|(name, formula)| format!("metric {name} = {formula}")),
        (name(), name(), condition())
            .prop_map(|(name, table, condition)| format!("measure {name} = count({table} where {condition}) in JPY")),
        (name(), name(), condition()).prop_map(|(name, column, condition)| {
            format!("source {name} from \"data/*.csv\" {{\n  time {column}\n  by rep, team = members.team via rep\n  where {condition}\n  rate in ratio\n  amount in 千円\n  lag 2 days\n}}")
        }),
        (name(), name(), number()).prop_map(|(one, two, number)| {
            format!("funnel \"f\" for 60% {{\n  {one}\n  -> {two} at {number} as rate \"Rate\"\n  by lead within 60 days\n}}")
        }),
        Just("plan \"p\" {\n  from 2026-10 to 2027-03\n  fiscal year from april\n  workdays mon..fri except \"h.csv\", 2026-12-29..2027-01-03\n  team { 2026-10 5; 2026-12 7 }\n}".to_owned()),
        name().prop_map(|name| format!("contractor {name} {{ paid 15,000円 per {name} }}")),
        name().prop_map(|name| format!("test \"t\" {{ in 2026-10; given {name} 5; expect {name} ok; expect required {name} 12% }}")),
        name().prop_map(|name| format!("action \"a\" on {name} {{ from 2026-10-15; expect 12%; heard 2026-11-01 \"…\" }}")),
    ]
}

fn plan() -> impl Strategy<Value = String> {
    prop::collection::vec(declaration(), 0..8).prop_map(|all| {
        all.iter().fold(String::new(), |mut text, one| {
            writeln!(text, "# about it\n{one}\n").unwrap();
            text
        })
    })
}

proptest! {
    #[test]
    fn what_is_read_survives_printing(text in plan()) {
        let parsed = read(&text);
        prop_assert_eq!(&parsed.errors, &[], "{}", text);
        let printed = print(&parsed.tree);
        let again = read(&printed);
        prop_assert_eq!(&again.errors, &[], "{}", printed);
        prop_assert_eq!(shape(&again.tree), shape(&parsed.tree));
        prop_assert_eq!(print(&again.tree), printed);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn words_of_the_language_in_any_order_are_read(words in prop::collection::vec(
        prop::sample::select(vec![
            "plan", "kpi", "measure", "source", "funnel", "target", "warn", "a", "架電数", "=", "==", "->", "{", "}", "(", ")",
            "\"x\"", "\"", "`", "10%", "1,000", "2026-10", "of target", "where", "in", "count(", ",", ";", "\n", "#", "、", "」",
            "and", "not", "-", "at", "as", "from", "per", "\u{3000}", "\u{200b}", "…", "by", "when missed", "/", "以上",
        ]),
        0..40,
    )) {
        read(&words.join(" "));
        read(&words.concat());
    }

    /// A sound plan with a stretch taken out, or with other characters in it.
    #[test]
    fn a_damaged_plan_is_read(text in plan(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), filling in "\\PC{0,3}") {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (from, to) = (places[from.index(places.len())], places[to.index(places.len())]);
        let (from, to) = (from.min(to), from.max(to));
        read(&format!("{}{filling}{}", &text[..from], &text[to..]));
    }
}
