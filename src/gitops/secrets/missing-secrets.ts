import type { ApiObject } from 'cdk8s';
import type { Finding } from '../../model/rules/finding';
import type { Problem, Warning } from '../../model/rules/problem';
import { type NamedSecret, secretsOfPods } from '../../model/secrets/named-secret';
import { isAmong, madeSecrets, secretKey } from '../../model/secrets/secret-makers';
import type { KubeObject } from '../../model/values/kube-object';
import { firstOfEach } from '../../model/values/repeated';
import { isManifest } from '../../tree/manifest';
import { openWarning } from '../../tree/validation';

/** Reads of an object of an engine's own kinds which Secrets it names. */
export type SecretReader = (object: KubeObject) => readonly NamedSecret[];

interface Use extends NamedSecret {
  readonly object: ApiObject;
  readonly kind: string;
  readonly namespace: string | undefined;
  /** Whether it is an object of a backup, and not one that somebody has put beside it. */
  readonly ours: boolean;
}

/** S3: looks at each object as it is written, and says at the end which Secrets nobody makes. */
export class MissingSecrets {
  private readonly makers = new Map<string, readonly ApiObject[]>();
  private readonly uses: Use[] = [];

  constructor(private readonly readEngine: SecretReader) {}

  add(written: KubeObject, object: ApiObject): void {
    for (const each of madeSecrets(written)) {
      this.makers.set(each, [...(this.makers.get(each) ?? []), object]);
    }
    const { kind, metadata } = written;
    const ofEngine = this.readEngine(written);
    const ours = ofEngine.length > 0 || isManifest(object);
    for (const each of [...ofEngine, ...secretsOfWorkload(written, ours)]) {
      this.uses.push({ ...each, object, kind, namespace: metadata?.namespace, ours });
    }
  }

  /** @param declared the Secrets that exist, by namespace, and those that exist wherever they are wanted */
  findings(declared: ReadonlySet<string>, everywhere: ReadonlySet<string>): Finding[] {
    const made = new Set(this.makers.keys());
    const missing = this.uses.filter(
      ({ name, namespace }) =>
        !isAmong(made, name, namespace) && !isAmong(declared, name, namespace) && !everywhere.has(name),
    );
    // What lacks one Secret is one problem, and first of all that of what is ours.
    const sorted = [...missing.filter(({ ours }) => ours), ...missing.filter(({ ours }) => !ours)];
    return [
      ...[...this.makers].flatMap(([key, makers]) => doubled(key, makers, declared)),
      ...firstOfEach(sorted, ({ name, namespace }) => secretKey(name, namespace)).flatMap((use) =>
        use.ours
          ? [{ path: use.object.node.path, ...problem(use), severity: 'error' as const }]
          : openWarning(use.object, problem(use)),
      ),
    ];
  }
}

/**
 * A Secret that two write has what the last one wrote, and whoever reads it for the other place goes there. One that exists may be
 * made here by an object of somebody's own, such as a SealedSecret; what this library makes of a vault is another.
 */
function doubled(key: string, makers: readonly ApiObject[], declared: ReadonlySet<string>): Finding[] {
  const [first, second] = makers;
  const at = ({ node }: ApiObject, text: string): Finding => ({
    path: node.path,
    field: 'metadata.name',
    text: `makes the Secret "${key}", and ${text}: either overwrites the other, and opens another place with it; give one of the two another name`,
    rule: 'S3',
    severity: 'error',
  });
  return [
    ...(first && second ? [at(second, `[${first.node.path}] makes it too`)] : []),
    ...makers
      .filter((each) => declared.has(key) && isManifest(each))
      .map((each) => at(each, 'existingSecret or secretElsewhere says that it exists')),
  ];
}

const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet'];

/** What a chart of somebody else names it may well make itself, which is not to be seen here. */
function secretsOfWorkload({ kind, spec }: KubeObject, ours: boolean): NamedSecret[] {
  return WORKLOADS.includes(kind) || (ours && kind === 'HelmRelease') ? secretsOfPods('spec', spec) : [];
}

function problem({ field, name, kind, namespace = 'default', object, ours }: Use): Problem & Warning {
  const where = object.chart.namespace === namespace ? '' : `, "${namespace}"`;
  const elsewhere = `secretElsewhere(chart, "${name}"${where})`;
  const said = ours ? `secrets: existingSecret(…) where its construct is made, or ${elsewhere}` : elsewhere;
  const text = `nothing makes the Secret "${name}" in namespace "${namespace}", so this ${kind} waits for it for ever; add what makes it, or say that something else does: ${said}`;
  return { field, text, rule: 'S3' };
}
