import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { grouped } from '../../../ledger/grouped';
import { isRecord, type Loose, textAt, textRecordAt } from '../../../ledger/loose';
import { type FoundObject, renderRef } from '../../../ledger/object';
import { type MoverObject, restoresIn, sourcesIn } from './movers';

/** Variables by which the well-known Kustomize components are filled in. */
const OURS = /^VOLSYNC_/;
/** Those of users, which are the app's as well. */
const USERS = /(^|_)P?[UG]ID$/;

/** Variables of Flux Kustomizations that nothing reads: an app that looks protected, a user that is not taken. */
export function variableFindings(world: AuditWorld): readonly Finding[] {
  const owned = grouped(world.objects.all, (each) => world.owners.of(each) ?? '');
  const movers = [...sourcesIn(world), ...restoresIn(world)];
  const byOwner = grouped(movers, ({ object }) => world.owners.of(object) ?? '');
  // Where nothing says who applies what, nothing can be said of what is read.
  if (movers.length > 0 && byOwner.size === 1 && byOwner.has('')) {
    return [];
  }
  const all = world.objects.ofKind('kustomize.toolkit.fluxcd.io', 'Kustomization').map((each) => {
    const owner = `${each.ref.namespace ?? ''}/${each.ref.name}`;
    return { each, own: byOwner.get(owner) ?? [], objects: owned.get(owner) ?? [] };
  });
  const learned = new Set(
    all.filter(({ own }) => own.length > 0).flatMap(({ each }) => Object.keys(userVariables(each))),
  );
  return all.flatMap(({ each, own, objects }) => {
    const variables = Object.entries(textRecordAt(each.body, 'spec', 'postBuild', 'substitute'));
    return own.length > 0
      ? variables.flatMap(([name, value]) => unread(each, name, value, own, objects))
      : inVain(
          each,
          variables.filter(([name, value]) => OURS.test(name) || (learned.has(name) && !isUser(value, objects))),
        );
  });
}

function userVariables({ body }: FoundObject): Readonly<Record<string, string>> {
  const all = textRecordAt(body, 'spec', 'postBuild', 'substitute');
  return Object.fromEntries(Object.entries(all).filter(([name]) => USERS.test(name)));
}

function inVain({ ref }: FoundObject, variables: readonly (readonly [string, string])[]): readonly Finding[] {
  return variables.length === 0
    ? []
    : [
        finding(
          'setting-without-effect',
          ref,
          `It sets ${variables.map(([name]) => name).join(', ')}, as apps that are backed up do, and nothing that it applies here is.`,
          'Add the component that reads it, or leave it out.',
        ),
      ];
}

function unread(
  { ref }: FoundObject,
  name: string,
  value: string,
  movers: readonly MoverObject[],
  objects: readonly FoundObject[],
): readonly Finding[] {
  const where = USERS.test(name)
    ? movers.every(({ fields }) => !runsAs(fields, value)) && !readByOthers(value, movers, objects)
      ? `nothing that it applies here runs as ${value}`
      : undefined
    : OURS.test(name) && !isRead(value, objects)
      ? `nothing that it applies here has the value ${JSON.stringify(value)}`
      : /CACHE_CAPACITY$/.test(name)
        ? partlyRead(value, movers)
        : undefined;
  return where === undefined
    ? []
    : [
        finding(
          'setting-without-effect',
          ref,
          `It sets ${name}, and ${where}.`,
          'Use a variable that the component reads, or leave it out.',
        ),
      ];
}

function runsAs(fields: Loose, value: string): boolean {
  const context = isRecord(fields) && isRecord(fields.moverSecurityContext) ? fields.moverSecurityContext : {};
  return ['runAsUser', 'runAsGroup', 'fsGroup'].some((key) => said(context[key]) === value);
}

/** An app's own user is read by its own objects; where there are none but those of backups, nothing is. */
function readByOthers(value: string, movers: readonly MoverObject[], objects: readonly FoundObject[]): boolean {
  const own = new Set(movers.map(({ object }) => object));
  return isUser(
    value,
    objects.filter((each) => !own.has(each)),
  );
}

/** Whether anything runs as a user, or is told a user by its environment. */
function isUser(value: string, within: Loose): boolean {
  if (Array.isArray(within)) {
    return within.some((each) => isUser(value, each));
  }
  if (!isRecord(within)) {
    return false;
  }
  return (
    (USERS.test(said(within.name)) && said(within.value) === value) ||
    Object.entries(within).some(
      ([key, each]) =>
        ((RUNS_AS.test(key) || USERS.test(key)) && [each].flat().some((one) => said(one) === value)) ||
        isUser(value, each),
    )
  );
}

const RUNS_AS = /^(runAsUser|runAsGroup|fsGroup|supplementalGroups)$/;

function partlyRead(value: string, movers: readonly MoverObject[]): string | undefined {
  const without = movers.filter(({ fields }) => textAt(fields, 'cacheCapacity') !== value);
  const [first] = without;
  return first === undefined || without.length === movers.length
    ? undefined
    : `${without.map(({ object }) => renderRef(object.ref)).join(' and ')} have another cache`;
}

/** Whether a value stands anywhere in objects, or in a longer text of theirs. */
function isRead(value: string, objects: readonly FoundObject[]): boolean {
  return value === '' || objects.some(({ body }) => holds(body.spec ?? body, value));
}

function holds(within: Loose, value: string): boolean {
  if (Array.isArray(within)) {
    return within.some((each) => holds(each, value));
  }
  if (isRecord(within)) {
    return Object.values(within).some((each) => holds(each, value));
  }
  const text = said(within);
  const found = text.indexOf(value);
  // A part of a longer word is another word.
  return found >= 0 && !/[A-Za-z0-9]/.test(text.charAt(found - 1) + text.charAt(found + value.length));
}

/** A value as Flux would put it in; nothing where it is no single one. */
function said(value: Loose): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
