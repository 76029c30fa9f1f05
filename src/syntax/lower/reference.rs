//! What a name in an expression is: a name, a path, an aggregate or the period before.

use super::Lowering;
use super::expression::Measured;
use super::number::digit_value;
use super::parts::Parts;
use super::text::normalised;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Function;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::synonyms;
use crate::syntax::tree::{Aggregate, ExprKind, Path};

impl<'t> Lowering<'t> {
    /// A `reference`.
    pub(super) fn reference(&mut self, pair: Pair<'t>) -> Measured {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair.clone());
        let Some(function) = parts.next() else { return Measured::leaf(span, ExprKind::Broken) };
        if let Some(arguments) = parts.next_if(Rule::arguments) {
            self.call(span, &function, arguments)
        } else {
            let path = self.path(pair);
            Measured::leaf(span, self.path_or_truth(path))
        }
    }

    /// `true` and `false` are values, unless they stand in backticks or behind a point.
    pub(super) fn path_or_truth(&self, path: Path) -> ExprKind {
        if path.parts.len() == 1 {
            match self.words(path.span) {
                "true" => return ExprKind::Truth(true),
                "false" => return ExprKind::Truth(false),
                _ => {}
            }
        }
        ExprKind::Name(path)
    }

    fn call(&mut self, span: Span, name: &Pair<'t>, arguments: Pair<'t>) -> Measured {
        let word = normalised(name.as_str());
        let at = self.span(name);
        if word == "previous" {
            return self.previous(span, arguments);
        }
        if let Some(function) = Function::from_word(&word) {
            self.aggregate(span, Spanned::new(function, at), arguments)
        } else {
            self.errors.push(unknown_function(at, &word));
            Measured::leaf(span, ExprKind::Broken)
        }
    }

    fn previous(&mut self, span: Span, arguments: Pair<'t>) -> Measured {
        let arguments_span = self.span(&arguments);
        let mut parts = Parts::of(arguments).filter(|part| !matches!(part.as_rule(), Rule::lparen | Rule::rparen));
        let path = match (parts.next(), parts.next()) {
            (Some(only), None) if only.as_rule() == Rule::argument => match self.measured(&only).expr.kind {
                ExprKind::Name(path) => Some(path),
                _ => None,
            },
            _ => None,
        };
        let kind = path.map_or(ExprKind::Broken, ExprKind::Previous);
        if kind == ExprKind::Broken {
            self.errors.push(
                Diagnostic::error(Message::new("previous-of-expression"))
                    .at(arguments_span, Message::new("previous-of-expression.label"))
                    .help(Message::new("previous-of-expression.help")),
            );
        }
        Measured::leaf(span, kind)
    }

    fn aggregate(&mut self, span: Span, function: Spanned<Function>, arguments: Pair<'t>) -> Measured {
        let function_span = function.span;
        let word = function.value.word();
        let mut aggregate = Aggregate {
            function,
            distinct: None,
            argument: Measured::leaf(span, ExprKind::Broken).expr,
            rank: None,
            via: None,
            on: None,
            filter: None,
            unit: None,
        };
        let mut depth = 0;
        for part in Parts::of(arguments) {
            let at = self.span(&part);
            let (keyword, repeated) = match part.as_rule() {
                Rule::kw_distinct => {
                    aggregate.distinct = Some(at);
                    continue;
                }
                Rule::argument => {
                    let argument = self.measured(&part);
                    depth = depth.max(argument.depth);
                    aggregate.argument = argument.expr;
                    continue;
                }
                Rule::argument_where => {
                    let filter = Parts::of(part).seek(Rule::argument).map(|filter| self.measured(&filter));
                    depth = depth.max(filter.as_ref().map_or(0, |filter| filter.depth));
                    ("where", replace(&mut aggregate.filter, filter.map(|filter| filter.expr)))
                }
                Rule::argument_via => ("via", replace(&mut aggregate.via, self.name_in(part))),
                Rule::argument_on => ("on", replace(&mut aggregate.on, self.name_in(part))),
                Rule::argument_rank => {
                    self.rank(part, word, &mut aggregate);
                    continue;
                }
                Rule::unit_text => {
                    aggregate.unit = self.unit_text(part);
                    continue;
                }
                _ => continue,
            };
            if repeated {
                self.repeated_part(at, keyword);
            }
        }
        if aggregate.function.value == Function::Percentile && aggregate.rank.is_none() {
            self.missing_rank(function_span);
        }
        self.deeper(span, depth, ExprKind::Aggregate(Box::new(aggregate)))
    }

