# 計画の評価について伝える文。

not-evaluated-yet = { $what }は読み取りましたが、このバージョンではまだ評価しません
    .label = まだ評価しません
    .action = 改善策「{ $name }」
    .test = テスト「{ $name }」
    .cohort = `{ $name }`によるコホートの追跡
    .paid = `{ $name }`への成果報酬
    .confidence = 信頼度（`confidence`）
    .weight = 重み付きスコア
