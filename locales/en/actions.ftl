# What came of the actions of a plan.

actions = Actions

action-verdict = verdict
    .worked = worked
    .worse = worse
    .no-evidence = no evidence of an effect
    .too-early = too early to tell
    .none = not measured

action-of = { $action } ({ $name }): { $verdict }
action-change = { $before } before, { $after } since: { $effect }
    .mix = { $before } before, { $after } since with the mix of { $by } held, as it is { $raw }: { $effect }
    .period = { $before } before, { $after } since, for { $period } of { $days } working days: { $effect }
    .mean = { $before } before, { $after } since, { $grain ->
    [day] a day
    [week] a week
    [month] a month
    [quarter] a quarter
    [half] a half-year
   *[year] a year
}: { $effect }
action-share = { $share } ({ $of } of { $among })
action-interval = { $change } (95% interval: { $low } to { $high })
action-plus = +{ $number }
action-days = { $days } days from { $first } to { $last }, against the { $count } days before
    .whole = whole { $grain ->
    [week] weeks
   *[month] months
} from { $first } to { $last }, against as many from { $from } to { $to }: each row stands for one
action-expected = { $expect } expected: { $reached ->
    [yes] reached
   *[no] not reached
}
    .by = { $expect } expected by { $by }: { $reached ->
    [yes] reached
   *[no] not reached yet
}
    .past = { $expect } expected by { $by }, which is over: { $reached ->
    [yes] reached
   *[no] not reached
}
action-expected-behind = the { $expect } expected is { $side ->
    [below] less
   *[above] more
} than the { $before } before
action-heard = heard on { $date }: { $what }

## Why there is no verdict, or why it is none

action-without-from = it says no `from`, the day on which it began
action-to-come = it begins on { $date }
action-numbers-to-come = it began on { $date }; the numbers since then have not come in yet
action-without-before = there are no days before { $date } to compare with
action-not-comparable = `{ $name }` can't be put together from days: only counts, sums, averages and their quotients can
action-no-data-before = there are no numbers from { $first } to { $last } to compare with
action-no-data-since = there are no numbers from { $first } to { $last } yet
action-no-whole-period = its numbers come for whole periods, and none that began since { $date } is over yet; the first is { $first }
action-no-working-day = there is no working day from { $first } to { $last }
action-nothing-in-common = `{ $name }` can't be compared: nothing that was counted before, told apart by { $by }, is there since
action-divides-by-zero = `{ $name }` divides by 0 since: what it divides by is 0 from { $first } to { $last }
    .before = `{ $name }` divides by 0 before: what it divides by is 0 from { $first } to { $last }
action-too-many = only the first { $count } actions of a plan are measured
action-no-interval = the days are too few, or too much alike, to say how far the change may be chance
action-sample = chance alone may make ±{ $half }, more than the { $hoped } that would matter: more numbers are needed
action-no-effect = chance alone makes no more than ±{ $half }, so that a change by { $hoped } would have shown
action-few = before or since, fewer than { $least } succeeded or fewer than { $least } didn't: too few to tell
action-left-out = { $share } of what was counted before lies in segments of which there is nothing since; they are left out
    .new = { $share } of what is counted since lies in segments of which there was nothing before; they are left out
action-mix-too-fine = the mix of { $by } is not held: { $count } segments are too many
action-data-begins = the numbers begin on { $date }: only { $count } days before it
