import { retentionKeys, retentionProblems } from '../../model/plan/retention';
import type { ObjectRule } from '../../model/rules/object-rule';
import { show } from '../../model/rules/show';
import { cronProblems } from '../../model/schedule/cron';
import type { KubeObject } from '../../model/values/kube-object';
import { cron } from './cron';

/**
 * What is written must still be what the declaration was checked for: JSON patches change an object after all other
 * checks, and objects that somebody wrote by hand never met them.
 */
export const WRITTEN_RULES: readonly ObjectRule[] = [
  {
    rule: 'R1',
    kinds: ['ReplicationSource'],
    field: 'spec.kopia.retain',
    breach: ({ spec }) => spec?.kopia && retainBreach(spec.kopia.retain ?? {}),
  },
  {
    // The mover sets retention for /data, whatever the snapshot is filed under (mover-kopia/entry.sh of the fork).
    rule: 'R1',
    kinds: ['ReplicationSource'],
    field: 'spec.kopia.sourcePathOverride',
    breach: ({ spec }) =>
      spec?.kopia?.sourcePathOverride === undefined
        ? undefined
        : `${show(spec.kopia.sourcePathOverride)} files snapshots under a path that no retention holds for; remove it`,
  },
  scheduleRule(
    ['ReplicationSource', 'KopiaMaintenance'],
    'spec.trigger.schedule',
    ({ spec }) => spec?.trigger?.schedule,
  ),
  scheduleRule(['KopiaMaintenance'], 'spec.schedule', ({ spec }) => spec?.schedule),
];

function retainBreach(retain: Readonly<Record<string, unknown>>): string | undefined {
  const missing = retentionKeys.filter((key) => retain[key] === undefined);
  if (missing.length > 0) {
    return `lacks ${missing.join(', ')}, and what is left out is Kopia's own: 10 latest, 48 hourly, 7 daily, 4 weekly, 24 monthly, 3 yearly; write all six, 0 for none`;
  }
  const [problem] = retentionProblems('', retain);
  return problem && `${problem.field.replace(/^\./, '')} ${problem.text}`.trim();
}

/** C1. A Flux variable is not known before Flux puts its value in. */
function scheduleRule(
  kinds: readonly string[],
  field: string,
  read: (object: KubeObject) => string | undefined,
): ObjectRule {
  return {
    rule: 'C1',
    kinds,
    field,
    breach: (object) => {
      const text = read(object);
      return text === undefined || `${text}`.includes('${') ? undefined : cronProblems('', text, cron)[0]?.text;
    },
  };
}
