# `kpi tree`: the goal and what it is made of.

tree-period = { $period }, as of { $date }
    .so-far = { $period } in progress, as of { $date }
    .plan-only = { $period }, as planned: no numbers were read
tree-empty = there is neither a goal nor a KPI in this plan

tree-again = { $name } (elsewhere)
tree-previous = { $name } (the period before)
tree-funnel = funnel
    .share = { $name } ({ $share })

# Before a number that is no part of the one above it.
tree-link = link
    .guards = quality
    .drives = believed
    .measures = from it
    .within = in it
# What these words mean.
tree-links = links
    .guards = a KPI that keeps the number above honest
    .drives = a link that the plan believes in, not computed
    .measures = a KPI that is computed from the number above
    .within = a number that the formula above reads

tree-section = sections
    .indicators = No goal: this plan has no `kgi`
    .not-linked = Not linked to the goal
    .continued = Continued

tree-target = target { $target }
    .expected = by now { $expected }
    .required = needs { $target }
tree-left-out = { $count ->
    [one] 1 more number of this plan is part of nothing here.
   *[other] { $count } more numbers of this plan are part of nothing here.
}

tree-layer = layers
    .activity = layer: activity
    .intermediate = layer: intermediate
    .final = layer: final
