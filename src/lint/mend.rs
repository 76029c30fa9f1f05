//! Mends as edits of the text that leave its layout and its comments as they are.

use crate::base::diagnostic::Fix;
use crate::base::rational::Rational;
use crate::base::source_map::SourceMap;
use crate::base::span::Span;
use crate::plan::unit::{Unit, UnitKind};

/// A mend that never changes what a plan means to its writer.
#[must_use]
pub fn safe(edits: Vec<(Span, String)>) -> Fix {
    Fix { edits, safe: true }
}

/// A mend that somebody must look at.
#[must_use]
pub fn unsafe_(edits: Vec<(Span, String)>) -> Fix {
    Fix { edits, safe: false }
}

/// A number as a plan writes it; one without an end in decimals is rounded up at its second.
#[must_use]
pub fn written(number: &Rational, unit: Unit) -> String {
    let places = |number: &Rational| if number.is_whole() { 0 } else { 2 };
    let rounded = |number: &Rational| {
        let hundred = Rational::from(100);
        (&(number * &hundred).ceil() * &Rational::from_decimal(1, 2)).to_fixed(places(number))
    };
    let grouped = |text: String| match text.split_once('.') {
        Some((whole, decimals)) => format!("{}.{decimals}", with_commas(whole)),
        None => with_commas(&text),
    };
    match unit.kind() {
        UnitKind::Count => grouped(number.ceil().to_fixed(0)),
        UnitKind::Ratio => format!("{}%", rounded(&(number * &Rational::from(100)))),
        UnitKind::Duration => {
            let (a_day, word) = in_words(number);
            format!("{} {word}", rounded(&(number * &Rational::from(a_day))))
        }
        UnitKind::Money(currency) => format!("{} {}", grouped(rounded(number)), currency.code()),
        UnitKind::Compound => rounded(number),
    }
}

/// The largest unit of which a duration is at least one, and how many of them make a day.
fn in_words(duration: &Rational) -> (i64, &'static str) {
    let units = [(1, "days"), (24, "hours"), (24 * 60, "minutes")];
    let fits = |(a_day, _): &(i64, &str)| (duration * &Rational::from(*a_day)).abs() >= 1;
    units.into_iter().find(fits).unwrap_or((24 * 60 * 60, "seconds"))
}

fn with_commas(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The words of a clause with one of them exchanged for another: only there where it stands for itself.
#[must_use]
pub fn exchanged(sources: &SourceMap, clause: Span, word: &str, other: &str) -> Option<(Span, String)> {
    let text = sources.slice(clause);
    let at = word_at(text, word)?;
    let start = clause.start as usize + at;
    Some((Span::new(clause.file, start, start + word.len()), other.to_owned()))
}

/// The first number of a clause, with its sign for percent, exchanged for another.
#[must_use]
pub fn number_in(sources: &SourceMap, clause: Span, other: &str) -> Option<(Span, String)> {
    let text = sources.slice(clause);
    let is_digit = |character: char| character.is_numeric();
    let start = text.find(is_digit)?;
    let is_part =
        |character: char| is_digit(character) || matches!(character, '.' | ',' | '_' | '％' | '%' | '．' | '，');
    let length = text[start..].find(|character| !is_part(character)).unwrap_or(text.len() - start);
    // `30 %` is one number too.
    let behind = text[start + length..].trim_start_matches([' ', '\u{3000}']);
    let with_sign = if behind.starts_with(['%', '％']) && !text[start..start + length].ends_with(['%', '％']) {
        text.len() - behind.len() + behind.chars().next().map_or(0, char::len_utf8)
    } else {
        start + length
    };
    let offset = clause.start as usize;
    Some((Span::new(clause.file, offset + start, offset + with_sign), other.to_owned()))
}

/// Where a word stands in a text, with no letter on either side.
fn word_at(text: &str, word: &str) -> Option<usize> {
    let is_letter = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| !text[..*at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter))
}

/// A further clause at the end of a declaration's block, indented as those before it; the block too where there is none.
#[must_use]
pub fn added_clause(sources: &SourceMap, declaration: Span, clause: &str) -> (Span, String) {
    let text = sources.slice(declaration);
    let whole = &sources.file(declaration.file).text;
    let outer = indentation(whole, declaration.start as usize);
    let at = |offset: usize| Span::new(declaration.file, offset, offset);
    let end = declaration.end as usize;
    let Some(open) = block_start(text) else {
        return (at(end), format!(" {{\n{outer}  {clause}\n{outer}}}"));
    };
    let bracket = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    let closing = text.char_indices().next_back().map_or(open, |(at, _)| at);
    let start = open + bracket(open);
    let inside = text.get(start..closing).unwrap_or_default();
    let Some(last_line_end) = inside.rfind('\n') else {
        // `{ target 10 }` stays on its line.
        let used = inside.trim_end();
        let offset = declaration.start as usize + start + used.len();
        let separator = if used.trim().is_empty() { " " } else { "; " };
        let ending = if inside.ends_with(char::is_whitespace) { "" } else { " " };
        return (at(offset), format!("{separator}{clause}{ending}"));
    };
    let first = inside.lines().skip(1).find(|line| !line.trim().is_empty());
    let indent = first.map(|line| &line[..line.len() - line.trim_start().len()]);
    let indent = indent.map_or_else(|| format!("{outer}  "), str::to_owned);
    let line_start = declaration.start as usize + start + last_line_end + 1;
    (at(line_start), format!("{indent}{}\n", aligned(clause, inside, &indent)))
}

