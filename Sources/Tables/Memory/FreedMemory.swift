internal import CLinux

/// Memory that has been freed and that the allocator keeps.
enum FreedMemory {
  /// Gives whole pages of it back to the system. Takes milliseconds: for moments when much has been
  /// freed in small parts that nothing large fits into.
  static func giveBack() { _ = malloc_trim(0) }
}
