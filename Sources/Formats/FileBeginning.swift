internal import Tables

/// The beginning of a file, by which a format recognises it.
package struct FileBeginning {
  package let file: OpenedFile
  /// The first records of a text; empty for other files.
  let list: RecordList
  /// The first records that are not blank.
  let candidates: [Candidate]

  /// A record that may be a title or a header.
  struct Candidate {
    let record: Int
    /// The number of fields up to the last one that is not empty.
    let width: Int
    let names: [String]
    /// The folded names.
    let keys: [String]
  }

  private static let candidateCount = 12
  /// The number of records below a candidate that are examined as its list of people.
  private static let below = 30

  init(_ file: OpenedFile, delimiter: UInt8) {
    self.file = file
    let list = (try? file.text()).map { FileBeginning.records($0, delimiter) } ?? RecordList()
    self.list = list
    candidates = FileBeginning.filled(list).map { record in
      let names = list.strings(record)
      return Candidate(
        record: record, width: list.filledWidth(record), names: names, keys: names.map(foldedHeader))
    }
  }

  /// The records below a candidate.
  func following(_ candidate: Candidate) -> Range<Int> {
    let first = candidate.record + 1
    return first..<max(first, min(candidate.record + FileBeginning.below, list.count))
  }

  private static func records(_ file: TextFile, _ delimiter: UInt8) -> RecordList {
    func list(_ limit: Int) -> RecordList {
      let limit = min(file.head.count, limit)
      return RecordList(
        file.head.span.extracting(0..<limit), delimiter: delimiter,
        isEnd: file.headIsWhole && limit == file.head.count)
    }
    let short = list(8192)
    let candidates = filled(short)
    let isEnough = candidates.count == candidateCount && candidates.last! + below <= short.count
    return isEnough ? short : list(32_768)
  }

  private static func filled(_ list: RecordList) -> ArraySlice<Int> {
    (0..<list.count).filter { !list.isBlank($0) }.prefix(candidateCount)
  }
}
