internal import Glibc

/// The stack on which handlers of faults run: the thread's own may be what has run out.
package enum FaultStack {
  private static let size = 64 << 10

  /// Gives one to this thread.
  package static func give() {
    // Without memory for one, handlers run on the thread's own stack.
    guard let memory = unsafe malloc(size) else { return }
    // SAFETY: the memory is never freed, so the stack stays as long as the thread.
    var stack = unsafe stack_t(ss_sp: memory, ss_flags: 0, ss_size: size)
    _ = unsafe sigaltstack(&stack, nil)
  }
}
