import { readTree } from './file-tree';

/** The hashes of a repository's blobs, by their names. */
export type Blobs = ReadonlyMap<string, string>;

/** Blobs as Kopia keeps them on a disk: in folders named after their beginnings, each with the ending `.f`. */
export function blobsOnDisk(folder: string): Blobs {
  return blobs(folder, (path) => (path.endsWith('.f') ? path.replaceAll('/', '').slice(0, -2) : undefined));
}

/** Blobs as Kopia keeps them in a bucket: flat, below a prefix that ends with `/`. */
export function blobsInBucket(folder: string, prefix: string): Blobs {
  return blobs(folder, (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined));
}

function blobs(folder: string, nameOf: (path: string) => string | undefined): Blobs {
  return new Map(
    [...readTree(folder)].flatMap(([path, { kind, content }]): [string, string][] => {
      const name = kind === 'file' ? nameOf(path) : undefined;
      return name === undefined ? [] : [[name, content]];
    }),
  );
}
