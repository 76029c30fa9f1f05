//! One card: a stripe and a sign for the status, the value large, what is aimed for below it.

use crate::report::spark::Glyphs;
use crate::report::tree::Drawing;
use crate::report::tree::cards::{Card, Line};
use crate::report::xml::Element;

use super::colors::Ink;
use super::layout::Place;
use super::measure::{Weight, cut, text_width};
use super::{Picture, pixels};

const NARROWEST: i32 = 116;
const WIDEST: i32 = 264;
/// From the edge to the words, left and right.
const LEFT: i32 = 18;
const RIGHT: i32 = 12;
/// Between words at the left and words at the right.
const BETWEEN: i32 = 12;

const NAME: u32 = 13;
const VALUE: u32 = 17;
const SMALL: u32 = 11;

/// A line of words in a card.
struct Words {
    left: String,
    size: u32,
    weight: Weight,
    ink: Ink,
    /// What stands at the right edge, in small letters.
    right: String,
    right_ink: Ink,
    /// How far its base line is below the one before.
    below: i32,
}

impl Words {
    fn left_width(&self) -> i32 {
        pixels(text_width(&self.left, self.size, self.weight))
    }

    fn width(&self) -> i32 {
        let right = pixels(text_width(&self.right, SMALL, Weight::Bold));
        let right = if self.right.is_empty() { 0 } else { right + BETWEEN };
        self.left_width() + right + LEFT + RIGHT
    }
}

/// The width and height that a card wants, and whether it becomes as wide as others.
pub(super) fn size(drawing: &Drawing, card: &Card, notes: &[String]) -> (i32, i32, bool) {
    if !card.is_full {
        let width = pixels(text_width(&card.title, SMALL, Weight::Normal)) + 24;
        return (width.clamp(36, WIDEST), 28, false);
    }
    let words = words(drawing, card, notes);
    let width = words.iter().map(Words::width).max().unwrap_or(0);
    (width.clamp(NARROWEST, WIDEST), words.iter().map(|words| words.below).sum::<i32>() + 14, true)
}

fn words(drawing: &Drawing, card: &Card, notes: &[String]) -> Vec<Words> {
    let goal = if card.is_goal { drawing.localizer.word("role-kgi") } else { String::new() };
    let mut words = vec![Words {
        left: card.title.clone(),
        size: NAME,
        weight: Weight::Bold,
        ink: Ink::Words,
        right: if card.is_goal { goal } else { card.owner.clone().unwrap_or_default() },
        right_ink: Ink::Quiet,
        below: 23,
    }];
    for line in &card.lines {
        words.extend(of_line(drawing, line));
    }
    words.extend(notes.iter().map(|note| small(note.clone(), String::new(), Ink::Quiet)));
    words
}

fn small(left: String, right: String, right_ink: Ink) -> Words {
    Words { left, size: SMALL, weight: Weight::Normal, ink: Ink::Quiet, right, right_ink, below: 17 }
}

/// A number in a period: large in the tree's own, small in another.
fn of_line(drawing: &Drawing, line: &Line) -> Vec<Words> {
    let status = drawing.status_of(line, Glyphs::Unicode).unwrap_or_default();
    let status_ink = Ink::of_status(line.status);
    let mut words = match &line.period {
        Some(period) => vec![small(format!("{period} {}", line.amount), status, status_ink)],
        None if line.amount.is_empty() => Vec::new(),
        None => vec![Words {
            left: line.amount.clone(),
            size: VALUE,
            weight: Weight::Bold,
            ink: Ink::Words,
            right: status,
            right_ink: status_ink,
            below: 23,
        }],
    };
    let targets = drawing.target_words(line);
    // The attainment is that of the last: of what is expected by now, where that is another.
    let last = targets.len().saturating_sub(1);
    words.extend(targets.into_iter().enumerate().map(|(at, target)| {
        let attainment = if at == last { line.attainment.clone() } else { String::new() };
        small(target, attainment, Ink::Quiet)
    }));
    words
}

impl Picture<'_> {
    pub(super) fn card(&self, number: usize) -> Element {
        let (card, place) = (&self.pruned.cards[number], self.layout.places[number]);
        let corner = if card.is_full { 8 } else { place.height / 2 };
        let frame = Element::new("rect")
            .with("x", &place.x)
            .with("y", &place.y)
            .with("width", &place.width)
            .with("height", &place.height)
            .with("rx", &corner);
        let group = Element::new("g").children([Element::new("title").text(self.full_words(card))]);
        if !card.is_full {
            let room = u32::try_from(place.width - 20).unwrap_or(0);
            let title = cut(&card.title, SMALL, Weight::Normal, room);
            let at = (place.x + place.width / 2, place.middle() + 4);
            let words = self.words(at, SMALL, Weight::Normal, Ink::Quiet, title).with("text-anchor", &"middle");
            let frame = self.colors.framed(frame.with("stroke-dasharray", &"3 3"), Ink::Page, Ink::Border);
            return group.children([frame, words]);
        }
        let ink = Ink::of_status(card.status());
        let stripe = Element::new("rect")
            .with("x", &(place.x + 7))
            .with("y", &(place.y + 9))
            .with("width", &4)
            .with("height", &(place.height - 18))
            .with("rx", &2);
        let stripe = self.colors.filled(stripe, if card.status().is_some() { ink } else { Ink::Border });
        group.children([self.colors.framed(frame, Ink::Card, Ink::Border), stripe]).children(self.lines(
            card,
            &self.pruned.notes[number],
            place,
        ))
    }

    fn lines(&self, card: &Card, notes: &[String], place: Place) -> Vec<Element> {
        let mut lines = Vec::new();
        let mut y = place.y;
        for words in words(self.drawing, card, notes) {
            y += words.below;
            let room = place.width - LEFT - RIGHT;
            // What the left side leaves over, but half of the line at least.
            let right_room = (room - words.left_width() - BETWEEN).max(room / 2);
            let right = cut(&words.right, SMALL, Weight::Bold, u32::try_from(right_room).unwrap_or(0));
            let taken = pixels(text_width(&right, SMALL, Weight::Bold));
            let left_room = if right.is_empty() { room } else { room - taken - BETWEEN / 2 };
            let left = cut(&words.left, words.size, words.weight, u32::try_from(left_room).unwrap_or(0));
            lines.push(self.words((place.x + LEFT, y), words.size, words.weight, words.ink, left));
            if !right.is_empty() {
                let weight = if words.right_ink == Ink::Quiet { Weight::Normal } else { Weight::Bold };
                let at = (place.right() - RIGHT, y);
                lines.push(self.words(at, SMALL, weight, words.right_ink, right).with("text-anchor", &"end"));
            }
        }
        lines
    }

    /// Everything that is known of a card, for who points at it.
    fn full_words(&self, card: &Card) -> String {
        let layer = card.layer.map(|layer| match layer {
            crate::base::vocabulary::Layer::Activity => self.drawing.localizer.word("tree-layer.activity"),
            crate::base::vocabulary::Layer::Intermediate => self.drawing.localizer.word("tree-layer.intermediate"),
            crate::base::vocabulary::Layer::Final => self.drawing.localizer.word("tree-layer.final"),
        });
        let reasons = card.lines.iter().filter(|line| line.status.is_some()).filter_map(|line| line.reason.clone());
        let words = self.drawing.words(card).into_iter().chain(layer).chain(card.owner.clone()).chain(reasons);
        words.collect::<Vec<_>>().join("\n")
    }
}
