// Runs Perfetto's trace processor as its page does: requests on standard input, each after its length (32 bits, little
// endian), are answered on standard output by the processor's own stream.
"use strict";
const fs = require("fs");
const path = require("path");

const folder = process.argv[2];

// What the page's worker has, and Node lacks.
class XMLHttpRequest {
    open(method, url) {
        this.file = path.join(folder, path.basename(url));
    }
    send() {
        this.status = 200;
        this.response = new Uint8Array(fs.readFileSync(this.file)).buffer;
    }
}
const worker = { location: { href: "https://localhost/" } };
const quiet = { log() {}, warn() {}, error() {} };
const code = fs.readFileSync(path.join(folder, "engine_bundle.js"), "utf8");
new Function("self", "process", "WorkerGlobalScope", "location", "XMLHttpRequest", "console", code)(
    worker, undefined, Object, worker.location, XMLHttpRequest, quiet);

const port = {
    postMessage(bytes) {
        for (let sent = 0; sent < bytes.length;) sent += fs.writeSync(1, bytes, sent);
    },
};
worker.onmessage({ data: port });

function read(length) {
    const bytes = Buffer.alloc(length);
    for (let got = 0; got < length;) {
        const count = fs.readSync(0, bytes, got, length - got, null);
        if (count === 0) process.exit(0);
        got += count;
    }
    return bytes;
}

// The processor is ready when the promises of its start have been kept.
setTimeout(() => {
    for (;;) port.onmessage({ data: new Uint8Array(read(read(4).readUInt32LE())) });
}, 200);
