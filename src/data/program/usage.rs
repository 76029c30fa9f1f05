//! What a column holds, found out from how a plan uses it.

use std::collections::BTreeSet;

use crate::plan::source::{Column, Condition, RowExpr};

/// Which columns hold dates and which hold numbers, by their names with their lookups.
#[derive(Clone, Debug, Default)]
pub(crate) struct Usage {
    dates: BTreeSet<Key>,
    numbers: BTreeSet<Key>,
}

type Key = (String, Option<(u32, String)>);

fn key(column: &Column) -> Key {
    (column.name.clone(), column.lookup.as_ref().map(|(lookup, via)| (lookup.0, via.clone())))
}

/// What an operand of a comparison is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Date,
    Text,
    Truth,
    /// Numbers or dates: only the cells can tell.
    Unsure,
}

impl Usage {
    /// A column of the source that says when.
    pub fn add_time(&mut self, name: &str) {
        self.dates.insert((name.to_owned(), None));
    }

    /// A number is made of the expression.
    pub fn add_number(&mut self, expr: &RowExpr) {
        let mut rest = vec![expr];
        while let Some(expr) = rest.pop() {
            match expr {
                RowExpr::Column(column) => {
                    self.numbers.insert(key(column));
                }
                RowExpr::Negate(inner) => rest.push(inner),
                RowExpr::Binary(left, _, right) => rest.extend([left.as_ref(), right]),
                RowExpr::DaysBetween(end, start) => {
                    self.add_date(end);
                    self.add_date(start);
                }
                RowExpr::Number(_) | RowExpr::Text(_) | RowExpr::Date(_) | RowExpr::Truth(_) => {}
            }
        }
    }

    fn add_date(&mut self, expr: &RowExpr) {
        if let RowExpr::Column(column) = expr {
            self.dates.insert(key(column));
        }
    }

    /// The comparisons of a condition say what stands on their other side.
    pub fn add_condition(&mut self, condition: &Condition) {
        let mut rest = vec![condition];
        while let Some(condition) = rest.pop() {
            match condition {
                Condition::And(left, right) | Condition::Or(left, right) => rest.extend([left.as_ref(), right]),
                Condition::Not(inner) => rest.push(inner),
                Condition::Compare(left, _, right) => {
                    self.add_compared(left, right);
                    self.add_compared(right, left);
                }
                Condition::In { value, list, .. } => list.iter().for_each(|item| self.add_compared(value, item)),
                Condition::Is { .. }
                | Condition::Contains { .. }
                | Condition::StartsWith { .. }
                | Condition::Holds(_) => {}
            }
        }
    }

    fn add_compared(&mut self, value: &RowExpr, with: &RowExpr) {
        match with {
            RowExpr::Date(_) => self.add_date(value),
            RowExpr::Number(_) | RowExpr::Negate(_) | RowExpr::Binary(..) | RowExpr::DaysBetween(..) => {
                self.add_number(with);
                self.add_number(value);
            }
            RowExpr::Column(_) | RowExpr::Text(_) | RowExpr::Truth(_) => {}
        }
    }

    /// What both sides of a comparison are read as. Two columns of which nothing is known are numbers or dates where
    /// `ordered` (which is smaller?), else texts (are they the same?).
    pub fn kind_of(&self, left: &RowExpr, right: &RowExpr, ordered: bool) -> Kind {
        let sides = [self.own_kind(left), self.own_kind(right)];
        let is_literal = |expr: &RowExpr| !matches!(expr, RowExpr::Column(_));
        let stated = [left, right].into_iter().zip(sides).find_map(|(expr, kind)| is_literal(expr).then_some(kind)?);
        let found = |kind: Kind| sides.contains(&Some(kind)).then_some(kind);
        stated.or_else(|| found(Kind::Date)).or_else(|| found(Kind::Number)).unwrap_or(if ordered {
            Kind::Unsure
        } else {
            Kind::Text
        })
    }

    fn own_kind(&self, expr: &RowExpr) -> Option<Kind> {
        match expr {
            RowExpr::Column(column) if self.dates.contains(&key(column)) => Some(Kind::Date),
            RowExpr::Column(column) if self.numbers.contains(&key(column)) => Some(Kind::Number),
            RowExpr::Column(_) => None,
            RowExpr::Text(_) => Some(Kind::Text),
            RowExpr::Date(_) => Some(Kind::Date),
            RowExpr::Truth(_) => Some(Kind::Truth),
            RowExpr::Number(_) | RowExpr::Negate(_) | RowExpr::Binary(..) | RowExpr::DaysBetween(..) => {
                Some(Kind::Number)
            }
        }
    }
}
