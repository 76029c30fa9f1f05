# What is wrong with the names of rules.
unknown-rule = there is no rule `{ $name }`
    .label = no rule has this name
    .help = `kpi rules` lists every rule
    .help-similar = did you mean `{ $similar }`?

unknown-rule-option = `{ $name }` is no setting of `{ $rule }`
    .label = not known
    .help = its settings are { $known }

bad-rule-name = a rule of your own can't be called `{ $name }`
    .label = begin with a letter; only letters, digits, `-` and `_`
    .label-taken = this name is taken
    .help = choose another name, such as `every-kpi-has-a-note`

rule-without-requirement = the rule `{ $name }` asks for nothing
    .label = no `require`
    .help = write what every KPI must have, as in `require = "note"`

unknown-field = a KPI has no `{ $name }`
    .label = not known
    .help-similar = did you mean `{ $similar }`?
    .help = a rule can look at { $known }

no-rule-condition = this is no condition
    .label = neither true nor false
    .help = write what must hold, as in `note`, `layer == activity` or `weight <= 40%`

rule-not-comparable = this can't be compared
    .label = not like this
    .help-presence = this is there or not: write its name alone, or `is missing` behind it
    .help-words = words are compared by `==`, `!=`, `in (…)`, `contains` and `starts with`
    .help-number = compare it with a number, as in `weight <= 40%`
    .help-choice = it can be { $known }

baseline-without-file = `--write-baseline` doesn't know where to write
    .help = name the file: `--baseline kpi-baseline.json --write-baseline`

no-baseline = there is no baseline `{ $path }`
    .help = write it from what is found now: `--baseline { $path } --write-baseline`

invalid-baseline = `{ $path }` is no baseline of this version
    .help = name another file, or delete this one and write it anew: `--baseline { $path } --write-baseline`

mend-not-written = the mended plan can't be written to `{ $path }`
    .help = the system says: { $reason }

no-rule-named = `kpi explain` needs the name of a rule
    .help = write `kpi explain missing-owner`; `kpi rules` lists every rule

baseline-outside-project = the baseline `{ $path }` of `kpi.toml` lies outside of the project
    .help = choose a file below the folder of `kpi.toml`, or name it on the command line: `--baseline { $path }`

fix-of-standard-input = `--fix` has no file to write to: the plan comes by standard input
    .help = name the file, as in `kpi check plan.kpi --fix`, or see the mends with `--diff`
