//! How long it takes to read, resolve and lint a long plan: `cargo bench --bench plan_text [-- LINES]`.
//!
//! Without a number: 10 thousand, 100 thousand and a million lines, to see that time grows with the length and no faster.

use std::fmt::Write;
use std::time::Instant;

use jiff::civil::date;
use kpi_lang::base::source_map::SourceMap;
use kpi_lang::base::span::FileId;
use kpi_lang::evaluate::ground::Basis;
use kpi_lang::lint::settings::RuleSettings;
use kpi_lang::lint::{Request, Scope, lint};
use kpi_lang::resolve::{ParsedFiles, resolve};
use kpi_lang::syntax::parse;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let lengths = asked.map_or_else(|| vec![10_000, 100_000, 1_000_000], |lines: usize| vec![lines]);
    for lines in lengths {
        let text = plan(lines);
        let best = (0..5)
            .map(|_| seconds(&text))
            .fold([f64::MAX; 3], |best, run| if run.iter().sum::<f64>() < best.iter().sum() { run } else { best });
        let [parsed, resolved, linted] = best;
        println!(
            "{:>9} lines, {:>3} MB: parsed in {parsed:.3} s, resolved in {resolved:.3} s, linted in {linted:.3} s",
            text.lines().count(),
            text.len() / 1_000_000,
        );
    }
}

/// Seconds to parse, to resolve and to lint.
fn seconds(text: &str) -> [f64; 3] {
    let start = Instant::now();
    let parsed = parse(FileId(0), text);
    assert_eq!(parsed.errors, []);
    let read = start.elapsed().as_secs_f64();
    let mut files = ParsedFiles::new();
    files.add(parsed.tree);
    let start = Instant::now();
    let resolved = resolve(&files, &[FileId(0)]);
    assert_eq!(resolved.errors, []);
    let known = start.elapsed().as_secs_f64();
    let mut sources = SourceMap::default();
    sources.add("plan.kpi", text);
    let workspace = resolved.workspace;
    let start = Instant::now();
    let linted = lint(&Request {
        plan: &workspace.plans[0],
        workspace: &workspace,
        sources: &sources,
        basis: &Basis::default(),
        scope: Scope::Design,
        as_of: date(2026, 11, 22),
        settings: &RuleSettings::default(),
    });
    assert_eq!(linted.errors, []);
    [read, known, start.elapsed().as_secs_f64()]
}

/// A plan of so many lines or a few more: a measure, a metric and a KPI with a full block, again and again.
fn plan(lines: usize) -> String {
    let mut text = String::from(
        "plan \"big\" { period month; currency JPY; team 5 by rep }\nsource log from \"log.csv\" { time date; by rep }\n\
         measure base = count(log)\nkgi base { target 1,000 }\n",
    );
    for place in 0..lines.div_ceil(13) {
        write!(
            text,
            "measure m{place} \"指標{place}\" = count(log where kind == \"k{place}\")\nmetric r{place} = m{place} / base\n\
             kpi r{place} {{\n  target at least 10%\n  warn   below 9%\n  fail   below 8%\n  needs  100 base\n  owner  \"佐藤\"\n  \
             when missed {{\n    do  \"リストを入れ替える\"\n    ask \"なぜか?\"\n  }}\n}}\n"
        )
        .expect("a text takes everything");
    }
    text
}
