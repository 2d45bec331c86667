import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { at } from '../../../ledger/loose';
import { annotationsOf, type Objects } from '../../../ledger/object';
import { type MoverObject, restoresIn, sourcesIn } from './movers';

const PRIVILEGED = 'volsync.backube/privileged-movers';

/** With its annotation every mover of a namespace runs as root, with the rights to read what belongs to others. */
export function isPrivileged(namespace: string | undefined, objects: Objects): boolean {
  const found = objects.find('', 'Namespace', undefined, namespace);
  return found !== undefined && annotationsOf(found)[PRIVILEGED]?.toLowerCase() === 'true';
}

/** Movers that run as root whatever they say, and namespaces whose do so beside those whose do not. */
export function rightsFindings(world: AuditWorld): readonly Finding[] {
  const { ledger, objects } = world;
  const sources = ledger.protected.flatMap(({ destinations }) => destinations.map(({ source }) => source));
  const namespaces = [...new Set(sources.flatMap(({ namespace }) => namespace ?? []))].sort();
  const privileged = namespaces.filter((each) => isPrivileged(each, objects));
  const others = namespaces.filter((each) => !privileged.includes(each));
  const own = sources.filter(({ namespace }) => others.includes(namespace ?? ''));
  const [first, ...more] = own;
  return [
    ...[...sourcesIn(world), ...restoresIn(world)].flatMap((each) =>
      isPrivileged(each.object.ref.namespace, objects) ? asRoot(each) : [],
    ),
    ...(first === undefined || privileged.length === 0
      ? []
      : [
          finding(
            'rights-uneven',
            [first, ...more],
            `Movers of ${privileged.join(', ')} run as root, and those of ${others.join(', ')} do not: what the ones write into a repository the others may not read, and they themselves not every file of a claim.`,
            `Run all of them alike: with ${PRIVILEGED} on every namespace, or on none.`,
          ),
        ]),
  ];
}

function asRoot({ object: { ref }, fields }: MoverObject): readonly Finding[] {
  const context = at(fields, 'moverSecurityContext');
  const uid = at(context, 'runAsUser');
  if (at(context, 'runAsNonRoot') === true) {
    return [
      finding(
        'mover-refused',
        ref,
        `Its namespace has ${PRIVILEGED}, by which it runs as root, and it says runAsNonRoot: Kubernetes does not start it.`,
        'Take the annotation from the namespace.',
      ),
    ];
  }
  return typeof uid === 'number' && uid !== 0
    ? [
        finding(
          'setting-without-effect',
          ref,
          `It says runAsUser ${uid}, and runs as root, because its namespace has ${PRIVILEGED}.`,
          'Take the annotation from the namespace, or leave runAsUser out.',
        ),
      ]
    : [];
}
