import type { ForwardedPort } from './port-forward';

/** What a browser is for Kopia's server once somebody has logged in. */
export interface Session {
  readonly ask: (method: string, path: string, body?: object) => Promise<WebAnswer>;
}

export interface WebAnswer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON, where it is JSON. */
  readonly body: unknown;
}

/** Loads the first page, as a browser does, and keeps the cookies and the token that come with it. */
export async function signIn(web: ForwardedPort, login: { name: string; password: string }): Promise<Session> {
  const authorization = `Basic ${Buffer.from(`${login.name}:${login.password}`).toString('base64')}`;
  const page = await web.fetch('/', { headers: { authorization } });
  const [, token] = /"kopia-csrf-token" content="(\w+)"/.exec(page.body) ?? [];
  if (page.status !== 200 || !token) throw new Error(`no page for ${login.name}: ${page.status} ${page.body}`);
  const cookie = (page.headers['set-cookie'] ?? []).map((each) => each.replace(/;.*/, '')).join('; ');
  const headers = { authorization, cookie, 'x-kopia-csrf-token': token, 'content-type': 'application/json' };
  return {
    ask: async (method, path, body) => {
      const answer = await web.fetch(path, { method, headers, body: body && JSON.stringify(body) });
      return { status: answer.status, text: answer.body, body: parsed(answer.body) };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
