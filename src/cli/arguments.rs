//! The arguments of `kpi check`, read and held against what they may be.

use clap::ArgMatches;
use jiff::civil::Date;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::period::{FiscalYear, Grain, Period};
use crate::lint::settings::{Choice, Preset};
use crate::report::language::Language;
use crate::report::summary::FailOn;

use super::choices::{self, ColorChoice, Format};
use super::usage::{invalid_choice, invalid_date, invalid_period, invalid_view};

/// What was asked for. `None` where nothing was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckArguments {
    pub paths: Vec<String>,
    pub as_of: Option<Date>,
    /// The first and the last period, as written: what a quarter is waits for the plan's fiscal year.
    pub periods: Option<(String, String)>,
    /// A grain in which the rows are read besides those that the plan is steered by.
    pub grain: Option<Grain>,
    /// Whose numbers are asked for, by dimension and member.
    pub view: Vec<(String, Option<String>)>,
    pub by: Vec<String>,
    /// What is reported, and where: at most one report to standard output, the last.
    pub reports: Vec<ReportArguments>,
    pub show: Option<Level>,
    pub fail_on: Option<FailOn>,
    pub look: Look,
    pub stdin_path: Option<String>,
    pub config: Option<String>,
    pub color: Option<ColorChoice>,
    pub language: Option<Language>,
    pub quiet: bool,
    /// The levels of rules and groups, in the order in which they were given.
    pub levels: Vec<(String, Choice)>,
    pub preset: Option<Preset>,
    pub baseline: Option<String>,
    pub write_baseline: bool,
    pub mend: Option<Mend>,
    /// Whether mends are made, too, that somebody must look at.
    pub unsafe_fixes: bool,
}

/// What of a plan is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Both,
    LintOnly,
    EvalOnly,
    /// The plans' own tests alone.
    TestsOnly,
}

impl Look {
    /// Whether the numbers are read.
    #[must_use]
    pub fn evaluates(self) -> bool {
        matches!(self, Self::Both | Self::EvalOnly)
    }
}

/// What becomes of mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// `--fix`.
    Write,
    /// `--diff`.
    Show,
}

/// One report: `None` where nothing was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportArguments {
    pub format: Option<Format>,
    /// A file, or with `-` standard output.
    pub output: Option<String>,
}

impl CheckArguments {
    /// What a command reports that isn't told where and how.
    #[must_use]
    pub fn one_report() -> Self {
        Self { reports: vec![ReportArguments::default()], ..Self::default() }
    }

    /// Reads the matches of `kpi check`; together with everything that is wrong with their values.
    #[must_use]
    pub fn read(matches: &ArgMatches) -> (Self, Vec<Diagnostic>) {
        let mut errors = Vec::new();
        let one = |name| matches.get_one::<String>(name).cloned();
        let many = |name| matches.get_many::<String>(name).into_iter().flatten().cloned().collect::<Vec<_>>();
        let fail_on = many("fail-on");
        let arguments = Self {
            paths: many("path"),
            as_of: one("as-of").and_then(|text| keep(date(&text), &mut errors)),
            periods: one("period").and_then(|text| keep(periods(&text), &mut errors)),
            grain: None,
            by: many("by").into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
            view: keep(view(&many("where")), &mut errors).unwrap_or_default(),
            reports: reports(matches, &mut errors),
            show: one("show")
                .and_then(|word| keep(choose("show", &word, choices::SHOW_WORDS, choices::show), &mut errors)),
            fail_on: (!fail_on.is_empty())
                .then(|| {
                    let read = choices::fail_on(fail_on.iter().map(String::as_str));
                    keep(read.map_err(|word| invalid_choice("--fail-on", word, choices::FAIL_ON_WORDS)), &mut errors)
                })
                .flatten(),
            look: match (matches.get_flag("lint-only"), matches.get_flag("eval-only")) {
                (true, _) => Look::LintOnly,
                (false, true) => Look::EvalOnly,
                (false, false) => Look::Both,
            },
            stdin_path: one("stdin-path"),
            config: one("config"),
            color: one("color").and_then(|word| keep(color(&word), &mut errors)),
            language: one("lang").and_then(|word| keep(language(&word), &mut errors)),
            quiet: matches.get_flag("quiet"),
            levels: levels(matches),
            preset: one("preset")
                .and_then(|word| keep(choose("preset", &word, Preset::WORDS, Preset::from_word), &mut errors)),
            baseline: one("baseline"),
            write_baseline: matches.get_flag("write-baseline"),
            mend: match (matches.get_flag("fix"), matches.get_flag("diff")) {
                (true, _) => Some(Mend::Write),
                (false, true) => Some(Mend::Show),
                (false, false) => None,
            },
            unsafe_fixes: matches.get_flag("unsafe-fixes"),
        };
        (arguments, errors)
    }
}

