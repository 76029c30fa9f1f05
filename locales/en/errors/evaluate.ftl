# What the evaluation has to say about a plan.

not-evaluated-yet = { $what } is read, but this version does not evaluate it yet
    .label = not evaluated yet
    .foreign = `{ $name }` of another plan

# Questions that can't be answered.
unknown-metric = the plan has no metric `{ $name }`
    .help-similar = did you mean `{ $similar }`?
    .help = it has { $known }, for example
why-same-period = { $period } can't be compared with itself
    .help = say with `--vs` another period, `previous` or `target`
why-other-length = { $period } and { $other } are periods of different lengths
    .help = compare a month with a month, a quarter with a quarter
why-not-begun = nothing of { $period } is in the numbers yet, as of { $date }
    .help = say with `--period` one that has begun, or another day with `--as-of`
why-no-value = `{ $name }` can't be compared for { $period }, because one side has no value: { $why }
    .help = choose periods with `--period` and `--vs` for which there are numbers
why-no-target = `{ $name }` has no target to compare { $period } with: { $why }
    .help = write a `target` in the plan, or compare with `--vs previous`
why-not-by = `{ $name }` can't be taken apart by { $by }: { $why }
    .help = leave `--by` out: then it is taken apart by every dimension that works
why-one-plan = a change is taken apart in one plan at a time, and here are { $count }: { $plans }
    .help = name one of them

test-failed = the test “{ $test }” fails: { $what }
    .label = not met in { $period }
    .help = { $how }

no-tests = no plan has a `test`, and so nothing was tried
    .help = say in the plan what must come out: `test "as planned" {"{"} given calls 100; given appointments 10; expect appointment_rate 10% {"}"}`
