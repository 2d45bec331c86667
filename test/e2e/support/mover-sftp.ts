import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { daily, destination, KopiaMaintenanceCronJob, VolsyncApp } from '../../../src';
import type { Manifest } from '../../support/manifest-tree';
import { emitted, only } from './backup-site';
import { CACHED } from './mover-cases';
import { moverReachOf } from './mover-repository';
import { CLAIMS, Movers, type Told } from './mover-teller';
import type { PodSpec } from './pod-spec';
import { podLike } from './recorded-pod';
import { sftpCluster } from './sftp-cluster';
import { startSftpSite } from './sftp-site';

/** Has the mover's own script back up to a server, twice with one cache, and then to another place on it. */
export async function tellSftpStory(): Promise<Told[]> {
  const site = await startSftpSite();
  try {
    const movers = new Movers(site);
    const cluster = sftpCluster(site.server.knownHosts);
    writeFileSync(join(movers.claim(CLAIMS.data), 'one'), 'one');
    const told: Told[] = [];
    for (const [step, name] of [
      ['first backup by password', 'password'],
      ['second backup by password', 'password'],
      ['first try by key, at another place', 'key'],
      ['second try by key, at another place', 'key'],
      ['next backup by key', 'key'],
    ] as const) {
      const objects = emitted((app) => {
        const repository = cluster.repositories[name];
        new KopiaMaintenanceCronJob(app.chart(CACHED.namespace, 'upkeep'), { repository });
        new VolsyncApp(app.chart(CACHED.namespace, CACHED.app), {
          app: CACHED.app,
          cache: { storageClassName: 'local', capacity: '8Gi' },
          destinations: [destination(repository, { schedule: daily, retention: { daily: 7 } })],
        });
      }, cluster);
      const source = only(objects, 'ReplicationSource');
      const pod = withReach(podLike(source, CACHED.app), source, movers.secretOf(objects, source));
      told.push({ step, ...(await movers.run(objects, pod)) });
    }
    return told;
  } finally {
    await site.stop();
  }
}

/** With the private key as a file, as VolSync's controller hands it over; no Job of this kind is on record. */
function withReach(pod: PodSpec, source: Manifest, secret: Readonly<Record<string, string>>): PodSpec {
  const { kopia } = source.spec as { readonly kopia: { readonly repository: string } };
  const { env, volumes, mounts } = moverReachOf(undefined, kopia.repository, secret, undefined);
  const replaced = new Set(env.map(({ name }) => name));
  return {
    ...pod,
    volumes: [...(pod.volumes ?? []), ...volumes],
    containers: pod.containers.map((each) => ({
      ...each,
      env: [...(each.env ?? []).filter(({ name }) => !replaced.has(name)), ...env],
      volumeMounts: [...(each.volumeMounts ?? []), ...mounts],
    })),
  };
}
