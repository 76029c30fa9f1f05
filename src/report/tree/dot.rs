//! A graph for Graphviz.

use std::fmt::Write;

use crate::base::vocabulary::Status;
use crate::evaluate::tree::{Entry, Link, Sign};
use crate::report::naming;
use crate::report::spark::Glyphs;
use crate::report::visible::plain;

use super::Drawing;
use super::cards::Card;

const FONTS: &str = "Hiragino Sans,Noto Sans CJK JP,Yu Gothic,Meiryo,sans-serif";

pub(super) fn dot(drawing: &Drawing) -> String {
    let name = escaped(naming::plan(drawing.one, drawing.plan));
    let mut text = format!("graph \"{name}\" {{\n");
    let _ = writeln!(text, "  graph [rankdir=LR, fontname=\"{FONTS}\", labelloc=t, label=\"{}\"]", heading(drawing));
    let _ = writeln!(text, "  node [shape=box, style=\"rounded,filled\", fontname=\"{FONTS}\", fontsize=12]");
    let _ = writeln!(text, "  edge [color=\"#64748b\", fontname=\"{FONTS}\", fontsize=12]");
    let cards = drawing.cards();
    let ends = drawing.ends();
    for (place, card) in cards.iter().enumerate().filter(|(place, _)| ends[*place] == *place) {
        let _ = writeln!(text, "  n{place} [label=\"{}\", {}]", label(drawing, card), style(card));
    }
    for (place, entry) in drawing.tree.entries.iter().enumerate() {
        if let Some(parent) = entry.parent {
            let _ = writeln!(text, "  n{parent} -- n{}{}", ends[place], line(drawing, entry, ends[place] != place));
        }
    }
    for (number, section) in drawing.tree.sections.iter().enumerate() {
        let Some(heading) = drawing.section(section.kind) else { continue };
        let roots: Vec<String> = section.roots.iter().map(|root| format!("n{root}")).collect();
        let (heading, roots) = (escaped(&heading), roots.join("; "));
        let _ = writeln!(text, "  subgraph cluster_{number} {{ label=\"{heading}\"; color=\"#94a3b8\"; {roots} }}");
    }
    text + "}\n"
}

fn heading(drawing: &Drawing) -> String {
    let lines = [naming::plan(drawing.one, drawing.plan).to_owned(), drawing.subtitle()];
    let lines = lines.into_iter().chain(drawing.doubts(Glyphs::Unicode));
    lines.map(|line| escaped(&line)).collect::<Vec<_>>().join("\\n")
}

fn label(drawing: &Drawing, card: &Card) -> String {
    drawing.words(card).iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\n")
}

fn style(card: &Card) -> &'static str {
    match card.status() {
        Some(Status::Ok) => "fillcolor=\"#dcfce7\", color=\"#15803d\"",
        Some(Status::Warn) => "fillcolor=\"#fef3c7\", color=\"#b45309\"",
        Some(Status::Fail) => "fillcolor=\"#fee2e2\", color=\"#b91c1c\"",
        Some(Status::NoData | Status::TooFew) => "fillcolor=\"#f1f5f9\", color=\"#64748b\"",
        None if card.is_full => "fillcolor=\"#f1f5f9\", color=\"#64748b\"",
        None => "fillcolor=\"#ffffff\", color=\"#94a3b8\", style=\"rounded,dashed\"",
    }
}

/// `is_elsewhere`: whether the line goes to a card that has its place below another, and so places nothing.
fn line(drawing: &Drawing, entry: &Entry, is_elsewhere: bool) -> String {
    let word = escaped(&drawing.link(entry.link, Glyphs::Unicode));
    let style = match entry.link {
        Link::Root | Link::Part(Sign::Equals) => return String::new(),
        Link::Part(_) | Link::Conversion => "",
        Link::Within | Link::Measures | Link::Guards => ", style=dashed",
        Link::Drives => ", style=dotted",
    };
    let constraint = if is_elsewhere { ", constraint=false" } else { "" };
    format!(" [label=\" {word} \"{style}{constraint}]")
}

/// Words of strangers between double quotes: Graphviz reads backslashes there, and HTML's names of characters.
fn escaped(text: &str) -> String {
    let text = text.replace('\n', " ");
    plain(&text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escaped(r#"a" b\N c\"#), r#"a\" b\\N c\\"#);
        assert_eq!(escaped("x\ny &lt; \u{1b}"), "x y &amp;lt; \u{241b}");
    }
}
