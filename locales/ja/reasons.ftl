# 値や目標がない理由と、判定の理由。

## 値がない

value-no-rows = { $period }のデータが`{ $source }`に1行もありません
value-of-no-matching-row = `{ $source }`に{ $period }のデータはありますが、計算に使える行がありません
value-no-dimension = `{ $source }`は`{ $dimension }`別に集計できません
value-divided-by-zero = { $period }は`{ $divisor }`が0のため、`{ $name }`を計算できません（0での割り算）
value-divided-by-nothing = { $period }は割る数が0のため、`{ $name }`を計算できません
value-of-part = `{ $name }`の値がありません（{ $why }）
value-of-part-not-read = `{ $name }`を読み取っていません
value-of-other-year = { $period }は年度の区切りが違うため月の合計で求めますが、件数や合計でない数値は足し合わせられません
value-circular = `{ $name }`の計算式が自分自身を参照しています
value-looks-back-too-far = `{ $name }`がさかのぼる期間が長すぎます
value-too-large = `{ $name }`は桁が大きすぎて計算できません

## 目標がない

no-target-in-schedule = { $period }の目標が書かれていません
no-target-in-file = `{ $file }`に{ $period }の目標がありません
no-target-of-all = 目標は`{ $dimension }`別です。率の目標は足し合わせられないため、全体の目標はありません
no-target-without-team = 1人あたりの目標ですが、計画に人数（`team`）が書かれていません
no-target-before-team = 1人あたりの目標ですが、{ $date }時点の人数（`team`）が計画に書かれていません
no-target-without-goal = 目標が書かれておらず、逆算のもとになる`kgi`もありません
no-target-not-linked = 目標が書かれておらず、KGIからファネルや計算式をたどっても届きません
no-target-without-goal-target = KGI `{ $goal }`に{ $period }の目標がなく、書かれている数値を積み上げても求められません
no-target-without-conversion = KGIから逆算できません。`{ $from }`から`{ $to }`への転換率がありません。`at`で率を書いてください
no-target-with-zero-conversion = KGIから逆算できません。{ $conversion }が0のため、0で割ることになります
no-target-divided-by-zero = KGIから逆算できません。{ $of }の計算式で、割る側（{ $names }からなる部分）が0になります
no-target-with-unknowns = KGIから逆算できません。`{ $of }`の計算式のうち、{ $names }にも目標がありません
no-target-behind-data = KGIから逆算できません。`{ $name }`の計算式に、データからしか分からない数値が含まれています
no-target-without-solution = KGIから逆算できません。`{ $name }`をいくつにしても`{ $of }`が目標になりません
no-target-of-product-with-itself = KGIから逆算できません。`{ $of }`の計算式で`{ $name }`どうしが掛け合わされるか割られています
no-target-too-large = KGIから逆算できません。`{ $name }`の桁が大きすぎます

## 判定しない

not-judged-outside-plan = 計画の期間（{ $from }から{ $to }）の外です
not-judged-before = { $date }から計画に加わります
not-judged-after = { $date }で計画から外れました
not-judged-in-progress = 期間が終わってから判定します
not-judged-without-working-days = 営業日のない期間です

## 判定の理由

reason-below = { $value }は{ $limit }を下回っています
reason-below-by-now = { $value }は、下限{ $whole }の現時点の分にあたる{ $limit }を下回っています
reason-below-target = { $value }で、目標の{ $limit }に届いていません
reason-below-expected = { $value }で、現時点の目安{ $limit }に届いていません
reason-below-share = { $value }は、目標の{ $share }にあたる{ $limit }を下回っています
reason-below-share-by-now = { $value }は、現時点の目安{ $expected }の{ $share }にあたる{ $limit }を下回っています
reason-above = { $value }は{ $limit }を上回っています
reason-above-by-now = { $value }は、上限{ $whole }の現時点の分にあたる{ $limit }を上回っています
reason-above-target = { $value }で、目標の{ $limit }を超えています
reason-above-expected = { $value }で、現時点の目安{ $limit }を超えています
reason-above-share = { $value }は、目標の{ $share }にあたる{ $limit }を上回っています
reason-above-share-by-now = { $value }は、現時点の目安{ $expected }の{ $share }にあたる{ $limit }を上回っています
reason-down = { $value }は{ $period }の{ $earlier }から{ $change }下がっています
reason-down-by-now = { $value }は、{ $period }の{ $whole }のうち現時点までの分{ $earlier }から{ $change }下がっています
reason-up = { $value }は{ $period }の{ $earlier }から{ $change }上がっています
reason-up-by-now = { $value }は、{ $period }の{ $whole }のうち現時点までの分{ $earlier }から{ $change }上がっています
reason-streak = { $why }。これが{ $periods }期続いています
reason-pace = { $date }時点の目安{ $expected }に対して{ $value }です（{ $total }営業日のうち{ $gone }日が経過）
reason-pace-between = { $date }時点の目安{ $expected }〜{ $high }に対して{ $value }です（{ $total }営業日のうち{ $gone }日が経過）
reason-sample = 判定するには少なすぎます。`{ $name }`は{ $sample }で、{ $least }以上必要です
reason-sample-unknown = 判定するには少なすぎます。`{ $name }`の件数が分かりません: { $why }
reason-immature = 判定にはまだ早いです。{ $end }までの期間の成果がまだ出そろっていません
reason-early = 判定にはまだ早いです。{ $date }までに{ $total }営業日のうち{ $gone }日しか経過していません
reason-guard = ただし、その質を見る指標が「{ $status }」です: { $guards }
reason-both = { $first }。{ $second }

# 率の判定に添える、件数についての注意。
reason-thin = ただし{ $sample }では、差があるとは言い切れません（{ $confidence }信頼区間{ $low }〜{ $high }）
reason-thin-change = ただし{ $sample }では、変化したとは言い切れません（変化の{ $confidence }信頼区間{ $low }〜{ $high }）
reason-thin-ok = { $value }ですが、{ $sample }では{ $limit }と差があるとは言い切れません（{ $confidence }信頼区間{ $low }〜{ $high }）
reason-pardoned = ただし{ $sample }では未達とするだけの根拠がないため、注意にとどめます（{ $confidence }信頼区間{ $low }〜{ $high }）
reason-pardoned-change = ただし{ $sample }では変化したとする根拠がないため、注意にとどめます（変化の{ $confidence }信頼区間{ $low }〜{ $high }）
sample-of = { $name } { $count }件
sample-unnamed = { $count }件

## 順位を付けない理由

unranked-nobody = 名前の記入なし
unranked-contractor = 委託先の{ $name }
unranked-owned = この指標の責任者が委託先の{ $name }のため、順位は付けません
unranked-no-data = データなし
unranked-between = 多いほど、または少ないほどよい指標ではない
unranked-sample = 件数が{ $least }件未満
unranked-sample-of = { $name }が{ $least }件未満
