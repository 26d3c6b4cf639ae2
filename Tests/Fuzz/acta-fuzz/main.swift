internal import CFuzzer
internal import Glibc
internal import TestSupport

// `FUZZ_TARGET=table acta-fuzz CORPUS… [-option=value …]`: libFuzzer with one of the targets. See `make fuzz`. The target is
// in the environment, because libFuzzer starts more of these processes with arguments of its own.

// SAFETY: there are no other threads yet.
guard let name = unsafe getenv("FUZZ_TARGET"), let named = unsafe FuzzTarget(rawValue: String(cString: name))
else {
  print("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  exit(64)
}
unsafe Fuzzing.target = named
exit(Fuzzing.run(CommandLine.arguments))

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
