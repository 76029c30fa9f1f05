//! What is written at each place of a tree, whatever the format.

use std::collections::BTreeMap;

use crate::base::message::{Message, UnitName};
use crate::base::rational::Rational;
use crate::base::vocabulary::{Layer, Status};
use crate::evaluate::result::ResultRow;
use crate::evaluate::tree::{Content, Entry, Link, SectionKind, Sign};
use crate::plan::ids::{FunnelId, MeasureId, MetricId};
use crate::plan::metric::Role;
use crate::plan::unit::Unit;
use crate::report::cells::Doubt;
use crate::report::spark::Glyphs;
use crate::report::{cells, naming, quantity, said};

use super::Drawing;

/// Of the text of an aggregate so much is shown.
const LONGEST_AGGREGATE: usize = 60;

/// What is written at one place. The words of plans stand in it as they were written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    pub(super) title: String,
    /// Whether it is a number in full, not a word that refers to one or that joins others.
    pub(super) is_full: bool,
    pub(super) is_goal: bool,
    pub(super) owner: Option<String>,
    pub(super) layer: Option<Layer>,
    /// The first one is that of the tree's period, where there is one.
    pub(super) lines: Vec<Line>,
}

/// A number in one period.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Where it is not the tree's.
    pub(super) period: Option<String>,
    /// As in a table, where the target beside it says the currency.
    pub(super) value: String,
    /// As it stands alone.
    pub(super) amount: String,
    pub(super) target: String,
    /// Whether somebody is held to the target; else it is only required by the goal.
    pub(super) is_indicator: bool,
    /// What of a target is expected by now.
    pub(super) expected: String,
    pub(super) attainment: String,
    pub(super) status: Option<Status>,
    pub(super) doubt: Doubt,
    pub(super) reason: Option<String>,
}

impl Card {
    /// The status of the first line that has one.
    pub(super) fn status(&self) -> Option<Status> {
        self.lines.iter().find_map(|line| line.status)
    }
}

