//! `--format markdown`: a comment for a pull request, and the page that GitHub Actions shows for a step.

mod cohorts;
mod comment;
mod escape;
mod mend;
mod tables;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Status;
use crate::session::checked::Checked;

use self::comment::Comment;
use self::escape::{code, lines, words};
use self::mend::mend;
use self::tables::Told;
use super::issue::{Issue, Weight, issues};
use super::last_line::last_line;
use super::localizer::Localizer;
use super::naming::status_sign;
use super::spark::Glyphs;
use super::summary::Summary;

/// The verdict, what failed, the numbers of each plan, then everything else, folded away.
#[must_use]
pub fn markdown(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let issues = issues(checked, summary, show, localizer);
    let (failed, others): (Vec<&Issue>, Vec<&Issue>) = issues.iter().partition(|issue| issue.weight <= Weight::Fails);
    // The indicators at `warn` stand below the numbers already.
    let others: Vec<&Issue> = others.into_iter().filter(|issue| issue.diagnostic.is_some()).collect();
    let mut comment = Comment::new();
    comment.add(&format!("## {}\n\n", verdict(&issues, localizer)));
    comment.add(&format!("{}\n\n", words(&last_line(checked, summary, show, localizer))));
    write_issues(&mut comment, checked, &failed, localizer);
    comment.gap();
    for one in &checked.plans {
        if let Some(plan) = checked.plan(one) {
            Told { one, plan, summary, localizer }.write(&mut comment);
        }
    }
    write_others(&mut comment, checked, &others, localizer);
    write_left_out(&mut comment, localizer);
    comment.into_text()
}

/// A sign, and what came of the check in a few words.
fn verdict(issues: &[Issue], localizer: &Localizer) -> String {
    let count = |weight: Weight| issues.iter().filter(|issue| issue.weight == weight).count();
    let (stops, fails, warns) = (count(Weight::Stops), count(Weight::Fails), count(Weight::Warns));
    let (status, message) = if stops > 0 {
        (Status::Fail, Message::new("verdict.stopped").with("count", stops))
    } else if fails > 0 {
        (Status::Fail, Message::new("verdict.failed").with("count", fails))
    } else if warns > 0 {
        (Status::Warn, Message::new("verdict.warned").with("count", warns))
    } else {
        (Status::Ok, Message::new("verdict.passed"))
    };
    format!("{} {}", status_sign(status, Glyphs::Unicode), localizer.text(&message))
}

/// A list, the worst first.
fn write_issues(comment: &mut Comment, checked: &Checked, issues: &[&Issue], localizer: &Localizer) {
    for (place, issue) in issues.iter().enumerate() {
        if !comment.add(&item(checked, issue, localizer)) {
            comment.left_out.findings += issues.len() - place;
            return;
        }
    }
}

fn write_others(comment: &mut Comment, checked: &Checked, others: &[&Issue], localizer: &Localizer) {
    if others.is_empty() {
        return;
    }
    let heading = localizer.text(&Message::new("hidden-findings").with("count", others.len()));
    if comment.add(&format!("<details><summary>{heading}</summary>\n\n")) {
        write_issues(comment, checked, others, localizer);
        comment.gap();
        comment.end("</details>\n");
    } else {
        comment.left_out.findings += others.len();
    }
}

fn write_left_out(comment: &mut Comment, localizer: &Localizer) {
    let mut kinds = Vec::new();
    if comment.left_out.findings > 0 {
        kinds.push(Message::new("hidden-findings").with("count", comment.left_out.findings));
    }
    if comment.left_out.rows > 0 {
        kinds.push(Message::new("left-out-rows").with("count", comment.left_out.rows));
    }
    if !kinds.is_empty() {
        let sentence = localizer.text(&Message::new("left-out-of-comment").with("kinds", kinds));
        comment.gap();
        comment.end(&format!("{sentence}\n"));
    }
}

/// What is wrong, where, what to write instead, and the change where one is known.
fn item(checked: &Checked, issue: &Issue, localizer: &Localizer) -> String {
    let sign = match issue.weight {
        Weight::Stops | Weight::Fails => status_sign(Status::Fail, Glyphs::Unicode),
        Weight::Warns => status_sign(Status::Warn, Glyphs::Unicode),
        Weight::Notes => "·",
    };
    let place = issue.span.map(|span| {
        let line = checked.sources.positions(span).0.line;
        format!(" {}", code(&format!("{}:{line}", issue.path)))
    });
    let help = issue.help.as_ref().map(|help| match issue.diagnostic {
        Some(_) => format!("<br>{}: {}", localizer.word("help-word"), lines(help)),
        None => format!("<br>{}", lines(help)),
    });
    let line = format!("- {sign} {} {}", lines(&issue.message), code(issue.rule));
    let fix = issue.diagnostic.and_then(|diagnostic| mend(&checked.sources, diagnostic, localizer, "  "));
    let fix = fix.map(|fix| format!("\n{fix}\n"));
    format!("{line}{}{}\n{}", place.unwrap_or_default(), help.unwrap_or_default(), fix.unwrap_or_default())
}

#[cfg(test)]
mod tests;