    fn name_in(&mut self, part: Pair<'t>) -> Option<crate::syntax::tree::Name> {
        Parts::of(part).seek(Rule::name).map(|name| self.name(&name))
    }

    /// The number behind the comma: a percentile's rank, or thousands that a comma can't divide here.
    fn rank(&mut self, part: Pair<'t>, function: &'static str, aggregate: &mut Aggregate) {
        let span = self.span(&part);
        let thousands = self.is_split_number(span);
        let Some(rank) = Parts::of(part).seek(Rule::plain_number) else { return };
        if thousands && (function != Function::Percentile.word() || aggregate.rank.is_some()) {
            self.errors.push(comma_in_number(span));
        } else if function == Function::Percentile.word() && aggregate.rank.is_none() {
            aggregate.rank = self.literal(rank);
        } else {
            self.errors.push(extra_argument(span, function));
        }
    }

    /// Whether a comma and what follows read like thousands: a digit before, three digits right behind.
    fn is_split_number(&self, comma_and_after: Span) -> bool {
        let before = self.text.get(..comma_and_after.start as usize).unwrap_or_default();
        let mut after = self.words(comma_and_after).trim_start_matches([',', '，']).chars();
        before.ends_with(is_digit) && (0..3).all(|_| after.next().is_some_and(is_digit))
    }

    fn missing_rank(&mut self, at: Span) {
        self.errors.push(
            Diagnostic::error(Message::new("missing-rank"))
                .at(at, Message::new("missing-rank.label"))
                .help(Message::new("missing-rank.help")),
        );
    }

    fn repeated_part(&mut self, at: Span, keyword: &'static str) {
        self.errors.push(
            Diagnostic::error(Message::new("repeated-clause").with("clause", keyword))
                .at(at, Message::new("repeated-clause.label"))
                .help(Message::new("repeated-clause.help")),
        );
    }
}

/// That a function has more arguments than it takes.
pub(super) fn extra_argument(span: Span, function: &str) -> Diagnostic {
    let help = if function == Function::Count.word() {
        Message::new("extra-argument.help-count")
    } else {
        Message::new("extra-argument.help").with("function", function)
    };
    Diagnostic::error(Message::new("extra-argument").with("function", function))
        .at(span, Message::new("extra-argument.label"))
        .help(help)
}

/// That there is no function of a name.
pub(super) fn unknown_function(at: Span, written: &str) -> Diagnostic {
    let known = || Function::ALL.iter().map(|function| function.word()).chain(["previous"]);
    let help = if written.eq_ignore_ascii_case("if") {
        Message::new("unknown-function.help-if")
    } else if written.to_lowercase().contains("distinct") {
        Message::new("unknown-function.help-instead").with("instead", "count(distinct …)")
    } else if let Some(similar) = synonyms::meant(written, known()) {
        Message::new("unknown-function.help-similar").with("similar", similar)
    } else {
        let known: Vec<String> = known().map(|word| format!("`{word}`")).collect();
        Message::new("unknown-function.help").with("known", known)
    };
    Diagnostic::error(Message::new("unknown-function").with("function", written))
        .at(at, Message::new("unknown-function.label"))
        .help(help)
}

fn is_digit(character: char) -> bool {
    digit_value(character).is_some()
}

/// That a comma stands in a number where it divides arguments, or doesn't stand before three digits.
pub(super) fn comma_in_number(span: Span) -> Diagnostic {
    Diagnostic::error(Message::new("comma-in-number"))
        .at(span, Message::new("comma-in-number.label"))
        .help(Message::new("comma-in-number.help"))
}

/// Puts a value in its place; whether there was one already.
fn replace<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    std::mem::replace(place, value).is_some()
}
