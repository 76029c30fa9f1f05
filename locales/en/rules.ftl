# Words that several rules use.
every =
    .day =
        { $count ->
            [one] every day
           *[other] every { $count } days
        }
    .week =
        { $count ->
            [one] weekly
           *[other] every { $count } weeks
        }
    .month =
        { $count ->
            [one] monthly
           *[other] every { $count } months
        }
    .quarter =
        { $count ->
            [one] quarterly
           *[other] every { $count } quarters
        }
    .half =
        { $count ->
            [one] every half year
           *[other] every { $count } half years
        }
    .year =
        { $count ->
            [one] yearly
           *[other] every { $count } years
        }
grain =
    .day = day
    .week = week
    .month = month
    .quarter = quarter
    .half = half year
    .year = year
