//! The design of a plan held against the rules: findings, not errors. Knows no files, no clock and no language.
//!
//! A rule is one file in `rules/` and a page per language in `docs/rules/`; the list is built from the folder. To add
//! one, write these three files.

mod allows;
pub mod apply;
pub mod baseline;
pub mod custom;
pub mod finding;
mod goals;
mod homes;
pub mod known;
mod limits;
pub mod mend;
mod numbers;
pub mod options;
pub mod page;
mod places;
mod precision;
mod promise;
mod quotients;
pub mod rule;
pub mod rules;
pub mod settings;
mod steering;
mod subject;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::source_map::SourceMap;
use crate::evaluate::ground::{Basis, Ground, Input, on_ground};
use crate::plan::metric::Allow;
use crate::plan::{Plan, Workspace};

use self::allows::Silenced;
use self::finding::{Findings, Suppressed};
use self::homes::Homes;
use self::rule::Check;
use self::rules::REGISTERED;
use self::settings::RuleSettings;
use self::subject::Subject;

/// A plan, and what is known besides it.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub plan: &'a Plan,
    pub workspace: &'a Workspace,
    pub sources: &'a SourceMap,
    /// The small files that the plan, and those whose numbers it reads, name: holidays and targets. What their sources
    /// say is not looked at.
    pub basis: &'a Basis,
    /// The day that the plan is judged on.
    pub as_of: Date,
    pub settings: &'a RuleSettings,
}

/// What the rules have to say of one plan.
#[derive(Debug, Default, PartialEq)]
pub struct Linted {
    pub findings: Vec<Diagnostic>,
    /// What an `allow` silences.
    pub suppressed: Vec<Suppressed>,
    /// What names a rule that there is not.
    pub errors: Vec<Diagnostic>,
}

/// Holds a plan against every rule that is on. A plan with errors is not looked at: what had to be left out of it would
/// be missed by rules that ask for it.
#[must_use]
pub fn lint(request: &Request) -> Linted {
    let Request { plan, workspace, basis, as_of, .. } = *request;
    if !plan.complete {
        return Linted::default();
    }
    on_ground(Input { plan, workspace, basis, as_of }, |ground| lint_on(request, ground))
}

fn lint_on(request: &Request, ground: Ground) -> Linted {
    let Request { plan, settings, .. } = *request;
    let subject = Subject::new(*request, ground);
    let homes = Homes::new(plan);
    let mut found = Vec::new();
    for registered in REGISTERED {
        if let (Check::Plan(check), Some(level)) = (registered.rule.check, settings.level(registered.rule)) {
            let mut findings = Findings::new(registered.rule, level, &homes);
            check(&subject, &mut findings);
            found.extend(findings.into_diagnostics());
        }
    }
    for rule in &settings.custom {
        if let Some(level) = settings.level_of_custom(rule) {
            let mut findings = Findings::of_custom(rule.name.clone(), level, &homes);
            rule.check(&subject, &mut findings);
            found.extend(findings.into_diagnostics());
        }
    }
    let Silenced { mut findings, mut suppressed, unused } = allows::silence(found, plan, request.as_of);
    let ran = |allow: &Allow| settings.level_of(&allow.rule.value).is_some();
    let unused: Vec<Allow> = unused.into_iter().filter(ran).collect();
    for registered in REGISTERED {
        if let (Check::Unused(check), Some(level)) = (registered.rule.check, settings.level(registered.rule)) {
            let mut of_allows = Findings::new(registered.rule, level, &homes);
            check(&subject, &unused, &mut of_allows);
            let silenced = allows::silence(of_allows.into_diagnostics(), plan, request.as_of);
            findings.extend(silenced.findings);
            suppressed.extend(silenced.suppressed);
        }
    }
    Linted { findings, suppressed, errors: allows::unknown_rules(plan, settings) }
}
