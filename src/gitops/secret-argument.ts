const SECRET_FLAG =
  /^(-p$|-p=|--(password|access-key|secret-access-key|session-token|server-password|server-control-password|token)(=|$))/;

/** The first argument, anywhere in an object, that is a secret or refers to one. */
export function secretArgument(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { command, args, env } = value as { command?: unknown; args?: unknown; env?: unknown };
  const names = secretNames(env);
  const words = [command, args]
    .flatMap((each) => (Array.isArray(each) ? each : []))
    .filter((each) => typeof each === 'string');
  const found = words.find((word) => SECRET_FLAG.test(word) || names.some((name) => word.includes(`$(${name})`)));
  if (found !== undefined) {
    return found;
  }
  for (const each of Object.values(value)) {
    const inside = secretArgument(each);
    if (inside !== undefined) {
      return inside;
    }
  }
  return undefined;
}

/** Variables of a container that come from a Secret; a pod writes them as a list, some charts as a map. */
function secretNames(env: unknown): string[] {
  const variables: [string, unknown][] = Array.isArray(env)
    ? env.map((each) => [each?.name, each])
    : Object.entries((env ?? {}) as object);
  return variables.filter(([, each]) => JSON.stringify(each ?? null).includes('secretKeyRef')).map(([name]) => name);
}
