// web.mjs ADDRESS FILE: a picture of the page as it answers a question.
//
// SPDX-License-Identifier: GPL-2.0-or-later
import { launch } from '../../tests/web/site.mjs';

const [address, file] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ baseURL: address, viewport: { width: 1060, height: 620 }, colorScheme: 'light' });
await page.goto('/search?q=said+person%3Amarsh');
await page.screenshot({ path: file });
await browser.close();
