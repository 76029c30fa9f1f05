# `kpi tree`: 目標と、それを形づくる数字。

tree-period = { $period }、{ $date }時点
    .so-far = { $period }・途中経過（{ $date }時点）
    .plan-only = { $period }の計画（実績は読んでいません）
tree-empty = この計画にはKGIもKPIもありません

tree-again = { $name }（別掲）
tree-previous = { $name }（前の期間）
tree-funnel = ファネル
    .share = { $name }（{ $share }）

# 上の数字を形づくる部分ではないものの前に付ける。
tree-link = つながり
    .guards = 質
    .drives = 仮説
    .measures = 関連
    .within = 内訳
# その言葉の意味。
tree-links = つながりの意味
    .guards = 上の数字だけを追って質が落ちていないかを見張るKPI
    .drives = 計算ではなく、効くと考えているつながり
    .measures = 上の数字から計算されるKPI
    .within = 上の計算式に出てくる数字

tree-section = 見出し
    .indicators = ゴールなし（この計画に`kgi`がありません）
    .not-linked = ゴールにつながっていないKPI
    .continued = つづき

tree-target = 目標 { $target }
    .expected = 現時点の目安 { $expected }
    .required = 必要 { $target }
tree-left-out = このほか、どこにも出てこない数字が{ $count }件あります。

tree-layer = 層
    .activity = 層: 行動
    .intermediate = 層: 中間
    .final = 層: 最終
