//! `--format human`: frames at the words that matter, then each plan's indicators as people like to read them.

mod bottleneck;
mod cohorts;
mod drawn;
mod actions;
mod groups;
mod hanging;
mod heading;
mod indicators;
mod others;
mod proportions;
mod reasons;
mod scores;

use crate::base::diagnostic::Level;
use crate::evaluate::result::ResultRow;
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::appearance::Appearance;
use super::last_line::last_lines;
use super::localizer::Localizer;
use super::paint::{Paint, Tone};
use super::rows::by_period;
use super::short::missed;
use super::summary::{Summary, is_shown};
use super::terminal::Terminal;
use super::visible::visible;
use super::width::wrap;

/// What every part of the report needs to know.
struct Context<'a> {
    localizer: &'a Localizer,
    appearance: Appearance,
    plan: &'a Plan,
    checked: &'a CheckedPlan,
}

impl Context<'_> {
    fn paint(&self, tone: Tone, words: &str) -> String {
        Paint { colored: self.appearance.colored }.paint(tone, words)
    }
}

/// The whole report.
#[must_use]
pub fn human(
    checked: &Checked,
    summary: &Summary,
    show: Level,
    localizer: &Localizer,
    appearance: Appearance,
) -> String {
    let mut report = diagnostics(checked, show, localizer, appearance);
    for one in &checked.plans {
        let Some(plan) = checked.plan(one).filter(|_| one.evaluation.is_some() || summary.errors > 0) else { continue };
        let context = Context { localizer, appearance, plan, checked: one };
        report.push_str(&plan_report(&context, show));
    }
    for line in last_lines(checked, summary, show, localizer, appearance.width) {
        report.push_str(&line);
        report.push('\n');
    }
    report
}

/// Only what is wrong: the diagnostics that are shown, and the indicators that are missed where it counts.
#[must_use]
pub fn human_troubles(checked: &Checked, show: Level, localizer: &Localizer, appearance: Appearance) -> String {
    let missed = missed(checked, localizer).into_iter();
    let lines = missed.flat_map(|line| wrap(&visible(&line), appearance.width));
    lines.fold(diagnostics(checked, show, localizer, appearance), |all, line| all + &line + "\n")
}

/// What is judged, by which date, and what was read for it: how every report on a plan begins.
#[must_use]
pub fn heading_of(checked: &CheckedPlan, plan: &Plan, localizer: &Localizer, appearance: Appearance) -> Vec<String> {
    heading::heading(&Context { localizer, appearance, plan, checked })
}

/// Each followed by an empty line. What is found at the same words as the one before needs no frame of its own.
fn diagnostics(checked: &Checked, show: Level, localizer: &Localizer, appearance: Appearance) -> String {
    let terminal = Terminal::new(localizer, &checked.sources, appearance);
    let shown = checked.diagnostics.iter().filter(|diagnostic| is_shown(diagnostic, show));
    let mut before = None;
    let mut drawn = String::new();
    for diagnostic in shown {
        let place = diagnostic.primary.as_ref().map(|label| label.span);
        let is_shown_already = place.is_some() && place == before && diagnostic.related.is_empty();
        let is_finding = diagnostic.level != Level::Error;
        drawn +=
            &if is_shown_already && is_finding { terminal.draw_again(diagnostic) } else { terminal.draw(diagnostic) };
        drawn.push('\n');
        before = place;
    }
    drawn
}

fn plan_report(context: &Context, show: Level) -> String {
    let Some(evaluation) = &context.checked.evaluation else {
        return heading::not_evaluated(context).fold(String::new(), |all, line| all + &line + "\n");
    };
    let mut lines = heading::heading(context);
    let rows: Vec<&ResultRow> = evaluation.rows.iter().collect();
    for (period, rows) in by_period(&rows) {
        let mut block = indicators::indicators(context, period, &rows);
        block.extend(bottleneck::bottleneck(context, period));
        block.extend(scores::scores(context, evaluation, period));
        block.extend(groups::groups(context, evaluation, period, &rows));
        if show == Level::Note {
            block.extend(others::others(context, &rows));
        }
        if show == Level::Note || !evaluation.view.members.is_empty() {
            block.extend(proportions::proportions(context, &rows));
        }
        block.extend(reasons::reasons(context, &rows));
        block.extend(scores::payments(context, evaluation, period));
        if !block.is_empty() {
            lines.push(String::new());
            lines.push(heading::period_heading(context, period, &rows));
            lines.extend(block);
        }
    }
    lines.extend(cohorts::cohorts(context));
    lines.extend(actions::actions(context));
    lines.push(String::new());
    lines.iter().fold(String::new(), |all, line| all + line.trim_end() + "\n")
}

#[cfg(test)]
mod tests;
