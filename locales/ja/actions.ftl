# 計画に書かれた打ち手（`action`）の結果。

actions = 打ち手の効果

action-verdict = 結果
    .worked = 効果あり
    .worse = 悪化
    .no-evidence = 効果は確認できません
    .too-early = 判断にはまだ早い
    .none = 測定していません

action-of = { $action }（{ $name }）: { $verdict }
action-change = 実施前{ $before }、実施後{ $after }で{ $effect }
    .mix = 実施前{ $before }、実施後{ $after }で{ $effect }。{ $by }の構成を実施前にそろえた値です。そのままでは{ $raw }
    .period = { $period }（{ $days }営業日）に換算して実施前{ $before }、実施後{ $after }で{ $effect }
    .mean = { $grain ->
    [day] 1日
    [week] 1週
    [month] 1か月
    [quarter] 四半期
    [half] 半期
   *[year] 1年
}あたり実施前{ $before }、実施後{ $after }で{ $effect }
action-share = { $share }（{ $of }/{ $among }）
action-interval = { $change }（95%信頼区間: { $low }〜{ $high }）
action-plus = +{ $number }
action-days = { $first }〜{ $last }の{ $days }日間と、その前の{ $count }日間の比較
    .whole = { $first }〜{ $last }と、同じ{ $grain ->
    [week] 週
   *[month] 月
}数の{ $from }〜{ $to }の比較（1行が1{ $grain ->
    [week] 週間
   *[month] か月
}分のデータのため）
action-expected = 見込み{ $expect }: { $reached ->
    [yes] 到達
   *[no] 未到達
}
    .by = 見込み{ $expect }（期限{ $by }）: { $reached ->
    [yes] 到達
   *[no] まだ届いていません
}
    .past = 見込み{ $expect }（期限{ $by }を経過）: { $reached ->
    [yes] 到達
   *[no] 未到達
}
action-expected-behind = 見込み{ $expect }は実施前の{ $before }を{ $side ->
    [below] 下回って
   *[above] 上回って
}います
action-heard = { $date }の声: { $what }

## 結果が出ない理由

action-without-from = 開始日（`from`）が書かれていません
action-to-come = { $date }から始まります
action-numbers-to-come = { $date }に始まりましたが、それ以降のデータがまだ届いていません
action-without-before = { $date }より前に比べる日がありません
action-not-comparable = `{ $name }`は日ごとの数値から組み立てられないため、前後を比べられません。比べられるのは件数、合計、平均とその割り算です
action-no-data-before = 比べる相手になる{ $first }〜{ $last }のデータがありません
action-no-data-since = { $first }〜{ $last }のデータがまだありません
action-no-whole-period = 数値が期間単位のデータで、{ $date }以降に始まって終わった期間がまだありません（最初は{ $first }）
action-no-working-day = { $first }〜{ $last }に営業日がありません
action-nothing-in-common = 実施前と実施後に共通する区分（{ $by }）がないため、`{ $name }`を比べられません
action-divides-by-zero = 実施後（{ $first }〜{ $last }）の分母が0のため、`{ $name }`を計算できません
    .before = 実施前（{ $first }〜{ $last }）の分母が0のため、`{ $name }`を計算できません
action-too-many = 測定するのは計画ごとに最初の{ $count }件までです
action-no-interval = 日数が少なすぎるか、日ごとの差がないため、偶然の幅を見積もれません
action-sample = 偶然だけでも±{ $half }は動くため、意味のある変化{ $hoped }を見分けられません。データがもっと必要です
action-no-effect = 偶然による動きは±{ $half }までなので、{ $hoped }の変化があれば見えたはずです
action-few = 実施前か実施後の成功数または失敗数が{ $least }件未満で、判断できません
action-left-out = 実施前の件数の{ $share }は、実施後に1件もない区分のため除いています
    .new = 実施後の件数の{ $share }は、実施前に1件もない区分のため除いています
action-mix-too-fine = { $by }の区分が{ $count }もあるため、構成はそろえていません
action-data-begins = データは{ $date }からで、実施前は{ $count }日分しかありません
