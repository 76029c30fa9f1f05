//! How long it takes to read 20 million rows: `cargo bench --bench scan [-- ROWS] [WORD]`. With a word, only the
//! questions with this word in them are asked.
//!
//! "followed for 60 days" are the leads' cohorts beside the measures of their funnel.
//!
//! The files are made under `target/bench/` once. `benches/peers.py` asks other engines the same over the same files.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kpi_lang::base::period::Grain;
use kpi_lang::base::rational::Rational;
use kpi_lang::base::span::{FileId, Span, Spanned};
use kpi_lang::base::vocabulary::Function;
use kpi_lang::data::cohorts::{CohortRequest, CohortStageRequest, LastDay, Window};
use kpi_lang::data::observations::Request;
use kpi_lang::data::observe::{NoProgress, observe};
use kpi_lang::data::reach::Reach;
use kpi_lang::plan::Plan;
use kpi_lang::plan::ids::{MeasureId, SourceId};
use kpi_lang::plan::settings::Settings;
use kpi_lang::plan::source::{Column, Comparison, Condition, Dimension, Layout, Measure, Origin, RowExpr, Source};
use kpi_lang::plan::unit::Unit;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

fn main() {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(20_000_000);
    let word = std::env::args()
        .skip(1)
        .find(|word| !word.starts_with('-') && word.parse::<u64>().is_err())
        .unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder).expect("a folder for the files");
    for (name, make) in [("facts.csv", write_csv as fn(&Path, u64)), ("facts.parquet", write_parquet)] {
        let path = folder.join(format!("{rows}-{name}"));
        if !path.exists() {
            make(&path, rows);
        }
        let size = path.metadata().expect("the file's size").len();
        println!("{} rows, {} MB of {}", rows, size / 1_000_000, path.display());
        for (what, plan) in questions(&path).into_iter().filter(|(what, _)| what.contains(&word)) {
            let mut times: Vec<f64> = (0..3).map(|_| seconds_to_answer(&plan, &folder)).collect();
            times.sort_by(f64::total_cmp);
            println!("  {what:<40} {:.2} s", times[0]);
        }
    }
}

/// A plan, the dimensions that it is broken down by, and the stages whose leads are followed.
type Question = (Plan, Vec<Vec<String>>, Vec<CohortRequest>);

