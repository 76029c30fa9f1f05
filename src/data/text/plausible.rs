//! How much bytes look like a text of an encoding, where several encodings would do.
//!
//! A score that isn't negative speaks for the encoding: the weights are such that a single common name decides. They
//! were tried on names of people and companies; the tests have them.

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};

/// How many characters beyond ASCII are looked at.
const CHARACTERS: usize = 4000;

/// How much the bytes look like Japanese in Shift JIS, as Windows extends it (CP932). They must be valid.
pub(super) fn as_shift_jis(bytes: &[u8]) -> i32 {
    let mut score = 0;
    let mut after_letter = false;
    let mut at = 0;
    for _ in 0..CHARACTERS {
        let Some(high) = next_high(bytes, at) else { break };
        after_letter = if high == at { after_letter } else { letter_before(bytes, high) };
        let byte = bytes[high];
        if is_half_width(byte) {
            let run = bytes[high..].iter().take_while(|byte| is_half_width(**byte)).count();
            let run = &bytes[high..high + run];
            at = high + run.len();
            let beside = after_letter || bytes.get(at).is_some_and(|next| next.is_ascii_alphabetic() || *next >= 0xe0);
            score += of_half_width(run, beside);
        } else {
            let trail = bytes.get(high + 1).copied().unwrap_or_default();
            let of_pair = of_row(row_of_shift_jis(byte, trail), &bytes[high..(high + 2).min(bytes.len())], SHIFT_JIS);
            // A high byte and a letter, within a word of letters, are rather a word with an accent.
            let within_word = after_letter && trail.is_ascii_alphabetic();
            score += if within_word { of_pair.min(0) - 6 } else { of_pair };
            at = high + 2;
        }
        after_letter = false;
    }
    score
}

/// How much the bytes look like Japanese in EUC-JP. They must be valid.
pub(super) fn as_euc_jp(bytes: &[u8]) -> i32 {
    let mut score = 0;
    let (mut likely, mut rare) = (0, 0);
    let mut at = 0;
    for _ in 0..CHARACTERS {
        let Some(high) = next_high(bytes, at) else { break };
        let (of_character, length) = match bytes[high] {
            // Half-width kana have a byte of their own before them.
            0x8e => (7, 2),
            0x8f => (-2, 3),
            lead => {
                let pair = &bytes[high..(high + 2).min(bytes.len())];
                (of_row(i32::from(lead) - 0xa0, pair, EUC_JP), 2)
            }
        };
        score += of_character;
        *(if of_character > 0 { &mut likely } else { &mut rare }) += 1;
        at = high + length;
    }
    // A name may have a rare kanji; a text of them is Korean or Chinese.
    if rare > 4 && rare > likely { score - 6 * rare } else { score }
}

/// How much the bytes look like words of a Western European language in windows-1252: letters with accents among
/// plain ones.
pub(super) fn as_western(bytes: &[u8]) -> i32 {
    let mut score = 0;
    let mut at = 0;
    for _ in 0..CHARACTERS {
        let Some(high) = next_high(bytes, at) else { break };
        let run = bytes[high..].iter().take_while(|byte| !byte.is_ascii()).count();
        at = high + run;
        let beside_letter = letter_before(bytes, high) || bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let accented = bytes[high..at].iter().all(|byte| *byte >= 0xc0 && !matches!(byte, 0xd7 | 0xf7));
        score += match (run, accented, bytes[high]) {
            (1 | 2, true, _) if beside_letter => 6,
            (1, true, _) => 1,
            // Quotation marks, dashes, the euro and the pound, degrees.
            (1, false, 0x80 | 0x85 | 0x91..=0x94 | 0x96 | 0x97 | 0xa0 | 0xa3 | 0xab | 0xb0 | 0xbb) => 3,
            _ => -4 * i32::try_from(run).unwrap_or(i32::MAX / 8),
        };
    }
    score
}

/// The place of the next byte that isn't ASCII.
fn next_high(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|byte| !byte.is_ascii()).map(|further| from + further)
}

fn letter_before(bytes: &[u8], place: usize) -> bool {
    place.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_alphabetic)
}

