# `kpi why`の答え。

why-compared = { $period }を{ $other }と比較
why-compared-until = { $period }を{ $other }の{ $until }までと比較
why-compared-with-target = { $period }を目標と比較
why-between-sentences = { "" }
why-previous = 1期前の{ $name }

# 何が動いたか。
why-changed = { $direction ->
    [same] { $name }は{ $after }のまま変わっていません{ $sample }。
    [up] { $name }は{ $before }から{ $after }へ、{ $size }上がりました{ $sample }。
    [down] { $name }は{ $before }から{ $after }へ、{ $size }下がりました{ $sample }。
    [more] { $name }は{ $before }から{ $after }へ、{ $size }増えました{ $sample }。
    [less] { $name }は{ $before }から{ $after }へ、{ $size }減りました{ $sample }。
    [longer] { $name }は{ $before }から{ $after }へ、{ $size }長くなりました{ $sample }。
   *[shorter] { $name }は{ $before }から{ $after }へ、{ $size }短くなりました{ $sample }。
}
why-against-target = { $direction ->
    [same] { $name }は{ $after }で、目標ちょうどです{ $sample }。
    [up] { $name }は{ $after }で、目標の{ $before }を{ $size }上回っています{ $sample }。
   *[down] { $name }は{ $after }で、目標の{ $before }を{ $size }下回っています{ $sample }。
}
why-against-expected = { $direction ->
    [same] { $name }は{ $after }で、現時点の目安ちょうどです{ $sample }。
    [up] { $name }は{ $after }で、現時点の目安{ $before }を{ $size }上回っています{ $sample }。
   *[down] { $name }は{ $after }で、現時点の目安{ $before }を{ $size }下回っています{ $sample }。
}
why-chance = ただし、この件数では偶然の範囲かもしれません。
why-chance-mark = この件数では偶然の範囲かもしれない変化
why-count = { $number }件
why-size = { $size }（{ $share }）
why-of = { $whole }件中{ $part }件
why-sample = （{ $after }）
why-samples = （{ $before }→{ $after }）

# どこから来たか。
why-factors = 主な要因は{ $factors }です。
why-factors-against = 主な要因は{ $factors }です。逆に働いたのは{ $against }です。
why-factor = { $name }（{ $before }→{ $after }）による{ $part }
why-by-member = { $dimension }別では{ $member }の影響が最も大きく、{ $part }です（{ $before }→{ $after }）。
why-weight = 全体
why-mix = うち{ $mix }は{ $dimension }の構成が変わったためです。{ $base }に占める{ $member }の割合が{ $before }から{ $after }に{ $direction ->
    [up] 増えました
   *[down] 減りました
}。{ $dimension }ごとに見れば、全体としてほとんど変わっていません（{ $rate }）。
why-mix-cancelled = うち{ $mix }は{ $dimension }の構成が変わったためです。{ $base }に占める{ $member }の割合が{ $before }から{ $after }に{ $direction ->
    [up] 増えました
   *[down] 減りました
}。{ $dimension }ごとの{ $kind ->
    [rate] 率
   *[value] 値
}は上がったものと下がったものが打ち消し合い、全体としてはほとんど影響していません（{ $rate }）。
why-mix-and-rate = うち{ $mix }は{ $dimension }の構成が変わったためです。{ $base }に占める{ $member }の割合が{ $before }から{ $after }に{ $direction ->
    [up] 増えました
   *[down] 減りました
}。{ $dimension }ごとの{ $kind ->
    [rate] 率
   *[value] 値
}そのものの変化による分は{ $rate }です。
why-rate-everywhere = { $dimension }の{ $count }区分すべてで{ $direction ->
    [up] 上がっています
   *[down] 下がっています
}。それによる分が{ $rate }、構成の変化による分が{ $mix }です。
why-rate = { $dimension }ごとの{ $kind ->
    [rate] 率
   *[value] 値
}そのものの変化による分が{ $rate }で、最も大きいのは{ $member }の{ $part }です（{ $before }→{ $after }）。構成の変化による分は{ $mix }です。

