//! The tree as a picture: cards from left to right, good enough for a slide. One file without script, fonts or links.

mod card;
mod colors;
mod layout;
mod measure;
mod pruned;

use crate::base::vocabulary::Status;
use crate::evaluate::tree::{Entry, Link, Sign};
use crate::report::naming;
use crate::report::spark::Glyphs;
use crate::report::xml::Element;

use super::Drawing;

pub use self::colors::Theme;
use self::colors::{Colors, Ink};
use self::layout::{Layout, Place, Sizes, layout};
use self::measure::{Weight, cut, text_width};
use self::pruned::Pruned;

const FONTS: &str = "'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic', Meiryo, sans-serif";

/// Around everything.
const MARGIN: i32 = 32;
/// Above the cards: the title and the period.
const HEADER: i32 = 76;
/// Below the cards: what signs and lines mean.
const FOOTER: i32 = 52;
/// Narrower pictures are not drawn: the title has to have a place.
const NARROWEST: i32 = 420;
/// Between two columns, where nothing stands on the links.
const GAP: i32 = 52;
/// Between two explanations at the foot.
const LEGEND_GAP: i32 = 20;
/// How many cards are read aloud.
const READ_ALOUD: usize = 60;

const TITLE: u32 = 20;
const SUBTITLE: u32 = 13;
const HEADING: u32 = 14;
const SMALL: u32 = 11;
const SIGN: u32 = 13;

/// The whole picture, ending with a line end.
pub(super) fn svg(drawing: &Drawing, theme: Theme) -> String {
    let pruned = Pruned::new(drawing);
    let sizes = Sizes {
        cards: pruned.cards.iter().zip(&pruned.notes).map(|(card, notes)| card::size(drawing, card, notes)).collect(),
        gaps: gaps(drawing, &pruned.entries),
        has_heading: pruned.sections.iter().map(|section| drawing.section(section.kind).is_some()).collect(),
    };
    let layout = layout(&pruned.entries, &pruned.sections, &sizes);
    Picture { drawing, pruned: &pruned, layout: &layout, colors: Colors(theme) }.document()
}

/// By depth: the room that the words on the links between this column and the next need.
fn gaps(drawing: &Drawing, entries: &[Entry]) -> Vec<i32> {
    let mut gaps: Vec<i32> = Vec::new();
    for entry in entries {
        let Some(depth) = entry.depth.checked_sub(1) else { continue };
        if gaps.len() <= depth {
            gaps.resize(depth + 1, GAP);
        }
        if let Some(width) = word_on_link(drawing, entry).map(|word| pill_width(&word)) {
            gaps[depth] = gaps[depth].max(width + 34);
        }
    }
    gaps
}

/// The word that stands on a link; signs of arithmetic are no words.
fn word_on_link(drawing: &Drawing, entry: &Entry) -> Option<String> {
    match entry.link {
        Link::Root | Link::Part(_) | Link::Conversion => None,
        Link::Within | Link::Measures | Link::Guards | Link::Drives => Some(drawing.link(entry.link, Glyphs::Unicode)),
    }
}

fn pill_width(word: &str) -> i32 {
    pixels(text_width(word, SMALL, Weight::Normal)) + 14
}

fn legend_width(words: &str) -> i32 {
    pixels(text_width(words, SMALL, Weight::Normal)) + LEGEND_GAP
}

/// No text is so long that its width in pixels is no number of pixels.
fn pixels(width: u32) -> i32 {
    i32::try_from(width).unwrap_or(i32::MAX / 4)
}

/// A picture that is being drawn.
struct Picture<'a> {
    drawing: &'a Drawing<'a>,
    pruned: &'a Pruned,
    layout: &'a Layout,
    colors: Colors,
}

