//! Declarations whose clauses follow without a brace.

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{Span, Spanned};
use crate::syntax::blocks::{Block, same_start};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{Broken, Item};

/// A declaration without a block.
pub(super) struct Headless {
    pub keyword: Spanned<String>,
    block: Block,
    /// Its last word.
    end: Span,
}

impl<'t> Lowering<'t> {
    /// What there is to know of a declaration that has no block, in case its clauses follow all the same.
    pub(super) fn without_block(&self, pair: &Pair<'t>) -> Option<Headless> {
        let mut parts = Parts::of(pair.clone());
        let keyword = parts.next()?;
        let keyword = Spanned::new(keyword.as_str().to_owned(), self.span(&keyword));
        let block = Block::of_declaration(&keyword.value)?;
        let has_block =
            parts.any(|part| part.as_str().starts_with(['{', '｛']) || part.as_rule() == Rule::broken_header);
        (!has_block).then(|| Headless { keyword, block, end: self.last_token(pair.as_span().end()) })
    }

    /// Whether words that begin no declaration are clauses of the one before them.
    pub(super) fn continues(&self, open: &Headless, junk: &Pair<'t>) -> bool {
        let word = self.first_word(junk);
        open.block.clauses().iter().any(|clause| same_start(clause, &word.value))
    }

    pub(super) fn missing_brace(&mut self, open: &Headless) {
        self.errors.push(
            Diagnostic::error(Message::new("missing-brace").with("keyword", &open.keyword.value))
                .at(open.end, Message::new("missing-brace.label"))
                .help(Message::new("missing-brace.help")),
        );
    }
}

impl Item {
    /// What is left of a declaration that could not be read whole.
    pub(super) fn into_broken(self, keyword: &Spanned<String>) -> Broken {
        let name = match self {
            Self::Source(source) => Some(source.name),
            Self::Lookup(lookup) => Some(lookup.name),
            Self::Measure(metric) | Self::Metric(metric) | Self::Kgi(metric) | Self::Kpi(metric) => Some(metric.name),
            Self::Contractor(contractor) => Some(contractor.name),
            Self::Broken(broken) => return broken,
            _ => None,
        };
        Broken { span: keyword.span, keyword: Some(keyword.clone()), name }
    }
}
