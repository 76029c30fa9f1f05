# 計画の評価について伝える文。

not-evaluated-yet = { $what }は読み取りましたが、このバージョンではまだ評価しません
    .label = まだ評価しません
    .cohort = `{ $name }`によるコホートの追跡
    .paid = `{ $name }`への成果報酬
    .confidence = 信頼度（`confidence`）
    .weight = 重み付きスコア
    .foreign = 別の計画の数値`{ $name }`

test-failed = テスト「{ $test }」は不合格です: { $what }
    .label = { $period }で期待どおりになりません
    .help = { $how }

no-tests = 計画に`test`がないため、何も確かめていません
    .help = 計画に、こうなるはずという数値を書いてください: `test "計画どおり" {"{"} given calls 100; given appointments 10; expect appointment_rate 10% {"}"}`
