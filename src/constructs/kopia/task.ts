import type { k8s } from 'cdk8s-plus-30';
import type { Construct } from 'constructs';
import { kindOf } from '../../model/repository/repository';
import type { Manifest } from '../../tree/manifest';
import { type KopiaCommand, type KopiaPod, kopiaPodSpec } from './pod';
import { addKopiaAccess, type FileVolume, type KopiaFiles, type KopiaOpening, type KopiaSecrets } from './secret';
import { authoritiesOf } from './trust';
import { addTwoPlaces, isTwoPlaces } from './two-places';

/** Something that a pod does with Kopia, with everything decided. */
export interface KopiaTask extends KopiaOpening {
  readonly pod: KopiaPod;
  /** The files that Kopia reads, by name. */
  readonly files: KopiaFiles;
  /** Whether the repository's volume is written to, where it is on one. */
  readonly writes: boolean;
  readonly commands: readonly KopiaCommand[];
  /** Where its scripts are, and what these read. @default none */
  readonly scripts?: FileVolume;
}

/** Adds the ExternalSecrets of a task, if it has any; gives them, and the pod that carries the task out. */
export function addKopiaTask(
  scope: Construct,
  task: KopiaTask,
  decided: KopiaSecrets,
): { readonly secrets: readonly Manifest[]; readonly podSpec: k8s.PodSpec } {
  const { repository, keysOf } = task;
  const add = isTwoPlaces(task) ? addTwoPlaces : addKopiaAccess;
  const { secrets, variables, files } = add(scope, task, decided, task.files);
  const podSpec = kopiaPodSpec(task.pod, {
    variables,
    files: [...files, ...(task.scripts === undefined ? [] : [task.scripts])],
    volume: kindOf(repository).volume(repository),
    writes: task.writes,
    authorities: authoritiesOf([repository, keysOf]),
    commands: task.commands,
  });
  return { secrets, podSpec };
}