/// Every value of an option with its place on the command line.
fn placed<'m>(matches: &'m ArgMatches, name: &str) -> Vec<(usize, &'m str)> {
    let values = matches.get_many::<String>(name).into_iter().flatten().map(String::as_str);
    matches.indices_of(name).into_iter().flatten().zip(values).collect()
}

/// The levels that flags give to rules and groups; of two for the same name the last holds.
fn levels(matches: &ArgMatches) -> Vec<(String, Choice)> {
    let mut levels: Vec<(usize, String, Choice)> = Vec::new();
    for word in choices::LEVEL_WORDS {
        let Some(choice) = choices::level(word) else { continue };
        let named = placed(matches, word).into_iter().map(|(place, name)| (place, name.trim().to_owned(), choice));
        levels.extend(named.filter(|(_, name, _)| !name.is_empty()));
    }
    levels.sort_by_key(|(place, ..)| *place);
    levels.into_iter().map(|(_, name, choice)| (name, choice)).collect()
}

/// `--format F --output FILE`, again for each further report. An output belongs to the format before it, the first one
/// also to the format behind it; a format without an output gives way to the next.
fn reports(matches: &ArgMatches, errors: &mut Vec<Diagnostic>) -> Vec<ReportArguments> {
    let formats = placed(matches, "format").into_iter().map(|(place, word)| (place, true, word));
    let outputs = placed(matches, "output").into_iter().map(|(place, word)| (place, false, word));
    let mut words: Vec<(usize, bool, &str)> = formats.chain(outputs).collect();
    words.sort_unstable();
    let mut reports = Vec::new();
    let mut report = ReportArguments::default();
    for (_, is_format, word) in words {
        if !is_format {
            report.output = Some(word.to_owned());
            continue;
        }
        if report.format.is_some() && report.output.is_some() {
            reports.push(std::mem::take(&mut report));
        }
        report.format = keep(choose("format", word, Format::WORDS, Format::from_word), errors);
    }
    reports.push(report);
    reports
}

/// The value of `--color`.
pub(super) fn color(word: &str) -> Result<ColorChoice, Diagnostic> {
    choose("color", word, ColorChoice::WORDS, ColorChoice::from_word)
}

/// The value of `--lang`.
pub(super) fn language(word: &str) -> Result<Language, Diagnostic> {
    choose("lang", word, choices::LANGUAGE_WORDS, choices::language)
}

/// What was read; what is wrong goes to the errors.
pub(super) fn keep<T>(read: Result<T, Diagnostic>, errors: &mut Vec<Diagnostic>) -> Option<T> {
    read.map_err(|error| errors.push(error)).ok()
}

fn choose<T>(option: &str, word: &str, known: &[&str], from_word: impl Fn(&str) -> Option<T>) -> Result<T, Diagnostic> {
    from_word(word).ok_or_else(|| invalid_choice(&format!("--{option}"), word, known))
}

/// The members that `--where` names, as `rep=佐藤,list=A`. Commas within a member's name are its own: what has no sign of
/// its own belongs to what stands before.
pub(super) fn view(values: &[String]) -> Result<Vec<(String, Option<String>)>, Diagnostic> {
    let mut view: Vec<(String, Option<String>)> = Vec::new();
    for value in values {
        let mut pairs: Vec<String> = Vec::new();
        for part in value.split(',') {
            match pairs.last_mut() {
                Some(before) if !part.contains(['=', '＝']) => *before = format!("{before},{part}"),
                _ => pairs.push(part.to_owned()),
            }
        }
        for pair in pairs {
            let (name, member) = pair.split_once(['=', '＝']).ok_or_else(|| invalid_view(value))?;
            let (name, member) = (name.trim(), member.trim());
            if name.is_empty() || view.iter().any(|(known, _)| known == name) {
                return Err(invalid_view(value));
            }
            view.push((name.to_owned(), (!member.is_empty()).then(|| member.to_owned())));
        }
    }
    Ok(view)
}

