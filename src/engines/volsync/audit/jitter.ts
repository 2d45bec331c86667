import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { listAt, textAt } from '../../../ledger/loose';

const IMAGE = /\bimage:\s*"([^"]+)"/g;

/** What admission policies put into movers. */
export function jitterFindings({ objects }: AuditWorld): readonly Finding[] {
  return objects.ofKind('admissionregistration.k8s.io', 'MutatingAdmissionPolicy').flatMap(({ ref, body }) => {
    const conditions = listAt(body, 'spec', 'matchConditions')
      .map((each) => textAt(each, 'expression') ?? '')
      .join('\n');
    const mutations = listAt(body, 'spec', 'mutations').map(
      (each) => textAt(each, 'jsonPatch', 'expression') ?? textAt(each, 'applyConfiguration', 'expression') ?? '',
    );
    const images = mutations.flatMap((text) => [...text.matchAll(IMAGE)].flatMap(([, image]) => image ?? []));
    return !/volsync|kopia-maint/.test(conditions)
      ? []
      : images
          .filter((image) => !/:(?!latest$)[^/:@]+$/.test(image) && !image.includes('@sha256:'))
          .map((image) =>
            finding(
              'image-unpinned',
              ref,
              `It puts image ${image} before every backup, whatever that is by then, or nothing where it cannot be had.`,
              'Name a version, and its digest.',
            ),
          );
  });
}
