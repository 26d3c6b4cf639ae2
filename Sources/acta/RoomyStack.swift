internal import Glibc
internal import Tables

/// Runs the program on a thread with a stack of the usual size where `ulimit -s` allows less: expressions are
/// evaluated by functions that call themselves for each level.
enum RoomyStack {
  private static let size = 8 << 20

  /// - Parameter onNewThread: not on this thread, however large its stack is.
  /// - Returns: the result of `body`, which runs on this thread if the stack is large enough or there can be no
  ///   other thread.
  static func run(onNewThread: Bool = false, _ body: () -> Int32) -> Int32 {
    var limit = rlimit()
    let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0
    guard onNewThread || isKnown && limit.rlim_cur < size else { return body() }
    return withoutActuallyEscaping(body) { body in
      let work = Work(body)
      var attributes = pthread_attr_t()
      var thread = pthread_t()
      // SAFETY: the thread ends before `work` goes, because it is joined.
      let context = unsafe Unmanaged.passUnretained(work).toOpaque()
      guard unsafe pthread_attr_init(&attributes) == 0,
        unsafe pthread_attr_setstacksize(&attributes, size) == 0,
        unsafe pthread_create(
          &thread, &attributes,
          { context in
            let work = unsafe Unmanaged<Work>.fromOpaque(context!).takeUnretainedValue()
            FaultStack.give()
            work.result = work.body()
            return nil
          }, context) == 0
      else { return body() }
      pthread_join(thread, nil)
      return work.result
    }
  }

  private final class Work {
    let body: () -> Int32
    var result: Int32 = 0

    init(_ body: @escaping () -> Int32) { self.body = body }
  }
}
