//! The second tier of recovery: what could not be read is read again alone, for its exact error.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::Lowering;
use super::explain::{Failure, Place};
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{Span, Spanned};
use crate::syntax::blocks::{Block, DECLARATIONS, same_start};
use crate::syntax::grammar::{Pair, PlanParser, Rule};
use crate::syntax::synonyms;
use crate::syntax::tree::{Broken, Item, Name};

impl<'t> Lowering<'t> {
    /// Reports what is wrong with a clause that could not be read.
    pub(super) fn diagnose_clause(&mut self, pair: &Pair<'t>, block: Block) {
        let span = self.span(pair);
        let word = self.first_word(pair);
        let known_here = block.clauses().iter().any(|clause| same_start(clause, &word.value));
        if word.value.is_empty() || known_here || self.is_free_form(block, &word) {
            let alone = match block {
                Block::Source | Block::Lookup if known_here => Rule::alone_keyword_clause,
                _ => alone_clause(block),
            };
            let failure = self.reparse(alone, span);
            if failure.at > span.start as usize || word.value.is_empty() || block.clauses().is_empty() {
                let error = self.explain(&failure, &Place::Clause(span));
                self.errors.push(error);
                return;
            }
        }
        if known_here || Block::with_clause(&word.value).is_empty() {
            self.unknown_clause(&word, block);
        } else {
            self.misplaced_clause(&word, block);
        }
    }

    /// Whether a block has clauses that start with a name.
    fn is_free_form(&self, block: Block, word: &Spanned<String>) -> bool {
        match block {
            Block::Schedule | Block::Members | Block::TeamSizes => true,
            Block::Funnel => Block::with_clause(&word.value).is_empty(),
            Block::Source | Block::Lookup => {
                let rest = self.text.get(word.span.end as usize..).unwrap_or_default();
                rest.trim_start_matches([' ', '\t', '\u{3000}']).starts_with("in ")
            }
            _ => false,
        }
    }

    /// Reports what is wrong with a declaration's header. Gives the name in it, if there is one.
    pub(super) fn diagnose_header(&mut self, keyword: &Spanned<String>, header: &Pair<'t>) -> Option<Name> {
        let failure = self.reparse(alone_header(&keyword.value), self.span(header));
        let error = self.explain(&failure, &Place::Header(keyword, self.span(header)));
        let joined = error.help.as_ref().and_then(|help| help.text_of("joined")).map(str::to_owned);
        self.errors.push(error);
        let mut word = self.first_word(header);
        word.value = joined.unwrap_or(word.value);
        let named =
            matches!(keyword.value.as_str(), "kpi" | "kgi" | "measure" | "metric" | "source" | "lookup" | "contractor");
        (named && !word.value.is_empty()).then(|| Spanned::new(super::normalised(&word.value), word.span))
    }

    /// Reports words after a declaration that is complete.
    pub(super) fn diagnose_trailing(&mut self, pair: &Pair<'t>) {
        let span = self.span(pair);
        if self.is_leftover_brace(pair) {
            return;
        }
        let failure = Failure { at: span.start as usize, expected: vec![Rule::EOI] };
        let error = self.explain(&failure, &Place::Clause(span));
        self.errors.push(error);
    }

    /// A line that starts no declaration.
    pub(super) fn junk_item(&mut self, pair: &Pair<'t>) -> Item {
        let span = self.span(pair);
        let word = self.first_word(pair);
        let name = self.second_word(&word);
        let meant = synonyms::meant(&word.value, DECLARATIONS.iter().copied());
        let keyword = Spanned::new(meant.unwrap_or(&word.value).to_owned(), word.span);
        let broken = Broken { span, keyword: (!word.value.is_empty()).then_some(keyword), name };
        if self.is_leftover_brace(pair) {
            return Item::Broken(broken);
        }
        let blocks = Block::with_clause(&word.value);
        let error = if word.value.is_empty() {
            let failure = Failure { at: span.start as usize, expected: Vec::new() };
            self.explain(&failure, &Place::File(span))
        } else if blocks.is_empty() {
            unknown_declaration(&word)
        } else {
            Diagnostic::error(Message::new("clause-outside-block").with("clause", &word.value))
                .at(word.span, Message::new("clause-outside-block.label"))
                .help(Message::new("clause-outside-block.help").with("blocks", blocks))
        };
        self.errors.push(error);
        Item::Broken(broken)
    }

    /// A closing brace too many is no news where one was missing before.
    fn is_leftover_brace(&self, pair: &Pair<'t>) -> bool {
        self.unclosed && pair.as_str().trim_matches(|c: char| c.is_whitespace() || matches!(c, '}' | '｝')).is_empty()
    }

