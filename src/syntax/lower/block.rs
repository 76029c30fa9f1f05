//! Blocks: clause by clause, whatever the clauses are.

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{Span, Spanned};
use crate::syntax::blocks::{Block, is_repeatable};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{
    ActionClause, Clause, ContractorClause, FunnelClause, MetricClause, PlanClause, SourceClause, TestClause,
};

/// What a block's clauses are.
pub(super) trait ClauseKind: Sized {
    /// What a clause that could not be read leaves. `None` where it leaves nothing.
    fn broken() -> Option<Self>;
}

macro_rules! leaves_broken {
    ($($kind:ident),*) => {$(
        impl ClauseKind for $kind {
            fn broken() -> Option<Self> {
                Some(Self::Broken)
            }
        }
    )*};
}
leaves_broken!(PlanClause, SourceClause, MetricClause, FunnelClause, ContractorClause, ActionClause, TestClause);

impl<'t> Lowering<'t> {
    /// The clauses of a block, each read by `lower`. What it can't read, it reports.
    pub(super) fn clauses<K: ClauseKind>(
        &mut self,
        block: Pair<'t>,
        kind: Block,
        lower: fn(&mut Self, Pair<'t>) -> Option<K>,
    ) -> Vec<Clause<K>> {
        let mut clauses = Vec::new();
        let mut seen: Vec<(String, Span)> = Vec::new();
        self.entries(block, kind, |this, pair| {
            let span = this.span(&pair);
            let keyword = this.clause_keyword(&pair);
            let rule = pair.as_rule();
            let read = if rule == Rule::broken_clause {
                None
            } else if rule != Rule::column_unit && !kind.clauses().contains(&keyword.value.as_str()) {
                this.misplaced_clause(&keyword, kind);
                None
            } else {
                if rule != Rule::column_unit {
                    this.note_repetition(&keyword, &pair, &mut seen);
                }
                lower(this, pair)
            };
            if let Some(kind) = read.or_else(K::broken) {
                clauses.push(Clause { span, keyword, kind });
            }
        });
        clauses
    }

    /// Visits what stands in a block; broken pieces are reported, and visited too.
    pub(super) fn entries(&mut self, block: Pair<'t>, kind: Block, mut visit: impl FnMut(&mut Self, Pair<'t>)) {
        let mut opener = None;
        for part in Parts::of(block) {
            match part.as_rule() {
                Rule::lbrace => opener = Some(self.span(&part)),
                Rule::rbrace => {}
                Rule::unclosed_block => {
                    if let Some(opener) = opener {
                        self.unclosed_brace(opener);
                    }
                }
                rule => {
                    if rule == Rule::broken_clause {
                        self.diagnose_clause(&part, kind);
                    }
                    visit(self, part);
                }
            }
        }
    }

    /// A clause's keyword: its first words, as many as its rule says.
    fn clause_keyword(&self, pair: &Pair<'t>) -> Spanned<String> {
        let words = match pair.as_rule() {
            Rule::empty_periods => 4,
            Rule::plan_fiscal_year
            | Rule::source_fiscal_year
            | Rule::header_row
            | Rule::skip_rows
            | Rule::shared_with
            | Rule::when_missed
            | Rule::expect_required => 2,
            Rule::column_unit => {
                let name = Parts::of(pair.clone()).next().map_or_else(|| self.span(pair), |name| self.span(&name));
                return Spanned::new(self.words(name).to_owned(), name);
            }
            _ => 1,
        };
        let text = pair.as_str();
        let mut end = 0;
        for _ in 0..words {
            let rest = text.get(end..).unwrap_or_default();
            let word = rest.trim_start();
            end += rest.len() - word.len();
            end += word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
        }
        let keyword = text.get(..end).unwrap_or_default();
        let start = pair.as_span().start();
        let value =
            if words == 1 { keyword.to_owned() } else { keyword.split_whitespace().collect::<Vec<_>>().join(" ") };
        Spanned::new(value, Span::new(self.file, start, start + end))
    }

    fn note_repetition(&mut self, keyword: &Spanned<String>, pair: &Pair<'t>, seen: &mut Vec<(String, Span)>) {
        if is_repeatable(&keyword.value) {
            return;
        }
        // A weight stands once for each role.
        let key = match Parts::of(pair.clone()).seek(Rule::text) {
            Some(role) if pair.as_rule() == Rule::weight => format!("weight {}", role.as_str()),
            _ => keyword.value.clone(),
        };
        match seen.iter().find(|(other, _)| *other == key) {
            Some((_, first)) => self.repeated_clause(&keyword.value, keyword.span, *first),
            None => seen.push((key, keyword.span)),
        }
    }

    pub(super) fn repeated_clause(&mut self, keyword: &str, span: Span, first: Span) {
        self.errors.push(
            Diagnostic::error(Message::new("repeated-clause").with("clause", keyword))
                .at(span, Message::new("repeated-clause.label"))
                .related(first, Message::new("repeated-clause.first"))
                .help(Message::new("repeated-clause.help")),
        );
    }

    pub(super) fn misplaced_clause(&mut self, keyword: &Spanned<String>, here: Block) {
        let word = self.block_word(here);
        self.errors.push(
            Diagnostic::error(Message::new("misplaced-clause").with("clause", &keyword.value).with("block", word))
                .at(keyword.span, Message::new("misplaced-clause.label"))
                .help(
                    Message::new("misplaced-clause.help")
                        .with("clause", &keyword.value)
                        .with("blocks", Block::with_clause(&keyword.value)),
                ),
        );
    }

    /// The word in front of a block: the declaration's own keyword, where the block may follow several.
    pub(super) fn block_word(&self, block: Block) -> &'static str {
        let words = block.words();
        let own = words.iter().copied().find(|word| *word == self.keyword);
        own.or(words.first().copied()).unwrap_or_default()
    }

    fn unclosed_brace(&mut self, opener: Span) {
        self.unclosed = true;
        self.errors.push(
            Diagnostic::error(Message::new("unclosed-brace"))
                .at(opener, Message::new("unclosed-brace.label"))
                .help(Message::new("unclosed-brace.help")),
        );
    }

    /// Reports a `:` or `=` after a clause's keyword, if there is one.
    pub(super) fn stray_mark(&mut self, parts: &mut Parts<'t>) {
        let Some(mark) = parts.next_if(Rule::stray_mark) else { return };
        self.needless_mark(self.span(&mark));
    }

    /// Reports a sign that is not needed.
    pub(super) fn needless_mark(&mut self, span: Span) {
        let mut error = Diagnostic::error(Message::new("colon-after-keyword").with("mark", self.words(span)))
            .at(span, Message::new("colon-after-keyword.label"))
            .help(Message::new("colon-after-keyword.help"));
        error.fix = Some(crate::base::diagnostic::Fix { edits: vec![(span, String::new())], safe: true });
        self.errors.push(error);
    }

    /// The pieces of a clause after its keyword.
    pub(super) fn values(&mut self, clause: Pair<'t>) -> Parts<'t> {
        let mut parts = Parts::of(clause);
        self.stray_mark(&mut parts);
        parts
    }
}
