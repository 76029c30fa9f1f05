//! What the grammar has read, as a tree; one file for each concept.
//!
//! A method that lowers a piece takes its `Pair` and gives the node, or `None` after it has reported why it can't.

mod block;
mod brace;
mod date;
mod declaration;
mod diagnose;
mod explain;
mod expression;
mod foreign;
mod funnel;
mod header;
mod literal;
mod metric;
mod number;
mod operator;
mod parts;
mod plan;
mod practice;
mod reference;
mod source;
mod target;
mod test;
mod text;
mod threshold;

pub(super) use text::normalised;

use super::grammar::{Pair, Rule};
use super::tree::Item;
use crate::base::diagnostic::Diagnostic;
use crate::base::span::{FileId, Span};
use brace::Headless;

/// Everything in a file, and what is wrong with it.
pub(super) fn lower<'t>(file: FileId, text: &'t str, root: Pair<'t>) -> (Vec<Item>, Vec<Diagnostic>) {
    let mut lowering =
        Lowering { file, text, errors: Vec::new(), unclosed: false, too_long: false, keyword: String::new() };
    let items = lowering.items(root);
    (items, lowering.errors)
}

/// What lowering knows and gathers.
pub(super) struct Lowering<'t> {
    file: FileId,
    text: &'t str,
    errors: Vec<Diagnostic>,
    /// A block's closing brace is missing, so another may be left over.
    unclosed: bool,
    /// Of the expression that is being read it has been said that it is too long.
    too_long: bool,
    /// The keyword of the declaration that is being read.
    keyword: String,
}

impl<'t> Lowering<'t> {
    fn items(&mut self, root: Pair<'t>) -> Vec<Item> {
        let mut items = Vec::new();
        let mut open: Option<Headless> = None;
        for pair in root.into_inner() {
            match pair.as_rule() {
                Rule::comment | Rule::EOI => {}
                Rule::trailing => self.diagnose_trailing(&pair),
                Rule::junk_item => match open.take().filter(|open| self.continues(open, &pair)) {
                    Some(open) => {
                        self.missing_brace(&open);
                        let last = items.pop().map(|item: Item| item.into_broken(&open.keyword));
                        items.extend(last.map(Item::Broken));
                    }
                    None => items.push(self.junk_item(&pair)),
                },
                _ => {
                    open = self.without_block(&pair);
                    items.push(self.item(pair));
                }
            }
        }
        items
    }

    fn span(&self, pair: &Pair<'_>) -> Span {
        let span = pair.as_span();
        Span::new(self.file, span.start(), span.end())
    }

    /// The text at a span.
    fn words(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or_default()
    }
}
