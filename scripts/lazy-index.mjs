// Part of `npm run build`: makes the index load a module when one of its names is first used, and not all of them at
// once. TypeScript cannot write that. Types stay as they are, and so do the lines in which Node finds the names that an
// ES module may import.
import { readFileSync, writeFileSync } from 'node:fs';

const INDEX = 'lib/src/index.js';
const LOADED = /^var (\w+) = (require\("[^"]+"\));$/gm;

/** What is imported for what it does stays where it is. */
const AT_ONCE = /^require\("[^"]+"\);$/gm;

const text = readFileSync(INDEX, 'utf8');
const known = [LOADED, AT_ONCE].flatMap((each) => text.match(each) ?? []);
if (known.length !== text.match(/\brequire\(/g)?.length) {
  throw new Error(`${INDEX}: TypeScript writes it in another way than scripts/lazy-index.mjs knows`);
}
writeFileSync(
  INDEX,
  `${text.replace(LOADED, 'var $1 = lazy(() => $2);')}
function lazy(load) {
  return new Proxy({}, { get: (_, name) => load()[name] });
}
`,
);
