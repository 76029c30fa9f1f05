# `kpi check`の、人が読むための報告。

# 何を、いつの時点で判定したか。
as-of = { $date }時点
    .flag = { $date }時点（`--as-of`で指定）
    .config = { $date }時点（`{ $path }`で固定）
    .yesterday = { $date }時点（{ $zone }の昨日）

not-evaluated = エラーがあるため判定していません

source-file = { $file }
source-files = { $count }ファイル
source-left-out-files = 編集中のロックファイルや外部へのリンク{ $count }件は読まず
source-days = { $first }〜{ $newest }
source-skipped = 集計行など{ $count }行を除外
source-none-skipped = 除外した行なし
source-notes = 表の下の注記{ $count }行を除外
source-left-out-columns = 小計などの{ $count }列を除外
source-filtered = `where`の条件で{ $count }行を対象外
source-later = 基準日より後が{ $count }行
source-unmatched = `{ $lookup }`に該当なしが{ $count }行
source-undated = `{ $column }`の日付なしが{ $count }行
source-encoding = 文字コードは{ $encoding }

period-whole = { $period }
period-days = { $period }（{ $first }〜{ $last }）
    .in-progress = { $period }（{ $first }〜{ $last }、途中経過）
    .to-come = { $period }（{ $first }〜{ $last }、まだ始まっていません）
period-in-progress = { $period }（途中経過）
period-to-come = { $period }（まだ始まっていません）

# 一覧表。
heading = 表
    .role = { "" }
    .name = 指標
    .value = 実績
    .target = 目標
    .expected = 現時点の目安
    .attainment = 達成率
    .attainment-by-now = 対目安
    .forecast = 着地見込み
    .owner = 責任者
    .status = 判定
    .trend = 推移
    .other = その他の数値
    .proportion = 率
    .before = 前の期間
    .rank = 順位
    .share = 構成比
    .interval = { $confidence }信頼区間
    .sample = 件数
    .score = 総合達成率
    .score-of = 総合達成率（{ $role }）
    .entered = 開始
    .open = 期限前
# 判定の後ろの印。
doubt = 印
    .thin = 件数が少なく、この判定とは言い切れません
    .unguarded = 数字は良好でも、その質を見る指標が良好ではありません
role-kgi = KGI
role-part = 内訳
target = 目標
    .at-most = { $value }以下
    .between = { $low }〜{ $high }
no-member = （記入なし）
    .of-lookup = （{ $lookup }に該当なし）

# だれの数値か。
view = { $members }だけの数値

# 順位の下。
not-ranked = 順位なし（{ $why }）: { $names }
    .all = 順位なし（{ $why }）
ranks-chance = 順位のある{ $count }{ $whom ->
    [people] 人
   *[others] 区分
}の差は、件数から見て偶然の範囲を出ません（本来は差がなくても、この程度の差は{ $chance }の確率で出ます）
    .beyond = 順位のある{ $count }{ $whom ->
    [people] 人
   *[others] 区分
}の差は、偶然の範囲を超えています（本来は差がないのに、これほどの差が出る確率は{ $chance }です）
    .unknown = 順位のある{ $count }{ $whom ->
    [people] 人
   *[others] 区分
}の差が偶然かどうかは、件数が少なすぎて判断できません
ranks-chance-below = 0.1%未満
members-without-data = データなし: { $names }

# 重み付きの総合達成率。
score = 総合達成率{ $score } = { $parts }
    .of-part = 総合達成率{ $score } =（{ $parts }）÷ { $total }
    .role = { $role }の総合達成率{ $score } = { $parts }
    .role-of-part = { $role }の総合達成率{ $score } =（{ $parts }）÷ { $total }
score-part = { $name } { $attainment } × { $weight }
score-left-out = 達成率がないため総合達成率に含めないもの: { $names }
score-none = 総合達成率はありません。重みのあるKPIのどれにも達成率がありません（{ $names }）

# 成果報酬。
payment = { $contractor }への成果報酬: { $name } { $count } × { $fee } = { $amount }
    .so-far = { $contractor }への成果報酬（ここまで）: { $name } { $count } × { $fee } = { $amount }
    .unknown = { $contractor }への成果報酬: 計算できません。{ $reason }

# 表の下。
reason = { $name }: { $reason }
when-missed = 未達のとき
    .do = 打ち手:
    .ask = 問い:
payment-of = { $name }（{ $whose }）

# コホート。
cohorts = コホート「{ $funnel }」（`{ $key }`ごとに{ $within }追跡）
    .none = まだ入った案件がありません
    .expected = 想定
    .share-note = かっこ内は前の段階からの率（金額は1件あたり）です
    .short-note = 想定を下回っています
    .open-note = 期限前: まだ期限の来ていない件数です（結果が出たものも含みます）。この先も進む可能性があります
    .of-groups = { $period }開始（{ $by }別）
    .unkeyed = `{ $key }`がなくコホートに入らない行: { $stages }
    .unkeyed-stage = { $name }{ $count }行
length = 長さ
    .seconds = { $amount }秒
    .minutes = { $amount }分
    .hours = { $amount }時間
    .days = { $amount }日間
    .weeks = { $amount }週間
    .months = { $amount }か月
    .working-days = { $amount }営業日

# 最後の行。
count-plans = 計画{ $count }件
count-results = 判定{ $count }件（{ $statuses }）
count-tests = テスト{ $count }件合格
    .failed = テスト{ $count }件（合格{ $passed }、不合格{ $failed }）
    .none = テストはありません
trial-of-period = { $test }（{ $period }）
count-of-status = { $status }{ $count }
count-errors = エラー{ $count }件
count-deny = 要修正{ $count }件
count-warn = 注意{ $count }件
count-note = 参考{ $count }件
hidden = { $kinds }は非表示（--show noteで表示）
hidden-findings = 指摘{ $count }件
hidden-numbers = その他の数値{ $count }件
exit-status = 終了コード{ $status }
count-known = 既知{ $count }件
count-gone = ベースラインの{ $count }件は解消済み（--write-baselineで除けます）
count-suppressed = 許可済み{ $count }件
mended = { $count ->
    [0] 修正するものはありません
   *[other] { $count }件の指摘を修正しました（{ $files }ファイル）
}
