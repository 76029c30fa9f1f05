//! `kpi check`: from arguments to a report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::report::human::{human, human_troubles};
use crate::report::json::json;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::short::{short, short_troubles};
use crate::report::summary::Summary;
use crate::session;
use crate::session::checked::{AsOf, AsOfFrom, Checked};
use crate::session::file_errors::{not_utf8, unreadable};
use crate::session::request::{PlanRequest, Project, Request};

use super::arguments::CheckArguments;
use super::choices::Format;
use super::config::{self, Config};
use super::find::{FoundPlan, find_plans};
use super::output::{Trouble, write_report, write_stdout};
use super::progress::SignOfLife;
use super::settings::Settings;
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
    // Without a sound configuration nobody knows which numbers would be judged, and by which date.
    let must_stop = plans.is_empty() || !configs.errors.is_empty();
    errors.append(&mut configs.errors);
    if must_stop {
        let mut trouble = Trouble::new(configs.sources, errors);
        (trouble.format, trouble.color) = (Some(settings.format), arguments.color.or(first.color));
        trouble.output.clone_from(&arguments.output);
        return trouble.report(surroundings, language);
    }
    let request = Request {
        plans,
        now: (surroundings.now)(),
        by: arguments.by.clone(),
        periods: arguments.periods.clone(),
        evaluate: !arguments.lint_only,
        lint: !arguments.eval_only,
    };
    let localizer = Localizer::new(language);
    let progress = SignOfLife::start(
        surroundings.terminal.stderr_is_terminal && !arguments.quiet,
        localizer.text(&Message::new("reading")),
    );
    let checked = session::check(&request, configs.sources, errors, &progress);
    drop(progress);
    report(surroundings, arguments, &settings, &localizer, &checked)
}

fn report(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
    settings: &Settings,
    localizer: &Localizer,
    checked: &Checked,
) -> u8 {
    let summary = Summary::of(checked, settings.show, settings.fail_on);
    let text = match (settings.format, arguments.quiet) {
        (Format::Json, _) => json(checked, &summary, settings.show, localizer),
        (Format::Human, false) => human(checked, &summary, settings.show, localizer, settings.appearance),
        (Format::Human, true) => human_troubles(checked, settings.show, localizer, settings.appearance),
        (Format::Short, false) => short(checked, &summary, settings.show, localizer),
        (Format::Short, true) => short_troubles(checked, settings.show, localizer),
    };
    match &arguments.output {
        None => write_stdout(surroundings, &text),
        Some(path) => {
            let read = files_read(surroundings, checked);
            if let Err(error) = write_report(surroundings, path, &text, &read) {
                return Trouble::from_errors(vec![error]).report(surroundings, localizer.language());
            }
        }
    }
    summary.exit
}

/// Every file that a check has read: plans, settings and data.
fn files_read(surroundings: &Surroundings, checked: &Checked) -> Vec<PathBuf> {
    let texts = checked.sources.paths().map(|path| surroundings.directory.join(path));
    let data = checked.plans.iter().flat_map(|plan| {
        let folder = surroundings.directory.join(Path::new(&plan.path).parent().unwrap_or_else(|| Path::new("")));
        plan.sources.iter().flat_map(|(_, facts)| &facts.files).map(move |file| folder.join(file))
    });
    texts.chain(data).collect()
}

/// The plans that the paths mean, each once; standard input with its text.
fn find(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
    errors: &mut Vec<Diagnostic>,
) -> Vec<(FoundPlan, Option<Arc<str>>)> {
    let here = [".".to_owned()];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let mut found: Vec<(FoundPlan, Option<Arc<str>>)> = Vec::new();
    for path in paths {
        if path == "-" {
            match standard_input(surroundings, arguments) {
                Ok(plan) => found.push(plan),
                Err(error) => errors.push(error),
            }
            continue;
        }
        match find_plans(&surroundings.directory, path) {
            Ok(plans) => {
                for plan in plans {
                    if !found.iter().any(|(other, _)| other.file == plan.file) {
                        found.push((plan, None));
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    found
}

fn standard_input(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
) -> Result<(FoundPlan, Option<Arc<str>>), Diagnostic> {
    let shown = arguments.stdin_path.clone().unwrap_or_else(|| "-".to_owned());
    let mut bytes = Vec::new();
    surroundings.stdin.read_to_end(&mut bytes).map_err(|error| unreadable(&shown, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| not_utf8(&shown))?;
    let name = arguments.stdin_path.as_deref().unwrap_or("stdin.kpi");
    let file = surroundings.directory.join(name);
    Ok((FoundPlan { shown, file, in_folder: false }, Some(text.into())))
}

/// The configuration of each project, read once.
#[derive(Default)]
struct Configs {
    by_file: BTreeMap<PathBuf, Config>,
    first: Option<Config>,
    sources: SourceMap,
    errors: Vec<Diagnostic>,
}

impl Configs {
    fn request(
        &mut self,
        surroundings: &Surroundings,
        arguments: &CheckArguments,
        found: FoundPlan,
        text: Option<Arc<str>>,
    ) -> PlanRequest {
        let folder = found.file.parent().map(Path::to_path_buf).unwrap_or_default();
        let config = self.of_folder(surroundings, arguments, &folder);
        self.first.get_or_insert_with(|| config.clone());
        // A configuration that is named explicitly may lie anywhere: the project is where the plan is.
        let root = if config.path.is_some() && folder.starts_with(&config.folder) { &config.folder } else { &folder };
        let fixed = config.as_of.zip(config.path.clone());
        let project = Project {
            root: root.clone(),
            allow_outside: config.allow_outside.iter().map(|path| config.folder.join(path)).collect(),
            as_of: match (arguments.as_of, fixed) {
                (Some(date), _) => Some(AsOf { date, from: AsOfFrom::CommandLine }),
                (None, Some((date, path))) => Some(AsOf { date, from: AsOfFrom::Configuration(path) }),
                (None, None) => None,
            },
            rules: Arc::default(),
        };
        PlanRequest { shown: found.shown, file: found.file, text, in_folder: found.in_folder, project }
    }

    fn of_folder(&mut self, surroundings: &Surroundings, arguments: &CheckArguments, folder: &Path) -> Config {
        let file = match &arguments.config {
            Some(path) => surroundings.directory.join(path),
            None => match config::nearest(folder) {
                Some(file) => file,
                None => return Config::default(),
            },
        };
        if let Some(config) = self.by_file.get(&file) {
            return config.clone();
        }
        let shown = shown_path(&file, surroundings, arguments.config.as_deref());
        let config = config::read(&file, &shown, &mut self.sources, &mut self.errors);
        self.by_file.insert(file, config.clone());
        config
    }

    /// The configuration that says how to report: the first plan's, or the one nearest to where we are.
    fn first(&mut self, surroundings: &Surroundings, arguments: &CheckArguments) -> Config {
        match self.first.take() {
            Some(config) => config,
            None => self.of_folder(surroundings, arguments, &surroundings.directory.clone()),
        }
    }
}

/// A path below the working directory without it, others as they are; the folders above it as `..`.
fn shown_path(file: &Path, surroundings: &Surroundings, asked: Option<&str>) -> String {
    if let Some(asked) = asked {
        return asked.to_owned();
    }
    if let Ok(below) = file.strip_prefix(&surroundings.directory) {
        return slashes(below);
    }
    for (up, folder) in surroundings.directory.ancestors().enumerate() {
        if let Ok(below) = file.strip_prefix(folder) {
            return format!("{}{}", "../".repeat(up), slashes(below));
        }
    }
    slashes(file)
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
