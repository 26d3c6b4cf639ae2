/// What YouTube Studio gives for the channel, in Spanish: the review's recordings among other videos.
enum YouTube {
  struct Video {
    var id: String
    var title: String
    var day: String
    var views: Int
    var uniqueViewers: Int
    var tenthsOfHours: Int
  }

  /// The recordings on the programme: session, language, video.
  static let recordings: [(session: String, language: String, status: String, video: Video)] = [
    recording("R1", "es", "-aB3xK9mQ1z", "26 abr 2021", 1310, 121, 2115),
    recording("R1", "en", "Zq7_Lw2RtY4", "26 abr 2021", 702, 74, 988),
    recording("R2", "es", "hT5nVc8JpE0", "26 abr 2021", 842, 84, 1260),
    recording("R2", "en", "kM2sWd6FgU7", "26 abr 2021", 391, 49, 615),
    recording("M1", "es", "pX9bRj3LoA5", "27 abr 2021", 654, 62, 874),
    recording("M1", "en", "vN4yQh1CiS8", "27 abr 2021", 288, 38, 402),
    recording("M2", "es", "eG6uZk0BwD2", "27 abr 2021", 598, 58, 811),
    recording("M2", "en", "tF8aPm5XrH3", "27 abr 2021", 251, 33, 377),
    recording("M3", "es", "_jL1oTc7VnK", "27 abr 2021", 473, 49, 640),
    recording("M3", "en", "yS3iEq9GbW6", "27 abr 2021", 199, 28, 298),
    recording("M4", "es", "cD0fUx4MzR1", "28 abr 2021", 421, 44, 583),
    recording("M4", "en", "wJ7hAv2NkY9", "28 abr 2021", 180, 24, 245),
    recording("M5", "es", "rB5gOs8TlP4", "28 abr 2021", 405, 41, 561),
    recording("M5", "en", "nE1dXi6QwC3", "28 abr 2021", 166, 22, 230),
    recording("R3", "es", "mK9zFu3HjV0", "28 abr 2021", 362, 37, 474),
    recording("R3", "en", "xL2pRy7SaG5", "28 abr 2021", 131, 18, 190),
    // The first upload of the opening broke off; what it was seen does not count.
    (
      "R1", "es", "reemplazada",
      Video(
        id: "bW4qTn0EoM8", title: "Apertura (transmisión interrumpida)", day: "26 abr 2021", views: 1044,
        uniqueViewers: 96, tenthsOfHours: 310)
    ),
  ]

  /// Also on the channel.
  private static let others = [
    Video(
      id: "oH6cVz1UdI7", title: "Panorama Social 2020", day: "4 mar 2021", views: 18_452,
      uniqueViewers: 9_310, tenthsOfHours: 30_125),
    Video(
      id: "iY3kGe9PxT2", title: "Seminario: datos, migración y \"desarrollo\"", day: "15 oct 2020",
      views: 2_087, uniqueViewers: 1_121, tenthsOfHours: 4_410),
    Video(
      id: "=QA8lBs5WfJ", title: "Conferencia de prensa", day: "20 abr 2021", views: 977, uniqueViewers: 640,
      tenthsOfHours: 705),
  ]

  static func write(to folder: OutputFolder) throws {
    var file = DelimitedText(lineEnd: "\n")
    file.row(
      "Contenido", "Título del vídeo", "Hora de publicación del vídeo", "Duración", "Visualizaciones",
      "Espectadores únicos", "Tiempo de visualización (horas)", "Suscriptores", "Impresiones",
      "Porcentaje de clics de las impresiones (%)")
    let videos = recordings.map(\.video) + others
    file.row(
      "Total", "", "", "", grouped(videos.map(\.views).reduce(0, +)), grouped(10_964),
      decimal(videos.map(\.tenthsOfHours).reduce(0, +)), "212", grouped(401_877), "4,1")
    for video in videos.sorted(by: { ($0.views, $0.id) > ($1.views, $1.id) }) {
      file.row(
        video.id, video.title, video.day, "2:41:0\(video.views % 10)", grouped(video.views),
        grouped(video.uniqueViewers), decimal(video.tenthsOfHours), "\(video.views % 23)",
        grouped(video.views * 9), "3,\(video.views % 9)")
    }
    try folder.write(file.text, to: "youtube/Datos de la tabla.csv")
  }

  private static func recording(
    _ session: String, _ language: String, _ id: String, _ day: String, _ views: Int, _ unique: Int,
    _ tenths: Int
  ) -> (session: String, language: String, status: String, video: Video) {
    let about = Session.named(session)
    return (
      session, language, "publicada",
      Video(
        id: id, title: language == "es" ? about.spanish : about.english, day: day, views: views,
        uniqueViewers: unique, tenthsOfHours: tenths)
    )
  }

  /// `1.310`
  private static func grouped(_ number: Int) -> String {
    guard number >= 1000 else { return "\(number)" }
    let rest = String(number % 1000)
    return grouped(number / 1000) + "." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// `211,5`
  private static func decimal(_ tenths: Int) -> String { grouped(tenths / 10) + ",\(tenths % 10)" }
}
