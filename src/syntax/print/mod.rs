//! A tree as text: plain and canonical, without its comments.
//!
//! What has no error is read back as the same tree; broken nodes are left out. This is not the formatter, which keeps
//! what people wrote where it may be written in several ways.

mod clauses;
mod expression;
mod metrics;
mod values;

use std::fmt::Write;

use super::tree::{Clause, Item, MetricDecl, Origin, StageDecl, Tree};
use values::{path, text};

pub use values::{name, quoted};

/// The whole tree, a declaration after the other, with an empty line between.
#[must_use]
pub fn print(tree: &Tree) -> String {
    let items = tree.items.iter().filter(|item| !matches!(item, Item::Broken(_)));
    let items: Vec<String> = items.map(item).collect();
    items.join("\n")
}

fn item(item: &Item) -> String {
    match item {
        Item::Plan(plan) => {
            let lines = lines(&plan.clauses, |clause| clauses::plan(&clause.kind));
            declaration(&["plan".to_owned(), label(plan.label.as_ref())], &lines)
        }
        Item::Use(used) => {
            let alias = used.alias.as_ref().map_or_else(String::new, |alias| format!("as {}", name(alias)));
            declaration(&["use".to_owned(), text(&used.path), alias], &[])
        }
        Item::Source(source) => {
            let origin = match &source.origin {
                Origin::Files(files) => text(files),
                Origin::Table { connection, table } => format!("{} table {}", name(connection), text(table)),
            };
            let head =
                ["source".to_owned(), name(&source.name), label(source.label.as_ref()), format!("from {origin}")];
            declaration(&head, &lines(&source.clauses, |clause| clauses::source(&clause.kind)))
        }
        Item::Lookup(lookup) => {
            let from = format!("from {}", text(&lookup.path));
            let head = ["lookup".to_owned(), name(&lookup.name), label(lookup.label.as_ref()), from];
            declaration(&head, &lines(&lookup.clauses, |clause| clauses::source(&clause.kind)))
        }
        Item::Measure(decl) => metric("measure", decl),
        Item::Metric(decl) => metric("metric", decl),
        Item::Kgi(decl) => metric("kgi", decl),
        Item::Kpi(decl) => metric("kpi", decl),
        Item::Funnel(funnel) => {
            let share =
                funnel.share.as_ref().map_or_else(String::new, |share| format!("for {}", values::literal(share)));
            let mut inside: Vec<String> =
                funnel.stages.iter().enumerate().map(|(place, decl)| stage(place, decl)).collect();
            inside.extend(
                funnel
                    .cohort
                    .as_ref()
                    .map(|cohort| format!("by {} within {}", name(&cohort.key), values::literal(&cohort.within))),
            );
            inside.extend(lines(&funnel.clauses, |clause| clauses::funnel(&clause.kind)));
            declaration(&["funnel".to_owned(), label(funnel.label.as_ref()), share], &inside)
        }
        Item::Contractor(contractor) => {
            let head = ["contractor".to_owned(), name(&contractor.name), label(contractor.label.as_ref())];
            declaration(&head, &lines(&contractor.clauses, |clause| clauses::contractor(&clause.kind)))
        }
        Item::Action(action) => {
            let head = ["action".to_owned(), text(&action.label), format!("on {}", path(&action.metric))];
            declaration(&head, &lines(&action.clauses, |clause| clauses::action(&clause.kind)))
        }
        Item::Test(test) => {
            let inside = lines(&test.clauses, |clause| clauses::test(&clause.kind));
            declaration(&["test".to_owned(), text(&test.label)], &inside)
        }
        Item::Allow(allow) => declaration(&[clauses::allow(allow)], &[]),
        Item::Broken(_) => String::new(),
    }
}

fn metric(keyword: &str, decl: &MetricDecl) -> String {
    let formula = decl.expr.as_ref().map_or_else(String::new, |expr| format!("= {}", expression::expr(expr)));
    let head = [keyword.to_owned(), name(&decl.name), label(decl.label.as_ref()), formula];
    declaration(&head, &lines(&decl.clauses, |clause| metrics::clause(&clause.kind)))
}

fn stage(place: usize, decl: &StageDecl) -> String {
    let mut line = if place == 0 { String::new() } else { "-> ".to_owned() };
    line.push_str(&path(&decl.metric));
    if let Some(at) = &decl.at {
        let _ = write!(line, " at {}", values::quantity(at));
    }
    if let Some(conversion) = &decl.conversion {
        let _ = write!(line, " as {}", name(conversion));
    }
    if let Some(label) = &decl.label {
        let _ = write!(line, " {}", text(label));
    }
    line
}

fn label(label: Option<&super::tree::Text>) -> String {
    label.map_or_else(String::new, text)
}

/// The clauses that are not broken, each a line.
fn lines<K>(clauses: &[Clause<K>], line: impl Fn(&Clause<K>) -> Option<String>) -> Vec<String> {
    clauses.iter().filter_map(line).collect()
}

fn declaration(head: &[String], inside: &[String]) -> String {
    let head: Vec<&str> = head.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let mut declaration = head.join(" ");
    if !inside.is_empty() {
        declaration.push_str(&block(inside, 0));
    }
    declaration.push('\n');
    declaration
}

/// Lines between braces, set in by a level more than the line they follow.
fn block(lines: &[String], level: usize) -> String {
    let indent = "  ".repeat(level + 1);
    let inside: String = lines.iter().fold(String::new(), |all, line| all + &indent + line + "\n");
    format!(" {{\n{inside}{}}}", "  ".repeat(level))
}
