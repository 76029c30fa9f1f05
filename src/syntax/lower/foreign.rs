//! What other languages, spreadsheets and keyboards write in a value, and how it is written here.

use super::Lowering;
use super::explain::Failure;
use super::operator::foreign_operator;
use super::reference::{extra_argument, unknown_function};
use super::target::missing_quotes;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::{FiscalYear, Period};
use crate::base::span::Span;
use crate::base::vocabulary::Function;
use crate::syntax::blocks::Block;
use crate::syntax::expected::keywords;
use crate::syntax::grammar::Rule;
use crate::syntax::synonyms;

/// Marks that open a quotation elsewhere, and what closes it.
const QUOTES: &[(char, &[char])] = &[
    ('\'', &['\'']),
    ('‘', &['’', '\'']),
    ('’', &['’']),
    ('「', &['」']),
    ('『', &['』']),
    ('«', &['»']),
    ('»', &['«']),
    ('„', &['“', '”', '"']),
    ('‚', &['‘', '’']),
    ('《', &['》']),
];

impl Lowering<'_> {
    /// The error of words that stand for something here. `piece` is the clause or header that they stand in.
    pub(super) fn explain_foreign(
        &self,
        failure: &Failure,
        piece: Span,
        found: Span,
        words: &str,
    ) -> Option<Diagnostic> {
        self.foreign_quotes(found, words)
            .or_else(|| self.written_date(failure, piece, found))
            .or_else(|| self.unquoted_column(failure, found, words))
            .or_else(|| self.second_argument(failure, piece, found))
            .or_else(|| self.unquoted_path(failure, found))
            .or_else(|| self.person_without_quotes(failure, piece, found, words))
            .or_else(|| self.shouted(failure, found))
    }

    fn foreign_quotes(&self, found: Span, words: &str) -> Option<Diagnostic> {
        let opening = words.chars().next()?;
        let (_, closing) = QUOTES.iter().find(|(quote, _)| *quote == opening)?;
        let inside = self.line_from(found.start as usize + opening.len_utf8());
        let length = inside.find(*closing);
        let quoted = inside.get(..length.unwrap_or(inside.len())).unwrap_or_default().trim_end();
        let close = length.and_then(|at| inside.get(at..)?.chars().next()).map_or(0, char::len_utf8);
        let end = found.start as usize + opening.len_utf8() + length.unwrap_or(quoted.len()) + close;
        Some(
            Diagnostic::error(Message::new("foreign-quotes"))
                .at(Span::new(self.file, found.start as usize, end), Message::new("foreign-quotes.label"))
                .help(Message::new("foreign-quotes.help").with("text", quoted)),
        )
    }

    /// `2026.10`, `20261116`, `"2026-10"`, `11/16/2026`: whatever looks like a date where one belongs.
    fn written_date(&self, failure: &Failure, piece: Span, found: Span) -> Option<Diagnostic> {
        let dates = [Rule::period, Rule::date, Rule::dated, Rule::days, Rule::wrong_date, Rule::year];
        let wanted = failure.expected.iter().any(|rule| dates.contains(rule));
        let before = self.text.get(piece.start as usize..found.start as usize)?;
        let in_date = |c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '—' | '/' | '.' | ':' | '"' | '・');
        let start = found.start as usize - (before.len() - before.trim_end_matches(in_date).len());
        let run = self.line_from(start);
        let run = run.get(..run.find(|c: char| !in_date(c)).unwrap_or(run.len())).unwrap_or_default();
        let instead = date_instead(run);
        if !(wanted || instead.is_some()) || !run.trim_start_matches('"').starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let help = match instead {
            Some(instead) => Message::new("date-form.help-instead").with("instead", instead),
            None => Message::new("date-form.help"),
        };
        Some(
            Diagnostic::error(Message::new("date-form").with("written", run))
                .at(Span::new(self.file, start, start + run.len()), Message::new("date-form.label"))
                .help(help),
        )
    }

    /// `calls."net revenue"`, `time "called_at"`, `calls.受注額(千円)`.
    fn unquoted_column(&self, failure: &Failure, found: Span, words: &str) -> Option<Diagnostic> {
        let before = self.text.get(..found.start as usize).unwrap_or_default();
        let quoted = words.strip_prefix(['"', '“', '＂']).map(|rest| rest.trim_end_matches(['"', '”', '＂']));
        let wants_name = failure.expected.iter().any(|rule| matches!(rule, Rule::name | Rule::dimension))
            && !failure.expected.contains(&Rule::text);
        if let Some(name) = quoted.filter(|_| wants_name || before.ends_with('.')) {
            return Some(needs_backticks(found, name));
        }
        if let Some(column) = self.column_in_words(failure, found, words) {
            return Some(column);
        }
        if !matches!(words, "(" | "（" | "[" | "%" | "％") {
            return None;
        }
        let in_name = |c: char| c.is_alphanumeric() || c == '_';
        let begun = before.len() - before.trim_end_matches(in_name).len();
        let start = found.start as usize - begun;
        if begun == 0 || !before.get(..start)?.ends_with('.') {
            return None;
        }
        let rest = self.line_from(start);
        let end =
            rest.find([')', '）', ']', '%']).and_then(|at| Some(at + rest.get(at..)?.chars().next()?.len_utf8()))?;
        Some(needs_backticks(Span::new(self.file, start, start + end), rest.get(..end)?))
    }

    /// `time Close Date`, `key Account ID`: a column's name of several words.
    fn column_in_words(&self, failure: &Failure, found: Span, words: &str) -> Option<Diagnostic> {
        let line = self.text.get(..found.start as usize)?.rsplit(['\n', '{', ';']).next()?;
        let (keyword, first) = line.trim().split_once(char::is_whitespace)?;
        let one_word = first.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
        let is_word = words.starts_with(char::is_alphabetic) && Block::with_clause(words).is_empty();
        if !matches!(keyword, "time" | "key") || !one_word || !is_word || !failure.expected.contains(&Rule::EOI) {
            return None;
        }
        let start = found.start as usize - line.len() + line.find(first)?;
        let all = self.unquoted_text(start);
        Some(needs_backticks(all, self.words(all)))
    }

    /// `from deals.csv`: a path without quotes.
    fn unquoted_path(&self, failure: &Failure, found: Span) -> Option<Diagnostic> {
        if !failure.expected.contains(&Rule::kw_table) && !failure.expected.contains(&Rule::text) {
            return None;
        }
        let in_path = |c: char| !c.is_whitespace() && !"{}\";#".contains(c);
        let before = self.text.get(..found.start as usize)?.trim_end();
        let start = before.trim_end_matches(in_path).len();
        let introduced = before.get(..start)?.trim_end().ends_with("from") || before.ends_with("from");
        let start = if before.ends_with("from") { found.start as usize } else { start };
        let path = self.line_from(start);
        let path = path.get(..path.find(|c: char| !in_path(c)).unwrap_or(path.len()))?;
        (introduced && path.contains(['.', '/', '*']))
            .then(|| missing_quotes(Span::new(self.file, start, start + path.len()), path))
    }

    /// `if(a, b, c)`, `count(calls, result == "won")`: what a comma divides elsewhere.
    fn second_argument(&self, failure: &Failure, piece: Span, found: Span) -> Option<Diagnostic> {
        let before = self.text.get(piece.start as usize..found.start as usize)?.trim_end();
        let is_second = before.ends_with([',', '，', '、']) && failure.expected.contains(&Rule::plain_number);
        let opener = self.open_parenthesis(piece.start as usize, failure.at).filter(|_| is_second)?;
        let name = self.last_token(opener.start as usize);
        let function = self.words(name);
        Some(match Function::from_word(function) {
            Some(_) => extra_argument(found, function),
            None => unknown_function(name, function),
        })
    }

    /// `owner Jane Doe`: the first word is read as a name.
    fn person_without_quotes(&self, failure: &Failure, piece: Span, found: Span, words: &str) -> Option<Diagnostic> {
        let before = self.text.get(piece.start as usize..found.start as usize)?.trim_end();
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_'))? + 1;
        let introduced = before.get(..start)?.trim_end();
        let word = introduced.rsplit(|c: char| c.is_whitespace()).next()?;
        let of_person = matches!(word, "owner" | "analyst") || word == "by" && introduced.starts_with("review");
        if !of_person || !words.starts_with(char::is_alphabetic) || !failure.expected.contains(&Rule::EOI) {
            return None;
        }
        let all = self.unquoted_text(piece.start as usize + start);
        Some(missing_quotes(all, self.words(all)))
    }

    /// What to write instead of words that can't stand somewhere.
    pub(super) fn hint(&self, failure: &Failure, found: Span) -> Option<Message> {
        let words = self.words(found);
        let before = self.text.get(..found.start as usize).unwrap_or_default();
        let after = self.line_from(found.end as usize);
        let instead = |text: String| Some(Message::new("unexpected-words.help-instead").with("instead", text));
        if words == "/" && after.starts_with('/') {
            return instead("#".to_owned());
        }
        if let Some(text) = reworded(before, words, after) {
            return instead(text);
        }
        if failure.expected.contains(&Rule::EOI) && !Block::with_clause(words).is_empty() {
            return Some(Message::new("unexpected-words.help-clause").with("clause", words));
        }
        let mut known = keywords(&failure.expected);
        if failure.expected.contains(&Rule::comparison) {
            known.extend(["contains", "and", "or"].map(str::to_owned));
        }
        if words.starts_with(|c: char| c.is_numeric()) && known.iter().any(|word| word == "below") {
            return instead(format!("below {}", number_at(self.line_from(found.start as usize))?));
        }
        let similar = synonyms::meant(words, known.iter().map(String::as_str))?;
        Some(Message::new("unexpected-words.help-similar").with("similar", similar))
    }

    /// Operators in capitals, as query languages write them. `NOT x` is read as the name `NOT`, so that what is found
    /// may be the word behind it.
    fn shouted(&self, failure: &Failure, found: Span) -> Option<Diagnostic> {
        let before = self.last_token(found.start as usize);
        [found, before].into_iter().find_map(|at| shouted(failure, at, self.words(at)))
    }

    /// The text from a place to its line's end.
    fn line_from(&self, start: usize) -> &str {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len())).unwrap_or_default()
    }
}

