//! `kpi derive`: what a plan's goal requires of everything that leads to it.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::span::FileId;
use crate::evaluate::requirements::history::LONGEST;
use crate::evaluate::requirements::{Answer, Question};
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::{Plan, Workspace};
use crate::report::derive::{derived, derived_json};
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::session::checked::CheckedPlan;
use crate::session::request::Breakdowns;

use super::arguments::Look;
use super::asking::{Asked, ask, question, read};
use super::assumption::{Assumption, SET, assumption, find_own};
use super::command::{Page, described, flag, template};
use super::derived::worked_back;
use super::output::{Trouble, write_stdout};
use super::surroundings::Surroundings;
use super::usage::invalid_choice;

/// Over how many whole periods conversions are taken where nobody says how many.
const USUAL_HISTORY: u32 = 3;

/// The formats that it speaks.
const FORMATS: &[&str] = &["human", "json"];

/// What may be assumed.
const ASSUMPTIONS: &[&str] = &["history", "history=6"];

/// The command and its options.
pub(super) fn declared(localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    let value = |name: &'static str, id, value_name: &'static str| {
        Arg::new(name).long(name).value_name(value_name).help(text(id))
    };
    question("derive", localizer, width)
        .about(text("cli-derive.about"))
        .help_template(template(localizer, Page::Options, &localizer.word("cli-derive.examples")))
        .override_usage("kpi derive PLAN [--set NAME=VALUE]… [--solve NAME] …")
        .arg(value("set", "cli-derive.set", "NAME=VALUE").action(ArgAction::Append))
        .arg(value("solve", "cli-derive.solve", "NAME"))
        .arg(value("assume", "cli-derive.assume", "history[=N]"))
        .arg(value("period", "cli-derive.period", "PERIOD"))
        .arg(flag("no-data", &text("cli-derive.no-data")).conflicts_with("assume"))
        .arg(value("format", "cli-derive.format", "human|json"))
}

/// What the command line asks, before a plan is known.
struct Words {
    set: Vec<String>,
    solve: Option<String>,
    history: Option<u32>,
    /// The first and the last one, as written.
    periods: Option<(String, String)>,
    is_json: bool,
}

/// Works the plans back and says what came of it.
pub(super) fn derive(surroundings: &mut Surroundings, matches: &ArgMatches, early: Language) -> u8 {
    let (mut arguments, mut errors) = read(matches);
    if matches.get_flag("no-data") {
        arguments.look = Look::LintOnly;
    }
    let mut kept = |read: Result<_, Diagnostic>| read.map_err(|error| errors.push(error)).ok();
    let history = matches.get_one::<String>("assume").and_then(|word| kept(history(word)));
    let is_json = match matches.get_one::<String>("format").map(String::as_str) {
        None | Some("human") => false,
        Some("json") => true,
        Some(other) => {
            errors.push(invalid_choice("--format", other, FORMATS));
            false
        }
    };
    let set: Vec<String> = matches.get_many::<String>("set").into_iter().flatten().cloned().collect();
    errors.extend(set_twice(&set));
    if !errors.is_empty() {
        return Trouble::from_errors(errors).report(surroundings, early);
    }
    let words = Words {
        set,
        solve: matches.get_one::<String>("solve").cloned(),
        history,
        periods: arguments.periods.clone(),
        is_json,
    };
    match ask(surroundings, &arguments, early, Breakdowns::AskedInParts) {
        Ok(asked) => answer(surroundings, asked, &words),
        Err(exit) => exit,
    }
}

/// A number that is set a second time, when only one value can hold.
fn set_twice(set: &[String]) -> Option<Diagnostic> {
    let name = |text: &str| text.split(['=', '＝']).next().unwrap_or_default().trim().to_owned();
    let mut seen = BTreeSet::new();
    let twice = set.iter().map(|text| name(text)).find(|name| !seen.insert(name.clone()))?;
    let error = Diagnostic::error(Message::new("set-twice").with("name", &twice));
    Some(error.help(Message::new("set-twice.help").with("name", twice)))
}

