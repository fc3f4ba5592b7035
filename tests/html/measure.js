// SPDX-License-Identifier: BSD-2-Clause
/* What is run inside the page: each function stands alone, and gives a list of faults or a number. */
'use strict';

/* Parts that are wider than the room they have. */
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

/* Words of a drawing or a card that leave their box, boxes of a drawing that lie on one another, and
 * boxes that leave the window. */
function crowded() {
	const faults = [];
	const says = (e) => e.textContent.trim().slice(0, 60);
	const meet = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right &&
		a.top + 1 < b.bottom && b.top + 1 < a.bottom;

	for (const box of document.querySelectorAll('.bar, .chip, .card, .own li, .map th')) {
		const place = box.getBoundingClientRect();

		if (box.scrollWidth > box.clientWidth + 1 && box.clientWidth)
			faults.push(`"${says(box)}" leaves its box`);
		if (place.right > document.documentElement.clientWidth + 1)
			faults.push(`"${says(box)}" leaves the window`);
	}
	for (const row of document.querySelectorAll('.map tr')) {
		const bars = [...row.querySelectorAll('.bar')].map((e) => e.getBoundingClientRect());

		if (bars.some((a, i) => bars.slice(i + 1).some((b) => meet(a, b))))
			faults.push(`bars of one row lie on one another: "${says(row)}"`);
	}
	return faults.slice(0, 5);
}

/* The drawing uses the width that the page has. */
function unused() {
	const room = document.querySelector('main').clientWidth;

	return [...document.querySelectorAll('.map, .cards')]
		.filter((e) => e.getBoundingClientRect().width < room * 0.98)
		.map((e) => `${e.className} leaves ${room - e.clientWidth} pixels of the width unused`);
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

module.exports = { tooWide, crowded, unused, silent, shorten, scroll };
