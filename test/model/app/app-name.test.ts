import { type AppName, isRenamed } from '../../../src/model/app/app-name';

const romm: AppName = { app: 'romm', namespace: 'games' };

test('an app is renamed when its name or its namespace is another', () => {
  const others = [romm, { ...romm, app: 'rom' }, { ...romm, namespace: 'media' }];
  expect(others.map((filedAs) => isRenamed({ name: romm, filedAs }))).toEqual([false, true, true]);
});
