import Pipelines

extension NodeDecoder {
    /// The keys of a file of prices, in the order of the documentation.
    static let pricesKeys = ["prices", "currency"] + Prices.Rate.allCases.map(\.rawValue) + ["disks"]
    /// Beyond it is a slip of the unit.
    static let highestPrice = 1e12

    /// The prices of a document.
    mutating func prices(_ root: DocumentNode) -> Prices? {
        guard root.entries != nil else {
            log.report("\(root.summary) is not a list of prices", at: root.location, accepted: Prices.accepted)
            return nil
        }
        if let version = root["overlap"] {
            log.report("this is a scenario, not a list of prices", at: version.location, accepted: Prices.accepted)
            return nil
        }
        guard let entries = entries(root, known: Self.pricesKeys) else { return nil }
        checkVersion(root)
        let currency = currency(of: root)
        var rates: [Prices.Rate: Double] = [:]
        for entry in entries {
            guard let rate = Prices.Rate(rawValue: entry.key) else { continue }
            rates[rate] = price(entry.value)
        }
        let disks = root["disks"].map { self.disks($0) } ?? []
        guard log.diagnostics.isEmpty, let currency else { return nil }
        guard !rates.isEmpty || !disks.isEmpty else {
            log.report("there is no price", at: root.location, accepted: Prices.accepted)
            return nil
        }
        return Prices(currency: currency, rates: rates, disks: disks)
    }

    private mutating func checkVersion(_ root: DocumentNode) {
        guard let version = root["prices"] else {
            log.report("the version of the format is missing", at: root.location, accepted: "`prices: 1`")
            return
        }
        guard version.text != "1" else { return }
        log.report(
            "version \(version.summary) of the format is not supported", at: version.location, accepted: "`prices: 1`")
    }

    private mutating func currency(of root: DocumentNode) -> String? {
        let accepted = "a word of up to 12 characters, such as `USD`"
        guard let node = root["currency"] else {
            log.report("the `currency` is missing", at: root.location, accepted: accepted)
            return nil
        }
        guard let text = text(node, accepted: accepted) else { return nil }
        guard (1...12).contains(text.unicodeScalars.count), !text.contains(where: \.isWhitespace) else {
            log.report("\(node.summary) is not a currency", at: node.location, accepted: accepted)
            return nil
        }
        return log.isPlain(text, "a currency", at: node.location) ? text : nil
    }

    /// A number that is not negative.
    private mutating func price(_ node: DocumentNode) -> Double? {
        guard let price = number(node) else { return nil }
        guard (0...Self.highestPrice).contains(price) else {
            log.report(
                "\(node.summary) is \(price < 0 ? "negative" : "too large")", at: node.location,
                accepted: "a price in the currency, not below 0, such as `0.04`")
            return nil
        }
        return price
    }

    private mutating func disks(_ node: DocumentNode) -> [Prices.PricedDisk] {
        let accepted = "names with a price and what the disk does, such as `nvme: {hour: 0.2, bandwidth: 3 GB/s}`"
        guard let entries = node.entries else {
            log.report("\(node.summary) does not name disks", at: node.location, accepted: accepted)
            return []
        }
        return entries.compactMap { disk($0) }
    }

    private mutating func disk(_ entry: DocumentNode.Entry) -> Prices.PricedDisk? {
        guard StageNames.allows(entry.key) else {
            log.report("\(quoted(entry.key)) cannot name a disk", at: entry.keyLocation, accepted: StageNames.accepted)
            return nil
        }
        let known = ["hour"] + Disk.parameters.map(\.name)
        guard let parameters = entries(entry.value, known: known, "parameter", of: entry.key) else { return nil }
        guard let hour = parameters.first(where: { $0.key == "hour" }) else {
            log.report(
                "the disk \(quoted(entry.key)) has no price", at: entry.keyLocation,
                accepted: "`hour: 0.2` beside what it does")
            return nil
        }
        let price = price(hour.value)
        var body = entry.value
        body.content = .mapping(parameters.filter { $0.key != "hour" })
        guard let disk = section(Disk.self, from: body, at: entry.keyLocation), let price else { return nil }
        return Prices.PricedDisk(name: entry.key, hour: price, disk: disk, change: Override(replacingDiskBy: body))
    }
}

extension Override {
    /// Puts a whole disk in the place of what a scenario says of its disk.
    fileprivate init(replacingDiskBy body: DocumentNode) {
        self.init(
            path: "disk", value: body.flowText,
            edit: TreeEdit(path: "disk", location: body.location, value: body, replaces: true))
    }
}
