//! The pieces of a piece, without its comments.

use crate::syntax::grammar::{Pair, Rule};

/// Walks the pieces that a rule has read, in order.
pub(super) struct Parts<'t> {
    pairs: pest::iterators::Pairs<'t, Rule>,
}

impl<'t> Parts<'t> {
    pub(super) fn of(pair: Pair<'t>) -> Self {
        Self { pairs: pair.into_inner() }
    }

    /// The rule of the next piece.
    pub(super) fn peek(&mut self) -> Option<Rule> {
        loop {
            match self.pairs.peek()?.as_rule() {
                Rule::comment => self.pairs.next(),
                rule => return Some(rule),
            };
        }
    }

    /// The next piece, if it is one of `rule`.
    pub(super) fn next_if(&mut self, rule: Rule) -> Option<Pair<'t>> {
        (self.peek()? == rule).then(|| self.pairs.next())?
    }

    /// The next piece of `rule`, past others.
    pub(super) fn seek(&mut self, rule: Rule) -> Option<Pair<'t>> {
        self.pairs.find(|pair| pair.as_rule() == rule)
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Pair<'t>;

    fn next(&mut self) -> Option<Pair<'t>> {
        self.pairs.find(|pair| pair.as_rule() != Rule::comment)
    }
}
