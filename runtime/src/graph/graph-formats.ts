import type { Diagram } from '@millrace/grammar';
import { diagramAsDot } from './diagram-as-dot.ts';
import { diagramAsMermaid } from './diagram-as-mermaid.ts';
import { diagramAsSvg } from './diagram-as-svg.ts';

/** How a diagram can be written as text; each ends with a line end and depends on the diagram alone. */
export const graphFormats: Readonly<Record<string, (diagram: Diagram) => string | Promise<string>>> = {
  json: (diagram) => `${JSON.stringify(diagram, undefined, 2)}\n`,
  mermaid: diagramAsMermaid,
  dot: diagramAsDot,
  svg: diagramAsSvg,
};
