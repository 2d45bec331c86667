import { bytes } from '../../model/values/quantity';
import type { Claim } from '../ledger';
import { renderRef } from '../object';
import { type Change, change } from './change';
import type { Side } from './histories';
import { listed } from './words';

/** What a claim that is live cannot take. */
export function claimChanges(was: Claim | undefined, is: Claim | undefined): readonly Change[] {
  if (was === undefined || is === undefined) {
    return goneClaim(was, undefined);
  }
  const fields = fixedFields(was, is);
  if (fields.length === 0) {
    return grown(was, is) && is.createdOnce
      ? [
          change(
            'claim-unchanged',
            is.id,
            `Claim ${is.id} grows from ${was.capacity} to ${is.capacity} only where it is created anew: Flux creates it once and never changes it.`,
          ),
        ]
      : [];
  }
  return is.createdOnce
    ? [
        change(
          'claim-unchanged',
          is.id,
          `Claim ${is.id} is declared with another ${listed(fields)}. The live one stays as it is, because Flux creates it once and never changes it.`,
        ),
      ]
    : [
        change(
          'claim-refused',
          is.id,
          `Claim ${is.id} is declared with another ${listed(fields)}, which a live claim cannot take: Kubernetes refuses it, and Flux then applies nothing that is beside it, backups included.`,
          'Put the fields back, or label the claim kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.',
        ),
      ];
}

/** A claim that is no longer declared is deleted by Flux, unless it was told not to. @param after none where only the claim is gone */
export function goneClaim(was: Claim | undefined, after: Side | undefined): readonly Change[] {
  const stays = was === undefined || was.keptWhenGone || after?.ledger.unprotected.some(({ id }) => id === was.id);
  return stays
    ? []
    : [
        change(
          'claim-deleted',
          was.id,
          `Claim ${was.id} is no longer declared, and Flux deletes it with all that is in it.`,
          'Annotate it kustomize.toolkit.fluxcd.io/prune: disabled, and let that be applied before it goes.',
        ),
      ];
}

/** Fields that Kubernetes takes for good when it creates a claim, and those that differ. */
function fixedFields(was: Claim, is: Claim): readonly string[] {
  const [before, after] = [was, is].map(({ capacity }) => bytes(capacity ?? ''));
  const source = (claim: Claim) => (claim.dataSource === undefined ? '' : renderRef(claim.dataSource));
  return [
    ...(was.storageClassName === is.storageClassName
      ? []
      : [`storage class, ${shown(is.storageClassName)} instead of ${shown(was.storageClassName)}`]),
    ...(was.accessModes.join() === is.accessModes.join()
      ? []
      : [`access mode, ${shown(is.accessModes.join())} instead of ${shown(was.accessModes.join())}`]),
    ...(before !== undefined && after !== undefined && after < before
      ? [`size, ${is.capacity} instead of the larger ${was.capacity}`]
      : []),
    ...(source(was) === source(is) ? [] : [`source, ${shown(source(is))} instead of ${shown(source(was))}`]),
  ];
}

function grown(was: Claim, is: Claim): boolean {
  return (bytes(is.capacity ?? '') ?? 0) > (bytes(was.capacity ?? '') ?? 0);
}

function shown(text: string | undefined): string {
  return text === undefined || text === '' ? 'none' : text;
}
