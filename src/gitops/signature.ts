/** The first words of what every file that an app writes says of itself. */
const WORDS = 'Made by cdk8s-volsync-kopia for cluster ';

/** What the files of a cluster's app say of themselves. */
export function signatureOf(cluster: string): string {
  return `${WORDS}${cluster}. Do not edit: the next synth overwrites it.`;
}

/** How a signature stands in a file: as a comment, or as a field where there are no comments. */
export const signed = {
  yaml: (signature: string) => `# ${signature}`,
  markdown: (signature: string) => `<!-- ${signature} -->`,
  json: (signature: string) => `  "madeBy": ${JSON.stringify(signature)},`,
} as const;

/** Whether a file says that it is of the app with this signature. A checkout may have changed how its lines end. */
export function isSigned(text: string, signature: string): boolean {
  const lines = text.split(/\r?\n/, 3);
  return Object.values(signed).some((sign) => lines.includes(sign(signature)));
}

/** Whether a file is of any app. */
export function isSignedByAny(text: string): boolean {
  return STARTS.some((start) => text.startsWith(start));
}

const STARTS = [`# ${WORDS}`, `<!-- ${WORDS}`, `{\n  "madeBy": "${WORDS}`];
