import COpenCL

/// Questions about one object, put through one of OpenCL's `clGet…Info` functions.
struct InfoQuery {
    /// Parameter, size of the answer's place, the place, and the size that the answer has.
    typealias Function = (cl_uint, Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?) -> cl_int

    let call: StaticString
    let function: Function

    /// A text, without the zero at its end and without spaces around it.
    func text(_ parameter: Int32) throws(OpenCLError) -> String {
        let bytes = try array(parameter, of: UInt8.self, filler: 0)
        let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// An answer of one fixed size.
    func value<Value: BitwiseCopyable>(_ parameter: Int32, filler: Value) throws(OpenCLError) -> Value {
        var value = filler
        try check(function(cl_uint(parameter), MemoryLayout<Value>.size, &value, nil), call)
        return value
    }

    /// Whether something is so.
    func flag(_ parameter: Int32) throws(OpenCLError) -> Bool {
        try value(parameter, filler: cl_bool(CL_FALSE)) != cl_bool(CL_FALSE)
    }

    /// An answer of any number of items.
    func array<Item: BitwiseCopyable>(
        _ parameter: Int32, of: Item.Type, filler: Item
    ) throws(OpenCLError) -> [Item] {
        var size = 0
        try check(function(cl_uint(parameter), 0, nil, &size), call)
        guard size > 0 else { return [] }
        var items = [Item](repeating: filler, count: size / MemoryLayout<Item>.stride)
        try check(function(cl_uint(parameter), size, &items, nil), call)
        return items
    }
}
