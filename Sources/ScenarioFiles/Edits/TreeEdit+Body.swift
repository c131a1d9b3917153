import Pipelines

extension TreeEdit {
    /// Changes the parameters of a stage or section.
    ///
    /// Parameters need not be known here: the decoder reports unknown ones, at the place of the change.
    func change(
        body: inout DocumentNode, of section: any Section.Type, _ parts: ArraySlice<String>, _ log: inout DiagnosticLog
    ) {
        if body.entries == nil {
            let bare = body
            body.content = .mapping([])
            if !bare.isEmpty, let primary = section.primaryParameter { body.set(primary, to: bare, at: bare.location) }
        }
        if !parts.isEmpty {
            set(parts, in: &body, &log)
        } else if let entries = value.entries {
            for entry in entries { body.set(entry.key, to: entry.value, at: entry.keyLocation) }
        } else if let primary = section.primaryParameter {
            body.set(primary, to: value, at: location)
        } else {
            log.report(
                "\(quoted(section.name)) has several parameters: a path must name one", at: location,
                accepted: section.parameters.map { quoted("\(section.name).\($0.name)") }.joined(separator: ", "))
        }
    }

    /// Sets what is deeper: `cost.lognormal.cv` needs a `cost` that is a lognormal.
    private func set(_ parts: ArraySlice<String>, in node: inout DocumentNode, _ log: inout DiagnosticLog) {
        guard let first = parts.first else { return }
        let rest = parts.dropFirst()
        guard !rest.isEmpty else { return node.set(first, to: value, at: location) }
        let keys = node.entries?.map(\.key) ?? []
        guard let entry = node.entries?.first(where: { $0.key == first }) else {
            log.report(
                "\(quoted(path)) leads nowhere: \(quoted(first)) is not given", at: location,
                accepted: keys.isEmpty ? nil : keys.map(quoted).joined(separator: ", "),
                suggestion: nearestName(to: first, among: keys))
            return
        }
        guard entry.value.entries != nil else {
            let problem = "\(quoted(first)) is \(entry.value.summary), which has no parts"
            log.report("\(quoted(path)) leads nowhere: \(problem)", at: location)
            return
        }
        var child = entry.value
        set(rest, in: &child, &log)
        node.set(first, to: child, at: entry.keyLocation)
    }
}
