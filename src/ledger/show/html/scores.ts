import type { Answer } from '../../answer';
import type { Copies, Protection } from '../../ledger';

/** One part of 3-2-1-1-0. */
export interface Score {
  readonly digit: string;
  /** What it asks for, in a word or two. */
  readonly asks: string;
  readonly of: (copies: Copies) => Answer;
}

/** Three copies on two media, one off-site, one that nobody can change, none that was never read back. */
export const SCORES: readonly Score[] = [
  { digit: '3', asks: 'copies', of: ({ copies }) => (copies >= 3 ? 'yes' : 'no') },
  { digit: '2', asks: 'media', of: ({ media }) => (media >= 2 ? 'yes' : 'no') },
  { digit: '1', asks: 'off-site', of: ({ offSite }) => offSite },
  { digit: '1', asks: 'immutable', of: ({ immutable }) => immutable },
  { digit: '0', asks: 'unverified', of: ({ verified }) => verified },
];

/** How many claims have each answer. */
export function answersOf(score: Score, claims: readonly Protection[]): Readonly<Record<Answer, number>> {
  const answers = claims.map(({ copies }) => score.of(copies));
  const count = (answer: Answer) => answers.filter((each) => each === answer).length;
  return { yes: count('yes'), unknown: count('unknown'), no: count('no') };
}
