internal import Tables

/// The headers of YouTube Studio's tables, in English, Spanish, Portuguese and French.
enum YouTubeWords {
  /// The format's column for a folded header.
  static func field(_ key: String) -> Field? { fields[key] }

  /// Whether this is a list of videos: it begins with their identifiers and has their titles or times.
  static func isHeader(_ names: [String]) -> Bool {
    guard let first = names.first, field(foldedHeader(first))?.name == "video" else { return false }
    return names.dropFirst().contains { ["title", "published_at"].contains(field(foldedHeader($0))?.name) }
  }

  static let totals: Set<String> = ["total", "totales", "totals", "totais", "totaux"]

  /// The folded beginnings of the line that says that the table is cut off.
  static let notes = [
    "showingtop", "showingthetop", "mostrandolos", "semuestranlos", "mostrandoos", "exibindoos",
    "affichagedes", "top500", "resultsarelimited",
  ]

  /// Whether a file of YouTube's archive is the one with a row per video.
  static func isTable(file name: String) -> Bool {
    let file = (name.split(separator: "/").last ?? "").split(separator: ".").first ?? ""
    return tables.contains(foldedHeader(String(file)))
  }

  private static let tables: Set<String> = [
    "tabledata", "datosdelatabla", "dadosdatabela", "donneesdutableau", "tabellendaten", "tabellendaten1",
    "datidellatabella", "datitabella",
  ]

  /// The number of rows at which YouTube cuts off its tables.
  static let longest = 500

  private static let fields: [String: Field] = {
    var result: [String: Field] = [:]
    for (name, type, list) in words {
      for word in list.plainWords { result[word] = Field(name, type) }
    }
    return result
  }()

  /// Each column with its type and its folded headers.
  static let words: [(String, ColumnType, String)] = {
    [
      ("video", .text, "content contenido conteudo contenu video videoid iddevideo"),
      ("title", .text, "videotitle titulodelvideo titulodovideo titredelavideo"),
      (
        "published_at", .date,
        """
        videopublishtime videopublisheddate horadepublicaciondelvideo fechadepublicaciondelvideo
        horariodepublicacaodovideo horadepublicacaodovideo heuredepublicationdelavideo
        """
      ),
      ("duration_seconds", .integer, "duration duracion duracao duree"),
      ("views", .integer, "views visualizaciones vistas reproducciones visualizacoes vues"),
      ("engaged_views", .integer, "engagedviews visualizacionesinteresadas"),
      (
        "watch_hours", .number,
        """
        watchtimehours tiempodevisualizacionhoras tiempodereproduccionhoras tempodeexibicaohoras
        dureedevisionnageheures
        """
      ),
      ("subscribers", .integer, "subscribers suscriptores inscritos abonnes"),
      ("subscribers_gained", .integer, "subscribersgained suscriptoresobtenidos suscriptoresganados"),
      ("subscribers_lost", .integer, "subscriberslost suscriptoresperdidos"),
      ("impressions", .integer, "impressions impresiones impressoes"),
      (
        "click_through_rate", .number,
        """
        impressionsclickthroughrate porcentajedeclicsdelasimpresiones tasadeclicsdelasimpresiones
        porcentajedeclicsdeimpresiones taxadecliquesdeimpressoes tauxdeclicsparimpressions
        """
      ),
      (
        "unique_viewers", .integer,
        "uniqueviewers espectadoresunicos usuariosunicos espectadoresexclusivos spectateursuniques"
      ),
      ("new_viewers", .integer, "newviewers nuevosespectadores espectadoresnuevos usuariosnuevos"),
      (
        "returning_viewers", .integer,
        "returningviewers espectadoresrecurrentes espectadoresquevuelven usuariosrecurrentes"
      ),
      ("casual_viewers", .integer, "casualviewers espectadoresocasionales"),
      ("regular_viewers", .integer, "regularviewers espectadoreshabituales"),
      ("likes", .integer, "likes megusta marcasmegusta gosteis jaime"),
      ("dislikes", .integer, "dislikes nomegusta marcasnomegusta"),
      ("comments", .integer, "commentsadded comments comentarios comentariosanadidos comentariosagregados"),
      ("shares", .integer, "shares sharing compartidos vecescompartido compartilhamentos partages"),
      (
        "average_view_seconds", .integer,
        """
        averageviewduration duracionmediadelasvisualizaciones duracionpromediodelasvistas
        duracionmediadevisualizacion duracaomediadavisualizacao dureemoyennedunevue
        """
      ),
      (
        "average_percentage_viewed", .number,
        """
        averagepercentageviewed porcentajemediovisto porcentajepromediovisto porcentagemmediavisualizada
        pourcentagemoyendevisionnage
        """
      ),
      (
        "peak_concurrent_viewers", .integer,
        "peakconcurrentviewers maximodeespectadoressimultaneos espectadoressimultaneosmaximos"
      ),
      (
        "average_concurrent_viewers", .number,
        "averageconcurrentviewers mediadeespectadoressimultaneos promediodeespectadoressimultaneos"
      ),
      ("playbacks", .integer, "playbacks reproduccionesendirecto"),
      ("chat_messages", .integer, "chatmessages mensajesdechat"),
      ("date", .date, "date fecha data"),
    ]
  }()
}
