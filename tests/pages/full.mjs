// SPDX-License-Identifier: MIT
// Policies made from the JSON Schema: every section, field and id, in every shape it may have. They say nothing sensible, but
// the notices made from them have to be whole: no error of structure, no sentence broken off, both writers alike.
import { join } from 'node:path';
import { build, policySchema, toYaml, Words, workspace, write } from './build.mjs';

const schema = policySchema();
const definition = (f) => (f.$ref ? schema.definitions[f.$ref.split('/').pop()] : f);
const nameOf = (f) => f.$ref?.split('/').pop();
const spans = ['1 hour', '72 hours', '1 day', '30 days', '1 business day', '10 business days', '2 weeks', '1 month', '3 months', '1 year', '7 years', '5 to 7 years', '24 to 72 hours', 'indefinitely'];

/** Every shape a field can have, by example. */
function shapes(field, turn) {
  if (field.anyOf && !field.$ref) return field.anyOf.flatMap((f) => shapes(f, turn));
  const name = nameOf(field), d = definition(field);
  const some = (ids, from, count) => Array.from({ length: Math.min(count, ids.length) }, (_, i) => ids[(from + i) % ids.length]);
  if (name === 'flag') return [true, false];
  if (name === 'number') return [1, 2];
  if (name === 'date') return ['2027-03-01', '2028-12-31'];
  if (name === 'email') return ['privacy@example.com', 'a.b-c_d+e@mail.example.com'];
  if (name === 'text') return [new Words('Example & Sons <Ltd> *x* | y'), new Words('Plain')];
  if (name === 'unstated' || name === 'placeholder') return [name];
  if (name === 'span') return [...spans, ...definition({ $ref: '#/definitions/span-words' }).enum];
  if (name === 'start') return some(d.enum, turn * 3, 2).concat(d.enum.find((s) => s.startsWith('implied ')));
  if (d.enum) return d.enum.length <= 8 ? d.enum : some(d.enum, turn * 2, 4);
  if (name?.endsWith('-list')) {
    const ids = definition(definition(d.properties.complete).items).enum;
    return [1, 2, 3].flatMap((n) => [{ complete: some(ids, turn * 5 + n, n) }, { examples: some(ids, turn * 7 + n, n) }]);
  }
  if (name?.endsWith('-ids')) return [1, 2, 3].map((n) => some(definition(d.items).enum, turn * 3 + n, n));
  return [];
}

function record(properties, required, turn) {
  const out = {};
  for (const [i, [key, field]] of Object.entries(properties).entries()) {
    if (key === 'source') continue;
    const inner = field.patternProperties && Object.values(field.patternProperties)[0];
    if (inner) {
      if (turn % 3 !== 2) out[key] = Object.fromEntries([0, 1, 2].map((k) => [`i${k}`, record(inner.properties, inner.required, turn * 3 + k)]));
      continue;
    }
    const all = shapes(field, turn);
    /* one record has all fields, one only what it needs, the rest a mixture */
    const left = turn === 1 || (turn > 1 && (turn * 31 + i * 17) % 5 < 2);
    if (all.length && (required.includes(key) || !left)) out[key] = all[(turn * 5 + i * 3) % all.length];
    if (key === 'request' && Array.isArray(out[key]) && out[key].length === 1) [out[key]] = out[key]; /* one right stands alone */
  }
  return out;
}

const oneBranded = (name, policy) => {
  const dir = workspace([]);
  policy.brand.id = name;
  write(join(dir, 'policies', `${name}.yaml`), toYaml(policy));
  return build(dir);
};

const brand = (over) => ({ name: new Words('Full'), operator: 'unstated', version: 'unstated', effective: 'unstated', ...over });

/** Every field in many shapes. */
export function full() {
  const policy = { brand: brand({ operator: new Words('PT Contoh *Tbk*'), version: new Words('1.0'), effective: '2027-03-01' }) };
  const places = [];
  for (const [section, s] of Object.entries(schema.properties)) {
    if (['brand', 'clauses', 'conflicts', 'readings', 'law', 'waivers'].includes(section)) continue;
    const item = Object.values(s.patternProperties)[0];
    policy[section] = {};
    for (let turn = 0; turn < 12; turn++) {
      const r = policy[section][`r${turn}`] = record(item.properties, item.required, turn);
      /* statements made up at random contradict each other, unless each holds in a case of its own */
      if (turn > 0 && item.properties['all-of'] && !r.scope) r['all-of'] ??= [definition(definition(item.properties['all-of']).items).enum[turn % 5]];
      /* only joint controllers decide together, and only a processor acts for others */
      if (r.capacity !== 'joint-controller') delete r['together-with'];
      if (r.capacity !== 'processor') delete r['on-behalf-of'];
      /* a use asks for consent only if it waits for one; and nobody is told before what nobody is told of */
      if (!r.consent || ['not-needed', 'opt-out', 'acknowledged'].includes(r.consent)) delete r['asked-through'], delete r['asked-each'];
      if (r['tell-person'] === false) for (const key of ['tell-before', 'tell-certainty', 'tell-unless']) delete r[key];
      /* nor does one event permit what it forbids */
      if (r.permits) for (const [word, ids] of Object.entries(r.forbids ?? {})) {
        const others = ids.filter((id) => !Object.values(r.permits).flat().includes(id));
        if (others.length) r.forbids[word] = others; else delete r.forbids;
      }
    }
    places.push(section);
  }
  policy.clauses = Object.fromEntries(places.map((p) => [`c-${p}`, { place: p, text: { en: new Words('A clause of its own.'), id: new Words('Sebuah klausul tersendiri.') } }]));
  policy.conflicts = {};
  for (const [i, p] of places.entries()) {
    const c = { one: `${p}.r2`, other: `${p}.r3` };
    if (i % 3 === 1) c.enforce = `${p}.r3`;
    policy.conflicts[`k-${p}`] = c;
  }
  /* the ones that hold in every case they have */
  policy.conflicts.never = { one: 'prohibitions.r1', other: 'collection.r1' };
  policy.law = { calendar: 'id' };
  return oneBranded('full', policy);
}

/** Only what must be there; and a notice in force: nothing is missing, so it is not a draft. */
export function least() {
  return oneBranded('least', { brand: brand({}) });
}
export function inForce() {
  return oneBranded('final', {
    brand: brand({ name: new Words('In Force'), operator: new Words('PT Contoh'), version: new Words('2'), effective: '2027-03-01' }),
    retention: { all: { period: '2 years', from: 'account-closure', then: 'delete', 'then-within': '30 days' } },
    contacts: { support: { party: 'support-team', channels: { complete: ['email'] }, email: 'privacy@example.com', hours: 'business-hours' } },
    law: { calendar: 'id' },
  });
}
