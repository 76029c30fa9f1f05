//! Numbers, money, dates and periods as people of a language write them.

use jiff::civil::Date;

use crate::base::message::UnitName;
use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::rational::Rational;
use crate::evaluate::rounding;
use crate::plan::unit::{Unit, UnitKind};

use super::language::Language;

/// Currencies without a smaller unit that people still use.
const WITHOUT_CENTS: &[&str] = &["JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX", "RWF", "IDR"];

/// A number in decimals, at most three, grouped: `1,081.5`.
#[must_use]
pub fn number(number: &Rational) -> String {
    decimals(number, 3)
}

/// A number with the unit that it is shown in.
#[must_use]
pub fn quantity(number: &Rational, unit: &UnitName, language: Language) -> String {
    match unit {
        UnitName::Count => decimals(number, 1),
        UnitName::Percent => format!("{}%", percent(number)),
        UnitName::Points => points(number, language),
        UnitName::Money(code) => money(number, code, language),
        UnitName::Days => days(number, language),
    }
}

/// A number of a plan, with its unit, as it stands in a table: with one decimal where it isn't whole, and never in 万, so
/// that amounts below one another compare by their length.
#[must_use]
pub fn value(number: &Rational, unit: Unit, language: Language) -> String {
    let name = match unit.kind() {
        UnitKind::Count => UnitName::Count,
        UnitKind::Ratio => return format!("{}%", table_percent(number)),
        UnitKind::Duration => UnitName::Days,
        UnitKind::Money(currency) if currency.code() == "JPY" && language == Language::Japanese => {
            return format!("{}円", group_digits(&number.round_to(0).to_fixed(0)));
        }
        UnitKind::Money(currency) => UnitName::Money(currency.code().to_owned()),
        UnitKind::Compound => {
            let unit = unit.to_string().replace("duration", if language == Language::Japanese { "日" } else { "day" });
            return format!("{} {unit}", decimals(number, 2));
        }
    };
    quantity(number, &name, language)
}

/// What is required: counts of things are rounded up, for nobody makes half a call.
#[must_use]
pub fn required(number: &Rational, unit: Unit, language: Language) -> String {
    value(&rounding::at_least(number, unit), unit, language)
}

/// What is allowed at most: counts of things are rounded down.
#[must_use]
pub fn allowed(number: &Rational, unit: Unit, language: Language) -> String {
    value(&rounding::at_most(number, unit), unit, language)
}

