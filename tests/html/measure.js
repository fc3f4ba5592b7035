// SPDX-License-Identifier: BSD-2-Clause
/* What is run inside the page: each function stands alone, and gives a list of faults or a number. */
'use strict';

/* Parts that are wider than the room they have; drawings may be, in a narrow window. */
function tooWide() {
	const faults = [];
	const root = document.documentElement;

	if (root.scrollWidth > root.clientWidth)
		faults.push(`${root.scrollWidth - root.clientWidth} pixels wider than the window`);
	for (const part of document.querySelectorAll('.scroll')) {
		const over = part.scrollWidth - part.clientWidth;

		if (over > 1 && part.querySelector('table'))
			faults.push(`table ${part.querySelector('table').id} is ${over} pixels too wide`);
	}
	return faults;
}

/* Words of a drawing that lie on one another, or leave their box or the drawing. */
function crowded() {
	const faults = [];
	const within = (a, b) => a.x >= b.x - 1 && a.y >= b.y - 1 &&
		a.x + a.width <= b.x + b.width + 1 && a.y + a.height <= b.y + b.height + 1;
	const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width &&
		a.y + 2 < b.y + b.height && b.y + 2 < a.y + a.height;

	for (const svg of document.querySelectorAll('svg')) {
		const words = [...svg.querySelectorAll('text')]
			.map((t) => ({ says: t.textContent, box: t.getBBox() }));
		const boxes = [...svg.querySelectorAll('rect')].map((r) => r.getBBox());
		const view = svg.viewBox.baseVal;

		words.forEach((word, i) => {
			const middle = { x: word.box.x + word.box.width / 2,
				y: word.box.y + word.box.height / 2, width: 0, height: 0 };
			const around = boxes.filter((b) => within(middle, b));

			if (!within(word.box, view))
				faults.push(`"${word.says}" leaves its drawing`);
			if (around.length && !around.some((b) => word.box.x >= b.x &&
				word.box.x + word.box.width <= b.x + b.width))
				faults.push(`"${word.says}" leaves its box`);
			for (const other of words.slice(i + 1))
				if (meet(word.box, other.box))
					faults.push(`"${word.says}" lies on "${other.says}"`);
		});
	}
	return faults.slice(0, 5);
}

/* The severity of a finding is said in words, not by colour alone. */
function silent() {
	return [...document.querySelectorAll('.error, .warning, .note')]
		.filter((e) => !/error|warning|note/.test(e.textContent))
		.map((e) => 'a severity without a word: ' + e.outerHTML.slice(0, 100));
}

/* Leaves the first rows of each table: axe takes minutes over tens of thousands of elements. */
function shorten(rows) {
	for (const row of document.querySelectorAll(`tbody tr:nth-child(n + ${rows + 1})`))
		row.remove();
}

/* The longest wait for a frame, in milliseconds, while the page is scrolled to its end. */
async function scroll() {
	const step = Math.max(800, document.documentElement.scrollHeight / 60);
	let worst = 0;

	for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
		const start = performance.now();

		window.scrollTo(0, y);
		await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
		worst = Math.max(worst, performance.now() - start);
	}
	window.scrollTo(0, 0);
	return Math.round(worst);
}

module.exports = { tooWide, crowded, silent, shorten, scroll };
