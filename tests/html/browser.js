// SPDX-License-Identifier: BSD-2-Clause
/*
 * browser.js CHROMIUM PICTURES PAGE...: load each page in headless Chromium, light, dark and
 * narrow, and hold it against axe's rules. A request that leaves the page, a message in the
 * console, a page wider than a narrow window or a serious fault is a failure. PICTURES is a
 * directory for screenshots and a PDF of each page, or "-". Needs playwright-core and axe-core
 * (NODE_PATH). Ends with "N passed, N failed".
 */
'use strict';

const { chromium } = require('playwright-core');
const axe = require('axe-core');
const path = require('path');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];
const VIEWS = [
	{ name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
	{ name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
	{ name: 'narrow', colorScheme: 'light', viewport: { width: 360, height: 740 } },
];

async function lookAt(browser, view, file, pictures) {
	const context = await browser.newContext({ ...view, bypassCSP: true });
	const page = await context.newPage();
	const name = path.basename(file, '.html');
	const faults = [];
	const start = Date.now();

	page.on('request', (r) => {
		if (!r.url().startsWith('data:') && r.url() !== 'file://' + file)
			faults.push('request to ' + r.url());
	});
	page.on('console', (m) => faults.push('console: ' + m.text()));
	page.on('pageerror', (e) => faults.push('error: ' + e));
	await page.goto('file://' + file);
	const loaded = Date.now() - start;
	await page.evaluate(axe.source);
	const result = await page.evaluate(() => window.axe.run());
	for (const v of result.violations)
		if (v.impact === 'serious' || v.impact === 'critical')
			faults.push(`axe ${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 200)}`);
	const overflow = await page.evaluate(() =>
		document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (overflow > 0)
		faults.push(`${overflow} pixels wider than the window`);
	if (pictures !== '-') {
		await page.screenshot({ path: `${pictures}/${name}-${view.name}.png`,
			fullPage: process.env.WHOLE === '1' });
		if (view.name === 'light')
			await page.pdf({ path: `${pictures}/${name}.pdf`, format: 'A4' });
	}
	const minor = result.violations.map((v) => v.id).join(' ') || 'none';
	console.log(`${name}, ${view.name}: loaded in ${loaded} ms, axe: ` +
		`${result.passes.length} rules hold, broken: ${minor}`);
	for (const fault of faults)
		console.log(`FAIL ${name}, ${view.name}: ${fault}`);
	await context.close();
	return faults.length === 0;
}

async function main() {
	const [executablePath, pictures, ...files] = process.argv.slice(2);
	const browser = await chromium.launch({ executablePath, args: FLAGS });
	let passed = 0, failed = 0;

	for (const file of files)
		for (const view of VIEWS)
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
