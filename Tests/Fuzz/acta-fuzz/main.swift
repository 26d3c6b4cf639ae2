internal import CFuzzer
internal import Glibc
internal import TestSupport

// `acta-fuzz TARGET CORPUS… [-option=value …]`: libFuzzer with one of the targets. See `make fuzz`.

// SAFETY: set once, before the fuzzer starts.
nonisolated(unsafe) var target = FuzzTarget.file
let scratch = "/dev/shm/acta-fuzz.\(getpid())"
nonisolated(unsafe) let scratchFile = scratch

func failure(_ words: String) -> Never {
  unsafe fputs(words + "\n", stderr)
  exit(64)
}

guard CommandLine.arguments.count > 1, let named = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
  failure("usage: acta-fuzz \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) CORPUS…")
}
target = named

// SAFETY: libFuzzer keeps the arguments to the end of the process, and its bytes during a call.
var arguments = unsafe ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map {
  unsafe strdup($0)
}
var count = Int32(arguments.count)
arguments.append(nil)
let code = unsafe arguments.withUnsafeMutableBufferPointer { buffer in
  var start = unsafe buffer.baseAddress
  return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    do {
      try target.run(bytes, scratch: scratchFile)
    } catch {
      fatalError("\(error)")
    }
    return 0
  }
}
unlink(scratch)
exit(code)
