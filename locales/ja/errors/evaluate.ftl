# 計画の評価について伝える文。

not-evaluated-yet = { $what }は読み取りましたが、このバージョンではまだ評価しません
    .label = まだ評価しません
    .foreign = 別の計画の数値`{ $name }`

# 答えられない問い。
unknown-metric = `{ $name }`という指標は計画にありません
    .help-similar = `{ $similar }`のことでしょうか?
    .help = たとえば{ $known }があります
why-same-period = { $period }どうしは比べられません
    .help = `--vs`には別の期間か、`previous`、`target`を指定してください
why-other-length = { $period }と{ $other }は期間の長さが違います
    .help = 月は月と、四半期は四半期と比べてください
why-not-begun = { $date }時点では、{ $period }のデータはまだありません
    .help = `--period`に始まっている期間を指定するか、`--as-of`で基準日を変えてください
why-no-value = { $period }の`{ $name }`は、片方の値がないため比べられません。{ $why }
    .help = `--period`と`--vs`で、どちらもデータのある期間を指定してください
why-no-target = { $period }の`{ $name }`には、比べる目標がありません。{ $why }
    .help = 計画に`target`を書くか、`--vs previous`で前の期間と比べてください
why-not-by = `{ $name }`は{ $by }別に分解できません。{ $why }
    .help = `--by`を付けなければ、分解できるすべての切り口で分解します
why-one-plan = 一度に分解できる計画は1つですが、{ $count }件あります: { $plans }
    .help = 計画を1つ指定してください

test-failed = テスト「{ $test }」は不合格です: { $what }
    .label = { $period }で期待どおりになりません
    .help = { $how }

no-tests = 計画に`test`がないため、何も確かめていません
    .help = 計画に、こうなるはずという数値を書いてください: `test "計画どおり" {"{"} given calls 100; given appointments 10; expect appointment_rate 10% {"}"}`
