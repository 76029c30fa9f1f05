# Configuration, and what a run is asked to read.

unknown-config-key = `{ $key }` is no setting of `kpi.toml`
    .label = not known
    .help-similar = did you mean `{ $similar }`?
    .help = the settings are { $known }
