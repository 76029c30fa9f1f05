//! A project's own rules: what each KPI, or each of some KPIs, must have. They are conditions in the language of plans,
//! over what is written of a KPI.

mod field;
mod read;
mod test;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::span::Span;

use super::finding::Findings;
use super::subject::Subject;

pub use self::field::Field;
pub use self::read::read_test;
pub use self::test::Test;

/// `[rules.custom.NAME]` of a configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomRule {
    pub name: String,
    /// What must hold of a KPI.
    pub require: Test,
    /// Of which KPIs; `None`: of all.
    pub when: Option<Test>,
    pub level: Level,
    /// What is said of a KPI that doesn't meet it; `{name}` stands for the KPI's name.
    pub message: Option<String>,
    pub help: Option<String>,
    /// Where the requirement is written.
    pub place: Span,
    /// The requirement, as it is written.
    pub written: String,
}

impl CustomRule {
    /// Reports each KPI that the rule speaks of and that doesn't meet it.
    pub(super) fn check(&self, subject: &Subject, findings: &mut Findings) {
        for (kpi, layer) in subject.kpis() {
            let is_meant = self.when.as_ref().is_none_or(|when| when.holds(subject, kpi, layer));
            if !is_meant || self.require.holds(subject, kpi, layer) {
                continue;
            }
            let name = subject.name(kpi.metric);
            let said = |text: &String| text.replace("{name}", name);
            let message = match &self.message {
                Some(message) => Message::new("custom-rule").with("text", said(message)),
                None => Message::new("custom-rule.unsaid").with("name", name).with("rule", &self.name),
            };
            let help = match &self.help {
                Some(help) => Message::new("custom-rule.help").with("text", said(help)),
                None => Message::new("custom-rule.help-unsaid").with("require", &self.written),
            };
            findings
                .report(kpi.name_span, message, Message::new("custom-rule.label"))
                .related(self.place, Message::new("custom-rule.place"))
                .help(help);
        }
    }
}
