//! A volume that rises while what comes of it gets worse: people do more of it, and it is worth less.

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::options::RuleOption;
use crate::lint::qualities::{Good, Qualities, Quality};
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "volume-up-quality-down",
    group: Group::Data,
    level: Level::Warn,
    options: &[CHANGES],
    fixable: false,
    check: Check::Data(check),
};

/// How many changes running the one rises and the other gets worse.
const CHANGES: RuleOption = RuleOption::count("changes", 3);

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let changes = usize::try_from(subject.option(&RULE, &CHANGES).to_u64().unwrap_or(1)).unwrap_or(usize::MAX);
    let qualities = Qualities::new(subject);
    for (kpi, _) in subject.kpis() {
        // More of what is to stay low is bad enough by itself.
        let stays_low = kpi.target.as_ref().is_some_and(|target| target.direction != Direction::AtLeast);
        if stays_low || !subject.plan.metric(kpi.metric).additive {
            continue;
        }
        let found = qualities.of(subject, kpi).into_iter().find_map(|quality| {
            let course = Course::new(history, kpi, &quality, changes)?;
            course.shows_harm(&quality).then_some((quality, course))
        });
        if let Some((quality, course)) = found {
            report(subject, (kpi, &quality), &course, findings);
        }
    }
}

/// How a volume and its quality went in the newest whole periods, as many as there are changes and one.
struct Course {
    periods: Vec<Period>,
    volume: Vec<Rational>,
    quality: Vec<Rational>,
}

impl Course {
    /// `None` where one of them has no number in one of the periods, or too small a sample.
    fn new(history: &History, volume: &Indicator, quality: &Quality, changes: usize) -> Option<Self> {
        let grain = quality.indicator.map_or(volume.period, |kpi| history.common_grain(volume, kpi));
        // What ripens late looks worse than it is.
        let mut periods = match quality.indicator {
            Some(kpi) => history.mature_periods(kpi, grain),
            None => history.periods(quality.metric, grain),
        };
        let of_volume = history.mature_periods(volume, grain);
        periods.retain(|period| of_volume.contains(period));
        let periods = periods.split_off(periods.len().checked_sub(changes.checked_add(1)?)?);
        let numbers = |metric: MetricId| -> Option<Vec<Rational>> {
            periods.iter().map(|period| history.value(metric, *period)).collect()
        };
        let is_enough = |period: &Period| {
            let needs = quality.indicator.and_then(|kpi| kpi.needs.as_ref());
            needs.is_none_or(|needs| history.value(needs.metric, *period).is_some_and(|sample| sample >= needs.least))
        };
        let (volume, quality) = (numbers(volume.metric)?, numbers(quality.metric)?);
        periods.iter().all(is_enough).then_some(Self { periods, volume, quality })
    }

    fn shows_harm(&self, quality: &Quality) -> bool {
        let rises = |numbers: &[Rational]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
        let falls = |numbers: &[Rational]| numbers.windows(2).all(|pair| pair[0] > pair[1]);
        let gets_worse = match quality.good {
            Good::High => falls(&self.quality),
            Good::Low => rises(&self.quality),
        };
        rises(&self.volume) && gets_worse
    }
}

fn report(subject: &Subject, (kpi, quality): (&Indicator, &Quality), course: &Course, findings: &mut Findings) {
    let shown = |metric: MetricId, numbers: &[Rational]| {
        let unit = subject.plan.metric(metric).unit;
        Arg::Joined(" → ", numbers.iter().map(|number| quantity(number, unit)).collect())
    };
    let (Some(first), Some(last)) = (course.periods.first(), course.periods.last()) else { return };
    let (id, label) = match quality.good {
        Good::High => ("volume-up-quality-down", "volume-up-quality-down.falls"),
        Good::Low => ("volume-up-quality-down.worse", "volume-up-quality-down.rises-too"),
    };
    let message = Message { id, args: Vec::new() }
        .with("name", subject.name(kpi.metric))
        .with("quality", subject.name(quality.metric))
        .with("first", *first)
        .with("last", *last)
        .with("volume-values", shown(kpi.metric, &course.volume))
        .with("quality-values", shown(quality.metric, &course.quality));
    let is_paid = subject
        .plan
        .contractors
        .iter()
        .any(|contractor| contractor.paid.iter().any(|paid| paid.per.value == kpi.metric));
    let help = if is_paid { "volume-up-quality-down.help-paid" } else { "volume-up-quality-down.help" };
    let help = Message { id: help, args: Vec::new() };
    findings
        .report(kpi.name_span, message, Message::new("volume-up-quality-down.label"))
        .related(quality.span, Message { id: label, args: Vec::new() })
        .help(help.with("quality", subject.name(quality.metric)).with("name", subject.name(kpi.metric)));
}
