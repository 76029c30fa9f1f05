//! Where the cards of a tree lie: what is above stands left, what it is made of stands right of it in the same order.
//! Branches are moved together until their outlines nearly touch, as Reingold and Tilford do ("Tidier Drawings of Trees",
//! 1981), with cards of any height and columns of any width.

use crate::evaluate::tree::{Entry, Section};

/// Between cards of the same branch, and between those of different ones.
const NEAR: i32 = 12;
const FAR: i32 = 24;

/// Above the trees of a section that has a heading, and between two trees.
const HEADING: i32 = 40;
const BETWEEN: i32 = 28;

/// A card's place in pixels, from the upper left corner of the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Place {
    pub(super) fn middle(&self) -> i32 {
        self.y + self.height / 2
    }

    pub(super) fn right(&self) -> i32 {
        self.x + self.width
    }
}

/// What a drawing is made of, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// By entry.
    pub(super) places: Vec<Place>,
    /// By depth: where its column ends.
    pub(super) ends: Vec<i32>,
    /// By section: the base line of its heading.
    pub(super) headings: Vec<i32>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// How large things want to be.
pub(super) struct Sizes {
    /// By entry: the width and the height, and whether it becomes as wide as its column.
    pub(super) cards: Vec<(i32, i32, bool)>,
    /// By depth: the room between a card and what is right of it.
    pub(super) gaps: Vec<i32>,
    /// By section: whether a heading stands above it.
    pub(super) has_heading: Vec<bool>,
}

/// By how deep it is below its root, where a branch begins and ends, as seen from its root's middle.
type Outline = Vec<(i32, i32)>;

/// Lays cards out.
pub(super) fn layout(entries: &[Entry], sections: &[Section], sizes: &Sizes) -> Layout {
    let columns = columns(entries, sizes);
    let mut offsets = vec![0; entries.len()];
    let mut outlines: Vec<Outline> = vec![Outline::new(); entries.len()];
    // What is below an entry comes after it.
    for place in (0..entries.len()).rev() {
        outlines[place] = outline(&entries[place], sizes.cards[place].1, &mut outlines, &mut offsets);
    }
    let mut middles = vec![0; entries.len()];
    let mut headings = Vec::new();
    let mut bottom = 0;
    for (section, has_heading) in sections.iter().zip(&sizes.has_heading) {
        bottom += if *has_heading { HEADING } else { 0 };
        headings.push(bottom - HEADING / 3);
        for root in &section.roots {
            let top = outlines[*root].iter().map(|(top, _)| *top).min().unwrap_or_default();
            let end = outlines[*root].iter().map(|(_, end)| *end).max().unwrap_or_default();
            middles[*root] = bottom - top;
            bottom += end - top + BETWEEN;
        }
    }
    let ends = columns.iter().map(|(x, width)| x + width).collect();
    let mut layout = Layout { headings, ends, height: (bottom - BETWEEN).max(0), ..Layout::default() };
    for (place, entry) in entries.iter().enumerate() {
        if let Some(parent) = entry.parent {
            middles[place] = middles[parent] + offsets[place];
        }
        let (x, column_width) = columns[entry.depth];
        let (own_width, height, is_stretched) = sizes.cards[place];
        let width = if is_stretched { column_width } else { own_width };
        let card = Place { x, y: middles[place] - height / 2, width, height };
        layout.width = layout.width.max(card.right());
        layout.places.push(card);
    }
    layout
}

/// By depth: where a column begins, and how wide it is.
fn columns(entries: &[Entry], sizes: &Sizes) -> Vec<(i32, i32)> {
    let deepest = entries.iter().map(|entry| entry.depth).max().unwrap_or(0);
    let mut columns = vec![(0, 0); deepest + 1];
    for (entry, (width, ..)) in entries.iter().zip(&sizes.cards) {
        let column = &mut columns[entry.depth];
        column.1 = column.1.max(*width);
    }
    let mut x = 0;
    for (depth, column) in columns.iter_mut().enumerate() {
        column.0 = x;
        x += column.1 + sizes.gaps.get(depth).copied().unwrap_or_default();
    }
    columns
}

