// SPDX-License-Identifier: MIT
// What a runner of GitHub Actions takes for a command: github.com/actions/runner, ActionCommand.cs, TryParseV2 and TryParse,
// in that order, but for any name of a command, known or not.

function properties(text, separator, mapping) {
	const found = {};
	for (const property of text.split(separator).filter((p) => p)) {
		const at = property.indexOf('=');
		if (at > 0 && at < property.length - 1) found[property.slice(0, at)] = unescape(property.slice(at + 1), mapping);
	}
	return found;
}

function unescape(text, mapping) {
	for (const [escaped, plain] of mapping) text = text.replaceAll(escaped, plain);
	return text;
}

const DATA = [['%0D', '\r'], ['%0A', '\n'], ['%25', '%']];
const PROPERTY = [['%0D', '\r'], ['%0A', '\n'], ['%3A', ':'], ['%2C', ','], ['%25', '%']];

/** The command of a line of output, or null. */
export function command(line) {
	const text = line.trimStart();
	if (text.startsWith('::') && text.indexOf('::', 2) >= 0) {
		const end = text.indexOf('::', 2);
		const info = text.slice(2, end);
		const space = info.indexOf(' ');
		return {
			name: space < 0 ? info : info.slice(0, space),
			properties: space > 0 ? properties(info.slice(space + 1).trim(), ',', PROPERTY) : {},
			data: unescape(text.slice(end + 2), DATA),
		};
	}
	const start = line.indexOf('##[');
	const end = start < 0 ? -1 : line.indexOf(']', start);
	return end < 0 ? null : { name: line.slice(start + 3, end).split(' ')[0], properties: {}, data: line.slice(end + 1) };
}
