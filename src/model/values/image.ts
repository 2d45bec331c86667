import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { withoutFluxVars } from './flux-var';
import { isHostAndPort } from './host';
import type { KeysOf } from './known-keys';

/** A container image. */
export interface Image {
  /** Where the image is, without its tag: `ghcr.io/example/image`. */
  readonly repository: string;
  /** With a digest, if you like: `1.38.0@sha256:…`. */
  readonly tag: string;
}

export const IMAGE_KEYS: KeysOf<Image> = { repository: true, tag: true };

const COMPONENT = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;

/**
 * Whether a value names a repository of a registry, as whatever pulls from one reads it: the host is what has a dot or
 * a port, and what follows has no capitals. Flux variables may be in it.
 */
export function isRegistryName(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 255) {
    return false;
  }
  const [first = '', ...rest] = withoutFluxVars(value).split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return (isHost ? isHostAndPort(first) : COMPONENT.test(first)) && rest.every((each) => COMPONENT.test(each));
}

export function imageProblems(field: string, { repository, tag }: Image): Problem[] {
  return [
    ...problemIf(
      !isRegistryName(repository),
      `${field}.repository`,
      () => `${show(repository)} is not an image without its tag; write it such as "ghcr.io/example/image"`,
    ),
    ...tagProblems(`${field}.tag`, tag),
  ];
}

/** Checks the tag of an image or of a chart, with or without a digest. */
export function tagProblems(field: string, tag: unknown): Problem[] {
  return problemIf(
    !(typeof tag === 'string' && /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}(@sha256:[0-9a-f]{64})?$/.test(tag)),
    field,
    () => `${show(tag)} is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest`,
  );
}
