import { grouped } from '../grouped';
import type { Protection } from '../ledger';
import type { ObjectRef } from '../object';
import { renderRef } from '../object';
import { type Change, change } from './change';
import type { Sides } from './histories';
import { listed } from './words';

interface Moved {
  readonly object: ObjectRef;
  readonly from: string;
  readonly to: string;
  /** Flux creates it once: it keeps the labels of its old owner. */
  readonly createdOnce: boolean;
  /** Flux does not delete it. */
  readonly stays: boolean;
}

/**
 * What happens to objects that another Flux Kustomization applies. The new one takes over what it changes; what it
 * creates once keeps the labels of the old one, which deletes it as soon as it no longer declares it.
 */
export function ownerChanges({ before, after }: Sides): readonly Change[] {
  return before.ledger.protected.flatMap((was) => {
    const is = after.protections.get(was.id);
    const moved = is === undefined ? [] : movedObjects(was, is);
    return [...grouped(moved, ({ from, to }) => JSON.stringify([from, to])).values()].flatMap((each) =>
      said(was.id, each),
    );
  });
}

function movedObjects(was: Protection, is: Protection): readonly Moved[] {
  const sources = was.destinations.flatMap(({ source, owner }) => {
    const now = is.destinations.find((each) => each.source.name === source.name && each.source.kind === source.kind);
    return moved(source, owner, now?.owner, false, false);
  });
  const { claim, restore } = was;
  return [
    ...(claim === undefined
      ? []
      : moved(refOf(claim.id), claim.owner, is.claim?.owner, claim.createdOnce, claim.keptWhenGone)),
    ...(restore === undefined
      ? []
      : moved(
          restore.object,
          restore.owner,
          is.restore?.owner,
          restore.createdOnce === true,
          restore.keptWhenGone === true,
        )),
    ...sources,
  ];
}

function moved(
  object: ObjectRef,
  from: string | undefined,
  to: string | undefined,
  createdOnce: boolean,
  stays: boolean,
): readonly Moved[] {
  return from === undefined || to === undefined || from === to ? [] : [{ object, from, to, createdOnce, stays }];
}

function refOf(id: string): ObjectRef {
  const [namespace = '', name = ''] = id.split('/');
  return { kind: 'PersistentVolumeClaim', namespace, name };
}

function said(id: string, objects: readonly Moved[]): readonly Change[] {
  const [{ from, to } = { from: '', to: '' }] = objects;
  const names = (some: readonly Moved[]) => listed(some.map(({ object }) => renderRef(object)));
  const deleted = objects.filter(({ createdOnce, stays }) => createdOnce && !stays);
  const taken = objects.filter(({ createdOnce }) => !createdOnce);
  const kept = objects.filter(({ createdOnce, stays }) => createdOnce && stays);
  const sentences = [
    ...(deleted.length > 0
      ? [`${names(deleted)} would be deleted by ${from}: what Flux creates once stays with whoever created it.`]
      : []),
    ...(kept.length > 0 ? [`${names(kept)} would stay, because Flux was told not to delete it.`] : []),
    ...(taken.length > 0
      ? [`${names(taken)} would change hands, or be deleted and made anew where ${from} goes first.`]
      : []),
  ];
  const steps = [
    `suspend ${from}`,
    ...(deleted.length > 0 ? [`annotate ${names(deleted)} with kustomize.toolkit.fluxcd.io/prune: disabled`] : []),
    'merge',
    `wait until ${to} is ready`,
    `resume ${from}`,
  ];
  const code = deleted.some(({ object }) => object.kind === 'PersistentVolumeClaim')
    ? 'claim-deleted'
    : 'owner-changed';
  const text = `Claim ${id} is applied by Flux Kustomization ${to} instead of ${from}. ${sentences.join(' ')}`;
  return [change(code, id, text, `In this order: ${steps.join('; ')}.`)];
}
