//! `--format short`: a line each, for editors and logs. `path:line:column: level[code] message`.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::span::Span;
use crate::base::vocabulary::Status;
use crate::evaluate::action::{Measured, Verdict};
use crate::evaluate::result::{ResultRow, Value};
use crate::plan::Plan;
use crate::plan::practice::Action;
use crate::session::checked::{Checked, CheckedPlan};

use super::actions::{self, Told};
use super::localizer::Localizer;
use super::summary::{Summary, is_counted, is_shown};
use super::visible::visible;
use super::{last_line, naming, quantity, said};

/// The diagnostics that are shown, then a line for each indicator and period, then the counts.
#[must_use]
pub fn short(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let mut lines = short_diagnostics(checked, show, localizer);
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        lines.extend(facts(one, plan, localizer));
        let rows = evaluation.rows.iter().filter(|row| naming::is_listed(plan, row) || show == Level::Note);
        lines.extend(rows.map(|row| result_line(checked, one, plan, row, localizer)));
        lines.extend(action_lines(checked, one, plan, localizer));
    }
    lines.push(last_line::last_line(checked, summary, show, localizer));
    lines.iter().fold(String::new(), |all, line| all + &visible(line) + "\n")
}

/// By which date, and what was read and left out.
fn facts(one: &CheckedPlan, plan: &Plan, localizer: &Localizer) -> Vec<String> {
    let path = visible(&one.path);
    let mut lines = vec![format!("{path}: {}", localizer.text(&said::as_of(&one.as_of)))];
    let view = one.evaluation.as_ref().and_then(|evaluation| said::view(&evaluation.view, localizer));
    lines.extend(view.map(|message| format!("{path}: {}", localizer.text(&message))));
    lines.extend(
        one.sources
            .iter()
            .map(|(name, facts)| format!("{path}: {name}: {}", said::source(plan, name, facts, localizer))),
    );
    lines
}

/// Only what is wrong: the diagnostics that are shown, and the indicators that are missed where it counts.
#[must_use]
pub fn short_troubles(checked: &Checked, show: Level, localizer: &Localizer) -> String {
    let mut lines = short_diagnostics(checked, show, localizer);
    lines.extend(missed(checked, localizer));
    lines.iter().fold(String::new(), |all, line| all + &visible(line) + "\n")
}

/// A line for each indicator at `warn` or `fail` in the newest whole period and the one in progress.
#[must_use]
pub fn missed(checked: &Checked, localizer: &Localizer) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        let is_missed = |row: &&ResultRow| matches!(row.status, Some(Status::Warn | Status::Fail));
        let rows = evaluation.rows.iter().filter(is_missed).filter(|row| is_counted(row, one.as_of.date));
        lines.extend(rows.map(|row| result_line(checked, one, plan, row, localizer)));
    }
    lines
}

fn short_diagnostics(checked: &Checked, show: Level, localizer: &Localizer) -> Vec<String> {
    let shown = checked.diagnostics.iter().filter(|diagnostic| is_shown(diagnostic, show));
    shown.map(|diagnostic| diagnostic_line(checked, diagnostic, localizer)).collect()
}

fn diagnostic_line(checked: &Checked, diagnostic: &Diagnostic, localizer: &Localizer) -> String {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Deny => "deny",
        Level::Warn => "warn",
        Level::Note => "note",
    };
    let message = localizer.text(&diagnostic.message).replace('\n', " ");
    let place = diagnostic.primary.as_ref().map(|label| format!("{}: ", place(checked, label.span)));
    format!("{}{level}[{}] {message}", place.unwrap_or_default(), diagnostic.name())
}

fn place(checked: &Checked, span: Span) -> String {
    let position = checked.sources.positions(span).0;
    format!("{}:{}:{}", checked.sources.file(span.file).path, position.line, position.column)
}

/// A line for each action: its verdict and the numbers.
fn action_lines(checked: &Checked, one: &CheckedPlan, plan: &Plan, localizer: &Localizer) -> Vec<String> {
    let line = |(action, measured): (&Action, &Measured)| {
        let Told { headline, lines, .. } = actions::told(plan, action, measured);
        let verdict = measured.verdict.map_or("not-measured", Verdict::word);
        let further: Vec<String> = lines.iter().map(|line| localizer.text(line)).collect();
        let place = place(checked, action.label.span);
        let text = format!("{place}: action[{verdict}] {}; {}", localizer.text(&headline), further.join("; "));
        text.trim_end_matches("; ").replace('\n', " ")
    };
    actions::of_plan(plan, one).map(line).collect()
}

fn result_line(checked: &Checked, one: &CheckedPlan, plan: &Plan, row: &ResultRow, localizer: &Localizer) -> String {
    let place = naming::span(plan, row).map_or_else(|| one.path.clone(), |span| place(checked, span));
    let status = row.status.map_or("value", Status::word);
    let group: Vec<String> = row
        .group
        .members
        .iter()
        .map(|(name, member)| format!(" {name}={}", member.as_deref().unwrap_or("-")))
        .collect();
    let language = localizer.language();
    let value = match &row.value {
        Value::Known(value) => quantity::value(value, row.unit, language),
        Value::Missing(_) => "-".to_owned(),
    };
    let target = row.aim.as_ref().map(|aim| format!(" / {}", quantity::required(&aim.expected, row.unit, language)));
    let reason = naming::why(row).map(|message| format!(" ({})", localizer.text(message)));
    format!(
        "{place}: {status}[{}] {}{}: {value}{}{}",
        naming::name(plan, row),
        row.period,
        group.concat(),
        target.unwrap_or_default(),
        reason.unwrap_or_default().replace('\n', " "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::message::Message;
    use crate::report::language::Language;
    use crate::report::sample::checked;
    use crate::report::summary::FailOn;

    #[test]
    fn what_is_missed_is_told_also_where_nothing_else_is() {
        let lines = missed(&checked(), &Localizer::new(Language::English));
        assert_eq!(lines, ["plan.kpi:3:5: warn[calls] 2026-11: 1,081 / 750 (682 rows)"]);
    }

    #[test]
    fn a_line_each_with_its_place() {
        let mut checked = checked();
        let span = checked.workspace.plans[0].indicators[1].name_span;
        let error = Diagnostic::error(Message::new("no-plan-found")).at(span, Message::new("status.ok"));
        checked.diagnostics.push(error);
        let summary = Summary::of(&checked, Level::Warn, FailOn::default());
        let text = short(&checked, &summary, Level::Warn, &Localizer::new(Language::English));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("plan.kpi:3:5: error[no-plan-found] "), "{text}");
        assert_eq!(lines[1], "plan.kpi: as of 2026-11-22, as asked by `--as-of`");
        assert_eq!(lines[2], "plan.kpi: activities: calls.csv, 1,763 rows");
        assert_eq!(lines[3], "plan.kpi:2:5: ok[受注数] 2026-11: 1,081 / 750");
        assert_eq!(lines[4], "plan.kpi:3:5: warn[calls] 2026-11: 1,081 / 750 (682 rows)");
        assert_eq!(lines.len(), 8);
    }
}
