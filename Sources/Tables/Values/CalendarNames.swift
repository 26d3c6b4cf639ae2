/// The names of months and weekdays, and the marks of numbers, in the supported languages.
///
/// This is the only such table: for writing with `format`, for reading dates in files, for cron
/// expressions, and for texts that a spreadsheet would take for dates.
package struct CalendarNames: Sendable {
  package let months: [String]
  package let shortMonths: [String]
  /// Monday first.
  package let days: [String]
  package let shortDays: [String]
  package let decimalMark: String
  package let groupMark: String

  package static let languages = ["en", "es", "fr", "pt"]

  package static func of(_ language: String) -> CalendarNames? {
    switch language {
    case "en": english
    case "es": spanish
    case "fr": french
    case "pt": portuguese
    default: nil
    }
  }

  package static let english = CalendarNames(
    months: words("January February March April May June July August September October November December"),
    shortMonths: words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    days: words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    shortDays: words("Mon Tue Wed Thu Fri Sat Sun"), decimalMark: ".", groupMark: ",")

  package static let spanish = CalendarNames(
    months: words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    shortMonths: words("ene feb mar abr may jun jul ago sept oct nov dic"),
    days: words("lunes martes miércoles jueves viernes sábado domingo"),
    shortDays: words("lun mar mié jue vie sáb dom"), decimalMark: ",", groupMark: ".")

  package static let french = CalendarNames(
    months: words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    shortMonths: words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    days: words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    shortDays: words("lun. mar. mer. jeu. ven. sam. dim."), decimalMark: ",", groupMark: "\u{202F}")

  package static let portuguese = CalendarNames(
    months: words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    shortMonths: words("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    days: words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
    shortDays: words("seg. ter. qua. qui. sex. sáb. dom."), decimalMark: ",", groupMark: ".")

  /// Other names of months in use.
  private static let otherMonths = [(9, "setiembre")]

  /// All names of months, full and short, with their numbers from 1; short names without dots.
  static let allMonths: [(month: Int, name: String)] =
    languages.compactMap(of).flatMap { names in
      (names.months + names.shortMonths).enumerated().map { index, name in
        (index % 12 + 1, name.replacing(".", with: ""))
      }
    } + otherMonths

  /// Names of months that are read but not written: German and Italian.
  private static let readOnly: [(month: Int, name: String)] = [
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jan feb mrz apr mai jun jul aug sep okt nov dez", "jänner feber mär",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
  ].flatMap { line in words(line).enumerated().map { ($0 + 1, $1) } }

  /// The names of months that files may have.
  static let readMonths = allMonths + readOnly

  /// The names of weekdays that files may have.
  static let readDays: [String] =
    languages.compactMap(of).flatMap { $0.days + $0.shortDays }
    + words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So")
    + words("lunedì martedì mercoledì giovedì venerdì sabato domenica lun mar mer gio ven sab dom")

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
