internal import Tables

/// The headers of YouTube Studio's tables, in English, Spanish, Portuguese, French, German and Italian.
enum YouTubeWords {
  /// The format's column for a folded header.
  static func field(_ key: String) -> Field? { fields[key] }

  /// Whether this is a list of videos: it begins with their identifiers and has their titles or times.
  static func isHeader(_ names: [String]) -> Bool {
    guard let first = names.first, field(foldedHeader(first))?.name == "video" else { return false }
    return names.dropFirst().contains { ["title", "published_at"].contains(field(foldedHeader($0))?.name) }
  }

  static let totals: Set<String> = [
    "total", "totales", "totals", "totais", "totaux", "gesamt", "summe", "insgesamt", "totale",
  ]

  /// The folded beginnings of the line that says that the table is cut off.
  static let notes = [
    "showingtop", "showingthetop", "mostrandolos", "semuestranlos", "mostrandoos", "exibindoos",
    "affichagedes", "dieersten", "dietop", "eswerden", "visualizzazionedei", "vengonovisualizzati", "top500",
    "resultsarelimited",
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
      (
        "video", .text,
        "content contenido conteudo contenu inhalte inhalt contenuti contenuto video videoid iddevideo"
      ),
      (
        "title", .text,
        "videotitle titulodelvideo titulodovideo titredelavideo videotitel titeldesvideos titolovideo titolodelvideo"
      ),
      (
        "published_at", .date,
        """
        videopublishtime videopublisheddate horadepublicaciondelvideo fechadepublicaciondelvideo
        horariodepublicacaodovideo horadepublicacaodovideo heuredepublicationdelavideo
        veroffentlichungszeitpunktdesvideos zeitpunktderveroffentlichungdesvideos veroffentlichungsdatumdesvideos
        oradipubblicazionevideo oradipubblicazionedelvideo datadipubblicazionevideo
        """
      ),
      ("duration_seconds", .integer, "duration duracion duracao duree dauer durata"),
      (
        "views", .integer,
        "views visualizaciones vistas reproducciones visualizacoes vues aufrufe visualizzazioni"
      ),
      ("engaged_views", .integer, "engagedviews visualizacionesinteresadas"),
      (
        "watch_hours", .number,
        """
        watchtimehours tiempodevisualizacionhoras tiempodereproduccionhoras tempodeexibicaohoras
        dureedevisionnageheures wiedergabezeitstunden tempodivisualizzazioneore
        """
      ),
      ("subscribers", .integer, "subscribers suscriptores inscritos abonnes abonnenten iscritti"),
      ("subscribers_gained", .integer, "subscribersgained suscriptoresobtenidos suscriptoresganados"),
      ("subscribers_lost", .integer, "subscriberslost suscriptoresperdidos"),
      ("impressions", .integer, "impressions impresiones impressoes impressionen impressioni"),
      (
        "click_through_rate", .number,
        """
        impressionsclickthroughrate porcentajedeclicsdelasimpresiones tasadeclicsdelasimpresiones
        porcentajedeclicsdeimpresiones taxadecliquesdeimpressoes tauxdeclicsparimpressions klickratederimpressionen klickratederimpressionenctr
        percentualediclicdelleimpressioni
        """
      ),
      (
        "unique_viewers", .integer,
        "uniqueviewers espectadoresunicos usuariosunicos espectadoresexclusivos spectateursuniques einzelnezuschauer eindeutigezuschauer spettatoriunici"
      ),
      (
        "new_viewers", .integer,
        "newviewers nuevosespectadores espectadoresnuevos usuariosnuevos neuezuschauer nuovispettatori"
      ),
      (
        "returning_viewers", .integer,
        "returningviewers espectadoresrecurrentes espectadoresquevuelven usuariosrecurrentes wiederkehrendezuschauer spettatoridiritorno"
      ),
      ("casual_viewers", .integer, "casualviewers espectadoresocasionales"),
      ("regular_viewers", .integer, "regularviewers espectadoreshabituales"),
      ("likes", .integer, "likes megusta marcasmegusta gosteis jaime mag mipiace"),
      ("dislikes", .integer, "dislikes nomegusta marcasnomegusta magnicht nonmipiace"),
      (
        "comments", .integer,
        "commentsadded comments comentarios comentariosanadidos comentariosagregados kommentare hinzugefugtekommentare commenti commentiaggiunti"
      ),
      (
        "shares", .integer,
        "shares sharing compartidos vecescompartido compartilhamentos partages geteilt condivisioni"
      ),
      (
        "average_view_seconds", .integer,
        """
        averageviewduration duracionmediadelasvisualizaciones duracionpromediodelasvistas
        duracionmediadevisualizacion duracaomediadavisualizacao dureemoyennedunevue durchschnittlichewiedergabedauer durchschnittlichewiedergabezeit
        duratamediadellavisualizzazione duratavisualizzazionemedia
        """
      ),
      (
        "average_percentage_viewed", .number,
        """
        averagepercentageviewed porcentajemediovisto porcentajepromediovisto porcentagemmediavisualizada
        pourcentagemoyendevisionnage durchschnittlichewiedergabedauerinprozent percentualemediavisualizzata
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
