import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExamplesCopy, exampleProjects } from '../../scripts/examples/example-projects';

const copy = new ExamplesCopy();
const projects = exampleProjects();

afterAll(() => copy.remove());

test('there are examples', () => {
  expect(projects).toEqual(expect.arrayContaining(['nfs', 's3-only', 'two-namespaces']));
});

test.each(projects)(
  'what is committed of examples/%s is what it makes, without a warning: run `npm run examples`',
  (project) => {
    expect(copy.run(project, '--check')).toEqual({
      status: 0,
      output: expect.stringMatching(
        /^dist: \d charts, \d+ objects; 0 files changed \(.*\)\n\d+ ExternalSecrets: \d+ vault reads a day$/,
      ),
    });
  },
  60_000,
);

test.each(projects)('Flux finds what is committed of examples/%s under the path that it is told', (project) => {
  const list = readFileSync(join(copy.folder, project, 'dist/flux/kustomization.yaml'), 'utf8');
  const names = [...list.matchAll(/^ {2}- (.*)$/gm)].map(([, name = '']) => name);
  // A folder of this one's is the root of a repository of its own.
  const root = join(copy.folder, project.replace(/\/.*/, ''));
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) {
    const [, path = ''] =
      /^ {2}path: (.*)$/m.exec(readFileSync(join(copy.folder, project, 'dist/flux', name), 'utf8')) ?? [];
    expect(readFileSync(join(root, path, 'kustomization.yaml'), 'utf8')).toContain('.k8s.yaml');
  }
});

test('a committed file that is out of date is seen', () => {
  const file = join(copy.folder, 'nfs/dist/games/romm/romm.k8s.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('5Gi', '6Gi'));
  expect(copy.run('nfs', '--check')).toEqual({
    status: 1,
    output: expect.stringContaining('~ games/romm/romm.k8s.yaml'),
  });
}, 60_000);
