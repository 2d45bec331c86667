import { type Mover, moverProblems, moverSecurityContext } from '../../../src/model/cluster/mover';
import { lines } from '../fixture';

const all: Required<Mover> = {
  uid: 568,
  gid: 569,
  fsGroup: 570,
  fsGroupChangePolicy: 'Always',
  runAsNonRoot: false,
  supplementalGroups: [44, 100],
  seccompProfile: { type: 'Unconfined' },
};

test('a mover with a uid and a gid never runs as root, and when files change their group is left to Kubernetes', () => {
  expect(moverSecurityContext({ uid: 568, gid: 569 })).toEqual({
    runAsUser: 568,
    runAsGroup: 569,
    runAsNonRoot: true,
    fsGroup: 569,
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('everything of a mover can be said', () => {
  expect(moverSecurityContext(all)).toEqual({
    runAsUser: 568,
    runAsGroup: 569,
    runAsNonRoot: false,
    fsGroup: 570,
    fsGroupChangePolicy: 'Always',
    seccompProfile: { type: 'Unconfined' },
    supplementalGroups: [44, 100],
  });
});

test('a mover does without a group of its volumes', () => {
  const root = { uid: 0, gid: 0, fsGroup: false } as const;
  expect(moverSecurityContext(root)).toEqual({
    runAsUser: 0,
    runAsGroup: 0,
    runAsNonRoot: false,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(moverProblems('mover', root)).toEqual([]);
  // What the cluster says of when is about a group that the app does without.
  const inherited = { ...root, fsGroupChangePolicy: 'Always' } as const;
  expect(moverSecurityContext(inherited)).not.toHaveProperty('fsGroupChangePolicy');
  expect(moverProblems('mover', inherited, { fsGroup: false })).toEqual([]);
});

test('root is allowed where it is asked for', () => {
  expect(moverSecurityContext({ uid: 0, gid: 0 }).runAsNonRoot).toBe(false);
});

test.each<Mover>([{ uid: 0, gid: 0 }, { uid: 2 ** 31 - 1, gid: 0 }, { uid: 568, gid: 568, runAsNonRoot: true }, all])(
  '%j is a mover',
  (mover) => {
    expect(moverProblems('mover', mover)).toEqual([]);
  },
);

test.each<[mover: object, messages: string[]]>([
  [
    {},
    [
      'mover.uid: undefined is not an id; write a whole number, 0 or more (rule M2)',
      'mover.gid: undefined is not an id; write a whole number, 0 or more (rule M2)',
    ],
  ],
  [
    { uid: '568', gid: -1, fsGroup: 1.5 },
    [
      'mover.uid: "568" is not an id; write a whole number, 0 or more (rule M2)',
      'mover.gid: -1 is not an id; write a whole number, 0 or more (rule M2)',
      'mover.fsGroup: 1.5 is not an id; write a whole number, 0 or more, or false for none (rule M2)',
    ],
  ],
  [
    { uid: 568, gid: 568, fsGroup: true },
    ['mover.fsGroup: true is not an id; write a whole number, 0 or more, or false for none (rule M2)'],
  ],
  [
    { uid: 568, gid: 568, fsGroup: false, fsGroupChangePolicy: 'Always' },
    [
      'mover.fsGroupChangePolicy: "Always" is about a group, and fsGroup: false does without; leave it out, or write a group',
    ],
  ],
  [
    { uid: Number.NaN, gid: 2 ** 31 },
    [
      'mover.uid: NaN is not an id; write a whole number, 0 or more (rule M2)',
      'mover.gid: 2147483648 is not an id; write a whole number, 0 or more (rule M2)',
    ],
  ],
  [
    { uid: 568, gid: 568, supplementalGroups: [44, -1] },
    ['mover.supplementalGroups: [44,-1] is not a list of ids; write whole numbers, 0 or more (rule M2)'],
  ],
  [
    { uid: 568, gid: 568, supplementalGroups: 44 },
    ['mover.supplementalGroups: 44 is not a list of ids; write whole numbers, 0 or more (rule M2)'],
  ],
  [
    { uid: 568, gid: 568, runAsNonRoot: 'false', fsGroupChangePolicy: 'Never', seccompProfile: { type: 'Localhost' } },
    [
      'mover.runAsNonRoot: "false" is neither true nor false; write true or false, without quotes (rule M2)',
      'mover.fsGroupChangePolicy: "Never" is not known; write "OnRootMismatch" or "Always"',
      'mover.seccompProfile.type: "Localhost" is not known; write "RuntimeDefault" or "Unconfined"',
    ],
  ],
  [
    { uid: 568, gid: 568, seccompProfile: {} },
    ['mover.seccompProfile.type: undefined is not known; write "RuntimeDefault" or "Unconfined"'],
  ],
  [
    { uid: 0, gid: 0, runAsNonRoot: true },
    [
      'mover.runAsNonRoot: a mover with uid 0 cannot start under runAsNonRoot: true; leave it out or choose another uid (rule M2)',
    ],
  ],
])('%j is refused as a mover', (mover, messages) => {
  expect(lines(moverProblems('mover', mover as Mover))).toEqual(messages);
});