/// The outline of a branch. Sets how far what is directly below lies from its middle; takes the outlines of that.
fn outline(entry: &Entry, height: i32, outlines: &mut [Outline], offsets: &mut [i32]) -> Outline {
    let mut below = Outline::new();
    for child in &entry.children {
        let own = std::mem::take(&mut outlines[*child]);
        let gap = |depth: usize| if depth == 0 { NEAR } else { FAR };
        let touching = below.iter().zip(&own).enumerate();
        let offset = touching.map(|(depth, ((_, end), (top, _)))| end + gap(depth) - top).max().unwrap_or(0);
        offsets[*child] = offset;
        for (depth, (top, end)) in own.into_iter().enumerate() {
            match below.get_mut(depth) {
                Some(so_far) => so_far.1 = end + offset,
                None => below.push((top + offset, end + offset)),
            }
        }
    }
    let (first, last) = (entry.children.first(), entry.children.last());
    let middle = first.zip(last).map_or(0, |(first, last)| i32::midpoint(offsets[*first], offsets[*last]));
    for child in &entry.children {
        offsets[*child] -= middle;
    }
    let own = (-(height / 2), height - height / 2);
    std::iter::once(own).chain(below.into_iter().map(|(top, end)| (top - middle, end - middle))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evaluate::tree::{Content, Link, SectionKind};

    fn bottom(place: &Place) -> i32 {
        place.y + place.height
    }

    /// A forest from, for each entry, how far it goes back up before it is hung on.
    fn forest(ups: &[(usize, i32)]) -> (Vec<Entry>, Vec<Section>, Sizes) {
        let mut entries: Vec<Entry> = Vec::new();
        let mut roots = Vec::new();
        let mut cards = Vec::new();
        for (place, (up, height)) in ups.iter().enumerate() {
            let mut parent = place.checked_sub(1);
            for _ in 0..*up {
                parent = parent.and_then(|parent| entries[parent].parent);
            }
            let depth = parent.map_or(0, |parent| entries[parent].depth + 1);
            match parent {
                Some(parent) => entries[parent].children.push(place),
                None => roots.push(place),
            }
            let (content, link, standings, children) = (Content::Group, Link::Root, Vec::new(), Vec::new());
            entries.push(Entry { content, link, depth, parent, children, standings });
            cards.push((80 + height, *height, place % 3 > 0));
        }
        let sections = vec![Section { kind: SectionKind::Goals, roots }];
        let gaps = vec![40; entries.len()];
        (entries, sections, Sizes { cards, gaps, has_heading: vec![true] })
    }

    proptest! {
        #[test]
        fn no_two_cards_overlap_and_all_are_inside(ups in prop::collection::vec((0usize..5, 10i32..90), 1..60)) {
            let (entries, sections, sizes) = forest(&ups);
            let layout = layout(&entries, &sections, &sizes);
            for (at, one) in layout.places.iter().enumerate() {
                prop_assert!(one.x >= 0 && one.y >= 0, "{one:?}");
                prop_assert!(one.right() <= layout.width && bottom(one) <= layout.height, "{one:?} {layout:?}");
                for other in &layout.places[at + 1..] {
                    let apart = one.right() <= other.x
                        || other.right() <= one.x
                        || bottom(one) + 8 <= other.y
                        || bottom(other) + 8 <= one.y;
                    prop_assert!(apart, "{one:?} {other:?}");
                }
            }
            for (entry, place) in entries.iter().zip(&layout.places) {
                if let (Some(first), Some(last)) = (entry.children.first(), entry.children.last()) {
                    let middle = i32::midpoint(layout.places[*first].middle(), layout.places[*last].middle());
                    prop_assert!((place.middle() - middle).abs() <= 1);
                    prop_assert!(layout.places[*first].x > place.right());
                }
            }
        }
    }
}