/// `history`, or `history=6`.
fn history(word: &str) -> Result<u32, Diagnostic> {
    let count = match word.split_once('=') {
        None if word == "history" => Some(USUAL_HISTORY),
        Some(("history", count)) => count.trim().parse().ok(),
        _ => None,
    };
    count.filter(|count| (1..=LONGEST).contains(count)).ok_or_else(|| invalid_choice("--assume", word, ASSUMPTIONS))
}

fn answer(surroundings: &mut Surroundings, asked: Asked, words: &Words) -> u8 {
    let Asked { mut checked, settings, localizer } = asked;
    let mut errors = Vec::new();
    let mut questions: Vec<Question> = Vec::new();
    for one in &checked.plans {
        let Some(plan) = one.plan.and_then(|id| checked.workspace.plans.get(id.index())) else {
            questions.push(Question::default());
            continue;
        };
        // An assumption stands in no file, but has a place all the same: on the command line.
        let mut place = |text: &str| checked.sources.add(SET, text);
        questions.push(question_of((plan, &checked.workspace), words, &mut place, &mut errors));
        let is_required = checked
            .plans
            .iter()
            .filter_map(|other| other.basis.as_ref())
            .any(|basis| one.plan.is_some_and(|id| basis.parts.contains_key(&id)));
        errors.extend(without_goal(plan, one).filter(|_| !is_required));
    }
    if !errors.is_empty() {
        return Trouble::new(checked.sources, errors).report(surroundings, localizer.language());
    }
    let derivations = worked_back(&checked, &questions);
    let text = if words.is_json {
        derived_json(&derivations, &localizer)
    } else {
        derived(&derivations, &localizer, settings.appearance)
    };
    write_stdout(surroundings, &text);
    // Nothing is green because it did nothing.
    let is_worked_back = derivations.iter().any(|derived| is_worked_back(&derived.answer));
    if is_worked_back { 0 } else { 2 }
}

/// Whether anything at all follows for the goal and what leads to it.
fn is_worked_back(answer: &Answer) -> bool {
    let mut leading = answer.needs.iter().filter(|need| need.metric != answer.goal).peekable();
    let has_goal = answer.derivation.look_up(answer.goal).is_ok();
    has_goal && (leading.peek().is_none() || leading.any(|need| need.required.is_ok()))
}

/// A plan without a goal can't be worked back from one.
fn without_goal(plan: &Plan, one: &CheckedPlan) -> Option<Diagnostic> {
    let has_goal = plan.indicators.iter().any(|indicator| indicator.role == crate::plan::metric::Role::Kgi);
    let error = || Diagnostic::error(Message::new("no-goal").with("path", &one.path));
    (!has_goal).then(|| error().help(Message::new("no-goal.help")))
}

/// What is asked of one plan, in its own names and units.
fn question_of(
    (plan, workspace): (&Plan, &Workspace),
    words: &Words,
    place: &mut dyn FnMut(&str) -> FileId,
    errors: &mut Vec<Diagnostic>,
) -> Question {
    let mut set = BTreeMap::new();
    let mut of_parts: BTreeMap<PlanId, BTreeMap<MetricId, Rational>> = BTreeMap::new();
    for text in &words.set {
        match assumption(plan, workspace, text, place) {
            Ok(Assumption { part: None, metric, value }) => {
                set.insert(metric, value);
            }
            Ok(Assumption { part: Some(part), metric, value }) => {
                of_parts.entry(part).or_default().insert(metric, value);
            }
            Err(found) => errors.extend(found),
        }
    }
    let solve = words.solve.as_ref().map(|name| find_own(plan, workspace, name.trim()));
    let solve = solve.transpose().map_err(|error| errors.push(error)).ok().flatten();
    let read = |period: &String| Period::parse(period, plan.settings.fiscal);
    let periods = words.periods.as_ref().and_then(|(first, last)| read(first).zip(read(last)));
    Question { periods, set, solve, history: words.history, of_parts }
}
