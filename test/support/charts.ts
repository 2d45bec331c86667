import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv2019 from 'ajv/dist/2019';
import { parse } from 'yaml';
import { projectRoot } from './project';

/** The charts whose values are written here, by the names of their folders. */
export type ChartName = 'app-template' | 'volsync';

/**
 * The folder that `CHARTS_DIR` names: of each chart a folder `<name>-<version>` with what its values may be, or with the whole
 * chart in it.
 */
export function chartsDir(): string {
  return resolve(projectRoot, process.env.CHARTS_DIR || '../shared/charts');
}

/** The folder of a chart, and its version. Throws where there is none. */
export function chartFolder(chart: ChartName): { readonly folder: string; readonly version: string } {
  const dir = chartsDir();
  const name = (existsSync(dir) ? readdirSync(dir) : []).find((each) => new RegExp(`^${chart}-\\d`).test(each));
  if (name === undefined) {
    throw new Error(`${dir} has no ${chart}-<version>: point CHARTS_DIR at a folder of charts, or of their schemas`);
  }
  return { folder: join(dir, name), version: name.slice(chart.length + 1) };
}

/** Whether there is a chart whole, with its templates. */
export function isWhole({ folder }: { readonly folder: string }): boolean {
  return existsSync(join(folder, 'Chart.yaml')) && existsSync(join(folder, 'templates'));
}

type Judge = (values: object) => string[];

/**
 * What app-template says against values, by its own schema. Beyond that the chart reads no other key at the top, and says
 * nothing of one.
 */
export function appTemplateJudge(): Judge {
  const { folder } = chartFolder('app-template');
  const library = join(folder, 'charts/common');
  const at = existsSync(library) ? library : folder;
  const { $id, $schema, ...schema } = read(join(at, 'values.schema.json')) as { readonly properties: object } & Ids;
  // Draft 2019-09 in all but name, and with keywords of nobody.
  const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false });
  for (const name of readdirSync(join(at, 'schemas'))) {
    ajv.addSchema(read(join(at, 'schemas', name)) as object, `chart:/schemas/${name}`);
  }
  ajv.addSchema({ ...schema, additionalProperties: false }, 'chart:/values.schema.json');
  return (values) => {
    const isRight = ajv.validate('chart:/values.schema.json', values);
    return isRight
      ? []
      : (ajv.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
        );
  };
}

interface Ids {
  readonly $id?: string;
  readonly $schema?: string;
}

/** What of some values VolSync's chart does not read: it has no schema, and its own values name everything that it does. */
export function volsyncJudge(): Judge {
  const { folder } = chartFolder('volsync');
  const file = ['values.json', 'values.yaml'].map((each) => join(folder, each)).find(existsSync);
  const own = file && parse(readFileSync(file, 'utf8'));
  return (values) => unknownKeys(own, values, '');
}

function unknownKeys(own: unknown, values: unknown, at: string): string[] {
  // What is empty there may hold anything, as Kubernetes has it.
  if (!isMap(own) || !isMap(values) || (at !== '' && Object.keys(own).length === 0)) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    Object.hasOwn(own, key) ? unknownKeys(own[key], value, `${at}/${key}`) : [`${at}/${key} is read by nothing`],
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
