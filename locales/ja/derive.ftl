# `kpi derive`（KGIからの逆算）と、`kpi check`も示すボトルネック。

## 見出し

derive-days = { $count }営業日
derive-days-left = 残り{ $count }日
derive-team = { $size }人
derive-required-by = 「{ $plan }」が必要とする数を、この計画で逆算
derive-goal = { $name }の目標は{ $value }
    .computed = { $name }には目標がありません。計画の数値を積み上げると{ $value }です
derive-each = 1人や1日の分
    .member = 1人あたり{ $value }
    .day = 1営業日あたり{ $value }
    .member-day = 1人1日あたり{ $value }
derive-left = ここまでの実績は{ $done }、残りは{ $left }（残り1営業日あたり{ $per-day }）
    .no-day = ここまでの実績は{ $done }、残りは{ $left }。営業日はもう残っていません
derive-nothing-leads = { $name }につながるファネルや計算式が計画にないため、逆算できるものがありません。`funnel`か計算式で、どう積み上がるかを書いてください
derive-nothing-left = ここまでの実績は{ $done }。目標に届いており、残りはありません

derive-title = 見出し
    .chain = 逆算の過程
    .funnels = ファネルごとの分担
    .needs = 必要な数
    .rest = 残り{ $days }営業日で必要な数（残り{ $left }から逆算）
    .others = あわせて決まる数
    .unsolved = 逆算できないもの
    .rates = 転換率
    .what-if = 数値を変えた場合
    .solve = { $name }はいくつ必要か
    .levers = 1つ増やすと{ $name }はどれだけ増えるか（期間全体の{ $days }営業日で続けた場合）
    .solve-amount = { $name }はいくら必要か
    .bottleneck = { $headline }。段階ごとの内訳

## 計算の過程

derive-step = 計算
    .goal = { $name } = { $value }（目標）
    .share = { $funnel }: { $whole } × { $share } = { $value }（{ $name }）
    .divided = { $name } = { $from } ÷ { $rate }（{ $conversion }）= { $value }
    .multiplied = { $name } = { $from } × { $rate }（{ $conversion }）= { $value }
    .solved = { $name } = { $value }（{ $of } { $result } = { $formula }から）
    .solved-long = { $name } = { $value }（{ $of }の計算式から）
    .computed = { $name } = { $formula } = { $value }
    .computed-long = { $name } = { $value }（計算式による）
derive-term = { $name } { $value }
derive-funnel = { $first }からのファネル
derive-funnel-part = { $funnel }: { $of }の{ $share }にあたる{ $value }。必要な数は{ $stages }
derive-number = { $name }{ $value }

## 一覧表

derive-heading = 表
    .name = 指標
    .required = 必要数
    .planned = 計画
    .per-member = 1人あたり
    .per-day = 1営業日あたり
    .per-member-per-day = 1人1日あたり
    .done = 実績
    .still = あと必要な数
    .still-per-day = 残り1営業日あたり
    .still-per-member-per-day = 1人1日あたり
    .rate = 転換率
    .history = 実績
    .quotient = 計算
    .set = 指定
    .lever = 指標
    .step = 増やす量
    .worth = 効果
    .step-name = 段階
    .expected = 計画
    .actual = 実績
    .part = 差の内訳
derive-rest = これから新しく始める活動だけで届かせる場合の数です（計画の転換率で計算）。まだ行っていない商談など、進行中のものから成果が出れば、その分は上乗せになります。
    .asked = これから新しく始める活動だけで届かせる場合の数です（指定した転換率で計算）。まだ行っていない商談など、進行中のものから成果が出れば、その分は上乗せになります。
    .passed = マイナスは、すでに計画を上回っている分です。その分、ほかの負担が軽くなります。
derive-impossible = ありえない数
    .negative = { $name }は{ $value }となり、実際にはありえません。ほかの数値に求めていることと、この目標がかみ合っていません。
    .above = { $name }は{ $value }となり、実際にはありえません。100%にしても、ほかの数値がこのままでは目標に届きません。
derive-own-period = { $period }の{ $name }は{ $value }
derive-no-day-left = この期間の営業日はもう残っていません。
derive-history = { $first }〜{ $last }
derive-history-short = 直近{ $asked }期間のうち、実績があるのは{ $found }期間です。
derive-history-truncated = { $period }は、データが途中から始まっているため除いています。
derive-history-unknown = { $names }は過去の実績がないため、計画の数値を使っています。
derive-lever = 増やす量
    .point = +{ $points }
    .percent = +{ $percent }
    .per-day = 1日1件
    .per-member-per-day = 1人1日1件

## 数値を変えた場合

derive-set = { $name } { $value }
    .as-planned = { $name } { $value }（計画どおり）
    .past = 過去の転換率のまま
derive-with = { $given }なら、{ $result }
derive-comes-to = { $name }は{ $value }になります
    .below = { $name }は{ $value }になり、目標に{ $gap }届きません
    .equal = { $name }は{ $value }になり、ちょうど目標どおりです
    .above = { $name }は{ $value }になり、目標を{ $gap }上回ります
derive-solved = { $name }が{ $value }なら、{ $goal }の目標に届きます
    .impossible = { $name }は{ $value }でなければならず、実際にはありえません。{ $name }だけでは{ $goal }の目標に届きません
    .needless = { $name }が0でも{ $goal }の目標に届きます。ちょうど目標になるのは{ $value }のときです
    .planned = 計画では{ $planned }です

## 答えが出せない理由

derive-unknowns = { $of }の計算式に、決まっていない数値が2つ以上あります。1つを残して、目標か`--set`で値を決めてください
derive-missing = 計算できません。{ $names }の値がどこにもありません
derive-fault = 計算できません。{ $name }で0による割り算になるか、桁が大きすぎます
derive-too-long = 目標までの段階が多すぎるため、1つずつ動かした効果は出せません
derive-undivided = { $name }には複数のファネルが入ってくるため、1つの値では各ファネルの分が決まりません
derive-not-invertible = 計算できません。KGIからの逆算はできますが、同じ段階から2つのファネルが始まるなど、積み上げてもKGIに戻らない計画です
derive-not-on-the-way = { $name }から{ $goal }へつながるファネルや計算式がありません
derive-open = { $name }はまだ決まりません。{ $others }も決まっていないためです。`--set { $example }=…`のように値を指定してください
derive-no-effect = この条件では、{ $name }を変えても{ $goal }は変わりません
derive-not-linear = { $goal }の計算式に{ $name }が何度も出てきて、互いに掛けられるか割られています
derive-out-of-reach = { $name }をいくつにしても{ $goal }の目標に届きません

## ボトルネック

bottleneck-short = { $name }は目標に{ $gap }届きませんでした
    .by-now = { $name }は現時点の目安に{ $gap }届いていません
bottleneck-over = { $name }は目標を{ $gap }超えました
    .by-now = { $name }は現時点の目安を{ $gap }超えています
bottleneck-line = { $headline }。内訳: { $steps }
bottleneck-between = { $from }→{ $to }
bottleneck-yield = ファネル全体での{ $of }の出来
bottleneck-above-range = 目標の範囲を上回っています。上回った場合の計画値がないため、内訳は出せません
bottleneck-without-steps = KGIにつながる段階が計画に書かれていないため、内訳は出せません
bottleneck-not-planned-so = 計画の転換率が実績の段階と対応しないため、内訳の合計が差に一致しません
bottleneck-too-long = 段階が{ $count }個と多すぎるため、内訳は出せません
bottleneck-divides-by-zero = 計画から実績へ置きかえる途中で0による割り算になるため、内訳は出せません
