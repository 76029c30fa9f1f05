# What the formats for other tools say: annotations, code scanning, merge requests, test reports.

# An indicator in a list of findings.
standing = { $name } is at { $status } in { $period }
    .because = { $name } is at { $status } in { $period }: { $reason }

# The first line of a comment.
verdict = verdict
    .passed = KPI check: nothing failed
    .warned = KPI check: nothing failed, { $count } to look at
    .failed = KPI check: { $count } failed
    .stopped = KPI check: could not be done ({ $count ->
        [one] 1 error
       *[other] { $count } errors
    })
mend = mend
    .safe = A mend:
    .unsafe = A mend to look at before you take it:
by-group = By group
left-out-rows = { $count ->
    [one] 1 line of numbers
   *[other] { $count } lines of numbers
}
left-out-of-comment = { $kinds } left out: a comment has no room for more.

# The rules that a code scanning service is told of, besides those with a page.
rule-kpi-failed = A KPI or the goal is at `fail`.
    .help = The number has passed the limit of `fail`, or it is below its target and the plan says no other limit. The finding says by how much, and what the plan wants done and asked then (`when missed`).
rule-kpi-warned = A KPI or the goal is at `warn`.
    .help = The number has passed the limit of `warn`, or it is below its target. The finding says by how much, and what the plan wants done and asked then (`when missed`).
rule-of-project = A rule of this project.
    .help = `kpi.toml` says what it asks of a plan.
rule-remark = A remark on what was read or evaluated.
    .help = It says what a plan can't count on: what is not evaluated yet, and conditions that no row meets.
results-left-out = { $count ->
    [one] 1 result is left out
   *[other] { $count } results are left out
}: code scanning services show the worst { $limit }.
errors-left-out = { $count ->
    [one] 1 more error is left out.
   *[other] { $count } more errors are left out.
}
