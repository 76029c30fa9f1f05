//! The parser that pest makes of `grammar/kpi.pest`.

pub(super) use generated::{PlanParser, Rule};

mod generated {
    use pest_derive::Parser;

    /// Reads any rule of the grammar.
    #[derive(Parser)]
    #[grammar = "../grammar/kpi.pest"]
    pub struct PlanParser;
}

/// A piece of the text that one rule has read.
pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;
