//! `kpi check`: from arguments to a report.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::lint::known::is_rule;
use crate::lint::rule::Group;
use crate::lint::settings::RuleSettings;
use crate::report::document::{View, document};
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::summary::Summary;
use crate::session;
use crate::session::checked::Checked;
use crate::session::mend::Mending;
use crate::session::request::{Breakdowns, PlanRequest, Request};

use super::arguments::{CheckArguments, Look, Mend};
use super::baseline::BaselineFile;
use super::beside::{write_errors, write_step_summary};
use super::config::{Config, unknown_rule_help};
use super::configs::Configs;
use super::find::find;
use super::fix;
use super::output::{Trouble, write_report, write_stderr, write_stdout};
use super::progress::SignOfLife;
use super::settings::{ReportSettings, Settings};
use super::surroundings::Surroundings;

/// Checks, reports, and returns the exit status. `early` is the language until the configuration is read.
pub fn check(surroundings: &mut Surroundings, arguments: &CheckArguments, early: Language) -> u8 {
    let mut errors = Vec::new();
    let found = find(surroundings, arguments, &mut errors);
    let mut configs = Configs::default();
    let plans: Vec<PlanRequest> =
        found.into_iter().map(|(found, text)| configs.request(surroundings, arguments, found, text)).collect();
    let first = configs.first(surroundings, arguments);
    let settings = Settings::of(arguments, &first, surroundings);
    let language = if arguments.language.is_some() { early } else { settings.language };
    configs.errors.extend(unknown_rules(arguments, &plans));
    configs.errors.extend(mending_standard_input(arguments));
    let baseline = baseline_file(surroundings, arguments, &first, &mut configs.errors);
    // Without a sound configuration nobody knows which numbers would be judged, and by which date.
    let must_stop = plans.is_empty() || !configs.errors.is_empty();
    errors.append(&mut configs.errors);
    if must_stop {
        let mut trouble = Trouble::new(configs.sources, errors);
        (trouble.reports, trouble.color) = (settings.reports, arguments.color.or(first.color));
        return trouble.report(surroundings, language);
    }
    let request = Request {
        plans,
        now: (surroundings.now)(),
        view: arguments.view.clone(),
        by: arguments.by.clone(),
        breakdowns: Breakdowns::Asked,
        grain: None,
        periods: arguments.periods.clone(),
        evaluate: arguments.look.evaluates(),
        texts: BTreeMap::new(),
        lint: arguments.look != Look::EvalOnly,
        // They are part of the design: like the rules they read no data.
        tests: arguments.look != Look::EvalOnly,
    };
    let localizer = Localizer::new(language);
    let progress = SignOfLife::start(
        surroundings.terminal.stderr_is_terminal && !arguments.quiet,
        localizer.text(&Message::new("reading")),
    );
    let mended = || session::mend::mended(&request, &configs.sources, &errors, arguments.unsafe_fixes, &progress);
    let mut checked = match arguments.mend {
        Some(Mend::Show) => {
            let mending = mended();
            drop(progress);
            return show_diff(surroundings, &settings, &localizer, &mending);
        }
        Some(Mend::Write) => {
            let mending = mended();
            drop(progress);
            write_mends(surroundings, &localizer, mending)
        }
        None => {
            let checked = session::check(&request, configs.sources, errors, &progress);
            drop(progress);
            checked
        }
    };
    if let Some(baseline) = baseline {
        let write = if arguments.write_baseline { baseline.write(&checked, surroundings) } else { Ok(()) };
        if let Err(error) = write.and_then(|()| baseline.part(&mut checked, surroundings)) {
            checked.diagnostics.push(error);
        }
    }
    report(surroundings, arguments, &settings, &localizer, &checked)
}

/// The baseline that the command line names, else the project's.
fn baseline_file(
    surroundings: &Surroundings,
    arguments: &CheckArguments,
    config: &Config,
    errors: &mut Vec<Diagnostic>,
) -> Option<BaselineFile> {
    let named = arguments.baseline.as_ref().map(|shown| (shown, surroundings.directory.join(shown)));
    let of_project = || config.baseline.as_ref().map(|shown| (shown, config.folder.join(shown)));
    if let Some(shown) = config.baseline.as_ref().filter(|shown| named.is_none() && leaves_its_folder(shown)) {
        let error = Diagnostic::error(Message::new("baseline-outside-project").with("path", shown));
        errors.push(error.help(Message::new("baseline-outside-project.help").with("path", shown)));
    }
    let file = named.or_else(of_project).map(|(shown, path)| BaselineFile { shown: shown.clone(), path });
    if file.is_none() && arguments.write_baseline {
        let error = Diagnostic::error(Message::new("baseline-without-file"));
        errors.push(error.help(Message::new("baseline-without-file.help")));
    }
    file
}

