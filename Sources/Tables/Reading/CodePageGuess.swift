/// The encoding of a text that is not Unicode, judged by the letters that it would give.
///
/// Each encoding puts other letters, or signs, in the place of the same bytes: `Mu¤oz` and `Mu–oz` are not words.
package struct CodePageGuess {
  package let encoding: TextEncoding
  /// Whether the letters speak clearly for this encoding.
  let isSure: Bool

  /// The encodings that can be told apart, the most usual one first.
  private static let candidates: [TextEncoding] = [.windows1252, .ibm850, .macRoman, .windows1251]
  /// More letters than this change no judgement.
  private static let limit = 20_000

  package init(_ text: ArraySlice<UInt8>) {
    if let guess = EastAsianGuess(text) {
      encoding = guess.encoding
      isSure = guess.isSure
      return
    }
    var places: [Int] = []
    for place in text.indices where text[place] >= 0x80 {
      places.append(place)
      if places.count == CodePageGuess.limit { break }
    }
    let scores = CodePageGuess.candidates.map { encoding in
      (encoding: encoding, score: CodePageGuess.score(text, places, encoding.codePage!))
    }
    let first = scores[0]
    let best = scores.dropFirst().reduce(first) { $1.score > $0.score ? $1 : $0 }
    encoding = best.encoding
    // Most high bytes must be letters where letters belong, and more so than in any other encoding.
    let isGood = best.score * 2 >= places.count
    let rival = scores.filter { $0.encoding != best.encoding }.map(\.score).max() ?? 0
    isSure =
      isGood && (best.encoding == .windows1252 ? best.score >= rival : best.score > rival + places.count / 4)
  }

  private static func score(_ text: ArraySlice<UInt8>, _ places: [Int], _ page: [UInt16]) -> Int {
    func letter(_ place: Int) -> Letter {
      guard text.indices.contains(place) else { return .none }
      let byte = text[place]
      return byte < 0x80 ? Letter(ascii: byte) : Letter(page[Int(byte) - 0x80])
    }
    var score = 0
    for place in places {
      let (before, own, after) = (letter(place - 1), letter(place), letter(place + 1))
      switch own {
      case .small where before == .capital && after == .capital, .capital where before == .small: score -= 2
      case .small, .capital: score += before == .foreign || after == .foreign ? -1 : 1
      case .cyrillic where before.isInWord || after.isInWord: score -= 2
      case .cyrillic: score += before == .cyrillic || after == .cyrillic ? 1 : -1
      case .mark: break
      case .none, .foreign: score -= before.isInWord && after.isInWord ? 2 : 1
      }
    }
    return score
  }

  private enum Letter {
    case small, capital, cyrillic
    /// A letter or sign that texts of these languages hardly have.
    case foreign
    /// Quotes, dashes and the like.
    case mark
    case none

    var isInWord: Bool { self == .small || self == .capital }

    init(ascii byte: UInt8) {
      switch byte {
      case 0x61...0x7A: self = .small
      case 0x41...0x5A: self = .capital
      default: self = .none
      }
    }

    init(_ point: UInt16) {
      switch point {
      case 0x0400...0x045F: self = .cyrillic
      case 0x80...0x9F: self = .foreign
      default:
        guard let scalar = Unicode.Scalar(point) else {
          self = .foreign
          return
        }
        if Letter.smallOnes.contains(scalar) {
          self = .small
        } else if Letter.capitals.contains(scalar) {
          self = .capital
        } else {
          self = Letter.marks.contains(scalar) ? .mark : .foreign
        }
      }
    }

    /// Letters of Spanish, Portuguese, French, Italian, German and Catalan.
    private static let smallOnes = Set("áéíóúàèìòùâêîôûäëïöüãõñçæœåøß".unicodeScalars)
    private static let capitals = Set("ÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÄËÏÖÜÃÕÑÇÆŒÅØ".unicodeScalars)
    private static let marks = Set("¿¡ªº°«»“”‘’–—…•·€\u{A0}".unicodeScalars)
  }
}
