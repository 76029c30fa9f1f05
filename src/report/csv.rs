//! `--format csv`: one long table for spreadsheets and BI tools, a line for each number, period and group.

use crate::base::diagnostic::Level;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Layer, Status};
use crate::evaluate::evidence::Evidence;
use crate::evaluate::ranking::Place;
use crate::evaluate::result::ResultRow;
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::localizer::Localizer;
use super::naming;
use super::summary::Summary;
use super::visible::plain;

/// Without it, Excel takes a file for one in the encoding of the country.
const BYTE_ORDER_MARK: char = '\u{feff}';

const COLUMNS: [&str; 29] = [
    "plan",
    "file",
    "name",
    "label",
    "role",
    "layer",
    "owner",
    "unit",
    "period",
    "start",
    "end",
    "complete",
    "by",
    "rank",
    "share",
    "value",
    "sample",
    "low",
    "high",
    "target",
    "target_high",
    "attainment",
    "expected",
    "forecast",
    "previous",
    "status",
    "evidence",
    "reason",
    "as_of",
];

/// The table, as RFC 4180 writes it.
#[must_use]
pub fn csv(checked: &Checked, _: &Summary, _: Level, localizer: &Localizer) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    push_line(&mut text, &COLUMNS.map(String::from));
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        for row in &evaluation.rows {
            push_line(&mut text, &cells(checked, one, plan, row, localizer));
        }
    }
    text
}

fn cells(checked: &Checked, one: &CheckedPlan, plan: &Plan, row: &ResultRow, localizer: &Localizer) -> [String; 29] {
    let file = naming::span(plan, row).map_or(one.path.as_str(), |span| &checked.sources.file(span.file).path);
    let owner = naming::indicator(plan, row).and_then(|indicator| naming::owner(plan, indicator));
    let number = |number: Option<&Rational>| number.map(decimal).unwrap_or_default();
    let aim = row.aim.as_ref();
    [
        words(naming::plan(one, plan)),
        words(file),
        words(naming::name(plan, row)),
        words(naming::label(plan, row).unwrap_or_default()),
        naming::role(plan, row).to_owned(),
        row.layer.map_or("", Layer::word).to_owned(),
        words(owner.unwrap_or_default()),
        row.unit.to_string(),
        row.period.to_string(),
        row.period.start.to_string(),
        row.period.end().to_string(),
        row.complete.to_string(),
        words(&by(row)),
        row.place.as_ref().and_then(Place::rank).map(|rank| rank.to_string()).unwrap_or_default(),
        number(row.share.as_ref()),
        number(row.value.known()),
        number(row.sample.as_ref()),
        number(row.interval.as_ref().map(|interval| &interval.low)),
        number(row.interval.as_ref().map(|interval| &interval.high)),
        number(aim.map(|aim| &aim.target)),
        number(aim.and_then(|aim| aim.high.as_ref())),
        number(aim.and_then(|aim| aim.attainment.as_ref())),
        number(aim.map(|aim| &aim.expected)),
        number(row.forecast.as_ref()),
        number(row.previous.as_ref()),
        row.status.map_or("", Status::word).to_owned(),
        row.evidence.map_or("", Evidence::word).to_owned(),
        words(&naming::why(row).map(|why| localizer.text(why)).unwrap_or_default()),
        one.as_of.date.to_string(),
    ]
}

/// The group, as `rep=Sato; list=A`; empty for everybody.
fn by(row: &ResultRow) -> String {
    let members = row.group.members.iter();
    let members = members.map(|(name, member)| format!("{name}={}", member.as_deref().unwrap_or_default()));
    members.collect::<Vec<_>>().join("; ")
}

/// The shortest decimal that reads back as the same number, never with an exponent: not every spreadsheet reads one.
fn decimal(number: &Rational) -> String {
    if number.is_whole() { number.to_fixed(0) } else { number.to_f64().to_string() }
}

