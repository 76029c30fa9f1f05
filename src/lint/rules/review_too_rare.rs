//! Reviews too rare for what is going on: at launch and after big changes weekly, otherwise monthly.

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message};
use crate::base::period::{Grain, day_number};
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::base::vocabulary::Phase;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::settings::Review;

pub static RULE: Rule = Rule {
    name: "review-too-rare",
    group: Group::Operation,
    level: Level::Warn,
    options: &[WEEKS_AFTER_CHANGE],
    fixable: true,
    check: Check::Plan(check),
};

/// For how many weeks after a change a plan is looked at weekly.
const WEEKS_AFTER_CHANGE: RuleOption = RuleOption::count("weeks-after-change", 8);

/// Why the plan should be looked at more often.
enum Why {
    Launch(Span),
    Changed(Span, jiff::civil::Date),
    /// By the shortest period of the plan's numbers, a month at the least.
    Always(Grain),
}

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(review) = &subject.plan.settings.review else { return };
    let why = why(subject);
    let (least, cadence) = match why {
        Why::Always(Grain::Quarter) => (3 * MONTH, "quarterly"),
        Why::Always(Grain::Half) => (6 * MONTH, "every 6 months"),
        Why::Always(Grain::Year) => (12 * MONTH, "yearly"),
        Why::Always(_) => (MONTH, "monthly"),
        Why::Launch(_) | Why::Changed(..) => (7, "weekly"),
    };
    if days(review) <= least {
        return;
    }
    let message = match &why {
        Why::Launch(_) => Message::new("review-too-rare.launch"),
        Why::Changed(_, date) => {
            let weeks = subject.option(&RULE, &WEEKS_AFTER_CHANGE);
            Message::new("review-too-rare.changed").with("date", *date).with("weeks", weeks)
        }
        Why::Always(grain) if *grain > Grain::Month => {
            let grain = Review { count: 1, grain: *grain, ..review.clone() };
            Message::new("review-too-rare.period").with("least", every(&grain))
        }
        Why::Always(_) => Message::new("review-too-rare"),
    };
    let finding = findings
        .report(review.span, message.with("every", every(review)), Message::new("review-too-rare.label"))
        .help(Message::new("review-too-rare.help").with("cadence", cadence))
        .fix(mend::unsafe_(vec![(review.span, cadence.to_owned())]));
    match why {
        Why::Launch(span) => _ = finding.related(span, Message::new("review-too-rare.phase")),
        Why::Changed(span, _) => _ = finding.related(span, Message::new("review-too-rare.change")),
        Why::Always(_) => {}
    }
}

fn why(subject: &Subject) -> Why {
    let settings = &subject.plan.settings;
    if let Some(phase) = settings.phase.as_ref().filter(|phase| phase.value == Phase::Launch) {
        return Why::Launch(phase.span);
    }
    let weeks = subject.option(&RULE, &WEEKS_AFTER_CHANGE);
    let is_recent = |date: jiff::civil::Date| {
        let since = day_number(subject.as_of) - day_number(date);
        since >= 0 && &weeks * &Rational::from(7) >= i64::from(since)
    };
    let recent = settings.changed.iter().filter(|changed| is_recent(changed.date)).max_by_key(|changed| changed.date);
    // Between two quarters there is nothing new to look at.
    let shortest = subject.plan.indicators.iter().map(|indicator| indicator.period).min();
    let always = Why::Always(shortest.unwrap_or(Grain::Month));
    recent.map_or(always, |changed| Why::Changed(changed.span, changed.date))
}

/// The days of a month, at the most.
const MONTH: i64 = 31;

/// The longest that passes between two reviews.
pub(super) fn days(review: &Review) -> i64 {
    let each = match review.grain {
        Grain::Day => 1,
        Grain::Week => 7,
        Grain::Month => MONTH,
        Grain::Quarter => 92,
        Grain::Half => 184,
        Grain::Year => 366,
    };
    each * i64::from(review.count)
}

/// How often, in words.
pub(super) fn every(review: &Review) -> Message {
    let message = Message::new(match review.grain {
        Grain::Day => "every.day",
        Grain::Week => "every.week",
        Grain::Month => "every.month",
        Grain::Quarter => "every.quarter",
        Grain::Half => "every.half",
        Grain::Year => "every.year",
    });
    message.with("count", Arg::Count(u64::from(review.count)))
}
