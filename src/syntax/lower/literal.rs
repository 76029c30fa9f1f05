//! Numbers with their units.

use super::Lowering;
use super::foreign::reworded;
use super::number::{read_amount, read_integer, scale_value};
use super::parts::Parts;
use crate::base::diagnostic::{Diagnostic, Fix};
use crate::base::message::{Arg, Message};
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::DurationUnit;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::synonyms;
use crate::syntax::tree::{Literal, LiteralUnit, Quantity, UnitText};

/// The units that a message offers.
const KNOWN_UNITS: &[&str] = &[
    "%",
    "points",
    "JPY",
    "円",
    "件",
    "人",
    "回",
    "社",
    "本",
    "名",
    "days",
    "weeks",
    "months",
    "hours",
    "minutes",
    "seconds",
    "working days",
];

/// What else may stand behind a number.
const OTHER_UNITS: &[&str] = &["USD", "EUR", "k", "M", "B"];

impl Lowering<'_> {
    /// A `quantity`.
    pub(super) fn quantity(&mut self, pair: Pair<'_>) -> Option<Quantity> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let literal = self.literal(parts.next_if(Rule::literal)?)?;
        let per = parts.filter(|part| part.as_rule() == Rule::name).map(|part| self.name(&part)).collect();
        Some(Quantity { literal, per, span })
    }

    /// Any of the rules that write a number. `None` where it can't be read, which is reported.
    pub(super) fn literal(&mut self, pair: Pair<'_>) -> Option<Literal> {
        let span = self.span(&pair);
        let mut literal =
            Literal { number: Rational::ZERO, decimals: 0, unit: LiteralUnit::None, span, unit_span: None };
        let mut negative = false;
        let mut understood = true;
        for part in Parts::of(pair) {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::amount | Rule::plain_amount => match read_amount(part.as_str()) {
                    Some(amount) => (literal.number, literal.decimals) = (amount.number, amount.decimals),
                    None => understood = self.too_large(at),
                },
                Rule::sign => negative ^= matches!(part.as_str(), "-" | "－" | "−"),
                Rule::percent_before => self.percent_before(at, span, &mut literal),
                Rule::unknown_unit => understood = self.unknown_unit(at, part.as_str()),
                // A symbol before the number and a unit behind it: the unit is the more exact.
                _ => (literal.unit, literal.unit_span) = (self.unit(&part), Some(at)),
            }
        }
        if matches!(literal.unit, LiteralUnit::Percent | LiteralUnit::Points) {
            literal.number = &literal.number * &hundredth();
            literal.decimals += 2;
        }
        if negative {
            literal.number = -literal.number;
        }
        understood.then_some(literal)
    }

    /// An `integer`.
    pub(super) fn integer(&mut self, pair: &Pair<'_>) -> Option<Spanned<u32>> {
        let span = self.span(pair);
        if let Some(number) = read_integer(pair.as_str()) {
            Some(Spanned::new(number, span))
        } else {
            self.too_large(span);
            None
        }
    }

    /// A `unit_text`, after `in`.
    pub(super) fn unit_text(&mut self, pair: Pair<'_>) -> Option<UnitText> {
        let span = self.span(&pair);
        let mut text = UnitText { scale: Rational::ONE, unit: LiteralUnit::None, span };
        for part in Parts::of(pair) {
            match part.as_rule() {
                Rule::unit_scale => text.scale = scale_value(part.as_str()),
                // A share of one: hundredths of it are percent.
                Rule::ratio => {
                    return Some(UnitText { unit: LiteralUnit::Percent, ..text });
                }
                Rule::unknown_unit => {
                    self.unknown_unit(span, part.as_str());
                    return None;
                }
                _ => text.unit = self.unit(&part),
            }
        }
        if matches!(text.unit, LiteralUnit::Percent | LiteralUnit::Points) {
            text.scale = &text.scale * &hundredth();
        }
        Some(text)
    }

    fn unit(&mut self, pair: &Pair<'_>) -> LiteralUnit {
        let written = pair.as_str();
        match pair.as_rule() {
            Rule::percent => LiteralUnit::Percent,
            Rule::counter => LiteralUnit::Counter,
            _ if matches!(written, "percent" | "パーセント") => {
                self.percent_as_word(self.span(pair), written);
                LiteralUnit::Percent
            }
            _ => unit_of(written),
        }
    }

    fn too_large(&mut self, span: Span) -> bool {
        self.errors.push(
            Diagnostic::error(Message::new("number-too-large"))
                .at(span, Message::new("number-too-large.label"))
                .help(Message::new("number-too-large.help")),
        );
        false
    }

    /// Reports a word that stands where a unit would.
    pub(super) fn unknown_unit(&mut self, span: Span, written: &str) -> bool {
        let error = self.unit_error(span, written);
        self.errors.push(error);
        false
    }

    /// That a word is no unit, and what to write where its meaning is plain.
    pub(super) fn unit_error(&self, span: Span, written: &str) -> Diagnostic {
        let (before, after) = self.text.split_at_checked(span.start as usize).unwrap_or_default();
        let after = after.get(written.len()..).unwrap_or_default();
        let error = unknown_unit(span, written);
        match reworded(before, written, after) {
            Some(instead) => error.help(Message::new("unknown-unit.help-instead").with("instead", instead)),
            None => error,
        }
    }

    fn percent_before(&mut self, sign: Span, number: Span, literal: &mut Literal) {
        (literal.unit, literal.unit_span) = (LiteralUnit::Percent, Some(sign));
        let after = Span { start: number.end, ..number };
        let instead = format!("{}%", self.words(Span { start: sign.end, ..number }).trim());
        let mut error = Diagnostic::error(Message::new("percent-before-number"))
            .at(sign, Message::new("percent-before-number.label"))
            .help(Message::new("percent-before-number.help").with("instead", instead));
        error.fix = Some(Fix { edits: vec![(sign, String::new()), (after, "%".to_owned())], safe: true });
        self.errors.push(error);
    }

    fn percent_as_word(&mut self, span: Span, written: &str) {
        let mut error = Diagnostic::error(Message::new("percent-as-word").with("word", written))
            .at(span, Message::new("percent-as-word.label"))
            .help(Message::new("percent-as-word.help"));
        error.fix = Some(Fix { edits: vec![(span, "%".to_owned())], safe: true });
        self.errors.push(error);
    }
}

