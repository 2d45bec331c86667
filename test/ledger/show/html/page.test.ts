import { createHash } from 'node:crypto';
import { html, trusted } from '../../../../src/ledger/show/html/markup';
import { mapHtml } from '../../../../src/ledger/show/html/page';
import { alert, sound } from '../../audit/support';
import { claim, ledgerOf, maintenance, object, restore, source, vaultSecret } from '../../support';

const whole = [claim(), restore(), source(), vaultSecret(), maintenance(), alert()];
const page = (...objects: readonly unknown[]) => mapHtml(ledgerOf(...objects), 'dist');

describe('markup', () => {
  test('escapes all that is put into it, in text and in attributes', () => {
    const name = `</script><img src=x onerror="alert('1')">&`;
    expect(html`<a title="${name}">${name}</a>`.text).toBe(
      '<a title="&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</a>',
    );
  });

  test('keeps pieces that are markup, lists of them, and nothing for what is not there', () => {
    expect(html`<ul>${[1, 2].map((each) => html`<li>${each}</li>`)}${undefined}${trusted('<hr>')}</ul>`.text).toBe(
      '<ul><li>1</li><li>2</li><hr></ul>',
    );
  });

  test('shows what turns text around, or cannot be shown, as such', () => {
    expect(html`${'a\u202Eb\u0000c\u009B'}`.text).toBe('a\uFFFDb\uFFFDc\uFFFD');
  });
});

test('what objects are called is text, wherever it stands', () => {
  const name = '</script><script>alert(1)</script>';
  const text = page(
    claim({}, { name }),
    { ...source({ repository: name }, { sourcePVC: name }), metadata: { name, namespace: name } },
    source({ repository: name }, { sourcePVC: name }),
    vaultSecret({ KOPIA_REPOSITORY: `s3://${name}` }, name),
    maintenance({ repository: { repository: name } }, name),
    object('volsync.backube/v1alpha1', 'ReplicationSource', name, { [name]: {} }),
  );
  expect(text).toContain('&lt;script&gt;alert(1)');
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text.match(/<\/script/g)).toHaveLength(1);
});

test('only its own script and style are carried out, and nothing is asked for', () => {
  const text = page(...whole);
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
  const hash = (of: string) => `'sha256-${createHash('sha256').update(of).digest('base64')}'`;
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(text) ?? [];
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(text) ?? [];
  expect(policy).toBe(
    `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`,
  );
  expect(text).not.toMatch(/https?:\/\/|url\(|@import|<link|<img|<iframe|\sstyle="|\son[a-z]+="/);
});

test('the page says of every claim where it is backed up, when, what there is to restore, and what is missing', () => {
  const text = page(...whole)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(text).toContain('1 claim with 1 copy; no claim here is without; 1 with gaps .');
  expect(text).toContain(
    'games/romm 5Gi 3 ✗ copies: no 2 ✓ media: yes 1 ✗ off-site: no 1 ✗ immutable: no 0 ✗ unverified: no 2 copies of 3 nothing off-site not verified nfs://nas.internal/mnt/backups/ 0 4 * * * · 7 restore points, the oldest 6 days old Filled by ReplicationDestination games/romm-dst when it is made anew.',
  );
});

test('an unverified repository is a gap, and one that is read back is none', () => {
  const claimOf = (text: string) => /<li class="(claim[^"]*)"/.exec(text)?.[1];
  expect(claimOf(page(...whole))).toBe('claim has-gaps');
  expect(page(...whole)).toContain('<span class="no">nobody</span>');
  expect(claimOf(page(...sound()))).toBe('claim');
  expect(page(...sound())).not.toContain('<span class="no">nobody</span>');
});

test('the day has each start of each backup in its minute, and the letters of what else runs', () => {
  const text = page(...sound(), source({}, { sourcePVC: 'b', trigger: { schedule: '0 4,16 * * *' } }, 'b'));
  expect(text).toContain('<title>04:00: 2 backups</title>');
  expect(text).toContain('<title>16:00: 1 backup</title>');
  expect(text.match(/<title>\d\d:\d\d: \d+ backups?<\/title>/g)).toHaveLength(2);
  expect(text).toContain(
    '<title>03:30: maintenance of nfs://nas.internal/mnt/backups/, KopiaMaintenance games/nas</title>',
  );
  expect(text).toMatch(/<text [^>]*>\+<\/text><title>06:00: sync of [^<]*; verification of [^<]*<\/title>/);
  expect(page(source({}, { trigger: { manual: 'x' } }))).toContain('Of 1 backup nothing says when.');
});

test('alike ladders are drawn once, and have a line for each restore point of another age', () => {
  const apps = ['a', 'b', 'c'].flatMap((name) => [source({}, { sourcePVC: name }, name)]);
  const text = page(...apps, vaultSecret());
  expect(text.match(/<use href="#ladder-1"\/>/g)).toHaveLength(3);
  const [, path = ''] = /<g id="ladder-1">.*?class="rungs" d="([^"]*)"/.exec(text) ?? [];
  expect(path.split('M')).toHaveLength(1 + 7);
});

test('Secrets are told by items, fields and readers, never by values', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'romm-secret', namespace: 'games' },
    stringData: { KOPIA_REPOSITORY: 's3://bucket', KOPIA_PASSWORD: 'hush-hush', AWS_ACCESS_KEY_ID: 'quiet' },
  };
  const text = page(source({ moverVolumes: undefined }), secret);
  expect(text).not.toMatch(/hush-hush|quiet/);
  expect(text).toContain('keys: AWS_ACCESS_KEY_ID, KOPIA_PASSWORD, KOPIA_REPOSITORY');
  expect(page(...whole)).toContain('<b>kopia</b>: KOPIA_PASSWORD');
});

test('claims that nothing backs up and objects that nobody understands come first', () => {
  const odd = object('volsync.backube/v1alpha1', 'ReplicationSource', 'odd', { rclone: {} });
  const text = page(...whole, claim({}, { name: 'lone' }), odd);
  const at = [
    'id="unprotected"',
    'id="not-understood"',
    'id="claims"',
    'id="day"',
    'id="repositories"',
    'id="secrets"',
  ].map((id) => text.indexOf(id));
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(at[0]).toBeGreaterThan(0);
  expect(page(...whole)).not.toContain('id="unprotected"');
});

test('a page of nothing says so, and the page is the same in whatever order objects come', () => {
  expect(page()).toContain('There are no objects here, so nothing is said about anything.');
  expect(page(...[...whole].reverse())).toBe(page(...whole));
});
