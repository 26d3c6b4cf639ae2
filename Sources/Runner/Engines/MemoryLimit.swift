internal import Foundation
internal import Glibc
internal import Tables

/// The memory that this process may use, and who sets the limit.
package struct MemoryLimit: Sendable, Equatable {
  package enum Source: String, Sendable {
    case machine, cgroup
    /// What is left of `ulimit -v`.
    case process
  }

  package let bytes: Int
  package let source: Source

  /// The smallest of the limits; nil if the system tells none.
  package static var ofThisProcess: MemoryLimit? {
    [machine, group, addressSpace].compactMap { $0 }.min { $0.bytes < $1.bytes }
  }

  private static var machine: MemoryLimit? {
    let bytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return bytes > 0 ? MemoryLimit(bytes: bytes, source: .machine) : nil
  }

  /// The memory that nobody uses now, without swapping; nil if the system does not tell it.
  package static var unused: Int? {
    (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)).flatMap {
      unused(meminfo: $0, kept: Allocator.bytesKept)
    }
  }

  /// - Parameter kept: the bytes that this process has freed, and its allocator keeps.
  static func unused(meminfo text: String, kept: Int) -> Int? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024 + kept
  }

  private static var addressSpace: MemoryLimit? {
    var limit = rlimit()
    // SAFETY: `limit` is a complete structure, which the system fills.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      let bytes = Int(exactly: limit.rlim_cur)
    else { return nil }
    // The program and its libraries count, too; what the job before has freed does not.
    return MemoryLimit(bytes: max(0, bytes - addressSpaceInUse + Allocator.bytesKept), source: .process)
  }

  private static var addressSpaceInUse: Int { inUse(0) }

  /// A number of `/proc/self/statm`, in bytes: 0 is the address space, 1 the resident memory.
  static func inUse(_ field: Int) -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst(field).first.flatMap({ Int($0) })
    else { return 0 }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The limits of the control group and of those above it, in either version of the interface.
  private static var group: MemoryLimit? {
    guard let text = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8) else { return nil }
    var limits: [Int] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[1].isEmpty || parts[1].split(separator: ",").contains("memory") else {
        continue
      }
      let (root, file) =
        parts[1].isEmpty
        ? ("/sys/fs/cgroup", "memory.max") : ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
      var folder = String(parts[2])
      while true {
        // The version without a limit says `max`; the other one says a number larger than any machine.
        if let text = try? String(contentsOfFile: "\(root)\(folder)/\(file)", encoding: .utf8),
          let bytes = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
        {
          limits.append(bytes)
        }
        guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
        folder = String(folder[..<slash])
      }
    }
    return limits.min().map { MemoryLimit(bytes: $0, source: .cgroup) }
  }
}
