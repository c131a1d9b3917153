/// What users, or files of theirs, may call things.
enum HostileTexts {
    static let all = [
        "", "plain", "it's \"quoted\"", "back\\slash\\", "two\nlines\r\n", "\u{0}\u{7}\u{1B}[31m",
        "\u{2028}\u{2029}\u{85}",
        "\"\"\"", "'''", "{{title}}", "$\\frac{1}$", "<script>alert(1)</script>", "![x](http://example.org)",
        "`code` ```",
        "# %%", "\u{202E}reversed", "e\u{301}", "🚀 größer", "\u{E0041}tag", "\\U00000041", "\\N{DIGIT ONE}", "%run ls",
        "!ls",
    ]
}
