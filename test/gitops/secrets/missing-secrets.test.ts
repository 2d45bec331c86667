import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import {
  acceptWarning,
  CloudSyncCronJob,
  type Cluster,
  daily,
  destination,
  existingSecret,
  fluxVar,
  GitOpsApp,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaServer,
  KopiaVerify,
  secretElsewhere,
  VolsyncApp,
} from '../../../src';
import { everything } from '../../support/clusters';
import { platform } from '../../support/platform-cluster';
import { appWarningsOf, errorsOf } from '../../support/synth';

const errors = (build: (chart: Chart) => void, cluster: Cluster = everything) =>
  errorsOf((app) => build(app.chart('games', 'romm')), cluster);
const cluster = {
  ...everything,
  flux: { ...everything.flux, substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] as const },
};
const warnings = (build: (chart: Chart) => void) => {
  const app = new GitOpsApp({ cluster });
  build(app.chart('games', 'romm'));
  return appWarningsOf(app, cluster);
};
const nobody = (name: string, kind: string, more = '') =>
  `nothing makes the Secret "${name}" in namespace "games", so this ${kind} waits for it for ever; add what makes it, or say that something else does: ${more}secretElsewhere(chart, "${name}")`;
const retain = { hourly: 0, daily: 7, weekly: 0, monthly: 0, yearly: 0, latest: 0 };
const ours = 'secrets: existingSecret(…) where its construct is made, or ';

describe('S3: an ExternalSecret that was taken out of the tree', () => {
  const { nas, attic, share } = platform.repositories;
  const platformOnly = (build: (chart: Chart) => ApiObject | undefined) =>
    errors((chart) => {
      const secret = build(chart);
      secret?.node.scope?.node.tryRemoveChild(secret.node.id);
    }, platform);

  test('is missed by the app that it was for, once', () => {
    const found = errors((chart) => {
      new VolsyncApp(chart, { app: 'romm' }).node.tryRemoveChild('secret-nas');
    });
    expect(found).toEqual([
      `[games/romm/volsync-romm/restore] spec.kopia.repository: ${nobody('romm-volsync-secret', 'ReplicationDestination', ours)} (rule S3)`,
    ]);
  });

  test.each<[string, (chart: Chart) => ApiObject | undefined, found: string]>([
    [
      'a maintainer',
      (chart) => new KopiaMaintenance(chart, { repository: attic }).secret,
      `[games/romm/maintenance-attic/Resource] spec.repository.repository: ${nobody('attic-maintenance-secret', 'KopiaMaintenance', ours)} (rule S3)`,
    ],
    [
      'a maintainer by CronJob',
      (chart) => new KopiaMaintenanceCronJob(chart, { repository: nas }).secret,
      `[games/romm/maintenance-cron-job-nas/Resource] spec.jobTemplate.spec.template.spec.containers[0].env[7].valueFrom.secretKeyRef: ${nobody('kopia-maintenance-nas-secret', 'CronJob', ours)} (rule S3)`,
    ],
    [
      'a copy',
      (chart) => new CloudSyncCronJob(chart, { from: share, to: platform.repositories.copy }).secret,
      `[games/romm/cloud-sync-copy/Resource] spec.jobTemplate.spec.template.spec.containers[0].env[7].valueFrom.secretKeyRef: ${nobody('cloud-sync-copy-secret', 'CronJob', ours)} (rule S3)`,
    ],
    [
      'a server',
      (chart) => new KopiaServer(chart, { repository: nas }).secret,
      `[games/romm/kopia-server-nas/Resource] spec.values.controllers.kopia.containers.app.env.KOPIA_PASSWORD.valueFrom.secretKeyRef: ${nobody('kopia-secret', 'HelmRelease', ours)} (rule S3)`,
    ],
    [
      'the login of a server',
      (chart) => new KopiaServer(chart, { repository: nas }).login,
      `[games/romm/kopia-server-nas/Resource] spec.values.controllers.kopia.containers.app.env.KOPIA_SERVER_PASSWORD.valueFrom.secretKeyRef: ${nobody('kopia-login-secret', 'HelmRelease', ours)} (rule S3)`,
    ],
  ])('is missed by %s', (_, build, found) => {
    expect(platformOnly(build)).toEqual([found]);
  });

  test.each<[string, (chart: Chart) => ApiObject | undefined]>([
    ['a verification', (chart) => new KopiaVerify(chart, { repository: nas }).secret],
    ['a repository that is created', (chart) => new InitializeRepository(chart, { repository: nas }).secret],
  ])('is missed by %s', (_, build) => {
    expect(platformOnly(build)).toEqual([expect.stringMatching(/ nothing makes the Secret .* \(rule S3\)$/)]);
  });

  test('or that makes another, or none of its own, is missed as well', () => {
    for (const patch of [
      JsonPatch.replace('/spec/target/name', 'other'),
      JsonPatch.add('/spec/target/creationPolicy', 'Merge'),
      JsonPatch.replace('/metadata/namespace', 'media'),
      JsonPatch.replace('/kind', 'ConfigMap'),
    ]) {
      const found = errors((chart) => {
        new VolsyncApp(chart, { app: 'romm' }).secrets.nas?.addJsonPatch(patch);
      });
      expect(found).toEqual([expect.stringContaining(' nothing makes the Secret "romm-volsync-secret" ')]);
    }
  });

  test('is not missed where either repair of the message is done', () => {
    const without = (props: object, more: (chart: Chart) => void) =>
      errors((chart) => {
        new VolsyncApp(chart, { app: 'romm', ...props }).node.tryRemoveChild('secret-nas');
        more(chart);
      });
    expect(without({ secrets: existingSecret(() => 'romm-volsync-secret') }, () => {})).toEqual([]);
    expect(without({}, (chart) => secretElsewhere(chart, 'romm-volsync-secret'))).toEqual([]);
    expect(
      without({}, (chart) => {
        new ApiObject(chart, 'sealed', {
          apiVersion: 'bitnami.com/v1alpha1',
          kind: 'SealedSecret',
          metadata: { name: 'romm-volsync-secret' },
        });
      }),
    ).toEqual([]);
  });
});

