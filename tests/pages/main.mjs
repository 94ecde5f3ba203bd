// SPDX-License-Identifier: MIT
// The step: three processes side by side, and the sum of their tests. `node main.mjs PART` runs one of them.
import { spawn } from 'node:child_process';

const parts = ['pages', 'hostile', 'browser'];

async function part(name) {
  const { build, brands, workspace } = await import('./build.mjs');
  const { attempt, finish, test } = await import('./report.mjs');
  const { open, rules, sameFacts, wording } = await import('./rules.mjs');
  const { full, inForce, least } = await import('./full.mjs');
  if (name === 'hostile') {
    const { edges, hostile } = await import('./hostile.mjs');
    hostile();
    edges();
  } else if (name === 'browser') {
    const { browse, browseBroken } = await import('./browser.mjs'), { brokenLooks } = await import('./broken.mjs');
    const pages = build(workspace()), current = inForce();
    await browse([...pages, ...current], [...pages.filter((p) => p.brand === 'mami'), current[0]]);
    await browseBroken(brokenLooks(pages));
  } else {
    const { broken } = await import('./broken.mjs');
    const read = (made) => made.map(open);
    const judge = (pages) => {
      for (const page of pages) {
        for (const [rule, errors] of Object.entries(rules)) test(`${page.name} ${rule}`, attempt(() => errors(page, pages)));
        test(`${page.name} reads well`, attempt(() => wording(page)));
      }
      for (const brand of new Set(pages.map((p) => p.brand)))
        test(`${brand} says the same in each language`, attempt(() => sameFacts(pages.filter((p) => p.brand === brand))));
    };
    const pages = read(build(workspace()));
    test('every brand has a notice', pages.length >= brands.length * 2 ? [] : [`${pages.length} notices of ${brands.length} brands`]);
    judge(pages);
    for (const make of [least, inForce, full]) test(`a policy of ${make.name} makes a notice`, attempt(function* () { judge(read(make())); }));
    broken(pages);
  }
  finish();
}

async function all() {
  const runs = parts.map((name) => new Promise((done) => {
    let said = '';
    const child = spawn(process.execPath, [import.meta.filename, name], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => { said += d; });
    child.on('close', (status) => done({ name, said, status }));
  }));
  const sum = [0, 0];
  for (const { name, said, status } of await Promise.all(runs)) {
    const counted = said.match(/^(\d+) passed, (\d+) failed$/m);
    process.stdout.write(said.replace(/^\d+ passed, \d+ failed\n/m, ''));
    sum[0] += Number(counted?.[1] ?? 0);
    sum[1] += Number(counted?.[2] ?? 1);
    if (status !== 0 && counted?.[2] === '0') sum[1]++, console.log(`${name}: exit ${status}`);
  }
  console.log(`${sum[0]} passed, ${sum[1]} failed`);
  process.exitCode = sum[1] || !sum[0] ? 1 : 0;
}

await (process.argv[2] ? part(process.argv[2]) : all());