/// Words from a plan or its data: in one line, and nothing that a spreadsheet would compute.
fn words(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    format!("{}{}", if is_formula { "'" } else { "" }, plain(&text.replace("\r\n", " ").replace(['\r', '\n'], " ")))
}

fn push_line(text: &mut String, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&quoted(cell));
    }
    text.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n', ';', '\'']) || cell != cell.trim() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::observations::Group;
    use crate::report::language::Language;
    use crate::report::sample::checked;
    use crate::report::summary::FailOn;

    fn lines(checked: &Checked) -> Vec<String> {
        let summary = Summary::of(checked, Level::Warn, FailOn::default());
        let text = csv(checked, &summary, Level::Warn, &Localizer::new(Language::English));
        text.strip_prefix(BYTE_ORDER_MARK).unwrap().split_terminator("\r\n").map(String::from).collect()
    }

    #[test]
    fn every_row_of_the_json_is_a_line() {
        let lines = lines(&checked());
        assert_eq!(lines.len(), 7);
        assert_eq!(
            lines[0],
            "plan,file,name,label,role,layer,owner,unit,period,start,end,complete,by,rank,share,value,sample,low,high,target,\
             target_high,attainment,expected,forecast,previous,status,evidence,reason,as_of"
        );
        assert_eq!(
            lines[2],
            "営業,plan.kpi,calls,架電数,kpi,activity,佐藤,count,2026-11,2026-11-01,2026-11-30,false,,,,1081,,,,1000,,\
             1.4413333333333334,750,933,900,warn,,682 rows,2026-11-22"
        );
        assert!(
            lines[3].contains(",measure,activity,,ratio,2026-11,2026-11-01,2026-11-30,false,,,,0.113,,,"),
            "{}",
            lines[3]
        );
    }

    #[test]
    fn groups_are_named_and_formulas_are_words() {
        let mut checked = checked();
        checked.workspace.plans[0].indicators[1].label = Some("=cmd(), \"x\"".into());
        let row = &mut checked.plans[0].evaluation.as_mut().unwrap().rows[1];
        row.group = Group { members: vec![("rep".into(), Some("=1+1".into())), ("list".into(), None)] };
        row.value = crate::evaluate::result::Value::Known(Rational::from(-5));
        let line = &lines(&checked)[2];
        assert!(line.contains(",\"'=cmd(), \"\"x\"\"\",kpi,"), "{line}");
        assert!(line.contains(",false,\"rep==1+1; list=\",,,-5,"), "{line}");
    }

    #[test]
    fn numbers_have_no_exponent() {
        assert_eq!(decimal(&Rational::from_decimal(1, 9)), "0.000000001");
        assert_eq!(decimal(&Rational::from(10i128.pow(30))), format!("1{}", "0".repeat(30)));
        assert_eq!(decimal(&Rational::new(-1, 3).unwrap()), "-0.3333333333333333");
    }

    /// A line taken apart as RFC 4180 says.
    fn parsed(line: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        let mut rest = line.chars().peekable();
        let mut in_quotes = false;
        while let Some(character) = rest.next() {
            match character {
                '"' if in_quotes && rest.peek() == Some(&'"') => {
                    rest.next();
                    cells.last_mut().unwrap().push('"');
                }
                '"' => in_quotes = !in_quotes,
                ',' if !in_quotes => cells.push(String::new()),
                other => cells.last_mut().unwrap().push(other),
            }
        }
        cells
    }

    proptest! {
        #[test]
        fn cells_read_back_as_they_were(cells in prop::collection::vec("[\\PC\\n\r\t\",;=+@-]{0,12}", 1..5)) {
            let written: Vec<String> = cells.iter().map(|cell| words(cell)).collect();
            prop_assert!(written.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t'])));
            prop_assert!(written.iter().all(|cell| !cell.contains(['\r', '\n', '\t'])));
            let mut line = String::new();
            push_line(&mut line, &written);
            prop_assert_eq!(parsed(line.strip_suffix("\r\n").unwrap()), written);
        }
    }
}
