/// The colour of a sheet's tab: a name, or `"#C00000"`.
enum TabColor {
  /// Clear on light and dark screens, and apart from one another.
  static let names: [(word: String, meaning: UInt32)] = [
    ("red", 0xC00000), ("orange", 0xE08A1E), ("yellow", 0xF2C811), ("green", 0x4E9A57), ("teal", 0x2A9D8F),
    ("blue", 0x2F5597), ("purple", 0x7F6BB0), ("pink", 0xA64D79), ("brown", 0x8B5E3C), ("grey", 0x8C8C8C),
  ]
}

extension NodeReader {
  /// Red, green, blue.
  func tabColor() -> UInt32? {
    if node.isNull {
      wrongType("a colour", hint: "quote it:  \"#C00000\"")
      return nil
    }
    if let text = node.scalar?.text, text.hasPrefix("#") {
      if text.utf8.count == 7, let color = UInt32(text.dropFirst(), radix: 16) { return color }
      wrongType("a colour like \"#C00000\"")
      return nil
    }
    return word(among: TabColor.names, shown: TabColor.names.map(\.word) + ["a colour like \"#C00000\""])
  }
}
