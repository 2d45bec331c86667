// Makes Node read TypeScript: `node -r ./scripts/register.cjs src/main.ts`.
//
// So does `-r ts-node/register`, which loads the whole TypeScript compiler and transpiles every file anew, a third of a
// start. Both have swc do it, and neither checks types: that is `npm run typecheck`.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join, relative, resolve, sep } = require('node:path');
const { inspect } = require('node:util');
const { setFlagsFromString } = require('node:v8');

const PROJECT = resolve(__dirname, '..');
const CACHE = join(PROJECT, 'node_modules/.cache/cdk8s-volsync-kopia');

const OPTIONS = {
  swcrc: false,
  configFile: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
};

const COMPILER = JSON.stringify([require('@swc/core/package.json').version, OPTIONS]);

// V8 of Node 20 optimises functions so early that in a program of this length most of it is for nothing: a sixth of the
// CPU time, up to a thousand apps. Later ones wait by themselves.
if (process.versions.node.startsWith('20.')) {
  setFlagsFromString('--interrupt-budget=400000');
}

// What V8 makes of a file is kept as well.
if (Module.enableCompileCache) {
  Module.enableCompileCache(join(CACHE, 'v8'));
} else {
  require('./code-cache.cjs').keepCode(join(CACHE, `${flat(process.argv[1] ?? '')}.v8`));
}

require.extensions['.ts'] = (module, filename) => {
  module._compile(transpiled(filename), filename);
};

// Where one TypeScript file asks for another, that is the first to look for: Node would ask the disk for four others before,
// and then where each folder on the way really is.
const find = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  if (request.startsWith('.') && parent?.filename?.endsWith('.ts')) {
    const file = `${resolve(parent.filename, '..', request)}.ts`;
    if (isFile(file)) {
      return file;
    }
  }
  return find(request, parent, ...rest);
};

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** What was made of a file is kept with a hash of all that it was made of, at its end, where a torn file has none. */
function transpiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const hash = createHash('sha256').update([COMPILER, filename, source].join('\0')).digest('hex');
  const kept = join(CACHE, `${flat(filename)}.js`);
  const found = read(kept);
  if (found?.endsWith(hash)) {
    return found;
  }
  const code = `${transpile(filename, source).code}\n//${hash}`;
  keep(kept, code);
  return code;
}

/** The path below the project as one name. */
function flat(filename) {
  return relative(PROJECT, filename).replaceAll(sep, '+');
}

function transpile(filename, source, options) {
  return require('@swc/core').transformSync(source, { ...OPTIONS, ...options, filename });
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** In one step, so that nobody reads half of it. Where nothing can be kept, it is made anew every time. */
function keep(file, text) {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

// The places in a stack are those of what was made. Node would read a map of every file at once to give those of the
// source, which takes longer than to load them.
function endWithStack(error) {
  const place = /(?<=\(|at )([^()]+\.ts):(\d+):(\d+)/g;
  console.error(inspect(error).replace(place, (_, file, line, column) => placeInSource(file, line, column)));
  process.exit(1);
}

// Other listeners mean to go on after an error, this one does not: the library may still end with its own words.
endWithStack[Symbol.for('cdk8s-volsync-kopia:ends')] = true;
process.on('uncaughtException', endWithStack);

function placeInSource(file, line, column) {
  try {
    const { map } = transpile(file, readFileSync(file, 'utf8'), { sourceMaps: true });
    const { originalLine, originalColumn } = new Module.SourceMap(JSON.parse(map)).findEntry(line - 1, column - 1);
    return `${file}:${originalLine + 1}:${originalColumn + 1}`;
  } catch {
    return `${file}:${line}:${column}`;
  }
}
