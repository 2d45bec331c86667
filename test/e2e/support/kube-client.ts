import { Agent, request } from 'node:https';
import type { Manifest } from '../../support/manifest-tree';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of every kind
  readonly body: any;
}

/** An object as the API server has it. */
export interface LiveObject extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly resourceVersion: string; readonly uid: string };
}

/** Speaks to an API server, with the words of its REST interface, so that a test decides on every parameter. */
export class KubeClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16, rejectUnauthorized: false });
  private readonly resources = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  constructor(
    private readonly url: string,
    private readonly token: string,
    /** Whom the API server takes it for, with all that an administrator may do. @default the administrator */
    private readonly user?: string,
  ) {}

  /** The same, as somebody else. */
  as(user: string): KubeClient {
    return new KubeClient(this.url, this.token, user);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** What Flux does with an object: server-side apply, unknown and doubled fields forbidden. */
  async apply(object: Manifest, { dryRun = false } = {}): Promise<LiveObject> {
    const query = `fieldManager=kustomize-controller&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    const path = `${await this.pathOf(object)}?${query}`;
    return accepted(object, await this.send('PATCH', path, object, 'application/apply-patch+yaml'));
  }

  async create(object: Manifest): Promise<LiveObject> {
    return accepted(object, await this.send('POST', `${await this.folderOf(object)}?fieldValidation=Strict`, object));
  }

  /** What `create` would make of an object. */
  async dryRunCreate(object: Manifest): Promise<LiveObject> {
    return accepted(object, await this.send('POST', `${await this.folderOf(object)}?dryRun=All`, object));
  }

  /** Replaces an object, as a controller does that has rebuilt it. */
  async update(object: Manifest): Promise<LiveObject> {
    return accepted(object, await this.send('PUT', await this.pathOf(object), object));
  }

  /** Merges into the status, which only controllers write. */
  async patchStatus(object: Manifest, status: object): Promise<LiveObject> {
    const path = `${await this.pathOf(object)}/status`;
    return accepted(object, await this.send('PATCH', path, { status }, 'application/merge-patch+json'));
  }

  /** Merges into an object. @param manager as whom: Flux takes back what it finds of `kubectl…` */
  async patch(object: Manifest, changes: object, manager = 'kubectl-patch'): Promise<LiveObject> {
    const path = `${await this.pathOf(object)}?fieldManager=${manager}`;
    return accepted(object, await this.send('PATCH', path, changes, 'application/merge-patch+json'));
  }

  /** An object as it is now, or nothing. */
  async read(object: Manifest): Promise<LiveObject | undefined> {
    const answer = await this.get(await this.pathOf(object));
    return answer.status === 404 ? undefined : accepted(object, answer);
  }

  /** All objects of a kind, in all namespaces. */
  async list(apiVersion: string, kind: string): Promise<LiveObject[]> {
    const { name } = await this.resourceOf({ apiVersion, kind });
    const { status, body } = await this.get(`${groupPath(apiVersion)}/${name}?limit=0`);
    if (status !== 200) throw new Error(`list of ${kind}: ${status} ${body.message}`);
    return (body.items as LiveObject[]).map((item) => ({ ...item, apiVersion, kind }));
  }

  async remove(object: Manifest): Promise<void> {
    const answer = await this.send('DELETE', `${await this.pathOf(object)}?propagationPolicy=Background`);
    if (answer.status !== 404) accepted(object, answer);
  }

  close(): void {
    this.agent.destroy();
  }

  private async pathOf(object: Manifest): Promise<string> {
    return `${await this.folderOf(object)}/${object.metadata.name}`;
  }

  private async folderOf(object: Manifest): Promise<string> {
    const { name, namespaced } = await this.resourceOf(object);
    const { namespace } = object.metadata;
    if (namespaced !== (namespace !== undefined)) {
      throw new Error(
        `${object.kind} ${object.metadata.name}: namespace ${namespace}, but namespaced is ${namespaced}`,
      );
    }
    return `${groupPath(object.apiVersion)}${namespaced ? `/namespaces/${namespace}` : ''}/${name}`;
  }

  private async resourceOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): Promise<Resource> {
    const known = this.resources.get(apiVersion) ?? this.discover(apiVersion);
    this.resources.set(apiVersion, known);
    const resource = (await known).get(kind);
    if (!resource) {
      // It may be there the next time.
      this.resources.delete(apiVersion);
      throw new Error(`no matches for kind ${kind} in ${apiVersion}`);
    }
    return resource;
  }

  private async discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const { status, body } = await this.get(groupPath(apiVersion));
    const resources: readonly (Resource & { kind: string })[] = status === 200 ? body.resources : [];
    return new Map(resources.filter(({ name }) => !name.includes('/')).map((each) => [each.kind, each]));
  }

  private send(method: string, path: string, body?: object, type = 'application/json'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.token}`,
        'content-type': type,
        ...(this.user && { 'impersonate-user': this.user, 'impersonate-group': 'system:masters' }),
      };
      const sent = request(`${this.url}${path}`, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const json = response.headers['content-type']?.startsWith('application/json');
          resolve({ status: response.statusCode ?? 0, body: json ? JSON.parse(text) : { message: text } });
        });
      });
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
  }
}

interface Resource {
  /** The plural that paths are made of. */
  readonly name: string;
  readonly namespaced: boolean;
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** An answer's object; what the API server says against it is the message. */
function accepted({ kind, metadata }: Manifest, { status, body }: Answer): LiveObject {
  if (status < 300) return body;
  throw new Error(`${kind} ${metadata.namespace ?? ''}/${metadata.name}: ${status} ${body.message}`);
}
