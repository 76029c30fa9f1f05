# ほかのツールのための形式（注釈、コードスキャン、マージリクエスト、テスト結果）で言うこと。

# 指摘の一覧に並ぶ指標。
standing = { $period }の{ $name }: { $status }
    .because = { $period }の{ $name }: { $status }（{ $reason }）

# コメントの1行目。
verdict = 結論
    .passed = KPIの点検: 失敗なし
    .warned = KPIの点検: 失敗なし、要確認{ $count }件
    .failed = KPIの点検: 失敗{ $count }件
    .stopped = KPIの点検: 点検できませんでした（エラー{ $count }件）
mend = 修正
    .safe = 修正案:
    .unsafe = 修正案（内容を確かめてから使ってください）:
by-group = 内訳
left-out-rows = 数値{ $count }行
left-out-of-comment = コメントに収まらない{ $kinds }は省きました。

# コードスキャンに渡すルールのうち、説明のページがないもの。
rule-kpi-failed = KPIまたはKGIが未達（fail）です。
    .help = 数値が`fail`の線を越えたか、ほかの線のない計画で目標に届いていません。指摘には、どれだけ足りないかと、計画に書かれた打ち手と問い（`when missed`）が並びます。
rule-kpi-warned = KPIまたはKGIが注意（warn）です。
    .help = 数値が`warn`の線を越えたか、目標に届いていません。指摘には、どれだけ足りないかと、計画に書かれた打ち手と問い（`when missed`）が並びます。
rule-of-project = このプロジェクトのルールです。
    .help = 計画に何を求めるかは`kpi.toml`に書いてあります。
rule-remark = 読み込みや判定についての注意書きです。
    .help = まだ評価されないものや、どの行にも当てはまらない条件など、計画があてにできないことを伝えます。
results-left-out = 結果{ $count }件を省きました。コードスキャンに表示されるのは重いものから{ $limit }件までです。
errors-left-out = ほかのエラー{ $count }件を省きました。
