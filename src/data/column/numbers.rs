//! The numbers of a batch's rows.

use std::cmp::Ordering;

use arrow_array::Array;

use crate::base::rational::Rational;
use crate::data::bits::Bits;
use crate::data::cell::amount::{Amount, read_amount, read_plain};
use crate::data::cell::currency::Mark;
use crate::data::cell::number::{MOST_DECIMALS, Number};

use super::{Cells, MISSING, typed};

/// A number for some of the rows.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// The rows that have been looked at.
    pub done: Bits,
    /// Of those, the rows that have a number.
    pub present: Bits,
    /// Of those, the rows whose cell should hold a number and doesn't.
    pub bad: Bits,
    pub values: Values,
    /// The currencies that cells say of themselves; empty where none does.
    pub marks: Vec<Option<Mark>>,
}

/// The values of the rows that have one; what stands at the others is of no meaning.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    /// All `mantissa` ÷ 10^`scale`; the scale is at most [`MOST_DECIMALS`].
    Fixed {
        mantissas: Vec<i64>,
        scale: u32,
    },
    Exact(Vec<Rational>),
}

impl Values {
    pub fn rational(&self, row: usize) -> Rational {
        match self {
            Self::Fixed { mantissas, scale } => Rational::from_decimal(i128::from(mantissas[row]), *scale),
            Self::Exact(numbers) => numbers[row].clone(),
        }
    }

    /// How two rows' numbers compare.
    pub fn compare(&self, other: &Self, row: usize) -> Ordering {
        match (self, other) {
            (Self::Fixed { mantissas, scale }, Self::Fixed { mantissas: others, scale: other_scale }) => {
                let wide = |mantissa: i64, scale: u32| i128::from(mantissa) * 10i128.pow(MOST_DECIMALS - scale);
                wide(mantissas[row], *scale).cmp(&wide(others[row], *other_scale))
            }
            _ => self.rational(row).cmp(&other.rational(row)),
        }
    }
}

impl Numbers {
    /// No row looked at yet.
    pub fn new(rows: usize) -> Self {
        let none = Bits::none(rows);
        Self {
            done: none.clone(),
            present: none.clone(),
            bad: none,
            values: Values::Fixed { mantissas: vec![0; rows], scale: 0 },
            marks: Vec::new(),
        }
    }

    /// The same number in every row.
    pub fn constant(number: &Rational, rows: usize) -> Self {
        let values = match Number::of_rational(number.clone()) {
            Number::Decimal { mantissa, scale } => Values::Fixed { mantissas: vec![mantissa; rows], scale },
            Number::Exact(number) => Values::Exact(vec![number; rows]),
        };
        Self { done: Bits::all(rows), present: Bits::all(rows), bad: Bits::none(rows), values, marks: Vec::new() }
    }

    /// Reads the cells of `demand`, as far as they have not been read. The column's numbers are multiples of `stated`,
    /// but for those of cells that say their own scale.
    pub fn read(&mut self, cells: &Cells, demand: &Bits, stated: &Rational) {
        let fresh = demand.without(&self.done);
        if fresh.is_empty() {
            return;
        }
        self.done = self.done.or(&fresh);
        match cells {
            Cells::Plain(texts) => fresh.and(&cells.present(fresh.rows())).for_each(|row| {
                let text = texts.value(row);
                match read_plain(text) {
                    Some(number) => self.put(row, Some(number)),
                    None => self.put_amount(row, read_amount(text), stated),
                }
            }),
            Cells::Dictionary { keys, texts } => {
                let mut known: Vec<Option<Option<Amount>>> =
                    vec![None; if texts.len() <= keys.len() { texts.len() } else { 0 }];
                fresh.for_each(|row| {
                    let key = keys[row];
                    if key == MISSING || texts.is_null(key as usize) {
                        return;
                    }
                    let read = || read_amount(texts.value(key as usize));
                    match known.get_mut(key as usize) {
                        Some(known) => self.put_amount(row, known.get_or_insert_with(read).clone(), stated),
                        None => self.put_amount(row, read(), stated),
                    }
                });
            }
            Cells::Typed(array) => {
                let present = fresh.and(&cells.present(fresh.rows()));
                match typed::numbers(array) {
                    Some(number_of) => present.for_each(|row| self.put(row, number_of(row))),
                    None => self.bad = self.bad.or(&present),
                }
            }
        }
    }

    /// What a row's cell says, `None` for an unreadable one.
    fn put_amount(&mut self, row: usize, amount: Option<Amount>, stated: &Rational) {
        let Some(Amount { number, mark, scaled }) = amount else { return self.put(row, None) };
        if mark.is_some() {
            self.marks.resize(self.done.rows(), None);
            self.marks[row] = mark;
        }
        if scaled && *stated != Rational::ONE {
            return self.put(row, number.to_rational().checked_div(stated).map(Number::of_rational));
        }
        self.put(row, Some(number));
    }

