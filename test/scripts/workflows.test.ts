import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../support/project';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly if?: string;
  readonly 'continue-on-error'?: boolean;
}

interface Job {
  readonly needs?: string | string[];
  readonly uses?: string;
  readonly if?: string;
  readonly permissions?: Record<string, string>;
  readonly steps?: Step[];
  readonly 'continue-on-error'?: boolean;
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, Job>;
}

const folder = join(projectRoot, '.github/workflows');
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const workflows = readdirSync(folder).map((name) => ({ name, workflow: parse(text(name)) as Workflow }));
const { version, publish, ...otherJobs } = parse(text('release.yml')).jobs as Record<string, Job>;

/** The commands of a step, run as a runner does, in a folder that holds a package.json. */
function runStep(job: Job | undefined, name: string, packageJson: object, env: Record<string, string>) {
  const step = job?.steps?.find((each) => each.name === name);
  const cwd = mkdtempSync(join(tmpdir(), 'workflow-'));
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(packageJson));
  const options = { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, ...env } } as const;
  const { status, stdout } = spawnSync('sh', ['-e', '-c', step?.run ?? 'exit 99'], options);
  return { status, stdout, packageJson: JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) };
}

describe.each(workflows)('the workflow $name', ({ name, workflow }) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  test('runs no action but by its commit, with the release beside it', () => {
    const uses = text(name).match(/^.*\buses:.*$/gm) ?? [];
    const actions = uses.filter((line) => !line.includes('uses: ./'));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('may read unless a job needs more, and runs none of it for strangers', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  test('leaves no credentials behind in the sources', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });

  test('puts nothing from outside into a command, which a shell would then read', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('lets no job and no step fail unseen, or go on for ever', () => {
    const lenient = [...jobs.map(([, job]) => job), ...steps].filter((each) => each.if || each['continue-on-error']);
    expect(lenient).toEqual([]);
    const endless = jobs.filter(([, job]) => !job.uses && !job['timeout-minutes']);
    expect(endless).toEqual([]);
  });
});

test('each action is the same commit wherever it is used', () => {
  const uses = workflows.flatMap(({ name }) => text(name).match(/[\w-]+\/[\w-]+@[0-9a-f]{40} # v\S+/g) ?? []);
  const distinct = [...new Set(uses)];
  expect(distinct.map((each) => each.split('@')[0]).sort()).toEqual(
    [...new Set(uses.map((each) => each.split('@')[0]))].sort(),
  );
});

test('CI runs every check of the project, on what others ask for as well as on demand of the release', () => {
  const { on, jobs } = parse(text('ci.yml')) as Workflow;
  expect(Object.keys(on).sort()).toEqual(['pull_request', 'push', 'workflow_call']);
  expect(jobs.test?.steps?.at(-1)?.run).toMatch(/ \.ci\/run$/);
});

describe('a release', () => {
  test('is made of a tag and of nothing else', () => {
    expect(parse(text('release.yml')).on).toEqual({ push: { tags: ['v*'] } });
  });

  test('waits for the check of its version and for all of CI', () => {
    expect(publish?.needs).toEqual(['version', 'test']);
    expect(otherJobs).toEqual({ test: { needs: 'version', uses: './.github/workflows/ci.yml' } });
  });

  test.each([
    ['v1.2.3', 0],
    ['v1.2.4', 1],
    ['1.2.3', 1],
    ['v1.2.3-rc.1', 1],
  ])('of 1.2.3 by the tag %s ends the check of the version with %d', (tag, expected) => {
    const packageJson = { name: 'x', version: '1.2.3' };
    const { status, stdout } = runStep(version, 'Compare the tag with package.json', packageJson, {
      GITHUB_REF_NAME: tag,
    });
    expect(status).toBe(expected);
    const says = `The tag is ${tag} and package.json says v1.2.3; tag by \`npm version\`, which writes both.\n`;
    expect(stdout).toBe(expected === 0 ? '' : says);
  });

  test('may ask for the token of its provenance, in the job that publishes and no other', () => {
    expect(publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect([version, ...Object.values(otherJobs)].filter((job) => job?.permissions)).toEqual([]);
  });

  test('says which repository it was made from, ahead of its publishing', () => {
    const { status, packageJson } = runStep(
      publish,
      'Say where the sources are',
      { name: 'x' },
      { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/somewhere' },
    );
    expect(status).toBe(0);
    expect(packageJson.repository).toEqual({ type: 'git', url: 'git+https://github.com/someone/somewhere.git' });
    const names = publish?.steps?.map((step) => step.name);
    expect(names?.slice(-2)).toEqual(['Say where the sources are', 'Publish']);
  });

  test('is published with its provenance, once', () => {
    const all = workflows.map(({ name }) => text(name)).join('\n');
    expect(all.match(/npm publish.*/g)).toEqual(['npm publish --provenance --access public']);
    expect(publish?.steps?.at(-1)?.run).toContain('npm publish --provenance --access public');
  });

  test('shows its one secret to that step alone', () => {
    const all = workflows.map(({ name }) => text(name)).join('\n');
    expect(all.match(/secrets\.\w+/g)).toEqual(['secrets.NPM_TOKEN']);
    expect(publish?.steps?.at(-1)).toMatchObject({ name: 'Publish', env: { NPM_TOKEN: '${{ secrets.NPM_TOKEN }}' } });
  });

  test('takes nothing from a cache', () => {
    const setup = publish?.steps?.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(setup?.with).toEqual({ 'node-version': 24, 'package-manager-cache': false });
  });
});