/// Whether the byte alone is a half-width katakana of Shift JIS.
fn is_half_width(byte: u8) -> bool {
    (0xa1..=0xdf).contains(&byte)
}

/// A run of half-width katakana: a word, or bytes that mean something else. `beside` says that a letter touches it.
fn of_half_width(run: &[u8], beside: bool) -> i32 {
    const VOICED: u8 = 0xde;
    const HALF_VOICED: u8 = 0xdf;
    let length = i32::try_from(run.len()).unwrap_or(i32::MAX / 8);
    // No word begins with a small kana, a long vowel, ン or a voicing mark.
    let begins = run.first().is_some_and(|first| matches!(first, 0xa6 | 0xb1..=0xdc));
    let mut voicings = 0;
    let mut sound = begins && run.len() > 1 && !beside;
    for (place, byte) in run.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| run.get(before)).copied().unwrap_or_default();
        let can_voice = matches!(before, 0xca..=0xce);
        match *byte {
            VOICED if can_voice || matches!(before, 0xb3 | 0xb6..=0xc4) => voicings += 1,
            HALF_VOICED if can_voice => voicings += 1,
            VOICED | HALF_VOICED | 0xa1..=0xa4 | 0xa6 => sound = false,
            _ => {}
        }
    }
    if sound { length * 3 / 2 + 2 * voicings } else { -3 * length }
}

/// The row of JIS X 0208 in which a pair of bytes of Shift JIS stands; the rows above 94 are extensions.
fn row_of_shift_jis(lead: u8, trail: u8) -> i32 {
    let lead = i32::from(lead);
    (lead - if lead < 0xa0 { 0x81 } else { 0xc1 }) * 2 + if trail < 0x9f { 1 } else { 2 }
}

/// What a character says by its row: kana, punctuation and everyday kanji are likely; kanji of the second level are
/// what other encodings look like. Shift JIS is believed more easily than EUC-JP, in which bytes of Korean or Chinese
/// look like kanji of the first level, too.
fn of_row(row: i32, bytes: &[u8], encoding: &'static Encoding) -> i32 {
    let is_shift_jis = encoding == SHIFT_JIS;
    let character = encoding.decode_without_bom_handling(bytes).0.chars().next().unwrap_or('\u{FFFD}');
    let is_common = || COMMON.contains(character);
    match row {
        1 | 3 => 4,
        2 => -1,
        4 | 5 => 5,
        // ①, ㈱ and their like.
        13 if is_shift_jis => 4,
        13 => 2,
        16..=47 if is_common() => 6,
        16..=47 if is_shift_jis => 3,
        16..=47 => 0,
        48..=84 if is_common() => {
            if is_shift_jis {
                4
            } else {
                6
            }
        }
        48..=84 if is_shift_jis => -1,
        48..=84 => -4,
        // Two that many families have in their names, from IBM's extension.
        _ if matches!(character, '髙' | '﨑') => 6,
        115.. => -1,
        _ => -10,
    }
}

