internal import ArgumentParser

/// The option of commands that hold the lock of a workspace.
struct LockOption: ParsableArguments {
  @Flag(name: .long, help: "Wait for a run that holds the lock, instead of ending with exit code 75.")
  var wait = false
}