/// A clause whose value stands in the column in which most values of the block stand, where they stand in one.
fn aligned(clause: &str, block: &str, indent: &str) -> String {
    let Some((keyword, value)) = clause.split_once(' ') else { return clause.to_owned() };
    let column = |line: &str| {
        let own = line.strip_prefix(indent).filter(|own| own.starts_with(char::is_alphabetic))?;
        let word = own.find(' ')?;
        let gap = own[word..].len() - own[word..].trim_start_matches(' ').len();
        Some((word + gap, gap))
    };
    let columns: Vec<(usize, usize)> = block.lines().filter_map(column).collect();
    // One space after each word is no column.
    let Some((wanted, _)) = columns.iter().find(|(_, gap)| *gap > 1) else { return clause.to_owned() };
    let width = wanted.saturating_sub(keyword.len()).max(1);
    format!("{keyword}{}{value}", " ".repeat(width))
}

/// Everything of a clause, with its line where nothing else stands there.
#[must_use]
pub fn removed_clause(sources: &SourceMap, clause: Span) -> (Span, String) {
    let text = &sources.file(clause.file).text;
    let (start, end) = (clause.start as usize, clause.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let (before, after) = (text[line_start..start].trim(), text[end..line_end].trim());
    if before.is_empty() && after.is_empty() {
        return (Span::new(clause.file, line_start, line_end), String::new());
    }
    if before.is_empty() && after.starts_with(['#', '＃']) {
        // What is said beside it stays, where it stood.
        let comment = end + (text[end..].len() - text[end..].trim_start_matches([' ', '\t']).len());
        return (Span::new(clause.file, start, comment), String::new());
    }
    // On a line with others its `;` goes with it.
    let rest = &text[end..];
    let behind = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if rest[behind..].starts_with(';') {
        let more = rest[behind + 1..].len() - rest[behind + 1..].trim_start_matches([' ', '\t']).len();
        return (Span::new(clause.file, start, end + behind + 1 + more), String::new());
    }
    let kept = text[..start].trim_end_matches([' ', '\t']);
    let kept = kept.strip_suffix(';').map_or(start, |kept| kept.trim_end_matches([' ', '\t']).len());
    (Span::new(clause.file, kept, end), String::new())
}

/// The white space at the beginning of the line that an offset lies in.
fn indentation(text: &str, offset: usize) -> String {
    let line = &text[text[..offset].rfind('\n').map_or(0, |at| at + 1)..];
    line.chars().take_while(|character| matches!(character, ' ' | '\t')).collect()
}

/// Where a declaration's own block opens; `None` where it has none.
fn block_start(text: &str) -> Option<usize> {
    if !text.ends_with(['}', '｝']) {
        return None;
    }
    let mut in_words = false;
    let mut in_name = false;
    let mut escaped = false;
    let mut in_comment = false;
    for (at, character) in text.char_indices() {
        match character {
            '\n' => in_comment = false,
            _ if in_comment || std::mem::take(&mut escaped) => {}
            '\\' if in_words => escaped = true,
            '"' if !in_name => in_words = !in_words,
            '`' if !in_words => in_name = !in_name,
            '#' if !in_words && !in_name => in_comment = true,
            '{' | '｛' if !in_words && !in_name => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, edit: impl Fn(&SourceMap, Span) -> (Span, String), words: &str) -> String {
        let mut sources = SourceMap::default();
        let file = sources.add("plan.kpi", text);
        let start = text.find(words).unwrap();
        let (span, with) = edit(&sources, Span::new(file, start, start + words.len()));
        let mut text = text.to_owned();
        text.replace_range(span.range(), &with);
        text
    }

    #[test]
    fn a_clause_is_added_where_the_others_stand() {
        let owner = |sources: &SourceMap, span| added_clause(sources, span, "owner \"?\"");
        for (text, expected) in [
            ("kpi a", "kpi a {\n  owner \"?\"\n}"),
            ("kpi a { target 10 }", "kpi a { target 10; owner \"?\" }"),
            ("kpi a {}", "kpi a { owner \"?\" }"),
            ("kpi a {\n    target 10 # why\n}", "kpi a {\n    target 10 # why\n    owner \"?\"\n}"),
            ("kpi a {\n  # \" {\n}", "kpi a {\n  # \" {\n  owner \"?\"\n}"),
            (
                "kpi a {\n  target   1\n  horizon  x\n  when missed {}\n}",
                "kpi a {\n  target   1\n  horizon  x\n  when missed {}\n  owner    \"?\"\n}",
            ),
            ("kpi a {\n}", "kpi a {\n  owner \"?\"\n}"),
        ] {
            assert_eq!(edited(text, owner, text), expected);
        }
    }

    #[test]
    fn a_clause_goes_with_its_line_or_its_semicolon() {
        for (text, expected) in [
            ("a {\n  x y\n  b\n}", "a {\n  b\n}"),
            ("a { b; x y }", "a { b }"),
            ("a { x y; b }", "a { b }"),
            ("a {\n  x y # why\n}", "a {\n  # why\n}"),
            ("x y", ""),
        ] {
            assert_eq!(edited(text, removed_clause, "x y"), expected);
        }
    }

    #[test]
    fn a_word_is_found_where_it_stands_for_itself() {
        let swap = |sources: &SourceMap, span| exchanged(sources, span, "above", "below").unwrap();
        assert_eq!(edited("warn above_all above 3", swap, "warn above_all above 3"), "warn above_all below 3");
    }
}
