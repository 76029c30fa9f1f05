# What the evaluation has to say about a plan.

not-evaluated-yet = { $what } is read, but this version does not evaluate it yet
    .label = not evaluated yet
    .cohort = following cohorts by `{ $name }`
    .paid = what `{ $name }` is paid by result
    .confidence = the `confidence`
    .weight = the weighted score
    .foreign = `{ $name }` of another plan

test-failed = the test “{ $test }” fails: { $what }
    .label = not met in { $period }
    .help = { $how }

no-tests = no plan has a `test`, and so nothing was tried
    .help = say in the plan what must come out: `test "as planned" {"{"} given calls 100; given appointments 10; expect appointment_rate 10% {"}"}`
