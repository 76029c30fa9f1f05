# What is wrong with the names of rules.
unknown-rule = there is no rule `{ $name }`
    .label = no rule has this name
    .help = `kpi rules` lists every rule
    .help-similar = did you mean `{ $similar }`?
