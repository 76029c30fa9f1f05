//! A flowchart in Mermaid, as pages of GitHub, wikis and notes show it.

use std::fmt::Write;

use crate::base::vocabulary::Status;
use crate::evaluate::tree::{Entry, Link, Sign};
use crate::report::naming;
use crate::report::spark::Glyphs;
use crate::report::visible::plain;

use super::Drawing;
use super::cards::Card;

/// Light cards with dark words: they are readable on light and on dark pages.
const CLASSES: &[(&str, &str)] = &[
    ("ok", "fill:#dcfce7,stroke:#15803d,color:#14532d"),
    ("warn", "fill:#fef3c7,stroke:#b45309,color:#78350f"),
    ("fail", "fill:#fee2e2,stroke:#b91c1c,color:#7f1d1d"),
    ("none", "fill:#f1f5f9,stroke:#64748b,color:#1e293b"),
    ("word", "fill:#ffffff,stroke:#94a3b8,color:#334155,stroke-dasharray:3 3"),
];

pub(super) fn mermaid(drawing: &Drawing) -> String {
    let title = [naming::plan(drawing.one, drawing.plan).to_owned(), drawing.subtitle()];
    let title = title.into_iter().chain(drawing.doubts(Glyphs::Unicode)).collect::<Vec<_>>().join(" | ");
    let mut text = format!("---\ntitle: \"{}\"\n---\nflowchart TD\n", quoted(&title));
    let cards = drawing.cards();
    let ends = drawing.ends();
    for (place, card) in cards.iter().enumerate().filter(|(place, _)| ends[*place] == *place) {
        let _ = writeln!(text, "  n{place}[\"{}\"]:::{}", label(drawing, card), class(card));
    }
    for (place, entry) in drawing.tree.entries.iter().enumerate() {
        if let Some(parent) = entry.parent {
            let _ = writeln!(text, "  n{parent} {} n{}", line(drawing, entry), ends[place]);
        }
    }
    for (number, section) in drawing.tree.sections.iter().enumerate() {
        let Some(heading) = drawing.section(section.kind) else { continue };
        let roots: Vec<String> = section.roots.iter().map(|root| format!("n{root}")).collect();
        let _ = writeln!(text, "  subgraph s{number} [\"{}\"]\n    {}\n  end", escaped(&heading), roots.join("\n    "));
    }
    for (name, style) in CLASSES {
        let _ = writeln!(text, "  classDef {name} {style}");
    }
    text
}

fn label(drawing: &Drawing, card: &Card) -> String {
    drawing.words(card).iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
}

fn class(card: &Card) -> &'static str {
    match card.status() {
        Some(Status::Ok) => "ok",
        Some(Status::Warn) => "warn",
        Some(Status::Fail) => "fail",
        Some(Status::NoData | Status::TooFew) => "none",
        None if card.is_full => "none",
        None => "word",
    }
}

fn line(drawing: &Drawing, entry: &Entry) -> String {
    let word = escaped(&drawing.link(entry.link, Glyphs::Unicode));
    match entry.link {
        Link::Root | Link::Part(Sign::Equals) => "---".to_owned(),
        Link::Part(_) | Link::Conversion => format!("---|\"{word}\"|"),
        Link::Within | Link::Measures | Link::Guards | Link::Drives => format!("-.-|\"{word}\"|"),
    }
}

/// Words of strangers, as words: every sign that Mermaid, Markdown or HTML could read becomes its number. What is left
/// are letters, digits, and signs that mean nothing between them.
fn escaped(text: &str) -> String {
    let text = text.replace('\n', " ");
    let text = plain(&text);
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let is_within_word = before.is_alphanumeric() && characters.peek().is_some_and(|next| next.is_alphanumeric());
        let is_harmless = match character {
            ' ' | ',' => true,
            '%' => before.is_ascii_digit(),
            '.' | '-' => is_within_word,
            // By these Mermaid marks its own numbers of characters.
            'ﬂ' | '°' | '¶' | 'ß' => false,
            other => other.is_ascii_alphanumeric() || !other.is_ascii(),
        };
        if is_harmless {
            escaped.push(character);
        } else {
            let _ = write!(escaped, "#{};", u32::from(character));
        }
        before = character;
    }
    escaped
}

/// The same in a quoted text of YAML.
fn quoted(text: &str) -> String {
    let text = text.replace('\n', " ");
    let mut quoted = String::with_capacity(text.len());
    for character in plain(&text).chars() {
        match character {
            ' ' | '-' | '.' | '|' => quoted.push(character),
            other if other.is_ascii_alphanumeric() || !other.is_ascii() => quoted.push(other),
            other => _ = write!(quoted, "\\u{:04x}", u32::from(other)),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escaped("アポ率 8.1% (新)"), "アポ率 8.1% #40;新#41;");
        assert_eq!(escaped("\"]; click n0 href \"x\""), "#34;#93;#59; click n0 href #34;x#34;");
        assert_eq!(escaped("<img src=x>\n- 1. `b` **c** __d__"), {
            "#60;img src#61;x#62; #45; 1#46; #96;b#96; #42;#42;c#42;#42; #95;#95;d#95;#95;"
        });
        assert_eq!(quoted("a\"\n%%{x}"), "a\\u0022 \\u0025\\u0025\\u007bx\\u007d");
        assert_eq!(escaped("ﬂ°°60¶ß https://a.b"), "#64258;#176;#176;60#182;#223; https#58;#47;#47;a.b");
    }
}
