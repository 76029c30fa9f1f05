//! What a run comes to: the counts, and the exit status.

use jiff::civil::Date;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::vocabulary::Status;
use crate::evaluate::result::ResultRow;
use crate::session::checked::Checked;

/// What makes a check fail, besides findings at `deny` and indicators at `fail` in the newest whole period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailOn {
    /// Also the period in progress.
    pub pace: bool,
    /// Also warnings.
    pub warn: bool,
    /// Nothing does.
    pub never: bool,
}

impl FailOn {
    /// Whether a row that counts is one that makes the check fail. (`never` changes the exit status, not what failed.)
    #[must_use]
    pub fn fails(self, row: &ResultRow) -> bool {
        let missed = row.status == Some(Status::Fail) || (self.warn && row.status == Some(Status::Warn));
        // One member's numbers never make a check fail.
        missed && (row.complete || self.pace) && row.group.members.is_empty()
    }
}

/// How many indicators were held to be what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    pub ok: usize,
    pub warn: usize,
    pub fail: usize,
    pub no_data: usize,
    pub too_few: usize,
}

impl StatusCounts {
    fn add(&mut self, status: Status) {
        match status {
            Status::Ok => self.ok += 1,
            Status::Warn => self.warn += 1,
            Status::Fail => self.fail += 1,
            Status::NoData => self.no_data += 1,
            Status::TooFew => self.too_few += 1,
        }
    }

    #[must_use]
    pub fn total(&self) -> usize {
        self.ok + self.warn + self.fail + self.no_data + self.too_few
    }
}

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub plans: usize,
    pub errors: usize,
    pub deny: usize,
    pub warn: usize,
    pub note: usize,
    /// Findings that an `allow` silences.
    pub suppressed: usize,
    /// Findings that a baseline knows.
    pub known: usize,
    /// Findings below the level that is shown.
    pub hidden: usize,
    /// KPIs and the goal, in the newest whole period and the one in progress.
    pub results: StatusCounts,
    /// The plans' own tests that were run, and those of them that failed.
    pub tests: usize,
    pub failed_tests: usize,
    /// What makes the check fail, as it was asked for.
    pub fail_on: FailOn,
    /// The exit status.
    pub exit: u8,
}

impl Summary {
    /// Counts what was checked. `show` is the least level of findings that is shown.
    #[must_use]
    pub fn of(checked: &Checked, show: Level, fail_on: FailOn) -> Self {
        let mut results = StatusCounts::default();
        let mut failed = checked.count(Level::Deny) > 0 || (fail_on.warn && checked.count(Level::Warn) > 0);
        for plan in &checked.plans {
            for row in plan.evaluation.iter().flat_map(|evaluation| &evaluation.rows) {
                let (true, Some(status)) = (is_counted(row, plan.as_of.date), row.status) else { continue };
                results.add(status);
                failed |= fail_on.fails(row);
            }
        }
        let errors = checked.count(Level::Error);
        let trials = || checked.plans.iter().flat_map(|plan| &plan.trials);
        let hidden = checked.diagnostics.iter().filter(|diagnostic| !is_shown(diagnostic, show)).count();
        Self {
            plans: checked.plans.len(),
            errors,
            deny: checked.count(Level::Deny),
            warn: checked.count(Level::Warn),
            note: checked.count(Level::Note),
            suppressed: checked.suppressed.len(),
            known: checked.known.len(),
            hidden,
            results,
            tests: trials().count(),
            failed_tests: trials().filter(|trial| !trial.passed()).count(),
            fail_on,
            exit: if errors > 0 { 2 } else { u8::from(failed && !fail_on.never) },
        }
    }
}

/// Whether a diagnostic is shown. Errors always are.
#[must_use]
pub fn is_shown(diagnostic: &Diagnostic, show: Level) -> bool {
    diagnostic.level <= show
}

/// Whether a row counts: an indicator over all that is asked for, in the newest whole period or the one in progress.
#[must_use]
pub fn is_counted(row: &ResultRow, as_of: Date) -> bool {
    let newest = if row.complete { row.period.next().end() > as_of } else { row.period.start <= as_of };
    newest && row.indicator.is_some() && row.whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::message::Message;
    use crate::report::sample::{checked, set_status};

    fn exit(status: Status, complete: bool, fail_on: FailOn) -> u8 {
        let mut checked = checked();
        set_status(&mut checked, complete, status);
        Summary::of(&checked, Level::Warn, fail_on).exit
    }

    #[test]
    fn exit_statuses_are_as_they_are_described() {
        let plain = FailOn::default();
        let pace = FailOn { pace: true, ..plain };
        let warn = FailOn { warn: true, ..plain };
        let never = FailOn { never: true, ..plain };
        for (status, complete, fail_on, expected) in [
            (Status::Ok, true, plain, 0),
            (Status::Fail, true, plain, 1),
            (Status::Fail, false, plain, 0),
            (Status::Fail, false, pace, 1),
            (Status::Warn, true, plain, 0),
            (Status::Warn, true, warn, 1),
            (Status::Warn, false, warn, 0),
            (Status::NoData, true, warn, 0),
            (Status::Fail, true, never, 0),
        ] {
            assert_eq!(exit(status, complete, fail_on), expected, "{status:?} {complete} {fail_on:?}");
        }
    }

    #[test]
    fn nothing_masks_an_error() {
        let mut checked = checked();
        checked.diagnostics.push(Diagnostic::error(Message::new("no-plan-found")));
        let never = FailOn { never: true, ..FailOn::default() };
        assert_eq!(Summary::of(&checked, Level::Deny, never).exit, 2);
    }

    #[test]
    fn older_periods_are_shown_and_not_counted() {
        let mut checked = checked();
        set_status(&mut checked, true, Status::Fail);
        checked.plans[0].as_of.date = jiff::civil::date(2027, 6, 1);
        let summary = Summary::of(&checked, Level::Warn, FailOn::default());
        assert_eq!((summary.exit, summary.results.fail), (0, 0));
    }

    #[test]
    fn what_is_hidden_is_counted() {
        let mut checked = checked();
        checked.diagnostics.push(Diagnostic::new(Level::Note, Message::new("no-plan-found")));
        let hidden = |show| Summary::of(&checked, show, FailOn::default()).hidden;
        assert_eq!((hidden(Level::Warn), hidden(Level::Note)), (1, 0));
    }
}
