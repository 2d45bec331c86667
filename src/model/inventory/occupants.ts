import { firstOfEach, repeated } from '../values/repeated';
import { type Does, does, type InventoryEntry, type InventoryFinding } from './entry';
import { foldersAround, isUse, openEnded, type Used } from './nested';

type Occupant = Does<'occupy'>;

/** M1: what Restic keeps is in a place of its own, away from other apps' and from all that Kopia writes. */
export function occupantProblems(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const occupants = entries.filter(does('occupy'));
  return occupants.length === 0
    ? []
    : [
        ...sharedPlaces(occupants),
        ...besideKopia(occupants, entries.filter(isUse)),
        ...occupants.flatMap((each) => unprovenProblems(each, entries)),
      ];
}

/** Restic calls every host `volsync` and every path `/data`, so of two apps in one place each forgets the other's snapshots. */
function sharedPlaces(occupants: readonly Occupant[]): InventoryFinding[] {
  return repeated(occupants, ({ place }) => place).map(([{ path, field, name, address }, first]) => ({
    path,
    field,
    text: `"${name}" is at ${address}, where [${first.path}] has "${first.name}": Restic files all apps alike, so each backup forgets snapshots of the other, and restores bring back either; give each app a folder of its own, such as folder: ({ app, namespace }) => \`\${namespace}/\${app}\`, or remove one of them`,
    rule: 'M1',
  }));
}

/** Kopia's maintenance deletes what begins like a blob of its own, and Restic's `prune` whatever it does not know. */
function besideKopia(occupants: readonly Occupant[], used: readonly Used[]): InventoryFinding[] {
  const kopiaAt = new Map(used.map((each) => [openEnded(each.location), each]));
  const resticAt = new Map(occupants.map((each) => [openEnded(each.place), each]));
  const met = [
    ...occupants.flatMap((occupant) =>
      meeting(openEnded(occupant.place), kopiaAt).map((kopia) => ({ occupant, kopia })),
    ),
    ...used.flatMap((kopia) => meeting(openEnded(kopia.location), resticAt).map((occupant) => ({ occupant, kopia }))),
  ];
  // Fifty apps whose Restic lies in one repository are one problem.
  return firstOfEach(met, ({ occupant, kopia }) => JSON.stringify([occupant.name, kopia.repository.name])).map(
    ({ occupant: { path, field, name, address }, kopia: { repository } }) => ({
      path,
      field,
      text: `"${name}" of Restic is at ${address}, and "${repository.name}" of Kopia there too, or one is inside the other: neither knows the other's files, and may delete them; give "${repository.name}" a folder or a prefix with nothing of Restic in or around it, such as sharedPrefix('kopia/') in a bucket`,
      rule: 'M1',
    }),
  );
}

/** What is at a place, or around it. */
function meeting<Each>(place: string, others: ReadonlyMap<string, Each>): Each[] {
  return [place, ...foldersAround(place)].flatMap((each) => others.get(each) ?? []);
}

/** T1: what an app was restored from is one of its repositories, or a copy of one. */
function unprovenProblems({ path, verified, name }: Occupant, entries: readonly InventoryEntry[]): InventoryFinding[] {
  if (verified === undefined) {
    return [];
  }
  const own = entries.filter(does('back-up')).filter((each) => each.path === path);
  const names = own.map(({ repository }) => repository.name);
  const copies = entries.filter(does('replicate')).filter(({ from }) => names.includes(from.name));
  const known = [...names, ...copies.map(({ repository }) => repository.name)];
  const text = `"${verified.from}" is no repository that the app is backed up into, nor a copy of one, so nothing that Restic has in "${name}" can have been restored from there; restore it from one of ${known.join(', ')}, and name that`;
  return known.includes(verified.from) || known.length === 0
    ? []
    : [{ path, field: verified.field, text, rule: 'T1' as const }];
}
