/** `<username>@<hostname>:<path>`, under which Kopia files a source's snapshots. It must never drift. */
export interface Identity {
  readonly username: string;
  readonly hostname: string;
  readonly path: string;
}

export function renderIdentity({ username, hostname, path }: Identity): string {
  return `${username}@${hostname}:${path}`;
}
