//! What one thread has found in the rows that it was given; the findings of several threads merge into one.

use crate::base::period::{Grain, Period};

use super::accumulate::Accumulator;
use super::cell::date::DateRules;
use super::cohorts::{CohortTally, merge_cohorts};
use super::column::dates::DateReader;
use super::date_order::{Evidence, First};
use super::distinct_ids::DistinctIds;
use super::groups::Groups;
use super::marks::Marks;
use super::slots::{Periods, Slots};
use super::source_program::SourceProgram;
use super::text_ids::TextIds;
use super::total_rows::TotalTally;
use super::trouble::Troubles;
use super::unmatched::Unmatched;
use super::zone::Zone;

/// The findings of some of a source's batches.
#[derive(Debug)]
pub(crate) struct Partial {
    pub rows: u64,
    pub skipped: u64,
    pub filtered: u64,
    pub later: u64,
    /// By join.
    pub unmatched: Vec<Unmatched>,
    pub total_rows: TotalTally,
    /// Rows without a time, by time column.
    pub undated: Vec<u64>,
    /// The days that have rows, by time column.
    pub days: Vec<Periods>,
    pub troubles: Troubles,
    pub marks: Marks,
    /// By `skip rows` of the source: whether it left out any row.
    pub skip_applied: Vec<bool>,
    /// By measure: whether its condition was true of any row that counts.
    pub matched: Vec<bool>,
    /// By column of the program.
    pub readers: Vec<DateReader>,
    /// By member column.
    pub members: Vec<TextIds>,
    /// By breakdown.
    pub groups: Vec<Groups>,
    /// By axis.
    pub axes: Vec<AxisPartial>,
    /// By list of distinct values.
    pub lists: Vec<DistinctIds>,
    /// By cohort of the source's program.
    pub cohorts: Vec<CohortTally>,
    /// How many rows a person sees of each chunk: file, chunk, rows.
    pub chunk_rows: Vec<(usize, usize, u64)>,
}

/// What was added up on one axis.
#[derive(Debug)]
pub(crate) struct AxisPartial {
    pub periods: Periods,
    pub slots: Slots,
    /// By measure of the source's program; `None` for those that are not added up here.
    pub accumulators: Vec<Option<Accumulator>>,
}

impl Partial {
    /// No rows yet. `first` says for each column of the program whether cells that can be read either way are read
    /// with the day or the month first.
    pub fn new(program: &SourceProgram, first: &[First]) -> Self {
        let settings = &program.plan.settings;
        let zone = Zone::new(settings.timezone.as_ref().map(|zone| zone.value.as_str()));
        let rules = |lookup: Option<usize>| {
            let layout = lookup.map_or(&program.source.layout, |lookup| &program.plan.lookups[lookup].layout);
            DateRules {
                order: layout.dates.as_ref().map(|dates| dates.value),
                fiscal_year: layout.fiscal_year.as_ref().map(|year| year.value),
                fiscal: layout.fiscal_year_of_months(settings.fiscal),
            }
        };
        let readers = program.program.columns.iter().zip(first).map(|(column, first)| DateReader {
            rules: rules(column.lookup.map(|(lookup, _)| lookup.index())),
            assumed: *first,
            zone: zone.clone(),
            evidence: Evidence::default(),
        });
        let on_axis = |axis: usize| {
            let own = |measure: &super::source_program::MeasureProgram| {
                measure.axes.contains(&axis).then(|| Accumulator::of(measure.measure))
            };
            program.measures.iter().map(own).collect()
        };
        let axes = program.axes.iter().enumerate().map(|(place, axis)| AxisPartial {
            periods: Periods::new(axis.grain, settings.fiscal),
            slots: Slots::default(),
            accumulators: on_axis(place),
        });
        Self {
            rows: 0,
            skipped: 0,
            filtered: 0,
            later: 0,
            total_rows: TotalTally::default(),
            unmatched: vec![Unmatched::new(program); program.joins.len()],
            undated: vec![0; program.times.len()],
            days: program.times.iter().map(|_| Periods::new(Grain::Day, settings.fiscal)).collect(),
            troubles: Troubles::default(),
            marks: Marks::default(),
            skip_applied: vec![false; program.skip.len()],
            matched: vec![false; program.measures.len()],
            readers: readers.collect(),
            members: program.member_columns.iter().map(|_| TextIds::default()).collect(),
            groups: program.breakdowns.iter().map(|breakdown| Groups::new(breakdown.members.len())).collect(),
            axes: axes.collect(),
            lists: (0..program.distinct_lists).map(|_| DistinctIds::default()).collect(),
            cohorts: program.cohorts.iter().map(CohortTally::new).collect(),
            chunk_rows: Vec::new(),
        }
    }

