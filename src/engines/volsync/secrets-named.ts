import { type NamedSecret, named, secretsOfVolumes } from '../../model/secrets/named-secret';
import { inside } from '../../model/values/inside';
import type { KubeObject } from '../../model/values/kube-object';

/** The Secrets that VolSync's own objects name, whichever of its movers does the work. */
export function secretsNamed({ kind, spec }: KubeObject): readonly NamedSecret[] {
  switch (kind) {
    case 'ReplicationSource':
    case 'ReplicationDestination':
      return ['kopia', 'restic', 'rclone'].flatMap((mover) => ofMover(`spec.${mover}`, inside(spec, mover)));
    case 'KopiaMaintenance':
      return [
        ...ofRepository('spec.repository', inside(spec, 'repository')),
        ...secretsOfVolumes('spec.moverVolumes', inside(spec, 'moverVolumes'), 'volumeSource'),
      ];
    default:
      return [];
  }
}

function ofMover(field: string, mover: unknown): NamedSecret[] {
  return [
    ...ofRepository(field, mover),
    ...named(`${field}.rcloneConfig`, inside(mover, 'rcloneConfig')),
    ...named(`${field}.policyConfig.secretName`, inside(mover, 'policyConfig', 'secretName')),
    ...secretsOfVolumes(`${field}.moverVolumes`, inside(mover, 'moverVolumes'), 'volumeSource'),
  ];
}

function ofRepository(field: string, at: unknown): NamedSecret[] {
  return [
    ...named(`${field}.repository`, inside(at, 'repository')),
    ...named(`${field}.customCA.secretName`, inside(at, 'customCA', 'secretName')),
  ];
}
