// SPDX-License-Identifier: MIT
// The JSON Schemas: they accept the project's files, refuse broken ones, agree with the compiler, and help in an editor.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import Ajv from "ajv";
import { parseDocument } from "yaml";
import { Server } from "./lsp.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const policyc = resolve(process.env.POLICYC ?? join(root, "build/policyc"));
const work = mkdtempSync(join(tmpdir(), "policyc-schema-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
for (const folder of ["policies", "templates"]) cpSync(join(root, folder), join(work, folder), { recursive: true });

let passed = 0;
let failed = 0;
function test(name, good, why) {
  if (good) return void passed++;
  failed++;
  console.log(`FAILED: ${name}${why ? `: ${why}` : ""}`);
}

// ---- the schemas ----

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
ajv.addVocabulary(["errorMessage", "enumDescriptions", "defaultSnippets"]);
const schemas = {};
for (const name of ["policy", "vocabulary", "baseline", "calendar", "locale"]) {
  const text = execFileSync(policyc, ["schema", name], { cwd: root, encoding: "utf8" });
  writeFileSync(join(work, `${name}.json`), text);
  schemas[name] = { value: JSON.parse(text), validate: ajv.compile(JSON.parse(text)) };
  test(`out/schema/${name}.json is what 'policyc schema ${name}' prints`, readFileSync(join(root, "out/schema", `${name}.json`), "utf8") === text);
  test(`${name}.json is small`, text.length < 200000, `${text.length} bytes`);
}
test("policyc schema prints the policy's", execFileSync(policyc, ["schema"], { cwd: root, encoding: "utf8" }) === readFileSync(join(work, "policy.json"), "utf8"));
test("an unknown schema is an error of usage", spawnSync(policyc, ["schema", "polcy"], { cwd: root }).status === 2);
test("two names are an error of usage", spawnSync(policyc, ["schema", "policy", "locale"], { cwd: root }).status === 2);
test("no folder 'policies' is an error of the input", spawnSync(policyc, ["schema"], { cwd: tmpdir() }).status === 1);

function errorsOf(name, text) {
  const document = parseDocument(text);
  if (document.errors.length) return document.errors.map((e) => e.message);
  const { validate } = schemas[name];
  return validate(document.toJS()) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
}

// Every $ref leads somewhere, every definition is used.
for (const [name, { value }] of Object.entries(schemas)) {
  const used = new Set(JSON.stringify(value).match(/(?<="\$ref":"#\/definitions\/)[^"]+/g));
  for (const d of Object.keys(value.definitions)) test(`${name}.json uses its definition '${d}'`, used.has(d));
}

// ---- the project's files ----

const brands = readdirSync(join(root, "policies")).filter((f) => f.endsWith(".yaml") && f !== "vocabulary.yaml");
const read = (...path) => readFileSync(join(root, ...path), "utf8");
for (const file of brands) {
  const found = errorsOf("policy", read("policies", file));
  test(`policies/${file} is valid`, found.length === 0, found.slice(0, 5).join("; "));
}
{
  const found = errorsOf("vocabulary", read("policies/vocabulary.yaml"));
  test("policies/vocabulary.yaml is valid", found.length === 0, found.slice(0, 5).join("; "));
}
for (const name of ["baseline", "calendar"])
  for (const file of readdirSync(join(root, `policies/${name}s`))) {
    const found = errorsOf(name, read(`policies/${name}s`, file));
    test(`policies/${name}s/${file} is valid`, found.length === 0, found.slice(0, 5).join("; "));
  }
for (const file of readdirSync(join(root, "templates/locale"))) {
  const found = errorsOf("locale", read("templates/locale", file));
  test(`templates/locale/${file} is valid`, found.length === 0, found.slice(0, 5).join("; "));
}

// ---- broken variants: the schema and the compiler refuse them both ----

const brand = `brand:
  id: example
  name: Example
  operator: Example Ltd
  version: "2"
  effective: 2027-03-01
law:
  calendar: id
`;
const whole = `${brand}retention:
  support:
    categories: {complete: [support-data, usage-data]}
    period: 2 years
    from: implied account-closure
    then: delete
    automatic: true
    all-of: [deposit-wanted]
requests:
  access:
    request: access
    routes:
      by-mail:
        channels: {examples: [email]}
        self-service: false
        answer: without unreasonable delay
complaints:
  first:
    step: 1
    party: support-team
contacts:
  officer:
    party: data-protection-officer
    channels: unstated
    name: placeholder
    email: privacy@example.com
clauses:
  questions:
    place: retention
    text:
      en: "Ask us."
      id: "Tanyakan kepada kami."
conflicts:
  choice:
    one: retention.support
    other: requests.access.routes.by-mail
`;
const words = read("policies/vocabulary.yaml");
for (const id of ["support-data", "usage-data", "account-closure", "deposit-wanted", "without-unreasonable-delay", "data-protection-officer"])
  if (!words.includes(`\n  ${id}: `)) console.log(`editor: the vocabulary has no '${id}' any more: change this test`);

function check(text) {
  writeFileSync(join(work, "policies/example.yaml"), text);
  const run = spawnSync(policyc, ["check", "policies/example.yaml"], { cwd: work, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  return { status: run.status, lines: run.stderr.split("\n") };
}
{
  const found = errorsOf("policy", whole);
  test("the policy the variants are made of is valid", found.length === 0, found.join("; "));
  const run = check(whole);
  test("the compiler takes it", run.status === 0, run.lines[0]);
}

const broken = [
  ["no brand", /brand:\n(  .*\n)+/, ""],
  ["unknown section", "complaints:", "complaint:"],
  ["empty section", /complaints:\n(  .*\n)+/, "complaints: {}\n"],
  ["section without a value", /complaints:\n(  .*\n)+/, "complaints:\n"],
  ["section as a list", /complaints:\n(  .*\n)+/, "complaints: [first]\n"],
  ["unknown field", "    automatic: true", "    automatically: true"],
  ["missing field of a section of one record", "  name: Example\n", ""],
  ["missing field", "    then: delete\n", ""],
  ["missing field of an inner record", "        self-service: false\n", ""],
  ["unknown field of an inner record", "        answer:", "        anwser:"],
  ["record's id with a capital", "  support:\n", "  Support:\n"],
  ["record's id with an underscore", "  by-mail", "  by_mail"],
  ["record's id that is a YAML word", "  support:\n", "  yes:\n"],
  ["record's id of two hyphens", "  support:\n", "  support--data:\n"],
  ["unknown id", "[support-data", "[suport-data"],
  ["id of another kind", "[support-data", "[account-closure"],
  ["unknown fixed id", "then: delete", "then: remove"],
  ["unknown event", "implied account-closure", "implied account-closed"],
  ["implied without an event", "implied account-closure", "implied"],
  ["list without complete or examples", "{complete: [support-data, usage-data]}", "[support-data]"],
  ["list with both", "{complete: [support-data, usage-data]}", "{complete: [support-data], examples: [usage-data]}"],
  ["list with another key", "{complete: [support", "{all: [support"],
  ["empty list", "[support-data, usage-data]", "[]"],
  ["id twice", "[support-data, usage-data]", "[support-data, support-data]"],
  ["one id in place of a list", "[support-data, usage-data]", "support-data"],
  ["plain list with a key", "all-of: [deposit-wanted]", "all-of: {complete: [deposit-wanted]}"],
  ["empty plain list", "all-of: [deposit-wanted]", "all-of: []"],
  ["unknown condition", "[deposit-wanted]", "[deposit-want]"],
  ["list of a gap", "channels: unstated", "channels: {complete: [unstated]}"],
  ["flag in words", "automatic: true", "automatic: always"],
  ["flag in quotes", "automatic: true", 'automatic: "true"'],
  ["flag yes", "automatic: true", "automatic: yes"],
  ["flag as a gap that cannot be one", "self-service: false", "self-service: unstated"],
  ["number in words", "step: 1", "step: first"],
  ["number zero", "step: 1", "step: 0"],
  ["number too large", "step: 1", "step: 10000"],
  ["number with a fraction", "step: 1", "step: 1.5"],
  ["date in words", "2027-03-01", "1 March 2027"],
  ["date that does not exist", "2027-03-01", "2027-04-31"],
  ["date before 1970", "2027-03-01", "1969-12-31"],
  ["text that is a number", "name: Example\n", "name: 7\n"],
  ["empty text", "name: Example\n", 'name: ""\n'],
  ["text with a space at its end", "name: Example\n", 'name: "Example "\n'],
  ["text of two lines", "name: Example\n", 'name: "Example\\nnext"\n'],
  ["text too long", "name: Example\n", `name: ${"x".repeat(501)}\n`],
  ["text that cannot be a gap", "name: Example\n", "name: unstated\n"],
  ["text as a list", "name: Example\n", "name: [Example]\n"],
  ["address without @", "privacy@example.com", "privacy.example.com"],
  ["address without a dot", "privacy@example.com", "privacy@example"],
  ["brand's id with a capital", "id: example\n", "id: Example\n"],
  ["clause without a language", '      id: "Tanyakan kepada kami."\n', ""],
  ["clause in a language with a capital", '      en: "Ask us."\n', '      en: "Ask us."\n      De: "Fragen Sie uns."\n'],
  ["clause at no section", "place: retention", "place: retentions"],
  ["path of no section", "one: retention.support", "one: retentions.support"],
  ["path of a section alone", "one: retention.support", "one: retention"],
  ["conflict without a side", "    other: requests.access.routes.by-mail\n", ""],
];
for (const [name, from, to] of broken) {
  const text = whole.replace(from, to);
  if (text === whole) {
    test(name, false, "the variant is the same as the whole");
    continue;
  }
  test(`the schema refuses: ${name}`, errorsOf("policy", text).length > 0);
  test(`the compiler refuses: ${name}`, check(text).status === 1);
}

const entry = '  support-data: {code: 1, en: "support conversations", id: "percakapan"}\n';
const brokenWords = [
  ["unknown kind", "categories:", "categorys:"],
  ["no code", "code: 1, ", ""],
  ["code zero", "code: 1", "code: 0"],
  ["code in words", "code: 1", "code: one"],
  ["code too large", "code: 1", "code: 10000"],
  ["no label of a language", ', id: "percakapan"', ""],
  ["empty label", '"percakapan"', '""'],
  ["label of two lines", '"percakapan"', '"percakapan\\nlain"'],
  ["label too long", '"percakapan"', `"${"x".repeat(201)}"`],
  ["unknown key", "code: 1", 'code: 1, note: "new"'],
  ["id with a capital", "support-data", "Support-data"],
  ["id without anything", entry, "  support-data:\n"],
];
function readWords(text) {
  writeFileSync(join(work, "policies/vocabulary.yaml"), text);
  const { status } = spawnSync(policyc, ["schema"], { cwd: work });
  writeFileSync(join(work, "policies/vocabulary.yaml"), words);
  return status;
}
test("the vocabulary the variants are made of is valid", errorsOf("vocabulary", `categories:\n${entry}`).length === 0);
test("the compiler takes it as well", readWords(`categories:\n${entry}`) === 0);
for (const [name, from, to] of brokenWords) {
  const text = `categories:\n${entry}`.replace(from, to);
  test(`the schema refuses a vocabulary: ${name}`, errorsOf("vocabulary", text).length > 0);
  test(`the compiler refuses a vocabulary: ${name}`, readWords(text) === 1);
}

// A locale without any one of its words. Phrases beyond those needed may go.
const locale = read("templates/locale/en.yaml");
function withoutLine(lines, i) {
  const indent = (line) => /^ */.exec(line)[0].length;
  let end = i + 1;
  while (end < lines.length && (lines[end] === "" || indent(lines[end]) > indent(lines[i]))) end++;
  return [...lines.slice(0, i), ...lines.slice(end)].join("\n");
}
function readLocale(text) {
  writeFileSync(join(work, "templates/locale/en.yaml"), text);
  const { status } = spawnSync(policyc, ["schema"], { cwd: work });
  writeFileSync(join(work, "templates/locale/en.yaml"), locale);
  return status;
}
{
  const lines = locale.split("\n");
  for (let i = 0; i < lines.length; i++) {
    if (!/^ *[a-z]/.test(lines[i])) continue;
    const text = withoutLine(lines, i);
    const schema = errorsOf("locale", text).length > 0;
    test(`the schema and the compiler agree on a locale without line ${i + 1}`, schema === (readLocale(text) !== 0), `${lines[i].trim()}: the schema ${schema ? "refuses" : "takes"} it`);
  }
  for (const [name, from, to] of [
    ["unknown group", "\nflags:", "\nmoods: 1\nflags:"],
    ["no place for the number", '"{n} {unit}"', '"{unit}"'],
    ["no place for the event", '"{event} ', '"'],
    ["another plural", '{one: "n = 1"}', "one-other"],
    ["a plural rule in words", '"n = 1"', '"n is 1"'],
    ["a plural form without its words", '{one: "n = 1"}', '{one: "n = 1", few: "n = 2..4"}'],
    ["an unknown plural form", '{one: "n = 1"}', '{one: "n = 1", several: "n = 2..4"}'],
    ["empty words", '"indefinitely"', '""'],
  ]) {
    const text = locale.replace(from, to);
    test(`the schema refuses a locale: ${name}`, text !== locale && errorsOf("locale", text).length > 0);
    test(`the compiler refuses a locale: ${name}`, readLocale(text) === 1);
  }
}

// ---- forms: the schema and the compiler agree on each ----

const forms = {
  period: [
    "1 year", "7 years", "1 years", "2 year", "0 days", "01 days", "9999 hours", "10000 hours", "72 hours", "10 business days", "1 business day",
    "10 working days", "5 to 7 years", "1 to 3 days", "5 - 7 years", "5-7 years", "5 to 7 year", "7  years", "7years", "7", "P7Y", "3 x 24 jam", "7 Years",
    "seven years", "indefinitely", "forever", "Indefinitely", "immediately", "without unreasonable delay", "without-unreasonable-delay",
    "while account exists", "while account-exists", "while account open", "while", "unstated", "placeholder", "1.5 years", "-1 days", "2 fortnights",
    "up to 10 years", "up to 1 year", "up to 1 years", "up to 5 to 7 years", "up to indefinitely", "Up to 10 years", "at most 10 years", "up to 10",
  ],
  // no length but the period may be a bound
  "then-within": ["30 days", "up to 30 days", "1 to 2 weeks", "immediately"],
  from: ["account-closure", "implied account-closure", "implied  account-closure", "Implied account-closure", "unstated", "implied unstated", "7 years"],
  then: ["delete", "keep", "unstated", "Delete", "placeholder", "delete, keep"],
};
for (const [field, values] of Object.entries(forms)) {
  const record = { period: "7 years", from: "account-closure", then: "delete" };
  values.forEach((value, i) => {
    const fields = Object.entries({ ...record, [field]: value }).map(([k, v]) => `    ${k}: ${v}\n`);
    const text = `${brand}retention:\n  r${i}:\n${fields.join("")}`;
    const schema = errorsOf("policy", text).length === 0;
    test(`the schema and the compiler agree on '${field}: ${value}'`, schema === (check(text).status === 0), `the schema ${schema ? "takes" : "refuses"} it`);
  });
}
for (const email of ["a@b.co", "a.b@c-d.example.com", ".a@b.co", "a.@b.co", "a..b@c.de", "a@-b.co", "a@b-.co", "a@b..co", "a@b.co.", "ä@b.co", "a+b@c.de", "@b.co", "a@b@c.de"]) {
  const text = whole.replace("privacy@example.com", `"${email}"`);
  const schema = errorsOf("policy", text).length === 0;
  test(`the schema and the compiler agree on the address '${email}'`, schema === (check(text).status === 0), `the schema ${schema ? "takes" : "refuses"} it`);
}
for (const date of ["2027-02-28", "2027-12-31", "2027-11-31", "2027-13-01", "2027-00-10", "2027-1-1", "1970-01-01", "9999-12-31", "10000-01-01", "27-03-01", "unstated", "placeholder"]) {
  const text = whole.replace("2027-03-01", date);
  const schema = errorsOf("policy", text).length === 0;
  test(`the schema and the compiler agree on the date ${date}`, schema === (check(text).status === 0), `the schema ${schema ? "takes" : "refuses"} it`);
}

// ---- the editor ----

mkdirSync(join(work, "editor"));
const server = new Server(
  {
    yaml: {
      schemas: { [pathToFileURL(join(work, "policy.json")).href]: "*.yaml" },
      schemaStore: { enable: false },
      validate: true,
      completion: true,
      hover: true,
    },
    "[yaml]": {},
    editor: {},
    files: {},
    http: {},
  },
  join(work, "editor"),
);
let opened = 0;
// text: with a '|' where the cursor is
async function open(text) {
  const uri = pathToFileURL(join(work, "editor", `${opened++}.yaml`)).href;
  const at = text.indexOf("|");
  const before = text.slice(0, at < 0 ? 0 : at);
  const diagnostics = await server.open(uri, at < 0 ? text : before + text.slice(at + 1));
  const position = { line: before.split("\n").length - 1, character: before.length - before.lastIndexOf("\n") - 1 };
  return { uri, position, diagnostics };
}
async function complete(text) {
  const { uri, position } = await open(text);
  return (await server.complete(uri, position)).map((i) => ({
    label: i.label,
    words: i.documentation?.value ?? i.documentation ?? "",
    insert: i.textEdit?.newText ?? i.insertText ?? "",
  }));
}
async function hover(text) {
  const { uri, position } = await open(text);
  return server.hover(uri, position);
}
async function editor() {
  await server.start();
  for (const file of brands) {
    const { diagnostics } = await open(read("policies", file).replace(/^# yaml-language-server.*\n/, ""));
    test(`the editor takes policies/${file}`, diagnostics.length === 0, diagnostics[0]?.message);
  }
  // at once: the server waits before it answers
  const marked = await Promise.all(broken.map(([, from, to]) => open(whole.replace(from, to))));
  broken.forEach(([name], i) => test(`the editor marks: ${name}`, marked[i].diagnostics.length > 0));
  const messages = [
    ["an unknown id", "[support-data", "[suport-data", "add it to 'categories' in vocabulary.yaml"],
    ["an unknown event", "implied account-closure", "acount-closure", "add it to 'events' in vocabulary.yaml"],
    ["a bad length", "period: 2 years", "period: 2 jears", "a length of time is written '7 years'"],
    ["a bare list", "{complete: [support-data, usage-data]}", "[support-data]", "'complete: [ids]' if the list is all there is"],
    ["a bad flag", "automatic: true", "automatic: always", "write 'true' or 'false'"],
    ["an unknown ending", "then: delete", "then: remove", '"anonymise"'],
  ];
  for (const [name, from, to, part] of messages) {
    const { diagnostics } = await open(whole.replace(from, to));
    test(`the editor says what to do about ${name}`, diagnostics.some((d) => d.message.includes(part)), diagnostics.map((d) => d.message).join("; "));
  }

  const has = (items, label, words) => items.some((i) => i.label === label && i.words.includes(words));
  const explained = [
    ["a category", "categories:\n  a:\n    category: |\n", "support-data", "support conversations"],
    ["a category in a list", "retention:\n  a:\n    categories: {complete: [|]}\n", "support-data", "support conversations"],
    ["a second category", "retention:\n  a:\n    categories: {complete: [usage-data, |]}\n", "support-data", "support conversations"],
    ["a kind of list", "retention:\n  a:\n    categories: |\n", "complete", "no others"],
    ["a gap", "retention:\n  a:\n    period: |\n", "unstated", "does not say"],
    ["a length", "retention:\n  a:\n    period: |\n", "7 years", ""],
    ["a state", "retention:\n  a:\n    period: |\n", "while account exists", "while your account exists"],
    ["a duration in words", "retention:\n  a:\n    period: |\n", "without unreasonable delay", "without unreasonable delay"],
    ["an implied event", "retention:\n  a:\n    from: |\n", "implied account-closure", "implied"],
    ["an ending", "retention:\n  a:\n    then: |\n", "delete", "deleted"],
    ["a field", "retention:\n  a:\n    |\n", "period", "How long"],
    ["a section", "|\n", "retention", "How long data is kept"],
    ["a place", "clauses:\n  a:\n    place: |\n", "retention", "How long data is kept"],
  ];
  for (const [name, text, label, part] of explained) {
    const items = await complete(brand + text);
    test(`the editor completes and explains ${name}`, has(items, label, part), items.slice(0, 5).map((i) => i.label).join(", "));
  }
  const all = Object.keys(schemas.policy.value.definitions.category.enum ?? {}).length;
  const offered = await complete(`${brand}categories:\n  a:\n    category: |\n`);
  test("the editor offers every category", offered.length === all, `${offered.length} of ${all}`);

  // A new rule, filled in with what the snippet suggests but for ids, is a whole record.
  for (const text of ["|\n", "retention:\n  |\n", "retention:\n  a: {period: 7 years, then: delete}\n  |\n"]) {
    const items = await complete(brand + text);
    const item = items.find((i) => i.label === (text === "|\n" ? "retention" : "new retention") && i.insert.includes("new-id"));
    if (!item) {
      test("the editor offers a new retention rule", false, JSON.stringify(text));
      continue;
    }
    const ids = { category: "support-data", event: "account-closure", ending: "delete" };
    const filled = item.insert.replace(/\$\{\d+:([^}]*)\}/g, (_, what) => ids[what] ?? what);
    const indent = /( *)\|/.exec(text)[1];
    const found = errorsOf("policy", brand + text.replace("|", filled.replaceAll("\n", `\n${indent}`)));
    test("a new retention rule is whole", found.length === 0, `${found.join("; ")}\n${filled}`);
  }

  const hovers = [
    ["retention.period", "    per|iod: 2 years", "How long: 7 years"],
    ["the value of retention.period", "    period: 2 y|ears", "How long: 7 years"],
    ["a section", "reten|tion:\n  support:", "How long data is kept"],
    ["complete", "{comp|lete: [support-data", "no others"],
    ["a category", "[support-|data", "support conversations"],
    ["an event", "implied account-cl|osure", "implied"],
    ["a gap", "channels: un|stated", "The source does not say."],
  ];
  for (const [name, at, part] of hovers) {
    const text = await hover(whole.replace(at.replace("|", ""), at));
    test(`the editor explains ${name}`, text.includes(part), text.slice(0, 200));
    test(`... without '||': ${name}`, !text.includes("||"), text.slice(0, 200));
  }
  await server.stop();
}
try {
  await editor();
} catch (e) {
  test("yaml-language-server answers", false, e.message);
  server.process.kill();
}

console.log(`editor: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
