import { attempt } from '../../../src/model/values/attempt';

test.each<[call: () => unknown, found: object]>([
  [() => 5, { value: 5 }],
  [() => undefined, { value: undefined }],
  [() => JSON.parse('{'), { error: expect.stringContaining('JSON') }],
  [
    () => {
      throw 'a text';
    },
    { error: 'a text' },
  ],
])('what a function gives is told from what it throws: %#', (call, found) => {
  expect(attempt(call)).toEqual(found);
});
