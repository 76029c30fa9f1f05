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

# プロジェクト独自のルールについて。
custom-rule = { $text }
    .unsaid = `{ $name }`は、このプロジェクトのルール`{ $rule }`を満たしていません
    .label = ここ
    .place = ここで求めている
    .help = { $text }
    .help-unsaid = このルールが求めるもの: `{ $require }`
rules-group =
    .shape = 計画の形になっているか
    .balance = 人をうまく動かせるか
    .arithmetic = 計算が合っているか
    .operation = 実際に使われるか
    .data = これまでの実績は何を語るか
    .custom = このプロジェクト独自のルール
rules-legend = + は修正を書き込めるルール（kpi check --fix）。理由と直し方は kpi explain ルール名 で。レベルはkpi.tomlか、--deny、--warn、--note、--allowで変えられます。
