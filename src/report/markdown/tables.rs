//! The indicators of a plan, a table for each period.

use crate::base::message::Message;
use crate::base::vocabulary::Status;
use crate::evaluate::result::ResultRow;
use crate::plan::Plan;
use crate::report::localizer::Localizer;
use crate::report::rows::{by_period, totals};
use crate::report::spark::{Glyphs, spark_line};
use crate::report::summary::{Summary, is_counted};
use crate::report::{cells, issue, naming, said};
use crate::session::checked::CheckedPlan;

use super::comment::Comment;
use super::escape::{code, lines, words};

/// A plan that is told of.
pub(super) struct Told<'a> {
    pub(super) one: &'a CheckedPlan,
    pub(super) plan: &'a Plan,
    pub(super) summary: &'a Summary,
    pub(super) localizer: &'a Localizer,
}

/// A column: its heading, whether numbers stand in it, and its cells.
struct Column {
    heading: String,
    is_number: bool,
    cells: Vec<String>,
}

impl Told<'_> {
    /// The plan's name, by which date it is judged and what was read, then its periods.
    pub(super) fn write(&self, comment: &mut Comment) {
        let rows: Vec<&ResultRow> = self
            .one
            .evaluation
            .iter()
            .flat_map(|evaluation| &evaluation.rows)
            .filter(|row| naming::is_listed(self.plan, row))
            .collect();
        if !comment.add(&self.heading()) {
            comment.left_out.rows += rows.len();
            return;
        }
        for (_, rows) in by_period(&rows) {
            self.write_period(comment, &rows);
        }
    }

    fn heading(&self) -> String {
        let name = match &self.plan.settings.label {
            Some(label) => format!("{} · {}", words(&label.value), code(&self.one.path)),
            None => code(&self.one.path),
        };
        let localizer = self.localizer;
        if self.one.evaluation.is_none() {
            // With `--lint-only` nobody asked, else errors come first.
            let has_errors = self.summary.errors > 0;
            let why = has_errors.then(|| format!("{}\n\n", words(&localizer.word("not-evaluated"))));
            return format!("### {name}\n\n{}", why.unwrap_or_default());
        }
        let mut facts = vec![words(&localizer.text(&said::as_of(&self.one.as_of)))];
        facts.extend(
            self.one
                .sources
                .iter()
                .map(|(name, facts)| words(&format!("{name}: {}", said::source(self.plan, name, facts, localizer)))),
        );
        facts.extend(said::set_aside(&self.one.set_aside).map(|things| words(&localizer.text(&things))));
        format!("### {name}\n\n{}\n\n", facts.join("<br>"))
    }

    fn write_period(&self, comment: &mut Comment, rows: &[&ResultRow]) {
        let complete = rows.iter().all(|row| row.complete);
        let Some(first) = rows.first() else { return };
        let period = said::period(first.period, complete, self.one.as_of.date);
        let totals: Vec<&ResultRow> = totals(rows).collect();
        let heading = format!("**{}**\n\n", words(&self.localizer.text(&period)));
        write_table(comment, &heading, &self.columns(&totals));
        for row in &totals {
            let reason = self.reason(row);
            if !reason.is_empty() && !comment.add(&reason) {
                comment.left_out.findings += 1;
            }
        }
        comment.gap();
        let groups: Vec<&ResultRow> = rows.iter().copied().filter(|row| !row.group.members.is_empty()).collect();
        if !groups.is_empty() {
            self.write_groups(comment, &groups);
        }
    }

    /// Members and segments, folded away.
    fn write_groups(&self, comment: &mut Comment, rows: &[&ResultRow]) {
        let dimensions =
            rows.first().map(|row| row.group.members.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        let dimensions = words(&self.localizer.list(&dimensions.unwrap_or_default()));
        let member = |row: &&ResultRow| {
            let names = row.group.members.iter().map(|(_, member)| match member {
                Some(member) => words(member),
                None => words(&self.localizer.word("no-member")),
            });
            names.collect::<Vec<_>>().join(" / ")
        };
        let mut columns = self.columns(rows);
        columns.insert(0, Column { heading: dimensions, is_number: false, cells: rows.iter().map(member).collect() });
        // Within HTML nothing of Markdown is read: the words of the plan stay in the table.
        let opening = format!("<details><summary>{}</summary>\n\n", self.localizer.word("by-group"));
        if write_table(comment, &opening, &columns) {
            comment.end("</details>\n\n");
        }
    }

    /// Columns without any content are left out.
    fn columns(&self, rows: &[&ResultRow]) -> Vec<Column> {
        let localizer = self.localizer;
        let column = |heading, is_number, cell: &dyn Fn(&ResultRow) -> String| Column {
            heading: words(&localizer.text(&Message { id: heading, args: Vec::new() })),
            is_number,
            cells: rows.iter().map(|row| words(&cell(row))).collect(),
        };
        let mut columns = vec![
            column("heading.role", false, &|row| cells::role(self.plan, row, localizer)),
            column("heading.name", false, &|row| naming::title(self.plan, row).to_owned()),
            column("heading.value", true, &|row| cells::value(row, localizer)),
            column("heading.target", true, &|row| cells::target(row, localizer)),
            column("heading.expected", true, &|row| cells::expected(row, localizer)),
            column("heading.attainment", true, &|row| cells::attainment(row, localizer)),
            column("heading.forecast", true, &|row| cells::forecast(row, localizer)),
            column("heading.owner", false, &|row| cells::owner(self.plan, row)),
            column("heading.status", false, &|row| cells::status(row, localizer, Glyphs::Unicode)),
            column("heading.trend", false, &|row| spark_line(&row.history, Glyphs::Unicode)),
        ];
        columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
        columns
    }

    /// Why a number is not fine, or not judged; empty for one that is, and for one that is told of above already.
    fn reason(&self, row: &ResultRow) -> String {
        let is_above = is_counted(row, self.one.as_of.date) && self.summary.fail_on.fails(row);
        let is_weak = matches!(row.guard_status, Some(Status::Warn | Status::Fail));
        if is_above || (row.status == Some(Status::Ok) && !is_weak) {
            return String::new();
        }
        let Some(why) = naming::why(row) else { return String::new() };
        let sign = match row.status {
            // A number that is fine is not quite fine while what guards it isn't.
            Some(Status::Ok) => naming::status_sign(Status::Warn, Glyphs::Unicode),
            Some(status) => naming::status_sign(status, Glyphs::Unicode),
            None => "·",
        };
        let name = naming::title(self.plan, row);
        let sentence = self.localizer.text(&Message::new("reason").with("name", name).with("reason", why.clone()));
        let is_missed = matches!(row.status, Some(Status::Warn | Status::Fail));
        let then = issue::what_then(self.plan, row, self.localizer).filter(|_| is_missed);
        let then = then.map(|then| format!("<br>{}", lines(&then))).unwrap_or_default();
        format!("- {sign} {}{then}\n", words(&sentence))
    }
}

/// A table behind its opening; says whether anything of it was written.
fn write_table(comment: &mut Comment, opening: &str, columns: &[Column]) -> bool {
    let line = |cells: &mut dyn Iterator<Item = &str>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    let headings = line(&mut columns.iter().map(|column| column.heading.as_str()));
    let sides = line(&mut columns.iter().map(|column| if column.is_number { "--:" } else { ":--" }));
    let rows = columns.first().map_or(0, |column| column.cells.len());
    let row = |place: usize| line(&mut columns.iter().filter_map(|column| column.cells.get(place)).map(String::as_str));
    for place in 0..rows {
        let before = if place == 0 { format!("{opening}{headings}{sides}") } else { String::new() };
        if !comment.add(&(before + &row(place))) {
            comment.left_out.rows += rows - place;
            return place > 0;
        }
    }
    comment.end("\n");
    rows > 0
}
