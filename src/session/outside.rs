//! The small files that a plan names besides its sources: holidays and targets.

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::Spanned;
use crate::data::day_list::read_day_list;
use crate::data::files::find_file;
use crate::data::reach::Reach;
use crate::data::read_error::ReadError;
use crate::evaluate::outside::Outside;
use crate::plan::Plan;
use crate::plan::settings::DayList;
use crate::plan::target::TargetValue;

use super::target_rows::targets;

/// Reads every small file of a plan; what could not be read is in the errors, and missing in what is read.
pub(super) fn read_outside(plan: &Plan, reach: &Reach) -> (Outside, Vec<Diagnostic>) {
    let mut outside = Outside::default();
    let mut errors = Vec::new();
    let workdays = &plan.settings.workdays;
    for list in workdays.except.iter().chain(&workdays.also) {
        let DayList::File(named) = list else { continue };
        match days(named, reach) {
            Ok(days) => _ = outside.days.insert(named.value.clone(), days),
            Err(error) => errors.push(error),
        }
    }
    for indicator in &plan.indicators {
        let Some(TargetValue::File(named)) = indicator.target.as_ref().map(|target| &target.value) else { continue };
        match targets(plan, indicator, named, reach) {
            Ok(rows) => outside.targets.entry(named.value.clone()).or_default().extend(rows),
            Err(error) => errors.push(error),
        }
    }
    (outside, errors)
}

fn days(named: &Spanned<String>, reach: &Reach) -> Result<Vec<Date>, Diagnostic> {
    let failed = |error: ReadError| error.into_diagnostic(named.span, &[]);
    let file = find_file(&named.value, &reach.of_file(named.span.file)).map_err(failed)?;
    Ok(read_day_list(&file).map_err(failed)?.days.into_iter().collect())
}
