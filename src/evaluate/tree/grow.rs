//! From what stands below each number to a tree: each number in full where it is met first.

use std::collections::VecDeque;

use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Role};

use crate::evaluate::program::{Op, Programs};

use super::links::{End, Links, Twig};
use super::{Content, DEEPEST, Entry, Link, Section, SectionKind};

/// A tree without its numbers.
pub(super) struct Grown {
    pub(super) entries: Vec<Entry>,
    pub(super) sections: Vec<Section>,
    pub(super) left_out: usize,
}

pub(super) fn grow(plan: &Plan, programs: &Programs) -> Grown {
    let links = Links::new(plan);
    let mut growth = Growth {
        plan,
        links: &links,
        is_drawn: vec![false; plan.metrics.len()],
        continued: VecDeque::new(),
        grown: Grown { entries: Vec::new(), sections: Vec::new(), left_out: 0 },
    };
    growth.section(SectionKind::Goals, links.goals.clone());
    let rest = if links.goals.is_empty() { SectionKind::Indicators } else { SectionKind::NotLinked };
    let (on_top, inside) = growth.tops_of_the_rest();
    growth.section(rest, on_top);
    // Of indicators that guard each other none is on top.
    growth.section(rest, inside);
    growth.go_on();
    let is_read = read_by_drawn(plan, programs, &growth.is_drawn);
    growth.grown.left_out =
        (0..plan.metrics.len()).filter(|place| !growth.is_drawn[*place] && !is_read[*place]).count();
    growth.grown
}

/// A funnel's conversions that are not drawn because their stages are say nothing new.
fn read_by_drawn(plan: &Plan, programs: &Programs, is_drawn: &[bool]) -> Vec<bool> {
    let mut is_read = vec![false; plan.metrics.len()];
    for (place, metric) in plan.metrics.iter().enumerate() {
        if matches!(metric.origin, MetricOrigin::Conversion { .. }) {
            let mut stages = programs.of(MetricId::of(place)).iter().filter_map(Op::reads);
            is_read[place] = stages.all(|stage| is_drawn[stage.index()]);
        }
    }
    is_read
}

/// Where something is drawn.
#[derive(Clone, Copy)]
struct Place {
    link: Link,
    parent: Option<usize>,
    /// Whether it is below an indicator that no goal is made of.
    is_aside: bool,
}

struct Growth<'a> {
    plan: &'a Plan,
    links: &'a Links,
    /// By metric: whether it is in full somewhere, or will be.
    is_drawn: Vec<bool>,
    /// What was cut off, to be drawn as trees of their own.
    continued: VecDeque<MetricId>,
    grown: Grown,
}

impl Growth<'_> {
    /// Draws each of the metrics as a tree, unless it is drawn already.
    fn section(&mut self, kind: SectionKind, metrics: Vec<MetricId>) {
        for metric in metrics {
            if self.is_drawn[metric.index()] {
                continue;
            }
            let root = self.metric(metric, Place { link: Link::Root, parent: None, is_aside: false });
            match self.grown.sections.last_mut() {
                Some(section) if section.kind == kind => section.roots.push(root),
                _ => self.grown.sections.push(Section { kind, roots: vec![root] }),
            }
        }
    }

    fn go_on(&mut self) {
        while let Some(metric) = self.continued.pop_front() {
            self.is_drawn[metric.index()] = false;
            self.section(SectionKind::Continued, vec![metric]);
        }
    }

    /// The indicators that are not drawn yet, with the numbers that the plan says they belong to: those that stand below
    /// none of the others, and the others.
    fn tops_of_the_rest(&self) -> (Vec<MetricId>, Vec<MetricId>) {
        let kpis = self.plan.indicators.iter().filter(|indicator| indicator.role == Role::Kpi);
        let with_homes = kpis.flat_map(|kpi| [Some(kpi.metric), self.links.homes[kpi.metric.index()]]).flatten();
        let rest: Vec<MetricId> = with_homes.filter(|metric| !self.is_drawn[metric.index()]).collect();
        let mut is_below = vec![false; self.plan.metrics.len()];
        let mut waiting = Vec::new();
        for metric in &rest {
            self.links.below[metric.index()].iter().for_each(|twig| twig.reaches(&mut waiting));
        }
        while let Some(metric) = waiting.pop() {
            if !std::mem::replace(&mut is_below[metric.index()], true) {
                self.links.below[metric.index()].iter().for_each(|twig| twig.reaches(&mut waiting));
            }
        }
        rest.into_iter().partition(|metric| !is_below[metric.index()])
    }

    /// Draws a metric: in full with all that is below it, or as a word that says that it is elsewhere.
    fn metric(&mut self, metric: MetricId, place: Place) -> usize {
        let Place { link, parent, is_aside } = place;
        // What a goal is made of is drawn there, also where an indicator beside it is met first.
        if self.is_drawn[metric.index()] || (is_aside && self.links.has_place[metric.index()]) {
            return self.entry(Content::Again(metric), link, parent);
        }
        self.is_drawn[metric.index()] = true;
        let twigs = &self.links.below[metric.index()];
        if parent.is_some_and(|parent| self.grown.entries[parent].depth + 1 >= DEEPEST) && !twigs.is_empty() {
            self.continued.push_back(metric);
            return self.entry(Content::Again(metric), link, parent);
        }
        let entry = self.entry(Content::Metric(metric), link, parent);
        // Where a conversion stands between its two stages, its formula says nothing new.
        let is_between_stages = link == Link::Conversion;
        let is_formula = |twig: &Twig| matches!(twig.link, Link::Part(_) | Link::Within);
        for twig in twigs.iter().filter(|twig| !(is_between_stages && is_formula(twig))) {
            self.twig(twig, entry, is_aside);
        }
        entry
    }

    fn twig(&mut self, twig: &Twig, parent: usize, is_aside: bool) {
        let is_aside = is_aside || matches!(twig.link, Link::Measures | Link::Guards | Link::Drives);
        match &twig.end {
            End::Metric(metric) => {
                self.metric(*metric, Place { link: twig.link, parent: Some(parent), is_aside });
            }
            End::Refer(metric) => {
                self.entry(Content::Again(*metric), twig.link, Some(parent));
            }
            End::Other(content, twigs) => {
                let entry = self.entry(content.clone(), twig.link, Some(parent));
                for twig in twigs {
                    self.twig(twig, entry, is_aside);
                }
            }
        }
    }

    fn entry(&mut self, content: Content, link: Link, parent: Option<usize>) -> usize {
        let place = self.grown.entries.len();
        let depth = parent.map_or(0, |parent| self.grown.entries[parent].depth + 1);
        if let Some(parent) = parent {
            self.grown.entries[parent].children.push(place);
        }
        self.grown.entries.push(Entry { content, link, depth, parent, children: Vec::new(), standings: Vec::new() });
        place
    }
}
