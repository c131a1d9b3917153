import HTTPTypes
import NIOCore

/// The files of the page, which SwiftPM compiles in.
enum PageFiles {
    /// A file: its path on the server, its media type, its bytes.
    typealias File = (path: String, contentType: String, bytes: [UInt8])

    private static let style = "text/css; charset=utf-8"
    private static let script = "text/javascript; charset=utf-8"

    /// All of them.
    static let all: [File] =
        [
            ("/", "text/html; charset=utf-8", PackageResources.index_html),
            ("/api/openapi.json", "application/json", PackageResources.openapi_json),
        ] + styles.map { ($0, style, $1) } + scripts.map { ($0, script, $1) }

    private static let styles: [(path: String, bytes: [UInt8])] = [
        ("/figures.css", PackageResources.figures_css),
        ("/lesson.css", PackageResources.lesson_css),
        ("/page.css", PackageResources.page_css),
    ]

    private static let scripts: [(path: String, bytes: [UInt8])] = [
        ("/api.js", PackageResources.api_js),
        ("/bars.js", PackageResources.bars_js),
        ("/buffers.js", PackageResources.buffers_js),
        ("/chooser.js", PackageResources.chooser_js),
        ("/command.js", PackageResources.command_js),
        ("/curve.js", PackageResources.curve_js),
        ("/dom.js", PackageResources.dom_js),
        ("/explain.js", PackageResources.explain_js),
        ("/failure.js", PackageResources.failure_js),
        ("/flow.js", PackageResources.flow_js),
        ("/guess.js", PackageResources.guess_js),
        ("/header.js", PackageResources.header_js),
        ("/knob.js", PackageResources.knob_js),
        ("/knobs.js", PackageResources.knobs_js),
        ("/laboratory.js", PackageResources.laboratory_js),
        ("/lanes.js", PackageResources.lanes_js),
        ("/legend.js", PackageResources.legend_js),
        ("/lesson.js", PackageResources.lesson_js),
        ("/link.js", PackageResources.link_js),
        ("/live.js", PackageResources.live_js),
        ("/main.js", PackageResources.main_js),
        ("/outcome.js", PackageResources.outcome_js),
        ("/picture.js", PackageResources.picture_js),
        ("/pieces.js", PackageResources.pieces_js),
        ("/playback.js", PackageResources.playback_js),
        ("/predict.js", PackageResources.predict_js),
        ("/progress.js", PackageResources.progress_js),
        ("/reveal.js", PackageResources.reveal_js),
        ("/rows.js", PackageResources.rows_js),
        ("/save.js", PackageResources.save_js),
        ("/scale.js", PackageResources.scale_js),
        ("/schematic.js", PackageResources.schematic_js),
        ("/span.js", PackageResources.span_js),
        ("/step.js", PackageResources.step_js),
        ("/sweep.js", PackageResources.sweep_js),
        ("/table.js", PackageResources.table_js),
        ("/text.js", PackageResources.text_js),
        ("/trial.js", PackageResources.trial_js),
        ("/units.js", PackageResources.units_js),
        ("/variants.js", PackageResources.variants_js),
        ("/vary.js", PackageResources.vary_js),
        ("/walk.js", PackageResources.walk_js),
        ("/window.js", PackageResources.window_js),
    ]

    /// The file at a path, if there is one.
    static func reply(_ path: String) -> Reply? {
        all.first { $0.path == path }.map {
            .whole(.ok, [.contentType: $0.contentType], ByteBuffer(bytes: $0.bytes))
        }
    }
}
