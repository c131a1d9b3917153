/// The arguments as the system gave them.
///
/// Swift's own list has other characters in place of bytes that are not UTF-8: a path in it may lead to another file.
enum ArgumentText {
    /// - Throws: a usage error for an argument that is not UTF-8.
    static func check() throws(CommandFailure) {
        for index in 0..<Int(CommandLine.argc) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            try check(UnsafeBufferPointer(start: argument, count: byteCount(argument)), number: index)
        }
    }

    /// - Parameter number: counts from 1 for the first after the command's name.
    static func check(_ argument: UnsafeBufferPointer<CChar>, number: Int) throws(CommandFailure) {
        let bytes = argument.map { UInt8(bitPattern: $0) }
        guard String(validating: bytes, as: UTF8.self) == nil else { return }
        throw .usage(
            "argument \(number), `\(escaped(bytes))`, is not UTF-8: rename the file, or give another path that leads to it"
        )
    }

    private static func byteCount(_ text: UnsafePointer<CChar>) -> Int {
        var count = 0
        while text[count] != 0 { count += 1 }
        return count
    }

    /// Letters, digits and signs of ASCII as they are, all else as a shell would take it in `$'…'`.
    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            if (0x20..<0x7F).contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