    /// Takes in what another thread has found in other rows of the same source.
    pub fn merge(&mut self, program: &SourceProgram, other: Self) {
        self.rows += other.rows;
        self.skipped += other.skipped;
        self.filtered += other.filtered;
        self.later += other.later;
        self.unmatched.iter_mut().zip(other.unmatched).for_each(|(own, other)| own.merge(other));
        self.total_rows.merge(other.total_rows);
        add_up(&mut self.undated, &other.undated);
        self.troubles.merge(other.troubles);
        self.marks.merge(other.marks);
        self.skip_applied.iter_mut().zip(other.skip_applied).for_each(|(own, other)| *own |= other);
        self.matched.iter_mut().zip(other.matched).for_each(|(own, other)| *own |= other);
        self.chunk_rows.extend(other.chunk_rows);
        for (own, other) in self.readers.iter_mut().zip(other.readers) {
            own.evidence.merge(other.evidence);
        }
        for (own, other) in self.days.iter_mut().zip(&other.days) {
            other.list.iter().for_each(|day| {
                own.of(*day);
            });
        }
        let members: Vec<Vec<u32>> =
            self.members.iter_mut().zip(&other.members).map(|(own, other)| own.absorb(other)).collect();
        merge_cohorts(program, self, other.cohorts, &other.groups, &members);
        let mut lists: Vec<_> = self.lists.iter_mut().zip(&other.lists).map(|(own, other)| own.absorb(other)).collect();
        for (place, axis) in program.axes.iter().enumerate() {
            let breakdown = &program.breakdowns[axis.breakdown];
            let groups = &mut self.groups[axis.breakdown];
            let other_groups = &other.groups[axis.breakdown];
            let group_of = |group: u32| {
                let own = other_groups.members(group).into_iter().zip(&breakdown.members);
                let own: Vec<Option<u32>> =
                    own.map(|(member, column)| member.map(|member| members[*column][member as usize])).collect();
                groups.id(&own)
            };
            self.axes[place].merge(program, &other.axes[place], group_of, &mut lists);
        }
    }
}

fn add_up(own: &mut [u64], other: &[u64]) {
    own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
}

impl AxisPartial {
    /// Takes in another thread's sums; `group_of` gives the own number of the other's group, `lists` the own numbers
    /// of the other's distinct values.
    fn merge(
        &mut self,
        program: &SourceProgram,
        other: &Self,
        mut group_of: impl FnMut(u32) -> u32,
        lists: &mut [impl FnMut(u32) -> u32],
    ) {
        let slots: Vec<usize> = other
            .slots
            .list
            .iter()
            .map(|(period, group)| {
                let period: Period = other.periods.list[*period as usize];
                self.slots.slot(self.periods.of(period), group_of(*group)) as usize
            })
            .collect();
        self.grow();
        for (measure, (own, other)) in
            program.measures.iter().zip(self.accumulators.iter_mut().zip(&other.accumulators))
        {
            let (Some(own), Some(other)) = (own, other) else { continue };
            let mut unchanged = |id| id;
            let own_id: &mut dyn FnMut(u32) -> u32 = match measure.distinct_list().and_then(|list| lists.get_mut(list))
            {
                Some(own_id) => own_id,
                None => &mut unchanged,
            };
            for (from, into) in slots.iter().enumerate() {
                own.merge(*into, other, from, own_id);
            }
        }
    }

    /// The period that a slot lies in.
    pub fn period_of_slot(&self, slot: usize) -> Period {
        let (period, _) = self.slots.list[slot];
        self.periods.list[period as usize]
    }

    /// Makes room for the slots that there are.
    pub fn grow(&mut self) {
        let slots = self.slots.list.len();
        self.accumulators.iter_mut().flatten().for_each(|accumulator| accumulator.grow(slots));
    }
}