describe('S3: an object that somebody writes or patches', () => {
  const source = (chart: Chart, kopia: object) =>
    new ApiObject(chart, 'mine', {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationSource',
      metadata: { name: 'mine' },
      spec: { sourcePVC: 'mine', trigger: { manual: 'now' }, kopia: { copyMethod: 'Direct', retain, ...kopia } },
    });

  test.each<[field: string, kopia: object]>([
    ['repository', { repository: 'x' }],
    ['customCA.secretName', { customCA: { secretName: 'x' } }],
    ['policyConfig.secretName', { policyConfig: { secretName: 'x' } }],
    [
      'moverVolumes[1].volumeSource.secret',
      { moverVolumes: [{ volumeSource: { nfs: {} } }, { volumeSource: { secret: { secretName: 'x' } } }] },
    ],
  ])('of the engine names a Secret in %s', (field, kopia) => {
    expect(errors((chart) => source(chart, kopia))).toEqual([
      `[games/romm/mine] spec.kopia.${field}: ${nobody('x', 'ReplicationSource', ours)} (rule S3)`,
    ]);
    expect(
      errors((chart) => {
        source(chart, kopia);
        secretElsewhere(chart, 'x');
      }),
    ).toEqual([]);
  });

  test('that is patched to another Secret', () => {
    const found = errors((chart) => {
      new VolsyncApp(chart, { app: 'romm' }).sources.nas?.addJsonPatch(
        JsonPatch.replace('/spec/kopia/repository', 'typo'),
      );
    });
    expect(found).toEqual([
      `[games/romm/volsync-romm/Resource] spec.kopia.repository: ${nobody('typo', 'ReplicationSource', ours)} (rule S3)`,
    ]);
  });

  test('in another namespace than its chart has the namespace in the repair, which passes', () => {
    const build = (repair: (chart: Chart) => void) => (chart: Chart) => {
      source(chart, { repository: 'x' }).addJsonPatch(JsonPatch.replace('/metadata/namespace', 'media'));
      repair(chart);
    };
    expect(errors(build(() => {}))).toEqual([
      expect.stringContaining('in namespace "media", so this ReplicationSource waits for it for ever'),
    ]);
    expect(errors(build(() => {}))).toEqual([
      expect.stringContaining('or secretElsewhere(chart, "x", "media") (rule S3)'),
    ]);
    expect(errors(build((chart) => secretElsewhere(chart, 'x')))).toHaveLength(1);
    expect(errors(build((chart) => secretElsewhere(chart, 'x', 'media')))).toEqual([]);
  });

  test.each<[makes: string, apiVersion: string, object: object]>([
    ['Secret', 'v1', { metadata: { name: 'x' } }],
    ['ExternalSecret', 'external-secrets.io/v1', { metadata: { name: 'x' }, spec: {} }],
    ['ExternalSecret', 'external-secrets.io/v1', { metadata: { name: 'y' }, spec: { target: { name: 'x' } } }],
    [
      'ClusterExternalSecret',
      'external-secrets.io/v1',
      { metadata: { name: 'y' }, spec: { externalSecretSpec: { target: { name: 'x' } } } },
    ],
    [
      'SealedSecret',
      'bitnami.com/v1alpha1',
      { metadata: { name: 'y' }, spec: { template: { metadata: { name: 'x' } } } },
    ],
    [
      'SopsSecret',
      'isindir.github.com/v1alpha3',
      { metadata: { name: 'y' }, spec: { secretTemplates: [{ name: 'x' }] } },
    ],
    ['OnePasswordItem', 'onepassword.com/v1', { metadata: { name: 'x' } }],
    ['Certificate', 'cert-manager.io/v1', { metadata: { name: 'y' }, spec: { secretName: 'x' } }],
  ])('names what a %s of %s makes', (kind, apiVersion, object) => {
    const made = (chart: Chart) => {
      source(chart, { repository: 'x' });
      new ApiObject(chart, 'maker', { apiVersion, kind, ...object } as never);
    };
    expect(errors(made)).toEqual([]);
  });

  test('names a Secret of a chart somewhere else in the app, if that is in its namespace', () => {
    const secret = (app: GitOpsApp, namespace: string) =>
      new ApiObject(app.chart(namespace, 'secrets'), 'x', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'x', namespace },
      });
    const found = (namespace: string) =>
      errorsOf((app) => {
        source(app.chart('games', 'romm'), { repository: 'x' });
        secret(app, namespace);
      }, everything);
    expect(found('games')).toEqual([]);
    expect(found('media')).toHaveLength(1);
  });
});

