//! `kpi test` for people: frames at what was not met, then every test, then the counts.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Status;
use crate::evaluate::trial::Trial;
use crate::plan::practice::Test;
use crate::report::appearance::Appearance;
use crate::report::localizer::Localizer;
use crate::report::naming::status_sign;
use crate::report::paint::{Paint, Tone};
use crate::report::summary::Summary;
use crate::report::terminal::Terminal;
use crate::report::visible::visible;
use crate::report::width::{width, wrap};
use crate::session::checked::Checked;

use super::{counted, of_plan};

/// The whole report.
#[must_use]
pub fn human(checked: &Checked, summary: &Summary, localizer: &Localizer, appearance: Appearance) -> String {
    let terminal = Terminal::new(localizer, &checked.sources, appearance);
    let paint = Paint { colored: appearance.colored };
    let failed = checked.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Deny);
    let mut report: String = failed.map(|diagnostic| terminal.draw(diagnostic) + "\n").collect();
    for one in &checked.plans {
        let Some(plan) = checked.plan(one) else { continue };
        let path = visible(&one.path).into_owned();
        let title = match &plan.settings.label {
            Some(label) => {
                format!("{}  {}", paint.paint(Tone::Bold, &visible(&label.value)), paint.paint(Tone::Dim, &path))
            }
            None => paint.paint(Tone::Bold, &path),
        };
        report += &(title + "\n");
        for (test, trial) in of_plan(checked, one) {
            report += &line(test, trial, localizer, appearance);
        }
        if one.trials.is_empty() {
            report += &("  ".to_owned() + &localizer.word("count-tests.none") + "\n");
        }
        report.push('\n');
    }
    let exit = localizer.text(&Message::new("exit-status").with("status", usize::from(summary.exit)));
    let counts: Vec<String> = counted(summary, localizer).into_iter().chain([exit]).collect();
    report + &counts.join(" · ") + "\n"
}

fn line(test: &Test, trial: &Trial, localizer: &Localizer, appearance: Appearance) -> String {
    let (status, tone) = if trial.passed() { (Status::Ok, Tone::Good) } else { (Status::Fail, Tone::Bad) };
    let sign = status_sign(status, appearance.glyphs);
    let message = Message::new("trial-of-period").with("test", &test.label.value).with("period", trial.period);
    let indent = " ".repeat(width(sign) + 3);
    let lines = wrap(&visible(&localizer.text(&message)), appearance.width.saturating_sub(indent.len()));
    let sign = Paint { colored: appearance.colored }.paint(tone, sign);
    format!("  {sign} {}\n", lines.join(&format!("\n{indent}")))
}