/// The operator that a word in capitals is.
fn shouted(failure: &Failure, found: Span, words: &str) -> Option<Diagnostic> {
    let known = ["and", "or", "not", "in", "is", "contains", "where"];
    let instead = known.into_iter().find(|word| *word != words && word.eq_ignore_ascii_case(words))?;
    let in_formula =
        failure.expected.iter().any(|rule| matches!(rule, Rule::conjunction | Rule::argument_where | Rule::comparison));
    in_formula.then(|| foreign_operator(found, words, instead))
}

/// What a number means with the words that follow it: `10件以上`, `10〜20`, `60 a day`.
pub(super) fn reworded(before: &str, words: &str, after: &str) -> Option<String> {
    let ends = |c: char| c.is_whitespace() || "{;".contains(c);
    let low = number_at(before.trim_end().rsplit(ends).next()?)?;
    let counted = |suffix: &str| words.strip_suffix(suffix).map(|counter| format!("{low}{counter}"));
    if let Some(low) = counted("以上") {
        return Some(format!("at least {low}"));
    }
    if let Some(high) = counted("以下") {
        return Some(format!("at most {high}"));
    }
    if let Some(high) = counted("未満") {
        return Some(format!("below {high}"));
    }
    match words {
        "〜" | "～" | "~" | "-" | "–" | "—" | "to" | "から" => {
            Some(format!("between {low} and {}", number_at(after.trim_start())?))
        }
        "or" if after.trim_start().starts_with("more") => Some(format!("at least {low}")),
        "or" if after.trim_start().starts_with("less") => Some(format!("at most {low}")),
        "/" | "a" | "an" | "each" | "every" => {
            let per: String = after.trim_start().chars().take_while(|c| c.is_alphanumeric()).collect();
            (!per.is_empty()).then(|| format!("{low} per {per}"))
        }
        "daily" => Some(format!("{low} per day")),
        "weekly" => Some(format!("{low} per week")),
        "monthly" => Some(format!("{low} per month")),
        _ => None,
    }
}

