/// Names of months and days, and the marks of numbers, in the languages of the secretariat.
struct CalendarNames: Sendable {
  let months: [String]
  let shortMonths: [String]
  /// Monday first.
  let days: [String]
  let shortDays: [String]
  let decimalMark: String
  let groupMark: String

  static let languages = ["en", "es", "fr", "pt"]

  static func of(_ language: String) -> CalendarNames? {
    switch language {
    case "en": english
    case "es": spanish
    case "fr": french
    case "pt": portuguese
    default: nil
    }
  }

  static let english = CalendarNames(
    months: words("January February March April May June July August September October November December"),
    shortMonths: words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    days: words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    shortDays: words("Mon Tue Wed Thu Fri Sat Sun"), decimalMark: ".", groupMark: ",")

  static let spanish = CalendarNames(
    months: words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    shortMonths: words("ene feb mar abr may jun jul ago sept oct nov dic"),
    days: words("lunes martes miércoles jueves viernes sábado domingo"),
    shortDays: words("lun mar mié jue vie sáb dom"), decimalMark: ",", groupMark: ".")

  static let french = CalendarNames(
    months: words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    shortMonths: words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    days: words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    shortDays: words("lun. mar. mer. jeu. ven. sam. dim."), decimalMark: ",", groupMark: "\u{202F}")

  static let portuguese = CalendarNames(
    months: words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    shortMonths: words("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    days: words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
    shortDays: words("seg. ter. qua. qui. sex. sáb. dom."), decimalMark: ",", groupMark: ".")

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