impl Picture<'_> {
    fn document(&self) -> String {
        let legend = self.legend();
        let legend_width = legend.iter().map(|(words, _)| legend_width(words)).sum::<i32>() - LEGEND_GAP;
        let width = self.layout.width.max(NARROWEST).max(legend_width) + 2 * MARGIN;
        let height = HEADER + self.layout.height + FOOTER + 2 * MARGIN;
        let page = Element::new("rect").with("width", &width).with("height", &height);
        let drawing = Element::new("g")
            .with("transform", &format!("translate({MARGIN} {})", MARGIN + HEADER))
            .children(self.headings())
            .children(self.links())
            .children((0..self.pruned.cards.len()).map(|place| self.card(place)));
        Element::new("svg")
            .with("xmlns", &"http://www.w3.org/2000/svg")
            .with("viewBox", &format!("0 0 {width} {height}"))
            .with("width", &width)
            .with("height", &height)
            .with("role", &"img")
            .with("font-family", &FONTS)
            .children([Element::new("title").text(self.title()), Element::new("desc").text(self.description())])
            .children(self.colors.style())
            .children([self.colors.filled(page, Ink::Page)])
            .children(self.header(width))
            .children([drawing])
            .children(self.legend_line(legend, height))
            .document()
    }

    fn title(&self) -> String {
        naming::plan(self.drawing.one, self.drawing.plan).to_owned()
    }

    /// What the picture shows, in words: the period and the first cards.
    fn description(&self) -> String {
        let words = self.pruned.cards.iter().filter(|card| card.is_full).take(READ_ALOUD);
        let words = words.map(|card| self.drawing.words(card).join(", "));
        let lines = std::iter::once(self.drawing.subtitle()).chain(words).chain(self.drawing.left_out());
        lines.collect::<Vec<_>>().join("\n")
    }

    fn header(&self, width: i32) -> [Element; 2] {
        let room = u32::try_from(width - 2 * MARGIN).unwrap_or(0);
        let title = cut(&self.title(), TITLE, Weight::Bold, room);
        let subtitle = cut(&self.drawing.subtitle(), SUBTITLE, Weight::Normal, room);
        [
            self.words((MARGIN, MARGIN + 20), TITLE, Weight::Bold, Ink::Words, title),
            self.words((MARGIN, MARGIN + 44), SUBTITLE, Weight::Normal, Ink::Quiet, subtitle),
        ]
    }

    fn headings(&self) -> impl Iterator<Item = Element> {
        let sections = self.pruned.sections.iter().zip(&self.layout.headings);
        sections.filter_map(|(section, y)| {
            let heading = self.drawing.section(section.kind)?;
            Some(self.words((0, *y), HEADING, Weight::Bold, Ink::Quiet, heading))
        })
    }

    fn links(&self) -> Vec<Element> {
        let mut lines = Vec::new();
        let mut signs = Vec::new();
        for (entry, place) in self.pruned.entries.iter().zip(&self.layout.places) {
            let Some(from) = entry.parent.map(|parent| self.layout.places[parent]) else { continue };
            lines.push(self.line(entry, from, *place));
            signs.extend(self.sign(entry, *place));
        }
        // Signs lie on top of all lines.
        lines.extend(signs);
        lines
    }

    /// Straight to the end of its column, then in a curve.
    fn line(&self, entry: &Entry, from: Place, to: Place) -> Element {
        let column = entry.depth.checked_sub(1).and_then(|depth| self.layout.ends.get(depth));
        let (x, y, to_x, to_y) = (column.copied().unwrap_or_default(), from.middle(), to.x, to.middle());
        let turn = i32::midpoint(x, to_x) - 6;
        let path = format!("M{} {y} H{x} C{turn} {y} {turn} {to_y} {to_x} {to_y}", from.right());
        let line = Element::new("path").with("d", &path).with("stroke-width", &"1.5");
        let line = match entry.link {
            Link::Guards | Link::Measures | Link::Within => line.with("stroke-dasharray", &"5 4"),
            Link::Drives => line.with("stroke-dasharray", &"1 5").with("stroke-linecap", &"round"),
            Link::Root | Link::Part(_) | Link::Conversion => line,
        };
        self.colors.drawn(line, Ink::Link)
    }

    /// The sign or the word on a link, before the card that it leads to.
    fn sign(&self, entry: &Entry, to: Place) -> Vec<Element> {
        let y = to.middle();
        if let Some(word) = word_on_link(self.drawing, entry) {
            let width = pill_width(&word);
            let x = to.x - width - 8;
            let pill = Element::new("rect").with("x", &x).with("y", &(y - 9)).with("width", &width).with("height", &18);
            let words = self.words((x + width / 2, y + 4), SMALL, Weight::Normal, Ink::Quiet, word);
            return vec![
                self.colors.framed(pill.with("rx", &9), Ink::Page, Ink::Link),
                words.with("text-anchor", &"middle"),
            ];
        }
        if matches!(entry.link, Link::Root | Link::Part(Sign::Equals)) {
            return Vec::new();
        }
        let x = to.x - 15;
        let circle = Element::new("circle").with("cx", &x).with("cy", &y).with("r", &9);
        let sign = self.drawing.link(entry.link, Glyphs::Unicode);
        let sign = self.words((x, y + 5), SIGN, Weight::Bold, Ink::Quiet, sign).with("text-anchor", &"middle");
        vec![self.colors.framed(circle, Ink::Page, Ink::Link), sign]
    }

    /// What the signs and lines that are in the picture mean.
    fn legend(&self) -> Vec<(String, Ink)> {
        let lines = || self.pruned.cards.iter().flat_map(|card| &card.lines);
        let is_there = |status: &&Status| lines().any(|line| line.status == Some(**status));
        let of_status =
            |status: &Status| (self.drawing.status_words(*status, Glyphs::Unicode), Ink::of_status(Some(*status)));
        let statuses = Status::ALL.iter().filter(is_there).map(of_status);
        let doubts = self.drawing.doubts(Glyphs::Unicode).into_iter().map(|doubt| (doubt, Ink::Quiet));
        let kinds = self.drawing.link_kinds().into_iter();
        let kinds =
            kinds.map(|(link, what)| (format!("{}: {what}", self.drawing.link(link, Glyphs::Unicode)), Ink::Quiet));
        statuses.chain(doubts).chain(kinds).collect()
    }

    /// The legend in one line at the foot.
    fn legend_line(&self, legend: Vec<(String, Ink)>, height: i32) -> Vec<Element> {
        let mut x = MARGIN;
        let mut place = |(words, ink): (String, Ink)| {
            let at = (x, height - MARGIN);
            x += legend_width(&words);
            self.words(at, SMALL, Weight::Normal, ink, words)
        };
        legend.into_iter().map(&mut place).collect()
    }

    fn words(&self, (x, y): (i32, i32), size: u32, weight: Weight, ink: Ink, words: String) -> Element {
        let element = Element::new("text").with("x", &x).with("y", &y).with("font-size", &size);
        let element = match weight {
            Weight::Normal => element,
            Weight::Bold => element.with("font-weight", &"bold"),
        };
        self.colors.filled(element, ink).text(words)
    }
}
