# The command line, the configuration, and the files that a run is asked to read.

unknown-command = there is no command `{ $command }`
    .help-similar = did you mean `kpi { $similar }`?
    .help-check = to check a plan, write `kpi check { $path }`
    .help = `kpi --help` lists the commands

no-command = a command is missing
    .help = to check a plan, write `kpi check plan.kpi`; `kpi --help` lists the commands

unknown-option = there is no option `{ $option }`
    .help-similar = did you mean `{ $similar }`?
    .help = `kpi check --help` lists the options

missing-value = `{ $option }` needs a value
    .help = write it behind the option, as in `--format json`

unexpected-value = `{ $option }` takes no value
    .help = write the option alone

conflicting-options = `{ $one }` and `{ $other }` exclude each other
    .help = leave one of them out; without both, everything is checked

invalid-choice = `{ $option }` can't be `{ $value }`
    .help-similar = did you mean `{ $similar }`?
    .help = choose { $known }

invalid-date = `{ $option }` needs a date, and `{ $value }` is none
    .help = write year, month and day, as in `2026-11-22`

invalid-where = `{ $value }` doesn't say whose numbers to show
    .help = write a dimension and one of its members, as `--where rep=Sato`; several with commas between, each dimension once

invalid-period = `{ $value }` is no period that exists
    .help = write a month as `2026-10`, a week as `2026-W43`, a quarter as `2026-Q4`, or from one to another as `2026-04..2026-10`

no-plan-found = no plan found in `{ $path }`: there is no file ending in `.kpi` below it
    .help = name a plan, as in `kpi check plan.kpi`, or go to the folder it is in

plan-not-found = there is no file or folder `{ $path }`
    .help-similar = did you mean `{ $similar }`?
    .help = check the path; it starts at the folder that you are in

empty-plan = `{ $path }` declares nothing
    .help = a plan begins with `plan "…" {"{"} {"}"}` and says its goal: `kgi revenue = … {"{"} target 10,000,000 JPY {"}"}`; there are examples to copy from in `examples/`

cannot-read = `{ $path }` can't be read
    .label = named here
    .help-missing = there is no such file; check the path
    .help-permission = you are not allowed to read it; ask for access, or copy it
    .help = the system says: { $reason }

not-utf8 = `{ $path }` is no UTF-8 text
    .label = named here
    .help = save it as UTF-8 (in an editor: "Save as", encoding "UTF-8")

use-outside-project = `{ $path }` lies outside of the project, which is the folder `{ $root }`
    .label = not allowed to be read
    .help = move the file into the project, or allow it in `kpi.toml`: `allow-outside = ["{ $path }"]`

output-not-written = the report can't be written to `{ $path }`
    .help = the system says: { $reason }

output-over-input = the report would be written over `{ $path }`, which is a plan or was read
    .help = choose another file: `--output report.txt`

invalid-toml = the configuration can't be read: it is no valid TOML
    .label = { $detail }
    .help = a setting is a line such as `as-of = "2026-11-22"`

unknown-config-key = `{ $key }` is no setting of `kpi.toml`
    .label = not known
    .help-similar = did you mean `{ $similar }`?
    .help = the settings are { $known }

config-wrong-type = this setting can't be that
    .label = should be { $wanted }
    .help = words, dates and paths stand in quotes

config-unknown-value = this setting can't be `{ $value }`
    .label = not known
    .help-similar = did you mean `"{ $similar }"`?
    .help = choose { $known }

no-such-breakdown = no source has a dimension `{ $name }` to show by
    .help-similar = did you mean `{ $similar }`?
    .help-none = write `by` and a column, as in `by rep`, in a source to say what groups its rows
    .help = the dimensions are { $known }

no-such-member = nobody is called `{ $member }` in the dimension `{ $dimension }`
    .help-similar = did you mean `{ $similar }`?
    .help-none = no row names a member of it
    .help = its members are { $known }
    .help-many = it has { $count } members, among them { $known }

target-period-not-understood = row { $row } of `{ $file }`: `{ $cell }` is no period
    .help = write a month as `2026-10`, a week as `2026-W43`, a quarter as `2026-Q4`

target-amount-not-understood = row { $row } of `{ $file }`: `{ $cell }` is no number
    .help = write the target as a number, as `1,000` or `10%`
    .help-currency = the KPI is counted in { $currency }; write its target in { $currency }, too

target-twice = rows { $first_row } ({ $first }) and { $second_row } ({ $second }) of `{ $file }` are targets for the same days
    .help = keep one of them; for targets of each member, name a column like the dimension in the plan, as `rep`

several-plans = a picture shows one plan, and here are { $count }
    .help = name one of them, as `kpi tree plan.kpi --format svg`; `--format text` and `json` take several

set-without-value = `--set { $text }` says no value
    .help = write the number's name, `=` and a value: `--set { $text }=12%`

set-twice = `--set` gives `{ $name }` two values
    .help = keep one of them; to compare, run the command once for each

no-number-assumed = `{ $text }` is no number
    .label = not a number
    .help = write a number as the plan would, as `12%`, `1,000` or `500,000 JPY`

assumed-without-percent = { $value } can't be: { $name } is a part of a whole, and a whole is 100%
    .label = a bare number
    .help = did you mean `{ $number }%`?
    .help-share = write a share with its sign, as `12%`

assumed-above-whole = { $value } can't be: { $name } is a part of a whole, and a whole is 100%
    .label = more than all of it
    .help = write at most `100%`

assumed-negative = { $value } can't be: { $name } is never below 0
    .label = below 0
    .help = write 0 or more

number-of-part = `{ $name }` is a number of another plan, { $plan }
    .help = ask that plan: `kpi derive` with its own file and `--solve { $rest }`

unknown-number = the plan has no number `{ $name }`
    .help-similar = did you mean { $similar }?
    .help = its numbers are { $known }
    .labelled = `{ $name }` ({ $label })
    .plain = `{ $name }`

no-goal = `{ $path }` has no goal to work back from
    .help = say what the plan is for and how much of it, as in `kgi revenue {"{"} target 10,000,000 JPY {"}"}`
