import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { grouped } from '../../../ledger/grouped';
import { isRecord, type Loose, textAt, textRecordAt } from '../../../ledger/loose';
import { restoresIn, sourcesIn } from './movers';

/** All that the mover reads of a policy file (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh). */
const READ =
  /^(retention\.keep(Hourly|Daily|Weekly|Monthly|Yearly)|compression\.compressor|scheduling\.interval|files\.ignore(\.\d+)?)$/;

/** Policy files against what the mover reads of them. They are set for the whole repository by whoever runs last. */
export function policyFileFindings(world: AuditWorld): readonly Finding[] {
  const uses = [...sourcesIn(world), ...restoresIn(world)].flatMap(({ object, fields }) => {
    const name = textAt(fields, 'policyConfig', 'configMapName');
    const file = textAt(fields, 'policyConfig', 'globalPolicyFilename') ?? 'global-policy.json';
    return name === undefined ? [] : [{ map: world.objects.find('', 'ConfigMap', object.ref.namespace, name), file }];
  });
  const byMap = grouped(
    uses.flatMap(({ map, file }) => (map === undefined ? [] : [{ map, file }])),
    ({ map, file }) => JSON.stringify([map.ref, file]),
  );
  return [...byMap.values()].flatMap(([use]) => {
    if (use === undefined) {
      return [];
    }
    const text = textRecordAt(use.map.body, 'data')[use.file];
    if (text === undefined) {
      return [
        finding(
          'setting-without-effect',
          use.map.ref,
          `It has no file ${use.file}, which movers look for.`,
          'Call its file so, or leave policyConfig out.',
        ),
      ];
    }
    const unread = leavesOf(parsed(text)).filter((path) => !READ.test(path));
    const [first] = unread;
    return first === undefined
      ? []
      : [
          finding(
            'setting-unread',
            use.map.ref,
            `Of its policy no mover reads ${[...new Set(unread.map((path) => path.replace(/\.\d+$/, '')))].join(', ')}.`,
            'Say it at the sources; what of the file is read is set for the whole repository.',
          ),
        ];
  });
}

function parsed(text: string): Loose {
  try {
    return JSON.parse(text);
  } catch {
    return { 'what is not JSON': true };
  }
}

function leavesOf(value: Loose, path = ''): readonly string[] {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => leavesOf(each, below(String(index))));
  }
  return isRecord(value) ? Object.entries(value).flatMap(([key, each]) => leavesOf(each, below(key))) : [path];
}
