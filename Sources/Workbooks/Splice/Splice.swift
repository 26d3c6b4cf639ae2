internal import Diagnostics
internal import Tables

/// Writes the data rows of sheets into a workbook that libxlsxwriter has finished without them.
///
/// **What it does.** The library makes the workbook: structure, styles, headers, totals, tables, charts, links,
/// covers. Of the data rows it gets only a placeholder, one last cell without a value, which tells it how far
/// the sheet goes. ``SheetBodies`` then reads the finished archive (``ZipDirectory``), copies most parts in
/// compressed form (``ZipWriter``), and inserts rows and texts into two kinds of parts: sheets (``SheetFrame``,
/// ``SheetBodyFormatter``) and shared strings (``LibraryTexts``, ``SharedTexts``). ``HintedDeflate`` compresses
/// rows, zlib compresses texts.
///
/// **Why.** Given cell by cell to the library, 500,000 rows of eight columns take 7.8 seconds of processor time
/// and hold every cell in memory (4.9 seconds in the library's constant-memory mode, which writes a sheet row
/// by row). `acta convert` reads, types and writes as many rows in 1.0 second: it formats them from the columns
/// and compresses them with known repeats, on all cores.
///
/// **What it relies on.** That the library
/// - writes an archive without zip64, with sizes in the local headers: ``ZipDirectory``;
/// - writes `<sheetData>`, one `<row …>…</row>` for the header, rows that begin with `<row r="N"`: ``SheetFrame``;
/// - numbers styles in the order of their first use, so that ``Workbook/number(of:)`` can ask for one:
///   ``SheetFrame`` checks that the last cell has the expected style;
/// - lists its own shared strings first, with ` count="` and ` uniqueCount="`: ``LibraryTexts``;
/// - stores a link whose text is empty as a cell without a value: ``LinkWriter``;
/// - ends its properties with `</cp:coreProperties>`, and writes `<c:auto val="1"/>` for axes of categories: ``PartEdits``;
/// - keeps titles, names of sheets in formulas, and the values stored in charts in the structures of its
///   header: `CXLSXWriter/shim.h`.
///
/// If the workbook lacks one of these at run time, the error names it and no file is left: see
/// ``missing(_:in:path:)``. A version of the library that these were not tested with is an error too: see
/// ``checkLibrary(_:path:)``.
///
/// To try a new version of the library, add it to ``knownVersions`` and run the tests: random tables are written
/// both ways, through the splice and through the library alone, and must have the same cells.
enum Splice {
  static let knownVersions: Set<String> = ["1.1.4"]

  /// - Parameter version: the version of the library in use.
  /// - Throws: a diagnostic unless the version is known.
  static func checkLibrary(_ version: String, path: String) throws {
    if knownVersions.contains(version) { return }
    let known = knownVersions.sorted().joined(separator: ", ")
    throw Diagnostic(
      .cannotWrite(path),
      reason: "libxlsxwriter has version \(version), but Acta writes workbooks only with \(known)",
      hint: "install libxlsxwriter \(known), or a version of Acta that knows \(version)")
  }

  /// The error for a part without something that the splice relies on.
  static func missing(_ text: String, in part: String, path: String) -> Diagnostic {
    Diagnostic(
      .cannotWrite(path),
      reason:
        "libxlsxwriter \(LibraryVersions.libxlsxwriter) wrote no '\(text)' where it was expected, in \(part)")
  }

  /// The error for a file that cannot be read as an archive.
  static func broken(_ path: String) -> Diagnostic {
    Diagnostic(.cannotWrite(path), reason: "libxlsxwriter's file is not a workbook")
  }
}
