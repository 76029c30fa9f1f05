//! Messages to sentences.

use std::cell::OnceCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::base::message::{Arg, Message};
use crate::lint::rules::REGISTERED;

use super::catalog::FILES;
use super::language::Language;
use super::quantity::{self, group_digits};

/// Speaks one language. Each file of messages is read when its first message is asked for: starting costs nothing.
pub struct Localizer {
    language: Language,
    bundles: Vec<OnceCell<FluentBundle<FluentResource>>>,
    rules: Vec<OnceCell<FluentBundle<FluentResource>>>,
}

impl Localizer {
    /// Speaks `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let cells = |count: usize| (0..count).map(|_| OnceCell::new()).collect();
        Self { language, bundles: cells(FILES.len()), rules: cells(REGISTERED.len()) }
    }

    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of a message. An id that has no text is shown itself; a test keeps that from happening.
    #[must_use]
    pub fn text(&self, message: &Message) -> String {
        let (id, attribute) = match message.id.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (message.id, None),
        };
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            args.set(*name, self.value(arg));
        }
        self.format(id, attribute, &args).unwrap_or_else(|| message.id.to_owned())
    }

    /// A fixed text without anything to fill in.
    #[must_use]
    pub fn word(&self, id: &'static str) -> String {
        self.text(&Message::new(id))
    }

    /// Words as a list, as the language joins them.
    #[must_use]
    pub fn list(&self, words: &[String]) -> String {
        self.join(words, "and")
    }

    /// `before_last` stands in English before the last of them.
    fn join(&self, words: &[String], before_last: &str) -> String {
        match (self.language, words) {
            (Language::Japanese, _) => words.join("、"),
            (Language::English, [rest @ .., last]) if !rest.is_empty() => {
                format!("{} {before_last} {last}", rest.join(", "))
            }
            (Language::English, _) => words.join(", "),
        }
    }

    fn joined(&self, sign: &str, things: &[Arg]) -> String {
        const MOST: usize = 12;
        let (first, last) = if things.len() > MOST { things.split_at(MOST / 2) } else { (things, &[][..]) };
        let ending = &last[last.len().saturating_sub(MOST / 2)..];
        let mut words: Vec<String> = first.iter().map(|thing| self.words(thing)).collect();
        words.extend((!ending.is_empty()).then(|| "…".to_owned()));
        words.extend(ending.iter().map(|thing| self.words(thing)));
        words.join(sign)
    }

    fn format(&self, id: &str, attribute: Option<&str>, args: &FluentArgs) -> Option<String> {
        let bundle = self.bundle_of_rule(id).or_else(|| self.bundle_of_file(id))?;
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        // What can't be filled in stays visible as `{$name}`.
        Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    /// The file that the message `id` stands in.
    fn bundle_of_file(&self, id: &str) -> Option<&FluentBundle<FluentResource>> {
        let place = FILES.iter().position(|file| file.declares(id, self.language))?;
        Some(self.bundles.get(place)?.get_or_init(|| self.bundle(FILES[place].text(self.language))))
    }

    /// The wording of the rule `id`, which stands on its page.
    fn bundle_of_rule(&self, id: &str) -> Option<&FluentBundle<FluentResource>> {
        let place = REGISTERED.binary_search_by(|registered| registered.rule.name.cmp(id)).ok()?;
        let page = match self.language {
            Language::English => REGISTERED[place].english(),
            Language::Japanese => REGISTERED[place].japanese(),
        };
        Some(self.rules.get(place)?.get_or_init(|| self.bundle(page.wording())))
    }

    fn bundle(&self, text: &str) -> FluentBundle<FluentResource> {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
        let locale: LanguageIdentifier = self.language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped_number));
        bundle.add_resource_overriding(resource);
        bundle
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Count(count) => FluentValue::from(*count),
            _ => FluentValue::from(self.words(arg)),
        }
    }

    fn words(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => shortened(text),
            Arg::Count(count) => group_digits(&count.to_string()),
            Arg::Number(number) => quantity::number(number),
            Arg::Quantity(number, unit) => quantity::quantity(number, unit, self.language),
            Arg::Date(date) => quantity::date(*date, self.language),
            Arg::Period(period) => quantity::period(period, self.language),
            Arg::List(words) => self.list(&words.iter().map(|word| shortened(word)).collect::<Vec<_>>()),
            Arg::Message(message) => self.text(message),
            Arg::Messages(messages) => {
                self.list(&messages.iter().map(|message| self.text(message)).collect::<Vec<_>>())
            }
            Arg::Joined(sign, things) => self.joined(sign, things),
            Arg::Choice(things) => self.join(&things.iter().map(|thing| self.words(thing)).collect::<Vec<_>>(), "or"),
        }
    }
}

/// More of a text than anybody reads is left out in its middle.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 1000;
    const ENDING: usize = 100;
    let length = if text.len() > LONGEST { text.chars().count() } else { 0 };
    if length <= LONGEST {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(LONGEST - ENDING).collect();
    let ending: String = text.chars().skip(length - ENDING).collect();
    format!("{beginning} … {ending}")
}

/// Counts are shown as `1,081`.
fn grouped_number<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group_digits(&number.as_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speak(language: Language, message: &Message) -> String {
        Localizer::new(language).text(message)
    }

    #[test]
    fn counts_choose_the_plural_and_are_grouped() {
        let rows = |count: u64| speak(Language::English, &Message::new("rows").with("count", count));
        assert_eq!(rows(1), "1 row");
        assert_eq!(rows(1081), "1,081 rows");
        assert_eq!(speak(Language::Japanese, &Message::new("rows").with("count", 1081u64)), "1,081行");
    }

    #[test]
    fn lists_are_joined_as_the_language_does() {
        let words: Vec<String> = ["a", "b", "c"].map(String::from).into();
        let list = |language, count| Localizer::new(language).list(&words[..count]);
        assert_eq!(list(Language::English, 3), "a, b and c");
        assert_eq!(list(Language::English, 1), "a");
        assert_eq!(list(Language::English, 0), "");
        assert_eq!(list(Language::Japanese, 3), "a、b、c");
    }

    #[test]
    fn names_that_nobody_reads_to_their_end_are_cut() {
        let text = |name: String| speak(Language::English, &Message::new("empty-plan").with("path", name));
        assert!(text("架".repeat(1000)).contains(&"架".repeat(1000)));
        let cut = text("架".repeat(5000));
        assert!(cut.contains(" … ") && cut.chars().count() < 1100, "{cut}");
    }

    #[test]
    fn what_is_missing_is_shown_and_never_a_panic() {
        assert_eq!(speak(Language::English, &Message { id: "no.such", args: Vec::new() }), "no.such");
        assert_eq!(speak(Language::English, &Message { id: "status.nothing", args: Vec::new() }), "status.nothing");
    }
}
