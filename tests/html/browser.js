// SPDX-License-Identifier: BSD-2-Clause
/*
 * browser.js CHROMIUM PICTURES PAGE...: load each page in headless Chromium as people will see it,
 * light, dark, narrow, in print, with forced colours and without colour. A request that leaves the
 * page, a message in the console, a table wider than its room, words in a drawing that lie on one
 * another, and what axe calls serious or critical are failures. Writes a screenshot of each view and
 * a PDF into the directory PICTURES. Needs playwright-core and axe-core (NODE_PATH). Times are
 * printed and decide nothing. Ends with "N passed, N failed".
 */
'use strict';

const { chromium } = require('playwright-core');
const axe = require('axe-core');
const fs = require('fs');
const path = require('path');
const measure = require('./measure.js');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];
const MANY = 8000; /* elements */
const PATIENCE = 300000; /* ms: a busy machine is no fault */
const LARGE = 1 << 19; /* bytes; such pages are looked at in fewer views */
const WIDE = { width: 1280, height: 900 };
const PAPER = { width: 718, height: 1043 }; /* A4 less margins of 10 mm, at 96 dpi */
const VIEWS = [
	{ name: 'light', axe: true, options: { colorScheme: 'light', viewport: WIDE } },
	{ name: 'dark', axe: true, options: { colorScheme: 'dark', viewport: WIDE } },
	{ name: 'narrow', axe: true,
		options: { colorScheme: 'light', viewport: { width: 360, height: 740 } } },
	{ name: 'phone', options: { colorScheme: 'light', viewport: { width: 400, height: 860 } } },
	{ name: 'print', media: 'print', options: { colorScheme: 'light', viewport: PAPER } },
	{ name: 'forced', options: { forcedColors: 'active', viewport: WIDE } },
	{ name: 'gray', style: 'html{filter:grayscale(1)}',
		options: { colorScheme: 'light', viewport: WIDE } },
];

async function axeFaults(page) {
	await page.evaluate(axe.source);
	const result = await page.evaluate(() => window.axe.run());

	return result.violations
		.filter((v) => v.impact === 'serious' || v.impact === 'critical')
		.map((v) => `axe ${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 200)}`);
}

async function picture(page, view, name, many) {
	if (view.media === 'print' && !many)
		await page.pdf({ path: `${name}.pdf`, format: 'A4',
			margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } });
	await page.screenshot({ path: `${name}-${view.name}.png`, fullPage: !many });
}

async function lookAt(browser, view, file, pictures) {
	const context = await browser.newContext(view.options);
	const page = await context.newPage();

	page.setDefaultTimeout(PATIENCE);
	page.setDefaultNavigationTimeout(PATIENCE);
	const name = path.basename(file, '.html');
	const faults = [];
	const start = Date.now();

	page.on('request', (r) => {
		if (!r.url().startsWith('data:') && r.url() !== 'file://' + file)
			faults.push('request to ' + r.url());
	});
	page.on('console', (m) => faults.push('console: ' + m.text()));
	page.on('pageerror', (e) => faults.push('error: ' + e));
	await page.emulateMedia({ media: view.media || 'screen' });
	await page.goto('file://' + file);
	const loaded = Date.now() - start;
	const elements = await page.evaluate(() => document.getElementsByTagName('*').length);
	const many = elements > MANY;
	let words = `${elements} elements, ${Math.round(fs.statSync(file).size / 1024)} KiB, ` +
		`loaded in ${loaded} ms`;

	if (many)
		words += `, scrolled with at most ${await page.evaluate(measure.scroll)} ms to a frame`;
	for (const f of [measure.tooWide, measure.crowded, measure.unused,
		measure.silent])
		faults.push(...await page.evaluate(f));
	if (view.style)
		await page.evaluate((css) => {
			const sheet = new CSSStyleSheet();

			sheet.replaceSync(css);
			document.adoptedStyleSheets = [sheet];
		}, view.style);
	await picture(page, view, path.join(pictures, name), many);
	if (many)
		await page.evaluate(measure.shorten, 40);
	if (view.axe)
		faults.push(...await axeFaults(page));
	console.log(`${name}, ${view.name}: ${words}`);
	for (const fault of faults)
		console.log(`FAIL ${name}, ${view.name}: ${fault}`);
	await context.close();
	return faults.length === 0;
}

async function main() {
	const [executablePath, pictures, ...files] = process.argv.slice(2);
	const browser = await chromium.launch({ executablePath, args: FLAGS,
		timeout: PATIENCE });
	let passed = 0, failed = 0;

	for (const file of files)
		for (const view of VIEWS.filter((v) => v.axe || fs.statSync(file).size < LARGE))
			if (await lookAt(browser, view, path.resolve(file), pictures))
				passed++;
			else
				failed++;
	await browser.close();
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed ? 1 : 0);
}

main().catch((e) => {
	console.log('FAIL ' + e);
	console.log('0 passed, 1 failed');
	process.exit(1);
});
