internal import CXLSXWriter
internal import Diagnostics
internal import Glibc
internal import Synchronization
internal import Tables

/// A workbook under construction in libxlsxwriter: owns its memory and is the only access to it.
///
/// All unsafe code of this target is in this folder: calls of the library, which works with pointers. Every
/// error code that the library returns is thrown as a diagnostic that names the file. Nothing is written before
/// ``close()``; a workbook that is dropped earlier leaves no file.
///
/// The library does not check lengths, control characters, names and ranges of dates. ``CellPolicy`` and
/// ``SheetNames`` make sure of them before values get here.
@safe struct Workbook: ~Copyable {
  /// Identifies a sheet, in the order in which sheets were added.
  struct Sheet: Hashable, Sendable {
    fileprivate let index: Int
    /// The name of the sheet's part in the package.
    var partName: String { "xl/worksheets/sheet\(index + 1).xml" }
  }
  /// Identifies a style, in the order of first use.
  struct Style: Hashable, Sendable {
    let index: Int
  }

  let path: String
  var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var sheets = unsafe [UnsafeMutablePointer<lxw_worksheet>]()
  private var formats = unsafe [UnsafeMutablePointer<lxw_format>]()
  private var stylesByLook: [CellStyle: Style] = [:]

  /// Held while the library makes temporary files and converts times, which is not thread-safe, and while its
  /// output to stderr is redirected.
  private static let library = Mutex(())

  init(path: String, temporaryDirectory: String) throws {
    self.path = path
    unsafe workbook = path.withCString { file in
      unsafe (Workbook.sharedMemory ?? temporaryDirectory).withCString { directory in
        // SAFETY: the library copies both texts before it returns.
        var options = unsafe lxw_workbook_options(
          constant_memory: 0, tmpdir: UnsafeMutablePointer(mutating: directory), use_zip64: 0)
        return unsafe workbook_new_opt(file, &options)
      }
    }
    guard unsafe workbook != nil else { throw Diagnostic(.cannotWrite(path), reason: "out of memory") }
    // SAFETY: the library makes this format together with the workbook, which owns it.
    if let format = unsafe acta_default_format(workbook) { unsafe CellStyle().apply(to: format) }
  }

  /// The system's folder in memory, if there is one with room.
  ///
  /// The library makes a dozen small files for each workbook, and removes their names at once. On a disk they take
  /// longer than what is written into them. The large parts, the rows of tables, are not among them.
  private static let sharedMemory: String? = {
    let (folder, room) = ("/dev/shm", 64 << 20)
    var system = statvfs()
    // SAFETY: the path is valid until `statvfs` returns, and `system` is a complete structure.
    guard unsafe access(folder, W_OK | X_OK) == 0, unsafe statvfs(folder, &system) == 0,
      Int(system.f_bavail) * Int(system.f_frsize) >= room
    else { return nil }
    return folder
  }()

  deinit {
    // SAFETY: `close` sets the pointer to nil, because the library frees the workbook there.
    if let workbook = unsafe workbook { unsafe lxw_workbook_free(workbook) }
  }

  /// Writes the file. The workbook cannot be used afterwards, whether this throws or not.
  consuming func close() throws {
    // SAFETY: not nil before `close`, which consumes `self`; the library frees it even when it fails.
    let finished = unsafe workbook!
    unsafe workbook = nil
    let (code, failure) = Workbook.quietly {
      errno = 0
      return (unsafe workbook_close(finished), errno)
    }
    if code != LXW_NO_ERROR, failure != 0 { throw OutputFile.failure(path, failure) }
    try check(code)
  }

  /// Calls the library and discards its output to stderr, which only repeats the error codes.
  static func quietly<R>(_ call: () -> R) -> R {
    library.withLock { _ in
      // SAFETY: the stream is the original one; no other thread changes it while the lock is held.
      let shown = unsafe acta_begin_quiet()
      defer { unsafe acta_end_quiet(shown) }
      return call()
    }
  }

  func check(_ code: lxw_error, _ place: @autoclosure () -> String? = nil) throws {
    guard code != LXW_NO_ERROR else { return }
    // SAFETY: the library's error texts are constants.
    let text = unsafe String(cString: lxw_strerror(code)).lowercased()
    let reason = text.hasSuffix(".") ? String(text.dropLast()) : text
    throw Diagnostic(.cannotWrite(path), reason: place().map { "\($0): \(reason)" } ?? reason)
  }

  // MARK: Sheets and styles

  mutating func addSheet(named name: String) throws -> Sheet {
    guard let sheet = unsafe workbook_add_worksheet(workbook, name) else {
      throw Diagnostic(.cannotWrite(path), reason: "'\(name)' is not a valid sheet name")
    }
    // SAFETY: the library owns the sheet and the text that this replaces.
    try check(
      unsafe acta_set_reference(sheet, SheetReference.text(name)) != 0
        ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED)
    unsafe sheets.append(sheet)
    return Sheet(index: unsafe sheets.count - 1)
  }

