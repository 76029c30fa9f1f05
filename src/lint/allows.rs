//! `allow RULE because "…"`: what a plan silences, where.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{FileId, Span};
use crate::plan::Plan;
use crate::plan::metric::Allow;

use super::finding::Suppressed;
use super::known::{is_rule, nearest_rule};
use super::settings::RuleSettings;

/// Findings, parted by what a plan silences.
#[derive(Debug, Default)]
pub(super) struct Silenced {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) suppressed: Vec<Suppressed>,
    /// What silences nothing and has not expired.
    pub(super) unused: Vec<Allow>,
}

/// Where an `allow` holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reach {
    /// At the top of the plan's own file or in its `plan` block.
    Plan,
    /// At the top of a file that the plan takes in.
    File(FileId),
    /// In a declaration's block.
    Block(Span),
}

impl Reach {
    fn holds(self, place: Option<Span>) -> bool {
        match (self, place) {
            (Self::Plan, _) => true,
            (Self::File(file), Some(place)) => place.file == file,
            (Self::Block(block), Some(place)) => {
                place.file == block.file && block.start <= place.start && place.end <= block.end
            }
            (Self::File(_) | Self::Block(_), None) => false,
        }
    }
}

/// Every `allow` of a plan with where it holds, in the order of the text.
fn all(plan: &Plan) -> Vec<(Reach, &Allow)> {
    let top = plan.allows.iter().map(|allow| match allow.span.file {
        file if file == plan.file => (Reach::Plan, allow),
        file => (Reach::File(file), allow),
    });
    let blocks = plan.block_allows.iter().map(|(span, allow)| (*span, allow));
    let blocks = blocks.chain(plan.indicators.iter().flat_map(|block| of(block.span, &block.allows)));
    let blocks = blocks.chain(plan.funnels.iter().flat_map(|block| of(block.span, &block.allows)));
    let blocks = blocks.chain(plan.contractors.iter().flat_map(|block| of(block.span, &block.allows)));
    let blocks = blocks.chain(plan.actions.iter().flat_map(|block| of(block.span, &block.allows)));
    let mut all: Vec<(Reach, &Allow)> = top.chain(blocks.map(|(span, allow)| (Reach::Block(span), allow))).collect();
    all.sort_by_key(|(_, allow)| allow.span);
    all
}

fn of(span: Span, allows: &[Allow]) -> impl Iterator<Item = (Span, &Allow)> {
    allows.iter().map(move |allow| (span, allow))
}

/// Every `allow` of a plan, in the order of the text.
pub(super) fn of_plan(plan: &Plan) -> impl Iterator<Item = &Allow> {
    all(plan).into_iter().map(|(_, allow)| allow)
}

/// Whether an `allow` holds no more on a day. Its last day counts.
pub(super) fn has_expired(allow: &Allow, as_of: Date) -> bool {
    allow.until.as_ref().is_some_and(|until| until.value < as_of)
}

/// Parts findings by what the plan silences. The narrowest `allow` takes a finding; an expired one takes none.
pub(super) fn silence(found: Vec<Diagnostic>, plan: &Plan, as_of: Date) -> Silenced {
    let allows = all(plan);
    let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, (_, allow)) in allows.iter().enumerate().filter(|(_, (_, allow))| !has_expired(allow, as_of)) {
        by_rule.entry(&allow.rule.value).or_default().push(place);
    }
    let width = |reach: Reach| match reach {
        Reach::Block(_) => 0,
        Reach::File(_) => 1,
        Reach::Plan => 2,
    };
    let mut is_used = vec![false; allows.len()];
    let mut silenced = Silenced::default();
    for finding in found {
        let place = finding.primary.as_ref().map(|label| label.span);
        let candidates = by_rule.get(finding.name()).into_iter().flatten().copied();
        let holding = candidates.filter(|at| allows[*at].0.holds(place)).min_by_key(|at| (width(allows[*at].0), *at));
        match holding {
            Some(at) => {
                is_used[at] = true;
                silenced.suppressed.push(Suppressed { finding, by: allows[at].1.clone() });
            }
            None => silenced.findings.push(finding),
        }
    }
    let unused = allows.iter().zip(is_used).filter(|((_, allow), used)| !used && !has_expired(allow, as_of));
    silenced.unused = unused.map(|((_, allow), _)| (*allow).clone()).collect();
    silenced
}

/// What an `allow` names and is no rule.
pub(super) fn unknown_rules(plan: &Plan, settings: &RuleSettings) -> Vec<Diagnostic> {
    let unknown = of_plan(plan).filter(|allow| !is_rule(&allow.rule.value, settings));
    let said = |allow: &Allow| {
        let help = match nearest_rule(&allow.rule.value) {
            Some(similar) => Message::new("unknown-rule.help-similar").with("similar", similar),
            None => Message::new("unknown-rule.help"),
        };
        let message = Message::new("unknown-rule").with("name", &allow.rule.value);
        Diagnostic::error(message).at(allow.rule.span, Message::new("unknown-rule.label")).help(help)
    };
    unknown.map(said).collect()
}
