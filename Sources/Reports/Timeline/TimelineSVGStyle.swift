package import Timelines

/// Colours and patterns of the picture, for light and dark pages.
enum TimelineSVGStyle {
    /// The head of the file.
    static let text = """
        <style>
        .page { fill: #ffffff }
        text { font: 12px system-ui, Helvetica, Arial, sans-serif; fill: #1c1c1c }
        .head { font-weight: bold; font-size: 14px }
        .small { font-size: 11px }
        .end { text-anchor: end }
        .middle { text-anchor: middle }
        .lane { fill: #f0f0f0 }
        .cpu { fill: #0072b2 }
        .gpu { fill: #009e73 }
        .copy { fill: #cc79a7 }
        .part { opacity: 0.5 }
        .setup { fill: #cc79a7 }
        .buffer { fill: #e69f00; stroke: #7a5400; stroke-width: 0.5 }
        .full { stroke: #1c1c1c; stroke-width: 1; stroke-dasharray: 4 3 }
        .tick { stroke: #1c1c1c; stroke-width: 0.5; opacity: 0.35 }
        .ink { stroke: #1c1c1c }
        .start-up { fill: url(#start-up) }
        .starved { fill: url(#starved) }
        .blocked { fill: url(#blocked) }
        .no-work { fill: none }
        .turn { fill: url(#turn) }
        .host { fill: url(#host) }
        .others { fill: url(#others) }
        @media (prefers-color-scheme: dark) {
        .page { fill: #161616 }
        text { fill: #ececec }
        .lane { fill: #2b2b2b }
        .cpu { fill: #56b4e9 }
        .gpu { fill: #2fc299 }
        .full, .tick, .ink { stroke: #ececec }
        }
        </style>
        <defs>
        <pattern id="start-up" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="1" \
        fill="#808080"/></pattern>
        <pattern id="starved" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" \
        stroke="#d55e00" stroke-width="2"/></pattern>
        <pattern id="blocked" width="5" height="18" patternUnits="userSpaceOnUse"><path d="M1.5 0V18" \
        stroke="#e69f00" stroke-width="2"/></pattern>
        <pattern id="turn" width="8" height="6" patternUnits="userSpaceOnUse"><path d="M1 3H6" \
        stroke="#56b4e9" stroke-width="1.5"/></pattern>
        <pattern id="host" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0L6 6M6 0L0 6" \
        stroke="#cc79a7" stroke-width="1.2"/></pattern>
        <pattern id="others" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1 5L1 7M0 0L6 6M5 -1L7 1" \
        stroke="#808080" stroke-width="1.5"/></pattern>
        </defs>
        """
}

extension Lane.Kind {
    /// The class of its spans.
    package var style: String {
        switch self {
        case .disk, .readCache, .worker, .ownThread, .stageThread, .trainingLoop: "cpu"
        case .copyEngine: "copy"
        case .accelerator, .stepCores: "gpu"
        }
    }
}

extension IdleCause {
    /// The class of its pieces.
    package var style: String { rawValue.replacing(" ", with: "-") }
}
