import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Prometheus saw, and which alerts fire when. Times are minutes since the beginning. */
export interface Story {
  /** Minutes from one look of Prometheus to the next. @default 1 */
  readonly step?: number;
  readonly series: Readonly<Record<string, Values>>;
  /** All alerts that are firing, by time. */
  readonly firing: Readonly<Record<number, readonly Firing[]>>;
  /** Alerts word by word, as `alert_rule_test` of promtool. */
  readonly alerts?: readonly { readonly eval_time: string; readonly alertname: string; readonly exp_alerts: unknown }[];
}

/** One value for all the time, or each until a time, and the last one to the end; `_` is no value. */
export type Values = number | readonly [...(readonly [until: number, value: number | '_'])[], number | '_'];

/** A firing alert by its name and the labels that say what it is about. */
export type Firing = Readonly<Partial<Record<(typeof LABELS)[number], string>>>;

const LABELS = ['alertname', 'obj_namespace', 'obj_name', 'namespace', 'cronjob'] as const;

/** An alert about a source, `games/romm`. */
export function ofSource(alertname: string, source: string): Firing {
  const [obj_namespace = '', obj_name = ''] = source.split('/');
  return { alertname, obj_namespace, obj_name };
}

/** An alert about a CronJob, `storage/nas`. */
export function ofJob(alertname: string, job: string): Firing {
  const [namespace = '', cronjob = ''] = job.split('/');
  return { alertname, namespace, cronjob };
}

/** What `promtool check rules` says of rule groups; nothing where it has no complaint. */
export function ruleErrors(groups: unknown): string {
  return inFolder({ 'rules.yaml': { groups } }, (folder) => {
    const { status, output } = promtool(folder, 'check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml');
    return status === 0 ? '' : output;
  });
}

/** Plays a story to rule groups. What differs from it, in promtool's words; nothing where all is as told. */
export function storyErrors(groups: unknown, { step = 1, series, firing, alerts = [] }: Story): string {
  const end = Math.max(...Object.keys(firing).map(Number)) + step;
  const interval = `${step}m`;
  const test = {
    rule_files: ['rules.yaml'],
    evaluation_interval: interval,
    tests: [
      {
        interval,
        input_series: Object.entries(series).map(([name, values]) => ({
          series: name,
          values: written(values, end, step),
        })),
        promql_expr_test: Object.entries(firing).map(([minutes, expected]) => ({
          expr: `count by (${LABELS.join(', ')}) (ALERTS{alertstate="firing"})`,
          eval_time: `${minutes}m`,
          exp_samples: expected.map((each) => ({ labels: labelSet(each), value: 1 })),
        })),
        alert_rule_test: alerts,
      },
    ],
  };
  return inFolder({ 'rules.yaml': { groups }, 'test.yaml': test }, (folder) => {
    const { status, output } = promtool(folder, 'test', 'rules', 'test.yaml');
    return status === 0 ? '' : output;
  });
}

/** Values in promtool's shorthand: `1x3` is four of them, `_x3` three that are missing. */
function written(values: Values, end: number, step: number): string {
  const parts = typeof values === 'number' ? [values] : values;
  let from = 0;
  return parts
    .map((each) => {
      const [until, value] = typeof each === 'object' ? each : [end, each];
      const count = Math.ceil((until - from) / step);
      from += count * step;
      return value === '_' ? `_x${count}` : `${value}x${count - 1}`;
    })
    .join(' ');
}

function labelSet(labels: Firing): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;
}

function inFolder<T>(files: Readonly<Record<string, unknown>>, act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      // JSON is YAML.
      writeFileSync(join(folder, name), JSON.stringify(content));
    }
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function promtool(cwd: string, ...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { cwd, encoding: 'utf8' });
  if (error) {
    throw new Error(
      `promtool is missing (${error.message}): it is in Debian's package prometheus, apt-get install prometheus`,
    );
  }
  return { status, output: `${stdout}${stderr}` };
}
