// SPDX-License-Identifier: MIT
// Open requests, the same every time, and what request-desk has to say of them under the decided policies, counted here from their
// numbers with this file's own calendar.
// usage: node requests.mjs csv|list COUNT NOW HOLIDAYS
import {readFileSync} from 'node:fs';
const [what, total, now, holidays] = process.argv.slice(2);
const ZONE = 7 * 3600, DAY = 86400, LAST = Date.UTC(2027, 11, 31) / 1000 / DAY, FIRST = Date.UTC(2024, 0, 1) / 1000 / DAY;
const free = new Set(readFileSync(holidays, 'utf8').split('\n').map((l) => l.split('\t')).filter((l) => l[1] === 'national')
  .map((l) => Date.parse(l[0]) / 1000 / DAY));

const day = (time) => Math.floor((time + ZONE) / DAY);
const midnightAfter = (d) => (d + 1) * DAY - ZONE;
const weekday = (d) => ((d % 7) + 11) % 7; // 0: Sunday
const works = (d) => weekday(d) % 6 !== 0 && !free.has(d);
const spans = {
  hours: (n, t) => [t + n * 3600],
  days: (n, t) => [midnightAfter(day(t) + n)],
  'business days': (n, t) => { // past the calendar every weekday may be one
    let d = day(t);
    for (let left = n; left > 0;) left -= works(++d) ? 1 : 0;
    return [midnightAfter(d), d > LAST || day(t) + 1 < FIRST ? 'POLICY_OUT_OF_CALENDAR' : undefined];
  },
  month: (n, t) => {
    const at = new Date(day(t) * DAY * 1000), m = at.getUTCMonth() + n;
    const last = new Date(Date.UTC(at.getUTCFullYear(), m + 1, 0)).getUTCDate();
    return [midnightAfter(Date.UTC(at.getUTCFullYear(), m, Math.min(at.getUTCDate(), last)) / 1000 / DAY)];
  },
};

// brand, request, route, its channels (undefined: any), duty, number, unit, start, code, as written
const routes = [
  ['mami', 'access', 'support', ['support-team'], 'complete', 10, 'business days', 'received'],
  ['mami', 'portability', 'any', undefined, 'complete', 10, 'business days', undefined, 'POLICY_UNSTATED'],
  ['mami', 'correction', 'support', ['support-team', 'live-chat'], 'answer', 72, 'hours', 'received'],
  ['mami', 'correction', 'letters', ['email'], 'answer', 14, 'days', 'verified'],
  ['mami', 'correction', 'letters', ['email'], 'complete', 1, 'month', 'verified'],
  ['mpo21', 'access', 'support', ['support-team'], 'complete', 30, 'days', 'received'],
  ['mpo21', 'correction', 'other', ['support-team'], 'complete', 10, 'business days', 'received'],
  ['mpo21', 'deletion', 'any', undefined, 'complete', 30, 'days', 'received'],
  ['mpo21', 'privacy-inquiry', 'officer', ['email', 'support-team'], 'answer', 14, 'days', 'received', 'POLICY_NOT_FIRM'],
  ['sesetoro', 'access', 'support', ['support-team'], 'complete', 30, 'days', 'received'],
  ['sesetoro', 'objection', 'any', undefined, 'answer', 30, 'days', 'received'],
  ['sesetoro', 'objection', 'any', undefined, 'complete', 0, 'words', 'received', 'POLICY_NO_NUMBER', 'immediately'],
  ['sesetoro', 'data-request', 'any', undefined, 'answer', 5, 'business days', 'received', undefined, '5 to 10 business days'],
];

function duties(q) {
  if (q.brand === 'sesetoro' && day(q.received) < Date.UTC(2019, 6, 1) / 1000 / DAY) return [];
  const found = {};
  for (const [brand, request, rule, channels, duty, n, unit, start, code, text] of routes) {
    if (brand !== q.brand || request !== q.request || (q.channel && channels && !channels.includes(q.channel))) continue;
    const one = {id: q.id, brand, request, duty, rule, text: text ?? `${n} ${unit}`, code};
    if (spans[unit] && start && q[start] === undefined) one.code = 'POLICY_NOT_STARTED';
    else if (spans[unit] && start) {
      const [end, why] = spans[unit](n, q[start]);
      Object.assign(one, {end, code: why ?? code});
    }
    const other = found[duty];
    if (!other || (one.end !== undefined && (other.end === undefined || one.end < other.end))) found[duty] = one;
  }
  return Object.values(found);
}

let seed = 20270301;
const random = (n) => { seed = (seed * 48271) % 2147483647; return Math.floor(seed / 2147483647 * n); };
const pick = (list) => list[random(list.length)];
const iso = (t, zone) => new Date((t + zone * 3600) * 1000).toISOString().replace('.000Z', zone ? `+0${zone}:00` : 'Z');
const local = (end) => {
  const text = new Date((end + ZONE) * 1000).toISOString();
  return (end + ZONE) % DAY ? text.slice(0, 16).replace('T', ' ') : new Date((end + ZONE - 1) * 1000).toISOString().slice(0, 10);
};

const requests = [];
for (let i = 1; i <= Number(total); i++) {
  const brand = pick(['mami', 'mpo21', 'sesetoro']);
  const request = pick({mami: ['access', 'portability', 'correction', 'correction', 'deletion'], mpo21: ['access', 'correction', 'deletion', 'privacy-inquiry'],
    sesetoro: ['access', 'objection', 'data-request', 'correction']}[brand]);
  const received = random(40) === 0 ? 1546300800 + random(3e8) : Number(now) - random(60 * DAY) + random(20) * random(20) * DAY / 10;
  requests.push({id: `r${String(i).padStart(5, '0')}`, brand, request, channel: pick(['', '', 'support-team', 'email', 'live-chat']),
    received: Math.floor(received), verified: random(2) ? Math.floor(received) + random(5 * DAY) : undefined});
}

if (what === 'csv') {
  console.log('id,brand,request,channel,received,events');
  for (const q of requests)
    console.log([q.id, random(9) ? q.brand : `"${q.brand}"`, q.request, q.channel, iso(q.received, random(2) * 7),
      q.verified === undefined ? '' : `request-verified=${iso(q.verified, 7)}`].join(','));
} else {
  const lines = requests.flatMap((q) => {
    const all = duties(q);
    return all.length ? all : [{...q, duty: 'any', rule: '-', text: '-', code: 'POLICY_NOT_LISTED'}];
  });
  const far = (x) => x.end ?? Infinity;
  lines.sort((a, b) => (far(a) === far(b) ? 0 : far(a) - far(b)) || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.duty < b.duty ? -1 : 1));
  for (const l of lines)
    console.log([l.end === undefined ? 'open' : Number(now) >= l.end ? 'overdue' : 'due', l.end === undefined ? '-' : local(l.end), l.id, l.brand, l.request,
      l.duty, l.rule, l.text, ...(l.code ? [l.code] : [])].join('\t'));
}
