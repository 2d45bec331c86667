import type { Manifest } from '../support/manifest-tree';
import { counted } from './support/counts';
import { foreignObjects, volsyncObjects } from './support/mover-cases';
import { type MoverJob, recordedJobs } from './support/mover-jobs';

const jobs = recordedJobs();

test('the Jobs were recorded from what is emitted now', () => {
  expect(jobs.map(({ of }) => of)).toEqual([...volsyncObjects(), ...foreignObjects()]);
});

/** An app's name, and that of the source which its restore must find. */
const restores: readonly [app: string, source: string, identity: string][] = [
  ['romm', 'romm', 'romm@games:/data'],
  ['2048', '2048', '2048@games:/data'],
  ['stirling.pdf', 'stirling.pdf', 'stirlingpdf@games:/data'],
  [
    'an-app-whose-name-is-as-long-as-one-may-be-yet',
    'an-app-whose-name-is-as-long-as-one-may-be-yet',
    'an-app-whose-name-is-as-long-as-one-may-be-yet@games:/data',
  ],
  ['jellyfin', 'jellyfin', 'embyserver@games:/data'],
  ['immich', 'immich', 'immich@media:/data'],
  ['paperless', 'paperless', 'paper-lessng@my-documents:/data'],
  ['navidrome', 'navidrome-b2', 'navidrome-b2@games:/data'],
  ['kept', 'kept', 'kept@caches:/data'],
];

describe("in the Jobs of VolSync's controller", () => {
  test.each(restores)('%s is restored from what %s backs up, %s', (app, source, identity) => {
    const written = identityIn(jobOf('ReplicationSource', source));
    expect(written).toBe(identity);
    expect(identityIn(jobOf('ReplicationDestination', `${app}-dst`))).toBe(written);
    expect(secretIn(jobOf('ReplicationDestination', `${app}-dst`))).toBe(secretIn(jobOf('ReplicationSource', source)));
  });

  test('every restore is among them', () => {
    const destinations = jobs.filter(({ of }) => of.kind === 'ReplicationDestination');
    expect(destinations.map(({ of }) => of.metadata.name).sort()).toEqual(restores.map(([app]) => `${app}-dst`).sort());
    counted('identity', 'restores that ask for what the backup wrote', destinations.length);
  });

  test('no two sources write under one identity into one repository', () => {
    const sources = jobs.filter(({ of }) => of.kind === 'ReplicationSource' && of.metadata.namespace === 'games');
    const places = sources.map((each) => `${repositoryOf(each.of)} ${identityIn(each)}`);
    expect(new Set(places).size).toBe(sources.length);
    counted('identity', 'sources with an identity of their own', sources.length);
  });
});

function jobOf(kind: string, name: string): MoverJob {
  const [job, ...more] = jobs.filter(({ of }) => of.kind === kind && of.metadata.name === name);
  if (!job || more.length > 0) throw new Error(`${more.length} Jobs of ${kind} ${name}`);
  return job;
}

/** What the mover will call itself, by the environment that it gets; its entry script takes nothing else. */
function identityIn({ of, made }: MoverJob): string {
  const env = environment(made.spec.template.spec.containers[0]?.env);
  // A restore looks for the path that every source writes, unless it is told another.
  const path = env.KOPIA_SOURCE_PATH_OVERRIDE ?? (of.kind === 'ReplicationSource' ? env.DATA_DIR : '/data');
  return `${env.KOPIA_OVERRIDE_USERNAME}@${env.KOPIA_OVERRIDE_HOSTNAME}:${path}`;
}

function secretIn({ made }: MoverJob): string {
  const password = made.spec.template.spec.containers[0]?.env?.find(({ name }) => name === 'KOPIA_PASSWORD') as
    | { valueFrom: { secretKeyRef: { name: string } } }
    | undefined;
  return password?.valueFrom.secretKeyRef.name ?? '';
}

function environment(env: readonly { name: string; value?: string }[] = []): Record<string, string | undefined> {
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

function repositoryOf(source: Manifest): string {
  return (source.spec as { kopia: { moverPodLabels: Record<string, string> } }).kopia.moverPodLabels[
    'cdk8s-volsync-kopia/repository'
  ] as string;
}
