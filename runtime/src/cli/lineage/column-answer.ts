import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ColumnOrigin,
  diagramOf,
  type FlowAnalysis,
  flowAnalyses,
  nearestName,
  originsByColumn,
  originsOf,
} from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { diagramAsSvg } from '../../graph/diagram-as-svg.ts';
import { loadWholeProject } from '../../project/whole-project.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import { openFlowFile } from '../flow-file.ts';
import type { LineageOptions } from '../lineage.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { columnDiagram } from './column-diagram.ts';
import { columnText } from './column-text.ts';
import type { ColumnWord } from './column-word.ts';

/** What the text of a flow says of a column, without any run. */
export interface ColumnLineage {
  column: ColumnPlace;
  /** Fields that its values are copied or computed from, where they enter a flow. */
  origins: ColumnLink[];
  /** Columns that are copied or computed from it, where it is itself such a field. */
  uses: ColumnLink[];
}

export interface ColumnPlace {
  /** As a person in the folder of the call would type it. */
  file: string;
  flow: string;
  node: string;
  /** `amount`, of a nested record `merchant.city`. */
  column: string;
  /** What the node is: `read csv("data/payments.csv")`. */
  detail: string;
}

export interface ColumnLink extends ColumnPlace {
  way: ColumnOrigin['way'];
}

/** The lineage of a column, written as it was asked for. Throws a UsageError where there is no such column. */
export async function columnAnswer(word: ColumnWord, options: LineageOptions, terminal: Terminal): Promise<string> {
  const { document, project } = await openFlowFile(word.file, terminal);
  await loadWholeProject(project);
  const analyses = flowAnalyses(document);
  const analysis = chosenFlow(analyses, word, options.flow);
  refuseUnknown(analysis, word);
  const documents = project.services.shared.workspace.LangiumDocuments.all.toArray();
  const placeOf = places(documents, terminal.cwd);
  const { name: flow = '' } = analysis.flow;
  const file = document.uri.toString();
  const column = placeOf({ file, flow, node: word.node, path: word.path });
  const all = originsOf(analysis, word.node, word.path).map((one) => ({ ...placeOf(one), way: one.way }));
  const isSelf = (one: ColumnPlace) => one.file === column.file && one.flow === flow && one.node === word.node;
  const isField = all.some((one) => isSelf(one) && one.column === column.column);
  const uses = isField ? usesOf(column, documents, placeOf) : [];
  const lineage = {
    column,
    origins: options.down ? [] : all.filter((one) => !(isSelf(one) && one.column === column.column)),
    uses: options.up ? [] : uses,
  };
  if (options.format === 'json') return `${JSON.stringify(lineage, undefined, 2)}\n`;
  if (options.format === 'svg') return diagramAsSvg(columnDiagram(lineage));
  return columnText(lineage, { isField, isDown: options.down === true }, terminal.stdout.colors);
}

function chosenFlow(analyses: readonly FlowAnalysis[], { node, file }: ColumnWord, name?: string): FlowAnalysis {
  const meant = analyses.filter(({ flow, nodes }) => (name === undefined ? nodes.has(node) : flow.name === name));
  const [only, ...others] = meant;
  if (only === undefined) {
    const known = analyses.flatMap(({ nodes }) => [...nodes.keys()]);
    const near = nearestName(node, known);
    throw new UsageError(
      name === undefined
        ? `There is no node "${node}" in ${file}${near ? `; did you mean "${near}"?` : ''}`
        : `There is no flow "${name}" in ${file}`,
    );
  }
  if (others.length === 0) return only;
  const names = meant.map(({ flow }) => flow.name).join(', ');
  throw new UsageError(`Several flows of ${file} have a node "${node}": choose with --flow ${names}`);
}

function refuseUnknown(analysis: FlowAnalysis, { node, path }: ColumnWord): void {
  const [name, ...inner] = path;
  const fields = analysis.nodes.get(node)?.output?.fields ?? [];
  const names = fields.map((field) => field.name);
  if (name === undefined) throw new UsageError(`Say which column of "${node}": ${node}.${names[0] ?? 'column'}`);
  let field = fields.find((one) => one.name === name);
  for (const part of inner) {
    const type = field?.type.kind === 'list' ? field.type.element : field?.type;
    field = type?.kind === 'record' ? type.fields.find((one) => one.name === part) : undefined;
  }
  if (field !== undefined) return;
  const near = nearestName(name, names);
  const way = near && near !== name ? `; did you mean "${near}"?` : `; it gives ${names.join(', ') || 'no records'}`;
  throw new UsageError(`"${node}" has no column "${path.join('.')}"${way}`);
}

type PlaceOf = (origin: Pick<ColumnOrigin, 'file' | 'flow' | 'node' | 'path'>) => ColumnPlace;

function places(documents: readonly LangiumDocument[], cwd: string): PlaceOf {
  return ({ file, flow, node, path }) => {
    const document = documents.find(({ uri }) => uri.toString() === file);
    const drawn = document && diagramOf(document, flow)?.nodes.find(({ name }) => name === node);
    const detail = drawn === undefined ? '' : `${drawn.kind} ${drawn.detail}`.trimEnd();
    const shown = file.startsWith('file:') ? displayPath(resolve(fileURLToPath(file)), cwd) : file;
    return { file: shown, flow, node, column: path.join('.'), detail };
  };
}

/** Columns of every flow of the project that have this one among their origins. */
function usesOf(column: ColumnPlace, documents: readonly LangiumDocument[], placeOf: PlaceOf): ColumnLink[] {
  return documents.flatMap((document) =>
    flowAnalyses(document).flatMap((analysis) => {
      const file = document.uri.toString();
      const flow = analysis.flow.name;
      return columnsOf(analysis).flatMap(({ node, name, origins }) => {
        const used = origins.find((origin) => isSame(placeOf(origin), column));
        const own = placeOf({ file, flow, node, path: [name] });
        return used === undefined || isSame(own, column) ? [] : [{ ...own, way: used.way }];
      });
    }),
  );
}

function columnsOf(analysis: FlowAnalysis) {
  return [...analysis.nodes.keys()].flatMap((node) =>
    [...originsByColumn(analysis, node)].map(([name, origins]) => ({ node, name, origins })),
  );
}

function isSame(one: ColumnPlace, other: ColumnPlace): boolean {
  return one.file === other.file && one.flow === other.flow && one.node === other.node && one.column === other.column;
}
