# What the evaluation has to say about a plan.

not-evaluated-yet = { $what } is read, but this version does not evaluate it yet
    .label = not evaluated yet
    .action = the action “{ $name }”
    .test = the test “{ $name }”
    .cohort = following cohorts by `{ $name }`
    .paid = what `{ $name }` is paid by result
    .confidence = the `confidence`
    .weight = the weighted score
