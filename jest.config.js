// One project a kind of test, because each needs something else of the machine.
const project = (displayName, ...testMatch) => ({
  displayName,
  testMatch: testMatch.map((each) => `<rootDir>/test/${each}/**/*.test.ts`),
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
});

const countingProject = (name) => ({
  ...project(name, name),
  globalSetup: '<rootDir>/test/e2e/support/setup.ts',
  globalTeardown: '<rootDir>/test/e2e/support/teardown.ts',
});

module.exports = {
  // Nobody else works on a machine of CI.
  ...(process.env.CI ? { maxWorkers: '100%' } : {}),
  projects: [
    project(
      'unit',
      'model',
      'tree',
      'constructs',
      'engines',
      'gitops',
      'ledger',
      'home',
      'cli',
      'architecture',
      'bad-input',
      'docs',
      'scripts',
      'clusters',
    ),
    project('conformance', 'conformance'),
    project('real-clusters', 'real-clusters'),
    project('kustomize', 'kustomize'),
    {
      ...project('package', 'package'),
      globalSetup: '<rootDir>/test/package/support/setup.ts',
      globalTeardown: '<rootDir>/test/package/support/teardown.ts',
    },
    project('promtool', 'promtool'),
    project('browser', 'browser'),
    countingProject('e2e'),
    countingProject('controller'),
  ],
};
