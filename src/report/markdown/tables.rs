//! The indicators of a plan, a table for each period.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::vocabulary::Status;
use crate::evaluate::evidence::Evidence;
use crate::evaluate::result::{Evaluation, ResultRow};
use crate::plan::Plan;
use crate::report::bottleneck::sentence;
use crate::report::localizer::Localizer;
use crate::report::members::{self, Members, breakdowns};
use crate::report::rows::{by_period, totals};
use crate::report::score::{payment_line, score_lines};
use crate::report::spark::{Glyphs, spark_line};
use crate::report::summary::{Summary, is_counted};
use crate::report::{actions, cells, issue, naming, said};
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
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) is_number: bool,
    pub(super) cells: Vec<String>,
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
        let Some(evaluation) = &self.one.evaluation else { return };
        for (_, rows) in by_period(&rows) {
            self.write_period(comment, evaluation, &rows);
        }
        self.write_cohorts(comment);
        self.write_actions(comment);
    }

    /// What came of the plan's actions: a list.
    fn write_actions(&self, comment: &mut Comment) {
        let mut heading = Some(format!("**{}**\n\n", words(&self.localizer.word("actions"))));
        for (action, measured) in actions::of_plan(self.plan, self.one) {
            let told = actions::told(self.plan, action, measured);
            let sign = told.status.map_or("·", |status| naming::status_sign(status, Glyphs::Unicode));
            let text = |message: &Message| words(&self.localizer.text(message));
            let lines: Vec<String> = std::iter::once(&told.headline).chain(&told.lines).map(text).collect();
            let item = format!("- {sign} {}\n", lines.join("<br>"));
            if !comment.add(&(heading.take().unwrap_or_default() + &item)) {
                comment.left_out.findings += 1;
            }
        }
        comment.gap();
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
        let view = self.one.evaluation.as_ref().and_then(|evaluation| said::view(&evaluation.view, localizer));
        facts.extend(view.map(|message| words(&localizer.text(&message))));
        facts.extend(
            self.one
                .sources
                .iter()
                .map(|(name, facts)| words(&format!("{name}: {}", said::source(self.plan, name, facts, localizer)))),
        );
        format!("### {name}\n\n{}\n\n", facts.join("<br>"))
    }

    fn write_period(&self, comment: &mut Comment, evaluation: &Evaluation, rows: &[&ResultRow]) {
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
        self.write_bottlenecks(comment, first.period);
        self.write_sums(comment, evaluation, first.period);
        comment.gap();
        for (dimensions, indicators) in breakdowns(rows, &evaluation.view) {
            self.write_groups(comment, evaluation, &dimensions, &indicators);
        }
    }

    /// What each step's miss costs, where a goal is missed: an item of the list like the reasons.
    fn write_bottlenecks(&self, comment: &mut Comment, period: Period) {
        let all = self.one.evaluation.iter().flat_map(|evaluation| &evaluation.bottlenecks);
        for bottleneck in all.filter(|bottleneck| bottleneck.period == period) {
            let Some(sentence) = sentence(self.plan, bottleneck, self.localizer) else { continue };
            if !comment.add(&format!("- {}\n", words(&sentence))) {
                comment.left_out.findings += 1;
            }
        }
    }

    /// The weighted scores, and what contractors are owed.
    fn write_sums(&self, comment: &mut Comment, evaluation: &Evaluation, period: Period) {
        let scores = evaluation.scores.iter().filter(|score| score.period == period);
        let of_whole = scores.clone().filter(|score| score.whole).flat_map(|score| score_lines(self.plan, score));
        let payments = evaluation.payments.iter().filter(|payment| payment.period == period);
        let lines = of_whole.chain(payments.filter_map(|payment| payment_line(self.plan, payment, self.localizer)));
        for line in lines {
            comment.add(&format!("- {}\n", words(&self.localizer.text(&line))));
        }
    }

    /// Members and segments, folded away: indicator by indicator who comes first, and who is not ranked.
    fn write_groups(
        &self,
        comment: &mut Comment,
        evaluation: &Evaluation,
        dimensions: &[String],
        indicators: &[Members],
    ) {
        let localizer = self.localizer;
        let rows: Vec<&ResultRow> = indicators.iter().flat_map(|members| members.rows.iter().copied()).collect();
        let of_rows = |heading: String, is_number, cell: &dyn Fn(&ResultRow) -> String| Column {
            heading: words(&heading),
            is_number,
            cells: rows.iter().map(|row| words(&cell(row))).collect(),
        };
        let member = |row: &ResultRow| members::name(self.plan, &row.group, &evaluation.view, localizer);
        let shares = indicators.iter().flat_map(|members| &members.shares);
        let mut columns = self.columns(&rows);
        let value = columns.iter().position(|column| column.is_number).map_or(columns.len(), |value| value + 1);
        let further = [
            Column {
                heading: words(&localizer.word("heading.share")),
                is_number: true,
                cells: shares.map(|share| cells::share(share.as_ref())).collect(),
            },
            of_rows(cells::interval_heading(self.plan, localizer), true, &|row| cells::interval(row)),
            of_rows(localizer.word("heading.sample"), true, &|row| cells::counts(row, localizer)),
        ];
        columns.splice(value..value, further);
        columns.insert(0, of_rows(localizer.list(dimensions), false, &member));
        columns.insert(0, of_rows(localizer.word("heading.rank"), true, &|row| cells::rank(row.place.as_ref())));
        columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
        // Within HTML nothing of Markdown is read: the words of the plan stay in the table.
        let opening = format!("<details><summary>{}</summary>\n\n", localizer.word("by-group"));
        if !write_table(comment, &opening, &columns) {
            return;
        }
        for members in indicators {
            let unranked = members.unranked(self.plan, &evaluation.view, localizer);
            let said = unranked.into_iter().chain(members.chance(self.plan, &evaluation.view, evaluation));
            for why in said {
                let name = members.rows.first().map_or("", |row| naming::title(self.plan, row));
                let sentence = Message::new("reason").with("name", name).with("reason", why);
                comment.add(&format!("- {}\n", words(&localizer.text(&sentence))));
            }
        }
        if let Some(message) = members::without_data(self.plan, indicators, &evaluation.view, localizer) {
            comment.add(&format!("- {}\n", words(&localizer.text(&message))));
        }
        comment.gap();
        comment.end("</details>\n\n");
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
            column(cells::attainment_heading(rows.iter().copied()), true, &|row| cells::attainment(row, localizer)),
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
        let is_thin = row.evidence == Some(Evidence::Thin);
        if is_above || (row.status == Some(Status::Ok) && !is_weak && !is_thin) {
            return String::new();
        }
        let Some(why) = naming::why(row) else { return String::new() };
        let sign = match row.status {
            Some(Status::Ok) if !is_weak => "?",
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
pub(super) fn write_table(comment: &mut Comment, opening: &str, columns: &[Column]) -> bool {
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
