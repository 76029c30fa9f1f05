# What the evaluation has to say about a plan.

not-evaluated-yet = { $what } is read, but this version does not evaluate it yet
    .label = not evaluated yet
    .action = the action “{ $name }”
    .test = the test “{ $name }”
    .cohort = following cohorts by `{ $name }`
    .weight = the weighted score
    .foreign = `{ $name }` of another plan
    .pay = the pay of “{ $name }”
    .confidence = the `confidence` asked for
    .allow = `allow { $rule }` (the rules of design come later)
