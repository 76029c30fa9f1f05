# `kpi derive`: the goal worked back. And the bottleneck, which `kpi check` names too.

## The heading

derive-days = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
derive-days-left = { $count } left
derive-team = team of { $size }
derive-required-by = what { $plan } requires, worked back in this plan
derive-goal = { $name }: the goal is { $value }
    .computed = { $name } has no target; the plan's numbers come to { $value }
derive-each = shares
    .member = per person { $value }
    .day = a working day { $value }
    .member-day = per person per day { $value }
derive-left = { $done } so far, { $left } to go: { $per-day } a working day left
    .no-day = { $done } so far, { $left } to go, and no working day left
derive-nothing-leads = the plan says nothing that leads to { $name }: there is nothing to work back. A `funnel` or a formula says how it comes about
derive-nothing-left = { $done } so far: the goal is reached, nothing is left

derive-title = titles
    .chain = How it follows
    .funnels = What each funnel is to bring
    .needs = What is needed
    .rest = What the { $days ->
        [one] last working day
       *[other] { $days } working days left
    } still need (worked back from the { $left } to go)
    .others = What else follows
    .unsolved = What can't be worked back
    .rates = The conversions
    .what-if = With other numbers
    .solve = Looking for { $name }
    .levers = What one more is worth in { $name }, kept up for the whole period ({ $days ->
        [one] 1 working day
       *[other] { $days } working days
    })
    .solve-amount = Looking for { $name }
    .bottleneck = { $headline }: what each step's miss costs

## The chain of arithmetic

derive-step = step
    .goal = { $name } = { $value } (the goal)
    .share = { $funnel }: { $whole } × { $share } = { $value } ({ $name })
    .divided = { $name } = { $from } ÷ { $rate } ({ $conversion }) = { $value }
    .multiplied = { $name } = { $from } × { $rate } ({ $conversion }) = { $value }
    .solved = { $name } = { $value }, from { $of } { $result } = { $formula }
    .solved-long = { $name } = { $value }, from the formula of { $of }
    .computed = { $name } = { $formula } = { $value }
    .computed-long = { $name } = { $value }, by its formula
derive-term = { $name } { $value }
derive-funnel = funnel from { $first }
derive-funnel-part = { $funnel }: { $share } of { $of }, { $value }. It takes { $stages }
derive-number = { $name } { $value }

## The tables

derive-heading = table
    .name = number
    .required = needed
    .planned = planned
    .per-member = per person
    .per-day = a day
    .per-member-per-day = per person per day
    .done = so far
    .still = still needed
    .still-per-day = a working day left
    .still-per-member-per-day = per person per day
    .rate = conversion
    .history = history
    .quotient = from
    .set = set
    .lever = number
    .step = one more
    .worth = worth
    .step-name = step
    .expected = planned
    .actual = actual
    .part = share of the gap
derive-rest = From new activity alone, by the plan's conversions: whatever what is under way already (such as appointments not yet held) still brings comes on top.
    .asked = From new activity alone, by the conversions asked for: whatever what is under way already (such as appointments not yet held) still brings comes on top.
    .passed = Below 0 is what has been brought beyond the plan already; the others owe that much less.
derive-impossible = impossible
    .negative = { $name } would have to be { $value }, which can't be: what is asked of the other numbers doesn't fit the goal.
    .above = { $name } would have to be { $value }, which can't be: even with 100% the goal is out of reach, the other numbers staying as they are.
derive-own-period = { $name } in { $period }: { $value }
derive-no-day-left = There is no working day left in the period.
derive-history = { $first } to { $last }
derive-history-short = Of the last { $asked } whole periods { $found } have numbers.
derive-history-truncated = { $period } is left out: the data begin in the midst of it.
derive-history-unknown = There is no history of { $names }: the plan's own numbers are taken.
derive-lever = lever
    .point = +{ $points }
    .percent = +{ $percent }
    .per-day = one more a day
    .per-member-per-day = one more a day each

## What if

derive-set = { $name } { $value }
    .as-planned = { $name } { $value } (as planned)
    .past = past conversions
derive-with = With { $given }: { $result }
derive-comes-to = { $name } comes to { $value }
    .below = { $name } comes to { $value }, { $gap } below the goal
    .equal = { $name } comes to { $value }: just the goal
    .above = { $name } comes to { $value }, { $gap } above the goal
derive-solved = With { $name } at { $value } the goal of { $goal } is reached
    .impossible = { $name } would have to be { $value }, which can't be: by this number alone the goal of { $goal } is out of reach
    .needless = The goal of { $goal } is reached even with { $name } at 0; to come out at the goal exactly, it would have to be { $value }
    .planned = Planned is { $planned }

## Why there is no answer

derive-unknowns = in the formula of { $of } none of these has a number, and only one may be left open: say the others by a target, or with `--set`
derive-missing = it can't be computed: nobody says { $names }
derive-fault = it can't be computed: { $name } divides by 0, or becomes too large a number
derive-too-long = the way to the goal is too long to try every number on it
derive-undivided = several funnels bring { $name }; how much of it each brings can't be set by one number
derive-not-invertible = it can't be said: the plan's equations lead back from the goal, but not forwards to it (as where one stage begins two funnels)
derive-not-on-the-way = nothing leads from { $name } to { $goal }
derive-open = { $name } can't be found yet, for { $others } may be anything, too: say how much, as in `--set { $example }=…`
derive-no-effect = { $name } changes nothing of { $goal } here
derive-not-linear = { $name } stands in the formulas of { $goal } more than once, multiplied or divided by itself
derive-out-of-reach = no value of { $name } reaches the goal of { $goal }

## The bottleneck

bottleneck-short = { $name } is { $gap } short of the goal
    .by-now = { $name } is { $gap } short of what is expected by now
bottleneck-over = { $name } is { $gap } over the goal
    .by-now = { $name } is { $gap } over what is expected by now
bottleneck-line = { $headline }: { $steps }
bottleneck-between = { $from } → { $to }
bottleneck-yield = { $of } for what was done, all funnels together
bottleneck-above-range = it is above its range, for which no step was planned
bottleneck-without-steps = the plan says of no step how it leads to the goal: nothing to take apart
bottleneck-not-planned-so = the steps' numbers don't add up to the gap: the plan's conversions don't belong to these stages
bottleneck-too-long = { $count } steps are too many to take apart
bottleneck-divides-by-zero = the numbers divide by 0 on the way from planned to actual