/// The value of `--as-of`.
pub(super) fn date(text: &str) -> Result<Date, Diagnostic> {
    parse_date(text).ok_or_else(|| invalid_date("--as-of", text))
}

/// A date that exists, written `2026-11-22`.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let day = Period::parse(text, FiscalYear::CALENDAR)?;
    (day.grain == Grain::Day).then_some(day.start)
}

/// The value of `--period`.
pub(super) fn periods(text: &str) -> Result<(String, String), Diagnostic> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    for period in [first, last] {
        if Period::parse(period, FiscalYear::CALENDAR).is_none() {
            return Err(invalid_period(period));
        }
    }
    Ok((first.to_owned(), last.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command::command;
    use crate::report::localizer::Localizer;

    fn read(words: &[&str]) -> (CheckArguments, Vec<Diagnostic>) {
        let matches = command(&Localizer::new(Language::English), 80)
            .try_get_matches_from(["kpi", "check"].iter().chain(words))
            .unwrap();
        CheckArguments::read(matches.subcommand_matches("check").unwrap())
    }

    fn report(format: Option<Format>, output: Option<&str>) -> ReportArguments {
        ReportArguments { format, output: output.map(str::to_owned) }
    }

    #[test]
    fn options_are_read() {
        let (arguments, errors) = read(&[
            "a.kpi",
            "b",
            "--as-of",
            "2026-11-22",
            "--by=rep,list",
            "--period",
            "2026-04..2026-10",
            "--format",
            "json",
            "--fail-on",
            "pace,warn",
            "--show",
            "fail",
            "--lang",
            "ja",
            "-q",
        ]);
        assert!(errors.is_empty());
        assert_eq!(arguments.paths, ["a.kpi", "b"]);
        assert_eq!(arguments.as_of, Some(jiff::civil::date(2026, 11, 22)));
        assert_eq!(arguments.by, ["rep", "list"]);
        assert_eq!(arguments.periods, Some(("2026-04".into(), "2026-10".into())));
        assert_eq!(arguments.reports, [report(Some(Format::Json), None)]);
        assert_eq!(arguments.fail_on, Some(FailOn { pace: true, warn: true, never: false }));
        assert_eq!(
            (arguments.show, arguments.language, arguments.quiet),
            (Some(Level::Deny), Some(Language::Japanese), true)
        );
    }

    #[test]
    fn every_wrong_value_is_reported() {
        let (_, errors) = read(&["--as-of", "2026-11", "--period", "2026-13", "--format", "jsn", "--fail-on", "often"]);
        let codes: Vec<&str> = errors.iter().map(|error| error.code).collect();
        assert_eq!(codes, ["invalid-date", "invalid-period", "invalid-choice", "invalid-choice"]);
    }

    #[test]
    fn the_last_of_the_same_option_holds() {
        let reports = read(&["--format", "json", "--format", "short"]).0.reports;
        assert_eq!(reports, [report(Some(Format::Short), None)]);
        let levels = read(&["--deny", "a,b", "--allow", "a", "--warn", "shape"]).0.levels;
        let level = |name: &str, choice| (name.to_owned(), choice);
        let expected = [("a", Some(Level::Deny)), ("b", Some(Level::Deny)), ("a", None), ("shape", Some(Level::Warn))];
        assert_eq!(levels, expected.map(|(name, choice)| level(name, choice)));
    }

    #[test]
    fn several_reports_are_told_apart() {
        let reports = |words: &[&str]| read(words).0.reports;
        let (json, short) = (Some(Format::Json), Some(Format::Short));
        assert_eq!(reports(&["--output", "a", "--format", "json"]), [report(json, Some("a"))]);
        assert_eq!(
            reports(&["--format=json", "--output=a", "--format=short", "--output=b"]),
            [report(json, Some("a")), report(short, Some("b"))]
        );
        assert_eq!(
            reports(&["--format=json", "--output=a", "--format=short"]),
            [report(json, Some("a")), report(short, None)]
        );
        assert_eq!(reports(&[]), [report(None, None)]);
    }
}