    /// The number of a row, `None` for an unreadable one.
    pub fn put(&mut self, row: usize, number: Option<Number>) {
        match number {
            None => self.bad.insert(row),
            Some(Number::Decimal { mantissa, scale }) => {
                self.put_decimal(row, mantissa, scale);
                self.present.insert(row);
            }
            Some(Number::Exact(number)) => {
                self.put_exact(row, number);
                self.present.insert(row);
            }
        }
    }

    fn put_decimal(&mut self, row: usize, mantissa: i64, scale: u32) {
        let Values::Fixed { mantissas, scale: common } = &mut self.values else {
            self.put_exact(row, Rational::from_decimal(i128::from(mantissa), scale));
            return;
        };
        if scale == *common {
            mantissas[row] = mantissa;
            return;
        }
        if scale < *common {
            if let Some(aligned) = mantissa.checked_mul(10i64.pow(*common - scale)) {
                mantissas[row] = aligned;
                return;
            }
        } else if let Some(aligned) = rescaled(mantissas, &self.present, scale - *common) {
            (*mantissas, *common) = (aligned, scale);
            mantissas[row] = mantissa;
            return;
        }
        self.put_exact(row, Rational::from_decimal(i128::from(mantissa), scale));
    }

    /// Keeps a number that is no short decimal: all values are rationals from now on.
    fn put_exact(&mut self, row: usize, number: Rational) {
        let mut numbers = match std::mem::replace(&mut self.values, Values::Exact(Vec::new())) {
            Values::Exact(numbers) => numbers,
            Values::Fixed { mantissas, scale } => {
                mantissas.into_iter().map(|mantissa| Rational::from_decimal(i128::from(mantissa), scale)).collect()
            }
        };
        numbers[row] = number;
        self.values = Values::Exact(numbers);
    }
}

/// The mantissas at a scale that is `by` decimals finer, where all of them fit. `by` is at most [`MOST_DECIMALS`].
fn rescaled(mantissas: &[i64], present: &Bits, by: u32) -> Option<Vec<i64>> {
    let factor = 10i64.pow(by);
    let mut aligned = vec![0; mantissas.len()];
    let mut fits = true;
    present.for_each(|row| match mantissas[row].checked_mul(factor) {
        Some(mantissa) => aligned[row] = mantissa,
        None => fits = false,
    });
    fits.then_some(aligned)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::types::Int32Type;
    use arrow_array::{
        ArrayRef, Decimal128Array, DictionaryArray, Float64Array, Int64Array, StringViewArray, UInt64Array,
    };
    use proptest::prelude::*;

    use super::*;

    fn read(array: impl Array + 'static) -> Vec<String> {
        let array: ArrayRef = Arc::new(array);
        let (cells, rows) = (Cells::of(&array), array.len());
        let mut numbers = Numbers::new(rows);
        // In two goes, as measures with different conditions ask.
        numbers.read(&cells, &Bits::where_true(rows, |row| row % 2 == 1), &Rational::ONE);
        numbers.read(&cells, &Bits::all(rows), &Rational::ONE);
        let shown = |row: usize| match (numbers.present.contains(row), numbers.bad.contains(row)) {
            (true, false) => numbers.values.rational(row).to_string(),
            (false, true) => "bad".to_owned(),
            _ => "missing".to_owned(),
        };
        (0..rows).map(shown).collect()
    }

    #[test]
    fn numbers_are_read_of_every_kind_of_column() {
        let texts = [Some("1,200"), None, Some("0.25"), Some("x"), Some("123456789012345678901"), Some("-3")];
        let expected = ["1200", "missing", "0.25", "bad", "123456789012345678901", "-3"];
        assert_eq!(read(texts.iter().copied().collect::<StringViewArray>()), expected);
        assert_eq!(read(texts.into_iter().collect::<DictionaryArray<Int32Type>>()), expected);
        assert_eq!(read(Int64Array::from(vec![Some(i64::MAX), None])), [&i64::MAX.to_string(), "missing"]);
        assert_eq!(read(UInt64Array::from(vec![u64::MAX])), [u64::MAX.to_string()]);
        assert_eq!(read(Float64Array::from(vec![0.1, f64::NAN, f64::INFINITY])), ["0.1", "missing", "bad"]);
        let decimals = Decimal128Array::from(vec![12345, -1]).with_precision_and_scale(10, 2).unwrap();
        assert_eq!(read(decimals), ["123.45", "-0.01"]);
        let long = arrow_buffer::i256::from_string("12345678901234567890123456789012345678901234").unwrap();
        let decimals = arrow_array::Decimal256Array::from(vec![long]).with_precision_and_scale(50, 2).unwrap();
        assert_eq!(read(decimals), ["123456789012345678901234567890123456789012.34"]);
    }

    proptest! {
        #[test]
        fn mixed_scales_change_no_value(decimals in prop::collection::vec((any::<i64>(), 0u32..10), 1..40)) {
            let numbers: Vec<Rational> = decimals.iter().map(|(mantissa, scale)| Rational::from_decimal((*mantissa).into(), *scale)).collect();
            let texts = decimals.iter().zip(&numbers).map(|((_, scale), number)| Some(number.to_fixed(*scale)));
            let expected: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            prop_assert_eq!(read(texts.collect::<StringViewArray>()), expected);
        }
    }
}
