//! `source` and `lookup`.

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::Spanned;
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{DimensionDecl, Item, LookupDecl, Origin, SourceClause, SourceDecl};

impl<'t> Lowering<'t> {
    pub(super) fn source_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let clauses = self.block(declaration.block.take(), Block::Source, Self::source_clause);
        let (Some(mut header), Some(name)) = (declaration.header.take(), declaration.name.clone()) else {
            return declaration.broken();
        };
        header.next();
        let label = self.label(&mut header);
        let first = header.seek(Rule::kw_from).and_then(|_| header.next());
        let origin = match (first, header.seek(Rule::kw_table).and_then(|_| header.next())) {
            (Some(connection), Some(table)) => {
                Some(Origin::Table { connection: self.name(&connection), table: self.text(&table) })
            }
            (Some(path), None) => Some(Origin::Files(self.text(&path))),
            _ => None,
        };
        let Some(origin) = origin else { return declaration.broken() };
        Item::Source(SourceDecl { span: declaration.span, name, label, origin, clauses })
    }

    pub(super) fn lookup_item(&mut self, pair: Pair<'t>) -> Item {
        let mut declaration = self.declaration(pair);
        let clauses = self.block(declaration.block.take(), Block::Lookup, Self::source_clause);
        let (Some(mut header), Some(name)) = (declaration.header.take(), declaration.name.clone()) else {
            return declaration.broken();
        };
        header.next();
        let label = self.label(&mut header);
        let Some(path) = header.seek(Rule::kw_from).and_then(|_| header.next()) else { return declaration.broken() };
        let path = self.text(&path);
        Item::Lookup(LookupDecl { span: declaration.span, name, label, path, clauses })
    }

    /// The label after a name, if there is one.
    pub(super) fn label(&mut self, header: &mut Parts<'t>) -> Option<crate::syntax::tree::Text> {
        let label = header.next_if(Rule::text).or_else(|| header.next_if(Rule::open_text))?;
        Some(self.text(&label))
    }

    /// One clause of `source` or `lookup`.
    fn source_clause(&mut self, clause: Pair<'t>) -> Option<SourceClause> {
        let rule = clause.as_rule();
        let span = self.span(&clause);
        let mut values = self.values(clause);
        Some(match rule {
            Rule::column_unit => {
                let column = self.name(&values.next()?);
                SourceClause::ColumnUnit { column, unit: self.unit_text(values.seek(Rule::unit_text)?)? }
            }
            Rule::time => SourceClause::Time(self.name(&values.next()?)),
            Rule::key => SourceClause::Key(self.name(&values.next()?)),
            Rule::dimensions => SourceClause::By(
                values
                    .filter(|part| part.as_rule() == Rule::dimension)
                    .filter_map(|part| self.dimension(part))
                    .collect(),
            ),
            Rule::filter => SourceClause::Where(self.expression(&values.next()?)),
            Rule::skip_rows => SourceClause::SkipRows(self.expression(&values.seek(Rule::line_expression)?)),
            Rule::empty_periods => SourceClause::EmptyPeriodsAreZero,
            Rule::lag => SourceClause::Lag(self.literal(values.next()?)?),
            Rule::sheet => SourceClause::Sheet(self.text(&values.next()?)),
            Rule::header_row => self.header_row(&values.seek(Rule::integer)?)?,
            Rule::separator => SourceClause::Separator(self.text(&values.next()?)),
            Rule::encoding => SourceClause::Encoding(self.text(&values.next()?)),
            Rule::dates => SourceClause::Dates(self.text(&values.next()?)),
            Rule::missing => SourceClause::Missing(self.texts(values)),
            Rule::unpivot => self.unpivot(values)?,
            Rule::source_fiscal_year => self.source_fiscal_year(&values.seek(Rule::integer)?)?,
            Rule::note => SourceClause::Note(self.text(&values.next()?)),
            _ => SourceClause::Allow(self.allow(span, values)?),
        })
    }

    fn dimension(&mut self, pair: Pair<'t>) -> Option<DimensionDecl> {
        let mut parts = Parts::of(pair);
        let name = self.name(&parts.next()?);
        let column = parts.seek(Rule::path).map(|column| self.path(column));
        let via = parts.seek(Rule::name).map(|via| self.name(&via));
        Some(DimensionDecl { name, column, via })
    }

    /// Every text among pieces.
    pub(super) fn texts(&mut self, values: Parts<'t>) -> Vec<crate::syntax::tree::Text> {
        let is_text = |part: &Pair<'t>| matches!(part.as_rule(), Rule::text | Rule::open_text);
        values.filter(is_text).map(|text| self.text(&text)).collect()
    }

    fn header_row(&mut self, number: &Pair<'t>) -> Option<SourceClause> {
        let row = self.integer(number)?;
        if row.value == 0 {
            self.errors.push(
                Diagnostic::error(Message::new("row-zero"))
                    .at(row.span, Message::new("row-zero.label"))
                    .help(Message::new("row-zero.help")),
            );
            return None;
        }
        Some(SourceClause::HeaderRow(row))
    }

    fn unpivot(&mut self, values: Parts<'t>) -> Option<SourceClause> {
        let (mut texts, mut names) = (Vec::new(), Vec::new());
        for part in values {
            match part.as_rule() {
                Rule::text | Rule::open_text => texts.push(self.text(&part)),
                Rule::name => names.push(self.name(&part)),
                _ => {}
            }
        }
        let (mut texts, mut names) = (texts.into_iter(), names.into_iter());
        let (first, last) = (texts.next()?, texts.next()?);
        Some(SourceClause::Unpivot { first, last, key: names.next()?, value: names.next()? })
    }

    fn source_fiscal_year(&mut self, number: &Pair<'t>) -> Option<SourceClause> {
        let year = self.integer(number)?;
        match i16::try_from(year.value) {
            Ok(value) if value <= 9999 => Some(SourceClause::FiscalYear(Spanned::new(value, year.span))),
            _ => {
                self.errors.push(
                    Diagnostic::error(Message::new("date-form").with("written", number.as_str()))
                        .at(year.span, Message::new("date-form.label"))
                        .help(Message::new("date-form.help")),
                );
                None
            }
        }
    }
}
