import type { AppOptions } from '../../../model/app/options';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';

/** What a backup waits for before it copies the claim. */
export type BeforeBackup =
  /** For a new value of the claim's annotation `volsync.backube/copy-trigger`. */
  'copy-trigger';

/**
 * Makes VolSync wait, whatever the value of the annotation is (perfectra1n/volsync v0.17.11,
 * internal/controller/utils/copy_trigger_annotations.go).
 */
export function beforeBackupAnnotations(beforeBackup: BeforeBackup | undefined): Record<string, string> {
  return beforeBackup === undefined ? {} : { [USE_COPY_TRIGGER]: 'true' };
}

const USE_COPY_TRIGGER = 'volsync.backube/use-copy-trigger';

export function beforeBackupProblems({
  beforeBackup,
  existingClaim,
  copyMethod,
}: AppOptions & { readonly beforeBackup?: unknown }): Problem[] {
  if (beforeBackup === undefined) {
    return [];
  }
  if (beforeBackup !== 'copy-trigger') {
    const text = `${show(beforeBackup)} is nothing that VolSync waits for; write "copy-trigger", or leave it out`;
    return [{ field: 'beforeBackup', text }];
  }
  return [
    ...problemIf(
      existingClaim !== undefined,
      'beforeBackup',
      () =>
        `"copy-trigger" is an annotation of the claim, and of ${show(existingClaim)}, which exists already, nothing is emitted; remove beforeBackup, and write ${USE_COPY_TRIGGER}: "true" where that claim is made`,
      'C2',
    ),
    ...problemIf(
      copyMethod === 'Direct',
      'beforeBackup',
      '"copy-trigger" is waited for before a copy, and copyMethod "Direct" makes none; write "Snapshot" or "Clone" there, or remove beforeBackup',
      'C2',
    ),
  ];
}
