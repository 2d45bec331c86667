import type { Problem } from '../rules/problem';
import { show } from '../rules/show';
import type { KeysOf } from './known-keys';

/** A container image. */
export interface Image {
  readonly repository: string;
  /** With a digest, if you like: `1.38.0@sha256:…`. */
  readonly tag: string;
}

export const IMAGE_KEYS: KeysOf<Image> = { repository: true, tag: true };

export function imageProblems(field: string, { repository, tag }: Image): Problem[] {
  return [
    ...(typeof repository === 'string' && /^[^\s:@]+(:\d+\/[^\s:@]+)?$/.test(repository)
      ? []
      : [
          {
            field: `${field}.repository`,
            text: `${show(repository)} is not an image without its tag; write it such as "ghcr.io/example/image"`,
          },
        ]),
    ...tagProblems(`${field}.tag`, tag),
  ];
}

/** Checks the tag of an image or of a chart, with or without a digest. */
export function tagProblems(field: string, tag: unknown): Problem[] {
  return typeof tag === 'string' && /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}(@sha256:[0-9a-f]{64})?$/.test(tag)
    ? []
    : [{ field, text: `${show(tag)} is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest` }];
}
