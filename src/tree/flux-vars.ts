import { ApiObject } from 'cdk8s';
import { renderFluxVars } from '../model/values/flux-var';
import { renderStrings } from './manifest';

// Whoever makes a variable has it written, too.
export { fluxVar } from '../model/values/flux-var';

interface State {
  marked: boolean;
}

const STATE = Symbol.for('cdk8s-volsync-kopia:flux-vars');

/** One for all copies of the library that are loaded: what one of them asks for with marks, another must not write. */
const prototype: ApiObject & { [STATE]?: State } = ApiObject.prototype;
const state = prototype[STATE] ?? writeFluxVars();

/**
 * A Flux variable is marked until it is written. Whatever the object and the app, of cdk8s or ours, the way to a file or
 * to a test leads through this one method, so it writes them; what `fluxVar()` returned never gets out.
 */
function writeFluxVars(): State {
  const created: State = { marked: false };
  prototype[STATE] = created;
  const { toJson } = prototype;
  prototype.toJson = function (this: ApiObject) {
    const json: unknown = toJson.call(this);
    return created.marked ? json : renderStrings(json, renderFluxVars);
  };
  return created;
}

/** An object with its Flux variables still marked; `GitOpsApp` checks them before it writes them. */
export function markedJson(object: ApiObject): unknown {
  const { marked } = state;
  state.marked = true;
  try {
    return object.toJson();
  } finally {
    state.marked = marked;
  }
}
