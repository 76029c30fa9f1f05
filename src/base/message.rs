//! A sentence that is not yet in any language: the name of a message in `locales/` and what to fill in.

use super::period::Period;
use super::rational::Rational;

/// What a message is filled in with. Numbers and dates stay what they are until a language is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words from the plan or the data, shown as they stand.
    Text(String),
    /// How many; chooses the plural.
    Count(u64),
    /// A number, shown in decimals.
    Number(Rational),
    /// A number with its unit, shown as people of that language write it.
    Quantity(Rational, UnitName),
    Date(jiff::civil::Date),
    Period(Period),
    /// Words, listed ("a, b and c").
    List(Vec<String>),
    /// Another message, in the same language.
    Message(Box<Message>),
    /// Other messages, listed.
    Messages(Vec<Message>),
    /// Things of which one is to be chosen ("a, b or c").
    Choice(Vec<Arg>),
    /// Things with a sign between them (`800 × 10%`); of very many those in the middle are left out.
    Joined(&'static str, Vec<Arg>),
}

impl Arg {
    /// Things of which one is to be chosen.
    pub fn choice(things: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::Choice(things.into_iter().map(Into::into).collect())
    }
}

/// The unit of a shown number. The plan's units are richer; this is what a reader needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitName {
    Count,
    /// A ratio, shown in percent.
    Percent,
    /// A difference of ratios, shown in percentage points.
    Points,
    /// Money, by its ISO 4217 code.
    Money(String),
    /// Days.
    Days,
}

/// A message of `locales/`: `id` names it, or `id.attribute` names an attribute of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Message {
    /// The message `id`, with nothing filled in yet.
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// The words that `name` was filled in with.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.args.iter().find_map(|(filled, value)| match value {
            Arg::Text(text) if *filled == name => Some(text.as_str()),
            _ => None,
        })
    }

    /// The message that `name` was filled in with.
    #[must_use]
    pub fn message_of(&self, name: &str) -> Option<&Self> {
        self.args.iter().find_map(|(filled, value)| match value {
            Arg::Message(message) if *filled == name => Some(message.as_ref()),
            _ => None,
        })
    }

    /// Fills in `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<Rational> for Arg {
    fn from(number: Rational) -> Self {
        Self::Number(number)
    }
}

impl From<jiff::civil::Date> for Arg {
    fn from(date: jiff::civil::Date) -> Self {
        Self::Date(date)
    }
}

impl From<Period> for Arg {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

impl From<Vec<String>> for Arg {
    fn from(words: Vec<String>) -> Self {
        Self::List(words)
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<Vec<Message>> for Arg {
    fn from(messages: Vec<Message>) -> Self {
        Self::Messages(messages)
    }
}