impl Drawing<'_> {
    /// What is written at each entry, in their order.
    pub(super) fn cards(&self) -> Vec<Card> {
        self.tree.entries.iter().map(|entry| self.card(entry)).collect()
    }

    fn card(&self, entry: &Entry) -> Card {
        let is_full = matches!(entry.content, Content::Metric(_));
        let indicator = entry.standings.iter().find_map(|row| naming::indicator(self.plan, row));
        Card {
            title: self.title(entry),
            is_full,
            is_goal: is_full && indicator.is_some_and(|indicator| indicator.role == Role::Kgi),
            owner: indicator.and_then(|indicator| naming::owner(self.plan, indicator)).map(String::from),
            layer: entry.standings.iter().find_map(|row| row.layer),
            lines: entry.standings.iter().map(|row| self.line(row)).collect(),
        }
    }

    fn line(&self, row: &ResultRow) -> Line {
        let is_other = row.period != self.tree.period;
        let line = Line {
            period: is_other.then(|| quantity::period(&row.period, self.localizer.language())),
            target: cells::target(row, self.localizer),
            is_indicator: row.indicator.is_some() || row.status.is_some(),
            ..Line::default()
        };
        if !self.has_numbers {
            return line;
        }
        let amount = row.value.known().map(|number| quantity::value(number, row.unit, self.localizer.language()));
        Line {
            value: cells::value(row, self.localizer),
            amount: amount.unwrap_or_else(|| "-".to_owned()),
            expected: cells::expected(row, self.localizer),
            attainment: cells::attainment(row, self.localizer),
            status: row.status,
            doubt: Doubt::of(row),
            reason: naming::why(row).map(|why| self.localizer.text(why)),
            ..line
        }
    }

    /// What stands on top of a card.
    pub(super) fn title(&self, entry: &Entry) -> String {
        let named = |id, name: String| self.localizer.text(&Message::new(id).with("name", name));
        match &entry.content {
            Content::Metric(metric) => self.name(*metric),
            Content::Again(metric) => named("tree-again", self.name(*metric)),
            Content::Previous(metric) => named("tree-previous", self.name(*metric)),
            Content::Number(number, unit) => self.number(number, *unit),
            Content::Aggregate(measure) => self.aggregate(*measure),
            Content::Group => "( )".to_owned(),
            Content::Funnel(funnel) => self.funnel(*funnel),
        }
    }

    /// What people call a number: the label of its goal, else of its KPI, else its own, else its name.
    pub(super) fn name(&self, metric: MetricId) -> String {
        let labels = |role: Role| {
            let indicators = self.plan.indicators_on(metric).filter(move |indicator| indicator.role == role);
            indicators.filter_map(|indicator| indicator.label.as_ref())
        };
        let label = labels(Role::Kgi).chain(labels(Role::Kpi)).next();
        let metric = self.plan.metric(metric);
        label.or(metric.label.as_ref()).unwrap_or(&metric.name.value).clone()
    }

    fn number(&self, number: &Rational, unit: Option<Unit>) -> String {
        unit.map_or_else(|| quantity::number(number), |unit| quantity::value(number, unit, self.localizer.language()))
    }

    /// An aggregate as the plan writes it.
    fn aggregate(&self, measure: MeasureId) -> String {
        let text = self.checked.sources.slice(self.plan.measure(measure).span);
        let words = text.split_whitespace().take(LONGEST_AGGREGATE).collect::<Vec<_>>().join(" ");
        words.chars().take(LONGEST_AGGREGATE).collect()
    }

    fn funnel(&self, funnel: FunnelId) -> String {
        let Some(funnel) = self.plan.funnels.get(funnel.index()) else { return String::new() };
        let name = funnel.label.clone().unwrap_or_else(|| self.localizer.word("tree-funnel"));
        let Some(share) = &funnel.share else { return name };
        let share = quantity::quantity(&share.value, &UnitName::Percent, self.localizer.language());
        self.localizer.text(&Message::new("tree-funnel.share").with("name", name).with("share", share))
    }

    /// The word or sign of a link.
    pub(super) fn link(&self, link: Link, glyphs: Glyphs) -> String {
        match link {
            Link::Root => String::new(),
            Link::Part(sign) => sign_of(sign, glyphs).to_owned(),
            Link::Conversion => sign_of(Sign::Times, glyphs).to_owned(),
            Link::Within => self.localizer.word("tree-link.within"),
            Link::Measures => self.localizer.word("tree-link.measures"),
            Link::Guards => self.localizer.word("tree-link.guards"),
            Link::Drives => self.localizer.word("tree-link.drives"),
        }
    }

    /// By entry, at which entry the line to it ends: what keeps watch over a number, or is believed to drive it, is drawn
    /// once, whatever it is tied to.
    pub(super) fn ends(&self) -> Vec<usize> {
        let entries = &self.tree.entries;
        let mut in_full = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            if let Content::Metric(metric) = entry.content {
                in_full.insert(metric, place);
            }
        }
        let end = |(place, entry): (usize, &Entry)| match (&entry.content, entry.link) {
            (Content::Again(metric), Link::Guards | Link::Drives) => in_full.get(metric).copied().unwrap_or(place),
            _ => place,
        };
        entries.iter().enumerate().map(end).collect()
    }

    /// What is said above a section; nothing above the goals.
    pub(super) fn section(&self, kind: SectionKind) -> Option<String> {
        match kind {
            SectionKind::Goals => None,
            SectionKind::Indicators => Some(self.localizer.word("tree-section.indicators")),
            SectionKind::NotLinked => Some(self.localizer.word("tree-section.not-linked")),
            SectionKind::Continued => Some(self.localizer.word("tree-section.continued")),
        }
    }

    /// The kinds of links in the tree that need a word of explanation, with it.
    pub(super) fn link_kinds(&self) -> Vec<(Link, String)> {
        let kinds = [
            (Link::Guards, "tree-links.guards"),
            (Link::Drives, "tree-links.drives"),
            (Link::Measures, "tree-links.measures"),
            (Link::Within, "tree-links.within"),
        ];
        let is_there = |link: &Link| self.tree.entries.iter().any(|entry| entry.link == *link);
        let there = kinds.into_iter().filter(|(link, _)| is_there(link));
        there.map(|(link, id)| (link, self.localizer.word(id))).collect()
    }

    /// The tree's period, and whether it is still in progress.
    pub(super) fn period(&self) -> String {
        let is_said_alone = self.tree.complete || !self.has_numbers;
        self.localizer.text(&said::period(self.tree.period, is_said_alone, self.one.as_of.date))
    }

    /// The period and the date that its numbers are of, or that none were read.
    pub(super) fn subtitle(&self) -> String {
        let (period, date) = (self.tree.period, self.one.as_of.date);
        let message = match (self.has_numbers, self.tree.complete) {
            (true, false) if period.start <= date => Message::new("tree-period.so-far").with("period", period),
            (true, _) => Message::new("tree-period").with("period", self.period()),
            (false, _) => Message::new("tree-period.plan-only").with("period", self.period()),
        };
        self.localizer.text(&message.with("date", date))
    }

    /// How many numbers are not in the tree.
    pub(super) fn left_out(&self) -> Option<String> {
        let count = self.tree.left_out;
        (count > 0).then(|| self.localizer.text(&Message::new("tree-left-out").with("count", count)))
    }

    /// A target with the word for it, then what of it is expected by now.
    pub(super) fn target_words(&self, line: &Line) -> Vec<String> {
        let target = if line.is_indicator { Message::new("tree-target") } else { Message::new("tree-target.required") };
        let target = (!line.target.is_empty()).then(|| target.with("target", line.target.as_str()));
        let is_expected = line.is_indicator && !line.expected.is_empty();
        let expected =
            is_expected.then(|| Message::new("tree-target.expected").with("expected", line.expected.as_str()));
        target.iter().chain(&expected).map(|message| self.localizer.text(message)).collect()
    }

    /// A card in lines.
    pub(super) fn words(&self, card: &Card) -> Vec<String> {
        let goal = if card.is_goal { format!("{} ", self.localizer.word("role-kgi")) } else { String::new() };
        let mut words = vec![format!("{goal}{}", card.title)];
        for line in &card.lines {
            let status = self.status_of(line, Glyphs::Unicode);
            let period = line.period.as_ref().map(|period| format!("{period}:"));
            let amount = Some(line.amount.clone()).filter(|amount| !amount.is_empty());
            let first: Vec<String> = period.into_iter().chain(amount).chain(status).collect();
            words.extend((!first.is_empty()).then(|| first.join(" ")));
            words.extend(self.target_words(line));
        }
        words
    }

    /// The status of a line, with what is to be doubted of it.
    pub(super) fn status_of(&self, line: &Line, glyphs: Glyphs) -> Option<String> {
        line.status.map(|status| self.status_words(status, glyphs) + &line.doubt.mark(glyphs))
    }

    /// What the marks behind statuses mean.
    pub(super) fn doubts(&self, glyphs: Glyphs) -> Vec<String> {
        let rows = self.tree.entries.iter().flat_map(|entry| &entry.standings).filter(|_| self.has_numbers);
        Doubt::legend(rows.map(Doubt::of), self.localizer, glyphs)
    }

    /// The sign and the word of a status.
    pub(super) fn status_words(&self, status: Status, glyphs: Glyphs) -> String {
        let word = self.localizer.text(&crate::evaluate::sentences::status_word(status));
        format!("{} {word}", naming::status_sign(status, glyphs))
    }
}

fn sign_of(sign: Sign, glyphs: Glyphs) -> &'static str {
    match (sign, glyphs) {
        (Sign::Equals, _) => "=",
        (Sign::Plus, _) => "+",
        (Sign::Minus, Glyphs::Unicode) => "−",
        (Sign::Minus, Glyphs::Ascii) => "-",
        (Sign::Times, Glyphs::Unicode) => "×",
        (Sign::Times, Glyphs::Ascii) => "*",
        (Sign::Over, Glyphs::Unicode) => "÷",
        (Sign::Over, Glyphs::Ascii) => "/",
    }
}
