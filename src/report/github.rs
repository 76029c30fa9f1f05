//! `--format github`: workflow commands, which GitHub Actions shows at the lines of a pull request.

use crate::base::diagnostic::Level;
use crate::session::checked::Checked;

use super::issue::{Issue, Weight, issues};
use super::last_line::last_line;
use super::localizer::Localizer;
use super::markdown::markdown;
use super::summary::Summary;

/// A command for each thing, the worst first (GitHub shows ten of each kind and step), then the counts for the log.
#[must_use]
pub fn github(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let issues = issues(checked, summary, show, localizer);
    let mut text = issues.iter().fold(String::new(), |all, issue| all + &command(checked, issue, localizer) + "\n");
    text.push_str(&last_line(checked, summary, show, localizer));
    text.push('\n');
    text
}

/// The page for `$GITHUB_STEP_SUMMARY`.
#[must_use]
pub fn github_summary(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    markdown(checked, summary, show, localizer)
}

fn command(checked: &Checked, issue: &Issue, localizer: &Localizer) -> String {
    let kind = match issue.weight {
        Weight::Stops | Weight::Fails => "error",
        Weight::Warns => "warning",
        Weight::Notes => "notice",
    };
    let mut properties = place(checked, issue);
    properties.push(("title", issue.rule.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let help = issue.help.as_ref().map(|help| match issue.diagnostic {
        Some(_) => format!("\n{}: {help}", localizer.word("help-word")),
        None => format!("\n{help}"),
    });
    let message = format!("{}{}", issue.message, help.unwrap_or_default());
    format!("::{kind} {}::{}", properties.join(","), data(&message))
}

/// Columns are understood within one line only.
fn place(checked: &Checked, issue: &Issue) -> Vec<(&'static str, String)> {
    let Some(span) = issue.span else { return Vec::new() };
    let (start, end) = checked.sources.positions(span);
    let mut place =
        vec![("file", issue.path.to_owned()), ("line", start.line.to_string()), ("endLine", end.line.to_string())];
    if start.line == end.line {
        place.extend([("col", start.column.to_string()), ("endColumn", end.column.to_string())]);
    }
    place
}

/// A message: one line, with nothing in it that ends it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which `,` and `::` would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::message::Message;
    use crate::base::vocabulary::Status;
    use crate::report::language::Language;
    use crate::report::sample::{checked, set_status};
    use crate::report::summary::FailOn;

    fn said(checked: &Checked) -> Vec<String> {
        let summary = Summary::of(checked, Level::Note, FailOn::default());
        let text = github(checked, &summary, Level::Note, &Localizer::new(Language::English));
        text.lines().map(String::from).collect()
    }

    #[test]
    fn the_worst_comes_first_and_the_counts_last() {
        let mut checked = checked();
        let span = checked.workspace.plans[0].indicators[1].name_span;
        for level in [Level::Note, Level::Warn, Level::Deny, Level::Error] {
            let found = Diagnostic::new(level, Message::new("empty-plan").with("path", "a,b: 5%\n::error::x"));
            checked.diagnostics.push(found.at(span, Message::new("status.ok")).help(Message::new("empty-plan.help")));
        }
        set_status(&mut checked, true, Status::Fail);
        let said = said(&checked);
        let kinds: Vec<&str> = said.iter().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(kinds, ["::error", "::error", "::error", "::warning", "::notice", "1"]);
        let place = "file=plan.kpi,line=3,endLine=3,col=5,endColumn=10";
        assert!(
            said[0].starts_with(&format!("::error {place},title=empty-plan::`a,b: 5%25%0A::error::x`")),
            "{said:?}"
        );
        assert!(said[2].starts_with(&format!("::error {place},title=kpi-failed::架電数 is at fail")), "{said:?}");
        assert!(said[2].contains("%0Ado: 架電リストを入れ替える%0Aask: "), "{said:?}");
        assert!(said[5].ends_with("exit 2"));
    }

    #[test]
    fn columns_are_left_out_of_what_spans_lines() {
        let mut checked = checked();
        let plan = &checked.workspace.plans[0];
        let span = plan.indicators[0].name_span.to(plan.indicators[1].name_span);
        let found = Diagnostic::new(Level::Deny, Message::new("no-plan-found")).at(span, Message::new("status.ok"));
        checked.diagnostics.push(found);
        assert!(said(&checked)[0].starts_with("::error file=plan.kpi,line=2,endLine=3,title=no-plan-found::"));
    }

    /// What the runner makes of an escaped text.
    fn unescaped(text: &str) -> String {
        let text = text.replace("%2C", ",").replace("%3A", ":");
        text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    }

    proptest! {
        #[test]
        fn nothing_ends_a_command_early(text in "[\\PC%:,\r\n]{0,40}") {
            prop_assert!(!data(&text).contains(['\r', '\n']));
            prop_assert!(!property(&text).contains(['\r', '\n', ':', ',']));
            prop_assert_eq!(unescaped(&data(&text)), text.clone());
            prop_assert_eq!(unescaped(&property(&text)), text);
        }
    }
}