/// The number that a text begins with, with what stands right behind it.
fn number_at(text: &str) -> Option<String> {
    let number: String = text.chars().take_while(|c| !c.is_whitespace() && !"}{;,#".contains(*c)).collect();
    number.starts_with(|c: char| c.is_numeric()).then_some(number)
}

fn needs_backticks(span: Span, name: &str) -> Diagnostic {
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_numeric());
    let help = if is_name {
        Message::new("column-needs-backticks.help-name").with("name", name)
    } else {
        Message::new("column-needs-backticks.help").with("name", name)
    };
    Diagnostic::error(Message::new("column-needs-backticks"))
        .at(span, Message::new("column-needs-backticks.label"))
        .help(help)
}

/// The date or period that something looks like, as it is written here.
fn date_instead(run: &str) -> Option<String> {
    let bare = run.trim_matches('"');
    let parts: Vec<&str> =
        bare.split(['-', '–', '—', '/', '.', '・', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let joined = |parts: &[&str]| parts.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
    let written = match parts.as_slice() {
        [one] if one.len() == 8 => joined(&[one.get(..4)?, one.get(4..6)?, one.get(6..)?]),
        [_] => return None,
        parts => joined(parts),
    };
    let changed = written != run && parts.first()?.len() >= 4;
    (changed && Period::parse(&written, FiscalYear::CALENDAR).is_some()).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_forms_are_understood() {
        for (run, instead) in [
            ("2026.10", Some("2026-10")),
            ("2026–10", Some("2026-10")),
            ("20261116", Some("2026-11-16")),
            ("\"2026-10\"", Some("2026-10")),
            ("2026-10", None),
            ("1000", None),
            ("1.5", None),
            ("11/16/2026", None),
        ] {
            assert_eq!(date_instead(run).as_deref(), instead, "{run}");
        }
    }
}
