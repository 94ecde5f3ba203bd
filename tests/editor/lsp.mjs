// SPDX-License-Identifier: MIT
// Talks to yaml-language-server over its standard streams, as VS Code does. Knows no schema.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

// Only for a server that never answers: no test may fail because the machine is busy.
const TIMEOUT = 900000;

export class Server {
  #next = 1;
  #waiting = new Map();
  #listeners = new Set();
  #buffer = Buffer.alloc(0);
  #isConfigured;
  #configured = new Promise((resolve) => (this.#isConfigured = resolve));

  // settings: what the client answers when asked for its configuration; folder: the workspace
  constructor(settings, folder) {
    const home = dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json"));
    this.settings = settings;
    this.folder = pathToFileURL(folder).href;
    this.process = spawn(process.execPath, [join(home, "bin/yaml-language-server"), "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    this.process.stdout.on("data", (data) => this.#read(data));
  }

  #read(data) {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(this.#buffer.toString("latin1", 0, head))[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString("utf8", head + 4, head + 4 + length));
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#take(message);
    }
  }

  #take(message) {
    if (message.method && message.id !== undefined) {
      const result = message.method === "workspace/configuration" ? message.params.items.map((i) => this.settings[i.section] ?? null) : null;
      this.#send({ id: message.id, result });
      if (message.method === "workspace/configuration") this.#isConfigured();
    } else if (message.id !== undefined) {
      const { resolve, reject } = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    } else {
      for (const listener of [...this.#listeners]) listener(message);
    }
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  request(method, params) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), TIMEOUT);
      this.#waiting.set(id, {
        resolve: (r) => (clearTimeout(timer), resolve(r)),
        reject: (e) => (clearTimeout(timer), reject(e)),
      });
      this.#send({ id, method, params });
    });
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  async start() {
    await this.request("initialize", {
      processId: process.pid,
      rootUri: this.folder,
      workspaceFolders: [{ uri: this.folder, name: "policies" }],
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
          hover: { contentFormat: ["markdown", "plaintext"] },
          publishDiagnostics: {},
        },
        workspace: { configuration: true, workspaceFolders: true },
      },
    });
    this.notify("initialized", {});
    this.notify("workspace/didChangeConfiguration", { settings: this.settings });
    await this.#configured; // it asks for the configuration before the first file is opened
  }

  // Open a text; returns its diagnostics
  open(uri, text) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${uri}: no diagnostics`)), TIMEOUT);
      const listener = (message) => {
        if (message.method !== "textDocument/publishDiagnostics" || message.params.uri !== uri) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(message.params.diagnostics);
      };
      this.#listeners.add(listener);
      this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    });
  }

  async complete(uri, position) {
    return (await this.request("textDocument/completion", { textDocument: { uri }, position })).items;
  }

  async hover(uri, position) {
    return (await this.request("textDocument/hover", { textDocument: { uri }, position }))?.contents.value ?? "";
  }

  async stop() {
    await this.request("shutdown", null);
    this.notify("exit", null);
    this.process.stdin.end();
  }
}
