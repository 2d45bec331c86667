import { readFileSync } from 'node:fs';
import { mapHtml } from '../../../src/ledger/show/html/page';
import { sound } from '../../ledger/audit/support';
import { ledgerOf } from '../../ledger/support';
import { Folder, run } from '../support';

test('--html writes the page into a file, and says so', async () => {
  const folder = new Folder({ 'a/objects.yaml': sound() });
  const file = folder.at('map.html');
  expect(await run(['map', folder.at('a'), '--html', file])).toEqual({
    code: 0,
    stdout: `${file}: a page of 11 objects\n`,
    stderr: '',
  });
  expect(readFileSync(file, 'utf8')).toBe(mapHtml(ledgerOf(...sound()), folder.at('a')));
});

test('a file that cannot be written ends with 2', async () => {
  const folder = new Folder({ 'a/objects.yaml': sound() });
  const { code, stderr } = await run(['map', folder.at('a'), '--html', folder.at('no/such/map.html')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*map\.html: ENOENT/);
});

test('a stream without an object ends with 2, and writes nothing', async () => {
  const folder = new Folder();
  expect((await run(['map', '-', '--html', folder.at('map.html')])).code).toBe(2);
  expect(() => readFileSync(folder.at('map.html'))).toThrow();
});
