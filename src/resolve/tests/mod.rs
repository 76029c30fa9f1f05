//! Plan texts and what comes of them.

mod cascades;
mod codes;
mod files;
mod plans;
mod speed;
mod unit_rules;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Arg;
use crate::base::span::{FileId, Span};
use crate::plan::Plan;
use crate::syntax;

use super::{ParsedFiles, Resolved, resolve};

/// Resolves files, of which the first is asked for. A `use` means the file of that name.
fn resolved_files(files: &[(&str, &str)]) -> Resolved {
    resolved_roots(files, 1)
}

/// Resolves files, of which the first ones are asked for.
fn resolved_roots(files: &[(&str, &str)], roots: u32) -> Resolved {
    let mut parsed = ParsedFiles::new();
    for (place, (_, text)) in (0..).zip(files) {
        parsed.add(syntax::parse(FileId(place), text).tree);
    }
    for place in (0..).zip(files).map(|(place, _)| FileId(place)) {
        for (other, (name, _)) in (0..).zip(files) {
            parsed.link(place, name, Some(FileId(other)));
        }
    }
    let roots: Vec<FileId> = (0..roots).map(FileId).collect();
    resolve(&parsed, &roots)
}

fn resolved(text: &str) -> Resolved {
    resolved_files(&[("plan.kpi", text)])
}

/// The plan of a text without errors.
fn plan(text: &str) -> Plan {
    let parsed = syntax::parse(FileId(0), text);
    assert_eq!(parsed.errors, [], "{text}");
    let resolved = resolved(text);
    assert_eq!(shown(text, &resolved.errors), Vec::<String>::new(), "{text}");
    assert!(resolved.workspace.plans.iter().all(|plan| plan.complete));
    resolved.workspace.plans.into_iter().next_back().unwrap()
}

/// Each error as `code @ words`, in the order of the text.
fn shown(text: &str, errors: &[Diagnostic]) -> Vec<String> {
    let words = |span: Span| text.get(span.range()).unwrap_or("?").lines().next().unwrap_or_default().to_owned();
    let place = |error: &Diagnostic| error.primary.as_ref().map_or(String::new(), |label| words(label.span));
    errors.iter().map(|error| format!("{} @ {}", error.code, place(error))).collect()
}

/// The errors of a text that the parser has nothing against.
fn errors(text: &str) -> Vec<String> {
    let parsed = syntax::parse(FileId(0), text);
    assert_eq!(shown(text, &parsed.errors), Vec::<String>::new(), "{text}");
    let resolved = resolved(text);
    assert_eq!(resolved.errors.is_empty(), resolved.workspace.plans.iter().all(|plan| plan.complete), "{text}");
    shown(text, &resolved.errors)
}

/// The argument of a message, as text.
fn argument(message: &crate::base::message::Message, name: &str) -> String {
    match message.args.iter().find(|(key, _)| *key == name) {
        Some((_, Arg::Text(text))) => text.clone(),
        Some((_, other)) => format!("{other:?}"),
        None => String::new(),
    }
}
