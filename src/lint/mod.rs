//! A plan, and what its numbers were so far, held against the rules: findings, not errors. Knows no files, no clock and
//! no language.
//!
//! A rule is one file in `rules/` and a page per language in `docs/rules/`; the list is built from the folder. To add
//! one, write these three files.

mod allows;
pub mod apply;
pub mod baseline;
mod correlation;
pub mod custom;
mod effects;
pub mod finding;
mod goals;
pub mod history;
mod homes;
pub mod known;
mod limits;
mod measured;
pub mod mend;
mod numbers;
pub mod options;
pub mod page;
mod places;
mod precision;
mod promise;
mod qualities;
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

pub use self::numbers::is_part_of_whole;

use self::allows::Silenced;
use self::finding::{Findings, Suppressed};
use self::history::History;
use self::homes::Homes;
use self::rule::Check;
use self::rules::{REGISTERED, Registered};
use self::settings::RuleSettings;
use self::subject::Subject;

/// A plan, and what is known besides it.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub plan: &'a Plan,
    pub workspace: &'a Workspace,
    pub sources: &'a SourceMap,
    /// The small files that the plan, and those whose numbers it reads, name, and what their sources say, where that was
    /// read.
    pub basis: &'a Basis,
    pub scope: Scope,
    /// The day that the plan is judged on.
    pub as_of: Date,
    pub settings: &'a RuleSettings,
}

/// What of a plan is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What it says. Rules that look at numbers are not asked, and what silences them is not called unused.
    Design,
    /// Its numbers as well, which were read.
    Numbers,
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

/// Whether a rule that is on wants to know the numbers of each member of the team.
#[must_use]
pub fn looks_at_members(settings: &RuleSettings) -> bool {
    let asks = |registered: &Registered| matches!(registered.rule.check, Check::Members(_));
    REGISTERED.iter().any(|registered| asks(registered) && settings.level(registered.rule).is_some())
}

/// Holds a plan against every rule that is on. A plan with errors is not looked at: what had to be left out of it would
/// be missed by rules that ask for it.
#[must_use]
pub fn lint(request: &Request) -> Linted {
    let Request { plan, workspace, basis, as_of, .. } = *request;
    if !plan.complete {
        return Linted::default();
    }
    on_ground(Input { plan, workspace, basis, as_of }, |ground| linted(request, ground))
}

fn linted(request: &Request, ground: Ground) -> Linted {
    let Request { plan, settings, scope, as_of, .. } = *request;
    let subject = Subject::new(*request, ground);
    let homes = Homes::new(plan);
    let found = found(&subject, ground, &homes, scope);
    let Silenced { mut findings, mut suppressed, unused } = allows::silence(found, plan, as_of);
    let ran = |allow: &Allow| {
        let rule = &allow.rule.value;
        settings.level_of(rule).is_some() && (scope == Scope::Numbers || !rules::looks_at_numbers(rule))
    };
    let unused: Vec<Allow> = unused.into_iter().filter(ran).collect();
    for registered in REGISTERED {
        if let (Check::Unused(check), Some(level)) = (registered.rule.check, settings.level(registered.rule)) {
            let mut of_allows = Findings::new(registered.rule, level, &homes);
            check(&subject, &unused, &mut of_allows);
            let silenced = allows::silence(of_allows.into_diagnostics(), plan, as_of);
            findings.extend(silenced.findings);
            suppressed.extend(silenced.suppressed);
        }
    }
    Linted { findings, suppressed, errors: allows::unknown_rules(plan, settings) }
}

/// What the rules find, silenced or not, those about what silences them apart.
fn found(subject: &Subject, ground: Ground, homes: &Homes, scope: Scope) -> Vec<Diagnostic> {
    let settings = subject.settings;
    let history = (scope == Scope::Numbers).then(|| History::new(ground));
    let mut found = Vec::new();
    for registered in REGISTERED {
        let Some(level) = settings.level(registered.rule) else { continue };
        let mut findings = Findings::new(registered.rule, level, homes);
        match (registered.rule.check, &history) {
            (Check::Plan(check), _) => check(subject, &mut findings),
            (Check::Data(check) | Check::Members(check), Some(history)) => check(subject, history, &mut findings),
            (Check::Data(_) | Check::Members(_), None) | (Check::Unused(_), _) => {}
        }
        found.extend(findings.into_diagnostics());
    }
    for rule in &settings.custom {
        if let Some(level) = settings.level_of_custom(rule) {
            let mut findings = Findings::of_custom(rule.name.clone(), level, homes);
            rule.check(subject, &mut findings);
            found.extend(findings.into_diagnostics());
        }
    }
    found
}