# どこまで届いたか。
why-reached = { $versus ->
    [target] { $goal }の目標との差{ $whole }のうち、{ $part }は{ $name }によるものです。
   *[period] { $goal }の増減{ $whole }のうち、{ $part }は{ $name }によるものです。
}
why-reached-stage = { $versus ->
    [target] { $goal }の目標との差{ $whole }のうち、{ $part }は{ $name }までの段階で生じています。
   *[period] { $goal }の増減{ $whole }のうち、{ $part }は{ $name }までの段階で生じています。
}
why-set-off = { $versus ->
    [target] { $goal }の目標との差は、{ $name }だけなら{ $part }ですが、ほかの要因の{ $others }と打ち消し合い、合計{ $whole }です。
   *[period] { $goal }の増減は、{ $name }だけなら{ $part }ですが、ほかの要因の{ $others }と打ち消し合い、合計{ $whole }です。
}
why-set-off-stage = { $versus ->
    [target] { $goal }の目標との差は、{ $name }までの段階だけなら{ $part }ですが、ほかの要因の{ $others }と打ち消し合い、合計{ $whole }です。
   *[period] { $goal }の増減は、{ $name }までの段階だけなら{ $part }ですが、ほかの要因の{ $others }と打ち消し合い、合計{ $whole }です。
}
why-guards = { $name }は{ $guarded }の質を見る指標で、{ $goal }の計算には入っていません。
why-drives = { $name }は{ $driven }に効くと見込まれている指標で、{ $goal }の計算には入っていません。
why-within = { $goal }には複数のファネルがつながっているため、{ $name }の影響は全体をまとめた「{ $whole }」に含まれます。
why-unlinked = { $name }は計画の中で{ $goal }とつながっていません。

# 数値を正しく読むために。
why-portion = { $period }は途中です（{ $total }営業日のうち{ $gone }日が経過）。{ $other }の件数や金額は同じ割合の日数分に換算し、率は全体の率のまま比べています。
why-portion-until = { $period }は途中です（{ $total }営業日のうち{ $gone }日が経過）。{ $other }も、同じ営業日数にあたる{ $until }までのデータだけで比べています。
why-portion-target = { $period }は途中です（{ $total }営業日のうち{ $gone }日が経過）。件数や金額の目標は、その日数分の目安に換算しています。
why-data-begins = `{ $source }`のデータは{ $date }からで、{ $period }の全体はありません
why-further = { $name }の詳しい内訳: `{ $command }`
why-there = { $name }は{ $file }の数値です。内訳はそちらで見られます: `{ $command }`
why-goal-not-compared = KGIは比べられません。{ $why }。
why-mixed-cases = { $names }が100%を超えています。同じ期間の数どうしを割った率なので、別の時期に始まった案件が混ざっています。前の段階の影響と打ち消し合うため、1つずつの影響としては読まないでください。ファネルに`by … within …`と書くと、同じ案件を追った率になります。
why-no-factors = 要因には分解していません。{ $why }。
why-undivided = { $by }別には分解していません。{ $why }。
why-along-many = 要因が{ $count }個あり、すべての順番は試せないため、計算式を順にたどって変化を割り振りました。合計は正確に一致します。
why-along-zero = 前後の数値を入れ替えると0での割り算になる組み合わせがあり、すべての順番は試せないため、計算式を順にたどって変化を割り振りました。合計は正確に一致します。

# 分解できない理由。
why-counted = `{ $name }`はデータの行から直接集計した数値です
why-of-another-plan = `{ $name }`は別の計画の数値です
why-several-funnels = `{ $name }`には同じ段階を通る複数のファネルがつながっており、どのファネルによるものか数値からは分かりません
why-unplanned-conversion = 複数のファネルが合流していますが、`{ $from }`から`{ $to }`への転換率が計画にありません
why-divides-by-zero = 0での割り算になります
why-aggregate-without-target = 計算式の中の集計には目標がありません
why-members-no-sum = `{ $name }`の内訳を足しても全体になりません
why-members-without-target = 足して全体の目標になるような`{ $name }`の内訳の目標がありません
why-without-goal = 計画にKGIがないため、動いたものを変化の大きさの順に並べています。KGIへの影響は分かりません。
why-nothing-yet = { $period }のデータはまだあるはずがありません

# 一覧表。
why-heading = 表
    .factor = 要因
    .points = ポイント
    .days = 日
    .part = 影響
    .part-in = 影響（{ $unit }）
    .sum = 計
    .sum-in = 計（{ $unit }）
    .rest = 要因では説明できない分
    .others = その他{ $count }件
    .whole = 合計
    .weight = 構成比
    .rate = 率
    .by-mix = 構成
    .by-rate = 率の変化
    .value = 値
    .by-value = 値の変化
    .counts = 件数
    .other = その他の動き
    .difference = 増減
    .reached = KGIへの影響
    .guards = { $names }の質を見る指標
    .drives = { $names }に効く見込み
    .unlinked = つながりなし
    .within = 全ファネル分に含む
