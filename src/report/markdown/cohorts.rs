//! The same leads followed from stage to stage, a table for each funnel.

use crate::evaluate::result::CohortRow;
use crate::plan::funnel::Funnel;
use crate::report::cohort_cells as cells;
use crate::report::members::{dimensions, name};
use crate::report::spark::Glyphs;

use super::comment::Comment;
use super::escape::words;
use super::tables::{Column, Told, write_table};

impl Told<'_> {
    /// For each funnel that follows its leads its cohorts, with a row for what is expected, and its groups folded away.
    pub(super) fn write_cohorts(&self, comment: &mut Comment) {
        let Some(evaluation) = &self.one.evaluation else { return };
        for (funnel, id, rows) in cells::by_funnel(self.plan, &evaluation.cohorts) {
            let Some(heading) = cells::heading(self.plan, funnel) else { continue };
            let heading = format!("**{}**\n\n", words(&self.localizer.text(&heading)));
            let (totals, groups): (Vec<&CohortRow>, Vec<&CohortRow>) = rows.into_iter().partition(|row| row.whole);
            if totals.is_empty() {
                comment.end(&format!("{heading}{}\n\n", words(&self.localizer.word("cohorts.none"))));
                continue;
            }
            write_table(comment, &heading, &self.cohort_columns(funnel, &totals));
            let all: Vec<&CohortRow> = totals.iter().chain(&groups).copied().collect();
            for note in cells::notes(&all, self.localizer, Glyphs::Unicode) {
                comment.end(&format!("{}\n\n", words(&note)));
            }
            if let Some(unkeyed) = cells::unkeyed(self.plan, funnel, id, &evaluation.unkeyed) {
                comment.end(&format!("{}\n\n", words(&self.localizer.text(&unkeyed))));
            }
            if !groups.is_empty() {
                let opening = format!("<details><summary>{}</summary>\n\n", self.localizer.word("by-group"));
                if write_table(comment, &opening, &self.cohort_columns(funnel, &groups)) {
                    comment.end("</details>\n\n");
                }
            }
        }
    }

    fn cohort_columns(&self, funnel: &Funnel, rows: &[&CohortRow]) -> Vec<Column> {
        let (plan, localizer) = (self.plan, self.localizer);
        let expects = rows.iter().all(|row| row.whole);
        let column = |heading: &str, is_number, mut cells: Vec<String>, last: String| {
            cells.extend(expects.then_some(last));
            let cells = cells.iter().map(|cell| words(cell)).collect();
            Column { heading: words(heading), is_number, cells }
        };
        let entered = rows.iter().map(|row| cells::entry(row.period, localizer)).collect();
        let open: Vec<String> = rows.iter().map(|row| cells::open(row)).collect();
        let mut columns =
            vec![column(&localizer.word("heading.entered"), false, entered, localizer.word("cohorts.expected"))];
        let view = self.one.evaluation.as_ref().map(|evaluation| evaluation.view.clone()).unwrap_or_default();
        if let Some(row) = rows.first().filter(|row| !row.whole) {
            let dimensions = localizer.list(&dimensions(&row.group, &view));
            let members = rows.iter().map(|row| name(self.plan, &row.group, &view, localizer)).collect();
            columns.push(column(&dimensions, false, members, String::new()));
        }
        for (place, stage) in funnel.stages.iter().enumerate() {
            let own = || rows.iter().filter_map(|row| row.stages.get(place));
            let reached = own().map(|stage| cells::reached(plan, stage, localizer, Glyphs::Unicode)).collect();
            let expected = cells::expected(plan, own(), localizer);
            let title = cells::title(plan, stage.metric);
            columns.push(column(title, true, reached, expected));
            if place == 0 && open.iter().any(|open| !open.is_empty()) {
                columns.push(column(&localizer.word("heading.open"), true, open.clone(), String::new()));
            }
        }
        columns
    }
}
