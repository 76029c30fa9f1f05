//! The line that ends a report: everything counted, also what is not shown.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::session::checked::Checked;

use super::localizer::Localizer;
use super::naming;
use super::summary::Summary;
use super::trials;
use super::width::{width, wrap};

/// `1 plan · 10 results: 8 ok, 2 warn · 0 errors · 2 notes hidden (--show note) · exit 0`.
#[must_use]
pub fn last_line(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    counts(checked, summary, show, localizer).join(BETWEEN)
}

/// The same in lines of at most `columns`, broken between what is counted where that is possible.
#[must_use]
pub fn last_lines(
    checked: &Checked,
    summary: &Summary,
    show: Level,
    localizer: &Localizer,
    columns: usize,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for count in counts(checked, summary, show, localizer) {
        match lines.last_mut() {
            Some(line) if width(line) + width(BETWEEN) + width(&count) <= columns => {
                line.push_str(BETWEEN);
                line.push_str(&count);
            }
            _ => lines.push(count),
        }
    }
    lines.iter().flat_map(|line| wrap(line, columns)).collect()
}

const BETWEEN: &str = " · ";

fn counts(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> Vec<String> {
    let mut parts = vec![localizer.text(&Message::new("count-plans").with("count", summary.plans))];
    parts.extend(results(summary, localizer));
    parts.extend(trials::counted(summary, localizer));
    parts.push(localizer.text(&Message::new("count-errors").with("count", summary.errors)));
    let findings = [("count-deny", summary.deny), ("count-warn", summary.warn), ("count-note", summary.note)];
    let levels = [Level::Deny, Level::Warn, Level::Note];
    for ((id, count), level) in findings.into_iter().zip(levels) {
        if count > 0 && level <= show {
            parts.push(localizer.text(&Message { id, args: Vec::new() }.with("count", count)));
        }
    }
    let others =
        [("count-suppressed", summary.suppressed), ("count-known", summary.known), ("count-gone", checked.gone)];
    for (id, count) in others.into_iter().filter(|(_, count)| *count > 0) {
        parts.push(localizer.text(&Message { id, args: Vec::new() }.with("count", count)));
    }
    parts.extend(hidden(checked, summary, show, localizer));
    parts.push(localizer.text(&Message::new("exit-status").with("status", usize::from(summary.exit))));
    parts
}

fn results(summary: &Summary, localizer: &Localizer) -> Option<String> {
    let counts = &summary.results;
    let each = [
        ("status.ok", counts.ok),
        ("status.warn", counts.warn),
        ("status.fail", counts.fail),
        ("status.no-data", counts.no_data),
        ("status.too-few", counts.too_few),
    ];
    let named = each.into_iter().filter(|(_, count)| *count > 0);
    let named: Vec<Message> = named
        .map(|(id, count)| {
            Message::new("count-of-status").with("count", count).with("status", Message { id, args: vec![] })
        })
        .collect();
    let total = counts.total();
    (total > 0).then(|| {
        let named: Vec<String> = named.iter().map(|message| localizer.text(message)).collect();
        let statuses = named.join(&localizer.word("comma"));
        localizer.text(&Message::new("count-results").with("count", total).with("statuses", statuses))
    })
}

/// How many findings are not listed: those that `show` hides, and those that a baseline knows.
#[must_use]
pub fn not_listed(summary: &Summary) -> Vec<Message> {
    let mut counts = Vec::new();
    if summary.hidden > 0 {
        let kinds = vec![Message::new("hidden-findings").with("count", summary.hidden)];
        counts.push(Message::new("hidden").with("kinds", kinds));
    }
    if summary.known > 0 {
        counts.push(Message::new("count-known").with("count", summary.known));
    }
    counts
}

fn hidden(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> Option<String> {
    let plans = checked.plans.iter().filter_map(|one| Some((checked.plan(one)?, one.evaluation.as_ref()?)));
    let rows = plans.flat_map(|(plan, evaluation)| evaluation.rows.iter().map(move |row| (plan, row)));
    let others = if show == Level::Note { 0 } else { rows.filter(|(plan, row)| !naming::is_listed(plan, row)).count() };
    let mut kinds = Vec::new();
    if summary.hidden > 0 {
        kinds.push(Message::new("hidden-findings").with("count", summary.hidden));
    }
    if others > 0 {
        kinds.push(Message::new("hidden-numbers").with("count", others));
    }
    (!kinds.is_empty()).then(|| localizer.text(&Message::new("hidden").with("kinds", kinds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Diagnostic;
    use crate::report::language::Language;
    use crate::report::sample::checked;
    use crate::report::summary::FailOn;

    #[test]
    fn everything_is_counted_also_what_is_hidden() {
        let mut checked = checked();
        checked.diagnostics.push(Diagnostic::new(Level::Note, Message::new("no-plan-found")));
        let summary = Summary::of(&checked, Level::Warn, FailOn::default());
        let line = |language, show| last_line(&checked, &summary, show, &Localizer::new(language));
        assert_eq!(
            line(Language::English, Level::Warn),
            "1 plan · 4 results: 3 ok, 1 warn · 0 errors · 1 finding and 2 other numbers hidden (--show note) · exit 0"
        );
        assert_eq!(
            line(Language::Japanese, Level::Warn),
            "計画1件 · 判定4件（良好3、注意1） · エラー0件 · 指摘1件、その他の数値2件は非表示（--show noteで表示） · 終了コード0"
        );
    }
}
