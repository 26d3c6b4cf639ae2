internal import JobSpec
internal import Tables

/// The time of a book's data, in words.
extension Book {
  /// `Datos hasta el miércoles 28 de abril de 2021 a las 23:30 (hora de Santiago).`
  var asOf: String {
    let zone = writer.timeline.zone
    let local = writer.moment.asOfText(in: zone)
    let date = CivilDate(
      days: Int(floorDivide(zone.local(writer.moment.asOf.microseconds), TimeSpan.day.microseconds)))
    let city = ZoneCity.name(of: zone.identifier, in: words.language)
    return BookWords.filled(
      words.asOf,
      [
        "date": words.date(date), "time": String(local.dropFirst(11).prefix(5)),
        "zone": zone.isUTC ? "UTC" : BookWords.filled(words.zone, ["city": city]),
      ])
  }
}
