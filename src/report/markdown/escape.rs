//! Words of strangers in Markdown: shown as they are written, without any effect.
//!
//! Not only may nothing become markup or HTML. Where a comment is posted, `@name` calls people, `#12`, `!12`, `GH-12` and
//! a commit's number leave references in other places, `:+1:` becomes a picture and `{+ … +}` a change. These are found
//! in the text that is shown, so that no escape keeps them away: something invisible has to stand in between.

use crate::report::visible::plain;

/// A space of no width.
const NOTHING: &str = "&#8203;";

/// A sentence in one line: what stands between backticks becomes code, everything else is itself.
#[must_use]
pub fn words(text: &str) -> String {
    let text = text.trim().replace('\n', " ");
    let text = plain(&text);
    let parts: Vec<&str> = text.split('`').collect();
    let mut shown = String::with_capacity(text.len() * 2);
    let mut text = String::new();
    for (place, part) in parts.iter().enumerate() {
        let is_between = place % 2 == 1 && place + 1 < parts.len();
        if is_between && is_code(part) {
            push_words(&mut shown, &std::mem::take(&mut text));
            // Two pieces of code that touch would be read as one with backticks in it.
            if shown.ends_with('`') {
                shown.push_str(NOTHING);
            }
            shown.extend(["`", part, "`"]);
        } else if is_between {
            text.extend(["`", part, "`"]);
        } else if place % 2 == 1 {
            text.extend(["`", part]);
        } else {
            text.push_str(part);
        }
    }
    push_words(&mut shown, &text);
    shown
}

/// Several sentences, a line each.
#[must_use]
pub fn lines(text: &str) -> String {
    text.lines().map(words).collect::<Vec<_>>().join("<br>")
}

/// A name or a path, as code.
#[must_use]
pub fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let text = plain(&text);
    if is_code(&text) { format!("`{text}`") } else { words(&text) }
}

/// Nothing takes effect in code. What would end it, or a cell of a table that it stands in, keeps it from being code.
fn is_code(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['`', '|'])
}

fn push_words(shown: &mut String, text: &str) {
    let mut before = None;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let run = rest.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let taken = if run > 0 {
            push_run(shown, &rest[..run], &rest[run..]);
            run
        } else {
            let next = rest[character.len_utf8()..].chars().next();
            push_character(shown, before, character, next);
            character.len_utf8()
        };
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
}

/// Letters and digits: harmless, except for the number of a commit (seven characters are enough to call one) and the
/// beginning of an address.
fn push_run(shown: &mut String, run: &str, behind: &str) {
    let is_commit = (7..=64).contains(&run.len()) && run.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_address = run.to_ascii_lowercase().ends_with("www") && behind.starts_with('.');
    for (at, character) in run.char_indices() {
        if is_commit && at > 0 && at % 6 == 0 {
            shown.push_str(NOTHING);
        }
        shown.push(character);
    }
    if is_address {
        shown.push_str(NOTHING);
    }
}

fn push_character(shown: &mut String, before: Option<char>, character: char, next: Option<char>) {
    match character {
        '&' => shown.push_str("&amp;"),
        '<' => shown.push_str("&lt;"),
        '>' => shown.push_str("&gt;"),
        '|' => shown.push_str("&#124;"),
        '\\' => shown.push_str("&#92;"),
        '$' => shown.push_str("&#36;"),
        '*' | '_' | '[' | ']' | '~' | '`' => shown.extend(['\\', character]),
        _ => shown.push(character),
    }
    let calls = match (character, next) {
        (_, None) => false,
        ('@', _) => true,
        (':', Some(next)) => !next.is_whitespace(),
        // `10%` of something is no milestone.
        ('%', _) if before.is_some_and(|before| before.is_ascii_digit()) => false,
        ('#' | '!' | '%' | '^' | '~' | '$' | '&', Some(next)) => next.is_alphanumeric() || matches!(next, '"' | '{'),
        ('{' | '[', Some(next)) => matches!(next, '+' | '-'),
        ('-', Some(next)) => next.is_ascii_digit() && before.is_some_and(char::is_alphabetic),
        _ => false,
    };
    if calls {
        shown.push_str(NOTHING);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_of_a_stranger_takes_effect() {
        for (written, shown) in [
            ("nobody owns `show_rate`", "nobody owns `show_rate`"),
            ("a `b``c` d", "a `b`&#8203;`c` d"),
            ("one ` only_", "one \\` only\\_"),
            ("`` and #`a|b`", "\\`\\` and #\\`a&#124;b\\`"),
            ("@team and a@b.example", "@&#8203;team and a@&#8203;b.example"),
            ("fixes #12, GH-12, !3, ~\"a\"", "fixes #&#8203;12, GH-&#8203;12, !&#8203;3, \\~&#8203;\"a\""),
            ("2026-11-20: 10% of 5、10%の5 %a", "2026-11-20: 10% of 5、10%の5 %&#8203;a"),
            ("<script>&amp;</script>", "&lt;script&gt;&amp;&#8203;amp;&lt;/script&gt;"),
            ("[x](https://y) www.z.example", "\\[x\\](https:&#8203;//y) www&#8203;.z.example"),
            ("deadbeef 1234567 :+1: $x$", "deadbe&#8203;ef 123456&#8203;7 :&#8203;+1: &#36;&#8203;x&#36;"),
            ("**b** {+ c +}\n# d", "\\*\\*b\\*\\* {&#8203;+ c +} # d"),
        ] {
            assert_eq!(words(written), shown, "{written}");
        }
        assert_eq!(code("plans/a.kpi:3"), "`plans/a.kpi:3`");
        assert_eq!(code("a`b"), "a\\`b");
        assert_eq!(lines("a\nb"), "a<br>b");
    }

    /// The text without its code, without what is escaped, and without entities: nothing in it may mean anything.
    fn bare(shown: &str) -> String {
        let mut bare = String::new();
        let mut rest = shown.chars();
        while let Some(character) = rest.next() {
            match character {
                '\\' => _ = rest.next(),
                '`' => _ = rest.by_ref().find(|character| *character == '`'),
                '&' => {
                    let entity: String = rest.by_ref().take_while(|character| *character != ';').collect();
                    assert!(["amp", "lt", "gt", "#124", "#92", "#36", "#8203"].contains(&entity.as_str()), "{shown}");
                }
                other => {
                    bare.push(other);
                    continue;
                }
            }
            bare.push('\u{200b}');
        }
        bare
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_word_becomes_markup(text in "[a@#!:`*_<>&|~$\\[\\]\\\\\n 1w.é-]{0,24}") {
            let bare = bare(&words(&text));
            prop_assert!(!bare.contains(['*', '_', '[', ']', '<', '>', '|', '~', '$', '`', '\\', '\n']), "{}", bare);
            let called = |sign: char| bare.split(sign).skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
            prop_assert!(!called('@') && !called('#') && !called('!') && !called(':'), "{}", bare);
            prop_assert!(!bare.contains("www."), "{}", bare);
        }
    }
}
