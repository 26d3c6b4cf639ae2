/// Whether a text is in an encoding of China, Japan or Korea, judged by the letters that each would give.
///
/// A wrong one gives letters, too, but hardly those that most names and headers are made of.
struct EastAsianGuess {
  let encoding: TextEncoding
  /// Whether the letters speak clearly for this encoding.
  let isSure: Bool

  private static let encodings: [TextEncoding] = [.gb18030, .big5, .shiftJIS, .eucJP, .eucKR]
  private static let sampleSize = 64 << 10

  /// Nil if it is in none of them.
  init?(_ text: ArraySlice<UInt8>) {
    guard let sample = EastAsianGuess.sample(text) else { return nil }
    let scores = EastAsianGuess.encodings.compactMap { encoding in
      EastAsianGuess.score(sample, encoding).map { (encoding: encoding, score: $0) }
    }
    guard let best = scores.max(by: { $0.score.share < $1.score.share }), best.score.share >= 0.2 else {
      return nil
    }
    encoding = best.encoding
    let rival = scores.filter { $0.encoding != best.encoding }.map(\.score.share).max() ?? 0
    isSure = best.score.share >= 0.35 && best.score.letters >= 6 && best.score.share > 2 * rival
  }

  /// Where the text has bytes above 0x7F, from the beginning of a line; nil if these stand alone, as letters with accents
  /// do.
  private static func sample(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = text.firstIndex(where: { $0 >= 0x80 }) else { return nil }
    let start = text[..<first].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? text.startIndex
    let sample = text[max(start, first - sampleSize / 2)...].prefix(sampleSize)
    var (high, together) = (0, 0)
    for place in sample.indices where sample[place] >= 0x80 {
      high += 1
      let before = place > sample.startIndex && sample[place - 1] >= 0x80
      let after = place + 1 < sample.endIndex && sample[place + 1] >= 0x80
      if before || after { together += 1 }
    }
    return together * 3 >= high ? sample : nil
  }

  /// The number of letters beyond ASCII, and how many of them are frequent ones; nil if the bytes are not of this
  /// encoding, or the letters stand among those of words in ASCII.
  private static func score(
    _ sample: ArraySlice<UInt8>, _ encoding: TextEncoding
  ) -> (letters: Int, share: Double)? {
    guard let conversion = SystemConversion(from: encoding.systemName!, to: "UTF-8") else { return nil }
    let (text, invalid) = conversion.converted(sample)
    let wanted = frequent(encoding)
    var (letters, known, inWords) = (0, 0, 0)
    var last: Unicode.Scalar = " "
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let isLetter = scalar.value >= 0x80 && scalar != "\u{FFFD}"
      if isLetter {
        letters += 1
        if wanted.contains(scalar) || encoding.isJapanese && isKana(scalar) { known += 1 }
      }
      if isLetter && isInWord(last) || last.value >= 0x80 && isInWord(scalar) { inWords += 1 }
      last = scalar
    }
    // The sample may end within a letter.
    if letters < 2 || (invalid - 1) * 50 > letters || inWords * 4 > letters { return nil }
    return (letters, Double(known) / Double(letters))
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 && scalar.properties.isAlphabetic
  }

  /// Hiragana and Katakana of full width.
  private static func isKana(_ scalar: Unicode.Scalar) -> Bool { (0x3041...0x30FE).contains(scalar.value) }

  private static func frequent(_ encoding: TextEncoding) -> Set<Unicode.Scalar> {
    switch encoding {
    case .gb18030: simplified
    case .big5: traditional
    case .eucKR: hangul
    default: kanji
    }
  }

  // The most frequent letters of texts, of names of people, and of the headers of their lists.

  private static let simplified = Set(
    """
    的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着\
    等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内\
    数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管\
    特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导\
    李王张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆郝孔白崔\
    康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚伟芳娜敏静丽磊军洋勇艳杰娟涛超秀英霞刚桂玲红建华晓志宇浩欣雪婷佳思琪轩梓涵\
    姓名邮箱话手单职务称门司城市省县备注期间序号性别籍址编参加者报会议登录
    """.unicodeScalars)

  private static let traditional = Set(
    """
    的一是不我有在人了中大國來上個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她里後小麼心多天而能好都然沒日於起還發成事只作當想\
    看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問\
    力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員\
    九性通目華報立馬命活神數件安表原車應路期提感何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記共接它許八特覺望直服林題建南度統色字\
    陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范宋鄧杜傅侯曹薛丁卓董溫唐藍石蔣田康鄒白\
    志明淑芬美玲雅婷怡君俊傑家豪宗翰冠宇佳穎詩涵承恩雅雯慧玉珍姓名稱電子郵件單職話國家城縣備註期號性參加者報會議登錄組織機構
    """.unicodeScalars)

  private static let kanji = Set(
    """
    日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関\
    決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続\
    佐藤鈴木高橋伊渡辺山村小林加吉佐々口松井上清阿部森池石崎藤原斎岡島西福太郎美恵由香直樹健一洋真優翔陽菜花子裕康弘浩徳和明智博隆\
    名姓氏所属役職電話番号住参加者申込受付登録組織国籍備考連絡先都道府県市区町村株式会社大学
    """.unicodeScalars)

  private static let hangul = Set(
    """
    이다의는에을가고하은지도사한기로리대자인정시과를나어해부서보그일전제주수만구공조원장동상것회있했관김최박강윤임오신권황안송류홍문양손배백허유남심\
    노곽성차우민진영현준은혜미경희연호석철재훈름메화번소속직위국비참등록학교단체명년월생남여주소번호내용방법세아라스트음들더게면와거니년중요업개발
    """.unicodeScalars)
}

extension TextEncoding {
  fileprivate var isJapanese: Bool { self == .shiftJIS || self == .eucJP }
}
