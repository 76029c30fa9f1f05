//! Findings that are known already: an old plan can be taken in, and only what is new fails.

use std::collections::BTreeMap;

use crate::base::diagnostic::Diagnostic;

/// What a known finding is told by: moving lines changes nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The file, from the baseline's folder, with `/`.
    pub file: String,
    pub rule: String,
    /// The declaration that it is about; empty for what is about the whole plan.
    pub name: String,
}

/// How many of each are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    pub counts: BTreeMap<Known, usize>,
}

/// Findings, parted by what a baseline knows.
#[derive(Debug, Default)]
pub struct Parted {
    pub new: Vec<Diagnostic>,
    pub known: Vec<Diagnostic>,
    /// How many the baseline knows that are no more.
    pub gone: usize,
}

impl Baseline {
    /// All of these are known. `file` says where a finding lies.
    #[must_use]
    pub fn of<'d>(findings: impl Iterator<Item = &'d Diagnostic>, file: impl Fn(&Diagnostic) -> String) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings {
            *counts.entry(known(finding, &file)).or_insert(0) += 1;
        }
        Self { counts }
    }

    /// Parts findings, in their order: of several that are told alike the first ones are the known ones. Of rules that
    /// were not asked nobody knows whether what they found is gone.
    #[must_use]
    pub fn part(
        &self,
        findings: Vec<Diagnostic>,
        file: impl Fn(&Diagnostic) -> String,
        was_asked: impl Fn(&str) -> bool,
    ) -> Parted {
        let mut left = self.counts.clone();
        let mut parted = Parted::default();
        for finding in findings {
            match left.get_mut(&known(&finding, &file)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    parted.known.push(finding);
                }
                None => parted.new.push(finding),
            }
        }
        parted.gone = left.iter().filter(|(known, _)| was_asked(&known.rule)).map(|(_, count)| count).sum();
        parted
    }

    /// Takes over what another one knows of rules that were not asked.
    pub fn keep(&mut self, other: Self, was_asked: impl Fn(&str) -> bool) {
        self.counts.extend(other.counts.into_iter().filter(|(known, _)| !was_asked(&known.rule)));
    }
}

fn known(finding: &Diagnostic, file: impl Fn(&Diagnostic) -> String) -> Known {
    let name = finding.about.clone().unwrap_or_default();
    Known { file: file(finding), rule: finding.name().to_owned(), name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Level;
    use crate::base::message::Message;

    fn finding(code: &'static str, about: &str) -> Diagnostic {
        let mut finding = Diagnostic::new(Level::Warn, Message::new(code));
        finding.about = (!about.is_empty()).then(|| about.to_owned());
        finding
    }

    fn file(_: &Diagnostic) -> String {
        "plan.kpi".to_owned()
    }

    #[test]
    fn only_what_is_new_is_left() {
        let old = [finding("missing-owner", "calls"), finding("missing-review", ""), finding("a", "x")];
        let baseline = Baseline::of(old.iter(), file);
        let now =
            vec![finding("missing-owner", "calls"), finding("missing-owner", "orders"), finding("missing-review", "")];
        let parted = baseline.part(now, file, |_| true);
        let names = |findings: &[Diagnostic]| findings.iter().map(|one| one.about.clone()).collect::<Vec<_>>();
        assert_eq!(names(&parted.new), [Some("orders".to_owned())]);
        assert_eq!((parted.known.len(), parted.gone), (2, 1));
    }

    #[test]
    fn of_several_alike_as_many_are_known_as_there_were() {
        let baseline = Baseline::of([finding("a", "x"), finding("a", "x")].iter(), file);
        let parted = baseline.part(vec![finding("a", "x"), finding("a", "x"), finding("a", "x")], file, |_| true);
        assert_eq!((parted.new.len(), parted.known.len(), parted.gone), (1, 2, 0));
    }
    #[test]
    fn what_rules_found_that_were_not_asked_stays_known() {
        let baseline = Baseline::of([finding("a", "x"), finding("b", "x")].iter(), file);
        assert_eq!(baseline.part(Vec::new(), file, |rule| rule == "a").gone, 1);
        let mut written = Baseline::of(std::iter::empty(), file);
        written.keep(baseline, |rule| rule == "a");
        assert_eq!(written.counts.keys().map(|known| known.rule.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
