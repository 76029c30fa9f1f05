//! Text to tree. The only folder that names pest.

mod blocks;
mod expected;
mod grammar;
mod lower;
pub mod print;
mod scan;
mod synonyms;
pub mod tree;

use pest::Parser;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::{FileId, Span, Spanned};
use grammar::{Pair, PlanParser, Rule};
use tree::{Expr, Item, MetricClause, Quantity, SourceClause, Target, TargetRange, TargetValue, Tree};

/// A file as it was understood, and what was not.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// Everything that could be read; what couldn't stands in it as broken.
    pub tree: Tree,
    /// In the order of the text.
    pub errors: Vec<Diagnostic>,
}

/// Reads a plan's text. There is always a tree; it is whole where there are no errors.
///
/// Time and memory are linear in the text's length, and the tree is at most 512 expressions deep.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    let scanned = scan::scan(file, text);
    let mut parsed = if scanned.depth <= SHALLOW {
        parse_scanned(file, &scanned.text)
    } else {
        // Deep nesting needs a deep stack, and the caller's may be short.
        std::thread::scope(|scope| {
            let reader = std::thread::Builder::new().stack_size(DEEP_STACK);
            let reader = reader.spawn_scoped(scope, || parse_scanned(file, &scanned.text));
            reader.ok().and_then(|reader| reader.join().ok())
        })
        .unwrap_or_else(|| unread(file, text))
    };
    parsed.errors.extend(scanned.errors);
    parsed.errors.sort_by_key(Diagnostic::sort_key);
    parsed
}

/// Reads a condition as it may stand behind `where`, from a text that stands at `offset` of a file; its places are the
/// file's. `None` where nothing of it could be read.
#[must_use]
pub fn parse_condition(file: FileId, text: &str, offset: usize) -> (Option<Expr>, Vec<Diagnostic>) {
    // The smallest declaration that holds one, so laid out that the condition stands where it stands in its file.
    const BEFORE: &str = "source a from \"\"{where ";
    let lines: String = text.replace(['\n', '\r'], " ");
    let padding = " ".repeat(offset.saturating_sub(BEFORE.len()));
    let Parsed { tree, errors } = parse(file, &format!("{BEFORE}{padding}{lines}\n}}"));
    let clauses = tree.items.into_iter().flat_map(|item| match item {
        Item::Source(source) => source.clauses,
        _ => Vec::new(),
    });
    let condition = clauses.filter_map(|clause| match clause.kind {
        SourceClause::Where(condition) => Some(condition),
        _ => None,
    });
    (condition.into_iter().next(), errors)
}

/// Reads a number with its unit as it may stand behind `target`, from a text that stands at `offset` of a file; its
/// places are the file's. `None` where nothing of it could be read.
#[must_use]
pub fn parse_quantity(file: FileId, text: &str, offset: usize) -> (Option<Quantity>, Vec<Diagnostic>) {
    const BEFORE: &str = "kpi a{target ";
    let line: String = text.replace(['\n', '\r', ';'], " ");
    let padding = " ".repeat(offset.saturating_sub(BEFORE.len()));
    let Parsed { tree, errors } = parse(file, &format!("{BEFORE}{padding}{line}\n}}"));
    let clauses = tree.items.into_iter().flat_map(|item| match item {
        Item::Kpi(kpi) => kpi.clauses,
        _ => Vec::new(),
    });
    let quantity = clauses.filter_map(|clause| match clause.kind {
        MetricClause::Target(Target { value: TargetValue::One(TargetRange::Single(quantity)), .. }) => Some(quantity),
        _ => None,
    });
    (quantity.into_iter().next(), errors)
}

/// Nesting that any stack has room for.
const SHALLOW: usize = 24;

/// In bytes: some hundred kilobytes for each ten levels, without optimisation.
const DEEP_STACK: usize = 64 << 20;

fn parse_scanned(file: FileId, text: &str) -> Parsed {
    let Some(root) = PlanParser::parse(Rule::file, text).ok().and_then(|mut pairs| pairs.next()) else {
        return unread(file, text);
    };
    let comments = comments(file, root.clone());
    let (items, errors) = lower::lower(file, text, root);
    Parsed { tree: Tree { file, items, comments }, errors }
}

/// The grammar reads every text; should it run out of stack, the file is said to be too deep.
fn unread(file: FileId, text: &str) -> Parsed {
    let errors = vec![scan::too_deep(Span::new(file, 0, text.len()))];
    Parsed { tree: Tree { file, items: Vec::new(), comments: Vec::new() }, errors }
}

fn comments(file: FileId, root: Pair<'_>) -> Vec<Spanned<String>> {
    let comments = root.into_inner().flatten().filter(|pair| pair.as_rule() == Rule::comment);
    comments
        .map(|pair| {
            let span = pair.as_span();
            let text = pair.as_str().trim_start_matches(['#', '＃']).trim();
            Spanned::new(text.to_owned(), Span::new(file, span.start(), span.end()))
        })
        .collect()
}

#[cfg(test)]
mod tests;