test('the Secret of a certificate authority, which its repository declares, is nowhere missed', () => {
  const { shared } = everything.repositories;
  const trusted = { ...shared, tls: true, customCa: { secretName: 'home-ca', key: 'ca.crt' } } as typeof shared;
  const of = { ...everything, repositories: { ...everything.repositories, shared: trusted } };
  const destinations = [destination(trusted, { schedule: daily, retention: { daily: 7 } })];
  const build = (chart: Chart) => {
    new VolsyncApp(chart, { app: 'romm', destinations });
    new KopiaVerify(chart, { repository: trusted });
    new KopiaServer(chart, { repository: trusted });
  };
  expect(errors(build, of)).toEqual([]);
});

describe('S3: a workload beside the backups', () => {
  const pod = (spec: object) => (chart: Chart) =>
    new ApiObject(chart, 'mine', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'mine' },
      spec: { template: { spec } },
    });
  const env = (name: string, more: object = {}) => ({
    containers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name, key: 'a', ...more } } }] }],
  });

  test.each<[field: string, spec: object]>([
    ['containers[0].env[0].valueFrom.secretKeyRef', env('x')],
    ['initContainers[0].envFrom[1].secretRef', { initContainers: [{ envFrom: [{}, { secretRef: { name: 'x' } }] }] }],
    ['volumes[0].secret', { volumes: [{ name: 'v', secret: { secretName: 'x' } }] }],
    ['volumes[0].projected.sources[0].secret', { volumes: [{ projected: { sources: [{ secret: { name: 'x' } }] } }] }],
  ])('is warned of a Secret in %s', (field, spec) => {
    const line = `[games/romm/mine] spec.template.spec.${field}: ${nobody('x', 'Deployment')} (rule S3)`;
    expect(errors(pod(spec))).toEqual([]);
    expect(warnings(pod(spec))).toEqual([line]);
    expect(
      warnings((chart) => {
        pod(spec)(chart);
        secretElsewhere(chart, 'x');
      }),
    ).toEqual([]);
    expect(
      warnings((chart) => {
        acceptWarning(pod(spec)(chart), 'S3', 'made by the database operator');
      }),
    ).toEqual([]);
  });

  test.each<[what: string, spec: object]>([
    ['may be absent', env('x', { optional: true })],
    ['is called after a variable of Flux', env(`${fluxVar('APP')}-secret`)],
    ['its images are pulled with', { imagePullSecrets: [{ name: 'x' }] }],
    [
      'is none',
      {
        volumes: [
          { name: 'v', secret: {} },
          { name: 'w', emptyDir: {} },
        ],
      },
    ],
  ])('waits for no Secret that %s', (_, spec) => {
    expect(warnings(pod(spec))).toEqual([]);
  });

  test('that a chart of somebody else makes says itself what its Secrets are', () => {
    const release = (chart: Chart) =>
      new ApiObject(chart, 'mine', {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name: 'mine' },
        spec: { values: { env: { A: { valueFrom: { secretKeyRef: { name: 'mine-postgresql', key: 'a' } } } } } },
      });
    expect(warnings(release)).toEqual([]);
  });
});

describe('secretElsewhere', () => {
  const chart = () => new GitOpsApp({ cluster: everything }).chart('games', 'romm');

  test.each<[args: [name: unknown, namespace?: unknown], message: string]>([
    [
      ['My Secret'],
      '[games/romm] secretElsewhere: name: "My Secret" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule S3)',
    ],
    [
      [undefined],
      '[games/romm] secretElsewhere: name: undefined is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule S3)',
    ],
    [
      ['x', 'My.Games'],
      '[games/romm] secretElsewhere: namespace: "My.Games" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
    ],
  ])('%j is no name', (args, message) => {
    expect(() => secretElsewhere(chart(), ...(args as [string, string]))).toThrow(new Error(message));
  });

  test('of an app that has no namespace is of the one that is named, or of the default', () => {
    const app = new GitOpsApp({ cluster: everything });
    const bare = new Chart(app, 'bare');
    new ApiObject(bare, 'mine', {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationSource',
      metadata: { name: 'mine' },
      spec: { trigger: { manual: 'now' }, kopia: { copyMethod: 'Direct', repository: 'x', retain } },
    });
    expect(() => app.synthYaml()).toThrow('nothing makes the Secret "x" in namespace "default"');
    secretElsewhere(app, 'x');
    expect(app.synthYaml()).toContain('repository: x');
  });
});
