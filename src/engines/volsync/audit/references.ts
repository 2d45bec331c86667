import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { listAt, textAt } from '../../../ledger/loose';
import { maintainersIn, restoresIn, sourcesIn } from './movers';

/** What movers mount beside their repository's Secret, against what is made. */
export function referenceFindings(world: AuditWorld): readonly Finding[] {
  const movers = [
    ...[...sourcesIn(world), ...restoresIn(world)].map(({ object, fields }) => ({
      ref: object.ref,
      fields,
      ca: fields,
    })),
    ...maintainersIn(world).map(({ ref, body }) => {
      const fields = typeof body.spec === 'object' ? body.spec : undefined;
      return { ref, fields, ca: (fields as { readonly repository?: unknown } | undefined)?.repository };
    }),
  ];
  const maps = world.objects.ofKind('', 'ConfigMap');
  return movers.flatMap(({ ref, fields, ca }) => {
    const secrets = [
      textAt(fields, 'policyConfig', 'secretName'),
      textAt(ca, 'customCA', 'secretName'),
      ...listAt(fields, 'moverVolumes').map((each) => textAt(each, 'volumeSource', 'secret', 'secretName')),
    ].flatMap((name) => name ?? []);
    const configs = [textAt(fields, 'policyConfig', 'configMapName'), textAt(ca, 'customCA', 'configMapName')].flatMap(
      (name) => name ?? [],
    );
    const missing = [
      // Where none is to be seen at all, they have been left out.
      ...(world.secrets.all.length === 0 ? [] : secrets)
        .filter((name) => world.secrets.find(ref.namespace, name).from === undefined)
        .map((name) => `Secret ${name}`),
      ...(maps.length === 0 ? [] : configs)
        .filter((name) => world.objects.find('', 'ConfigMap', ref.namespace, name) === undefined)
        .map((name) => `ConfigMap ${name}`),
    ];
    return missing.map((name) =>
      finding(
        'reference-missing',
        ref,
        `It mounts ${name}, which no object here makes, and does not run without.`,
        'Make it, or leave it out; if it is made by hand, accept this on the object.',
      ),
    );
  });
}
