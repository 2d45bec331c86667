import { app, changesOf } from './support';

type Labelled = { readonly metadata: { readonly labels?: object; readonly annotations?: object } };

/** The same objects, applied by a Flux Kustomization. */
function ownedBy(name: string, objects: readonly unknown[], kept = true): readonly unknown[] {
  return (objects as readonly Labelled[]).map((each) => {
    const owner = { 'kustomize.toolkit.fluxcd.io/name': name, 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' };
    const { labels, annotations, ...metadata } = each.metadata;
    return { ...each, metadata: { ...metadata, labels: { ...labels, ...owner }, ...(kept && { annotations }) } };
  });
}

const CLAIM = 'PersistentVolumeClaim games/romm';
const SOURCE = 'ReplicationSource games/romm';
const taken = (objects: string) =>
  `${objects} would change hands, or be deleted and made anew where flux-system/old goes first.`;

test('objects that another Flux Kustomization applies', () => {
  expect(changesOf(ownedBy('old', app()), ownedBy('new', app()))).toEqual([
    [
      'owner-changed',
      `Claim games/romm is applied by Flux Kustomization flux-system/new instead of flux-system/old. ${CLAIM} would stay, because Flux was told not to delete it. ${taken(`ReplicationDestination games/romm-dst and ${SOURCE}`)}`,
      'In this order: suspend flux-system/old; merge; wait until flux-system/new is ready; resume flux-system/old.',
    ],
  ]);
});

test('a claim that is created once goes with its old Flux Kustomization, unless it is not pruned', () => {
  expect(changesOf(ownedBy('old', app(), false), ownedBy('new', app(), false))).toEqual([
    [
      'claim-deleted',
      `Claim games/romm is applied by Flux Kustomization flux-system/new instead of flux-system/old. ${CLAIM} would be deleted by flux-system/old: what Flux creates once stays with whoever created it. ${taken(`ReplicationDestination games/romm-dst and ${SOURCE}`)}`,
      `In this order: suspend flux-system/old; annotate ${CLAIM} with kustomize.toolkit.fluxcd.io/prune: disabled; merge; wait until flux-system/new is ready; resume flux-system/old.`,
    ],
  ]);
});

test('where the owner stays, or nobody says who it is, nothing is said', () => {
  expect(changesOf(ownedBy('old', app()), ownedBy('old', app()))).toEqual([]);
  expect(changesOf(app(), ownedBy('new', app()))).toEqual([]);
});
