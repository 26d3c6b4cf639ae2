internal import Foundation

extension MemoryLimit {
  /// The bytes that this process may still take: what the machine has free, and what its limit leaves. Nil if the
  /// system tells neither.
  static var left: Int? {
    var left = [machineLeft].compactMap(\.self)
    if let limit = ofThisProcess {
      // That of the process is given as what is left.
      left.append(limit.source == .process ? limit.bytes : max(0, limit.bytes - resident))
    }
    return left.min()
  }

  /// What programs can take without swapping, as the kernel estimates it.
  private static var machineLeft: Int? {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes << 10
  }

  private static var resident: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}
