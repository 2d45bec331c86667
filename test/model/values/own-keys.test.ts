import { ownKeyProblems } from '../../../src/model/values/own-keys';
import { lines } from '../fixture';

test('a key and a domain are somebody’s own, and what only begins alike is free', () => {
  const labels = { owner: 'x', owners: 'x', 'example.org/a': 'x', 'example.org.uk/a': 'x', example: 'x' };
  expect(lines(ownKeyProblems('labels', labels, ['owner', 'example.org/']))).toEqual([
    'labels: "owner" is not free: what is there goes by it, and would do something else; leave it out',
    'labels: "example.org/a" is not free: what is there goes by it, and would do something else; leave it out',
  ]);
  expect(ownKeyProblems('labels', undefined, ['owner'])).toEqual([]);
});
