//! The names that may be silenced or given a level.

use crate::base::suggest::did_you_mean;

use super::rule::Group;
use super::rules::{self, REGISTERED};
use super::settings::RuleSettings;

/// Whether a rule has this name; a project's own count.
#[must_use]
pub fn is_rule(name: &str, settings: &RuleSettings) -> bool {
    rules::find(name).is_some() || settings.custom.iter().any(|rule| rule.name == name)
}

/// The rule that is nearest to a name that none has.
#[must_use]
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    did_you_mean(name, REGISTERED.iter().map(|registered| registered.rule.name))
}

/// The rule or group that is nearest to a name that none has.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    let groups = Group::ALL.iter().map(|group| group.word());
    did_you_mean(name, REGISTERED.iter().map(|registered| registered.rule.name).chain(groups))
}