/// `2026-11-22`, or `2026年11月22日`.
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    match language {
        Language::English => date.to_string(),
        Language::Japanese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

/// `November 2026`, `2026-Q4`; `2026年11月`, `2026年度第3四半期`.
#[must_use]
pub fn period(period: &Period, language: Language) -> String {
    let plain = period.to_string();
    match language {
        Language::English if period.grain == Grain::Month => {
            format!("{} {}", month_name(period.start.month()), period.start.year())
        }
        Language::English => plain,
        Language::Japanese => japanese_period(*period, &plain),
    }
}

/// Commas between groups of three digits of a plain decimal.
#[must_use]
pub fn group_digits(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// At most `places` decimals, without trailing zeros.
fn decimals(number: &Rational, places: u32) -> String {
    let exact = (0..places).find(|&fewer| number.round_to(fewer) == *number).unwrap_or(places);
    group_digits(&number.to_fixed(exact))
}

/// Hundredths with one decimal; with two where one would make a whole number of what is none, so that 9.96% does not
/// look like the 10% that it misses, and of less than one percent, of which a tenth is much.
fn percent(ratio: &Rational) -> String {
    let hundredths = ratio * &Rational::from(100);
    let looks_whole = hundredths.round_to(1).is_whole() && !hundredths.is_whole();
    if hundredths.is_whole() {
        decimals(&hundredths, 0)
    } else if hundredths.abs() < 1 {
        decimals(&hundredths, 2)
    } else {
        group_digits(&hundredths.to_fixed(if looks_whole { 2 } else { 1 }))
    }
}

fn table_percent(ratio: &Rational) -> String {
    let hundredths = ratio * &Rational::from(100);
    group_digits(&hundredths.to_fixed(u32::from(!hundredths.is_whole())))
}

fn points(ratio: &Rational, language: Language) -> String {
    let hundredths = ratio * &Rational::from(100);
    let shown = decimals(&hundredths, 1);
    match language {
        Language::Japanese => format!("{shown}ポイント"),
        Language::English if shown == "1" => "1 point".to_owned(),
        Language::English => format!("{shown} points"),
    }
}

/// A duration in the largest unit of which it is at least one.
fn days(number: &Rational, language: Language) -> String {
    const UNITS: [(i64, &str, &str); 4] =
        [(1, "day", "日"), (24, "hour", "時間"), (24 * 60, "minute", "分"), (24 * 60 * 60, "second", "秒")];
    let fits = |(a_day, ..): &&(i64, &str, &str)| number.is_zero() || (number * &Rational::from(*a_day)).abs() >= 1;
    let (a_day, english, japanese) = UNITS.iter().find(fits).unwrap_or(&UNITS[3]);
    let shown = decimals(&(number * &Rational::from(*a_day)).round_to(1), 1);
    match language {
        Language::Japanese => format!("{shown}{japanese}"),
        Language::English if shown == "1" => format!("1 {english}"),
        Language::English => format!("{shown} {english}s"),
    }
}

fn money(number: &Rational, code: &str, language: Language) -> String {
    let places = if number.is_whole() || WITHOUT_CENTS.contains(&code) { 0 } else { 2 };
    if code == "JPY" && language == Language::Japanese {
        return yen(&number.round_to(places));
    }
    format!("{} {code}", group_digits(&number.to_fixed(places)))
}

/// `1,000万円`, `1億2,000万円` where the amount is whole in 万, else `8,284,000円`.
fn yen(amount: &Rational) -> String {
    let ten_thousand = Rational::from(10_000);
    let in_man = amount.checked_div(&ten_thousand).filter(Rational::is_whole);
    let (Some(in_man), false) = (in_man, amount.is_zero()) else {
        return format!("{}円", group_digits(&amount.to_fixed(0)));
    };
    let sign = if in_man.is_negative() { "-" } else { "" };
    let magnitude = in_man.abs();
    let oku = magnitude.checked_div(&ten_thousand).map_or(Rational::ZERO, |oku| oku.floor());
    let man = &magnitude - &(&oku * &ten_thousand);
    let part = |number: &Rational, name: &str| {
        if number.is_zero() { String::new() } else { format!("{}{name}", group_digits(&number.to_fixed(0))) }
    };
    format!("{sign}{}{}円", part(&oku, "億"), part(&man, "万"))
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}

fn japanese_period(period: Period, plain: &str) -> String {
    let (year, rest) = plain.split_once('-').unwrap_or((plain, ""));
    let year_word = if period.fiscal == FiscalYear::CALENDAR { "年" } else { "年度" };
    match period.grain {
        Grain::Day => date(period.start, Language::Japanese),
        Grain::Week => format!("{year}年第{}週", rest.trim_start_matches('W').trim_start_matches('0')),
        Grain::Month => format!("{}年{}月", period.start.year(), period.start.month()),
        Grain::Quarter => format!("{year}{year_word}第{}四半期", rest.trim_start_matches('Q')),
        Grain::Half => format!("{year}{year_word}{}", if rest == "H1" { "上期" } else { "下期" }),
        Grain::Year => format!("{year}{year_word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::unit::Currency;
    use jiff::civil::date as day;

    fn decimal(text: &str) -> Rational {
        Rational::parse_decimal(text).unwrap()
    }

    fn both(number: &str, unit: &UnitName) -> [String; 2] {
        [Language::English, Language::Japanese].map(|language| quantity(&decimal(number), unit, language))
    }

    #[test]
    fn quantities_read_as_people_write_them() {
        let yen = UnitName::Money("JPY".into());
        let dollars = UnitName::Money("USD".into());
        for (number, unit, english, japanese) in [
            ("1081", &UnitName::Count, "1,081", "1,081"),
            ("736.84", &UnitName::Count, "736.8", "736.8"),
            ("0.1", &UnitName::Percent, "10%", "10%"),
            ("0.1128584", &UnitName::Percent, "11.3%", "11.3%"),
            ("0.0996", &UnitName::Percent, "9.96%", "9.96%"),
            ("0.0025", &UnitName::Percent, "0.25%", "0.25%"),
            ("0.004", &UnitName::Percent, "0.4%", "0.4%"),
            ("0.0101", &UnitName::Percent, "1.01%", "1.01%"),
            ("0.02", &UnitName::Points, "2 points", "2ポイント"),
            ("10000000", &yen, "10,000,000 JPY", "1,000万円"),
            ("8284000", &yen, "8,284,000 JPY", "8,284,000円"),
            ("120000000", &yen, "120,000,000 JPY", "1億2,000万円"),
            ("-100000000", &yen, "-100,000,000 JPY", "-1億円"),
            ("0", &yen, "0 JPY", "0円"),
            ("10000.4", &yen, "10,000 JPY", "1万円"),
            ("2343.224", &dollars, "2,343.22 USD", "2,343.22 USD"),
            ("49.561", &UnitName::Days, "49.6 days", "49.6日"),
            ("1", &UnitName::Days, "1 day", "1日"),
            ("0", &UnitName::Days, "0 days", "0日"),
            ("0.2", &UnitName::Days, "4.8 hours", "4.8時間"),
            ("-0.125", &UnitName::Days, "-3 hours", "-3時間"),
            ("0.003125", &UnitName::Days, "4.5 minutes", "4.5分"),
            ("0.0003125", &UnitName::Days, "27 seconds", "27秒"),
        ] {
            assert_eq!(both(number, unit), [english, japanese], "{number} {unit:?}");
        }
    }

    #[test]
    fn what_is_required_is_rounded_up_to_whole_things() {
        assert_eq!(required(&decimal("736.01"), Unit::COUNT, Language::English), "737");
        assert_eq!(allowed(&decimal("736.99"), Unit::COUNT, Language::English), "736");
        assert_eq!(value(&decimal("0.0996"), Unit::RATIO, Language::English), "10.0%");
        assert_eq!(required(&decimal("0.101"), Unit::RATIO, Language::English), "10.1%");
        let per_day = Unit::money(Currency::new("JPY").unwrap()).over(Unit::DURATION).unwrap();
        assert_eq!(value(&decimal("1500"), per_day, Language::English), "1,500 JPY/day");
    }

    #[test]
    fn money_in_a_table_is_written_in_digits() {
        let yen = Unit::money(Currency::new("JPY").unwrap());
        assert_eq!(value(&decimal("2010000"), yen, Language::Japanese), "2,010,000円");
        assert_eq!(value(&decimal("2010000.4"), yen, Language::English), "2,010,000 JPY");
    }

    #[test]
    fn periods_and_dates_are_unambiguous() {
        let april = FiscalYear { first_month: 4, named_by_end: false };
        let texts = |text: &str, fiscal| {
            let parsed = Period::parse(text, fiscal).unwrap();
            [Language::English, Language::Japanese].map(|language| period(&parsed, language))
        };
        assert_eq!(texts("2026-11", april), ["November 2026", "2026年11月"]);
        assert_eq!(texts("2026-Q3", april), ["2026-Q3", "2026年度第3四半期"]);
        assert_eq!(texts("2026-Q3", FiscalYear::CALENDAR), ["2026-Q3", "2026年第3四半期"]);
        assert_eq!(texts("2026-H2", april), ["2026-H2", "2026年度下期"]);
        assert_eq!(texts("2026-W07", april), ["2026-W07", "2026年第7週"]);
        assert_eq!(date(day(2026, 11, 22), Language::Japanese), "2026年11月22日");
    }
}
