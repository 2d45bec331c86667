import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { at, textAt, textsAt } from '../../../ledger/loose';
import { renderRef } from '../../../ledger/object';
import { bytes } from '../../../model/values/quantity';
import { type MoverObject, restoresIn, sourcesIn } from './movers';

/** Below this a cache is swept while Kopia fills it. */
const SMALL = 2 ** 30;

/** Caches that are too small or needlessly large, and copies that are made in another way than the claim. */
export function cacheFindings(world: AuditWorld): readonly Finding[] {
  const protections = new Map(world.ledger.protected.map((each) => [each.id, each]));
  const restores = new Map(restoresIn(world).map((each) => [renderRef(each.object.ref), each]));
  return [
    ...[...sourcesIn(world), ...restoresIn(world)].flatMap(small),
    ...sourcesIn(world).flatMap((source) => {
      const { object } = source;
      const protection = protections.get(`${object.ref.namespace ?? ''}/${textAt(object.body, 'spec', 'sourcePVC')}`);
      const restore =
        protection?.restore === undefined ? undefined : restores.get(renderRef(protection.restore.object));
      return [
        ...large(source, protection?.claim?.capacity),
        ...modes(source, protection?.claim?.accessModes),
        ...(restore === undefined || restore.mover !== source.mover ? [] : otherClass(source, restore)),
      ];
    }),
  ];
}

function small({ object: { ref }, fields }: MoverObject): readonly Finding[] {
  const capacity = textAt(fields, 'cacheCapacity');
  const size = bytes(capacity ?? '');
  return size === undefined || size >= SMALL
    ? []
    : [
        finding(
          'cache-small',
          ref,
          `Its cache of ${capacity} holds no index of a grown repository, and the mover ends where it is full.`,
          'Give it 1Gi or more.',
        ),
      ];
}

function large({ object: { ref }, fields }: MoverObject, claim: string | undefined): readonly Finding[] {
  const [cache, size] = [bytes(textAt(fields, 'cacheCapacity') ?? ''), bytes(claim ?? '')];
  return cache === undefined || size === undefined || cache < size || cache <= LARGE
    ? []
    : [
        finding(
          'cache-large',
          ref,
          `Its cache of ${textAt(fields, 'cacheCapacity')} is as large as its claim of ${claim}, and Kopia fills a small part of that.`,
          'Give it what indexes and metadata need, a few gigabytes.',
        ),
      ];
}

/** More than the indexes of any repository of a home need. */
const LARGE = 10 * 2 ** 30;

function otherClass({ object: { ref }, fields }: MoverObject, restore: MoverObject): readonly Finding[] {
  const [own, other] = [fields, restore.fields].map((each) => textAt(each, 'cacheStorageClassName'));
  return own === other || own === undefined || other === undefined
    ? []
    : [
        finding(
          'cache-class-differs',
          ref,
          `Its cache is of class ${own}, and that of the restore of its claim of ${other}.`,
          'Say one class for both, if that was not meant.',
        ),
      ];
}

/** A copy that is read on one node of a volume that all may write is a whole copy on some storage. */
function modes({ object: { ref }, fields }: MoverObject, claim: readonly string[] | undefined): readonly Finding[] {
  const own = textsAt(fields, 'accessModes');
  const copies = ['Snapshot', 'Clone'].includes(textAt(fields, 'copyMethod') ?? '');
  return copies &&
    claim?.includes('ReadWriteMany') === true &&
    at(fields, 'accessModes') !== undefined &&
    !own.some((each) => each.endsWith('Many'))
    ? [
        finding(
          'copy-modes-differ',
          ref,
          `Its copy is ${own.join(', ')}, and its claim ${claim.join(', ')}.`,
          'Copy it with ReadOnlyMany where its class can, or leave accessModes out.',
        ),
      ]
    : [];
}
