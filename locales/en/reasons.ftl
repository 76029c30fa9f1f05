# Why a number has no value, why it has no target, and why its status is what it is.

## No value

value-no-rows = `{ $source }` has no rows for { $period }
value-of-no-matching-row = `{ $source }` has rows for { $period }, but none that this can be computed from
value-no-dimension = `{ $source }` can't be broken down by `{ $dimension }`
value-divided-by-zero = `{ $name }` divides by `{ $divisor }`, which is 0 in { $period }
value-divided-by-nothing = `{ $name }` divides by 0 in { $period }
value-of-part = `{ $name }` has no value: { $why }
value-of-part-not-read = `{ $name }` was not read
value-of-other-year = a period of another fiscal year ({ $period }) can only be put together of months where the number is a count or a sum
value-circular = `{ $name }` is computed from itself
value-looks-back-too-far = `{ $name }` looks back over too many periods
value-too-large = `{ $name }` is too large a number to compute

## No target

no-target-in-schedule = the schedule lists no target for { $period }
no-target-in-file = `{ $file }` has no target for { $period }
no-target-of-all = the targets are by `{ $dimension }`; a rate's targets don't add up to one of the whole team
no-target-without-team = the target is per member, but the plan doesn't say how large the `team` is
no-target-before-team = the target is per member, but the plan doesn't say how large the `team` is on { $date }
no-target-without-goal = no target is stated, and there is no `kgi` to work one back from
no-target-not-linked = no target is stated, and no funnel or formula leads to it from the goal
no-target-without-goal-target = the goal `{ $goal }` has no target in { $period }, and the numbers given don't add up to one
no-target-without-conversion = can't be worked back from the goal: how many of `{ $from }` become `{ $to }` is not said; write `at` and a rate
no-target-with-zero-conversion = can't be worked back from the goal: { $conversion } is 0, and nothing can be divided by 0
no-target-divided-by-zero = can't be worked back from the goal: the formula of { $of } divides by 0, for what it divides by, made of { $names }, comes to 0
no-target-with-unknowns = can't be worked back from the goal: in the formula of `{ $of }` there is no target for { $names } either
no-target-behind-data = can't be worked back from the goal: the formula of `{ $name }` reads a number that only the data gives
no-target-without-solution = can't be worked back from the goal: no value of `{ $name }` makes `{ $of }` what it should be
no-target-of-product-with-itself = can't be worked back from the goal: in the formula of `{ $of }`, `{ $name }` is multiplied or divided by itself
no-target-too-large = can't be worked back from the goal: `{ $name }` would be too large a number

## Not judged

not-judged-outside-plan = outside of the plan, which goes from { $from } to { $to }
not-judged-before = belongs to the plan from { $date } on
not-judged-after = belonged to the plan until { $date }
not-judged-in-progress = judged in whole periods only
not-judged-without-working-days = the period has no working day

## The status

reason-below = { $value } is below { $limit }
reason-below-by-now = { $value } is below { $limit }, what the limit of { $whole } comes to by now
reason-below-target = { $value } is below the target of { $limit }
reason-below-expected = { $value } is below the { $limit } expected by now
reason-below-share = { $value } is below { $limit }, { $share } of the target
reason-below-share-by-now = { $value } is below { $limit }, { $share } of the { $expected } expected by now
reason-above = { $value } is above { $limit }
reason-above-by-now = { $value } is above { $limit }, what the limit of { $whole } comes to by now
reason-above-target = { $value } is above the target of { $limit }
reason-above-expected = { $value } is above the { $limit } expected by now
reason-above-share = { $value } is above { $limit }, { $share } of the target
reason-above-share-by-now = { $value } is above { $limit }, { $share } of the { $expected } expected by now
reason-down = { $value } is { $change } down on { $earlier } in { $period }
reason-down-by-now = { $value } is { $change } down on { $earlier }, what the { $whole } of { $period } come to by now
reason-up = { $value } is { $change } up on { $earlier } in { $period }
reason-up-by-now = { $value } is { $change } up on { $earlier }, what the { $whole } of { $period } come to by now
reason-streak = { $why }; like this for { $periods } periods running
reason-pace = { $value } of { $expected } expected by { $date }: { $gone } of { $total } working days
reason-pace-between = { $value }, with { $expected } to { $high } expected by { $date }: { $gone } of { $total } working days
reason-sample = too few to judge by: { $sample } of at least { $least } for `{ $name }`
reason-sample-unknown = too few to judge by: how large the sample `{ $name }` is can't be said, for { $why }
reason-immature = too soon to judge: the results of a period that ends on { $end } are still coming in
reason-early = too soon to judge: { $gone } of { $total } working days gone by { $date }
reason-guard = but what keeps it honest is not ok: { $guards } ({ $status })
reason-both = { $first }; { $second }

# Beside a verdict on a rate, and of a rate that is fine: what its sample can't tell.
reason-thin = a sample of { $sample } isn't enough to be sure of that: { $confidence } interval { $low } to { $high }
reason-thin-change = samples as small as { $sample } aren't enough to be sure of that: { $confidence } interval of the change { $low } to { $high }
reason-thin-ok = { $value }, but a sample of { $sample } isn't enough to tell it from { $limit }: { $confidence } interval { $low } to { $high }
reason-pardoned = a warning, not a miss, for a sample of { $sample } isn't enough to be sure: { $confidence } interval { $low } to { $high }
reason-pardoned-change = a warning, not a miss, for samples as small as { $sample } aren't enough to be sure: { $confidence } interval of the change { $low } to { $high }
sample-of = { $count } ({ $name })
sample-unnamed = { $count }

## Not ranked

unranked-nobody = no name to rank
unranked-contractor = works for { $name }
unranked-owned = not ranked, for a contractor answers for this indicator: { $name }
unranked-no-data = no data
unranked-between = neither more nor less is better
unranked-sample = a sample of fewer than { $least }
unranked-sample-of = fewer than { $least } ({ $name })
