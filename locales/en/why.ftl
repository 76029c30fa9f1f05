# The answer of `kpi why`.

why-compared = { $period } compared with { $other }
why-compared-until = { $period } compared with { $other } up to { $until }
why-compared-with-target = { $period } compared with its target
why-between-sentences = { " " }
why-previous = { $name } a period before

# What moved.
why-changed = { $direction ->
    [same] { $name } stayed at { $after }{ $sample }.
    [up] { $name } rose by { $size }, from { $before } to { $after }{ $sample }.
    [down] { $name } fell by { $size }, from { $before } to { $after }{ $sample }.
    [more] { $name } rose by { $size }, from { $before } to { $after }{ $sample }.
    [less] { $name } fell by { $size }, from { $before } to { $after }{ $sample }.
    [longer] { $name } grew by { $size }, from { $before } to { $after }{ $sample }.
   *[shorter] { $name } shrank by { $size }, from { $before } to { $after }{ $sample }.
}
why-against-target = { $direction ->
    [same] { $name } is exactly at its target: { $after }{ $sample }.
    [up] { $name } is { $size } above its target of { $before }: { $after }{ $sample }.
   *[down] { $name } is { $size } below its target of { $before }: { $after }{ $sample }.
}
why-against-expected = { $direction ->
    [same] { $name } is exactly where it should be by now: { $after }{ $sample }.
    [up] { $name } is { $size } above the { $before } expected by now: { $after }{ $sample }.
   *[down] { $name } is { $size } below the { $before } expected by now: { $after }{ $sample }.
}
why-chance = With samples of this size that may be chance.
why-chance-mark = With samples of this size that may be chance.
why-count = { $number }
why-size = { $size } ({ $share })
why-of = { $part } of { $whole }
why-sample = { " " }({ $after })
why-samples = { " " }({ $before }, then { $after })

# Where it came from.
why-factors = What moved it most: { $factors }.
why-factors-against = What moved it most: { $factors }; against that worked { $against }.
why-factor = { $name } ({ $before } → { $after }) with { $part }
why-by-member = By { $dimension }, { $member } moved it most, with { $part } ({ $before } → { $after }).
why-weight = the whole
why-mix = { $mix } came from the mix of { $dimension }: { $direction ->
    [up] more
   *[down] less
} of { $base } in { $member } ({ $before } → { $after }). Within each { $dimension } nothing moved on the whole ({ $rate }).
why-mix-cancelled = { $mix } came from the mix of { $dimension }: { $direction ->
    [up] more
   *[down] less
} of { $base } in { $member } ({ $before } → { $after }). Within each { $dimension }, ups and downs of the { $kind ->
    [rate] rates
   *[value] values
} cancel out on the whole ({ $rate }).
why-mix-and-rate = { $mix } came from the mix of { $dimension }: { $direction ->
    [up] more
   *[down] less
} of { $base } in { $member } ({ $before } → { $after }). { $rate } came from the { $kind ->
    [rate] rates
   *[value] values
} within each { $dimension }.
why-rate-everywhere = It { $direction ->
    [up] rose
   *[down] fell
} in every { $dimension }, all { $count }: that made { $rate }, the mix between them { $mix }.
why-rate = The { $kind ->
    [rate] rates
   *[value] values
} within each { $dimension } made { $rate }, most of all in { $member } with { $part } ({ $before } → { $after }); the mix between them made { $mix }.

# Where it reached.
why-reached = { $versus ->
    [target] { $name } accounts for { $part } of the { $whole } between { $goal } and its target.
   *[period] { $name } accounts for { $part } of the { $whole } by which { $goal } changed.
}
why-reached-stage = { $versus ->
    [target] The steps up to { $name } account for { $part } of the { $whole } between { $goal } and its target.
   *[period] The steps up to { $name } account for { $part } of the { $whole } by which { $goal } changed.
}
why-set-off = { $versus ->
    [target] Between { $goal } and its target { $name } alone would make { $part }; everything else makes { $others }, which leaves { $whole }.
   *[period] { $name } alone would have moved { $goal } by { $part }; everything else moved it by { $others }, which leaves { $whole }.
}
why-set-off-stage = { $versus ->
    [target] Between { $goal } and its target the steps up to { $name } alone would make { $part }; everything else makes { $others }, which leaves { $whole }.
   *[period] The steps up to { $name } alone would have moved { $goal } by { $part }; everything else moved it by { $others }, which leaves { $whole }.
}
why-guards = { $name } keeps { $guarded } honest; no number of it goes into { $goal }.
why-drives = { $name } is believed to drive { $driven }; no number of it goes into { $goal }.
why-within = Several funnels lead to { $goal }: what { $name } brought is part of what all of them together made, in “{ $whole }”.
why-unlinked = Nothing in the plan links { $name } with { $goal }.

# What must be known to read the numbers right.
why-portion = { $period } is in progress, { $gone } of its { $total } working days are gone: sums of { $other } count for the same share of its days, rates are those of all of it.
why-portion-until = { $period } is in progress, { $gone } of its { $total } working days are gone: of { $other } only the rows up to the same working day, { $until }, are compared.
why-portion-target = { $period } is in progress, { $gone } of its { $total } working days are gone: the targets of sums count for as much.
why-data-begins = the rows of `{ $source }` begin on { $date }, so that { $period } is not a whole one
why-further = More on { $name }: `{ $command }`
why-there = { $name } is a number of { $file }, and is taken apart there: `{ $command }`
why-goal-not-compared = The goal can't be compared: { $why }.
why-mixed-cases = { $names }: over 100%, because what came in one period is divided by what began in the same one, and those are different cases. The effects of such a rate and of the step before it set each other off and are not to be read one by one; a funnel `by … within …` follows the same cases.
why-no-factors = Not taken apart by factors: { $why }.
why-undivided = Not taken apart by { $by }: { $why }.
why-along-many = With { $count } factors not every order can be tried: the change is passed down the formula, operation by operation. The parts still add up exactly.
why-along-zero = Some mixtures of old and new numbers would divide by zero, so that not every order can be tried: the change is passed down the formula, operation by operation. The parts still add up exactly.

# Why something can't be taken apart.
why-counted = `{ $name }` is counted straight from the rows
why-of-another-plan = `{ $name }` is a number of another plan
why-several-funnels = several funnels with the same stages lead to `{ $name }`, and nothing says which of them brought what
why-unplanned-conversion = several funnels meet, and the plan doesn't say how much of `{ $from }` becomes `{ $to }`
why-divides-by-zero = it would be divided by zero
why-aggregate-without-target = an aggregate in the midst of a formula has no target
why-members-no-sum = the members' numbers of `{ $name }` don't add up to the whole
why-members-without-target = the members have no targets of `{ $name }` that make its own
why-without-goal = The plan has no KGI: what moved is ranked by its own size, and nothing can be followed to a goal.
why-nothing-yet = nothing of { $period } can be there yet

# The tables.
why-heading = table
    .factor = factor
    .points = points
    .days = days
    .part = effect
    .part-in = effect, { $unit }
    .sum = effect
    .sum-in = effect, { $unit }
    .rest = not explained by the factors
    .others = { $count } others
    .whole = all
    .weight = share
    .rate = rate
    .by-mix = mix
    .by-rate = within
    .value = value
    .by-value = within
    .counts = counts
    .other = also
    .difference = change
    .reached = effect on the KGI
    .guards = guards { $names }
    .drives = drives { $names }
    .unlinked = no link
    .within = in all funnels' part
