//! Columns of formats that have types.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, StringViewArray};
use arrow_schema::{DataType, TimeUnit};

use crate::base::period::day_of_number;
use crate::base::rational::Rational;
use crate::data::bits::Bits;
use crate::data::cell::compact;
use crate::data::cell::date::{MICROS_PER_SECOND, Moment, SECONDS_PER_DAY};
use crate::data::cell::number::Number;

/// The rows that hold a value. A float that is no number is missing.
pub(super) fn present(array: &ArrayRef, rows: usize) -> Bits {
    let valid = match array.data_type() {
        DataType::Null => Bits::none(rows),
        _ => super::valid(array.nulls(), rows),
    };
    match array.data_type() {
        DataType::Float64 => {
            let floats = array.as_primitive::<Float64Type>().values();
            valid.and(&Bits::where_true(rows, |row| !floats[row].is_nan()))
        }
        DataType::Float16 => {
            let floats = array.as_primitive::<Float16Type>().values();
            valid.and(&Bits::where_true(rows, |row| !floats[row].is_nan()))
        }
        DataType::Float32 => {
            let floats = array.as_primitive::<Float32Type>().values();
            valid.and(&Bits::where_true(rows, |row| !floats[row].is_nan()))
        }
        _ => valid,
    }
}

/// How a row's number is had of a typed array.
pub(super) type NumberOf<'a> = Box<dyn Fn(usize) -> Option<Number> + 'a>;

/// The numbers of an array of numbers; `None` for any other array.
pub(super) fn numbers(array: &ArrayRef) -> Option<NumberOf<'_>> {
    macro_rules! integers {
        ($kind:ty) => {{
            let values = array.as_primitive::<$kind>().values();
            Some(Box::new(|row: usize| Some(Number::Decimal { mantissa: i64::from(values[row]), scale: 0 })))
        }};
    }
    match array.data_type() {
        DataType::Int8 => integers!(Int8Type),
        DataType::Int16 => integers!(Int16Type),
        DataType::Int32 => integers!(Int32Type),
        DataType::Int64 => integers!(Int64Type),
        DataType::UInt8 => integers!(UInt8Type),
        DataType::UInt16 => integers!(UInt16Type),
        DataType::UInt32 => integers!(UInt32Type),
        DataType::UInt64 => {
            let values = array.as_primitive::<UInt64Type>().values();
            Some(Box::new(|row| Some(Number::of_decimal(i128::from(values[row]), 0))))
        }
        DataType::Float64 => {
            let values = array.as_primitive::<Float64Type>().values();
            Some(Box::new(|row| Number::of_float(values[row])))
        }
        DataType::Float32 => {
            let values = array.as_primitive::<Float32Type>().values();
            // The shortest form of the narrower float, so that 0.1 is one tenth.
            Some(Box::new(|row| Rational::parse_decimal(&format!("{:e}", values[row])).map(Number::of_rational)))
        }
        DataType::Float16 => {
            // Its few digits are exact in a wider float.
            let values = array.as_primitive::<Float16Type>().values();
            Some(Box::new(|row| Number::of_float(values[row].to_f64())))
        }
        DataType::Decimal32(_, scale) => {
            let (values, scale) = (array.as_primitive::<Decimal32Type>().values(), i32::from(*scale));
            Some(Box::new(move |row| decimal(i128::from(values[row]), scale)))
        }
        DataType::Decimal64(_, scale) => {
            let (values, scale) = (array.as_primitive::<Decimal64Type>().values(), i32::from(*scale));
            Some(Box::new(move |row| decimal(i128::from(values[row]), scale)))
        }
        DataType::Decimal256(..) => {
            let values = array.as_primitive::<Decimal256Type>();
            Some(Box::new(|row| Rational::parse_decimal(&values.value_as_string(row)).map(Number::of_rational)))
        }
        DataType::Decimal128(_, scale) => {
            let values = array.as_primitive::<Decimal128Type>().values();
            let scale = i32::from(*scale);
            Some(Box::new(move |row| decimal(values[row], scale)))
        }
        _ => None,
    }
}

