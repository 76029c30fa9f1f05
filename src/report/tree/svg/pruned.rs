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
        let mut is_cut = vec![false; tree.entries.len()];
        for (place, entry) in tree.entries.iter().enumerate() {
            // What is below a part that is cut comes after it.
            let is_below_cut = entry.parent.is_some_and(|parent| is_cut[parent]);
            is_cut[place] = is_below_cut || is_only_a_word(tree, place);
        }
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

/// What belongs to a card as a word: a reference that says something of its number, or a part of a formula that only
/// refers.
fn is_only_a_word(tree: &Tree, place: usize) -> bool {
    let entry = &tree.entries[place];
    let Some(parent) = entry.parent.map(|parent| &tree.entries[parent]) else { return false };
    if !matches!(parent.content, Content::Metric(_)) {
        return false;
    }
    if !is_part(entry.link) {
        return matches!(entry.content, Content::Again(_));
    }
    let mut parts = parent.children.iter().filter(|child| is_part(tree.entries[**child].link));
    parts.all(|part| refers_only(tree, *part))
}

fn refers_only(tree: &Tree, place: usize) -> bool {
    let entry = &tree.entries[place];
    match entry.content {
        Content::Again(_) | Content::Number(..) | Content::Aggregate(_) => true,
        // Parentheses lie in few others.
        Content::Group => entry.children.iter().all(|child| refers_only(tree, *child)),
        Content::Metric(_) | Content::Previous(_) | Content::Funnel(_) => false,
    }
}

/// A formula in one line, then a line for each other kind of link.
fn notes(drawing: &Drawing, entry: &Entry, is_cut: &[bool]) -> Vec<String> {
    let entries = &drawing.tree.entries;
    let cut = || entry.children.iter().copied().filter(|child| is_cut[*child]);
    let parts: Vec<usize> = cut().filter(|child| is_part(entries[*child].link)).collect();
    let formula = (!parts.is_empty()).then(|| format!("= {}", formula(drawing, &parts)));
    let mut others: Vec<(Link, Vec<String>)> = Vec::new();
    for child in cut().filter(|child| !is_part(entries[*child].link)) {
        let (link, name) = (entries[child].link, name(drawing, child));
        match others.iter_mut().find(|(kind, _)| *kind == link) {
            Some((_, names)) => names.push(name),
            None => others.push((link, vec![name])),
        }
    }
    let others = others
        .into_iter()
        .map(|(link, names)| format!("{}: {}", drawing.link(link, Glyphs::Unicode), drawing.localizer.list(&names)));
    formula.into_iter().chain(others).collect()
}

/// The parts of a formula in one line.
fn formula(drawing: &Drawing, parts: &[usize]) -> String {
    let part = |(at, part): (usize, &usize)| {
        let entry = &drawing.tree.entries[*part];
        let words = match entry.content {
            Content::Group => format!("({})", formula(drawing, &entry.children)),
            _ => name(drawing, *part),
        };
        match entry.link {
            Link::Part(Sign::Equals) => words,
            Link::Within if at == 0 => words,
            Link::Within => format!(", {words}"),
            link if at == 0 => format!("{}{words}", drawing.link(link, Glyphs::Unicode)),
            link => format!(" {} {words}", drawing.link(link, Glyphs::Unicode)),
        }
    };
    parts.iter().enumerate().map(part).collect()
}

/// What a reference or a number is called, without the word that it is elsewhere.
fn name(drawing: &Drawing, place: usize) -> String {
    let metric = drawing.tree.metric(place);
    metric.map_or_else(|| drawing.title(&drawing.tree.entries[place]), |metric| drawing.name(metric))
}
