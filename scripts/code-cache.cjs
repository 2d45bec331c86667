// Keeps what V8 made of every file that a program loads, functions that ran included, for the next start. Node does so by
// itself from version 22 on (`module.enableCompileCache`); this is for Node 20.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, isAbsolute } = require('node:path');
const { deserialize, serialize } = require('node:v8');
const { Script } = require('node:vm');

/** @param file where it is kept, one for each program: what a program no longer loads does not stay */
exports.keepCode = (file) => {
  const kept = read(file);
  const made = new Map();
  const compile = Module.prototype._compile;
  let fresh = false;
  Module.prototype._compile = function (content, filename) {
    // A script of one's own may import nothing later on without a warning that this is an experiment; and what stands on
    // a command line is in no file.
    if (/\bimport\s*\(/.test(content) || !isAbsolute(filename)) {
      return compile.call(this, content, filename);
    }
    // V8 itself looks at the version, the flags and the length of a text, and not at the text. What was transpiled ends with
    // a hash of all that it was made of.
    const key = filename.endsWith('.ts') ? content.slice(-HASH) : hash(`${filename}\0${content}`);
    const cachedData = kept.get(key);
    // The line that a shell reads is a line of JavaScript only where a file begins.
    const script = new Script(Module.wrap(content.replace(/^#!/, '//')), { filename, cachedData });
    fresh ||= cachedData === undefined || script.cachedDataRejected;
    made.set(key, script);
    const load = Object.assign((id) => this.require(id), Module.createRequire(filename));
    return script.runInThisContext().call(this.exports, this.exports, load, this, filename, dirname(filename));
  };
  // At the end, because only then V8 knows what ran.
  process.on('exit', () => {
    if (fresh) {
      keep(file, new Map([...made].map(([key, script]) => [key, script.createCachedData()])));
    }
  });
};

/** V8 trusts what it is given, so a file that is torn must not reach it. */
function read(file) {
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(HASH);
    return bytes.toString('latin1', 0, HASH) === hash(body) ? deserialize(body) : new Map();
  } catch {
    return new Map();
  }
}

/** In one step, so that nobody reads half of it. */
function keep(file, codes) {
  try {
    const body = serialize(codes);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([Buffer.from(hash(body), 'latin1'), body]));
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

/** Characters of a {@link hash}. */
const HASH = 64;

function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}
