import { type Direction, type Lineage, lineageOf } from '../../catalogue/lineage.ts';
import { findTarget } from '../../catalogue/lineage-target.ts';
import { diagramAsSvg } from '../../graph/diagram-as-svg.ts';
import type { LineageOptions } from '../lineage.ts';
import { withCatalogue } from '../project-catalogue.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { fileDiagram } from './file-diagram.ts';
import { fileText } from './file-text.ts';

/** The lineage of a content, written as it was asked for. */
export async function fileAnswer(what: string, options: LineageOptions, terminal: Terminal): Promise<string> {
  const { lineage, note } = await withCatalogue(options, terminal, async (catalogue) => {
    const found = await findTarget(catalogue, what, terminal.cwd);
    if (found === undefined) throw new UsageError(unknown(what));
    return { lineage: await lineageOf(catalogue, found.target, directionOf(options)), note: found.note };
  });
  const { stderr } = terminal;
  if (note !== undefined) stderr.write(`${stderr.colors.yellow('note')}: ${note}\n`);
  return formats[options.format](lineage, terminal);
}

export function directionOf({ up, down }: LineageOptions): Direction {
  return up ? 'up' : down ? 'down' : 'both';
}

function unknown(what: string): string {
  return `No run of this project made or read "${what}"; give a file, a digest, a batch, a model, or a column as main.flow:node.column`;
}

const formats: Record<LineageOptions['format'], (lineage: Lineage, terminal: Terminal) => string | Promise<string>> = {
  text: (lineage, { stdout }) => fileText(lineage, stdout.colors),
  json: (lineage) => `${JSON.stringify(lineage, undefined, 2)}\n`,
  svg: (lineage) => diagramAsSvg(fileDiagram(lineage)),
};
