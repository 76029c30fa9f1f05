# Configuration, and what a run is asked to read.

unknown-config-key = `{ $key }` is no setting of `kpi.toml`
    .label = not known
    .help-similar = did you mean `{ $similar }`?
    .help = the settings are { $known }

no-plan-found = no plan found in `{ $path }`: there is no file ending in `.kpi` below it
    .help = name a plan, as in `kpi check plan.kpi`, or go to the folder it is in