    /// The word that a piece starts with; empty where it starts with something else.
    pub(super) fn first_word(&self, pair: &Pair<'t>) -> Spanned<String> {
        self.word_at(pair.as_span().start(), pair.as_span().end())
    }

    fn second_word(&self, first: &Spanned<String>) -> Option<Name> {
        let start = first.span.end as usize;
        let line = self.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let word = self.word_at(start, start + line.len());
        (!first.value.is_empty() && !word.value.is_empty())
            .then(|| Spanned::new(super::normalised(&word.value), word.span))
    }

    fn word_at(&self, start: usize, end: usize) -> Spanned<String> {
        let text = self.text.get(start..end).unwrap_or_default();
        let trimmed = text.trim_start();
        let start = start + text.len() - trimmed.len();
        let length = if trimmed.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            trimmed.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(trimmed.len())
        } else {
            0
        };
        let word = trimmed.get(..length).unwrap_or_default();
        Spanned::new(word.to_owned(), Span::new(self.file, start, start + length))
    }

    /// Reads a piece again alone: how far it can be read, and what could follow there.
    fn reparse(&self, rule: Rule, span: Span) -> Failure {
        let text = self.words(span);
        let Err(error) = PlanParser::parse(rule, text) else {
            return Failure { at: span.end as usize, expected: vec![Rule::EOI] };
        };
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => span.start as usize + at,
        };
        let expected = match error.variant {
            ErrorVariant::ParsingError { mut positives, .. } => {
                // What is only understood to be reported is not to be offered.
                positives.retain(|rule| !matches!(rule, Rule::stray_mark | Rule::comparison_mark | Rule::wrong_arrow));
                positives
            }
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Failure { at, expected }
    }

    fn unknown_clause(&mut self, word: &Spanned<String>, block: Block) {
        let clauses = block.clauses();
        let firsts = clauses.iter().filter_map(|clause| clause.split(' ').next());
        let similar = clauses.iter().copied().find(|clause| same_start(clause, &word.value)).or_else(|| {
            let near = synonyms::meant(&word.value, clauses.iter().copied().chain(firsts))?;
            clauses.iter().copied().find(|clause| same_start(clause, near))
        });
        let help = if let Some(similar) = similar {
            Message::new("unknown-clause.help-similar").with("similar", similar)
        } else {
            let known: Vec<String> = clauses.iter().map(|clause| format!("`{clause}`")).collect();
            Message::new("unknown-clause.help").with("known", known)
        };
        let block = self.block_word(block);
        self.errors.push(
            Diagnostic::error(Message::new("unknown-clause").with("clause", &word.value).with("block", block))
                .at(word.span, Message::new("unknown-clause.label"))
                .help(help),
        );
    }
}

fn unknown_declaration(word: &Spanned<String>) -> Diagnostic {
    let known: Vec<String> = DECLARATIONS.iter().map(|word| format!("`{word}`")).collect();
    let help = match synonyms::meant(&word.value, DECLARATIONS.iter().copied()) {
        Some(similar) => Message::new("unknown-declaration.help-similar").with("similar", similar),
        None => Message::new("unknown-declaration.help").with("known", known),
    };
    Diagnostic::error(Message::new("unknown-declaration").with("word", &word.value))
        .at(word.span, Message::new("unknown-declaration.label"))
        .help(help)
}

fn alone_header(keyword: &str) -> Rule {
    match keyword {
        "source" => Rule::alone_source_header,
        "lookup" => Rule::alone_lookup_header,
        "plan" => Rule::alone_plan_header,
        "funnel" => Rule::alone_funnel_header,
        "contractor" => Rule::alone_contractor_header,
        "action" => Rule::alone_action_header,
        "test" => Rule::alone_test_header,
        "use" => Rule::alone_use_header,
        "allow" => Rule::alone_allow_header,
        _ => Rule::alone_metric_header,
    }
}

fn alone_clause(block: Block) -> Rule {
    match block {
        Block::Plan => Rule::alone_plan_clause,
        Block::Source | Block::Lookup => Rule::alone_source_clause,
        Block::Formula | Block::Goal => Rule::alone_metric_clause,
        Block::Funnel => Rule::alone_funnel_clause,
        Block::Contractor => Rule::alone_contractor_clause,
        Block::Action => Rule::alone_action_clause,
        Block::Test => Rule::alone_test_clause,
        Block::Thresholds => Rule::alone_threshold,
        Block::Missed => Rule::alone_missed_clause,
        Block::Schedule => Rule::alone_schedule_entry,
        Block::Members => Rule::alone_members_entry,
        Block::TeamSizes => Rule::alone_team_entry,
    }
}
