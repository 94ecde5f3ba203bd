// SPDX-License-Identifier: MIT
// Numbers that look random and are the same for the same seed (mulberry32), and what is picked by them.
'use strict';
module.exports = seed => {
	let state = seed >>> 0;
	const random = () => {
		state = state + 0x6D2B79F5 >>> 0;
		let t = state;
		t = Math.imul(t ^ t >>> 15, t | 1);
		t ^= t + Math.imul(t ^ t >>> 7, t | 61);
		return ((t ^ t >>> 14) >>> 0) / 4294967296;
	};
	const below = n => Math.floor(random() * n), chance = p => random() < p, pick = a => a[below(a.length)];
	const shuffled = a => {
		const b = a.slice();
		for (let i = b.length - 1; i > 0; i--) {
			const n = below(i + 1);
			[b[i], b[n]] = [b[n], b[i]];
		}
		return b;
	};
	return {below, chance, pick, shuffled, some: (a, least, most) => shuffled(a).slice(0, least + below(most - least + 1))};
};
