//! From merged partial aggregates to what the sources say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;

use super::accumulate::Accumulator;
use super::files::FoundFiles;
use super::lookup::LoadedLookup;
use super::observations::{Aggregated, Group, MeasureObservations, SourceFacts};
use super::partial::{AxisPartial, Partial};
use super::scan::Scanned;
use super::source_program::{Breakdown, MeasureProgram, SourceProgram, base_of};
use super::unmatched::unmatched_rows;

/// What was read of a source.
pub(crate) fn facts(
    program: &SourceProgram,
    lookups: &[Arc<LoadedLookup>],
    files: &FoundFiles,
    scanned: &Scanned,
) -> SourceFacts {
    let partial = &scanned.partial;
    let undated = program.times.iter().zip(&partial.undated).map(|(time, rows)| (time.name.clone(), *rows));
    let days = program.own_time.map(|time| days(partial, time)).unwrap_or_default();
    let encodings: BTreeSet<&str> = scanned.files.iter().filter_map(|file| file.encoding).collect();
    SourceFacts {
        files: files.iter().map(|file| file.shown.clone()).collect(),
        left_out_files: files.left_out,
        rows: partial.rows,
        skipped: partial.skipped,
        left_out_columns: scanned.files.iter().map(|file| file.left_out_columns).max().unwrap_or_default(),
        notes: scanned.files.iter().map(|file| file.notes).sum(),
        filtered: partial.filtered,
        later: partial.later,
        unmatched: unmatched_rows(program, partial, lookups),
        total_rows: Vec::new(),
        undated: undated.collect(),
        encoding: (!encodings.is_empty()).then(|| encodings.into_iter().collect::<Vec<_>>().join(", ")),
        first: days.first().copied(),
        newest: days.last().copied(),
    }
}

/// The days that have rows, by a time column.
fn days(partial: &Partial, time: usize) -> BTreeSet<Date> {
    partial.days[time].list.iter().map(|period| period.start).collect()
}

/// What a measure comes to in every period and group that has rows for it.
pub(crate) fn measure(program: &SourceProgram, partial: &Partial, place: usize, as_of: Date) -> MeasureObservations {
    let measure = &program.measures[place];
    let days = days(partial, measure.time);
    let fiscal = program.plan.settings.fiscal;
    let periods_of =
        |day: &Date| measure.grains.iter().map(|grain| Period::containing(*day, *grain, fiscal)).collect::<Vec<_>>();
    let mut values = BTreeMap::new();
    for axis in &measure.axes {
        let grains =
            measure.grains.iter().filter(|grain| base_of(**grain, &measure.grains) == program.axes[*axis].grain);
        for grain in grains {
            values.extend(on_axis(program, partial, place, *axis, *grain));
        }
    }
    MeasureObservations {
        values,
        covered: days.iter().flat_map(periods_of).collect(),
        days: days.first().copied().zip(days.last().copied()),
        zero_when_empty: matches!(measure.measure.function, Function::Count | Function::Sum),
        always_covered: days.first().filter(|_| program.source.empty_periods_are_zero).map(|first| (*first, as_of)),
        dimensions: program.source.dimensions.iter().map(|dimension| dimension.name.value.clone()).collect(),
    }
}

/// The values of an axis, in periods of a grain that consist of its own, for its groups and for the total where the
/// axis is the one that totals are made of.
fn on_axis(
    program: &SourceProgram,
    partial: &Partial,
    place: usize,
    axis: usize,
    grain: Grain,
) -> BTreeMap<(Period, Group), Aggregated> {
    let measure = &program.measures[place];
    let breakdown = program.axes[axis].breakdown;
    let axis_partial = &partial.axes[axis];
    let mut values = BTreeMap::new();
    if !program.breakdowns[breakdown].names.is_empty() {
        values.extend(rolled_up(measure, axis_partial, place, grain, Some).into_iter().map(
            |((period, group), value)| {
                (
                    (period, group_of(&program.breakdowns[breakdown], partial, group.unwrap_or_default(), breakdown)),
                    value,
                )
            },
        ));
    }
    if breakdown == 0 {
        let total = rolled_up(measure, axis_partial, place, grain, |_| None);
        values.extend(total.into_iter().map(|((period, _), value)| ((period, Group::total()), value)));
    }
    values
}

/// What a measure comes to in each of the shortest periods that it is added up in.
pub(crate) fn total_by_period(program: &SourceProgram, partial: &Partial, place: usize) -> BTreeMap<Period, Rational> {
    let measure = &program.measures[place];
    let Some(axis) = program.total_axis(measure) else { return BTreeMap::new() };
    let values = rolled_up(measure, &partial.axes[axis], place, program.axes[axis].grain, |_| None);
    values.into_iter().map(|((period, _), aggregated)| (period, aggregated.value)).collect()
}

/// The slots of an axis merged into longer periods and, as `keep` says, into one group.
fn rolled_up(
    measure: &MeasureProgram,
    axis: &AxisPartial,
    place: usize,
    grain: Grain,
    keep: impl Fn(u32) -> Option<u32>,
) -> BTreeMap<(Period, Option<u32>), Aggregated> {
    let Some(accumulator) = &axis.accumulators[place] else { return BTreeMap::new() };
    let mut slots: BTreeMap<(Period, Option<u32>), Vec<usize>> = BTreeMap::new();
    for (slot, (period, group)) in axis.slots.list.iter().enumerate() {
        let own = axis.periods.list[*period as usize];
        let period = Period::containing(own.start, grain, own.fiscal);
        slots.entry((period, keep(*group))).or_default().push(slot);
    }
    let value = |slots: &[usize]| {
        if let [slot] = slots {
            return accumulator.value(*slot, &measure.factor);
        }
        let mut merged = Accumulator::in_one_slot(measure.measure);
        for slot in slots {
            merged.merge(0, accumulator, *slot, &mut |id| id);
        }
        merged.value(0, &measure.factor)
    };
    slots.into_iter().filter_map(|(key, slots)| Some((key, value(&slots)?))).collect()
}

/// The group with a number in a breakdown, by the names of its members.
pub(crate) fn group_of(breakdown: &Breakdown, partial: &Partial, group: u32, place: usize) -> Group {
    let members = partial.groups[place].members(group);
    let named = breakdown
        .names
        .iter()
        .zip(&breakdown.members)
        .zip(members)
        .map(|((name, column), member)| (name.clone(), member.map(|member| partial.members[*column].text(member))));
    Group { members: named.collect() }
}

/// The groups that the source's rows belong to, as far as they count and lie in time, whichever measures keep them: a
/// member whose rows no measure matches has zero, and is not gone.
pub(crate) fn seen_groups(program: &SourceProgram, partial: &Partial) -> BTreeSet<Group> {
    let mut groups = BTreeSet::new();
    for (place, breakdown) in program.breakdowns.iter().enumerate().filter(|(_, breakdown)| !breakdown.names.is_empty())
    {
        let of_breakdown = program.axes.iter().zip(&partial.axes).filter(|(axis, _)| axis.breakdown == place);
        let seen: BTreeSet<u32> =
            of_breakdown.flat_map(|(_, axis)| &axis.slots.list).map(|(_, group)| *group).collect();
        groups.extend(seen.into_iter().map(|group| group_of(breakdown, partial, group, place)));
    }
    groups
}
