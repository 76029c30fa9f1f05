# The command line and its help.

cli-usage = Usage
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
    .help = Print this help
    .version = Print the version
    .color = Whether to use colour [usual: auto]
    .lang = The language to speak [usual: as the environment says]
cli-examples = Examples

cli-kpi = kpi
    .about = Plans for goals and indicators as code: write the KGI, its KPIs and their thresholds in a .kpi file, and check it against the numbers.
    .examples =
        {"  "}kpi check                    every plan below this folder
        {"  "}kpi check plan.kpi           one plan
        {"  "}kpi check --help             what else `check` can do

cli-check = check
    .about = Check plans, and evaluate them against the numbers of their sources
    .path = Plans, or folders with plans below them [usual: this folder]; `-` is standard input
    .as-of = Judge as of this date, that day included [usual: yesterday]
    .period = Report this period, as 2026-10, or from the first to the last, as 2026-04..2026-10 [usual: the one in progress and the last whole one]
    .by = Also show each member of a dimension, as `--by rep`
    .where = Only one member's own numbers, as `--where rep=Sato`
    .format = How to report: for people, a line each, or for programs [usual: human]
    .output = Write the report to a file
    .show = The least level of findings to show [usual: warn]
    .fail-on = What also makes the check fail: a period in progress that is behind, or warnings; `never`: nothing does
    .lint-only = Only look at the plan and run its tests, read no data
    .eval-only = Only evaluate, without findings on the plan and without its tests
    .deny = A finding of this rule or group fails the check
    .warn = A finding of this rule or group is reported
    .note = A finding of this rule or group is shown with `--show note`
    .allow = This rule or group is off
    .preset = The levels to begin with: each rule's own, one more, or only what fails [usual: recommended]
    .fix = Write the mends that change nothing of what the plan means
    .unsafe-fixes = With --fix or --diff: also the mends that somebody must look at
    .diff = Only show what --fix would write
    .baseline = The file of findings that are known already: only new ones are reported
    .write-baseline = Write all findings into the file of --baseline
    .stdin-path = What standard input is called in the report, and where its paths start
    .config = The configuration file [usual: the nearest kpi.toml upward]
    .quiet = Only say what is wrong
    .examples =
        {"  "}kpi check plan.kpi --as-of 2026-11-22
        {"  "}kpi check plan.kpi --by rep --period 2026-10
        {"  "}kpi check --format json --output report.json
        {"  "}cat plan.kpi | kpi check - --stdin-path plan.kpi

cli-derive = derive
    .about = Work back from the goal: what every stage needs, in all, of each member, and a day; and what comes of other numbers
    .set = Take this number instead of the plan's own, as `--set appointment_rate=12%`; again for each further one. Amounts are for the goal's whole period
    .solve = What this number would have to be for the goal to be reached, everything else staying as it is
    .assume = Take past conversions instead of those that are planned: those of the last N whole periods together [usual: 3]
    .period = The period to work back [usual: the one in progress]
    .no-data = Work back from the plan alone, and read no data
    .format = For people, or for programs [usual: human]
    .examples =
        {"  "}kpi derive plan.kpi
        {"  "}kpi derive plan.kpi --set appointment_rate=12% --set calls=900
        {"  "}kpi derive plan.kpi --set calls=900 --solve appointment_rate
        {"  "}kpi derive plan.kpi --assume history=6

cli-why = why
    .about = Take a change apart: which factor, which segment, how much of the KGI
    .path = The number, by its name or label [usual: everything that moved], and the plan [usual: the one in this folder]
    .period = The period to explain, as 2026-09 or 2026-Q3 [usual: the last whole one]
    .vs = What to compare it with: the period before, the target, or a period [usual: previous]
    .by = Take apart by this dimension; of several by their combinations [usual: by each of the source’s]
    .format = For people, or as JSON [usual: human]
    .examples =
        {"  "}kpi why plan.kpi
        {"  "}kpi why appointment_rate plan.kpi --period 2026-09 --by list
        {"  "}kpi why revenue plan.kpi --vs target
        {"  "}kpi why revenue plan.kpi --period 2026-Q3 --format json

cli-test = test
    .about = Run the plans' own tests; reads no data
    .format = How to report: for people, or for programs [usual: human]
    .examples =
        {"  "}kpi test plan.kpi
        {"  "}kpi test plans --format junit

cli-rules = rules
    .about = List the lint rules, with their levels in this project
    .format = How to list them [usual: human]
    .examples =
        {"  "}kpi rules
        {"  "}kpi rules --format json

cli-explain = explain
    .about = Explain a lint rule: what it finds, why, and how to mend it
    .rule = Names of rules, as `kpi rules` lists them
    .all = Every rule, as Markdown
    .format = For people, or as Markdown [usual: human]
    .examples =
        {"  "}kpi explain missing-owner
        {"  "}kpi explain --all --lang ja > rules.md

cli-tree = tree
    .about = Draw the goal and what it is made of, each number with its status
    .format = As text, as a picture, or for other programs [usual: text]
    .period = Of this period, as 2026-10 [usual: the newest whole one]
    .theme = The colours of an SVG; `auto`: as whoever looks at it likes them [usual: auto]
    .plan-only = Draw the plan and what it aims for, read no data
    .examples =
        {"  "}kpi tree plan.kpi
        {"  "}kpi tree plan.kpi --format svg --output tree.svg
        {"  "}kpi tree plan.kpi --format mermaid --period 2026-10

reading = reading the data
