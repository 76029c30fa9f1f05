# A plan's own tests.

value-not-given = `{ $name }` is needed for it and not given
    .before = `{ $name }` of { $period } is needed for it, and a test gives the numbers of one period only

trial-status = `{ $name }` should be “{ $expected }” and is “{ $status }” with { $value }
    .because = `{ $name }` should be “{ $expected }” and is “{ $status }”: { $why }
trial-status-of-number = `{ $name }` is neither a `kgi` nor a `kpi`, and only these have a status; expect a value of it
trial-other-period = `{ $name }` is judged in periods such as { $own }, and the test gives the numbers of { $period }; say `in` and a period of its length
trial-not-judged = `{ $name }` should be “{ $expected }” and is not judged: { $why }
    .target = `{ $name }` should be “{ $expected }” and is not judged: it has no target
trial-value = `{ $name }` should be { $expected } and is { $value }
    .missing = `{ $name }` should be { $expected } and has no value: { $why }
trial-required = { $expected } of `{ $name }` should be required, and { $value } are
    .missing = { $expected } of `{ $name }` should be required, and what is can't be said: { $why }
trial-without-expectation = it expects nothing; write what must come out, as in `expect revenue ok`

trial-computed = { $formulas }
trial-goal = the goal { $name } { $value }
trial-formula = { $name } = { $formula } = { $value }
    .missing = { $name } = { $formula }
    .long = { $name } = { $value }, by a long formula
trial-operand = { $name } { $value }
    .previous = { $name } { $value } the period before
    .missing = (no value)
trial-parenthesis = parentheses
    .open = ({ $what }
    .close = { $what })
