import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { at, recordAt, textAt } from '../../../ledger/loose';
import { type FoundObject, type ObjectRef, renderRef } from '../../../ledger/object';
import { bytes } from '../../../model/values/quantity';
import { restoresIn } from './movers';

/** Restores that Flux would run again, and those that wipe a claim before they have anything to put into it. */
export function restoreFindings(world: AuditWorld): readonly Finding[] {
  // Without Flux nobody changes it by itself.
  const kept = new Map(
    world.ledger.protected.flatMap(({ restore }) =>
      restore === undefined
        ? []
        : [[`${restore.object.namespace}/${restore.object.name}`, restore.createdOnce] as const],
    ),
  );
  const asked = new Set(
    world.ledger.protected
      .flatMap(({ claim, restore }) => [claim?.dataSource, restore?.object])
      .flatMap((each) => (each === undefined ? [] : [renderRef(each)])),
  );
  for (const { dataSource } of world.ledger.unprotected) {
    asked.add(dataSource === undefined ? '' : renderRef(dataSource));
  }
  const refused = claimsOf(world).flatMap(cannotFill);
  const restores = restoresIn(world).flatMap(({ object, fields }) => {
    const { ref } = object;
    const into = textAt(fields, 'destinationPVC');
    return [
      ...(kept.get(`${ref.namespace}/${ref.name}`) === false && world.owners.of(object) !== undefined
        ? [
            finding(
              'restore-not-kept',
              ref,
              'Flux changes it whenever what is declared changes, and VolSync then restores anew into it.',
              'Label it kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.',
            ),
          ]
        : []),
      ...(at(fields, 'enableFileDeletion') === true && into !== undefined
        ? [
            finding(
              'restore-wipes',
              ref,
              `It empties claim ${ref.namespace ?? ''}/${into} before it looks for a snapshot, and finding none is a success to it.`,
              'Leave enableFileDeletion out.',
            ),
          ]
        : []),
      ...(asked.has(renderRef(ref)) || into !== undefined
        ? []
        : [
            finding(
              'restore-idle',
              ref,
              'No claim here asks for it, so nothing is filled by it.',
              'Let the claim that it is for ask for it in dataSourceRef.',
            ),
          ]),
    ];
  });
  return [...refused, ...restores];
}

/** A claim that asks for a restore. */
interface Asking {
  readonly about: ObjectRef;
  readonly field: string;
  readonly source: unknown;
  readonly size: string | undefined;
  readonly restore: FoundObject | undefined;
}

function claimsOf(world: AuditWorld): readonly Asking[] {
  return world.objects.ofKind('', 'PersistentVolumeClaim').flatMap(({ ref, body }) => {
    // Kubernetes copies the one into the other.
    const field = at(body, 'spec', 'dataSourceRef') === undefined ? 'dataSource' : 'dataSourceRef';
    const source = at(body, 'spec', field);
    const name = textAt(source, 'name');
    return textAt(source, 'kind') === 'ReplicationDestination'
      ? [
          {
            about: ref,
            field,
            source,
            size: textAt(body, 'spec', 'resources', 'requests', 'storage'),
            restore: world.objects.find('volsync.backube', 'ReplicationDestination', ref.namespace, name),
          },
        ]
      : [];
  });
}

function cannotFill({ about, field, source, size, restore }: Asking): readonly Finding[] {
  const fields = recordAt(restore?.body, 'spec', 'kopia');
  const [method, restored] = [textAt(fields, 'copyMethod'), textAt(fields, 'capacity')];
  const [own, other] = [size, restored].map((each) => bytes(each ?? ''));
  const group = textAt(source, 'apiGroup') ?? '';
  const namespace = textAt(source, 'namespace');
  const found = [
    ...(field === 'dataSource'
      ? ['It asks for its restore in dataSource alone, where Kubernetes drops it: made anew, it begins empty.']
      : group === 'volsync.backube'
        ? []
        : [
            `It asks for its restore in API group ${JSON.stringify(group)}, which has none: made anew, it waits for ever.`,
          ]),
    ...(namespace === undefined || namespace === about.namespace
      ? []
      : [
          `It asks for a restore of namespace ${namespace}, which Kubernetes does not allow: made anew, it waits for ever.`,
        ]),
    ...(method === 'Direct' || method === 'None'
      ? [
          `It is filled from a restore with copyMethod ${method}, of which there is no snapshot: made anew, it waits for ever.`,
        ]
      : []),
    ...(own !== undefined && other !== undefined && own < other
      ? [`It is of ${size}, and what it is filled from of ${restored}: no volume is made of a snapshot that is larger.`]
      : []),
  ];
  return found.map((text) => finding('restore-refused', about, text, REFUSED));
}

const REFUSED =
  'Ask in dataSourceRef, with apiGroup: volsync.backube, for a restore of this namespace that is copied by Snapshot and no larger than the claim.';
