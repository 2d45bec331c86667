import type { Panel, PanelSet, Question } from '../../model/alerts/panel';

/** A dashboard as Grafana imports it. */
export function grafanaDashboard(uid: string, { namespaces, panels }: PanelSet): object {
  const places = placesOf(panels);
  return {
    uid,
    title: 'Backups',
    tags: ['backup', 'kopia'],
    schemaVersion: 39,
    editable: true,
    refresh: '5m',
    time: { from: 'now-7d', to: 'now' },
    templating: { list: [DATASOURCE_VARIABLE, namespaceVariable(namespaces)] },
    panels: panels.map((panel, index) => grafanaPanel(panel, index + 1, places[index])),
  };
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

const DATASOURCE_VARIABLE = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' };

function namespaceVariable({ metric, label }: PanelSet['namespaces']): object {
  return {
    name: 'namespace',
    label: 'Namespace',
    type: 'query',
    datasource: DATASOURCE,
    query: { query: `label_values(${metric}, ${label})`, refId: 'namespaces' },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}

const COLUMNS = 24;

/** One beside the other as long as they fit, in rows as high as the first of each. */
function placesOf(panels: readonly Panel[]): object[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return panels.map(({ width: w, height: h }) => {
    if (x + w > COLUMNS) {
      [x, y, rowHeight] = [0, y + rowHeight, 0];
    }
    const place = { x, y, w, h };
    x += w;
    rowHeight = Math.max(rowHeight, h);
    return place;
  });
}

const TYPES = { number: 'stat', table: 'table', graph: 'timeseries' } as const;

function grafanaPanel(panel: Panel, id: number, gridPos: object | undefined): object {
  const { title, description, shows, asks } = panel;
  const isTable = shows === 'table';
  return {
    id,
    title,
    description,
    type: TYPES[shows],
    gridPos,
    datasource: DATASOURCE,
    targets: asks.map((each, index) => target(each, index, shows)),
    fieldConfig: { defaults: isTable ? {} : fieldOf(asks[0]), overrides: isTable ? asks.map(columnOf) : [] },
    ...(shows === 'number' && { options: { colorMode: 'background', graphMode: 'none' } }),
    ...(shows === 'graph' && { options: { legend: { displayMode: 'list', placement: 'bottom' } } }),
    ...(isTable && { transformations: transformations(asks) }),
  };
}

/** Grafana calls each answer by a letter. */
function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

function target({ expr, called }: Question, index: number, shows: Panel['shows']): object {
  const now = shows !== 'graph';
  return {
    refId: refId(index),
    datasource: DATASOURCE,
    expr,
    legendFormat: called,
    instant: now,
    range: !now,
    ...(shows === 'table' && { format: 'table' }),
  };
}

/** One row for each set of labels, and the answers side by side. */
function transformations(asks: readonly Question[]): object[] {
  const renamed = Object.fromEntries(asks.map(({ called }, index) => [`Value #${refId(index)}`, called]));
  return [
    { id: 'merge', options: {} },
    { id: 'organize', options: { excludeByName: { Time: true }, renameByName: { ...OWN_COLUMNS, ...renamed } } },
  ];
}

const OWN_COLUMNS = { obj_namespace: 'namespace', obj_name: 'name', cronjob: 'name' };

function fieldOf({ unit, badFrom, goodFrom }: Question = { expr: '', called: '' }): object {
  const [from, below, above] = goodFrom === undefined ? [badFrom, 'green', 'red'] : [goodFrom, 'red', 'green'];
  return {
    ...(unit === 'seconds' && { unit: 's' }),
    color: { mode: from === undefined ? 'palette-classic' : 'thresholds' },
    ...(from !== undefined && {
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: below, value: null },
          { color: above, value: from },
        ],
      },
    }),
  };
}

function columnOf(question: Question): object {
  const { unit, thresholds } = fieldOf(question) as { readonly unit?: string; readonly thresholds?: object };
  const properties = {
    ...(unit !== undefined && { unit }),
    ...(thresholds !== undefined && { thresholds, 'custom.cellOptions': { type: 'color-background' } }),
  };
  return {
    matcher: { id: 'byName', options: question.called },
    properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
  };
}
