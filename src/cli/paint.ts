export type Colour = 'red' | 'yellow' | 'green' | 'dim' | 'bold';

/** A text in a colour, or as it is where there are no colours. */
export type Paint = (colour: Colour, text: string) => string;

export const plainly: Paint = (_, text) => text;

/** What is printed to, and what somebody wants of it. */
interface Screen {
  readonly stdout: { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours for a terminal, unless somebody wants none (https://no-color.org). */
export async function painter({ stdout, env }: Screen): Promise<Paint> {
  if (stdout.isTTY !== true || env.NO_COLOR || env.TERM === 'dumb') {
    return plainly;
  }
  const { createColors } = (await import('picocolors')).default;
  const colours = createColors(true);
  return (colour, text) => colours[colour](text);
}