/// Seconds since 1970, rep, kind, amount, lead.
type Row = (i64, u64, &'static str, Option<u64>, u64);

fn questions(path: &Path) -> Vec<(&'static str, Question)> {
    let kind = |kind: &str| Some(Condition::Compare(cell("kind"), Comparison::Equal, RowExpr::Text(kind.to_owned())));
    let amount = || Some(cell("amount"));
    let five = || {
        vec![
            measure(Function::Count, None, kind("call")),
            measure(Function::Count, None, kind("appointment")),
            measure(Function::Count, None, kind("order")),
            measure(Function::Sum, amount(), kind("order")),
            measure(Function::Avg, amount(), kind("order")),
        ]
    };
    let distinct = || Measure { distinct: true, ..measure(Function::Count, Some(cell("lead_id")), None) };
    let by_rep = vec![vec!["rep".to_owned()]];
    vec![
        ("five measures per month", (plan(path, five()), Vec::new(), Vec::new())),
        ("five measures per month and rep", (plan(path, five()), by_rep.clone(), Vec::new())),
        ("five, followed for 60 days", (plan(path, five()), Vec::new(), vec![cohort(Vec::new())])),
        ("five, followed for 60 days, per rep", (plan(path, five()), by_rep.clone(), vec![cohort(by_rep[0].clone())])),
        (
            "the five and count(distinct lead_id)",
            (plan(path, five().into_iter().chain([distinct()]).collect()), Vec::new(), Vec::new()),
        ),
        ("one count per month", (plan(path, vec![measure(Function::Count, None, None)]), Vec::new(), Vec::new())),
        (
            "median(amount) per month",
            (plan(path, vec![measure(Function::Median, amount(), kind("order"))]), Vec::new(), Vec::new()),
        ),
    ]
}

/// From calls to appointments, orders and their amounts.
fn cohort(by: Vec<String>) -> CohortRequest {
    let stage = |measure: u32| CohortStageRequest { measure: MeasureId(measure), adds_up: measure == 3 };
    CohortRequest {
        key: Spanned::new("lead_id".to_owned(), span()),
        stages: (0..4).map(stage).collect(),
        window: Window::Days(LastDay(Arc::new(|day: Date| day.saturating_add(60.days())))),
        grain: Grain::Month,
        by,
    }
}

fn seconds_to_answer((plan, breakdowns, cohorts): &Question, folder: &Path) -> f64 {
    let grains = vec![BTreeSet::from([Grain::Month]); plan.measures.len()];
    let request =
        Request { as_of: date(2030, 12, 31), grains, breakdowns: breakdowns.clone(), cohorts: cohorts.clone() };
    let reach = Reach::new(folder.to_owned(), folder.to_owned());
    let start = Instant::now();
    let observed = observe(plan, &request, &reach, &NoProgress);
    let seconds = start.elapsed().as_secs_f64();
    assert!(observed.errors.is_empty(), "{:?}", observed.errors);
    if std::env::var_os("SHOW").is_some() {
        for (number, measure) in observed.observations.measures.iter().enumerate() {
            for ((period, group), value) in
                measure.values.iter().filter(|((_, group), _)| group.members.is_empty()).take(2)
            {
                println!("    {number} {period} {group:?} {}", value.value);
            }
        }
    }
    seconds
}

/// The same numbers for the same row on every machine (`SplitMix64`).
fn mixed(row: u64, salt: u64) -> u64 {
    let mut z = (row ^ (salt << 48)).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn row(row: u64, rows: u64) -> Row {
    const YEAR: u64 = 365 * 86_400;
    let second = 1_767_225_600 + row * YEAR / rows;
    let kind = match mixed(row, 1) % 100 {
        0..85 => "call",
        85..94 => "appointment",
        94..99 => "meeting",
        _ => "order",
    };
    let amount = (kind == "order").then(|| mixed(row, 2) % 900_000 + 100_000);
    (i64::try_from(second).unwrap_or(0), mixed(row, 3) % 200, kind, amount, mixed(row, 4) % 2_000_000)
}

fn written(second: i64) -> String {
    jiff::Timestamp::from_second(second).expect("a second of this century").to_string()
}

fn write_csv(path: &Path, rows: u64) {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"));
    writeln!(file, "occurred_at,rep,team,kind,amount,lead_id").expect("room on the disk");
    let mut last = (i64::MIN, String::new());
    for number in 0..rows {
        let (second, rep, kind, amount, lead) = row(number, rows);
        if last.0 != second {
            last = (second, written(second));
        }
        let amount = amount.map(|amount| amount.to_string()).unwrap_or_default();
        writeln!(file, "{},rep-{rep:03},team-{},{kind},{amount},L{lead:07}", last.1, rep % 10)
            .expect("room on the disk");
    }
}

fn write_parquet(path: &Path, rows: u64) {
    const GROUP: u64 = 1 << 20;
    let level = ZstdLevel::try_new(1).expect("a level");
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let mut writer: Option<ArrowWriter<File>> = None;
    for from in (0..rows).step_by(usize::try_from(GROUP).unwrap_or(usize::MAX)) {
        let rows: Vec<_> = (from..rows.min(from + GROUP)).map(|number| row(number, rows)).collect();
        let texts = |text: &dyn Fn(&Row) -> String| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(rows.iter().map(text)))
        };
        let amounts = rows.iter().map(|row| row.3.and_then(|amount| i64::try_from(amount).ok()));
        let batch = RecordBatch::try_from_iter([
            (
                "occurred_at",
                Arc::new(
                    arrow_array::TimestampMicrosecondArray::from_iter_values(rows.iter().map(|row| row.0 * 1_000_000))
                        .with_timezone("UTC"),
                ) as ArrayRef,
            ),
            ("rep", texts(&|row| format!("rep-{:03}", row.1))),
            ("team", texts(&|row| format!("team-{}", row.1 % 10))),
            ("kind", texts(&|row| row.2.to_owned())),
            ("amount", Arc::new(amounts.collect::<Int64Array>())),
            ("lead_id", texts(&|row| format!("L{:07}", row.4))),
        ])
        .expect("columns of one length");
        let writer = writer.get_or_insert_with(|| {
            ArrowWriter::try_new(File::create(path).expect("a file"), batch.schema(), Some(properties.clone()))
                .expect("a writer")
        });
        writer.write(&batch).expect("room on the disk");
        writer.flush().expect("room on the disk");
    }
    writer.expect("at least a row").close().expect("room on the disk");
}

fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

fn column(name: &str) -> Column {
    Column { name: name.to_owned(), lookup: None, span: span() }
}

fn cell(name: &str) -> RowExpr {
    RowExpr::Column(column(name))
}

fn measure(function: Function, argument: Option<RowExpr>, filter: Option<Condition>) -> Measure {
    Measure {
        source: SourceId(0),
        function,
        distinct: false,
        argument,
        rank: None,
        on: None,
        filter,
        unit: Unit::COUNT,
        scale: Rational::ONE,
        span: span(),
    }
}

fn plan(path: &Path, measures: Vec<Measure>) -> Plan {
    let named: PathBuf = path.file_name().map(PathBuf::from).unwrap_or_default();
    let timezone = Some(Spanned::new("Asia/Tokyo".to_owned(), span()));
    let settings = Settings { timezone, ..Settings::default() };
    Plan {
        settings,
        sources: vec![Source {
            name: Spanned::new("facts".to_owned(), span()),
            label: None,
            origin: Origin::Files(Spanned::new(named.to_string_lossy().into_owned(), span())),
            time: Some(Spanned::new("occurred_at".to_owned(), span())),
            dimensions: vec![Dimension { name: Spanned::new("rep".to_owned(), span()), column: column("rep") }],
            filter: None,
            skip: Vec::new(),
            empty_periods_are_zero: false,
            lag: None,
            layout: Layout::default(),
            note: None,
            span: span(),
        }],
        measures,
        ..Plan::empty(FileId(0))
    }
}
