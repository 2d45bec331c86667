import { repositoryLabel } from '../../../constructs/kit/labels';
import { listAt, textAt } from '../../../ledger/loose';
import type { FoundObject, Objects } from '../../../ledger/object';
import { type Located, nfsPlace } from '../../../ledger/repository/place';
import { firstOfEach } from '../../../model/values/repeated';
import type { MoverKind } from './mover';

interface Injection {
  readonly server: string;
  readonly path: string;
  readonly mountPath: string;
}

/**
 * The volume that an admission policy mounts into a mover. Policies are programs, and are not carried out here: what is
 * read is which folder of which server they mount where, and the conditions that tell movers, maintenance and our own
 * labels apart. Where policies disagree nothing is said.
 */
export function injectedVolume(mover: MoverKind, folder: string, objects: Objects): Located | undefined {
  const found = objects
    .ofKind('admissionregistration.k8s.io', 'MutatingAdmissionPolicy')
    .filter((policy) => isFor(mover, conditionsOf(policy)))
    .flatMap(injectionsOf)
    .filter(({ mountPath }) => folder === mountPath || folder.startsWith(`${mountPath}/`))
    .map(({ server, path, mountPath }) => nfsPlace(server, path, folder.slice(mountPath.length)));
  const [place, ...others] = firstOfEach(found, ({ key }) => key);
  return others.length === 0 ? place : undefined;
}

function conditionsOf({ body }: FoundObject): string {
  return listAt(body, 'spec', 'matchConditions')
    .map((each) => textAt(each, 'expression') ?? '')
    .join('\n');
}

function isFor({ job, label }: MoverKind, conditions: string): boolean {
  const [, otherwise, wanted] = LABELLED.exec(conditions) ?? [];
  if (wanted !== undefined && (label ?? otherwise) !== wanted) {
    return false;
  }
  const movers = /created-by|startsWith\("volsync-/.test(conditions);
  const maintenance = /kopia-maint/.test(conditions);
  return movers === maintenance || (job === 'mover' ? movers : maintenance);
}

/** The condition of our own policies that tells movers of several repositories apart. */
const LABELLED = new RegExp(`\\["${repositoryLabel}"\\]\\.orValue\\("([^"]*)"\\)\\s*==\\s*"([^"]*)"`);

function injectionsOf({ body }: FoundObject): readonly Injection[] {
  return listAt(body, 'spec', 'mutations').flatMap((each) => {
    const text = textAt(each, 'jsonPatch', 'expression') ?? textAt(each, 'applyConfiguration', 'expression') ?? '';
    const [nfs] = /\bnfs\s*:[^{]*\{([^}]*)\}/.exec(text)?.slice(1) ?? [];
    const [server, path] = ['server', 'path'].map((key) => new RegExp(`\\b${key}:\\s*"([^"]*)"`).exec(nfs ?? '')?.[1]);
    const mountPath = /\bmountPath:\s*"([^"]*)"/.exec(text)?.[1];
    return server === undefined || path === undefined || mountPath === undefined ? [] : [{ server, path, mountPath }];
  });
}
