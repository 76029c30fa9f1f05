//! What of a tree becomes cards. Words that only refer to other cards stand on the card that they belong to: a picture has
//! room for each number once.

use crate::evaluate::tree::{Content, Entry, Link, Section, Sign, Tree};
use crate::report::spark::Glyphs;
use crate::report::tree::Drawing;
use crate::report::tree::cards::Card;

/// The part of a tree that is drawn as cards.
pub(super) struct Pruned {
    pub(super) entries: Vec<Entry>,
    pub(super) sections: Vec<Section>,
    pub(super) cards: Vec<Card>,
    /// By entry: what else stands on its card.
    pub(super) notes: Vec<Vec<String>>,
}

impl Pruned {
    pub(super) fn new(drawing: &Drawing) -> Self {
        let tree = drawing.tree;
        let is_cut: Vec<bool> = (0..tree.entries.len()).map(|place| is_only_a_word(tree, place)).collect();
        let mut new_places = Vec::with_capacity(tree.entries.len());
        let mut kept = 0;
        for is_cut in &is_cut {
            new_places.push(kept);
            kept += usize::from(!is_cut);
        }
        let mut pruned =
            Self { entries: Vec::new(), sections: tree.sections.clone(), cards: Vec::new(), notes: Vec::new() };
        for ((place, entry), card) in tree.entries.iter().enumerate().zip(drawing.cards()) {
            if is_cut[place] {
                continue;
            }
            let children = entry.children.iter().filter(|child| !is_cut[**child]);
            pruned.entries.push(Entry {
                parent: entry.parent.map(|parent| new_places[parent]),
                children: children.map(|child| new_places[*child]).collect(),
                ..entry.clone()
            });
            pruned.cards.push(card);
            pruned.notes.push(notes(drawing, entry, &is_cut));
        }
        for root in pruned.sections.iter_mut().flat_map(|section| &mut section.roots) {
            *root = new_places[*root];
        }
        pruned
    }
}

fn is_part(link: Link) -> bool {
    matches!(link, Link::Part(_) | Link::Conversion | Link::Within)
}

/// A reference that belongs to a card as a word: what is said of it, or a part of a formula of which all are references.
fn is_only_a_word(tree: &Tree, place: usize) -> bool {
    let entry = &tree.entries[place];
    let (Content::Again(_), Some(parent)) = (&entry.content, entry.parent) else { return false };
    let parent = &tree.entries[parent];
    if !is_part(entry.link) {
        return matches!(parent.content, Content::Metric(_));
    }
    let parts = parent.children.iter().map(|child| &tree.entries[*child]).filter(|child| is_part(child.link));
    let mut are_words = parts.map(|part| matches!(part.content, Content::Again(_)));
    matches!(parent.content, Content::Metric(_)) && are_words.all(|is_word| is_word)
}

/// A formula in one line, then a line for each other kind of link.
fn notes(drawing: &Drawing, entry: &Entry, is_cut: &[bool]) -> Vec<String> {
    let mut formula = String::new();
    let mut others: Vec<(Link, Vec<String>)> = Vec::new();
    for child in entry.children.iter().filter(|child| is_cut[**child]) {
        let Some(name) = drawing.tree.metric(*child).map(|metric| drawing.name(metric)) else { continue };
        let link = drawing.tree.entries[*child].link;
        if is_part(link) {
            let sign = drawing.link(link, Glyphs::Unicode);
            let sign = if link == Link::Within { "," } else { &sign };
            let sign = if formula.is_empty() && !matches!(link, Link::Part(Sign::Minus | Sign::Over)) { "=" } else { sign };
            formula.push_str(&format!(" {sign} {name}"));
            continue;
        }
        match others.iter_mut().find(|(kind, _)| *kind == link) {
            Some((_, names)) => names.push(name),
            None => others.push((link, vec![name])),
        }
    }
    let formula = Some(formula.trim_start().to_owned()).filter(|formula| !formula.is_empty());
    let others = others.into_iter().map(|(link, names)| {
        format!("{}: {}", drawing.link(link, Glyphs::Unicode), drawing.localizer.list(&names))
    });
    formula.into_iter().chain(others).collect()
}