/// Kanji of names, places, companies and business, by how they are numbered in Unicode.
const COMMON: &str = "\
    一七万三上下不与世両中丸主乃久乗九也亀了予争事二互五井亜亡交京亮人仁今介仕他付代以件任伊休会伝伸似位住佐\
    体何余作使例供価便係俊保信修倒候借値偉健側偶備働優元兄先光児入全八公六共具典内円写冬冷凛処凸出分切列初判\
    別利到制刷券刻前剛割力加助努労勉動務勝勤化北区医十千午半南単博印危原去参友反収取受口古台史右号司合吉同名\
    向君否吸吹告味呼命和咲品哉員哲商問啓喜営四回因困図国園土在地坂城堀堂堤報場塚塩増士声売変夏夕外多夜夢大天\
    太夫失奈契女好妹妻姉始娘婚婦子字存孝学宅宇守安完宏官定実客室宮害家容宿寄富寒寛寝察対小少尾局居屋山岡岩島\
    崎嵐川工左差市師席帰常平年幸幾広店度座庫庭康建式引弘弟強当形彦役彼待後徒得御徹心必忍忘忙忠念怒怖思急性恐\
    恥恭息恵悠悪悲情想意愛感慎慣成戦戸戻所手才打払投折抜抱押担拓招持指捕掛探提支放政敏敗教散数文斉斎斗料断新\
    方旅族日早明易昔星映春昨昭昼時晩景晴智暗暮曜曲更書最月有服望朝期木未末本杉村束来杯東松林果枝架柳柴栄栗校\
    株格桃案桑桜梨梶森椎楓業楽榎構様樋標権横樹橋機欠次欲歌止正武歩歯歳死残段殺母毎民気水永求江池決沖沙河治沼\
    法注泰泳洋洗津活流浅浜浦浩浪浮海消深淳清済渕渡港満演漢瀬火点然煙熊熱父片版牛物特犬犯状狩猪猫率玉王玲現球\
    理瑞生産用田由申男町画界留番畿疑疲病痛発登白百皆盗目直相真眠着矢知石研破確磨磯示礼社祖神福秀私秋科程稔種\
    稲穂積究空突窓窪立竜章竹笑笠等答箱節米精紀約紅納純紙素終組経結給絵絶続総緒績織罪置美義習翔老考者耳聞聡職\
    肉育背能腹自舞航船良色花芳若苦英茂茶草荒莉菅菊菓華菱落葉葵蒲蓮薫薬藤虎行術衣表裕製西要見規覚親観解言計記\
    訪設許証試話認語誠誤説読課調談請論諸識警議谷豊負財貧責貴買貸費資賛質赤走起越足路身車転輔輸辞辰辺辻込迎近\
    返迷追退送逃途通速連週進遅遊運過道達違遠適選郎部都配酒重野金鈴鉄銀鎌長閉開間関阪阿降限院除険陽隆際雄集雑\
    難雨雪電青静非面靴音頂須頭頼題額顔願類顧風飛食飯飲館首香馬駅験高髙髪魚鳥鳴鶴鷹鹿麻黒龍\
";

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::super::encoding::most_plausible;
    use super::*;

    const FAMILIES: &str = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山 杉山 村田 大塚 新井 藤本 小山 平野 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 市川 菊地 杉本 古川 大西 島田 水野 桜井 高野 渡部 吉川 山内 西田 飯田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 服部 東 岩田 土屋 川崎 福島 本田 辻 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大橋 松岡 馬場 浜田 森本 星野 矢野 浅野 大久保 吉岡 小池 野田 荒木 熊谷 松浦 大谷 内藤 黒田 尾崎 永田 川村 望月 松村 荒井 堀 大島 平井 児玉 片山 須藤 早川 桑原 鎌田 栗原 宇野 髙橋 山﨑 \
        猪狩 椎名 榎本 諸星 日比野 有働 瀬戸 稲葉 堤 梶原 沢田 小笠原 奥村 相沢";

    const COMPANIES: &str = "トヨタ自動車 三菱商事 日本電気 東京海上 富士通 日立製作所 パナソニック ソニー 任天堂 楽天 大和証券 野村総研 丸紅 伊藤忠商事 住友商事 三井物産 ㈱山田 (株)鈴木商店 みずほ銀行 ゆうちょ銀行 サントリー キリン アサヒビール 花王 資生堂 ユニクロ セブン イオン 日清食品 味の素 明治 森永製菓 ヤマト運輸 佐川急便 全日空 日本航空 東日本旅客鉄道 近畿日本鉄道 積水ハウス 大林組 清水建設 竹中工務店 鹿島 凸版印刷 電通 博報堂 リクルート サイバー はてな くらしの窓口 あおぞら銀行 営業一課 営業二課 合計 小計 大阪支店 名古屋 東京 ①東 新規 架電 帝人 旭化成 凪商会";

    const HALF_WIDTH: &str = "ｻﾄｳ ｽｽﾞｷ ﾀｶﾊｼ ﾀﾅｶ ｲﾄｳ ﾜﾀﾅﾍﾞ ﾔﾏﾓﾄ ﾅｶﾑﾗ ｺﾊﾞﾔｼ ｶﾄｳ ﾖｼﾀﾞ ﾔﾏﾀﾞ ｻｻｷ ﾔﾏｸﾞﾁ ﾏﾂﾓﾄ ｲﾉｳｴ ｷﾑﾗ ﾊﾔｼ ｻｲﾄｳ ｼﾐｽﾞ ﾓﾘ ｲｹﾀﾞ ﾊｼﾓﾄ ｱﾍﾞ ｲｼｶﾜ ﾅｶｼﾞﾏ ｵｶﾞﾜ ﾏｴﾀﾞ ｵｶﾀﾞ ﾊｾｶﾞﾜ ﾌｼﾞﾀ ｺﾞﾄｳ ｺﾝﾄﾞｳ ﾑﾗｶﾐ ｴﾝﾄﾞｳ ｱｵｷ ｻｶﾓﾄ ﾌｸﾀﾞ ｵｵﾀ ﾆｼﾑﾗ ﾌｼﾞｲ ｶﾈｺ ﾄﾖﾀ ﾐﾂﾋﾞｼ ｶ)ﾔﾏﾀﾞ";

    const WESTERN: &str = "José Müller François Noël Muñoz Peña Núñez Jürgen Jörg Weiß Groß Schäfer Strauß Köhler Krüger Günther Hélène Renée André Cécile Zoë Chloé Léa Gaëlle Benoît Jérôme Anaïs Loïc Pérez García Martínez López Sánchez Ramírez Gómez Díaz Hernández Ibáñez Señor Año España Málaga Übung Ärzte Österreich Élise Ángel Íñigo déjeuner à Noël;libellé Straße Größe Büro Bücher Käse Löwe Fußball Lösung Änderung naïve Citroën Crédit Société Générale L’Oréal 5€ café crème brûlée façade garçon leçon reçu où là";

    /// The names of a list that are found out to be in another encoding, one by one and three at a time, below a
    /// header of ASCII.
    fn mistaken(names: &str, encoding: &'static Encoding) -> Vec<String> {
        let names: Vec<&str> = names.split_whitespace().collect();
        let alone = names.iter().map(|name| vec![*name]);
        let threes = (0..names.len()).map(|place| [0, 7, 31].map(|step| names[(place + step) % names.len()]).to_vec());
        let found = |group: &Vec<&str>| {
            let rows = group.iter().fold(String::new(), |rows, name| rows + "2026-11-02," + name + ",100\n");
            let (bytes, _, unmappable) = encoding.encode(&rows);
            let text = [b"date,rep,amount\n", &*bytes].concat();
            unmappable || most_plausible(&text, true) == encoding
        };
        alone.chain(threes).filter(|group| !found(group)).map(|group| group.join(" ")).collect()
    }

    #[test]
    fn names_are_read_in_the_encoding_that_they_are_written_in() {
        let none: Vec<String> = Vec::new();
        for names in [FAMILIES, COMPANIES, HALF_WIDTH] {
            assert_eq!(mistaken(names, SHIFT_JIS), none);
            assert_eq!(mistaken(names, EUC_JP), none);
        }
        assert_eq!(mistaken(WESTERN, WINDOWS_1252), none);
    }

    #[test]
    fn other_languages_are_no_japanese() {
        let korean = encoding_rs::EUC_KR.encode("김철수 이영희 박민수 최지우 정우성").0.to_vec();
        assert!(as_euc_jp(&korean) < 0);
        let chinese = encoding_rs::GBK.encode("张伟 王芳 李娜 刘洋 陈静 赵磊").0.to_vec();
        assert!(as_euc_jp(&chinese) < 0);
        let russian = encoding_rs::WINDOWS_1251.encode("Иванов Смирнова Кузнецов").0.to_vec();
        assert_eq!(most_plausible(&russian, true), encoding_rs::WINDOWS_1251);
    }

    #[test]
    fn the_common_kanji_are_sorted_and_each_there_once() {
        let kanji: Vec<char> = COMMON.chars().collect();
        assert!(kanji.is_sorted_by(|one, other| one < other));
    }
}
