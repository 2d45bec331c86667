import type { ObjectRule } from '../../model/rules/object-rule';
import { show } from '../../model/rules/show';
import type { KubeObject } from '../../model/values/kube-object';

const RESTORE = ['ReplicationDestination'];

type Kopia = NonNullable<NonNullable<KubeObject['spec']>['kopia']>;

/** A rule on what an object says of Kopia's mover. */
function ofKopia(
  rule: ObjectRule['rule'],
  kinds: readonly string[],
  field: string,
  breach: (kopia: Kopia, object: KubeObject) => string | undefined,
): ObjectRule {
  return { rule, kinds, field, breach: (object) => object.spec?.kopia && breach(object.spec.kopia, object) };
}

/**
 * What VolSync takes from an object that a patch or a hand has written, and then does nothing, or the wrong thing, and says that
 * it went well (perfectra1n/volsync v0.17.11).
 */
export const SILENT_RULES: readonly ObjectRule[] = [
  ofKopia('C1', ['ReplicationSource', ...RESTORE], 'spec.paused', (_, { spec }) =>
    spec?.paused === true
      ? 'true does nothing and reports success at every run; remove it, and suspend the Kustomization in its place'
      : undefined,
  ),
  ofKopia('V1', ['ReplicationSource'], 'spec.kopia.copyMethod', ({ copyMethod }) =>
    copyMethod === undefined ? 'is missing, and every backup fails without it; write "Snapshot"' : undefined,
  ),
  ofKopia('V1', RESTORE, 'spec.kopia.copyMethod', ({ copyMethod, destinationPVC }) =>
    copyMethod === 'Snapshot' || (destinationPVC !== undefined && isInPlace(copyMethod))
      ? undefined
      : `${copyMethod === undefined ? 'is missing' : `${show(copyMethod)} is not what a claim can be filled from`}: the restore runs and fails at its end; write "Snapshot"${destinationPVC === undefined ? '' : ' or "Direct"'}`,
  ),
  ofKopia('I1', RESTORE, 'spec.kopia.shallow', ({ shallow }) =>
    shallow === undefined
      ? undefined
      : `${show(shallow)} picks the first of so many snapshots, and 0 restores nothing and reports success; remove it`,
  ),
  ofKopia('I1', RESTORE, 'spec.kopia.previous', ({ previous, restoreAsOf }) =>
    previous !== undefined && restoreAsOf !== undefined
      ? 'beside restoreAsOf it restores nothing, and reports success, where there are fewer snapshots; write one of the two'
      : undefined,
  ),
  ofKopia('I1', RESTORE, 'spec.kopia.restoreAsOf', ({ restoreAsOf }) =>
    restoreAsOf === undefined || isVariable(restoreAsOf) || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(`${restoreAsOf}`)
      ? undefined
      : `${show(restoreAsOf)} is compared as text with times in UTC; write it in UTC, ending in "Z"`,
  ),
  ofKopia('I1', RESTORE, 'spec.kopia', ({ username, hostname }) =>
    (username === undefined) === (hostname === undefined)
      ? undefined
      : `has ${username === undefined ? 'hostname' : 'username'} alone, and the restore then never runs; write both or neither`,
  ),
  {
    rule: 'C1',
    kinds: ['KopiaMaintenance'],
    field: 'spec.trigger.schedule',
    breach: ({ spec }) =>
      [spec?.trigger?.schedule, spec?.schedule].some((each) => `${each ?? ''}`.startsWith('@'))
        ? 'is a word, of which no CronJob is made here; write the five fields, such as "0 0 * * *"'
        : undefined,
  },
];

function isInPlace(copyMethod: string | undefined): boolean {
  return copyMethod === 'Direct' || copyMethod === 'None';
}

function isVariable(text: unknown): boolean {
  return `${text}`.includes('${');
}
