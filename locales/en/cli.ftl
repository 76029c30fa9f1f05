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
    .format = How to report: for people, a line each, or for programs [usual: human]
    .output = Write the report to a file
    .show = The least level of findings to show [usual: warn]
    .fail-on = What also makes the check fail: a period in progress that is behind, or warnings; `never`: nothing does
    .lint-only = Only look at the plan, read no data
    .eval-only = Only evaluate, without findings on the plan
    .stdin-path = What standard input is called in the report, and where its paths start
    .config = The configuration file [usual: the nearest kpi.toml upward]
    .quiet = Only say what is wrong
    .examples =
        {"  "}kpi check plan.kpi --as-of 2026-11-22
        {"  "}kpi check plan.kpi --by rep --period 2026-10
        {"  "}kpi check --format json --output report.json
        {"  "}cat plan.kpi | kpi check - --stdin-path plan.kpi

reading = reading the data
