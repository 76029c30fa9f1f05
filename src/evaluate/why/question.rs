//! What is asked, held against the plan: which number, which period, against what.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::suggest::did_you_mean;
use crate::evaluate::ground::Ground;
use crate::evaluate::sentences::title;
use crate::plan::Plan;
use crate::plan::ids::MetricId;

use super::answer::{Comparison, Versus};
use super::goal::goal_of;

/// A question, as it is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// A name or a label; `None`: everything that moved.
    pub metric: Option<String>,
    /// As written: what a quarter is waits for the plan's fiscal year. `None`: the last whole one.
    pub period: Option<String>,
    pub versus: AskedVersus,
    /// The dimensions to take apart by, together; none: by each one.
    pub by: Vec<String>,
    /// Of the other period only the rows up to this day are there, see [`so_far`](super::so_far).
    pub until: Option<Date>,
}

/// With what to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AskedVersus {
    /// The period before.
    #[default]
    Previous,
    Target,
    /// A period, as written.
    Period(String),
}

/// The metric that a name or a label means.
pub fn named(plan: &Plan, written: &str) -> Result<MetricId, Diagnostic> {
    let folded: String = written.trim().nfkc().collect();
    let is = |name: &str| name.nfkc().eq(folded.chars());
    let by_name = plan.metrics.iter().position(|metric| is(&metric.name.value)).map(MetricId::of);
    let by_title = || plan.indicators.iter().find(|own| is(title(plan, own))).map(|own| own.metric);
    let by_label = || plan.metrics.iter().position(|metric| metric.label.as_deref().is_some_and(is)).map(MetricId::of);
    by_name.or_else(by_title).or_else(by_label).ok_or_else(|| {
        let names = plan.metrics.iter().flat_map(|metric| [Some(metric.name.value.as_str()), metric.label.as_deref()]);
        let labels = plan.indicators.iter().map(|own| own.label.as_deref());
        let known: Vec<&str> = names.chain(labels).flatten().collect();
        let help = match did_you_mean(written, known.iter().copied()) {
            Some(similar) => Message::new("unknown-metric.help-similar").with("similar", similar),
            None => Message::new("unknown-metric.help").with("known", some_of(plan)),
        };
        Diagnostic::error(Message::new("unknown-metric").with("name", written)).help(help)
    })
}

/// The numbers that people steer by, as examples.
fn some_of(plan: &Plan) -> Vec<String> {
    const MOST: usize = 8;
    let indicators = plan.indicators.iter().map(|own| own.metric);
    let all = indicators.chain((0..plan.metrics.len()).map(MetricId::of));
    let mut names: Vec<String> = Vec::new();
    for metric in all {
        let name = format!("`{}`", plan.metric(metric).name.value);
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() == MOST {
            break;
        }
    }
    names
}

/// What is compared with what.
pub fn comparison(ground: Ground, question: &Question, metric: Option<MetricId>) -> Result<Comparison, Diagnostic> {
    let fiscal = ground.plan.settings.fiscal;
    let parse = |text: &str| {
        Period::parse(text, fiscal).ok_or_else(|| {
            Diagnostic::error(Message::new("invalid-period").with("value", text))
                .help(Message::new("invalid-period.help"))
        })
    };
    let other = match &question.versus {
        AskedVersus::Period(text) => Some(parse(text)?),
        AskedVersus::Previous | AskedVersus::Target => None,
    };
    let period = match (&question.period, other) {
        (Some(text), _) => parse(text)?,
        (None, Some(other)) => last_whole(ground, other.grain),
        (None, None) => last_whole(ground, grain(ground.plan, metric)),
    };
    if question.versus == AskedVersus::Target {
        return Ok(Comparison { period, versus: Versus::Target, until: None });
    }
    let versus = other.unwrap_or(period.previous());
    if versus == period {
        let error = Message::new("why-same-period").with("period", period);
        return Err(Diagnostic::error(error).help(Message::new("why-same-period.help")));
    }
    if versus.grain != period.grain {
        let error = Message::new("why-other-length").with("period", period).with("other", versus);
        return Err(Diagnostic::error(error).help(Message::new("why-other-length.help")));
    }
    Ok(Comparison { period, versus: Versus::Period(versus), until: question.until })
}

/// The period in which a number is steered by; without one, that of the goal.
fn grain(plan: &Plan, metric: Option<MetricId>) -> Grain {
    let metric = metric.or_else(|| goal_of(plan));
    let own = metric.and_then(|metric| plan.indicators_on(metric).next());
    own.map_or(plan.settings.period, |own| own.period)
}

/// The last period that is over.
fn last_whole(ground: Ground, grain: Grain) -> Period {
    let current = Period::containing(ground.as_of, grain, ground.plan.settings.fiscal);
    if current.end() <= ground.as_of { current } else { current.previous() }
}
