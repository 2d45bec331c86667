import { compareLedgers } from '../../../src/ledger/compare/compare';
import { claim, ledgerOf, maintenance, restore, source, vaultSecret } from '../support';

type Objects = readonly unknown[];

/** All that a change does, without what every one has. */
export function changesOf(before: Objects, after: Objects) {
  return compareLedgers(ledgerOf(...before), ledgerOf(...after)).map(({ code, text, repair }) => [code, text, repair]);
}

/** Which codes a change has. */
export function codesOf(before: Objects, after: Objects): readonly string[] {
  return compareLedgers(ledgerOf(...before), ledgerOf(...after)).map(({ code }) => code);
}

const once = { labels: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' } };
const kept = { ...once, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } };

/** A claim that Flux creates once and never deletes. */
export const safeClaim = (spec: Readonly<Record<string, unknown>> = {}) => claim(spec, kept);

/** Everything that an app has, and the maintainer of its repository. */
export function app(
  changed: {
    readonly claim?: unknown;
    readonly restore?: unknown;
    readonly sources?: readonly unknown[];
    readonly secrets?: readonly unknown[];
    readonly maintainers?: readonly unknown[];
    readonly others?: readonly unknown[];
  } = {},
): Objects {
  return [
    'claim' in changed ? changed.claim : safeClaim(),
    'restore' in changed ? changed.restore : restore(),
    ...(changed.sources ?? [source()]),
    ...(changed.secrets ?? [vaultSecret()]),
    ...(changed.maintainers ?? [maintenance()]),
    ...(changed.others ?? []),
  ].filter((each) => each !== undefined);
}

/** A folder of another server. */
export const atticVolumes = [
  { mountPath: 'repository', volumeSource: { nfs: { server: 'attic.internal', path: '/mnt/backups' } } },
];

/** A second copy, in the attic. */
export const atticSource = (kopia: object = {}) => source({ moverVolumes: atticVolumes, ...kopia }, {}, 'romm-attic');

/** Its maintainer. */
export const atticMaintenance = maintenance({ moverVolumes: atticVolumes }, 'attic');
