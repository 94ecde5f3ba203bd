// SPDX-License-Identifier: MIT
// Counts the tests. A test is a name and the errors found: none, and it passed.
const shown = Number(process.env.SHOWN) || 5;
let passed = 0, failed = 0;

export function test(name, errors) {
  const list = [...errors];
  if (list.length === 0) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAILED ${name}`);
  for (const error of list.slice(0, shown)) console.log(`  ${error}`);
  if (list.length > shown) console.log(`  and ${list.length - shown} more`);
}

/** The errors of a check that may also throw. */
export function* attempt(run) {
  try {
    yield* run();
  } catch (e) {
    yield e.stack.includes('policyc build') ? e.message : e.stack;
  }
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}
