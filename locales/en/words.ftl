level-error = error
level-deny = deny
level-warn = warn
level-note = note

status = status
    .ok = ok
    .warn = warn
    .fail = fail
    .no-data = no data
    .too-few = too few

rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}

help-word = help
comma = { ", " }
