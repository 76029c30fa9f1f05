//! Whole plans over whole files: the laws of aggregation, and the reference numbers.

mod cells;
mod cohorts;
mod currencies;
mod declared;
mod files;
mod laws;
mod lookups;
mod reference;
mod totals;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::Date;

use super::observations::{Group, Observations, Observed, Request};
use super::observe::{NoProgress, ObservedSources, observe};
use super::reach::Reach;
use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::{FileId, Span, Spanned};
use crate::base::vocabulary::Function;
use crate::plan::Plan;
use crate::plan::ids::{LookupId, MeasureId, SourceId};
use crate::plan::source::{Column, Comparison, Condition, Dimension, Layout, Lookup, Measure, Origin, RowExpr, Source};
use crate::plan::unit::Unit;

/// A place that tells apart what stands there by its number.
fn span(number: usize) -> Span {
    Span::new(FileId(0), number, number + 1)
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, span(0))
}

fn column(name: &str) -> Column {
    Column { name: name.to_owned(), lookup: None, span: span(7) }
}

fn joined(name: &str, via: &str) -> Column {
    Column { lookup: Some((LookupId(0), via.to_owned())), ..column(name) }
}

fn cell(name: &str) -> RowExpr {
    RowExpr::Column(column(name))
}

fn is(name: &str, text: &str) -> Condition {
    Condition::Compare(cell(name), Comparison::Equal, RowExpr::Text(text.to_owned()))
}

fn and(left: Condition, right: Condition) -> Condition {
    Condition::And(Box::new(left), Box::new(right))
}

fn source(path: &str, time: &str, dimensions: &[(&str, Column)]) -> Source {
    let dimension =
        |(name, column): &(&str, Column)| Dimension { name: spanned((*name).to_owned()), column: column.clone() };
    Source {
        name: spanned("facts".to_owned()),
        label: None,
        origin: Origin::Files(Spanned::new(path.to_owned(), span(3))),
        time: Some(Spanned::new(time.to_owned(), span(5))),
        dimensions: dimensions.iter().map(dimension).collect(),
        filter: None,
        skip: Vec::new(),
        empty_periods_are_zero: false,
        lag: None,
        layout: Layout::default(),
        note: None,
        span: span(0),
    }
}

fn lookup(path: &str, key: &str) -> Lookup {
    Lookup {
        name: spanned("members".to_owned()),
        path: spanned(path.to_owned()),
        key: spanned(key.to_owned()),
        layout: Layout::default(),
        span: span(0),
    }
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
        span: span(0),
    }
}

fn count(filter: Option<Condition>) -> Measure {
    measure(Function::Count, None, filter)
}

fn distinct(name: &str) -> Measure {
    Measure { distinct: true, ..measure(Function::Count, Some(cell(name)), None) }
}

fn sum(name: &str, filter: Option<Condition>) -> Measure {
    measure(Function::Sum, Some(cell(name)), filter)
}

fn on(measure: Measure, name: &str) -> Measure {
    Measure { on: Some(Spanned::new(name.to_owned(), span(6))), ..measure }
}

fn plan(source: Source, measures: Vec<Measure>) -> Plan {
    Plan { sources: vec![source], measures, ..Plan::empty(FileId(0)) }
}

/// A request for all measures of a plan.
fn request(plan: &Plan, as_of: &str, grains: &[Grain], breakdowns: &[&[&str]]) -> Request {
    let grains: BTreeSet<Grain> = grains.iter().copied().collect();
    Request {
        as_of: as_of.parse().unwrap(),
        grains: vec![grains; plan.measures.len()],
        breakdowns: breakdowns.iter().map(|names| names.iter().map(|name| (*name).to_owned()).collect()).collect(),
        cohorts: Vec::new(),
    }
}

/// A folder with files, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("kpi-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        for (name, text) in files {
            fs::write(folder.0.join(name), text).unwrap();
        }
        folder
    }

    fn reach(&self) -> Reach {
        Reach::new(self.0.clone(), self.0.clone())
    }

    fn observe(&self, plan: &Plan, request: &Request) -> ObservedSources {
        observe(plan, request, &self.reach(), &NoProgress)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Observations of a plan over one file of text, monthly, without errors.
fn monthly(plan: &Plan, text: &str) -> Observations {
    let folder = Folder::new(&[("facts.csv", text)]);
    let observed = folder.observe(plan, &request(plan, "2030-12-31", &[Grain::Month], &[]));
    assert_eq!(observed.errors, []);
    observed.observations
}

fn period(plan: &Plan, text: &str) -> Period {
    Period::parse(text, plan.settings.fiscal).unwrap()
}

/// A measure's value as text: `zero`-able, `empty`, `no rows` or `no dimension`.
fn shown(
    plan: &Plan,
    observations: &Observations,
    measure: usize,
    text: &str,
    members: &[(&str, Option<&str>)],
) -> String {
    let members = members.iter().map(|(name, member)| ((*name).to_owned(), member.map(ToOwned::to_owned)));
    let group = Group { members: members.collect() };
    match observations.value(MeasureId::of(measure), &period(plan, text), &group) {
        Observed::Value(aggregated) => aggregated.value.to_string(),
        Observed::Empty => "empty".to_owned(),
        Observed::NoRows => "no rows".to_owned(),
        Observed::NoDimension(name) => format!("no {name}"),
    }
}

fn total(plan: &Plan, observations: &Observations, measure: usize, text: &str) -> String {
    shown(plan, observations, measure, text, &[])
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}
