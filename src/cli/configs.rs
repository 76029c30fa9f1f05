//! The configuration of each project that a run looks at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source_map::SourceMap;
use crate::lint::settings::RuleSettings;
use crate::session::checked::{AsOf, AsOfFrom};
use crate::session::request::{PlanRequest, Project};

use super::arguments::CheckArguments;
use super::config::{self, Config};
use super::find::FoundPlan;
use super::surroundings::Surroundings;

/// The configuration of each project, read once.
#[derive(Default)]
pub(super) struct Configs {
    by_file: BTreeMap<PathBuf, Config>,
    first: Option<Config>,
    pub(super) sources: SourceMap,
    pub(super) errors: Vec<Diagnostic>,
}

impl Configs {
    /// What to check of a plan that was found.
    pub(super) fn request(
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
            rules: Arc::new(rules(&config, arguments)),
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
    pub(super) fn first(&mut self, surroundings: &Surroundings, arguments: &CheckArguments) -> Config {
        match self.first.take() {
            Some(config) => config,
            None => self.of_folder(surroundings, arguments, &surroundings.directory.clone()),
        }
    }
}

/// The rules as the project and the command line choose them.
fn rules(config: &Config, arguments: &CheckArguments) -> RuleSettings {
    let mut rules = config.rules.clone();
    rules.preset = arguments.preset.unwrap_or(rules.preset);
    for (name, choice) in &arguments.levels {
        rules.command_line.set(name, *choice);
    }
    rules
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