/// Whether a path leads out of the folder that it starts in: what a stranger's configuration names is never written
/// there.
fn leaves_its_folder(path: &str) -> bool {
    Path::new(path).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
}

/// A text that comes by standard input is nobody's file: mends of it would be written over the one that it is called after.
fn mending_standard_input(arguments: &CheckArguments) -> Option<Diagnostic> {
    let is_asked = arguments.mend == Some(Mend::Write) && arguments.paths.iter().any(|path| path == "-");
    let error = || Diagnostic::error(Message::new("fix-of-standard-input"));
    is_asked.then(|| error().help(Message::new("fix-of-standard-input.help")))
}

/// Rules that the command line names and that neither we nor a project know.
fn unknown_rules(arguments: &CheckArguments, plans: &[PlanRequest]) -> Vec<Diagnostic> {
    let is_known = |name: &str| {
        Group::from_word(name).is_some()
            || is_rule(name, &RuleSettings::default())
            || plans.iter().any(|plan| is_rule(name, &plan.project.rules))
    };
    let unknown = arguments.levels.iter().filter(|(name, _)| !is_known(name));
    let said = |(name, _): &(String, _)| {
        Diagnostic::error(Message::new("unknown-rule").with("name", name)).help(unknown_rule_help(name))
    };
    unknown.map(said).collect()
}

/// What mending would write; errors go to standard error, and the exit status is that of the plans as they are.
fn show_diff(surroundings: &mut Surroundings, settings: &Settings, localizer: &Localizer, mending: &Mending) -> u8 {
    write_stdout(surroundings, &fix::diff(mending));
    write_errors(surroundings, &mending.checked, localizer, settings.appearance);
    Summary::of(&mending.checked, settings.show, settings.fail_on).exit
}

/// Writes what was mended, and says how much; what is left is what is reported.
fn write_mends(surroundings: &mut Surroundings, localizer: &Localizer, mending: Mending) -> Checked {
    let errors = fix::write(&mending);
    let (files, count) = (mending.files.len(), mending.count);
    let message = Message::new("mended").with("count", count).with("files", files);
    write_stderr(surroundings, &(localizer.text(&message) + "\n"));
    let mut checked = mending.checked;
    checked.diagnostics.extend(errors);
    checked
}

fn report(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
    settings: &Settings,
    localizer: &Localizer,
    checked: &Checked,
) -> u8 {
    let summary = Summary::of(checked, settings.show, settings.fail_on);
    let view = View { show: settings.show, quiet: arguments.quiet, appearance: settings.appearance };
    for ReportSettings { format, output } in &settings.reports {
        let text = document(*format, checked, &summary, view, localizer);
        match output {
            None => write_stdout(surroundings, &text),
            Some(path) => {
                let read = files_read(surroundings, checked);
                if let Err(error) = write_report(surroundings, path, &text, &read) {
                    return Trouble::from_errors(vec![error]).report(surroundings, localizer.language());
                }
            }
        }
    }
    write_step_summary(surroundings, &settings.reports, (checked, &summary), settings.show, localizer);
    if !settings.reports.iter().any(|report| report.format.holds_errors()) {
        write_errors(surroundings, checked, localizer, settings.appearance);
    }
    summary.exit
}

/// Every file that a check has read: plans, settings and data.
pub(super) fn files_read(surroundings: &Surroundings, checked: &Checked) -> Vec<PathBuf> {
    let texts = checked.sources.paths().map(|path| surroundings.directory.join(path));
    let data = checked.plans.iter().flat_map(|plan| {
        let folder = surroundings.directory.join(Path::new(&plan.path).parent().unwrap_or_else(|| Path::new("")));
        plan.sources.iter().flat_map(|(_, facts)| &facts.files).map(move |file| folder.join(file))
    });
    texts.chain(data).collect()
}
