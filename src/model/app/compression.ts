/** Kopia's compression algorithms, without those that its next version can no longer read or write. */
export const compressions = [
  'none',
  'zstd-fastest',
  'zstd',
  'zstd-better-compression',
  'zstd-best-compression',
  's2-default',
  's2-better',
  's2-parallel-4',
  's2-parallel-8',
  'gzip',
  'gzip-best-speed',
  'gzip-best-compression',
  'pgzip',
  'pgzip-best-speed',
  'pgzip-best-compression',
  'deflate-default',
  'deflate-best-speed',
  'deflate-best-compression',
] as const;

/** A compression algorithm of Kopia. */
export type Compression = (typeof compressions)[number];
