//! Mistakes in a declaration's header.

use super::explain::{Failure, Place};
use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::Span;
use crate::syntax::blocks::Block;
use crate::syntax::grammar::Rule;

/// The error of a header, where one can tell what was meant. `found` is where the reading stopped, with its `words`.
pub(super) fn explain_header(
    failure: &Failure,
    place: &Place<'_>,
    found: Option<Span>,
    words: &str,
    text: &str,
) -> Option<Diagnostic> {
    let Place::Header(keyword, span) = place else { return None };
    let before = text.get(span.start as usize..failure.at).unwrap_or_default().trim();
    let at = found.unwrap_or(keyword.span);
    let keyword = keyword.value.as_str();
    if before.is_empty() && matches!(words, ":" | "：") {
        return Some(
            Diagnostic::error(Message::new("colon-after-keyword").with("mark", words))
                .at(at, Message::new("colon-after-keyword.label"))
                .help(Message::new("colon-after-keyword.help-name").with("keyword", keyword)),
        );
    }
    if before.is_empty() && failure.expected.contains(&Rule::name) && !words.starts_with(char::is_numeric) {
        return Some(missing_name(at, keyword, Message::new("missing-name.help").with("keyword", keyword)));
    }
    if before.is_empty() && failure.expected.contains(&Rule::text) && matches!(words, "on" | "{" | "｛" | "") {
        return Some(missing_name(at, keyword, Message::new("missing-name.help-label").with("keyword", keyword)));
    }
    if let Some(joined) = joined_name(keyword, before, words, text.get(failure.at..span.end as usize)?) {
        return Some(
            Diagnostic::error(Message::new("name-in-parts"))
                .at(at, Message::new("name-in-parts.label"))
                .help(Message::new("name-in-parts.help").with("joined", joined)),
        );
    }
    if failure.expected.contains(&Rule::kw_from) {
        return Some(missing_from(keyword, at, failure.at, before));
    }
    None
}

fn missing_name(at: Span, keyword: &str, help: Message) -> Diagnostic {
    Diagnostic::error(Message::new("missing-name").with("keyword", keyword))
        .at(at, Message::new("missing-name.label"))
        .help(help)
}

/// A name of several words or with signs in it, as one; `rest` is what follows its first word.
fn joined_name(keyword: &str, before: &str, words: &str, rest: &str) -> Option<String> {
    let named = matches!(keyword, "kpi" | "kgi" | "measure" | "metric" | "contractor" | "source" | "lookup");
    let is_word = words.starts_with(char::is_alphabetic)
        && Block::with_clause(words).is_empty()
        && !matches!(words, "as" | "is" | "of" | "from" | "per")
        && !matches!(keyword, "source" | "lookup");
    let one_word = !before.is_empty() && before.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !named || !one_word || !(is_word || matches!(words, "-" | "." | "/")) {
        return None;
    }
    let ends = ['"', '=', '{', '“', '＂', '＝', '\n'];
    let rest = rest.split(ends).next().unwrap_or_default();
    let rest = rest.split(" from ").next().unwrap_or_default();
    let parts = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| !part.is_empty());
    Some(parts.fold(before.to_owned(), |all, part| all + "_" + part))
}

/// The path of a source without `from` reads like a label.
fn missing_from(keyword: &str, at: Span, end: usize, before: &str) -> Diagnostic {
    let path = before.find(['"', '“', '＂']).and_then(|quote| before.split_at_checked(quote));
    let message = Message::new("missing-from").with("keyword", keyword);
    match path {
        Some((name, path)) => {
            let start = end.saturating_sub(path.len());
            Diagnostic::error(message).at(Span::new(at.file, start, end), Message::new("missing-from.label-path")).help(
                Message::new("missing-from.help-path").with("declaration", format!("{keyword} {name}from {path}")),
            )
        }
        None => Diagnostic::error(message)
            .at(at, Message::new("missing-from.label"))
            .help(Message::new("missing-from.help").with("keyword", keyword)),
    }
}
