// Makes docs/map.png: `node -r ./scripts/register.cjs scripts/map-picture.ts`. It needs Chromium, as test:browser does.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { readPath } from '../src/cli/from/folder';
import { readers } from '../src/engines';
import { readLedger } from '../src/ledger/read';
import { mapHtml } from '../src/ledger/show/html/page';

const project = resolve(__dirname, '..');

/** A cluster in which something is missing shows more than one in which nothing is. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'map-'));
  const file = join(folder, 'map.html');
  const objects = [...readPath(join(project, 'test/clusters/two-tiers')).files.values()].flat();
  writeFileSync(file, mapHtml(readLedger(objects, { readers }), 'two-tiers'));
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ colorScheme: 'light', viewport: { width: 1100, height: 720 } });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(project, 'docs/map.png') });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
