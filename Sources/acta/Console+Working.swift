internal import ArgumentParser
internal import Diagnostics
internal import Runner

extension Console {
  /// Runs work that can fail outside a run; prints its error and throws the exit code for it.
  func working<R: ~Copyable>(_ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let exit as ExitCode {
      throw exit
    } catch let held as WorkspaceLock.Held {
      throw failure([held.diagnostic], .locked)
    } catch {
      throw failure(Diagnostics(error).sorted, .inputOutput)
    }
  }
}