fn decimal(mantissa: i128, scale: i32) -> Option<Number> {
    match u32::try_from(scale) {
        Ok(scale) => Some(Number::of_decimal(mantissa, scale)),
        Err(_) => {
            mantissa.checked_mul(10i128.checked_pow(scale.unsigned_abs())?).map(|whole| Number::of_decimal(whole, 0))
        }
    }
}

/// How a row's point in time is had of a typed array.
pub(super) type MomentOf<'a> = Box<dyn Fn(usize) -> Option<Moment> + 'a>;

/// The points in time of an array of dates or timestamps; `None` for any other array.
pub(super) fn moments(array: &ArrayRef) -> Option<MomentOf<'_>> {
    macro_rules! timestamps {
        ($kind:ty, $per_second:expr, $zoned:expr) => {{
            let values = array.as_primitive::<$kind>().values();
            let zoned = $zoned.then_some(0);
            Some(Box::new(move |row: usize| moment(values[row], $per_second, zoned)))
        }};
    }
    match array.data_type() {
        DataType::Date32 => {
            let values = array.as_primitive::<Date32Type>().values();
            Some(Box::new(|row| moment(i64::from(values[row]) * SECONDS_PER_DAY, 1, None)))
        }
        DataType::Date64 => timestamps!(Date64Type, 1_000, false),
        DataType::Timestamp(TimeUnit::Second, zone) => timestamps!(TimestampSecondType, 1, zone.is_some()),
        DataType::Timestamp(TimeUnit::Millisecond, zone) => {
            timestamps!(TimestampMillisecondType, 1_000, zone.is_some())
        }
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            timestamps!(TimestampMicrosecondType, 1_000_000, zone.is_some())
        }
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => {
            timestamps!(TimestampNanosecondType, 1_000_000_000, zone.is_some())
        }
        // 20261102, as `YYYYMMDD` is written where dates are numbers.
        kind if kind.is_integer() => {
            let numbers = numbers(array)?;
            Some(Box::new(move |row| compact(&numbers(row)?.to_text())))
        }
        _ => None,
    }
}

/// The days of the years 1 to 9999.
const DAYS: std::ops::RangeInclusive<i64> = -719_162..=2_932_896;

fn moment(count: i64, per_second: i64, offset: Option<i32>) -> Option<Moment> {
    let per_day = per_second * SECONDS_PER_DAY;
    let day = Some(count.div_euclid(per_day)).filter(|day| DAYS.contains(day)).and_then(|day| day.try_into().ok())?;
    let rest = count.rem_euclid(per_day);
    let micros = if per_second > MICROS_PER_SECOND {
        rest / (per_second / MICROS_PER_SECOND)
    } else {
        rest * (MICROS_PER_SECOND / per_second)
    };
    Some(Moment { day, micros, offset })
}

/// Every value as it is usually written; missing where it is missing or has no usual form.
pub(super) fn texts(array: &ArrayRef) -> StringViewArray {
    let rows = array.len();
    let present = present(array, rows);
    let text_of: Box<dyn Fn(usize) -> Option<String>> = if let Some(numbers) = numbers(array) {
        // A float that is infinite is no number, but has to be called something.
        Box::new(move |row| Some(numbers(row).map_or_else(|| "inf".to_owned(), |number| number.to_text())))
    } else if let Some(moments) = moments(array) {
        Box::new(move |row| moments(row).and_then(text_of_moment))
    } else if let Some(truths) = array.as_boolean_opt() {
        Box::new(|row| Some(truths.value(row).to_string()))
    } else {
        return StringViewArray::new_null(rows);
    };
    (0..rows).map(|row| present.contains(row).then(|| text_of(row)).flatten()).collect()
}

fn text_of_moment(moment: Moment) -> Option<String> {
    let day = day_of_number(moment.day)?;
    let (seconds, fraction) = (moment.micros / MICROS_PER_SECOND, moment.micros % MICROS_PER_SECOND);
    let zone = if moment.offset.is_some() { "Z" } else { "" };
    let clock = format!("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(match (moment.micros, zone, fraction) {
        (0, "", _) => day.to_string(),
        (_, _, 0) => format!("{day}{clock}{zone}"),
        _ => format!("{day}{clock}.{fraction:06}{zone}"),
    })
}
