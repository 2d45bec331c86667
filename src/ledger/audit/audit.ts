import { ACCEPTED_FORM, type Accepted, acceptancesOf } from '../accepted';
import { isChangeCode } from '../compare/acknowledged';
import type { Loose } from '../loose';
import { type ObjectRef, Objects } from '../object';
import { Owners } from '../owner';
import { type ReadOptions, readLedger } from '../read';
import { Secrets } from '../secrets/secret-keys';
import { type ClaimStatus, claimFindings, statusOf } from './checks/claims';
import { historyFindings } from './checks/histories';
import { objectFindings, scalerFindings } from './checks/objects';
import { offSiteFindings, repositoryFindings } from './checks/repositories';
import { restoreFindings } from './checks/restores';
import { secretFindings } from './checks/secrets';
import { timingFindings } from './checks/timing';
import { writerFindings } from './checks/writers';
import { expectedClaims } from './claims/coverage';
import { madeClaims } from './claims/made-claims';
import { type Auditor, type AuditWorld, type Check, FINDINGS, type Finding, finding } from './finding';

export interface AuditOptions extends ReadOptions {
  /** What engines know of mistakes. */
  readonly auditors: readonly Auditor[];
  /** The day on which it is asked, as `2026-11-26`: what was accepted until the day before no longer is. */
  readonly today: string;
}

/** What is wrong with the backups of a stream of objects. */
export interface Audit {
  readonly schema: 1;
  /** How many objects were read: where there are none, nothing is said about anything. */
  readonly objects: number;
  readonly claims: readonly (Omit<ClaimStatus, 'status'> & { readonly status: ClaimStatus['status'] | 'exempt' })[];
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** What would be a finding, and was accepted. */
  readonly accepted: readonly (Finding & Omit<Accepted, 'code'>)[];
}

const CHECKS: readonly Check[] = [
  restoreFindings,
  historyFindings,
  repositoryFindings,
  offSiteFindings,
  secretFindings,
  timingFindings,
  objectFindings,
  scalerFindings,
];

/** Looks at a stream of objects for what is not backed up, and for what is wrong with what is. It never throws, and never guesses. */
export function auditObjects(stream: readonly Loose[], { auditors, today, ...reading }: AuditOptions): Audit {
  const objects = new Objects(stream);
  const kinds = new Set(reading.readers.map(({ group, kind }) => `${group}/${kind}`));
  const expected = expectedClaims(
    objects,
    (claim) => auditors.some((each) => each.isHelper(claim)),
    ({ group, ref }) => kinds.has(`${group}/${ref.kind}`),
  );
  const here = readLedger(stream, reading);
  const made = madeClaims(expected, here);
  const world: AuditWorld = {
    objects,
    secrets: new Secrets(objects),
    ledger: made.objects.length === 0 ? here : readLedger([...stream, ...made.objects], reading),
    owners: new Owners(reading.owners),
    makers: made.makers,
  };
  const found = [
    ...claimFindings(expected, world),
    ...writerFindings(world, (copy) => auditors.some((each) => each.isRoot(copy, world))),
    ...[...CHECKS, ...auditors.flatMap(({ checks }) => checks)].flatMap((check) => check(world)),
  ];
  const judged = judge(found, objects, today);
  const exempt = new Set(judged.accepted.filter(({ code }) => isCoverage(code)).map(({ object }) => keyOf(object)));
  return {
    schema: 1,
    objects: objects.all.length,
    claims: expected.map((each) => {
      const status = statusOf(each, world);
      return status.status !== 'protected' && exempt.has(keyOf(each.object)) ? { ...status, status: 'exempt' } : status;
    }),
    ...judged,
  };
}

function isCoverage(code: string): boolean {
  return code === 'claim-unprotected' || code === 'claim-unknown';
}

function keyOf({ kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([kind, namespace, name]);
}

/** Takes away what was accepted on an object, as long as it is. */
function judge(found: readonly Finding[], objects: Objects, today: string): Pick<Audit, 'findings' | 'accepted'> {
  const said = objects.all
    .map((object) => ({ ref: object.ref, ...acceptancesOf(object) }))
    .filter(({ accepted, unreadable }) => accepted.length + unreadable.length > 0);
  const byObject = new Map(said.map((each) => [keyOf(each.ref), each]));
  const used = new Set<Accepted>();
  const over: Finding[] = [];
  const [findings, accepted]: [Finding[], (Finding & Omit<Accepted, 'code'>)[]] = [[], []];
  for (const each of found) {
    const line = [each.object, ...(each.others ?? [])]
      .flatMap((ref) => byObject.get(keyOf(ref))?.accepted ?? [])
      .find(({ code }) => code === each.code);
    if (line === undefined) {
      findings.push(each);
      continue;
    }
    used.add(line);
    if (line.until >= today) {
      accepted.push({ ...each, until: line.until, reason: line.reason });
    } else {
      findings.push(each);
      const text = `That it has ${each.code} was accepted until ${line.until}, which is over: ${line.reason}`;
      over.push(
        finding('acceptance-expired', each.object, text, 'Mend it, or look at it again and write another date.'),
      );
    }
  }
  const misread = said.flatMap(({ ref, accepted: lines, unreadable }) => [
    ...unreadable.map((line) =>
      finding(
        'acceptance-unreadable',
        ref,
        `Its annotation says ${JSON.stringify(line)}, which accepts nothing.`,
        `Write ${ACCEPTED_FORM}.`,
      ),
    ),
    ...lines
      // What is meant by a change is for a comparison, and is said in the same way.
      .filter((line) => !used.has(line) && (Object.hasOwn(FINDINGS, line.code) || !isChangeCode(line.code)))
      .map(({ code, until }) =>
        Object.hasOwn(FINDINGS, code)
          ? finding('acceptance-idle', ref, `It accepts ${code} until ${until}, and has none.`, 'Leave the line out.')
          : finding(
              'acceptance-unreadable',
              ref,
              `It accepts ${code}, which is not the code of a finding.`,
              'Write the code that the audit prints.',
            ),
      ),
  ]);
  return { findings: inOrder([...findings, ...over, ...misread]), accepted };
}

const ORDER = ['loss', 'risk', 'note'];

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const key = ({ code, object }: Finding) => `${code} ${object.namespace ?? ''}/${object.name} ${object.kind}`;
  return [...findings].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0),
  );
}
