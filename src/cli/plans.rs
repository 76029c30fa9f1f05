//! The plans that the words of a command mean, each with its project, and how to report on them.

use crate::base::diagnostic::Diagnostic;
use crate::report::language::Language;
use crate::session::request::PlanRequest;

use super::arguments::CheckArguments;
use super::choices::ColorChoice;
use super::config::Config;
use super::configs::Configs;
use super::find::find;
use super::output::Trouble;
use super::settings::Settings;
use super::surroundings::Surroundings;

/// What a command begins with.
pub(super) struct AskedPlans {
    pub(super) plans: Vec<PlanRequest>,
    pub(super) configs: Configs,
    /// The configuration that says how to report.
    pub(super) first: Config,
    pub(super) settings: Settings,
    pub(super) language: Language,
    /// What is wrong with paths; what is wrong with configurations stands there.
    pub(super) errors: Vec<Diagnostic>,
    pub(super) color: Option<ColorChoice>,
}

impl AskedPlans {
    /// Finds the plans and reads the configurations. `early` is the language until these are read.
    pub(super) fn find(surroundings: &mut Surroundings, arguments: &CheckArguments, early: Language) -> Self {
        let mut errors = Vec::new();
        let found = find(surroundings, arguments, &mut errors);
        let mut configs = Configs::default();
        let plans: Vec<PlanRequest> =
            found.into_iter().map(|(found, text)| configs.request(surroundings, arguments, found, text)).collect();
        let first = configs.first(surroundings, arguments);
        let settings = Settings::of(arguments, &first, surroundings);
        let language = if arguments.language.is_some() { early } else { settings.language };
        let color = arguments.color.or(first.color);
        Self { plans, configs, first, settings, language, errors, color }
    }

    /// What keeps the command from being done at all.
    pub(super) fn trouble(self) -> Trouble {
        let errors = self.errors.into_iter().chain(self.configs.errors).collect();
        let mut trouble = Trouble::new(self.configs.sources, errors);
        trouble.color = self.color;
        trouble
    }
}