  /// The style for this look; created on first use and shared afterwards.
  mutating func style(_ look: CellStyle) throws -> Style {
    if let known = stylesByLook[look] { return known }
    guard let format = unsafe workbook_add_format(workbook) else {
      throw Diagnostic(.cannotWrite(path), reason: "out of memory")
    }
    unsafe look.apply(to: format)
    unsafe formats.append(format)
    let style = Style(index: unsafe formats.count - 1)
    stylesByLook[look] = style
    return style
  }

  /// The style's number in the file.
  ///
  /// The library numbers styles in the order of their first use; asking for the number counts as a use.
  func number(of style: Style) -> Int { Int(unsafe lxw_format_get_xf_index(formats[style.index])) }

  func pointer(_ sheet: Sheet) -> UnsafeMutablePointer<lxw_worksheet> { unsafe sheets[sheet.index] }

  func pointer(_ style: Style?) -> UnsafeMutablePointer<lxw_format>? {
    unsafe style.map { unsafe formats[$0.index] }
  }

  // MARK: Cells

  func write(number: Double, _ sheet: Sheet, row: Int, column: Int, _ style: Style?) throws {
    let code = unsafe worksheet_write_number(
      pointer(sheet), UInt32(row), UInt16(column), number, pointer(style))
    try check(code, cellName(row, column))
  }

  func write(boolean: Bool, _ sheet: Sheet, row: Int, column: Int, _ style: Style?) throws {
    let code = unsafe worksheet_write_boolean(
      pointer(sheet), UInt32(row), UInt16(column), boolean ? 1 : 0, pointer(style))
    try check(code, cellName(row, column))
  }

  /// A cell with a style and no value.
  func write(blank sheet: Sheet, row: Int, column: Int, _ style: Style?) throws {
    let code = unsafe worksheet_write_blank(
      pointer(sheet), UInt32(row), UInt16(column), pointer(style))
    try check(code, cellName(row, column))
  }

  /// Always a text, never a formula. `text` must come from ``CellPolicy/encode(_:into:)`` and end in NUL.
  func write(
    text: borrowing OutputBuffer, _ sheet: Sheet, row: Int, column: Int, _ style: Style?
  ) throws {
    let code = unsafe text.withCString { text in
      unsafe worksheet_write_string(
        pointer(sheet), UInt32(row), UInt16(column), text, pointer(style))
    }
    try check(code, cellName(row, column))
  }

  /// A text encoded for a cell, ending in NUL.
  static func encoded(_ text: String) -> OutputBuffer {
    var buffer = OutputBuffer(capacity: text.utf8.count + 1)
    _ = CellPolicy.encode(text, into: &buffer)
    return buffer
  }

  func write(text: String, _ sheet: Sheet, row: Int, column: Int, _ style: Style?) throws {
    try write(text: Workbook.encoded(text), sheet, row: row, column: column, style)
  }

  /// A link whose cell shows this text. Returns false if the library rejects the address because it is too long
  /// once it is escaped.
  ///
  /// The library cuts a place in the book at a `#`, so that it gets another character there: ``PartEdits``.
  func write(
    link: String, text: borrowing OutputBuffer, _ sheet: Sheet, row: Int, column: Int, _ style: Style?
  ) throws -> Bool {
    let (page, format) = unsafe (pointer(sheet), pointer(style))
    let link = link.hasPrefix("internal:") ? link.replacing("#", with: PartEdits.numberSign) : link
    let code = unsafe text.withCString { text in
      Workbook.quietly {
        unsafe worksheet_write_url_opt(page, UInt32(row), UInt16(column), link, format, text, nil)
      }
    }
    if code == LXW_ERROR_WORKSHEET_MAX_URL_LENGTH_EXCEEDED
      || code == LXW_ERROR_WORKSHEET_MAX_NUMBER_URLS_EXCEEDED
    {
      return false
    }
    try check(code, cellName(row, column))
    return true
  }

  /// A formula with its current value, for programs that do not calculate.
  func write(
    formula: String, value: Double, _ sheet: Sheet, row: Int, column: Int, _ style: Style?
  ) throws {
    let code = unsafe worksheet_write_formula_num(
      pointer(sheet), UInt32(row), UInt16(column), formula, pointer(style), value)
    try check(code, cellName(row, column))
  }

  private func cellName(_ row: Int, _ column: Int) -> String { "cell \(CellPolicy.name(row, column))" }
}

extension OutputBuffer {
  /// Lends the bytes as a C string; the last byte must be the only NUL.
  borrowing func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    precondition(count > 0 && self[count - 1] == 0)
    return withBytes { bytes in
      // SAFETY: the bytes end in NUL and live while `body` runs.
      unsafe bytes.withUnsafeBytes { unsafe body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    }
  }
}
