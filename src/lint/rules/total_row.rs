//! A row that is the sum of the others: left in, it counts everything twice.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::span::Spanned;
use crate::data::observations::TotalRows;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::measured::measure_name;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::source::Source;
use crate::syntax::print;

pub static RULE: Rule = Rule {
    name: "total-row",
    group: Group::Data,
    level: Level::Warn,
    options: &[],
    fixable: true,
    check: Check::Data(check),
};

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    for (source, facts) in subject.plan.sources.iter().zip(&history.ground.observations.sources) {
        for totals in &facts.total_rows {
            report(subject, source, totals, findings);
        }
    }
}

fn report(subject: &Subject, source: &Source, totals: &TotalRows, findings: &mut Findings) {
    let unit = subject.plan.measure(totals.measure).unit;
    let id = if totals.periods > 1 { "total-row.more" } else { "total-row" };
    let message = Message { id, args: Vec::new() }
        .with("source", &source.name.value)
        .with("column", &totals.column)
        .with("texts", totals.texts.iter().map(|text| print::quoted(text)).collect::<Vec<_>>())
        .with("measure", measure_name(subject, totals.measure))
        .with("sum", quantity(&totals.sum, unit))
        .with("period", totals.period)
        .with("more", totals.periods.saturating_sub(1));
    let label = match &totals.example {
        Some(row) => Message::new("total-row.label-row").with("file", &row.file).with("row", row.row.to_string()),
        None => Message::new("total-row.label"),
    };
    let clause = clause(source, totals);
    findings
        .report(source.name.span, message, label)
        .help(Message::new("total-row.help").with("clause", &clause))
        // The numbers become others: somebody should see that.
        .fix(mend::unsafe_(vec![mend::added_clause(subject.sources, source.span, &clause)]));
}

/// What leaves the rows out.
fn clause(source: &Source, totals: &TotalRows) -> String {
    let column = print::name(&Spanned::new(totals.column.clone(), source.name.span));
    let texts: Vec<String> = totals.texts.iter().map(|text| print::quoted(text)).collect();
    match texts.as_slice() {
        [only] => format!("skip rows where {column} == {only}"),
        _ => format!("skip rows where {column} in ({})", texts.join(", ")),
    }
}
