internal import CFuzzer
internal import Glibc
internal import TestSupport

// `acta-fuzz TARGET CORPUS… [-option=value …]`: libFuzzer with one of the targets. See `make fuzz`.

guard CommandLine.arguments.count > 1, let named = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
  print("usage: acta-fuzz \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) CORPUS…")
  exit(64)
}
unsafe Fuzzing.target = named
exit(Fuzzing.run([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)))

enum Fuzzing {
  // SAFETY: set before the fuzzer starts, and only read after that.
  nonisolated(unsafe) static var target = FuzzTarget.file
  static let scratch = "/dev/shm/acta-fuzz.\(getpid())"

  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> Int32 {
    // SAFETY: libFuzzer keeps the arguments to the end of the process, and its bytes during a call.
    var words = unsafe arguments.map { unsafe strdup($0) }
    var count = Int32(arguments.count)
    unsafe words.append(nil)
    let code = unsafe words.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
        let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
        do {
          try unsafe Fuzzing.target.run(bytes, scratch: Fuzzing.scratch)
        } catch {
          fatalError("\(error)")
        }
        return 0
      }
    }
    unsafe unlink(scratch)
    return code
  }
}
