internal import Diagnostics
internal import Dispatch
internal import Glibc

/// Lets a command end cleanly when somebody asks it to: the first SIGINT, SIGTERM or SIGHUP stops it at
/// the next safe place, a second one at once.
final class SignalWatch {
  private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if Interruption.signal != nil { _exit(128 + number) }
        Interruption.request(signal: number)
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
