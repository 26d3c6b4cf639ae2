internal import Tables

/// The list of polls above the tables of a newer poll report, with the number of people who answered each.
///
///     Launched Polls
///     #,Poll Name,Questions,Responses
///     1,How was it?,4,31
struct ZoomPollList {
  private var header: [String]?
  private var polls: [(name: String, total: ReportTotal)] = []

  static func isHeader(_ keys: [String]) -> Bool {
    keys.contains(where: names.contains) && keys.contains(where: responses.contains)
  }

  /// Takes a record above the tables.
  mutating func read(_ texts: [String], _ record: Int) {
    let keys = texts.map(foldedHeader)
    if ZoomPollList.isHeader(keys) {
      header = keys
      return
    }
    guard let header, let name = header.firstIndex(where: ZoomPollList.names.contains), name < texts.count,
      let count = header.firstIndex(where: ZoomPollList.responses.contains), count < texts.count,
      let value = ReportTotal.number(texts[count])
    else { return }
    polls.append(
      (
        foldedHeader(texts[name]),
        ReportTotal(label: texts[name], value: value, record: record, counts: .records, sections: [])
      ))
  }

  /// The list ends.
  mutating func close() { header = nil }

  /// Takes a table with this title. - Returns: whether it is that of a poll of the list.
  mutating func add(_ title: String, section: Int) -> Bool {
    let key = foldedHeader(title)
    guard let place = polls.firstIndex(where: { $0.name == key }) else { return false }
    polls[place].total.sections!.append(section)
    return true
  }

  /// The numbers of the list; none of polls that have one name, whose tables are not told apart.
  var totals: [ReportTotal] {
    polls.filter { poll in polls.count { $0.name == poll.name } == 1 }.map(\.total)
  }

  private static let names = Set(
    """
    pollname nombredelaencuesta nombredeencuesta nombredelsondeo nomedaenquete nomedapesquisa nomdusondage umfragename
    namederumfrage nomedelsondaggio nomesondaggio
    """.plainWords)

  private static let responses = Set("responses respuestas respostas reponses antworten risposte".plainWords)
}
