import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readPath } from '../../src/cli/from/folder';
import { readers } from '../../src/engines';
import { readLedger } from '../../src/ledger/read';
import { mapHtml } from '../../src/ledger/show/html/page';
import { claim, object, source, vaultSecret } from '../ledger/support';
import { projectRoot } from '../support/project';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const HOSTILE = '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">';

const folder = mkdtempSync(join(tmpdir(), 'map-'));
let browser: Browser;

beforeAll(async () => {
  // Chromium refuses its sandbox to root, as which CI runs; it reads nothing but the file that is made here.
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}, 60_000);

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The committed output: 52 apps. */
function home(): string {
  return mapHtml(ledgerOfFolder(join(projectRoot, 'dist')), 'dist');
}

function ledgerOfFolder(path: string) {
  return readLedger([...readPath(path).files.values()].flat(), { readers });
}

function many(count: number): string {
  const objects = Array.from({ length: count }, (_, index) => {
    const name = `app-${index}`;
    return [
      claim({}, { name }),
      source(
        { repository: 'romm-secret' },
        { sourcePVC: name, trigger: { schedule: `${index % 60} */${1 + (index % 12)} * * *` } },
        name,
      ),
    ];
  });
  return mapHtml(readLedger([...objects.flat(), vaultSecret()], { readers }), `${count} apps`);
}

function hostile(): string {
  const name = HOSTILE;
  const all = [
    claim({}, { name }),
    source({ repository: name }, { sourcePVC: name }, name),
    vaultSecret({ KOPIA_REPOSITORY: `s3://${name}` }, name),
    object('volsync.backube/v1alpha1', 'ReplicationSource', `${name}2`, { [name]: {} }),
    claim({}, { name: `${name}3` }),
  ];
  return mapHtml(readLedger(all, { readers }), name);
}

interface Opened {
  readonly page: Page;
  /** What the browser complained of, and whatever it asked for beside the file. */
  readonly trouble: readonly string[];
}

async function open(text: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
  const file = join(folder, 'map.html');
  writeFileSync(file, text);
  const address = pathToFileURL(file).href;
  const page = await browser.newPage(options);
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== address) {
      trouble.push(`request: ${request.url()}`);
    }
  });
  await page.goto(address);
  return { page, trouble };
}

const shown = (page: Page, kind = 'claim') => page.locator(`[data-kind=${kind}]:not([hidden])`);

test.each([
  ['the 52 apps of this repository', home, 52],
  ['1,000 apps', () => many(1000), 1000],
  ['names that are script', hostile, 1],
])(
  '%s: nothing is asked for, and nothing goes wrong',
  async (_, text, claims) => {
    const { page, trouble } = await open(text());
    expect(await shown(page).count()).toBe(claims);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(trouble).toEqual([]);
    await page.close();
  },
  60_000,
);

test('a script that somebody brings in is not carried out', async () => {
  const { page, trouble } = await open(home().replace('</main>', '<script>window.hacked = 1</script></main>'));
  expect(await page.evaluate('window.hacked')).toBeUndefined();
  expect(trouble.join()).toContain('Content Security Policy');
  await page.close();
}, 60_000);

describe('search', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(home());
  }, 60_000);
  afterAll(() => opened.page.close());
  afterEach(() => opened.page.keyboard.press('Escape'));

  test('shows what has all the words, and says how much that is', async () => {
    const { page } = opened;
    await page.fill('#search', 'romm games');
    expect(await shown(page).allInnerTexts()).toEqual([expect.stringContaining('games/romm')]);
    expect(await page.textContent('#claims .count')).toBe('1 of 52');
    expect(await page.textContent('#found')).toBe('1 claims found');
    expect(await shown(page, 'secret').count()).toBeGreaterThan(0);
    await page.fill('#search', 'no such thing');
    expect(await page.isVisible('#nothing')).toBe(true);
    expect(await shown(page).count()).toBe(0);
  });

  test('is all by keyboard: / finds the field, arrows go through what is found, Escape shows all', async () => {
    const { page } = opened;
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('/');
    await page.keyboard.type('media');
    await page.keyboard.press('Escape');
    await page.keyboard.type('games/');
    const found = await shown(page).count();
    expect(found).toBeGreaterThan(1);
    const focused = () =>
      page.evaluate('document.activeElement.querySelector("h3")?.textContent ?? document.activeElement.id');
    await page.keyboard.press('ArrowDown');
    const first = await focused();
    await page.keyboard.press('ArrowDown');
    const second = await focused();
    expect([first, second].every((each) => String(each).startsWith('games/'))).toBe(true);
    expect(first).not.toBe(second);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('search');
    await page.keyboard.press('Escape');
    expect(await shown(page).count()).toBe(52);
  });

  test('can be for gaps alone', async () => {
    const { page } = opened;
    const gaps = await page.locator('.claim.has-gaps').count();
    await page.check('#gaps');
    expect(await shown(page).count()).toBe(gaps);
  });
});

test('every link of the page leads to a section of it', async () => {
  const { page } = await open(home());
  const targets = await page
    .locator('nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(1) ?? ''));
  expect(targets.length).toBeGreaterThan(3);
  for (const target of targets) {
    expect(await page.locator(`section[id="${target}"]`).count()).toBe(1);
  }
  await page.close();
}, 60_000);

test.each([
  ['a phone', 390],
  ['a narrow phone', 320],
  ['a screen', 1280],
])(
  'on %s nothing is wider than it',
  async (_, width) => {
    const { page } = await open(home(), { viewport: { width, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  },
  60_000,
);

test('on a phone every place and every Secret can be read without pushing a table aside', async () => {
  const { page } = await open(home(), { viewport: { width: 390, height: 800 } });
  const wider = await page
    .locator('#repositories .scroll, #secrets .scroll')
    .evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth));
  expect(wider).toEqual([0, 0]);
  await page.close();
}, 60_000);

test.each(['light', 'dark'] as const)(
  'texts can be read by whoever sees little: %s',
  async (colorScheme) => {
    const { page } = await open(many(3), { colorScheme });
    const worst = await page.evaluate(CONTRAST);
    expect(worst).toEqual([]);
    await page.close();
  },
  60_000,
);

/** Texts whose colour differs too little from what is behind them (WCAG AA, 4.5 to 1). */
const CONTRAST = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3).map((each) => each / 255)
    .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')]
    .filter((each) => !each.closest('svg') && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .filter((each) => each.getClientRects().length > 0)
    .map((each) => {
      const [a, b] = [light(getComputedStyle(each).color), light(behind(each))].sort((x, y) => y - x);
      return { text: each.textContent.slice(0, 40), ratio: (a + 0.05) / (b + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5);
})()`;

test('on paper everything is there, and nothing that is only for screens', async () => {
  const { page } = await open(home(), { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.isVisible('nav')).toBe(false);
  expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  await page.close();
}, 60_000);
