//! The grammar's rules in words for people.

use super::grammar::Rule;
use crate::base::message::Message;

/// What could have stood at a place, in the order of the grammar, each once; that a line may go on with an operator,
/// or end, comes last.
pub(super) fn expected(rules: &[Rule]) -> Vec<Message> {
    let mut telling = Vec::new();
    let mut rest = Vec::new();
    let goes_on = rules.contains(&Rule::additive);
    for rule in rules.iter().flat_map(alternatives) {
        // Behind a name could stand its arguments; what a person means there is an operator.
        if goes_on && matches!(rule, Rule::arguments | Rule::lparen) {
            continue;
        }
        let Some((message, is_telling)) = describe(*rule) else { continue };
        let list = if is_telling { &mut telling } else { &mut rest };
        if !list.contains(&message) {
            list.push(message);
        }
    }
    telling.extend(rest);
    telling
}

/// The keywords among what could have stood at a place.
pub(super) fn keywords(rules: &[Rule]) -> Vec<String> {
    rules
        .iter()
        .flat_map(alternatives)
        .filter_map(|rule| sign(*rule).map(str::to_owned).or_else(|| keyword_of(*rule)))
        .collect()
}

/// The words that a rule which is nothing but a choice of words can start with; for others the rule.
fn alternatives(rule: &Rule) -> &[Rule] {
    match rule {
        Rule::limit => &[Rule::kw_below, Rule::kw_above, Rule::kw_down, Rule::kw_up],
        Rule::direction => &[Rule::kw_at_least, Rule::kw_at_most, Rule::kw_between],
        _ => std::slice::from_ref(rule),
    }
}

/// A rule in words, and whether it says more than that a line may go on or end.
fn describe(rule: Rule) -> Option<(Message, bool)> {
    let message = match rule {
        Rule::text | Rule::open_text => Message::new("unexpected-words.text"),
        Rule::name | Rule::path | Rule::list_path | Rule::dimension | Rule::stage => {
            Message::new("unexpected-words.name")
        }
        Rule::literal
        | Rule::quantity
        | Rule::range
        | Rule::sample
        | Rule::amount
        | Rule::plain_amount
        | Rule::number
        | Rule::plain_number
        | Rule::signed_plain_number => Message::new("unexpected-words.number"),
        Rule::integer => Message::new("unexpected-words.integer"),
        Rule::period | Rule::dated | Rule::year => Message::new("unexpected-words.period"),
        Rule::date | Rule::days => Message::new("unexpected-words.date"),
        Rule::word | Rule::cadence | Rule::weekdays => Message::new("unexpected-words.word"),
        Rule::who => Message::new("unexpected-words.who"),
        Rule::unit_text => Message::new("unexpected-words.unit"),
        Rule::line_expression | Rule::inner_expression | Rule::argument | Rule::reference => {
            Message::new("unexpected-words.expression")
        }
        Rule::additive
        | Rule::multiplicative
        | Rule::comparison
        | Rule::conjunction
        | Rule::disjunction
        | Rule::in_list
        | Rule::kw_is
        | Rule::is_test => return Some((Message::new("unexpected-words.operator"), false)),
        Rule::EOI => return Some((Message::new("unexpected-words.end"), false)),
        _ => keyword(sign(rule).map_or_else(|| keyword_of(rule), |sign| Some(sign.to_owned()))?),
    };
    Some((message, true))
}

fn keyword(words: String) -> Message {
    Message::new("unexpected-words.keyword").with("words", words)
}

/// Rules that are always written alike.
fn sign(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::lparen | Rule::arguments | Rule::parenthesised => "(",
        Rule::rparen => ")",
        Rule::lbrace | Rule::missed_block | Rule::thresholds_block | Rule::members_block => "{",
        Rule::comma | Rule::argument_rank => ",",
        Rule::dots => "..",
        Rule::equals => "=",
        Rule::arrow | Rule::step => "->",
        Rule::of_target => "of target",
        Rule::on_year => "on year",
        Rule::for_periods => "for 3 periods",
        Rule::except => "except",
        Rule::also => "also",
        Rule::stage_at => "at",
        Rule::stage_as => "as",
        Rule::argument_where => "where",
        Rule::argument_via => "via",
        Rule::argument_on => "on",
        _ => return None,
    })
}

/// A keyword's rule is named after its words.
fn keyword_of(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    name.strip_prefix("kw_").map(|words| words.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_renamed_and_each_is_said_once() {
        let end = Message::new("unexpected-words.end");
        let messages = expected(&[Rule::EOI, Rule::text, Rule::open_text, Rule::kw_at_least]);
        assert_eq!(messages, [Message::new("unexpected-words.text"), keyword("at least".to_owned()), end.clone()]);
        let operator = Message::new("unexpected-words.operator");
        assert_eq!(expected(&[Rule::arguments, Rule::additive, Rule::kw_is, Rule::EOI]), [operator, end.clone()]);
        assert_eq!(expected(&[Rule::EOI, Rule::percent]), [end]);
    }
}