/// That a word is no unit.
fn unknown_unit(span: Span, written: &str) -> Diagnostic {
    let known: Vec<String> = KNOWN_UNITS.iter().map(|unit| format!("`{unit}`")).collect();
    let help = match synonyms::meant(written, KNOWN_UNITS.iter().chain(OTHER_UNITS).copied()) {
        Some(similar) => Message::new("unknown-unit.help-similar").with("similar", similar),
        None => Message::new("unknown-unit.help").with("known", Arg::choice(known)),
    };
    Diagnostic::error(Message::new("unknown-unit").with("unit", written))
        .at(span, Message::new("unknown-unit.label"))
        .help(help)
}

fn hundredth() -> Rational {
    Rational::from_decimal(1, 2)
}

/// The unit that words stand for; what is not a unit of another kind is a currency.
fn unit_of(written: &str) -> LiteralUnit {
    let duration = match written {
        "second" | "seconds" | "秒" => DurationUnit::Seconds,
        "minute" | "minutes" | "分" => DurationUnit::Minutes,
        "hour" | "hours" | "時間" => DurationUnit::Hours,
        "day" | "days" | "日" => DurationUnit::Days,
        "week" | "weeks" | "週間" => DurationUnit::Weeks,
        "month" | "months" | "か月" | "ヶ月" | "ヵ月" | "カ月" | "ケ月" => DurationUnit::Months,
        "営業日" => DurationUnit::WorkingDays,
        _ if written.starts_with("working") => DurationUnit::WorkingDays,
        "件" | "人" | "回" | "社" | "本" | "名" => return LiteralUnit::Counter,
        "point" | "points" | "ポイント" => return LiteralUnit::Points,
        _ => return LiteralUnit::Money(currency_code(written).to_owned()),
    };
    LiteralUnit::Duration(duration)
}

fn currency_code(written: &str) -> &str {
    match written {
        "円" | "¥" | "￥" => "JPY",
        "ドル" | "$" | "＄" => "USD",
        "ユーロ" | "€" => "EUR",
        "ポンド" | "£" | "￡" => "GBP",
        code => code,
    }
}
