# 複数のルールで使う言葉。
every =
    .day =
        { $count ->
            [1] 毎日
           *[other] { $count }日ごと
        }
    .week =
        { $count ->
            [1] 毎週
           *[other] { $count }週ごと
        }
    .month =
        { $count ->
            [1] 毎月
           *[other] { $count }か月ごと
        }
    .quarter =
        { $count ->
            [1] 四半期ごと
           *[other] { $count }四半期ごと
        }
    .half =
        { $count ->
            [1] 半期ごと
           *[other] { $count }半期ごと
        }
    .year =
        { $count ->
            [1] 毎年
           *[other] { $count }年ごと
        }
grain =
    .day = 日
    .week = 週
    .month = 月
    .quarter = 四半期
    .half = 半期
    .year = 年
