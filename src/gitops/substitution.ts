import type { Problem } from '../model/rules/problem';
import { hasFluxVar, renderFluxVars } from '../model/values/flux-var';
import { fluxSwitch, type KubeObject } from '../model/values/kube-object';
import { renderStrings } from '../tree/manifest';
import { visitTexts } from './object-texts';

/** An object as Flux is to read it. */
export interface Substituted {
  readonly object: KubeObject;
  /** Whether it has variables for Flux to substitute. */
  readonly substitute: boolean;
  /** Where it breaks rule F1. */
  readonly errors: readonly Problem[];
}

/**
 * F1: Flux replaces `${…}` and `$$` everywhere in an object, in scripts and names too. Nothing of that kind is written
 * unless somebody meant it.
 * @param text the object, written; most hold nothing of the kind, which is seen there at once
 */
export function substituteObject(marked: KubeObject, text: string): Substituted {
  if (!/\$[${]|\uE000/.test(text)) {
    return { object: marked, substitute: false, errors: [] };
  }
  const disabled = fluxSwitch(marked, 'substitute') === 'disabled';
  const errors: Problem[] = [];
  const refuse = (field: string, text: string, rest: string) =>
    errors.push({ field, text: `${shorten(text)} ${rest}`, rule: 'F1' });
  let substitute = false;
  visitTexts(marked, '', (text, field) => {
    if (hasFluxVar(text)) {
      substitute = true;
      if (disabled) {
        refuse(
          field,
          renderFluxVars(text),
          'has a Flux variable, but the object turns substitution off; remove one of them',
        );
      }
    }
    if (/\$\uE000|\uE000(?!\{[A-Za-z_][A-Za-z0-9_]*\})/.test(text)) {
      refuse(
        field,
        renderFluxVars(text),
        `has what is left of a Flux variable; write fluxVar('NAME') whole, with no "$" before it`,
      );
    }
    if (!disabled && /\$\{|\$\$/.test(text)) {
      refuse(
        field,
        text,
        "would be changed by Flux; use fluxVar('NAME') for a variable, or annotate the object kustomize.toolkit.fluxcd.io/substitute: disabled",
      );
    }
  });
  return { object: renderStrings(marked, renderFluxVars) as KubeObject, substitute, errors };
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
