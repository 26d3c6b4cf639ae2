internal import ArgumentParser
internal import Diagnostics
internal import Runner

extension Console {
  /// Does what can fail outside a run, and turns what it throws into words and an exit code.
  func working<R: ~Copyable>(_ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let exit as ExitCode {
      throw exit
    } catch let held as WorkspaceLock.Held {
      show([held.diagnostic])
      throw ExitCode.locked
    } catch let interrupted as Interrupted {
      show([Diagnostic("\(interrupted.name) ended it")])
      throw ExitCode.runFailed
    } catch {
      var diagnostics = Diagnostics()
      _ = diagnostics.collect { throw error }
      show(diagnostics.sorted)
      throw ExitCode.inputOutput
    }
  }
}
